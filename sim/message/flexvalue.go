package message

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// value tells whether a property of a Flex component has a value that LINE
// takes.
type value func(raw json.RawMessage) bool

// values checks the properties that are there.
func (n node) values(table map[string]value) {
	for _, property := range slices.Sorted(maps.Keys(table)) {
		if raw, ok := n.raw(property); ok && !table[property](raw) {
			n.failf(property, invalidProperty)
		}
	}
}

// needs checks a property that must be there.
func (n node) needs(property string, ok value) {
	if n.present(property) {
		n.values(map[string]value{property: ok})
	}
}

var (
	colorShape   = regexp.MustCompile(`^#([0-9a-fA-F]{6}|[0-9a-fA-F]{8})$`)
	pixelShape   = regexp.MustCompile(`^-?\d+(\.\d+)?px$`)
	percentShape = regexp.MustCompile(`^-?\d+(\.\d+)?%$`)
	angleShape   = regexp.MustCompile(`^(\d+(\.\d+)?)deg$`)
)

func str(raw json.RawMessage) (string, bool) {
	var s string
	return s, json.Unmarshal(raw, &s) == nil
}

func matches(shape *regexp.Regexp) value {
	return func(raw json.RawMessage) bool {
		s, ok := str(raw)
		return ok && shape.MatchString(s)
	}
}

func among(words ...string) value {
	return func(raw json.RawMessage) bool {
		s, ok := str(raw)
		return ok && slices.Contains(words, s)
	}
}

func anyOf(all ...value) value {
	return func(raw json.RawMessage) bool {
		return slices.ContainsFunc(all, func(v value) bool { return v(raw) })
	}
}

func isColor(raw json.RawMessage) bool   { return matches(colorShape)(raw) }
func isPixels(raw json.RawMessage) bool  { return matches(pixelShape)(raw) }
func isPercent(raw json.RawMessage) bool { return matches(percentShape)(raw) }

func isAngle(raw json.RawMessage) bool {
	s, _ := str(raw)
	found := angleShape.FindStringSubmatch(s)
	if found == nil {
		return false
	}
	degrees, err := strconv.ParseFloat(found[1], 64)
	return err == nil && degrees < 360
}

func isBool(raw json.RawMessage) bool {
	var b bool
	return json.Unmarshal(raw, &b) == nil
}

func isCount(raw json.RawMessage) bool {
	var n int
	return json.Unmarshal(raw, &n) == nil && n >= 0
}

// isRatio takes "w:h" with parts of 1 to 100000 and a height of at most three
// widths.
func isRatio(raw json.RawMessage) bool {
	s, _ := str(raw)
	a, b, ok := strings.Cut(s, ":")
	w, errW := strconv.ParseFloat(a, 64)
	h, errH := strconv.ParseFloat(b, 64)
	return ok && errW == nil && errH == nil && w >= 1 && w <= 100_000 && h >= 1 && h <= 100_000 && h <= 3*w
}

func spacings() []string { return []string{"none", "xs", "sm", "md", "lg", "xl", "xxl"} }
func fontSizes() []string {
	return []string{"xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"}
}

func isSpacing(raw json.RawMessage) bool { return anyOf(among(spacings()...), isPixels)(raw) }
func isOffset(raw json.RawMessage) bool  { return anyOf(isSpacing, isPercent)(raw) }
func isLength(raw json.RawMessage) bool  { return anyOf(isPixels, isPercent)(raw) }
func isFont(raw json.RawMessage) bool    { return anyOf(among(fontSizes()...), isPixels)(raw) }

// placed is what every component has that can be placed in a box.
func placed(more map[string]value) map[string]value {
	out := map[string]value{
		"margin": isSpacing, "position": among("relative", "absolute"),
		"offsetTop": isOffset, "offsetBottom": isOffset, "offsetStart": isOffset, "offsetEnd": isOffset,
	}
	maps.Copy(out, more)
	return out
}

func boxValues() map[string]value {
	return placed(map[string]value{
		"flex": isCount, "spacing": isSpacing, "backgroundColor": isColor, "borderColor": isColor,
		"borderWidth":  anyOf(isPixels, among("none", "light", "normal", "medium", "semi-bold", "bold")),
		"cornerRadius": isSpacing, "width": isLength, "maxWidth": isLength, "height": isLength, "maxHeight": isLength,
		"paddingAll": isOffset, "paddingTop": isOffset, "paddingBottom": isOffset, "paddingStart": isOffset, "paddingEnd": isOffset,
		"justifyContent": among("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
		"alignItems":     among("center", "flex-start", "flex-end"),
	})
}

func buttonValues() map[string]value {
	return placed(map[string]value{
		"flex": isCount, "color": isColor, "style": among("primary", "secondary", "link"),
		"gravity": among("top", "bottom", "center"), "height": among("sm", "md"),
		"adjustMode": among("shrink-to-fit"), "scaling": isBool,
	})
}

func imageValues() map[string]value {
	return placed(map[string]value{
		"flex": isCount, "align": among("start", "end", "center"), "gravity": among("top", "bottom", "center"),
		"size":        anyOf(isFont, isPercent, among("full")),
		"aspectRatio": isRatio, "aspectMode": among("fit", "cover"), "backgroundColor": isColor, "animated": isBool,
	})
}

func iconValues() map[string]value {
	return placed(map[string]value{"size": anyOf(isFont, isPercent), "aspectRatio": isRatio, "scaling": isBool})
}

func textValues() map[string]value {
	return placed(map[string]value{
		"flex": isCount, "size": isFont, "align": among("start", "end", "center"),
		"gravity": among("top", "bottom", "center"), "color": isColor, "weight": among("regular", "bold"),
		"style": among("normal", "italic"), "decoration": among("none", "underline", "line-through"),
		"wrap": isBool, "lineSpacing": isPixels, "maxLines": isCount,
		"adjustMode": among("shrink-to-fit"), "scaling": isBool,
	})
}

func spanValues() map[string]value {
	return map[string]value{
		"size": isFont, "color": isColor, "weight": among("regular", "bold"),
		"style": among("normal", "italic"), "decoration": among("none", "underline", "line-through"),
	}
}
