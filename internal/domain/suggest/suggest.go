// Package suggest groups what friends wrote and no rule answered, so that a
// member sees which rules are missing: texts that fold to the same (see package
// match) are one spelling, and spellings that differ by few characters are one
// group. It is pure: the same texts give the same groups, in whatever order they
// come.
package suggest

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ohenji/internal/domain/match"
)

const (
	// MaxExamples is how many messages a group shows.
	MaxExamples = 5
	// maxNear is the length in characters above which only the same spelling is
	// the same group: long texts are messages of their own.
	maxNear = 60
	// maxCandidates bounds how many groups a spelling is compared with, the
	// commonest first.
	maxCandidates = 300
)

// Text is one message that got no answer.
type Text struct {
	ID   string // of the message, to find it again
	Text string
	At   time.Time
}

// Spelling is texts that fold to the same: one keyword matches them all.
type Spelling struct {
	Text  string `json:"text"` // as it was written most often
	Count int    `json:"count"`
}

// Group is texts that seem to ask the same.
type Group struct {
	Title     string     `json:"title"` // the commonest spelling
	Count     int        `json:"count"`
	Last      time.Time  `json:"last"`
	Spellings []Spelling `json:"spellings"` // the commonest first: the keywords of a rule for the group
	Examples  []Text     `json:"examples"`  // the latest, at most MaxExamples
}

// Groups groups the texts and returns at most that many groups, the biggest
// first, and all of them when most is not positive. Blank texts are passed over.
func Groups(texts []Text, most int) []Group {
	all := spellings(texts)
	leaders := newLeaders()
	for _, s := range all {
		if at := leaders.near(s); at >= 0 {
			leaders.groups[at] = append(leaders.groups[at], s)
			continue
		}
		leaders.add(s)
	}
	groups := make([]Group, len(leaders.groups))
	for i, members := range leaders.groups {
		groups[i] = groupOf(members)
	}
	slices.SortStableFunc(groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last), cmp.Compare(a.Title, b.Title))
	})
	if most > 0 && len(groups) > most {
		groups = groups[:most]
	}
	return groups
}

// spelling is all texts of one folded form.
type spelling struct {
	folded string
	runes  []rune
	texts  []Text // the latest first
}

// spellings are ordered by how common they are.
func spellings(texts []Text) []*spelling {
	by := map[string]*spelling{}
	for _, t := range texts {
		if strings.TrimSpace(t.Text) == "" {
			continue
		}
		folded := match.Fold(t.Text)
		s := by[folded]
		if s == nil {
			s = &spelling{folded: folded, runes: []rune(folded)}
			by[folded] = s
		}
		s.texts = append(s.texts, t)
	}
	all := make([]*spelling, 0, len(by))
	for _, s := range by {
		slices.SortFunc(s.texts, latest)
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(len(b.texts), len(a.texts)), cmp.Compare(len(a.runes), len(b.runes)), cmp.Compare(a.folded, b.folded))
	})
	return all
}

func latest(a, b Text) int {
	return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text))
}

// commonest is the text that most of them are, at equal numbers the shorter.
func (s *spelling) commonest() string {
	counts := map[string]int{}
	for _, t := range s.texts {
		counts[strings.TrimSpace(t.Text)]++
	}
	best := ""
	for text, n := range counts {
		better := cmp.Or(
			cmp.Compare(n, counts[best]),
			cmp.Compare(utf8.RuneCountInString(best), utf8.RuneCountInString(text)),
			cmp.Compare(best, text),
		)
		if best == "" || better > 0 {
			best = text
		}
	}
	return best
}

func groupOf(members []*spelling) Group {
	var g Group
	var examples []Text
	for _, s := range members {
		g.Count += len(s.texts)
		g.Spellings = append(g.Spellings, Spelling{s.commonest(), len(s.texts)})
		examples = append(examples, s.texts[:min(len(s.texts), MaxExamples)]...)
	}
	slices.SortFunc(examples, latest)
	g.Title, g.Last = g.Spellings[0].Text, examples[0].At
	g.Examples = slices.Clone(examples[:min(len(examples), MaxExamples)])
	return g
}
