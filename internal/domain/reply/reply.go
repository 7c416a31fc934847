package reply

import (
	"cmp"
	"hash/fnv"
	"slices"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// Kinds of messages beside domain.MessageKinds, which go by LINE's message
// types.
const (
	KindText     = "text"
	KindPostback = "postback" // an event of LINE's that brings Data
)

// Message is what a decision needs to know of an inbound message.
type Message struct {
	Kind    string // LINE's message type, or KindPostback
	Text    string
	Data    string // of a postback
	Standby bool   // the event's mode is "standby"
	Spam    bool   // the conversation is marked as spam
}

// Input is everything that a decision depends on.
type Input struct {
	Settings    domain.ResponseSettings
	Hours       *hours.Hours            // nil is never open
	NamedHours  map[string]*hours.Hours // that rules can name
	Rules       *Rules                  // nil is none
	Message     Message
	ManualUntil time.Time // end of the conversation's manual window; zero for none
	At          time.Time // when the message was sent
	Tags        []string  // of the contact
	// LastAnswered is when the contact last got the answer of each rule, by
	// rule id. Only rules with a cooldown need to be in it.
	LastAnswered map[string]time.Time
	// Seed decides between uniform replies when they are drawn at random; see
	// Seed.
	Seed uint64
}

// Seed is the Input.Seed of a message. It differs from message to message, and
// is the same whenever the same message is decided again.
func Seed(s domain.ResponseSettings, messageID string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(messageID))
	// splitmix64, so that ids that are alike give numbers that are not.
	x := h.Sum64() + s.UniformSeed*0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// Decide says what the rules answer to the message. Its trace is bounded (see
// Decision.Others), and its cost does not grow with the number of rules.
func Decide(in Input) Decision {
	d, asked := settle(&in)
	rs := in.Rules
	if !asked || rs == nil {
		return d
	}
	var space room
	f := rs.find(&in.Message, &space)
	best := rs.answer(&in, &d, &f)
	if d.Reason != ReasonKind {
		rs.trace(&in, &d, &f, best)
	}
	return d
}

// settle asks what is asked before the rules are. It reports whether these are
// to choose; the reason is then the one for when they have nothing.
func settle(in *Input) (d Decision, asked bool) {
	state := StateAt(in.Settings, in.Hours, in.ManualUntil, in.At)
	d = Decision{Outcome: Silent, Method: state.Method, Inside: state.Inside, Others: []Verdict{}}
	if in.Message.Kind != KindText {
		d.Kind = in.Message.Kind
	}
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
		return d, true
	default:
		d.Reason = ReasonNoMatch
		return d, true
	}
	return d, false
}

// answer fills in the rule that answers, if one does, and returns its rank or
// -1. What fits beats every uniform reply.
func (rs *Rules) answer(in *Input, d *Decision, f *found) int32 {
	best := -1
	any := len(f.uniform) > 0
	for i := range f.fits {
		this := &f.fits[i]
		r := &rs.ranked[this.rank]
		if !r.on {
			continue
		}
		any = true
		if best >= 0 && rs.compare(this, &f.fits[best]) > 0 {
			continue
		}
		if why, _ := rs.blocked(in, f, this.rank); why == "" {
			best = i
		}
	}
	if any {
		d.Reason = ReasonNoMatch
	}
	var rank int32
	if best >= 0 {
		rank, d.Keyword = f.fits[best].rank, f.fits[best].text
	} else {
		rank = rs.pick(in, f)
	}
	if rank < 0 {
		return rank
	}
	r := &rs.ranked[rank]
	d.Outcome, d.Reason = Answered, ReasonRule
	d.RuleID, d.RuleTitle, d.Final, d.Bubbles = r.id, r.title, r.final, r.bubbles
	return rank
}

// compare says which of two fits of different rules comes first.
func (rs *Rules) compare(a, b *fit) int {
	return cmp.Or(
		cmp.Compare(rs.ranked[a.rank].position, rs.ranked[b.rank].position),
		better(a, b),
		cmp.Compare(a.rank, b.rank),
	)
}

// pick returns the uniform rule that answers, or -1: the first of those that
// may, or one that the seed draws.
func (rs *Rules) pick(in *Input, f *found) int32 {
	allowed := func(rank int32) bool {
		why, _ := rs.blocked(in, f, rank)
		return why == ""
	}
	if in.Settings.Uniform != domain.UniformRandom {
		if i := slices.IndexFunc(f.uniform, allowed); i >= 0 {
			return f.uniform[i]
		}
		return -1
	}
	var may []int32
	for _, rank := range f.uniform {
		if allowed(rank) {
			may = append(may, rank)
		}
	}
	if len(may) == 0 {
		return -1
	}
	return may[in.Seed%uint64(len(may))]
}

// blocked says why a rule that is on and has something for the message must
// not answer it, or "".
func (rs *Rules) blocked(in *Input, f *found, rank int32) (Why, time.Time) {
	r := &rs.ranked[rank]
	if why, until := r.when.blocked(in, r.id); why != "" {
		return why, until
	}
	if len(f.forbids) > 0 && f.forbidden(rank) != "" {
		return WhyForbidden, time.Time{}
	}
	return "", time.Time{}
}
