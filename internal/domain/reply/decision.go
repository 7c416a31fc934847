package reply

import (
	"time"

	"ohenji/internal/domain"
)

// Outcome says whether a rule answers.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answered"
	Silent   Outcome = "silent"
)

// Reason says what settled the outcome.
type Reason string

// The reasons, in the order in which they are asked for.
const (
	ReasonSpam         Reason = "spam"          // the conversation is marked as spam
	ReasonStandby      Reason = "standby"       // another channel has the chat (LINE event mode "standby")
	ReasonManualWindow Reason = "manual_window" // a member has the conversation
	ReasonMethodManual Reason = "method_manual" // 手動チャット applies at this time
	ReasonKind         Reason = "kind"          // no rule answers messages of this kind
	ReasonRule         Reason = "rule"          // a rule answers
	ReasonNoMatch      Reason = "no_match"      // no rule fits
)

// Why says why a rule did not answer.
type Why string

// The reasons of a verdict, in the order in which they are asked for.
const (
	WhyOff        Why = "off"         // the rule is off
	WhyKind       Why = "kind"        // it does not answer messages of this kind
	WhyNoMatch    Why = "no_match"    // no keyword or postback of it fits
	WhyNotAsked   Why = "not_asked"   // it fits, but Reason kept all rules silent
	WhySchedule   Why = "schedule"    // it fits, but not at this time
	WhyAudience   Why = "audience"    // it fits, but not for this contact
	WhyCooldown   Why = "cooldown"    // it fits, but the contact got it shortly before
	WhyForbidden  Why = "forbidden"   // it fits, but the text has a word that forbids it
	WhyKeywordWon Why = "keyword_won" // it is a uniform reply, and another rule fitted
	WhyNotDrawn   Why = "not_drawn"   // it is a uniform reply, and chance drew another
	WhyLowerOrder Why = "lower_order" // it fits, but another that fits comes first
)

// Verdict is a rule that did not answer, and why.
type Verdict struct {
	RuleID    string    `json:"ruleId"`
	Title     string    `json:"title"`
	Why       Why       `json:"why" enum:"off,kind,no_match,not_asked,schedule,audience,cooldown,forbidden,keyword_won,not_drawn,lower_order"`
	Keyword   string    `json:"keyword,omitempty"`   // what of it fits, also when it is off
	Forbidden string    `json:"forbidden,omitempty"` // the word that forbids it
	Until     time.Time `json:"until,omitzero"`      // end of its cooldown
}

// MaxOthers bounds the verdicts that Decide lists, so that what is stored with
// each message stays small however many rules there are.
const MaxOthers = 20

// Decision is 判定: what the rules chose for one message, and why. Its JSON is
// stored with the message.
type Decision struct {
	Outcome   Outcome       `json:"outcome" enum:"answered,silent"`
	Reason    Reason        `json:"reason" enum:"spam,standby,manual_window,method_manual,kind,rule,no_match"`
	Method    domain.Method `json:"method" enum:"manual,manual+auto,auto"` // who answers at that time
	Inside    bool          `json:"inside"`                                // whether that time is inside hours
	RuleID    string        `json:"ruleId,omitempty"`
	RuleTitle string        `json:"ruleTitle,omitempty"`
	Keyword   string        `json:"keyword,omitempty"` // or data of a postback, as its author wrote it; empty for a uniform reply and for one by kind
	Kind      string        `json:"kind,omitempty"`    // of the message, unless that is a text
	Final     bool          `json:"final,omitempty"`   // the answer settles the message
	// Bubbles are what the rule answers, variables unfilled; shared, not to be
	// changed.
	Bubbles []domain.Bubble `json:"-"`
	// Others are the rules that did not answer, in their order: of Explain all,
	// of Decide those whose reason is not plain no_match, at most MaxOthers,
	// and none when Reason kept all rules silent.
	Others  []Verdict `json:"others"`
	NoMatch int       `json:"noMatch,omitempty"` // rules that are on and have nothing for the message
	Omitted int       `json:"omitted,omitempty"` // rules that Others had no room for
}

// NotedUniform is what Noted says of a uniform reply.
const NotedUniform Reason = "uniform"

// Uniform reports whether a uniform reply answers a text, as no rule had
// anything of its own for it.
func (d *Decision) Uniform() bool {
	return d.Reason == ReasonRule && d.Kind == "" && d.Keyword == ""
}

// Noted is the reason as it is kept beside a message, to find what rules are
// missing: one that a uniform reply answered has no answer of its own.
func (d *Decision) Noted() string {
	if d.Uniform() {
		return string(NotedUniform)
	}
	return string(d.Reason)
}
