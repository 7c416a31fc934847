package api

import (
	"time"

	"ohenji/internal/app/rehearse"
)

// Replay is what an edit changes in the answers to real messages.
type Replay struct {
	Since     time.Time        `json:"since"`
	Total     int              `json:"total" doc:"Messages that were decided on again"`
	Cut       bool             `json:"cut" doc:"There were more; these are the newest"`
	Changed   []ReplayedChange `json:"changed" doc:"Newest first"`
	Unchanged int              `json:"unchanged"`
}

// ReplayedChange is a message whose answer is another with the edit.
type ReplayedChange struct {
	MessageID      string        `json:"messageId"`
	ConversationID string        `json:"conversationId"`
	ContactName    string        `json:"contactName"`
	Kind           string        `json:"kind"`
	Text           string        `json:"text"`
	At             time.Time     `json:"at"`
	Before         ReplayedGiven `json:"before"`
	After          ReplayedGiven `json:"after"`
}

// ReplayedGiven is what one message gets.
type ReplayedGiven struct {
	Outcome   string   `json:"outcome" enum:"answered,silent"`
	Reason    string   `json:"reason" enum:"spam,standby,manual_window,method_manual,kind,rule,no_match"`
	RuleID    string   `json:"ruleId,omitempty" doc:"new for a rule that is not saved"`
	RuleTitle string   `json:"ruleTitle,omitempty"`
	Text      string   `json:"text,omitempty" doc:"The first text of the answer, cut, variables unfilled"`
	Kinds     []string `json:"kinds" doc:"Of the answer's bubbles"`
}

type replayInput struct {
	AccountPath
	Body struct {
		Hours    int            `json:"hours,omitempty" minimum:"0" maximum:"168" doc:"How far back; 0 is since midnight in the account's zone"`
		Edited   *Edited        `json:"edited,omitempty"`
		Settings *SettingsInput `json:"settings,omitempty"`
	}
}

func replayOf(r rehearse.Replay) Replay {
	return Replay{Since: r.Since, Total: r.Total, Cut: r.Cut, Unchanged: r.Unchanged, Changed: convert(r.Changed, changeOf)}
}

func changeOf(c rehearse.Change) ReplayedChange {
	m := c.Message
	return ReplayedChange{
		MessageID: m.ID, ConversationID: m.ConversationID, ContactName: c.ContactName, Kind: m.Kind, Text: m.Text, At: m.At,
		Before: givenOf(c.Before), After: givenOf(c.After),
	}
}

func givenOf(g rehearse.Given) ReplayedGiven {
	return ReplayedGiven{
		Outcome: string(g.Outcome), Reason: string(g.Reason), RuleID: g.RuleID, RuleTitle: g.RuleTitle, Text: g.Text,
		Kinds: append([]string{}, g.Kinds...),
	}
}
