package domain

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Member is メンバー: a person of ours who logs in.
type Member struct {
	ID           string
	Login        string // lower case, unique
	Name         string // shown to colleagues
	PasswordHash string // "" until the member has set one
	Admin        bool   // owner of the installation
	Language     string // "ja" or "en"
	Grants       map[string]Role
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Actor is the member as the doer of something.
func (m *Member) Actor() Actor {
	return Actor{Kind: ActorMember, ID: m.ID, Name: m.Name, Admin: m.Admin, Account: m.Grants}
}

// Limits of members' fields, in characters.
const (
	MaxMemberName   = 40
	MinPassword     = 10
	MaxPassword     = 200
	MaxTokenName    = 60
	languageDefault = "ja"
)

var login = regexp.MustCompile(`^[a-z0-9][a-z0-9._@+-]{0,79}$`)

// CleanLogin brings a typed login name to the form that is compared.
func CleanLogin(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Validate returns all faults as Errors.
func (m *Member) Validate() error {
	var es Errors
	if !login.MatchString(m.Login) {
		es = append(es, E(Invalid, "member.login_invalid").At("login"))
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(m.Name)); n == 0 || n > MaxMemberName {
		es = append(es, E(Invalid, "member.name_length", "max", MaxMemberName, "count", n).At("name"))
	}
	if m.Language != languageDefault && m.Language != "en" {
		es = append(es, E(Invalid, "member.language_unknown", "value", m.Language).At("language"))
	}
	for _, r := range m.Grants {
		if !r.Valid() {
			es = append(es, E(Invalid, "member.role_unknown", "value", string(r)).At("grants"))
		}
	}
	return es.OrNil()
}

// ValidatePassword checks a new password's length; nothing else makes
// passwords stronger.
func ValidatePassword(p string) error {
	if n := utf8.RuneCountInString(p); n < MinPassword || n > MaxPassword {
		return E(Invalid, "member.password_length", "min", MinPassword, "max", MaxPassword).At("password")
	}
	return nil
}

// Session is one log-in of a member. Only the hash of its secret is stored.
type Session struct {
	Hash      string
	MemberID  string
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Token is an API token. Only the hash of its secret is stored.
type Token struct {
	ID         string
	Hash       string
	Name       string
	Admin      bool            // everything, on every account
	Grants     map[string]Role // else these
	CreatedAt  time.Time
	LastUsedAt time.Time
}

// Actor is the token as the doer of something.
func (t *Token) Actor() Actor {
	return Actor{Kind: ActorToken, ID: t.ID, Name: t.Name, Admin: t.Admin, Account: t.Grants}
}

// LinkPurpose says what a one-time link is good for.
type LinkPurpose string

// The purposes of one-time links.
const (
	LinkSetup LinkPurpose = "setup" // create the owner
	LinkLogin LinkPurpose = "login" // log in as MemberID
	LinkJoin  LinkPurpose = "join"  // set MemberID's first password
)

// Link is a one-time link. Only the hash of its secret is stored.
type Link struct {
	Hash      string
	Purpose   LinkPurpose
	MemberID  string // "" for LinkSetup
	ExpiresAt time.Time
	CreatedAt time.Time
}
