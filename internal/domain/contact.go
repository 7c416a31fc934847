package domain

import "time"

// FriendState is what the account knows of its bond with a contact.
type FriendState string

// The friend states. Unknown is a contact who was there before the
// installation and has neither followed nor blocked since.
const (
	FriendUnknown FriendState = "unknown"
	Friend        FriendState = "friend"
	Blocked       FriendState = "blocked" // the contact blocked the account (unfollow event)
)

// Contact is 友だち: a person who follows the account or wrote to it. Its key is
// (AccountID, LineUserID): LINE's user ids are per provider, so the same person
// under two accounts of one provider is two contacts.
type Contact struct {
	ID         string
	AccountID  string
	LineUserID string
	Profile    Profile
	Friend     FriendState
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Profile is what LINE tells about a contact. FetchedAt is zero while it was
// never fetched.
type Profile struct {
	Name          string
	PictureURL    string
	StatusMessage string
	Language      string
	FetchedAt     time.Time
}
