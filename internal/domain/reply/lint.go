package reply

import (
	"slices"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

// Fault says what is odd about a rule that is valid.
type Fault string

// The faults.
const (
	NeverWins       Fault = "never_wins"       // another rule before it answers all that it could
	KeywordShadowed Fault = "keyword_shadowed" // the same of one keyword of a rule that has others
	KeywordTwice    Fault = "keyword_twice"    // two keywords of one rule are the same when folded
	ForbidsItself   Fault = "forbids_itself"   // a keyword contains a word that forbids the rule
)

// Warning is one thing that Lint found. Keyword, Other and Word are empty where
// the fault does not have them.
type Warning struct {
	Fault      Fault  `json:"fault" enum:"never_wins,keyword_shadowed,keyword_twice,forbids_itself"`
	RuleID     string `json:"ruleId"`
	Title      string `json:"title"`
	Keyword    string `json:"keyword,omitempty"`
	OtherID    string `json:"otherId,omitempty"` // the rule that answers in its place
	OtherTitle string `json:"otherTitle,omitempty"`
	Word       string `json:"word,omitempty"` // the other rule's keyword, or the word that forbids
}

// linter compares rules by an index of all keywords of those that are on.
type linter struct {
	settings domain.ResponseSettings
	rules    []*domain.Rule // on, in order
	index    *match.Index
	from     []int // rank of the rule of each pattern
	patterns []match.Pattern
	exact    map[match.Pattern]int // first rule without conditions that has the pattern
	warnings []Warning
}

// Lint warns of rules that can never answer and of keywords that are there in
// vain, in the order of the rules; rules that are off are not looked at. It
// warns only of what is sure: a rule with a schedule, an audience, a cooldown or
// forbidden words takes nothing away from others for good, and whether one
// regular expression covers another is not asked unless they are the same. It
// fails as Compile does.
func Lint(rules []domain.Rule, s domain.ResponseSettings) ([]Warning, error) {
	l := linter{settings: s, exact: map[match.Pattern]int{}}
	for i := range rules {
		if rules[i].Enabled {
			l.rules = append(l.rules, &rules[i])
		}
	}
	slices.SortFunc(l.rules, inOrder)
	for rank, r := range l.rules {
		for _, p := range patternsOf(r)[:len(r.Keywords)] {
			l.patterns = append(l.patterns, p)
			l.from = append(l.from, rank)
			if _, ok := l.exact[p]; !ok && unconditional(r) {
				l.exact[p] = rank
			}
		}
	}
	var err error
	if l.index, err = match.Compile(l.patterns); err != nil {
		return nil, locate(rules)
	}
	for rank, r := range l.rules {
		l.twice(r)
		l.forbidsItself(r)
		l.covered(rank, r)
	}
	return l.warnings, nil
}

// unconditional reports whether the rule answers whenever something of it fits.
func unconditional(r *domain.Rule) bool {
	return conditionsOf(r) == nil && len(r.Forbidden) == 0
}

func (l *linter) warn(r *domain.Rule, w Warning) {
	w.RuleID, w.Title = r.ID, r.Title
	l.warnings = append(l.warnings, w)
}

func (l *linter) twice(r *domain.Rule) {
	if r.Match == domain.MatchRegex {
		return
	}
	keep := match.KeepOf(r.Keep)
	seen := map[string]string{}
	for _, k := range r.Keywords {
		folded := keep.Fold(k)
		if before, ok := seen[folded]; ok {
			l.warn(r, Warning{Fault: KeywordTwice, Keyword: k, Word: before})
			continue
		}
		seen[folded] = k
	}
}

func (l *linter) forbidsItself(r *domain.Rule) {
	if r.Match == domain.MatchRegex || len(r.Forbidden) == 0 {
		return
	}
	patterns := patternsOf(r)[len(r.Keywords):]
	words, err := match.Compile(patterns)
	if err != nil { // told by Lint
		return
	}
	for _, k := range r.Keywords {
		if hits := words.Find(k); len(hits) > 0 {
			l.warn(r, Warning{Fault: ForbidsItself, Keyword: k, Word: patterns[hits[0].Pattern].Text})
		}
	}
}

// covered warns of what other rules before this one answer.
func (l *linter) covered(rank int, r *domain.Rule) {
	if r.Uniform() {
		if other := l.uniformBefore(rank, r); other != nil {
			l.warn(r, Warning{Fault: NeverWins, OtherID: other.ID, OtherTitle: other.Title})
		}
		return
	}
	var shadows []Warning
	for _, p := range patternsOf(r)[:len(r.Keywords)] {
		if other, word, ok := l.covers(rank, p); ok {
			shadows = append(shadows, Warning{Fault: KeywordShadowed, Keyword: p.Text, OtherID: other.ID, OtherTitle: other.Title, Word: word})
		}
	}
	if len(shadows) == len(r.Keywords) && l.restCovered(rank, r) {
		w := Warning{Fault: NeverWins}
		if len(shadows) > 0 {
			w = shadows[0]
			w.Fault = NeverWins
		}
		l.warn(r, w)
		return
	}
	for _, w := range shadows {
		l.warn(r, w)
	}
}

// uniformBefore returns the uniform rule that answers all that this one could.
func (l *linter) uniformBefore(rank int, r *domain.Rule) *domain.Rule {
	if l.settings.Uniform == domain.UniformRandom {
		return nil
	}
	for _, other := range l.rules[:rank] {
		if other.Uniform() && unconditional(other) && (other.AnyKind || !r.AnyKind) {
			return other
		}
	}
	return nil
}

// covers looks for a rule before this one that matches every text that the
// pattern matches: one that folds at least as much, and whose keyword is found
// in the pattern itself in a way that what follows or precedes cannot undo.
func (l *linter) covers(rank int, p match.Pattern) (other *domain.Rule, word string, ok bool) {
	if p.Kind == match.Regexp {
		if first, known := l.exact[p]; known && l.comesFirst(first, rank) {
			return l.rules[first], p.Text, true
		}
		return nil, "", false
	}
	// Folded, because what stands around the words is not in all texts that match.
	for _, h := range l.index.Find(p.Keep.Fold(p.Text)) {
		from, by := l.from[h.Pattern], l.patterns[h.Pattern]
		wide := p.Kind == match.Exact || h.Kind == match.Contains || h.Kind == match.Prefix && p.Kind == match.Prefix
		if wide && l.comesFirst(from, rank) && by.Keep&^p.Keep == 0 && unconditional(l.rules[from]) {
			return l.rules[from], by.Text, true
		}
	}
	return nil, "", false
}

// comesFirst reports whether a rule beats another whatever of it fits. At equal
// positions the kinds and lengths of keywords decide, from text to text.
func (l *linter) comesFirst(rank, than int) bool {
	return rank < than && l.rules[rank].Position < l.rules[than].Position
}

// restCovered reports whether rules before this one answer all its kinds and
// postbacks too.
func (l *linter) restCovered(rank int, r *domain.Rule) bool {
	for _, kind := range r.Kinds {
		if !l.anyBefore(rank, func(o *domain.Rule) bool { return slices.Contains(o.Kinds, kind) }) {
			return false
		}
	}
	for _, p := range r.Postbacks {
		has := func(q domain.Postback) bool {
			return q == p || q.Prefix && len(q.Data) <= len(p.Data) && p.Data[:len(q.Data)] == q.Data
		}
		if !l.anyBefore(rank, func(o *domain.Rule) bool { return slices.ContainsFunc(o.Postbacks, has) }) {
			return false
		}
	}
	return true
}

func (l *linter) anyBefore(rank int, fits func(*domain.Rule) bool) bool {
	for before, o := range l.rules[:rank] {
		if l.comesFirst(before, rank) && unconditional(o) && fits(o) {
			return true
		}
	}
	return false
}
