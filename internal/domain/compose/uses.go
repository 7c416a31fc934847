package compose

import (
	"strings"

	"ohenji/internal/domain"
)

// Uses reports whether any of the bubbles says the variable, with or without a
// text for those who have no value.
func Uses(bubbles []domain.Bubble, v Variable) bool {
	used := false
	has := func(text string) bool {
		return strings.Contains(text, "{"+string(v)+"}") || strings.Contains(text, "{"+string(v)+"|") || strings.Contains(text, "{"+string(v)+"｜")
	}
	for i := range bubbles {
		b := &bubbles[i]
		texts(b, "", func(f field) { used = used || has(*f.text) })
		if b.Flex != nil {
			rewrite(b.Flex.Contents, func(text string) string {
				used = used || has(text)
				return text
			})
		}
	}
	return used
}

// Nameless stands for the name of a contact whose profile LINE does not show.
// It reads well before さん and 様, which texts put behind the name.
const Nameless = "お客"
