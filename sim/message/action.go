package message

import (
	"regexp"
	"time"
)

// place is where an action stands; LINE takes other actions and labels in each.
type place int

const (
	inTemplate place = iota
	inDefault        // of a template
	inImageCarousel
	inQuickReply
	inFlexButton
	inFlex
)

// label returns how long the label may be and whether there must be one.
func (p place) label() (most int, required bool) {
	switch p {
	case inImageCarousel:
		return 12, false
	case inFlexButton:
		return 40, true
	case inFlex:
		return 40, false
	case inDefault:
		return 20, false
	default:
		return 20, true
	}
}

// kinds returns the actions that may stand here. richmenuswitch stands in rich
// menus only.
func (p place) kinds() []string {
	all := []string{"postback", "message", "uri", "datetimepicker", "clipboard"}
	if p == inQuickReply {
		return append(all, "camera", "cameraRoll", "location")
	}
	return all
}

func (n node) action(where place) {
	if most, required := where.label(); required {
		n.required("label", most, Graphemes)
	} else {
		n.optional("label", most, Graphemes)
	}
	switch n.oneOf("type", true, where.kinds()...) {
	case "postback":
		n.postback()
	case "message":
		n.required("text", 300, Graphemes)
	case "uri":
		n.address("uri", true, 1000, "http", "https", "line", "tel")
		if alt, ok := n.optionalChild("altUri"); ok {
			alt.address("desktop", false, 1000, "http", "https", "line", "tel")
		}
	case "datetimepicker":
		n.datetimepicker()
	case "clipboard":
		n.required("clipboardText", 1000, Units)
	}
}

func (n node) postback() {
	n.required("data", 300, Units)
	_, display := n.optional("displayText", 300, Graphemes)
	_, text := n.optional("text", 300, Graphemes)
	if display && text {
		n.failf("displayText", "must not be specified together with text")
	}
	option := n.oneOf("inputOption", false, "closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
	if _, fill := n.optional("fillInText", 300, Graphemes); fill && option != "openKeyboard" {
		n.failf("fillInText", "can only be specified with openKeyboard")
	}
}

var datetimeShape = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}$`)

func (n node) datetimepicker() {
	n.required("data", 300, Units)
	mode := n.oneOf("mode", true, "date", "time", "datetime")
	if mode == "" {
		return
	}
	at := map[string]time.Time{}
	for _, property := range []string{"initial", "max", "min"} {
		s, ok := n.optional(property, 0, Units)
		if !ok {
			continue
		}
		t, ok := moment(mode, s)
		if !ok {
			n.failf(property, invalidProperty)
			continue
		}
		at[property] = t
	}
	low, hasLow := at["min"]
	high, hasHigh := at["max"]
	if hasLow && hasHigh && !low.Before(high) {
		n.failf("max", "must be later than min")
	}
}

// moment reads a time as the mode writes it, between 1900 and 2100.
func moment(mode, s string) (time.Time, bool) {
	layout := map[string]string{"date": "2006-01-02", "time": "15:04", "datetime": "2006-01-02T15:04"}[mode]
	if mode == "datetime" && datetimeShape.MatchString(s) {
		s = s[:10] + "T" + s[11:]
	}
	t, err := time.Parse(layout, s)
	return t, err == nil && (mode == "time" || (t.Year() >= 1900 && t.Year() <= 2100))
}
