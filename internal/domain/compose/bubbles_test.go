package compose_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/compose"
)

const (
	picture = "https://example.com/p.jpg"
	contact = "{友だちの表示名}"
)

func say(label string) domain.Action {
	return domain.Action{Type: "message", Label: label, Text: label}
}

func open(label string) domain.Action {
	return domain.Action{Type: "uri", Label: label, URI: "https://example.com/?a=1&b=2"}
}

// bubble reads a bubble as it is stored.
func bubble(t testing.TB, text string) domain.Bubble {
	t.Helper()
	var b domain.Bubble
	if err := json.Unmarshal([]byte(text), &b); err != nil {
		t.Fatal(err)
	}
	return b
}

// One of each kind as it is stored, and as LINE gets it for a contact called 佐藤.
var samples = []struct{ name, stored, sent string }{
	{
		"text with quick replies", `{"text":"{友だちの表示名}さん <b>","quickReplies":[{"imageUrl":"https://example.com/i.png","action":{"type":"message","label":"はい","text":"はい、{友だちの表示名}です"}},{"action":{"type":"camera","label":"撮る"}}]}`,
		`{"type":"text","text":"佐藤さん <b>","quickReply":{"items":[{"type":"action","imageUrl":"https://example.com/i.png","action":{"type":"message","label":"はい","text":"はい、佐藤です"}},{"type":"action","action":{"type":"camera","label":"撮る"}}]}}`,
	},
	{
		"image", `{"image":{"originalContentUrl":"https://example.com/p.jpg?a=1&b=2","previewImageUrl":"https://example.com/s.jpg"}}`,
		`{"type":"image","originalContentUrl":"https://example.com/p.jpg?a=1&b=2","previewImageUrl":"https://example.com/s.jpg"}`,
	},
	{
		"video", `{"video":{"originalContentUrl":"https://example.com/v.mp4","previewImageUrl":"https://example.com/s.jpg","trackingId":"a-1"}}`,
		`{"type":"video","originalContentUrl":"https://example.com/v.mp4","previewImageUrl":"https://example.com/s.jpg","trackingId":"a-1"}`,
	},
	{
		"audio", `{"audio":{"originalContentUrl":"https://example.com/a.m4a","duration":60000}}`,
		`{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":60000}`,
	},
	{"sticker", `{"sticker":{"packageId":"446","stickerId":"1988"}}`, `{"type":"sticker","packageId":"446","stickerId":"1988"}`},
	{
		"location", `{"location":{"title":"{アカウント名}","address":"東京都千代田区","latitude":35.68,"longitude":0}}`,
		`{"type":"location","title":"さくら珈琲店","address":"東京都千代田区","latitude":35.68,"longitude":0}`,
	},
	{
		"buttons", `{"buttons":{"altText":"{友だちの表示名}さんへ","thumbnailImageUrl":"https://example.com/p.jpg","imageAspectRatio":"square","title":"題","text":"{友だちの表示名}さん","defaultAction":{"type":"uri","label":"見る","uri":"tel:0312345678"},"actions":[{"type":"postback","label":"予約","data":"menu={友だちの表示名}","displayText":"予約"}]}}`,
		`{"type":"template","altText":"佐藤さんへ","template":{"type":"buttons","thumbnailImageUrl":"https://example.com/p.jpg","imageAspectRatio":"square","title":"題","text":"佐藤さん","defaultAction":{"type":"uri","label":"見る","uri":"tel:0312345678"},"actions":[{"type":"postback","label":"予約","data":"menu={友だちの表示名}","displayText":"予約"}]}}`,
	},
	{
		"confirm", `{"confirm":{"altText":"確認","text":"よろしいですか","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"datetimepicker","label":"日時","data":"d","mode":"date","initial":"2026-12-01","min":"2026-11-01","max":"2026-12-31"}]}}`,
		`{"type":"template","altText":"確認","template":{"type":"confirm","text":"よろしいですか","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"datetimepicker","label":"日時","data":"d","mode":"date","initial":"2026-12-01","min":"2026-11-01","max":"2026-12-31"}]}}`,
	},
	{
		"carousel", `{"carousel":{"altText":"一覧","imageSize":"contain","columns":[{"text":"{属性:誕生日|未登録}","actions":[{"type":"clipboard","label":"写す","clipboardText":"ABC"}]}]}}`,
		`{"type":"template","altText":"一覧","template":{"type":"carousel","imageSize":"contain","columns":[{"text":"4月1日","actions":[{"type":"clipboard","label":"写す","clipboardText":"ABC"}]}]}}`,
	},
	{
		"image carousel", `{"imageCarousel":{"altText":"写真","columns":[{"imageUrl":"https://example.com/p.jpg","action":{"type":"uri","uri":"line://ti/p/@a"}}]}}`,
		`{"type":"template","altText":"写真","template":{"type":"image_carousel","columns":[{"imageUrl":"https://example.com/p.jpg","action":{"type":"uri","uri":"line://ti/p/@a"}}]}}`,
	},
	{
		"imagemap", `{"imagemap":{"altText":"地図","baseUrl":"https://example.com/m","baseSize":{"width":1040,"height":520},"actions":[{"type":"message","text":"右","area":{"x":520,"y":0,"width":520,"height":520}}]}}`,
		`{"type":"imagemap","altText":"地図","baseUrl":"https://example.com/m","baseSize":{"width":1040,"height":520},"actions":[{"type":"message","text":"右","area":{"x":520,"y":0,"width":520,"height":520}}]}`,
	},
	{
		"flex, in the order of its author", `{"flex":{"altText":"案内","contents":{"type":"bubble", "body":{"type":"box","layout":"vertical","spacing":"md","contents":[{"type":"text","text":"{友だちの表示名} <様>","size":"xl","flex":1.50,"wrap":true},{"type":"button","action":{"type":"uri","label":"{アカウント名}","uri":"https://example.com/{友だちの表示名}"}}]}}}}`,
		`{"type":"flex","altText":"案内","contents":{"type":"bubble","body":{"type":"box","layout":"vertical","spacing":"md","contents":[{"type":"text","text":"佐藤 <様>","size":"xl","flex":1.50,"wrap":true},{"type":"button","action":{"type":"uri","label":"さくら珈琲店","uri":"https://example.com/{友だちの表示名}"}}]}}}`,
	},
}

func TestEachKindBecomesLINEsMessageObject(t *testing.T) {
	t.Parallel()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			b := bubble(t, s.stored)
			if err := compose.Check([]domain.Bubble{b}); err != nil {
				t.Fatal(err)
			}
			messages, err := compose.Compose([]domain.Bubble{b}, shop)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(messages[0].JSON()); got != s.sent {
				t.Errorf("sent   %s\nwanted %s", got, s.sent)
			}
			if !strings.HasPrefix(s.sent, `{"type":"`+messages[0].Type+`"`) {
				t.Errorf("type %s", messages[0].Type)
			}
			again := bubble(t, s.stored)
			if !domain.SameBubbles([]domain.Bubble{b}, []domain.Bubble{again}) {
				t.Error("filling variables changed the bubble itself")
			}
		})
	}
}

func flex(contents string) domain.Bubble {
	return domain.Bubble{Flex: &domain.FlexBubble{AltText: "案内", Contents: domain.RawJSON(contents)}}
}

// body is a Flex Message with one component.
func body(component string) domain.Bubble {
	return flex(`{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[` + component + `]}}`)
}

func faults(err error) (out []string) {
	if es, ok := errors.AsType[domain.Errors](err); ok {
		for _, e := range es {
			out = append(out, e.Code+" "+strings.TrimPrefix(e.Field, "bubbles[0]."))
		}
	}
	return out
}

// limitCase is a bubble with what LINE would refuse of it.
type limitCase struct {
	name   string
	bubble domain.Bubble
	want   []string
}

// limitCases has a case for each kind of fault.
func limitCases() []limitCase {
	const family = "👨\u200d👩\u200d👧\u200d👦" // 11 units, one grapheme
	x := func(n int) string { return strings.Repeat("あ", n) }
	actions := func(n int) []domain.Action { return slices.Repeat([]domain.Action{say("はい")}, n) }
	buttons := func(b domain.ButtonsBubble) domain.Bubble {
		if b.AltText == "" {
			b.AltText = "a"
		}
		return domain.Bubble{Buttons: &b}
	}
	quick := func(a domain.Action) domain.Bubble {
		return domain.Bubble{Text: "a", QuickReplies: []domain.QuickReply{{Action: a}}}
	}
	column := domain.Column{Text: "a", Actions: actions(1)}
	area := domain.Area{Width: 1040, Height: 100}
	imagemap := func(a domain.ImagemapAction) domain.Bubble {
		return domain.Bubble{Imagemap: &domain.ImagemapBubble{AltText: "a", BaseURL: picture, BaseSize: domain.Size{Width: 1040, Height: 100}, Actions: []domain.ImagemapAction{a}}}
	}
	return []limitCase{
		{"a variable that may have no value", domain.Bubble{Text: " {属性:誕生日}{次の営業開始} "}, []string{"bubble.value_missing text"}},
		{"a variable with another text", domain.Bubble{Text: "{属性:誕生日|未登録}"}, nil},
		{"a variable with a blank instead", domain.Bubble{Text: "{属性:誕生日|　}{友だちの表示名| }"}, []string{"bubble.value_missing text"}},
		{"a name that is never missing", domain.Bubble{Text: "{友だちの表示名}"}, nil},
		{"a variable among words", domain.Bubble{Text: "誕生日:{属性:誕生日}"}, nil},
		{"a label that may have no value", quick(say("{属性:会員番号}")), []string{"bubble.value_missing quickReplies[0].action.label", "bubble.value_missing quickReplies[0].action.text"}},
		{"a Flex text that may have no value", body(`{"type":"text","text":"{次の営業開始}"}`), []string{"bubble.value_missing flex.contents.body.contents[0].text"}},
		{"nothing", domain.Bubble{}, []string{"bubble.text_empty text"}},
		{"two contents", domain.Bubble{Text: "a", Sticker: &domain.StickerBubble{PackageID: "1", StickerID: "2"}}, []string{"bubble.contents_many bubbles[0]"}},
		{"a variable takes no room", domain.Bubble{Text: x(5000) + contact}, nil},
		{"addresses without https", domain.Bubble{Image: &domain.ImageBubble{OriginalContentURL: "http://example.com/a", PreviewImageURL: "//example.com"}}, []string{"bubble.url_https image.originalContentUrl", "bubble.url_https image.previewImageUrl"}},
		{"no address, and a long one", domain.Bubble{Image: &domain.ImageBubble{PreviewImageURL: picture + "?" + strings.Repeat("a", 2000)}}, []string{"bubble.field_empty image.originalContentUrl", "bubble.field_long image.previewImageUrl"}},
		{"a tracking id", domain.Bubble{Video: &domain.VideoBubble{OriginalContentURL: picture, PreviewImageURL: picture, TrackingID: "あ"}}, []string{"bubble.value_unknown video.trackingId"}},
		{"no duration", domain.Bubble{Audio: &domain.AudioBubble{OriginalContentURL: picture}}, []string{"bubble.duration audio.duration"}},
		{"sticker ids", domain.Bubble{Sticker: &domain.StickerBubble{PackageID: "x"}}, []string{"bubble.value_unknown sticker.packageId", "bubble.field_empty sticker.stickerId"}},
		{"a place beyond the map", domain.Bubble{Location: &domain.LocationBubble{Title: x(101), Latitude: 91, Longitude: -180}}, []string{"bubble.field_long location.title", "bubble.field_empty location.address", "bubble.degrees location.latitude"}},
		{"labels count what readers see", buttons(domain.ButtonsBubble{Text: "a", Actions: []domain.Action{{Type: "message", Label: strings.Repeat(family, 20), Text: strings.Repeat(family, 300)}}}), nil},
		{"a label too many", buttons(domain.ButtonsBubble{Text: "a", Actions: []domain.Action{say(x(21))}}), []string{"bubble.field_long buttons.actions[0].label"}},
		{"a text that is long enough alone", buttons(domain.ButtonsBubble{Text: x(160), Actions: actions(4)}), nil},
		{"but not below a title", buttons(domain.ButtonsBubble{Title: "a", Text: x(61), Actions: actions(4)}), []string{"bubble.field_long buttons.text"}},
		{"nor below a picture", buttons(domain.ButtonsBubble{ThumbnailImageURL: picture, Text: x(61), Actions: actions(4)}), []string{"bubble.field_long buttons.text"}},
		{"no text, no button", buttons(domain.ButtonsBubble{Actions: actions(0)}), []string{"bubble.field_empty buttons.text", "bubble.list_count buttons.actions"}},
		{"words that LINE does not know", buttons(domain.ButtonsBubble{Text: "a", ImageAspectRatio: "round", ImageSize: "big", ImageBackgroundColor: "red", Actions: actions(5)}), []string{"bubble.value_unknown buttons.imageAspectRatio", "bubble.value_unknown buttons.imageSize", "bubble.value_unknown buttons.imageBackgroundColor", "bubble.list_count buttons.actions"}},
		{"a long alternative", domain.Bubble{Confirm: &domain.ConfirmBubble{AltText: x(1501), Text: x(240), Actions: actions(2)}}, []string{"bubble.field_long confirm.altText"}},
		{"a question with three answers", domain.Bubble{Confirm: &domain.ConfirmBubble{AltText: "a", Text: x(241), Actions: actions(3)}}, []string{"bubble.field_long confirm.text", "bubble.list_count confirm.actions"}},
		{"columns that differ", domain.Bubble{Carousel: &domain.CarouselBubble{AltText: "a", Columns: []domain.Column{column, {Text: x(121), Actions: actions(2)}, {Title: "a", Text: x(61), Actions: actions(4)}}}}, []string{"bubble.field_long carousel.columns[1].text", "bubble.field_long carousel.columns[2].text", "bubble.columns_differ carousel.columns[1].actions", "bubble.list_count carousel.columns[2].actions", "bubble.columns_differ carousel.columns[2].actions"}},
		{"eleven columns", domain.Bubble{Carousel: &domain.CarouselBubble{AltText: "a", Columns: slices.Repeat([]domain.Column{column}, 11)}}, []string{"bubble.list_count carousel.columns"}},
		{"labels on pictures are shorter", domain.Bubble{ImageCarousel: &domain.ImageCarouselBubble{AltText: "a", Columns: []domain.ImageColumn{{ImageURL: picture, Action: say(x(13))}, {ImageURL: picture, Action: open("")}}}}, []string{"bubble.field_long imageCarousel.columns[0].action.label"}},
		{"an area outside of the picture", imagemap(domain.ImagemapAction{Type: "uri", LinkURI: "https://example.com", Area: domain.Area{X: 1, Width: 1040, Height: 100}}), []string{"bubble.area_outside imagemap.actions[0].area"}},
		{"an imagemap's own limits", imagemap(domain.ImagemapAction{Type: "message", Text: x(401), LinkURI: "https://example.com", Area: area}), []string{"bubble.field_long imagemap.actions[0].text", "bubble.action_field imagemap.actions[0]"}},
		{"an imagemap of another width", domain.Bubble{Imagemap: &domain.ImagemapBubble{AltText: "a", BaseURL: picture, BaseSize: domain.Size{Width: 1000, Height: 100}, Actions: []domain.ImagemapAction{{Type: "clipboard", Area: domain.Area{Width: 1, Height: 1}}}}}, []string{"bubble.field_empty imagemap.actions[0].clipboardText", "bubble.imagemap_size imagemap.baseSize"}},
		{"fourteen quick replies", domain.Bubble{Text: "a", QuickReplies: slices.Repeat([]domain.QuickReply{{Action: say("a")}}, 14)}, []string{"bubble.list_count quickReplies"}},
		{"a quick reply without label", quick(domain.Action{Type: "location"}), []string{"bubble.field_empty quickReplies[0].action.label"}},
		{"the camera on a button", buttons(domain.ButtonsBubble{Text: "a", Actions: []domain.Action{{Type: "camera", Label: "a"}}}), []string{"bubble.action_place buttons.actions[0].type"}},
		{"an unknown action", quick(domain.Action{Type: "fly", Label: "a"}), []string{"bubble.action_unknown quickReplies[0].action.type"}},
		{"a field of another action", quick(domain.Action{Type: "message", Label: "a", Text: "a", Data: "b"}), []string{"bubble.action_field quickReplies[0].action"}},
		{"a dangerous address", quick(domain.Action{Type: "uri", Label: "a", URI: "javascript:alert(1)"}), []string{"bubble.uri_scheme quickReplies[0].action.uri"}},
		{"no address", quick(domain.Action{Type: "uri", Label: "a", AltURI: &domain.AltURI{}}), []string{"bubble.field_empty quickReplies[0].action.uri", "bubble.field_empty quickReplies[0].action.altUri.desktop"}},
		{"long data, and a text to fill in", quick(domain.Action{Type: "postback", Label: "a", Data: x(301), FillInText: "a", InputOption: "openVoice"}), []string{"bubble.field_long quickReplies[0].action.data", "bubble.fill_in quickReplies[0].action.fillInText"}},
		{"times in the wrong order", quick(domain.Action{Type: "datetimepicker", Label: "a", Data: "a", Mode: "datetime", Initial: "2026-01-01t00:00", Min: "2026-02-01T00:00", Max: "2026-02-01T00:00"}), []string{"bubble.picker_order quickReplies[0].action.max", "bubble.picker_order quickReplies[0].action.initial"}},
		{"times that are none", quick(domain.Action{Type: "datetimepicker", Label: "a", Data: "a", Mode: "date", Initial: "2101-01-01", Min: "tomorrow"}), []string{"bubble.picker_format quickReplies[0].action.initial", "bubble.picker_format quickReplies[0].action.min"}},
		{"no data, no mode", quick(domain.Action{Type: "datetimepicker", Label: "a"}), []string{"bubble.field_empty quickReplies[0].action.data", "bubble.value_unknown quickReplies[0].action.mode"}},

		{"flex: no JSON", flex(`{"type":`), []string{"bubble.flex_json flex.contents"}},
		{"flex: nothing", flex(``), []string{"bubble.flex_json flex.contents"}},
		{"flex: another thing", flex(`[]`), []string{"bubble.flex_property flex.contents.type"}},
		{"flex: a component that LINE does not know", body(`{"type":"spacer"}`), []string{"bubble.flex_property flex.contents.body.contents[0].type"}},
		{"flex: a text without text", body(`{"type":"text"},{"type":"text","contents":[{"type":"span","text":"a"}]}`), []string{"bubble.field_empty flex.contents.body.contents[0].text"}},
		{"flex: an icon outside of a baseline", body(`{"type":"icon","url":"https://example.com/i.png"},{"type":"box","layout":"baseline","contents":[{"type":"icon","url":"https://example.com/i.png"},{"type":"separator"}]}`), []string{"bubble.flex_property flex.contents.body.contents[0].type", "bubble.flex_property flex.contents.body.contents[1].contents[1].type"}},
		{"flex: a box without layout and contents", body(`{"type":"box"}`), []string{"bubble.value_unknown flex.contents.body.contents[0].layout", "bubble.flex_property flex.contents.body.contents[0].contents"}},
		{"flex: a button without action, and a long label", body(`{"type":"button"},{"type":"button","action":{"type":"message","text":"a","label":"` + x(41) + `"}}`), []string{"bubble.field_empty flex.contents.body.contents[0].action", "bubble.field_long flex.contents.body.contents[1].action.label"}},
		{"flex: pictures", body(`{"type":"image","url":"http://example.com/a.jpg","aspectRatio":"1:4"},{"type":"image","url":"https://example.com/a.jpg","aspectRatio":"1:3"}`), []string{"bubble.url_https flex.contents.body.contents[0].url", "bubble.flex_property flex.contents.body.contents[0].aspectRatio"}},
		{"flex: a video on top", flex(`{"type":"bubble","hero":{"type":"video","url":"https://example.com/v.mp4","previewUrl":"https://example.com/p.jpg","altContent":{"type":"image","url":"https://example.com/p.jpg"},"aspectRatio":"20:13"}}`), nil},
		{"flex: a video in a small bubble", flex(`{"type":"bubble","size":"nano","hero":{"type":"video","url":"https://example.com/v.mp4","previewUrl":"https://example.com/p.jpg"}}`), []string{"bubble.flex_property flex.contents.hero.type", "bubble.flex_property flex.contents.hero.altContent"}},
		{"flex: blocks in the wrong place", flex(`{"type":"bubble","header":{"type":"text","text":"a"},"footer":5}`), []string{"bubble.flex_property flex.contents.header.type", "bubble.flex_property flex.contents.footer.type"}},
		{"flex: bubbles of two sizes", flex(`{"type":"carousel","contents":[{"type":"bubble","size":"kilo"},{"type":"bubble","size":"mega"},{"type":"box"},7]}`), []string{"bubble.flex_property flex.contents.contents[3]", "bubble.flex_sizes_differ flex.contents.contents[1].size", "bubble.flex_property flex.contents.contents[2].type"}},
		{"flex: thirteen bubbles", flex(`{"type":"carousel","contents":[` + strings.TrimSuffix(strings.Repeat(`{"type":"bubble"},`, 13), ",") + `]}`), []string{"bubble.list_count flex.contents.contents"}},
		{"flex: 30 KB", body(`{"type":"text","text":"` + strings.Repeat("a", 30<<10) + `"}`), []string{"bubble.flex_large flex.contents"}},
	}
}

func TestLimitsOfBubbles(t *testing.T) {
	t.Parallel()
	for _, c := range limitCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			err := compose.Check([]domain.Bubble{c.bubble})
			if got := faults(err); !slices.Equal(got, c.want) {
				t.Errorf("faults %q\nwant   %q", got, c.want)
			}
		})
	}
	if got := faults(compose.Check(nil)); !slices.Equal(got, []string{"bubbles.count bubbles"}) {
		t.Errorf("no bubbles: %q", got)
	}
}

func TestValuesAreCutToTheLimitOfTheirField(t *testing.T) {
	t.Parallel()
	long := shop
	long.ContactName = strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 30)
	b := domain.Bubble{Confirm: &domain.ConfirmBubble{AltText: "a", Text: "a", Actions: []domain.Action{say("はい"), {Type: "message", Label: contact + "です", Text: contact}}}}
	messages, err := compose.Compose([]domain.Bubble{b}, long)
	if err != nil {
		t.Fatal(err)
	}
	want := `"label":"` + strings.Repeat("👨\u200d👩\u200d👧\u200d👦", 18) + `です","text":"` + long.ContactName + `"`
	if got := string(messages[0].JSON()); !strings.Contains(got, want) {
		t.Errorf("sent %s", got)
	}
	b.Confirm.Actions[1].Label = "{属性:会員番号}"
	if _, err := compose.Compose([]domain.Bubble{b}, shop); !slices.Equal(faults(err), []string{"bubble.field_empty messages[0].confirm.actions[1].label"}) {
		t.Errorf("a label that is empty when filled: %v", err)
	}
}

func TestUsesLooksIntoAllTexts(t *testing.T) {
	t.Parallel()
	cases := map[string]bool{
		`{"text":"{友だちの表示名}"}`:    true,
		`{"text":"{友だちの表示名|皆様}"}`: true,
		`{"text":"友だちの表示名"}`:      false,
		`{"text":"a","quickReplies":[{"action":{"type":"message","label":"{友だちの表示名}"}}]}`:                    true,
		`{"flex":{"altText":"a","contents":{"type":"bubble","x":[{"text":"{友だちの表示名｜皆様}"}]}}}`:                true,
		`{"flex":{"altText":"a","contents":{"type":"bubble","uri":"{友だちの表示名}"}}}`:                            false,
		`{"image":{"originalContentUrl":"https://example.com/{友だちの表示名}","previewImageUrl":""}}`:              false,
		`{"buttons":{"altText":"a","text":"a","actions":[{"type":"postback","data":"{友だちの表示名}"}]}}`:          false,
		`{"carousel":{"altText":"a","columns":[{"text":"a","title":"{友だちの表示名}","actions":[]}]}}`:             true,
		`{"imagemap":{"altText":"a","baseUrl":"","actions":[{"type":"message","text":"{友だちの表示名}"}]}}`:        true,
		`{"imageCarousel":{"altText":"a","columns":[{"imageUrl":"","action":{"displayText":"{友だちの表示名}"}}]}}`: true,
	}
	for text, want := range cases {
		if got := compose.Uses([]domain.Bubble{bubble(t, text)}, compose.ContactName); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if !compose.Uses([]domain.Bubble{{Text: "{属性:誕生日|未登録}"}}, compose.Attribute("誕生日")) {
		t.Error("an attribute is not found")
	}
	if got := compose.Attribute("誕生日").Or("未登録").Token(); got != "{属性:誕生日|未登録}" {
		t.Error(got)
	}
}

// Whatever is stored, checking and composing end well, and what is sent is JSON
// that LINE's limits allow.
func FuzzBubble(f *testing.F) {
	for _, s := range samples {
		f.Add(s.stored, "佐藤")
	}
	f.Add(`{"flex":{"altText":"a","contents":"no JSON {"}}`, "{")
	f.Add(`{"flex":{"altText":"a","contents":{"type":"carousel","contents":[{"type":"bubble","hero":{"type":"video"}}]}}}`, "\xff")
	f.Fuzz(func(t *testing.T, stored, name string) {
		var b domain.Bubble
		if json.Unmarshal([]byte(stored), &b) != nil {
			return
		}
		checked := compose.Check([]domain.Bubble{b})
		v := shop
		v.ContactName = name
		messages, err := compose.Compose([]domain.Bubble{b}, v)
		if err != nil {
			return
		}
		if checked != nil && b.Flex == nil { // values can be smaller than their variables
			t.Errorf("%s is refused (%v) and sent", stored, checked)
		}
		if sent := messages[0].JSON(); !json.Valid(sent) {
			t.Errorf("%s is sent as %s", stored, sent)
		}
	})
}

func TestLongValuesAreCutToTheRoomOfAFlexButton(t *testing.T) {
	t.Parallel()
	const name = "{友だちの表示名}"
	flex := `{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"` + name + `"},` +
		`{"type":"button","action":{"type":"message","label":"` + name + `様","text":"` + name + `"}},` +
		`{"type":"button","action":{"type":"postback","data":"a","label":"b","displayText":"` + name + `"}}]}}`
	bubbles := []domain.Bubble{{Flex: &domain.FlexBubble{AltText: "a", Contents: domain.RawJSON(flex)}}}
	long := strings.Repeat("名", 400)
	got, err := compose.Compose(bubbles, compose.Values{ContactName: long, Now: shop.Now})
	if err != nil {
		t.Fatal("the answer is lost:", err)
	}
	text := string(got[0].JSON())
	for _, want := range []string{
		`"type":"text","text":"` + long + `"`, `"label":"` + strings.Repeat("名", 39) + `様"`,
		`"text":"` + strings.Repeat("名", 300) + `"`, `"displayText":"` + strings.Repeat("名", 300) + `"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
}
