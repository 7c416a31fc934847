package reply

import (
	"cmp"
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

// fit is a rule, on or off, that has something for the message, uniform rules
// aside: the best of its keywords or postbacks, or the kind of message.
type fit struct {
	rank   int32
	kind   match.Kind
	length int    // of the keyword, in characters
	text   string // the keyword or data as written; "" when it is the kind of message
}

// found is what the message finds among the rules.
type found struct {
	fits    []fit // by rank
	uniform []int32
	forbids []key // words that keep a rule silent, by rank
}

// room is memory for what nearly every message finds, kept off the heap.
type room struct {
	hits    [16]match.Hit
	fits    [16]fit
	forbids [4]key
}

func (rs *Rules) find(m *Message, space *room) found {
	f := found{fits: space.fits[:0], forbids: space.forbids[:0]}
	switch m.Kind {
	case KindText:
		f.uniform = rs.uniform
		rs.findText(&f, rs.index.Append(space.hits[:0], m.Text))
	case KindPostback:
		rs.findPostback(&f, m.Data)
	default:
		for _, rank := range rs.kinds[m.Kind] {
			f.fits = append(f.fits, fit{rank: rank})
		}
		if slices.Contains(domain.MessageKinds(), m.Kind) {
			f.uniform = rs.anyKind
		}
	}
	return f
}

// findText keeps the best hit of each rule: the more exact, then the longer
// keyword, then the one listed first. Hits of one rule stand together.
func (rs *Rules) findText(f *found, hits []match.Hit) {
	for _, h := range hits {
		k := &rs.keys[h.Pattern]
		if k.forbid {
			f.forbids = append(f.forbids, *k)
			continue
		}
		next := fit{rank: k.rule, kind: h.Kind, length: h.Length, text: k.text}
		if n := len(f.fits); n > 0 && f.fits[n-1].rank == k.rule {
			if better(&next, &f.fits[n-1]) < 0 {
				f.fits[n-1] = next
			}
			continue
		}
		f.fits = append(f.fits, next)
	}
}

func (rs *Rules) findPostback(f *found, data string) {
	take := func(keys []key, kind match.Kind) {
		for _, k := range keys {
			f.fits = append(f.fits, fit{rank: k.rule, kind: kind, length: len(k.text), text: k.text})
		}
	}
	take(rs.exact[data], match.Exact)
	for n := min(len(data), rs.longest); n > 0; n-- {
		take(rs.prefixes[data[:n]], match.Prefix)
	}
	slices.SortStableFunc(f.fits, func(a, b fit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), better(&a, &b)) })
	f.fits = slices.CompactFunc(f.fits, func(a, b fit) bool { return a.rank == b.rank })
}

// better compares what two rules, or one, have for the message.
func better(a, b *fit) int {
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(b.length, a.length))
}

// forbidden returns the word that keeps a rule silent, or "".
func (f *found) forbidden(rank int32) string {
	for i := range f.forbids {
		if f.forbids[i].rule == rank {
			return f.forbids[i].text
		}
	}
	return ""
}
