package domain

import "slices"

// Role is what an actor may do on one account.
type Role string

// The roles. Owners change rules, settings and members; members answer.
const (
	RoleOwner  Role = "owner"
	RoleMember Role = "member"
)

// Valid reports whether r is a known role.
func (r Role) Valid() bool { return slices.Contains([]Role{RoleOwner, RoleMember}, r) }

// ActorKind says what stands behind an action.
type ActorKind string

// The kinds of actors.
const (
	ActorMember ActorKind = "member"
	ActorToken  ActorKind = "token"  // an API token
	ActorSystem ActorKind = "system" // the product itself: command line, jobs
)

// Actor is who does something. Every use case takes one and asks it. The zero
// value may do nothing.
type Actor struct {
	Kind    ActorKind
	ID      string // member or token id; "" for the system
	Name    string // shown beside what the actor did
	Admin   bool   // owner of the installation: owner on every account
	Account map[string]Role
}

// System is the actor of the command line and of jobs.
func System() Actor { return Actor{Kind: ActorSystem, Name: "system", Admin: true} }

// Role returns what the actor is on the account, "" when it has no business
// there.
func (a Actor) Role(accountID string) Role {
	if a.Admin {
		return RoleOwner
	}
	return a.Account[accountID]
}

// Sees fails with NotFound when the actor has no role on the account: whether
// the account exists is not for strangers to know.
func (a Actor) Sees(accountID string) error {
	if a.Kind == "" {
		return E(Unauthorized, "session.required")
	}
	if a.Role(accountID) == "" {
		return E(NotFound, "account.not_found")
	}
	return nil
}

// Answers fails unless the actor may talk to the account's contacts.
func (a Actor) Answers(accountID string) error { return a.Sees(accountID) }

// Owns fails unless the actor may change the account's rules and settings.
func (a Actor) Owns(accountID string) error {
	if err := a.Sees(accountID); err != nil {
		return err
	}
	if a.Role(accountID) != RoleOwner {
		return E(Forbidden, "actor.owner_only")
	}
	return nil
}

// Administers fails unless the actor may add accounts and members.
func (a Actor) Administers() error {
	if a.Kind == "" {
		return E(Unauthorized, "session.required")
	}
	if !a.Admin {
		return E(Forbidden, "actor.admin_only")
	}
	return nil
}
