package domain

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Rule is 応答メッセージ: what to answer, and to which messages. Without
// keywords, kinds and postbacks it is a uniform reply (一律応答).
type Rule struct {
	ID        string
	AccountID string
	Title     string // for members only, friends never see it
	Enabled   bool
	Position  int // explicit order, lowest first
	Keywords  []string
	Bubbles   []Bubble
	RuleOptions
	Hits      int64     // messages that it answered
	LastHitAt time.Time // zero when it never answered
	CreatedAt time.Time
	UpdatedAt time.Time
}

// RuleOptions is what a rule can say beyond its keywords. The zero value is how
// LINE's own manager works: whole texts, at all times, to everybody, each time.
type RuleOptions struct {
	Match           MatchKind     `json:"match,omitempty" yaml:"match,omitempty" enum:"exact,prefix,contains,regex"`                  // how keywords are compared; empty is MatchExact
	Keep            []Folding     `json:"keep,omitempty" yaml:"keep,omitempty,flow" enum:"width,case,kana,long,small,edges"`          // differences that count all the same
	Forbidden       []string      `json:"forbidden,omitempty" yaml:"forbidden,omitempty"`                                             // a text that contains one is not answered
	Kinds           []string      `json:"kinds,omitempty" yaml:"kinds,omitempty,flow" enum:"sticker,image,video,audio,file,location"` // messages without text that it answers, of MessageKinds
	Postbacks       []Postback    `json:"postbacks,omitempty" yaml:"postbacks,omitempty"`
	AnyKind         bool          `json:"anyKind,omitempty" yaml:"anyKind,omitempty"` // whether a uniform rule answers all MessageKinds too
	Schedule        *RuleSchedule `json:"schedule,omitempty" yaml:"schedule,omitempty"`
	Audience        Audience      `json:"audience,omitzero" yaml:"audience,omitempty"`
	CooldownMinutes int           `json:"cooldownMinutes,omitempty" yaml:"cooldownMinutes,omitempty"` // for which one contact gets it once
	Final           bool          `json:"final,omitempty" yaml:"final,omitempty"`                     // its answer settles the message: it is no longer unanswered
	Folder          string        `json:"folder,omitempty" yaml:"folder,omitempty"`                   // for members only
}

// MatchKind says how keywords are compared with a text.
type MatchKind string

// The kinds, the most exact first. The empty kind is MatchExact.
const (
	MatchExact    MatchKind = "exact"    // 完全一致, all that LINE's own manager has
	MatchPrefix   MatchKind = "prefix"   // 前方一致
	MatchContains MatchKind = "contains" // 部分一致
	MatchRegex    MatchKind = "regex"    // 正規表現, of RE2
)

// Folding is a difference between texts that matching overlooks, unless a rule
// keeps it.
type Folding string

// The foldings.
const (
	FoldWidth Folding = "width" // half and full width
	FoldCase  Folding = "case"  // upper and lower case
	FoldKana  Folding = "kana"  // hiragana and katakana
	FoldLong  Folding = "long"  // long-vowel marks and hyphens
	FoldSmall Folding = "small" // small and large kana
	FoldEdges Folding = "edges" // white space and punctuation at both ends
)

// Foldings lists all foldings in the order in which an editor offers them.
func Foldings() []Folding {
	return []Folding{FoldWidth, FoldCase, FoldKana, FoldLong, FoldSmall, FoldEdges}
}

// MessageKinds lists LINE's types of messages without text, which rules can
// answer by their kind.
func MessageKinds() []string {
	return []string{"sticker", "image", "video", "audio", "file", "location"}
}

// Postback is data of a button, menu or quick reply that a rule answers.
// Nothing is folded: programs write it, not people.
type Postback struct {
	Data   string `json:"data" yaml:"data"`
	Prefix bool   `json:"prefix,omitempty" yaml:"prefix,omitempty"` // whether all data that begin like this will do
}

// When says which hours a rule keeps to.
type When string

// The choices. The empty one is at all times.
const (
	InsideHours  When = "inside"
	OutsideHours When = "outside"
)

// RuleSchedule is when a rule may answer: all that is given has to hold. Times
// belong to the day on which they begin, so Friday's 22:00-26:00 is also open
// at one o'clock on Saturday.
type RuleSchedule struct {
	From  string   `json:"from,omitempty" yaml:"from,omitempty"`   // first day, as 2026-12-01; empty for no beginning
	Until string   `json:"until,omitempty" yaml:"until,omitempty"` // last day, included; empty for no end
	Days  []string `json:"days,omitempty" yaml:"days,omitempty,flow" enum:"mon,tue,wed,thu,fri,sat,sun"`
	Times []string `json:"times,omitempty" yaml:"times,omitempty,flow"` // as 10:00-19:00; none is all day
	Zone  string   `json:"zone,omitempty" yaml:"zone,omitempty"`        // IANA name; empty is Asia/Tokyo
	Hours When     `json:"hours,omitempty" yaml:"hours,omitempty" enum:"inside,outside"`
	// HoursName is the schedule that Hours means; empty is the account's 応答時間.
	HoursName string `json:"hoursName,omitempty" yaml:"hoursName,omitempty"`
}

// IsZero reports whether the schedule says nothing but a zone: at all times.
func (s *RuleSchedule) IsZero() bool {
	return s.From+s.Until+string(s.Hours)+s.HoursName == "" && len(s.Days)+len(s.Times) == 0
}

// Audience says by their tags which contacts a rule answers; the zero value is
// everybody.
type Audience struct {
	Any  []string `json:"any,omitempty" yaml:"any,omitempty,flow"`   // has at least one of them, if there are any
	All  []string `json:"all,omitempty" yaml:"all,omitempty,flow"`   // has each of them
	None []string `json:"none,omitempty" yaml:"none,omitempty,flow"` // has none of them
}

// IsZero reports whether the audience is everybody.
func (a Audience) IsZero() bool { return len(a.Any)+len(a.All)+len(a.None) == 0 }

// Includes reports whether a contact with these tags belongs to the audience.
func (a Audience) Includes(tags []string) bool {
	has := func(tag string) bool { return slices.Contains(tags, tag) }
	hasNot := func(tag string) bool { return !has(tag) }
	return (len(a.Any) == 0 || slices.ContainsFunc(a.Any, has)) &&
		!slices.ContainsFunc(a.All, hasNot) && !slices.ContainsFunc(a.None, has)
}

// Uniform reports whether the rule answers any text.
func (r *Rule) Uniform() bool { return len(r.Keywords)+len(r.Kinds)+len(r.Postbacks) == 0 }

// Cooldown is how long a contact who got the answer does not get it again.
func (r *Rule) Cooldown() time.Duration { return time.Duration(r.CooldownMinutes) * time.Minute }

// SameAs reports whether two rules say the same: all that their author wrote,
// but not who they are, where they stand, and when they were changed.
func (r *Rule) SameAs(other *Rule) bool { return r.written() == other.written() }

// written is the rule as text; the difference between no list and an empty one
// does not show in it.
func (r *Rule) written() string {
	// Options hold nothing that could fail.
	options, _ := json.Marshal(r.RuleOptions)
	return fmt.Sprintf("%q %v %q %s %s", r.Title, r.Enabled, r.Keywords, options, writtenBubbles(r.Bubbles))
}

// Limits of rules.
const (
	MaxRuleTitle       = 50  // characters
	MaxKeywords        = 100 // of one rule
	MaxKeywordRunes    = 100
	MaxForbidden       = 50 // words of one rule, each of at most MaxKeywordRunes
	MaxPostbacks       = 50 // of one rule
	MaxPostbackUnits   = 300
	MaxFolder          = 50 // characters
	MaxCooldownMinutes = 30 * 24 * 60
	MaxAudienceTags    = 50 // in each of the three lists
	MaxTag             = 50 // characters
	MaxScheduleTimes   = 20
	MaxHoursName       = 50 // characters
)

// Validate returns faults as Errors: of lengths, numbers and names. What
// patterns and schedules mean is checked by reply.Validate, which includes
// this.
func (r *Rule) Validate() error {
	var es Errors
	if n := characters(r.Title); n == 0 || n > MaxRuleTitle {
		es = append(es, E(Invalid, "rule.title_length", "max", MaxRuleTitle, "count", n).At("title"))
	}
	if len(r.Keywords) > MaxKeywords {
		es = append(es, E(Invalid, "rule.keywords_many", "max", MaxKeywords, "count", len(r.Keywords)).At("keywords"))
	}
	for i, k := range r.Keywords {
		if n := characters(k); n == 0 || n > MaxKeywordRunes {
			es = append(es, E(Invalid, "rule.keyword_length", "max", MaxKeywordRunes, "count", n).At(fmt.Sprintf("keywords[%d]", i)))
		}
	}
	es = append(es, r.matchFaults()...)
	es = append(es, r.kindFaults()...)
	es = append(es, r.Audience.faults()...)
	if r.CooldownMinutes < 0 || r.CooldownMinutes > MaxCooldownMinutes {
		es = append(es, E(Invalid, "rule.cooldown", "max", MaxCooldownMinutes, "count", r.CooldownMinutes).At("cooldownMinutes"))
	}
	if n := characters(r.Folder); n > MaxFolder {
		es = append(es, E(Invalid, "rule.folder_length", "max", MaxFolder, "count", n).At("folder"))
	}
	return append(es, validateBubbles(r.Bubbles, "bubbles")...).OrNil()
}

func characters(s string) int { return utf8.RuneCountInString(strings.TrimSpace(s)) }

func (o *RuleOptions) matchFaults() Errors {
	var es Errors
	switch o.Match {
	case "", MatchExact, MatchPrefix, MatchContains, MatchRegex:
	default:
		es = append(es, E(Invalid, "match.kind_unknown", "value", string(o.Match)).At("match"))
	}
	for i, f := range o.Keep {
		if !slices.Contains(Foldings(), f) {
			es = append(es, E(Invalid, "match.keep_unknown", "value", string(f)).At(fmt.Sprintf("keep[%d]", i)))
		}
	}
	if n := len(o.Forbidden); n > MaxForbidden {
		es = append(es, E(Invalid, "rule.forbidden_many", "max", MaxForbidden, "count", n).At("forbidden"))
	}
	for i, w := range o.Forbidden {
		if n := characters(w); n == 0 || n > MaxKeywordRunes {
			es = append(es, E(Invalid, "rule.forbidden_length", "max", MaxKeywordRunes, "count", n).At(fmt.Sprintf("forbidden[%d]", i)))
		}
	}
	return es
}

func (o *RuleOptions) kindFaults() Errors {
	var es Errors
	for i, k := range o.Kinds {
		if !slices.Contains(MessageKinds(), k) {
			es = append(es, E(Invalid, "rule.kind_unknown", "value", k).At(fmt.Sprintf("kinds[%d]", i)))
		}
	}
	if n := len(o.Postbacks); n > MaxPostbacks {
		es = append(es, E(Invalid, "rule.postbacks_many", "max", MaxPostbacks, "count", n).At("postbacks"))
	}
	for i, p := range o.Postbacks {
		if n := UTF16Len(p.Data); n == 0 || n > MaxPostbackUnits {
			es = append(es, E(Invalid, "rule.postback_length", "max", MaxPostbackUnits, "count", n).At(fmt.Sprintf("postbacks[%d].data", i)))
		}
	}
	return es
}

func (a Audience) faults() Errors {
	var es Errors
	for _, list := range []struct {
		name string
		tags []string
	}{{"any", a.Any}, {"all", a.All}, {"none", a.None}} {
		at := "audience." + list.name
		if n := len(list.tags); n > MaxAudienceTags {
			es = append(es, E(Invalid, "rule.audience_many", "max", MaxAudienceTags, "count", n).At(at))
		}
		for i, tag := range list.tags {
			if n := characters(tag); n == 0 || n > MaxTag {
				es = append(es, E(Invalid, "rule.tag_length", "max", MaxTag, "count", n).At(fmt.Sprintf("%s[%d]", at, i)))
			}
		}
	}
	return es
}
