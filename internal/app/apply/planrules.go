package apply

import (
	"context"
	"slices"

	"ohenji/internal/app/responder"
	"ohenji/internal/domain"
)

// ruleChange is what becomes of one rule.
type ruleChange struct {
	what What // "" for none, though its place may count from another number now
	rule domain.Rule
	old  domain.Rule // as it is stored; of AddRule none
}

// ruleChanges are what becomes of all rules.
type ruleChanges struct {
	changes   []ruleChange
	untouched []domain.Rule // rules that stay and that the file does not have
}

// ruleChanges compares the rules with the file's. Rules are told apart by their
// titles, and those of one title by their order.
func (p *plan) ruleChanges() ruleChanges {
	if p.want.Rules == nil {
		return ruleChanges{untouched: p.have.rules}
	}
	byTitle := map[string][]domain.Rule{}
	for _, r := range p.have.rules {
		byTitle[r.Title] = append(byTitle[r.Title], r)
	}
	var out ruleChanges
	for i := range *p.want.Rules {
		want := tidy((*p.want.Rules)[i].rule())
		want.Position = i + 1
		same := byTitle[want.Title]
		if len(same) == 0 {
			out.changes = append(out.changes, ruleChange{what: AddRule, rule: want})
			continue
		}
		byTitle[want.Title] = same[1:]
		c := ruleChange{rule: want, old: same[0]}
		c.rule.ID, c.rule.CreatedAt = c.old.ID, c.old.CreatedAt
		if old := tidy(c.old); !want.SameAs(&old) {
			c.what = ChangeRule
		}
		out.changes = append(out.changes, c)
	}
	for _, r := range p.have.rules {
		if left := byTitle[r.Title]; !slices.ContainsFunc(left, func(l domain.Rule) bool { return l.ID == r.ID }) {
			continue
		}
		if p.merge {
			out.untouched = append(out.untouched, r)
		} else {
			out.changes = append(out.changes, ruleChange{what: RemoveRule, rule: r, old: r})
		}
	}
	if p.merge {
		p.keepPlaces(out.changes)
	} else {
		markMoves(out.changes)
	}
	return out
}

// keepPlaces leaves rules where they are, and new ones behind them.
func (p *plan) keepPlaces(changes []ruleChange) {
	last := 0
	if n := len(p.have.rules); n > 0 {
		last = p.have.rules[n-1].Position
	}
	for i := range changes {
		if c := &changes[i]; c.what == AddRule {
			last++
			c.rule.Position = last
		} else {
			c.rule.Position = c.old.Position
		}
	}
}

// markMoves finds the fewest rules that, put elsewhere, make the order: all but
// a longest run of rules that stand in order already.
func markMoves(changes []ruleChange) {
	var tails []int // by length, the last rule of the run of that length that ends earliest
	before := make([]int, len(changes))
	for i, c := range changes {
		if c.what == AddRule || c.what == RemoveRule {
			continue
		}
		at, _ := slices.BinarySearchFunc(tails, c.old, func(t int, r domain.Rule) int { return comparePlaces(changes[t].old, r) })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		tails = append(tails[:at], append([]int{i}, tails[min(at+1, len(tails)):]...)...)
	}
	stays := map[int]bool{}
	if n := len(tails); n > 0 {
		for i := tails[n-1]; i >= 0; i = before[i] {
			stays[i] = true
		}
	}
	for i := range changes {
		if c := &changes[i]; c.what == "" && !stays[i] {
			c.what = MoveRule
		}
	}
}

// comparePlaces is the order in which rules answer.
func comparePlaces(a, b domain.Rule) int {
	if a.Position != b.Position {
		return a.Position - b.Position
	}
	if a.ID < b.ID {
		return -1
	}
	return 1
}

// rules makes the changes.
func (p *plan) rules(ctx context.Context, all ruleChanges) error {
	before := len(p.steps)
	total := len(all.untouched)
	for _, c := range all.changes {
		if c.what != "" {
			p.step(c.what, c.rule.Title)
		}
		if c.what != RemoveRule {
			total++
		}
	}
	if total > responder.MaxRules {
		return domain.E(domain.Invalid, "rule.too_many", "max", responder.MaxRules).At("rules")
	}
	if p.dry || len(p.steps) == before {
		return nil
	}
	var fresh []domain.Rule
	moved := map[string]int{}
	for _, c := range all.changes {
		r := c.rule
		r.AccountID, r.UpdatedAt = p.have.account.ID, p.tx.Now()
		var err error
		switch {
		case c.what == AddRule:
			r.ID, r.CreatedAt = p.IDs.New("rul", p.tx.Now()), p.tx.Now()
			fresh = append(fresh, r)
		case c.what == RemoveRule:
			err = p.tx.DeleteRule(ctx, r.AccountID, r.ID)
		case c.what == ChangeRule:
			err = p.tx.UpdateRule(ctx, r)
		case r.Position != c.old.Position:
			moved[r.ID] = r.Position
		}
		if err != nil {
			return err
		}
	}
	p.Responder.Changed(p.tx, domain.HintRules, p.have.account.ID, "")
	if err := p.tx.MoveRules(ctx, p.have.account.ID, moved); err != nil {
		return err
	}
	return p.tx.InsertRules(ctx, fresh)
}
