package domain

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

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
	// Tags and Attributes are what members keep about the contact. They are
	// read only where they are asked for.
	Tags       []string
	Attributes map[string]string
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

// Limits of what members keep about a contact.
const (
	MaxContactTags      = 100
	MaxAttributes       = 50
	MaxAttributeName    = 50   // characters
	MaxAttributeContent = 1000 // characters
)

// ValidateTags returns faults of a contact's tags as Errors.
func ValidateTags(tags []string) error {
	var es Errors
	if n := len(tags); n > MaxContactTags {
		es = append(es, E(Invalid, "contact.tags_many", "max", MaxContactTags, "count", n).At("tags"))
	}
	for i, tag := range tags {
		if n := characters(tag); n == 0 || n > MaxTag {
			es = append(es, E(Invalid, "rule.tag_length", "max", MaxTag, "count", n).At(fmt.Sprintf("tags[%d]", i)))
		}
	}
	return es.OrNil()
}

// ValidateAttributes returns faults of a contact's attributes as Errors. Names
// stand in texts as {属性:name|text}, so that they have no braces and no bars.
func ValidateAttributes(attributes map[string]string) error {
	var es Errors
	if n := len(attributes); n > MaxAttributes {
		es = append(es, E(Invalid, "contact.attributes_many", "max", MaxAttributes, "count", n).At("attributes"))
	}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		at := "attributes." + name
		if n := characters(name); n == 0 || n > MaxAttributeName || strings.ContainsAny(name, "{}|｜") {
			es = append(es, E(Invalid, "contact.attribute_name", "max", MaxAttributeName, "value", name).At(at))
		}
		if n := characters(attributes[name]); n > MaxAttributeContent {
			es = append(es, E(Invalid, "contact.attribute_length", "max", MaxAttributeContent, "count", n).At(at))
		}
	}
	return es.OrNil()
}
