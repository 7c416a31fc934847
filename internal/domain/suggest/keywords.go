package suggest

import (
	"cmp"
	"slices"
	"strings"

	"ohenji/internal/domain/match"
)

// Keyword is a keyword of a rule.
type Keyword struct {
	Rule int // number of the rule, as the caller counts
	Text string
}

// Keywords finds the rules whose keywords are like a text. It never changes.
type Keywords struct {
	words []word
	pairs map[[2]rune][]int32 // words that have two characters side by side
}

type word struct {
	Keyword
	folded string
	pairs  int
}

// likeness below which two texts have nothing to do with each other: how many
// of the pairs of characters of both together are common to them.
const likeness = 0.3

// NewKeywords takes in keywords.
func NewKeywords(all []Keyword) *Keywords {
	ks := &Keywords{pairs: map[[2]rune][]int32{}}
	for _, k := range all {
		w := word{Keyword: k, folded: match.Fold(k.Text)}
		mine := pairs(w.folded)
		if w.pairs = len(mine); w.pairs == 0 {
			continue // one character is in everything
		}
		for _, p := range mine {
			ks.pairs[p] = append(ks.pairs[p], int32(len(ks.words)))
		}
		ks.words = append(ks.words, w)
	}
	return ks
}

// Near returns the rules with a keyword that is in the text, the longest first,
// then those with one that the text is in or that has much in common with it;
// at most so many, and each once.
func (ks *Keywords) Near(text string, most int) []Keyword {
	folded := match.Fold(text)
	mine := pairs(folded)
	common := map[int32]int{}
	for _, p := range mine {
		for _, n := range ks.pairs[p] {
			common[n]++
		}
	}
	type near struct {
		*word
		score float64
	}
	var found []near
	for n, shared := range common {
		w := &ks.words[n]
		score := 2 * float64(shared) / float64(w.pairs+len(mine))
		if strings.Contains(folded, w.folded) {
			score = 1 + float64(w.pairs)
		}
		if score >= likeness || strings.Contains(w.folded, folded) {
			found = append(found, near{w, score})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text, b.Text))
	})
	var out []Keyword
	for _, f := range found {
		known := slices.ContainsFunc(out, func(k Keyword) bool { return k.Rule == f.Rule })
		if !known && len(out) < most {
			out = append(out, f.Keyword)
		}
	}
	return out
}

// pairs are the different pairs of characters that stand side by side.
func pairs(folded string) [][2]rune {
	rs := []rune(folded)
	var out [][2]rune
	for i := 0; i+1 < len(rs); i++ {
		out = append(out, [2]rune{rs[i], rs[i+1]})
	}
	slices.SortFunc(out, func(a, b [2]rune) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}
