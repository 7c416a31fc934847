package api

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"

	"ohenji/internal/domain"
)

// Bubble is one 吹き出し: exactly one of its contents, and the quick replies
// below it. It is the domain's own, whose JSON has LINE's names.
type Bubble = domain.Bubble

// bubbleSchemas says in the OpenAPI document what the domain's types cannot say
// of themselves.
func bubbleSchemas(r huma.Registry) {
	r.RegisterTypeAlias(typeOf[domain.RawJSON](), typeOf[json.RawMessage]())
}

// bubblesOf is the bubbles as a list that is never null.
func bubblesOf(bs []domain.Bubble) []Bubble { return append([]Bubble{}, bs...) }
