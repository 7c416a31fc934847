package compose

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"ohenji/internal/domain"
)

// Check checks bubbles as their author wrote them by LINE's limits, and returns
// all faults as domain.Errors at "bubbles[0].buttons.actions[2].label". The
// codes are bubbles.count and those of bubble.*; what has a limit has it as
// "max", with what there is as "count".
func Check(bubbles []domain.Bubble) error { return check(bubbles, false) }

func check(bubbles []domain.Bubble, filled bool) error {
	c := checker{filled: filled}
	if n := len(bubbles); n == 0 || n > domain.MaxBubbles {
		c.fault("bubbles", domain.E(domain.Invalid, "bubbles.count", "max", domain.MaxBubbles, "count", n))
	}
	for i := range bubbles {
		c.bubble(&bubbles[i], place("bubbles", i))
	}
	return c.es.OrNil()
}

// checker gathers faults. filled says that braces are no variables any more.
type checker struct {
	es     domain.Errors
	filled bool
}

func (c *checker) fault(path string, e *domain.Error) { c.es = append(c.es, e.At(path)) }

func (c *checker) bubble(b *domain.Bubble, path string) {
	kinds := b.Kinds()
	if len(kinds) == 0 {
		c.fault(path+".text", domain.E(domain.Invalid, "bubble.text_empty"))
		return
	}
	if len(kinds) > 1 {
		c.fault(path, domain.E(domain.Invalid, "bubble.contents_many", "value", strings.Join(kinds, ", ")))
		return
	}
	texts(b, path, func(f field) {
		if e := f.fault(c.filled); e != nil {
			c.es = append(c.es, e)
		}
	})
	c.media(b, path)
	c.templates(b, path)
	if b.Imagemap != nil {
		c.imagemap(b.Imagemap, path+".imagemap")
	}
	if b.Flex != nil {
		c.flex(b.Flex, path+".flex.contents")
	}
	c.count(path+".quickReplies", len(b.QuickReplies), 0, maxQuickReplies)
	for i := range b.QuickReplies {
		q, at := &b.QuickReplies[i], place(path+".quickReplies", i)
		c.https(at+".imageUrl", q.ImageURL, false)
		c.action(&q.Action, at+".action", true)
	}
}

var (
	number   = regexp.MustCompile(`^[0-9]{1,20}$`)
	tracking = regexp.MustCompile(`^[-a-zA-Z0-9.=,+*()%$&;:@{}!?<>\[\]]+$`)
	color    = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
)

func (c *checker) media(b *domain.Bubble, path string) {
	switch {
	case b.Image != nil:
		c.https(path+".image.originalContentUrl", b.Image.OriginalContentURL, true)
		c.https(path+".image.previewImageUrl", b.Image.PreviewImageURL, true)
	case b.Video != nil:
		c.https(path+".video.originalContentUrl", b.Video.OriginalContentURL, true)
		c.https(path+".video.previewImageUrl", b.Video.PreviewImageURL, true)
		if id := b.Video.TrackingID; id != "" {
			c.long(path+".video.trackingId", id, maxTrackingID)
			c.shape(path+".video.trackingId", id, tracking)
		}
	case b.Audio != nil:
		c.https(path+".audio.originalContentUrl", b.Audio.OriginalContentURL, true)
		if b.Audio.Duration <= 0 {
			c.fault(path+".audio.duration", domain.E(domain.Invalid, "bubble.duration"))
		}
	case b.Sticker != nil:
		c.shape(path+".sticker.packageId", b.Sticker.PackageID, number)
		c.shape(path+".sticker.stickerId", b.Sticker.StickerID, number)
	case b.Location != nil:
		c.within(path+".location.latitude", b.Location.Latitude, 90)
		c.within(path+".location.longitude", b.Location.Longitude, 180)
	}
}

func (c *checker) templates(b *domain.Bubble, path string) {
	if t := b.Buttons; t != nil {
		path := path + ".buttons"
		c.pictures(path, t.ImageAspectRatio, t.ImageSize)
		c.thumbnail(path, t.ThumbnailImageURL, t.ImageBackgroundColor)
		c.actions(t.DefaultAction, t.Actions, path, 1, maxButtons)
	}
	if t := b.Confirm; t != nil {
		c.actions(nil, t.Actions, path+".confirm", 2, 2)
	}
	if t := b.Carousel; t != nil {
		path := path + ".carousel"
		c.pictures(path, t.ImageAspectRatio, t.ImageSize)
		c.count(path+".columns", len(t.Columns), 1, maxColumns)
		for i := range t.Columns {
			col, at := &t.Columns[i], place(path+".columns", i)
			c.thumbnail(at, col.ThumbnailImageURL, col.ImageBackgroundColor)
			c.actions(col.DefaultAction, col.Actions, at, 1, maxColumnActions)
			if len(col.Actions) != len(t.Columns[0].Actions) {
				c.fault(at+".actions", domain.E(domain.Invalid, "bubble.columns_differ"))
			}
		}
	}
	if t := b.ImageCarousel; t != nil {
		path := path + ".imageCarousel"
		c.count(path+".columns", len(t.Columns), 1, maxColumns)
		for i := range t.Columns {
			at := place(path+".columns", i)
			c.https(at+".imageUrl", t.Columns[i].ImageURL, true)
			c.action(&t.Columns[i].Action, at+".action", false)
		}
	}
}

func (c *checker) pictures(path, ratio, size string) {
	c.oneOf(path+".imageAspectRatio", ratio, "", "rectangle", "square")
	c.oneOf(path+".imageSize", size, "", "cover", "contain")
}

func (c *checker) thumbnail(path, picture, background string) {
	c.https(path+".thumbnailImageUrl", picture, false)
	if background != "" {
		c.shape(path+".imageBackgroundColor", background, color)
	}
}

func (c *checker) actions(whole *domain.Action, actions []domain.Action, path string, least, most int) {
	if whole != nil {
		c.action(whole, path+".defaultAction", false)
	}
	c.count(path+".actions", len(actions), least, most)
	for i := range actions {
		c.action(&actions[i], place(path+".actions", i), false)
	}
}

// action checks all of an action but the texts, which are among texts. The
// camera and the like are in quick replies only.
func (c *checker) action(a *domain.Action, path string, quick bool) {
	own := domain.Action{Type: a.Type, Label: a.Label}
	switch a.Type {
	case "message":
		own.Text = a.Text
	case "uri":
		own.URI, own.AltURI = a.URI, a.AltURI
		c.uri(path+".uri", a.URI)
		if a.AltURI != nil {
			c.uri(path+".altUri.desktop", a.AltURI.Desktop)
		}
	case "postback":
		own.Data, own.DisplayText, own.InputOption, own.FillInText = a.Data, a.DisplayText, a.InputOption, a.FillInText
		c.data(path, a.Data)
		c.oneOf(path+".inputOption", a.InputOption, "", "closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
		if a.FillInText != "" && a.InputOption != "openKeyboard" {
			c.fault(path+".fillInText", domain.E(domain.Invalid, "bubble.fill_in"))
		}
	case "datetimepicker":
		own.Data, own.Mode, own.Initial, own.Min, own.Max = a.Data, a.Mode, a.Initial, a.Min, a.Max
		c.data(path, a.Data)
		c.picker(a, path)
	case "clipboard":
		own.ClipboardText = a.ClipboardText
	case "camera", "cameraRoll", "location":
		if !quick {
			c.fault(path+".type", domain.E(domain.Invalid, "bubble.action_place", "value", a.Type))
		}
	default:
		c.fault(path+".type", domain.E(domain.Invalid, "bubble.action_unknown", "value", a.Type))
		return
	}
	if own != *a {
		c.fault(path, domain.E(domain.Invalid, "bubble.action_field", "value", a.Type))
	}
}

func (c *checker) data(path, data string) {
	if data == "" {
		c.fault(path+".data", domain.E(domain.Invalid, "bubble.field_empty"))
	}
	c.long(path+".data", data, maxActionData)
}

// picker checks the mode and times of a datetimepicker: from 1900 to 2100, and
// the least before the most.
func (c *checker) picker(a *domain.Action, path string) {
	layouts := map[string]string{"date": "2006-01-02", "time": "15:04", "datetime": "2006-01-02T15:04"}
	layout, ok := layouts[a.Mode]
	if !ok {
		c.fault(path+".mode", domain.E(domain.Invalid, "bubble.value_unknown", "value", a.Mode))
		return
	}
	read := func(name, text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		t, err := time.Parse(layout, strings.Replace(text, "t", "T", 1))
		if err != nil || a.Mode != "time" && (t.Year() < 1900 || t.Year() > 2100) {
			c.fault(path+"."+name, domain.E(domain.Invalid, "bubble.picker_format", "value", text))
			return time.Time{}
		}
		return t
	}
	first, least, most := read("initial", a.Initial), read("min", a.Min), read("max", a.Max)
	if a.Min != "" && a.Max != "" && !least.Before(most) {
		c.fault(path+".max", domain.E(domain.Invalid, "bubble.picker_order"))
	}
	if a.Initial != "" && (a.Min != "" && first.Before(least) || a.Max != "" && first.After(most)) {
		c.fault(path+".initial", domain.E(domain.Invalid, "bubble.picker_order"))
	}
}

func (c *checker) imagemap(m *domain.ImagemapBubble, path string) {
	c.https(path+".baseUrl", m.BaseURL, true)
	if m.BaseSize.Width != imagemapBaseWidth || m.BaseSize.Height < 1 {
		c.fault(path+".baseSize", domain.E(domain.Invalid, "bubble.imagemap_size", "max", imagemapBaseWidth, "count", m.BaseSize.Width))
	}
	c.count(path+".actions", len(m.Actions), 1, maxImagemapArea)
	for i := range m.Actions {
		a, at := &m.Actions[i], place(path+".actions", i)
		own := domain.ImagemapAction{Type: a.Type, Label: a.Label, Area: a.Area}
		switch a.Type {
		case "uri":
			own.LinkURI = a.LinkURI
			c.uri(at+".linkUri", a.LinkURI)
		case "message":
			own.Text = a.Text
		case "clipboard":
			own.ClipboardText = a.ClipboardText
		default:
			c.fault(at+".type", domain.E(domain.Invalid, "bubble.action_unknown", "value", a.Type))
			continue
		}
		if own != *a {
			c.fault(at, domain.E(domain.Invalid, "bubble.action_field", "value", a.Type))
		}
		r := a.Area
		if r.X < 0 || r.Y < 0 || r.Width < 1 || r.Height < 1 || r.X+r.Width > m.BaseSize.Width || r.Y+r.Height > m.BaseSize.Height {
			c.fault(at+".area", domain.E(domain.Invalid, "bubble.area_outside"))
		}
	}
}

func (c *checker) count(path string, n, least, most int) {
	if n < least || n > most {
		c.fault(path, domain.E(domain.Invalid, "bubble.list_count", "min", least, "max", most, "count", n))
	}
}

func (c *checker) long(path, text string, most int) {
	if n := domain.UTF16Len(text); n > most {
		c.fault(path, domain.E(domain.Invalid, "bubble.field_long", "max", most, "count", n))
	}
}

func (c *checker) oneOf(path, value string, known ...string) {
	if !slices.Contains(known, value) {
		c.fault(path, domain.E(domain.Invalid, "bubble.value_unknown", "value", value))
	}
}

func (c *checker) shape(path, value string, shape *regexp.Regexp) {
	if value == "" {
		c.fault(path, domain.E(domain.Invalid, "bubble.field_empty"))
	} else if !shape.MatchString(value) {
		c.fault(path, domain.E(domain.Invalid, "bubble.value_unknown", "value", value))
	}
}

// within is for degrees. Not-a-number is outside.
func (c *checker) within(path string, degrees, most float64) {
	if !(degrees >= -most && degrees <= most) {
		c.fault(path, domain.E(domain.Invalid, "bubble.degrees", "max", int(most), "value", fmt.Sprint(degrees)))
	}
}

// https checks the address of a medium. LINE looks at its text only: whether
// there is something behind it shows on the phone.
func (c *checker) https(path, address string, required bool) {
	if address == "" {
		if required {
			c.fault(path, domain.E(domain.Invalid, "bubble.field_empty"))
		}
		return
	}
	c.long(path, address, maxURL)
	if u, err := url.Parse(address); err != nil || !strings.EqualFold(u.Scheme, "https") || u.Host == "" {
		c.fault(path, domain.E(domain.Invalid, "bubble.url_https"))
	}
}

// uri checks where a tap leads.
func (c *checker) uri(path, address string) {
	if address == "" {
		c.fault(path, domain.E(domain.Invalid, "bubble.field_empty"))
		return
	}
	c.long(path, address, maxURI)
	u, err := url.Parse(address)
	if err != nil || !slices.Contains([]string{"http", "https", "line", "tel"}, strings.ToLower(u.Scheme)) ||
		u.Host == "" && u.Opaque == "" && u.Path == "" {
		c.fault(path, domain.E(domain.Invalid, "bubble.uri_scheme"))
	}
}
