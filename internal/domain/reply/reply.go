package reply

import (
	"cmp"
	"slices"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/match"
)

// KindText is LINE's type of text messages, the only ones that rules answer.
const KindText = "text"

// Message is what a decision needs to know of an inbound message.
type Message struct {
	Kind    string // LINE's message type
	Text    string
	Standby bool // the event's mode is "standby"
	Spam    bool // the conversation is marked as spam
}

// Input is everything that a decision depends on.
type Input struct {
	Settings    domain.ResponseSettings
	Hours       *hours.Hours // nil is never open
	Rules       *Rules       // nil is none
	Message     Message
	ManualUntil time.Time // end of the conversation's manual window; zero for none
	At          time.Time // when the message was sent
}

// Decide says what the rules answer to the message. Its trace is bounded (see
// Decision.Others), and its cost does not grow with the number of rules.
func Decide(in Input) Decision {
	d, asked := settle(in)
	if !asked || in.Rules == nil {
		return d
	}
	var room [16]match.Hit
	hits := in.Rules.find(room[:0], in.Message.Text)
	best := in.Rules.answer(&d, hits)
	in.Rules.trace(&d, hits, best)
	return d
}

// settle asks what is asked before the rules are. It reports whether these are
// to choose.
func settle(in Input) (d Decision, asked bool) {
	state := StateAt(in.Settings, in.Hours, in.ManualUntil, in.At)
	d = Decision{Outcome: Silent, Method: state.Method, Inside: state.Inside, Others: []Verdict{}}
	switch {
	case in.Message.Spam:
		d.Reason = ReasonSpam
	case in.Message.Standby:
		d.Reason = ReasonStandby
	case state.Reason == StateManualWindow:
		d.Reason = ReasonManualWindow
	case !state.RulesAnswer:
		d.Reason = ReasonMethodManual
	case in.Message.Kind != KindText:
		d.Reason = ReasonKind
	default:
		d.Reason = ReasonNoMatch
		return d, true
	}
	return d, false
}

// answer fills in the rule that answers, if one does, and returns its rank or
// -1. A keyword that fits beats every uniform reply.
func (rs *Rules) answer(d *Decision, hits []match.Hit) int32 {
	rank := int32(-1)
	if i := rs.choose(hits); i >= 0 {
		k := rs.keys[hits[i].Pattern]
		rank, d.Keyword = k.rule, k.text
	} else if len(rs.uniform) > 0 {
		rank = rs.uniform[0]
	}
	if rank < 0 {
		return rank
	}
	r := &rs.ranked[rank]
	d.Outcome, d.Reason = Answered, ReasonRule
	d.RuleID, d.RuleTitle, d.Bubbles = r.id, r.title, r.bubbles
	return rank
}

// mention is a rule for the trace, and the pattern of it that fits or -1.
type mention struct{ rank, pattern int32 }

// trace lists the rules that could have answered, those that fit first, then
// as many of the uniform ones and of those that are off as there is room for.
func (rs *Rules) trace(d *Decision, hits []match.Hit, best int32) {
	var room [MaxOthers]mention
	listed := room[:0]
	others := len(rs.uniform) + len(rs.off)
	if best >= 0 && rs.ranked[best].uniform {
		others--
	}
	fitting := 0
	last := int32(-1)
	for _, h := range hits { // those of one rule stand together
		rank := rs.keys[h.Pattern].rule
		if rank == last {
			continue
		}
		last = rank
		if rs.ranked[rank].on {
			fitting++
		}
		if rank == best {
			continue
		}
		if rs.ranked[rank].on {
			others++
		}
		if len(listed) < MaxOthers {
			listed = append(listed, mention{rank, int32(h.Pattern)})
		}
	}
	listed = fill(fill(listed, rs.uniform, best), rs.off, best)
	slices.SortFunc(listed, func(a, b mention) int { return cmp.Compare(a.rank, b.rank) })
	d.NoMatch = rs.keyed - fitting
	d.Omitted = others - len(listed)
	if len(listed) == 0 {
		return
	}
	d.Others = make([]Verdict, len(listed))
	for i, m := range listed {
		keyword := ""
		if m.pattern >= 0 {
			keyword = rs.keys[m.pattern].text
		}
		d.Others[i] = rs.verdict(d, m.rank, keyword)
	}
}

// fill lists more rules while there is room.
func fill(listed []mention, ranks []int32, best int32) []mention {
	for _, rank := range ranks {
		if len(listed) == MaxOthers {
			break
		}
		known := slices.ContainsFunc(listed, func(m mention) bool { return m.rank == rank })
		if rank != best && !known {
			listed = append(listed, mention{rank, -1})
		}
	}
	return listed
}

// verdict says why the rule did not answer. keyword is what of it fits.
func (rs *Rules) verdict(d *Decision, rank int32, keyword string) Verdict {
	r := &rs.ranked[rank]
	v := Verdict{RuleID: r.id, Title: r.title, Keyword: keyword}
	switch {
	case !r.on:
		v.Why = WhyOff
	case d.Reason == ReasonKind:
		v.Why = WhyKind
	case !r.uniform && keyword == "":
		v.Why = WhyNoMatch
	case d.Outcome == Silent:
		v.Why = WhyNotAsked
	case r.uniform && d.Keyword != "":
		v.Why = WhyKeywordWon
	default:
		v.Why = WhyLowerOrder
	}
	return v
}

// Explain is Decide with a verdict on every rule, for display on demand: also
// on those that do not fit, and on all when the rules were not asked. Its cost
// grows with the number of rules.
func Explain(in Input) Decision {
	d, asked := settle(in)
	rs := in.Rules
	if rs == nil {
		return d
	}
	var hits []match.Hit
	if in.Message.Kind == KindText {
		hits = rs.find(nil, in.Message.Text)
	}
	best := int32(-1)
	if asked {
		best = rs.answer(&d, hits)
	}
	fits := make(map[int32]string, len(hits))
	for _, h := range hits {
		k := rs.keys[h.Pattern]
		if _, ok := fits[k.rule]; !ok {
			fits[k.rule] = k.text
		}
	}
	for rank := range int32(len(rs.ranked)) {
		if rank == best {
			continue
		}
		v := rs.verdict(&d, rank, fits[rank])
		if v.Why == WhyNoMatch {
			d.NoMatch++
		}
		d.Others = append(d.Others, v)
	}
	return d
}
