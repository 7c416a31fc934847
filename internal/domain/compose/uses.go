package compose

import (
	"slices"
	"strings"

	"ohenji/internal/domain"
)

// Uses reports whether any of the bubbles says the variable.
func Uses(bubbles []domain.Bubble, v Variable) bool {
	return slices.ContainsFunc(bubbles, func(b domain.Bubble) bool { return strings.Contains(b.Text, v.Token()) })
}

// Nameless stands for the name of a contact whose profile LINE does not show.
// It reads well before さん and 様, which texts put behind the name.
const Nameless = "お客"
