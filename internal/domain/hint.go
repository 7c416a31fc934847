package domain

// HintKind names what changed.
type HintKind string

// The kinds of hints.
const (
	HintConversation HintKind = "conversation"
	HintRules        HintKind = "rules"
	HintSettings     HintKind = "settings"
	HintAccount      HintKind = "account"
	HintDelivery     HintKind = "delivery"
	HintMembers      HintKind = "members"
)

// Hint tells an open page what to fetch again. It carries no content, so
// nothing can leak through it: the fetch asks for permission.
type Hint struct {
	Kind      HintKind `json:"kind"`
	AccountID string   `json:"account"`
	ID        string   `json:"id,omitempty"`
}
