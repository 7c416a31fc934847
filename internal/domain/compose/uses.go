package compose

import (
	"slices"
	"strings"

	"ohenji/internal/domain"
)

// Uses reports whether any of the bubbles says the variable, with or without a
// text for those who have no value.
func Uses(bubbles []domain.Bubble, v Variable) bool {
	return says(bubbles, "{"+string(v)+"}", "{"+string(v)+"|", "{"+string(v)+"｜")
}

// UsesAttributes reports whether any of the bubbles says an attribute of the
// contact.
func UsesAttributes(bubbles []domain.Bubble) bool {
	return says(bubbles, "{"+attribute+":", "{"+attribute+"：")
}

func says(bubbles []domain.Bubble, words ...string) bool {
	used := false
	look := func(text string, _ int, _ counting) string {
		used = used || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
		return text
	}
	for i := range bubbles {
		b := &bubbles[i]
		texts(b, "", func(f field) { look(*f.text, f.max, f.counting) })
		if b.Flex != nil {
			rewrite(b.Flex.Contents, look)
		}
	}
	return used
}

// Nameless stands for the name of a contact whose profile LINE does not show.
// It reads well before さん and 様, which texts put behind the name.
const Nameless = "お客"
