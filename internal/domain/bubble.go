package domain

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Bubble is one 吹き出し as its author wrote it, variables unfilled: exactly one
// of its contents, and the quick replies below it. Fields have LINE's own names
// (messaging-api reference, "Message objects"); package compose knows its
// limits.
type Bubble struct {
	Text          string               `json:"text,omitempty" yaml:"text,omitempty"`
	Image         *ImageBubble         `json:"image,omitempty" yaml:"image,omitempty"`
	Video         *VideoBubble         `json:"video,omitempty" yaml:"video,omitempty"`
	Audio         *AudioBubble         `json:"audio,omitempty" yaml:"audio,omitempty"`
	Sticker       *StickerBubble       `json:"sticker,omitempty" yaml:"sticker,omitempty"`
	Location      *LocationBubble      `json:"location,omitempty" yaml:"location,omitempty"`
	Buttons       *ButtonsBubble       `json:"buttons,omitempty" yaml:"buttons,omitempty"`
	Confirm       *ConfirmBubble       `json:"confirm,omitempty" yaml:"confirm,omitempty"`
	Carousel      *CarouselBubble      `json:"carousel,omitempty" yaml:"carousel,omitempty"`
	ImageCarousel *ImageCarouselBubble `json:"imageCarousel,omitempty" yaml:"imageCarousel,omitempty"`
	Imagemap      *ImagemapBubble      `json:"imagemap,omitempty" yaml:"imagemap,omitempty"`
	Flex          *FlexBubble          `json:"flex,omitempty" yaml:"flex,omitempty"`
	QuickReplies  []QuickReply         `json:"quickReplies,omitempty" yaml:"quickReplies,omitempty"`
}

// ImageBubble is a picture. LINE loads it when it is shown.
type ImageBubble struct {
	OriginalContentURL string `json:"originalContentUrl" yaml:"originalContentUrl"`
	PreviewImageURL    string `json:"previewImageUrl" yaml:"previewImageUrl"`
}

// VideoBubble is a video with the picture that stands for it.
type VideoBubble struct {
	OriginalContentURL string `json:"originalContentUrl" yaml:"originalContentUrl"`
	PreviewImageURL    string `json:"previewImageUrl" yaml:"previewImageUrl"`
	TrackingID         string `json:"trackingId,omitempty" yaml:"trackingId,omitempty"`
}

// AudioBubble is a sound.
type AudioBubble struct {
	OriginalContentURL string `json:"originalContentUrl" yaml:"originalContentUrl"`
	Duration           int    `json:"duration" yaml:"duration"` // milliseconds
}

// StickerBubble is one of the stickers that LINE lets accounts send.
type StickerBubble struct {
	PackageID string `json:"packageId" yaml:"packageId"`
	StickerID string `json:"stickerId" yaml:"stickerId"`
}

// LocationBubble is a place on the map.
type LocationBubble struct {
	Title     string  `json:"title" yaml:"title"`
	Address   string  `json:"address" yaml:"address"`
	Latitude  float64 `json:"latitude" yaml:"latitude"`
	Longitude float64 `json:"longitude" yaml:"longitude"`
}

// ButtonsBubble is a picture, a text and buttons (ボタンテンプレート).
type ButtonsBubble struct {
	AltText              string   `json:"altText" yaml:"altText"`
	ThumbnailImageURL    string   `json:"thumbnailImageUrl,omitempty" yaml:"thumbnailImageUrl,omitempty"`
	ImageAspectRatio     string   `json:"imageAspectRatio,omitempty" yaml:"imageAspectRatio,omitempty"`
	ImageSize            string   `json:"imageSize,omitempty" yaml:"imageSize,omitempty"`
	ImageBackgroundColor string   `json:"imageBackgroundColor,omitempty" yaml:"imageBackgroundColor,omitempty"`
	Title                string   `json:"title,omitempty" yaml:"title,omitempty"`
	Text                 string   `json:"text" yaml:"text"`
	DefaultAction        *Action  `json:"defaultAction,omitempty" yaml:"defaultAction,omitempty"`
	Actions              []Action `json:"actions" yaml:"actions"`
}

// ConfirmBubble is a question with two answers (確認テンプレート).
type ConfirmBubble struct {
	AltText string   `json:"altText" yaml:"altText"`
	Text    string   `json:"text" yaml:"text"`
	Actions []Action `json:"actions" yaml:"actions"`
}

// CarouselBubble is several of a kind with ButtonsBubble, side by side.
type CarouselBubble struct {
	AltText          string   `json:"altText" yaml:"altText"`
	ImageAspectRatio string   `json:"imageAspectRatio,omitempty" yaml:"imageAspectRatio,omitempty"`
	ImageSize        string   `json:"imageSize,omitempty" yaml:"imageSize,omitempty"`
	Columns          []Column `json:"columns" yaml:"columns"`
}

// Column is one of a CarouselBubble.
type Column struct {
	ThumbnailImageURL    string   `json:"thumbnailImageUrl,omitempty" yaml:"thumbnailImageUrl,omitempty"`
	ImageBackgroundColor string   `json:"imageBackgroundColor,omitempty" yaml:"imageBackgroundColor,omitempty"`
	Title                string   `json:"title,omitempty" yaml:"title,omitempty"`
	Text                 string   `json:"text" yaml:"text"`
	DefaultAction        *Action  `json:"defaultAction,omitempty" yaml:"defaultAction,omitempty"`
	Actions              []Action `json:"actions" yaml:"actions"`
}

// ImageCarouselBubble is pictures side by side, each with an action.
type ImageCarouselBubble struct {
	AltText string        `json:"altText" yaml:"altText"`
	Columns []ImageColumn `json:"columns" yaml:"columns"`
}

// ImageColumn is one of an ImageCarouselBubble.
type ImageColumn struct {
	ImageURL string `json:"imageUrl" yaml:"imageUrl"`
	Action   Action `json:"action" yaml:"action"`
}

// ImagemapBubble is a rich message (リッチメッセージ): a picture with areas to
// tap. LINE appends the width to BaseURL: 240, 300, 460, 700 and 1040.
type ImagemapBubble struct {
	AltText  string           `json:"altText" yaml:"altText"`
	BaseURL  string           `json:"baseUrl" yaml:"baseUrl"`
	BaseSize Size             `json:"baseSize" yaml:"baseSize"`
	Actions  []ImagemapAction `json:"actions" yaml:"actions"`
}

// Size is in pixels.
type Size struct {
	Width  int `json:"width" yaml:"width"`
	Height int `json:"height" yaml:"height"`
}

// Area is a rectangle in pixels of a picture of the base size.
type Area struct {
	X      int `json:"x" yaml:"x"`
	Y      int `json:"y" yaml:"y"`
	Width  int `json:"width" yaml:"width"`
	Height int `json:"height" yaml:"height"`
}

// ImagemapAction is what happens when an area is tapped; Type is uri, message or
// clipboard.
type ImagemapAction struct {
	Type          string `json:"type" yaml:"type"`
	Label         string `json:"label,omitempty" yaml:"label,omitempty"`
	LinkURI       string `json:"linkUri,omitempty" yaml:"linkUri,omitempty"`
	Text          string `json:"text,omitempty" yaml:"text,omitempty"`
	ClipboardText string `json:"clipboardText,omitempty" yaml:"clipboardText,omitempty"`
	Area          Area   `json:"area" yaml:"area"`
}

// FlexBubble is a Flex Message; Contents is LINE's bubble or carousel object.
type FlexBubble struct {
	AltText  string  `json:"altText" yaml:"altText"`
	Contents RawJSON `json:"contents" yaml:"contents"`
}

// QuickReply is a button below the last message, gone when the talk goes on.
type QuickReply struct {
	ImageURL string `json:"imageUrl,omitempty" yaml:"imageUrl,omitempty"`
	Action   Action `json:"action" yaml:"action"`
}

// Action is what a button does. Each Type has fields of its own.
type Action struct {
	Type          string  `json:"type" yaml:"type"` // message, uri, postback, datetimepicker, clipboard; camera, cameraRoll, location in quick replies
	Label         string  `json:"label,omitempty" yaml:"label,omitempty"`
	Text          string  `json:"text,omitempty" yaml:"text,omitempty"` // of message
	URI           string  `json:"uri,omitempty" yaml:"uri,omitempty"`
	AltURI        *AltURI `json:"altUri,omitempty" yaml:"altUri,omitempty"`
	Data          string  `json:"data,omitempty" yaml:"data,omitempty"` // of postback and datetimepicker
	DisplayText   string  `json:"displayText,omitempty" yaml:"displayText,omitempty"`
	InputOption   string  `json:"inputOption,omitempty" yaml:"inputOption,omitempty"`
	FillInText    string  `json:"fillInText,omitempty" yaml:"fillInText,omitempty"`
	Mode          string  `json:"mode,omitempty" yaml:"mode,omitempty"` // of datetimepicker: date, time, datetime
	Initial       string  `json:"initial,omitempty" yaml:"initial,omitempty"`
	Min           string  `json:"min,omitempty" yaml:"min,omitempty"`
	Max           string  `json:"max,omitempty" yaml:"max,omitempty"`
	ClipboardText string  `json:"clipboardText,omitempty" yaml:"clipboardText,omitempty"`
}

// AltURI is where a URI action leads on a desktop.
type AltURI struct {
	Desktop string `json:"desktop" yaml:"desktop"`
}

// RawJSON is a JSON value as its author wrote it, in their order. In YAML it is
// written as YAML. Text that is no JSON is kept too, so that it can be shown
// with what is wrong: as a JSON string.
type RawJSON string

// MarshalJSON writes the value.
func (r RawJSON) MarshalJSON() ([]byte, error) {
	if json.Valid([]byte(r)) {
		return []byte(r), nil
	}
	return json.Marshal(string(r))
}

// UnmarshalJSON reads a value, or a string that holds one.
func (r *RawJSON) UnmarshalJSON(b []byte) error {
	var text string
	if json.Unmarshal(b, &text) == nil && strings.HasPrefix(string(b), `"`) {
		*r = RawJSON(text)
		return nil
	}
	*r = RawJSON(b)
	return nil
}

// MarshalYAML writes the value as YAML, whose maps are sorted.
func (r RawJSON) MarshalYAML() (any, error) {
	if !json.Valid([]byte(r)) {
		return string(r), nil
	}
	var v any
	err := json.Unmarshal([]byte(r), &v)
	return v, err
}

// UnmarshalYAML reads YAML, or a string that holds JSON.
func (r *RawJSON) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	if text, ok := v.(string); ok {
		*r = RawJSON(text)
		return nil
	}
	b, err := json.Marshal(v)
	*r = RawJSON(b)
	return err
}

// SameBubbles reports whether two lists of bubbles say the same.
func SameBubbles(a, b []Bubble) bool { return writtenBubbles(a) == writtenBubbles(b) }

func writtenBubbles(bs []Bubble) string {
	text, err := json.Marshal(bs)
	if len(bs) == 0 || err != nil { // raw JSON cannot fail, so nothing does
		return ""
	}
	return string(text)
}

// Kinds of bubbles, by their fields in JSON.
const (
	BubbleText          = "text"
	BubbleImage         = "image"
	BubbleVideo         = "video"
	BubbleAudio         = "audio"
	BubbleSticker       = "sticker"
	BubbleLocation      = "location"
	BubbleButtons       = "buttons"
	BubbleConfirm       = "confirm"
	BubbleCarousel      = "carousel"
	BubbleImageCarousel = "imageCarousel"
	BubbleImagemap      = "imagemap"
	BubbleFlex          = "flex"
)

// Kinds lists the contents that the bubble has: one of a bubble that is valid.
func (b *Bubble) Kinds() []string {
	var kinds []string
	for _, c := range []struct {
		kind string
		has  bool
	}{
		{BubbleText, b.Text != ""},
		{BubbleImage, b.Image != nil},
		{BubbleVideo, b.Video != nil},
		{BubbleAudio, b.Audio != nil},
		{BubbleSticker, b.Sticker != nil},
		{BubbleLocation, b.Location != nil},
		{BubbleButtons, b.Buttons != nil},
		{BubbleConfirm, b.Confirm != nil},
		{BubbleCarousel, b.Carousel != nil},
		{BubbleImageCarousel, b.ImageCarousel != nil},
		{BubbleImagemap, b.Imagemap != nil},
		{BubbleFlex, b.Flex != nil},
	} {
		if c.has {
			kinds = append(kinds, c.kind)
		}
	}
	return kinds
}

// Limits of bubbles. LINE takes at most five message objects in one request and
// 5,000 UTF-16 code units in a text (messaging-api reference, "Text message").
const (
	MaxBubbles   = 5
	MaxTextUnits = 5000
)

// UTF16Len is the length of s as LINE counts texts: in UTF-16 code units
// (LINE docs, "Character counting in a text").
func UTF16Len(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// ValidateBubbles returns faults of bubbles to be sent as Errors: of their
// number, of texts, and of bubbles with several contents. compose.Check checks
// all contents.
func ValidateBubbles(bs []Bubble) error { return validateBubbles(bs, "bubbles").OrNil() }

func validateBubbles(bs []Bubble, path string) Errors {
	var es Errors
	if len(bs) == 0 || len(bs) > MaxBubbles {
		es = append(es, E(Invalid, "bubbles.count", "max", MaxBubbles, "count", len(bs)).At(path))
	}
	for i := range bs {
		field := fmt.Sprintf("%s[%d]", path, i)
		kinds := bs[i].Kinds()
		switch n := UTF16Len(bs[i].Text); {
		case len(kinds) > 1:
			es = append(es, E(Invalid, "bubble.contents_many", "value", strings.Join(kinds, ", ")).At(field))
		case len(kinds) == 1 && kinds[0] != BubbleText:
		case strings.TrimSpace(bs[i].Text) == "":
			es = append(es, E(Invalid, "bubble.text_empty").At(field+".text"))
		case n > MaxTextUnits:
			es = append(es, E(Invalid, "bubble.text_long", "max", MaxTextUnits, "count", n).At(field+".text"))
		}
	}
	return es
}
