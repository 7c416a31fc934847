package match

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"ohenji/internal/domain"
)

// Hit is a pattern that matches a text.
type Hit struct {
	Pattern int // its place among the patterns given to Compile
	Kind    Kind
	Length  int // characters of the folded keyword, to prefer the longer one
}

// Index finds the patterns that match a text, in a time that grows with the
// text and the hits and not with the number of patterns.
type Index struct {
	hits   []Hit // by pattern
	groups []group
}

// group is all patterns that keep the same differences, so that a text is
// folded once for each group; nearly always there is one.
type group struct {
	keep  Keep
	exact map[string][]int32 // folded keyword -> patterns, ascending
}

// Compile makes an index of the patterns. It fails with all their faults as
// domain.Errors, whose Field is "[3]" for the fourth pattern; see
// Pattern.Fault for the codes.
func Compile(patterns []Pattern) (*Index, error) {
	x := &Index{hits: make([]Hit, len(patterns))}
	byKeep := map[Keep]*group{}
	var es domain.Errors
	for i, p := range patterns {
		if err := p.Fault(); err != nil {
			es = append(es, err.At(fmt.Sprintf("[%d]", i)))
			continue
		}
		g := byKeep[p.Keep]
		if g == nil {
			g = &group{keep: p.Keep, exact: map[string][]int32{}}
			byKeep[p.Keep] = g
		}
		x.hits[i] = Hit{Pattern: i, Kind: p.Kind, Length: utf8.RuneCountInString(g.add(p, int32(i)))}
	}
	if len(es) > 0 {
		return nil, es
	}
	for _, g := range byKeep {
		x.groups = append(x.groups, *g)
	}
	slices.SortFunc(x.groups, func(a, b group) int { return cmp.Compare(a.keep, b.keep) })
	return x, nil
}

func (g *group) add(p Pattern, number int32) (folded string) {
	folded = g.keep.Fold(p.Text)
	g.exact[folded] = append(g.exact[folded], number)
	return folded
}

// Find returns the patterns that match the text, each once, ascending. The
// empty text matches nothing.
func (x *Index) Find(text string) []Hit {
	return x.Append(nil, text)
}

// Append appends what Find returns to hits.
func (x *Index) Append(hits []Hit, text string) []Hit {
	start := len(hits)
	for i := range x.groups {
		g := &x.groups[i]
		squashed := g.keep.squash(text)
		for _, n := range g.exact[g.keep.trim(squashed, text)] {
			hits = append(hits, x.hits[n])
		}
	}
	if len(x.groups) > 1 {
		slices.SortFunc(hits[start:], func(a, b Hit) int { return cmp.Compare(a.Pattern, b.Pattern) })
	}
	return hits
}
