package domain

import (
	"regexp"
	"slices"
	"time"
	"unicode/utf8"
)

// Account is one LINE公式アカウント with its Messaging API channel.
type Account struct {
	ID        string
	Key       string // path of the webhook: /hook/{key}
	Name      string // shown to members, and {アカウント名} in messages
	Channel   Channel
	BotUserID string // "destination" of its webhooks; "" until LINE was asked
	BasicID   string // as @123abcde, in addresses of LINE's manager; "" until LINE was asked
	ChatMode  string // LINE's bot info: "chat", "bot", or "" when not known
	Settings  ResponseSettings
	Greeting  []Bubble // sent on friend-add; empty means none
	// GreetingBack is sent on unblock when the settings want one of its own.
	GreetingBack []Bubble
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Channel is LINE's name for the credentials of an account.
type Channel struct {
	ID     string
	Secret Secret
	// OldSecret is accepted on webhooks beside Secret: LINE kills a secret at
	// once when it is reissued, and events signed with either may be under way.
	OldSecret Secret
	OldUntil  time.Time // OldSecret is not accepted at or after this moment
}

// GreetingFor is what a friend gets who adds the account, none for silence.
// unblocked says that the friend comes back.
func (a *Account) GreetingFor(unblocked bool) []Bubble {
	switch {
	case !a.Settings.Greeting, unblocked && a.Settings.OnUnblock == GreetBackNone:
		return nil
	case unblocked && a.Settings.OnUnblock == GreetBackOwn:
		return a.GreetingBack
	}
	return a.Greeting
}

var (
	accountKey    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)
	channelID     = regexp.MustCompile(`^[0-9]{6,20}$`)
	channelSecret = regexp.MustCompile(`^[0-9a-f]{32}$`)
)

// MaxAccountName is the length limit of an account's name in characters.
const MaxAccountName = 50

// Validate returns all faults of the account's own fields as Errors.
func (a *Account) Validate() error {
	var es Errors
	if !accountKey.MatchString(a.Key) {
		es = append(es, E(Invalid, "account.key_invalid").At("key"))
	}
	if n := utf8.RuneCountInString(a.Name); n == 0 || n > MaxAccountName {
		es = append(es, E(Invalid, "account.name_length", "max", MaxAccountName, "count", n).At("name"))
	}
	if !channelID.MatchString(a.Channel.ID) {
		es = append(es, E(Invalid, "account.channel_id_invalid").At("channel.id"))
	}
	if !channelSecret.MatchString(string(a.Channel.Secret)) {
		es = append(es, E(Invalid, "account.channel_secret_invalid").At("channel.secret"))
	}
	es = append(es, a.Settings.validate("settings")...)
	if len(a.Greeting) > 0 {
		es = append(es, validateBubbles(a.Greeting, "greeting.bubbles")...)
	}
	if len(a.GreetingBack) > 0 {
		es = append(es, validateBubbles(a.GreetingBack, "greetingBack.bubbles")...)
	}
	return es.OrNil()
}

// Method is チャットの応答方法: who answers.
type Method string

// The methods of answering.
const (
	Manual     Method = "manual"      // 手動チャット
	ManualAuto Method = "manual+auto" // 手動チャット+応答メッセージ
	Auto       Method = "auto"        // 応答メッセージ
)

// Valid reports whether m is one of the three methods.
func (m Method) Valid() bool { return m == Manual || m == ManualAuto || m == Auto }

// Limits of the manual window, in minutes.
const (
	DefaultManualMinutes = 60
	MaxManualMinutes     = 7 * 24 * 60
)

// ResponseSettings is 応答設定. The zero value has chat off: only rules answer.
type ResponseSettings struct {
	Chat          bool   `json:"chat" yaml:"chat"`                   // チャット
	Hours         bool   `json:"hours" yaml:"hours"`                 // 応答時間
	Inside        Method `json:"inside" yaml:"inside"`               // method inside hours, and always when hours are off
	Outside       Method `json:"outside" yaml:"outside"`             // method outside hours
	Greeting      bool   `json:"greeting" yaml:"greeting"`           // あいさつメッセージ
	ManualMinutes int    `json:"manualMinutes" yaml:"manualMinutes"` // length of the manual window
	// ManualEnd says what ends the manual window; empty is ManualByTime.
	ManualEnd ManualEnd `json:"manualEnd,omitempty" yaml:"manualEnd,omitempty"`
	// OnUnblock says what greets a friend who comes back; empty is
	// GreetBackSame.
	OnUnblock GreetBack `json:"onUnblock,omitempty" yaml:"onUnblock,omitempty"`
	// HoursName is the schedule that is the account's 応答時間; empty is the
	// one without a name.
	HoursName string `json:"hoursName,omitempty" yaml:"hoursName,omitempty"`
	// Uniform says which of several uniform replies answers; empty is
	// UniformByOrder.
	Uniform UniformChoice `json:"uniform,omitempty" yaml:"uniform,omitempty"`
	// ManagerOff is the owner's word that LINE's own manager answers nothing, so
	// that nobody gets two answers. LINE tells no program what is set there.
	ManagerOff bool `json:"managerOff,omitempty" yaml:"managerOff,omitempty"`
	// UniformSeed makes random choices repeatable: with the same seed the same
	// message gets the same answer.
	UniformSeed uint64 `json:"uniformSeed,omitempty,string" yaml:"uniformSeed,omitempty"`
}

// UniformChoice says which of several uniform replies answers a message.
type UniformChoice string

// The choices.
const (
	UniformByOrder UniformChoice = "order"  // the first
	UniformRandom  UniformChoice = "random" // any, as LINE's own manager does
)

// ManualEnd says what ends the manual window of one contact, besides
// 自動応答に戻す and the conversation being done.
type ManualEnd string

// The ends.
const (
	ManualByTime    ManualEnd = "time"    // ManualMinutes after the last answer of a member
	ManualByClosing ManualEnd = "closing" // the end of business hours; outside them as ManualByTime
	ManualByHand    ManualEnd = "hand"    // nothing else
)

// GreetBack says what greets a friend who unblocks the account.
type GreetBack string

// The choices.
const (
	GreetBackSame GreetBack = "same" // the greeting of new friends
	GreetBackOwn  GreetBack = "own"  // one of its own
	GreetBackNone GreetBack = "none"
)

// DefaultSettings is what a new account starts with: people answer, rules help.
func DefaultSettings() ResponseSettings {
	return ResponseSettings{
		Chat: true, Inside: ManualAuto, Outside: Auto, Greeting: true,
		ManualMinutes: DefaultManualMinutes,
	}
}

// Validate returns all faults as Errors.
func (s ResponseSettings) Validate() error { return s.validate("").OrNil() }

func (s ResponseSettings) validate(path string) Errors {
	var es Errors
	if !s.Inside.Valid() {
		es = append(es, E(Invalid, "settings.method_unknown", "value", string(s.Inside)).At(join(path, "inside")))
	}
	if !s.Outside.Valid() {
		es = append(es, E(Invalid, "settings.method_unknown", "value", string(s.Outside)).At(join(path, "outside")))
	}
	if s.ManualMinutes < 1 || s.ManualMinutes > MaxManualMinutes {
		es = append(es, E(Invalid, "settings.manual_minutes", "max", MaxManualMinutes).At(join(path, "manualMinutes")))
	}
	if s.Uniform != "" && s.Uniform != UniformByOrder && s.Uniform != UniformRandom {
		es = append(es, E(Invalid, "settings.uniform_unknown", "value", string(s.Uniform)).At(join(path, "uniform")))
	}
	if !slices.Contains([]ManualEnd{"", ManualByTime, ManualByClosing, ManualByHand}, s.ManualEnd) {
		es = append(es, E(Invalid, "settings.manual_end_unknown", "value", string(s.ManualEnd)).At(join(path, "manualEnd")))
	}
	if !slices.Contains([]GreetBack{"", GreetBackSame, GreetBackOwn, GreetBackNone}, s.OnUnblock) {
		es = append(es, E(Invalid, "settings.on_unblock_unknown", "value", string(s.OnUnblock)).At(join(path, "onUnblock")))
	}
	if n := utf8.RuneCountInString(s.HoursName); n > MaxHoursName {
		es = append(es, E(Invalid, "hours.name_length", "max", MaxHoursName, "count", n).At(join(path, "hoursName")))
	}
	return es
}

// ManualWindow is how long a member's answer keeps the rules silent.
func (s ResponseSettings) ManualWindow() time.Duration {
	return time.Duration(s.ManualMinutes) * time.Minute
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}
