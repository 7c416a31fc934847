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
	off     []int32 // rules that are off, by rank
	keyed   int     // keyword rules that are on
	index   *match.Index
	keys    []key // by pattern of the index; those of one rule stand together
}

type rule struct {
	id, title string
	position  int
	on        bool
	uniform   bool
	bubbles   []domain.Bubble
}

// key is where a pattern of the index comes from.
type key struct {
	rule int32 // rank
	text string
}

// Compile makes the rules ready, in the order of their positions and, where
// these are equal, of their ids: the order of the slice does not count. Rules
// that are off are kept for the trace. It fails with domain.Errors at
// "rules[2].keywords[0]" when a keyword cannot be compiled, for which see
// match.Pattern.Fault; rules that are valid always can.
func Compile(rules []domain.Rule) (*Rules, error) {
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rules[a].Position, rules[b].Position), cmp.Compare(rules[a].ID, rules[b].ID))
	})
	rs := &Rules{ranked: make([]rule, 0, len(rules))}
	var patterns []match.Pattern
	for _, i := range order {
		r := &rules[i]
		rank := int32(len(rs.ranked))
		rs.add(r, rank)
		for _, keyword := range r.Keywords {
			rs.keys = append(rs.keys, key{rule: rank, text: keyword})
			patterns = append(patterns, pattern(keyword))
		}
	}
	index, err := match.Compile(patterns)
	if err != nil {
		return nil, locate(rules)
	}
	rs.index = index
	return rs, nil
}

func (rs *Rules) add(r *domain.Rule, rank int32) {
	rs.ranked = append(rs.ranked, rule{
		id: r.ID, title: r.Title, position: r.Position,
		on: r.Enabled, uniform: r.Uniform(), bubbles: slices.Clone(r.Bubbles),
	})
	switch {
	case !r.Enabled:
		rs.off = append(rs.off, rank)
	case r.Uniform():
		rs.uniform = append(rs.uniform, rank)
	default:
		rs.keyed++
	}
}

func pattern(keyword string) match.Pattern {
	return match.Pattern{Kind: match.Exact, Text: keyword}
}

// locate says which keywords of which rules cannot be compiled.
func locate(rules []domain.Rule) domain.Errors {
	var es domain.Errors
	for i := range rules {
		for j, keyword := range rules[i].Keywords {
			if e := pattern(keyword).Fault(); e != nil {
				es = append(es, e.At(fmt.Sprintf("rules[%d].keywords[%d]", i, j)))
			}
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

// find appends the hits of all keywords, those of rules that are off included.
func (rs *Rules) find(hits []match.Hit, text string) []match.Hit {
	return rs.index.Append(hits, text)
}

// choose returns the number of the hit that wins, -1 when none does: the rule
// first in order, then the more exact kind, then the longer keyword, then the
// keyword listed first.
func (rs *Rules) choose(hits []match.Hit) int {
	best := -1
	for i, h := range hits {
		if !rs.of(h).on {
			continue
		}
		if best < 0 || rs.compare(h, hits[best]) < 0 {
			best = i
		}
	}
	return best
}

func (rs *Rules) of(h match.Hit) *rule { return &rs.ranked[rs.keys[h.Pattern].rule] }

func (rs *Rules) compare(a, b match.Hit) int {
	return cmp.Or(
		cmp.Compare(rs.of(a).position, rs.of(b).position),
		cmp.Compare(a.Kind, b.Kind),
		-cmp.Compare(a.Length, b.Length),
		cmp.Compare(a.Pattern, b.Pattern),
	)
}
