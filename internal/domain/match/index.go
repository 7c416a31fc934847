package match

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
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
// text and the hits and not with the number of patterns. Only regular
// expressions that need no word at all, such as "[0-9]+", are tried one by one.
type Index struct {
	hits   []Hit // by pattern
	groups []*group
}

// group is all patterns that keep the same differences, so that a text is
// folded once for each group; nearly always there is one.
type group struct {
	keep     Keep
	exact    map[string][]int32 // folded keyword -> patterns, ascending
	prefixes table
	parts    table // patterns that are contained, by keyword
	needed   table // regular expressions, by the words they need
	always   []int32
	regexps  map[int32]*expression
}

// table finds patterns by words in a text.
type table struct {
	by       map[string][]int32 // until it is ready
	trie     *trie              // nil when there are no words
	patterns [][]int32          // by word, ascending
}

func (t *table) add(word string, pattern int32) {
	if t.by == nil {
		t.by = map[string][]int32{}
	}
	t.by[word] = append(t.by[word], pattern)
}

func (t *table) ready() {
	if len(t.by) == 0 {
		return
	}
	words := slices.Sorted(maps.Keys(t.by))
	t.patterns = make([][]int32, len(words))
	for i, w := range words {
		t.patterns[i] = t.by[w]
	}
	t.trie, t.by = newTrie(words), nil
}

// Compile makes an index of the patterns. It fails with all their faults as
// domain.Errors, whose Field is "[3]" for the fourth pattern; see
// Pattern.Fault for the codes.
func Compile(patterns []Pattern) (*Index, error) {
	x := &Index{hits: make([]Hit, len(patterns))}
	byKeep := map[Keep]*group{}
	var es domain.Errors
	for i, p := range patterns {
		if err := p.formFault(); err != nil {
			es = append(es, err.At(fmt.Sprintf("[%d]", i)))
			continue
		}
		g := byKeep[p.Keep]
		if g == nil {
			g = &group{keep: p.Keep, exact: map[string][]int32{}, regexps: map[int32]*expression{}}
			byKeep[p.Keep] = g
			x.groups = append(x.groups, g)
		}
		length, err := g.add(p, int32(i))
		if err != nil {
			es = append(es, err.At(fmt.Sprintf("[%d]", i)))
		}
		x.hits[i] = Hit{Pattern: i, Kind: p.Kind, Length: length}
	}
	if len(es) > 0 {
		return nil, es
	}
	for _, g := range x.groups {
		g.prefixes.ready()
		g.parts.ready()
		g.needed.ready()
	}
	return x, nil
}

// add takes in a pattern and returns its length in characters.
func (g *group) add(p Pattern, number int32) (length int, fault *domain.Error) {
	if p.Kind == Regexp {
		e, err := g.keep.parse(p.Text)
		if err != nil {
			return 0, regexpFault(err)
		}
		g.regexps[number] = e
		for _, word := range e.needed {
			g.needed.add(word, number)
		}
		if len(e.needed) == 0 {
			g.always = append(g.always, number)
		}
		return utf8.RuneCountInString(p.Text), nil
	}
	folded := g.keep.Fold(p.Text)
	switch p.Kind {
	case Exact:
		g.exact[folded] = append(g.exact[folded], number)
	case Prefix:
		g.prefixes.add(folded, number)
	case Contains:
		g.parts.add(folded, number)
	case Regexp: // above
	}
	return utf8.RuneCountInString(folded), nil
}

// Find returns the patterns that match the text, each once, ascending. The
// empty text matches nothing.
func (x *Index) Find(text string) []Hit {
	return x.Append(nil, text)
}

// Append appends what Find returns to hits.
func (x *Index) Append(hits []Hit, text string) []Hit {
	if text == "" {
		return hits
	}
	start := len(hits)
	for _, g := range x.groups {
		var room [64]int32
		for _, n := range g.find(room[:0], text) {
			hits = append(hits, x.hits[n])
		}
	}
	found := hits[start:]
	if len(found) > 1 {
		slices.SortFunc(found, func(a, b Hit) int { return cmp.Compare(a.Pattern, b.Pattern) })
		found = slices.Compact(found)
	}
	return hits[:start+len(found)]
}

// find appends the patterns of the group that match, in no order and some more
// than once. Parts are looked for in the whole text, punctuation around it
// included, because a keyword can be of punctuation; beginnings too.
func (g *group) find(found []int32, text string) []int32 {
	squashed := g.keep.squash(text)
	trimmed := g.keep.trim(squashed, text)
	whole := cmp.Or(squashed, text)
	found = append(found, g.exact[trimmed]...)
	if g.prefixes.trie != nil {
		var room [16]int32
		words := g.prefixes.trie.beginnings(room[:0], trimmed)
		if len(trimmed) != len(whole) {
			words = g.prefixes.trie.beginnings(words, strings.TrimLeftFunc(whole, unicode.IsSpace))
		}
		found = g.prefixes.expand(found, words)
	}
	if g.parts.trie != nil {
		var room [32]int32
		found = g.parts.expand(found, g.parts.trie.parts(room[:0], whole))
	}
	if len(g.regexps) > 0 {
		found = g.findRegexps(found, trimmed, whole)
	}
	return found
}

func (t *table) expand(found, words []int32) []int32 {
	for _, w := range words {
		found = append(found, t.patterns[w]...)
	}
	return found
}

// findRegexps runs the regular expressions whose needed words the text has, on
// the text without the punctuation around it ("^予約$" is to match "予約！") and
// with it.
func (g *group) findRegexps(found []int32, trimmed, whole string) []int32 {
	var room [64]int32
	candidates := append(room[:0], g.always...)
	if g.needed.trie != nil {
		var words [32]int32
		candidates = g.needed.expand(candidates, g.needed.trie.parts(words[:0], whole))
	}
	slices.Sort(candidates)
	for _, n := range slices.Compact(candidates) {
		e := g.regexps[n]
		if e.MatchString(trimmed) || len(trimmed) != len(whole) && e.MatchString(whole) {
			found = append(found, n)
		}
	}
	return found
}
