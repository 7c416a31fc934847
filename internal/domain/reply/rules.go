package reply

import (
	"cmp"
	"fmt"
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

// Rules is the rules of one account made ready for Decide. It is immutable and
// shared by goroutines; the nil *Rules has none.
type Rules struct {
	ranked  []rule  // by position, then id
	uniform []int32 // uniform rules that are on, by rank
	anyKind []int32 // those of them that answer messages without text too
	off     []int32 // rules that are off, by rank
	on      int     // rules that are on
	index   *match.Index
	keys    []key // by pattern of the index; those of one rule stand together

	kinds    map[string][]int32 // rules by the kind of message they answer, by rank
	exact    map[string][]key   // postbacks by their data, by rank
	prefixes map[string][]key   // postbacks by the beginning of their data, by rank
	longest  int                // beginning of postback data, in bytes
}

type rule struct {
	id, title string
	position  int
	on        bool
	uniform   bool
	final     bool
	answers   answers
	when      *conditions
	bubbles   []domain.Bubble
}

// answers is what messages a rule can answer at all.
type answers struct {
	text, postback, any bool
	kinds               []string
}

// key is where a pattern of the index comes from.
type key struct {
	rule   int32 // rank
	text   string
	forbid bool // whether it keeps the rule silent
}

// Compile makes the rules ready, in the order of their positions and, where
// these are equal, of their ids: the order of the slice does not count. Rules
// that are off are kept for the trace. It fails with domain.Errors at
// "rules[2].keywords[0]" when a keyword cannot be compiled, for which see
// match.Pattern.Fault; rules that Validate accepts always can.
func Compile(rules []domain.Rule) (*Rules, error) {
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return inOrder(&rules[a], &rules[b]) })
	rs := &Rules{
		ranked: make([]rule, 0, len(rules)),
		kinds:  map[string][]int32{}, exact: map[string][]key{}, prefixes: map[string][]key{},
	}
	var patterns []match.Pattern
	for _, i := range order {
		patterns = append(patterns, rs.add(&rules[i])...)
	}
	index, err := match.Compile(patterns)
	if err != nil {
		return nil, locate(rules)
	}
	rs.index = index
	return rs, nil
}

func inOrder(a, b *domain.Rule) int {
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
}

// add takes in a rule, the next in order, and returns its patterns.
func (rs *Rules) add(r *domain.Rule) []match.Pattern {
	rank := int32(len(rs.ranked))
	rs.ranked = append(rs.ranked, rule{
		id: r.ID, title: r.Title, position: r.Position,
		on: r.Enabled, uniform: r.Uniform(), final: r.Final, answers: answersOf(r), when: conditionsOf(r), bubbles: slices.Clone(r.Bubbles),
	})
	switch {
	case !r.Enabled:
		rs.off = append(rs.off, rank)
	case r.Uniform():
		rs.uniform = append(rs.uniform, rank)
		if r.AnyKind {
			rs.anyKind = append(rs.anyKind, rank)
		}
	}
	if r.Enabled {
		rs.on++
	}
	for _, kind := range slices.Compact(slices.Sorted(slices.Values(r.Kinds))) {
		rs.kinds[kind] = append(rs.kinds[kind], rank)
	}
	for _, p := range r.Postbacks {
		by := rs.exact
		if p.Prefix {
			by = rs.prefixes
			rs.longest = max(rs.longest, len(p.Data))
		}
		by[p.Data] = append(by[p.Data], key{rule: rank, text: p.Data})
	}
	patterns := patternsOf(r)
	for i, p := range patterns {
		rs.keys = append(rs.keys, key{rule: rank, text: p.Text, forbid: i >= len(r.Keywords)})
	}
	return patterns
}

func answersOf(r *domain.Rule) answers {
	return answers{
		text: len(r.Keywords) > 0 || r.Uniform(), postback: len(r.Postbacks) > 0,
		any: r.Uniform() && r.AnyKind, kinds: slices.Clone(r.Kinds),
	}
}

// to reports whether messages of a kind are answered at all.
func (a *answers) to(kind string) bool {
	switch kind {
	case KindText:
		return a.text
	case KindPostback:
		return a.postback
	}
	return slices.Contains(a.kinds, kind) || a.any && slices.Contains(domain.MessageKinds(), kind)
}

// patternsOf returns the rule's keywords and then its forbidden words, which
// are looked for anywhere in the text.
func patternsOf(r *domain.Rule) []match.Pattern {
	patterns := make([]match.Pattern, 0, len(r.Keywords)+len(r.Forbidden))
	for _, keyword := range r.Keywords {
		p, err := match.PatternOf(keyword, &r.RuleOptions)
		if err != nil {
			p.Kind = noKind
		}
		patterns = append(patterns, p)
	}
	for _, word := range r.Forbidden {
		patterns = append(patterns, match.Pattern{Kind: match.Contains, Text: word, Keep: match.KeepOf(r.Keep)})
	}
	return patterns
}

// noKind is a kind of match that match.Compile refuses.
const noKind match.Kind = 255

// locate says which keywords of which rules cannot be compiled.
func locate(rules []domain.Rule) domain.Errors {
	var es domain.Errors
	for i := range rules {
		r := &rules[i]
		for j, p := range patternsOf(r) {
			e := p.Fault()
			if e == nil {
				continue
			}
			list, at := "keywords", j
			if j >= len(r.Keywords) {
				list, at = "forbidden", j-len(r.Keywords)
			}
			es = append(es, e.At(fmt.Sprintf("rules[%d].%s[%d]", i, list, at)))
		}
	}
	return es
}

// Len is the number of rules, those that are off included.
func (rs *Rules) Len() int {
	if rs == nil {
		return 0
	}
	return len(rs.ranked)
}
