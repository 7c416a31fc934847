package reply

import (
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// StateReason says which part of the response settings applies.
type StateReason string

// The parts, in the order in which they are asked for.
const (
	StateManualWindow StateReason = "manual_window" // a member has the conversation
	StateChatOff      StateReason = "chat_off"      // チャット is off: rules alone
	StateOutside      StateReason = "outside_hours"
	StateInside       StateReason = "inside_hours"
	StateAlways       StateReason = "hours_off" // 応答時間 is off: the inside method at all times
)

// State is who answers at one time.
type State struct {
	Inside      bool          `json:"inside"` // whether the time is inside hours; true when they are off
	Method      domain.Method `json:"method"`
	RulesAnswer bool          `json:"rulesAnswer"`
	Reason      StateReason   `json:"reason"`
}

// StateAt says who answers at a time under the settings. manualUntil is the end
// of the conversation's manual window, zero for none; at its end the rules
// answer again. No hours (nil) while the settings want them are never open. A
// method that is not known leaves the message to people.
func StateAt(s domain.ResponseSettings, h *hours.Hours, manualUntil, at time.Time) State {
	state := State{Inside: !s.Hours || h.Inside(at)}
	switch {
	case at.Before(manualUntil):
		state.Method, state.Reason = domain.Manual, StateManualWindow
	case !s.Chat:
		state.Method, state.Reason = domain.Auto, StateChatOff
	case !state.Inside:
		state.Method, state.Reason = s.Outside, StateOutside
	case s.Hours:
		state.Method, state.Reason = s.Inside, StateInside
	default:
		state.Method, state.Reason = s.Inside, StateAlways
	}
	state.RulesAnswer = state.Method == domain.Auto || state.Method == domain.ManualAuto
	return state
}

// ManualUntil is the end of a manual window that a member opens at a time, by
// what the settings say. Where they say closing time while nothing closes, as
// outside hours, it is as long as one that ends by time.
func ManualUntil(s domain.ResponseSettings, h *hours.Hours, at time.Time) time.Time {
	if s.ManualEnd == domain.ManualByHand {
		return domain.Endless()
	}
	if s.ManualEnd == domain.ManualByClosing && s.Hours && h.Inside(at) {
		if closing, ok := h.NextClosing(at); ok {
			return closing
		}
	}
	return at.Add(s.ManualWindow())
}
