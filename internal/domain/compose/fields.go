package compose

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"ohenji/internal/domain"
)

// counting is one of LINE's two ways to count characters (LINE docs, "Character
// counting in a text").
type counting int

const (
	units     counting = iota // UTF-16 code units, where nothing else is said
	graphemes                 // what a reader sees as one character: labels and texts of templates and actions
)

func (c counting) of(s string) int {
	if c == graphemes {
		return uniseg.GraphemeClusterCount(s)
	}
	return domain.UTF16Len(s)
}

// cut returns the longest beginning of s that counts at most limit and tears no
// character.
func (c counting) cut(s string, limit int) string {
	if c == units {
		return cut(s, limit)
	}
	g := uniseg.NewGraphemes(s)
	for range limit {
		if !g.Next() {
			return s
		}
	}
	if limit <= 0 {
		return ""
	}
	_, end := g.Positions()
	return s[:end]
}

// field is a text of a bubble in which variables are filled, with its limit.
type field struct {
	path     string
	text     *string
	max      int
	counting counting
	required bool
}

// texts calls do for every such text but those within Flex contents.
func texts(b *domain.Bubble, path string, do func(field)) {
	if b.Text != "" {
		do(field{path + ".text", &b.Text, domain.MaxTextUnits, units, true})
	}
	if l := b.Location; l != nil {
		do(field{path + ".location.title", &l.Title, maxPlace, units, true})
		do(field{path + ".location.address", &l.Address, maxPlace, units, true})
	}
	templateTexts(b, path, do)
	if m := b.Imagemap; m != nil {
		path := path + ".imagemap"
		do(field{path + ".altText", &m.AltText, maxAltText, units, true})
		for i := range m.Actions {
			a, at := &m.Actions[i], place(path+".actions", i)
			do(field{at + ".label", &a.Label, maxImagemapLabel, graphemes, false})
			do(field{at + ".text", &a.Text, maxImagemapText, units, a.Type == "message"})
			do(field{at + ".clipboardText", &a.ClipboardText, maxClipboard, units, a.Type == "clipboard"})
		}
	}
	if f := b.Flex; f != nil {
		do(field{path + ".flex.altText", &f.AltText, maxAltText, units, true})
	}
	for i := range b.QuickReplies {
		actionTexts(&b.QuickReplies[i].Action, place(path+".quickReplies", i)+".action", maxLabel, true, do)
	}
}

func templateTexts(b *domain.Bubble, path string, do func(field)) {
	if t := b.Buttons; t != nil {
		path := path + ".buttons"
		do(field{path + ".altText", &t.AltText, maxAltText, units, true})
		columnTexts(path, &t.Title, &t.Text, maxButtonsText, t.Title+t.ThumbnailImageURL != "", do)
		actionsTexts(t.DefaultAction, t.Actions, path, do)
	}
	if t := b.Confirm; t != nil {
		path := path + ".confirm"
		do(field{path + ".altText", &t.AltText, maxAltText, units, true})
		do(field{path + ".text", &t.Text, maxConfirmText, graphemes, true})
		actionsTexts(nil, t.Actions, path, do)
	}
	if t := b.Carousel; t != nil {
		path := path + ".carousel"
		do(field{path + ".altText", &t.AltText, maxAltText, units, true})
		for i := range t.Columns {
			c, at := &t.Columns[i], place(path+".columns", i)
			columnTexts(at, &c.Title, &c.Text, maxCarouselText, c.Title+c.ThumbnailImageURL != "", do)
			actionsTexts(c.DefaultAction, c.Actions, at, do)
		}
	}
	if t := b.ImageCarousel; t != nil {
		path := path + ".imageCarousel"
		do(field{path + ".altText", &t.AltText, maxAltText, units, true})
		for i := range t.Columns {
			actionTexts(&t.Columns[i].Action, place(path+".columns", i)+".action", maxImageLabel, false, do)
		}
	}
}

// columnTexts is a title and a text, which is shorter below a title or picture.
func columnTexts(path string, title, text *string, limit int, below bool, do func(field)) {
	if below {
		limit = maxTextBelow
	}
	do(field{path + ".title", title, maxTitle, graphemes, false})
	do(field{path + ".text", text, limit, graphemes, true})
}

func actionsTexts(whole *domain.Action, actions []domain.Action, path string, do func(field)) {
	if whole != nil {
		actionTexts(whole, path+".defaultAction", maxLabel, false, do)
	}
	for i := range actions {
		actionTexts(&actions[i], place(path+".actions", i), maxLabel, true, do)
	}
}

func actionTexts(a *domain.Action, path string, label int, labelled bool, do func(field)) {
	do(field{path + ".label", &a.Label, label, graphemes, labelled})
	do(field{path + ".text", &a.Text, maxActionText, graphemes, a.Type == "message"})
	do(field{path + ".displayText", &a.DisplayText, maxActionText, graphemes, false})
	do(field{path + ".fillInText", &a.FillInText, maxActionText, graphemes, false})
	do(field{path + ".clipboardText", &a.ClipboardText, maxClipboard, units, a.Type == "clipboard"})
}

// fault checks a text by its limit. Before variables are filled only what
// stands around them counts, as values are cut to the room that is left.
func (f field) fault(filled bool) *domain.Error {
	text := *f.text
	count := f.counting.of(text)
	if !filled {
		count = 0
		for _, p := range (Values{}).split(text) {
			if !p.value {
				count += f.counting.of(p.text)
			}
		}
	}
	isText := f.max == domain.MaxTextUnits // the text of a bubble has codes of its own
	switch {
	case f.required && strings.TrimSpace(text) == "" && isText:
		return domain.E(domain.Invalid, "bubble.text_empty").At(f.path)
	case f.required && strings.TrimSpace(text) == "":
		return domain.E(domain.Invalid, "bubble.field_empty").At(f.path)
	case f.required && !filled && canBeBlank(text):
		return domain.E(domain.Invalid, "bubble.value_missing").At(f.path)
	case count > f.max && isText:
		return domain.E(domain.Invalid, "bubble.text_long", "max", f.max, "count", count).At(f.path)
	case count > f.max:
		return domain.E(domain.Invalid, "bubble.field_long", "max", f.max, "count", count).At(f.path)
	}
	return nil
}

func place(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }
