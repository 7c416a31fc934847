package message_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ohenji/sim/message"
)

const (
	bodyWrong  = "The request body has 1 error(s)"
	innerWrong = "A message (messages[0]) in the request body is invalid"
)

func check(one string) *message.Invalid {
	_, wrong := message.Check([]json.RawMessage{json.RawMessage(one)}, message.Rules{})
	return wrong
}

// wrong is a message that LINE refuses, and how.
type wrong struct{ name, message, summary, text, property string }

func refused(t *testing.T, all []wrong) {
	t.Helper()
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := check(c.message)
			if got == nil {
				t.Fatalf("%s passes", c.message)
			}
			if got.Message != c.summary || len(got.Details) != 1 || got.Details[0] != (message.Detail{Message: c.text, Property: c.property}) {
				t.Errorf("LINE would say %q %q at %q, got %+v", c.summary, c.text, c.property, got)
			}
		})
	}
}

func accepted(t *testing.T, all map[string]string) {
	t.Helper()
	for name, one := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := check(one); got != nil {
				t.Errorf("refused: %+v", got)
			}
		})
	}
}

const (
	uri  = `{"type":"uri","label":"開く","uri":"https://a.example/"}`
	yes  = `{"type":"message","label":"はい","text":"はい"}`
	area = `"area":{"x":0,"y":0,"width":520,"height":520}`
)

func buttons(members string) string {
	return `{"type":"template","altText":"a","template":{"type":"buttons",` + members + `}}`
}

func templateOf(kind, members string) string {
	return `{"type":"template","altText":"a","template":{"type":"` + kind + `",` + members + `}}`
}

func quick(action string) string {
	return `{"type":"text","text":"a","quickReply":{"items":[{"type":"action","action":` + action + `}]}}`
}

func times(n int, s string) string { return strings.TrimSuffix(strings.Repeat(s+",", n), ",") }

func TestTemplatesHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	family := "👨\u200d👩\u200d👧\u200d👦" // one grapheme cluster, eleven UTF-16 units
	accepted(t, map[string]string{
		"buttons":           buttons(`"text":"a","actions":[` + uri + `]`),
		"20 families":       buttons(`"text":"a","actions":[{"type":"message","label":"` + strings.Repeat(family, 20) + `","text":"a"}]`),
		"160 without image": buttons(`"text":"` + strings.Repeat("あ", 160) + `","actions":[` + times(4, yes) + `]`),
		"confirm":           templateOf("confirm", `"text":"a","actions":[`+times(2, yes)+`]`),
		"image carousel":    templateOf("image_carousel", `"columns":[`+times(10, `{"imageUrl":"https://a.example/a.png","action":{"type":"uri","uri":"tel:090"}}`)+`]`),
		"carousel":          templateOf("carousel", `"columns":[`+times(10, `{"text":"a","title":"b","actions":[`+yes+`]}`)+`]`),
		"default action":    buttons(`"text":"a","defaultAction":{"type":"uri","uri":"line://nv/chat"},"actions":[` + uri + `]`),
	})
	refused(t, []wrong{
		{"no template", `{"type":"template","altText":"a"}`, bodyWrong, "must be specified", "messages[0].template"},
		{"1,501 of altText", `{"type":"template","altText":"` + strings.Repeat("a", 1501) + `","template":{}}`, bodyWrong, "Length must be between 0 and 1500", "messages[0].altText"},
		{"unknown type", templateOf("poster", `"text":"a"`), innerWrong, "invalid property", "template/type"},
		{"title of 41", buttons(`"title":"` + strings.Repeat("a", 41) + `","text":"a","actions":[` + uri + `]`), innerWrong, "must not be longer than 40 characters", "template/title"},
		{"61 with a title", buttons(`"title":"b","text":"` + strings.Repeat("あ", 61) + `","actions":[` + uri + `]`), innerWrong, "must not be longer than 60 characters", "template/text"},
		{"five actions", buttons(`"text":"a","actions":[` + times(5, yes) + `]`), innerWrong, "must not be more than 4 items", "template/actions"},
		{"one answer", templateOf("confirm", `"text":"a","actions":[`+yes+`]`), innerWrong, "must not be less than 2 items", "template/actions"},
		{"four in a column", templateOf("carousel", `"columns":[{"text":"a","actions":[`+times(4, yes)+`]}]`), innerWrong, "must not be more than 3 items", "template/columns/0/actions"},
		{"uneven columns", templateOf("carousel", `"columns":[{"text":"a","actions":[`+times(2, yes)+`]},{"text":"a","actions":[`+yes+`]}]`), innerWrong, "the number of actions must be the same in all columns", "template/columns/1/actions"},
		{"title in one column", templateOf("carousel", `"columns":[{"text":"a","title":"b","actions":[`+yes+`]},{"text":"a","actions":[`+yes+`]}]`), innerWrong, "must be specified in all columns or none", "template/columns/1/title"},
		{"uri of 1,001", buttons(`"text":"a","actions":[{"type":"uri","label":"a","uri":"https://a.example/` + strings.Repeat("a", 983) + `"}]`), innerWrong, "size must be between 0 and 1000", "template/actions/0/uri"},
		{"javascript", buttons(`"text":"a","actions":[{"type":"uri","label":"a","uri":"javascript:alert(1)"}]`), innerWrong, "invalid uri scheme", "template/actions/0/uri"},
		{"picture over http", buttons(`"text":"a","thumbnailImageUrl":"http://a.example/a.png","actions":[` + uri + `]`), innerWrong, "invalid uri scheme", "template/thumbnailImageUrl"},
		{"no label", buttons(`"text":"a","actions":[{"type":"message","text":"a"}]`), innerWrong, "must be specified", "template/actions/0/label"},
		{"label of 13", templateOf("image_carousel", `"columns":[{"imageUrl":"https://a.example/a.png","action":{"type":"message","label":"1234567890123","text":"a"}}]`), innerWrong, "must not be longer than 12 characters", "template/columns/0/action/label"},
		{"camera in a template", buttons(`"text":"a","actions":[{"type":"camera","label":"a"}]`), innerWrong, "invalid property", "template/actions/0/type"},
	})
}

func TestActionsHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	accepted(t, map[string]string{
		"camera":   quick(`{"type":"camera","label":"a"}`),
		"roll":     quick(`{"type":"cameraRoll","label":"a"}`),
		"location": quick(`{"type":"location","label":"a"}`),
		"keyboard": quick(`{"type":"postback","label":"a","data":"a","inputOption":"openKeyboard","fillInText":"a"}`),
		"date":     quick(`{"type":"datetimepicker","label":"a","data":"a","mode":"datetime","initial":"2026-11-22t10:00","min":"2026-01-01T00:00","max":"2100-12-31T23:59"}`),
		"copy":     quick(`{"type":"clipboard","label":"a","clipboardText":"a"}`),
		"nulls":    quick(`{"type":"uri","label":"a","uri":"https://a.example/","altUri":null}`),
	})
	at := "messages[0].quickReply.items[0].action."
	refused(t, []wrong{
		{"label of 21", quick(`{"type":"message","label":"123456789012345678901","text":"a"}`), bodyWrong, "Length must be between 0 and 20", at + "label"},
		{"rich menu switch", quick(`{"type":"richmenuswitch","label":"a","data":"a","richMenuAliasId":"a"}`), bodyWrong, "Must be one of the following values: [postback, message, uri, datetimepicker, clipboard, camera, cameraRoll, location]", at + "type"},
		{"301 of data", quick(`{"type":"postback","label":"a","data":"` + strings.Repeat("a", 301) + `"}`), bodyWrong, "Length must be between 0 and 300", at + "data"},
		{"two texts", quick(`{"type":"postback","label":"a","data":"a","displayText":"a","text":"b"}`), bodyWrong, "must not be specified together with text", at + "displayText"},
		{"fill in without keyboard", quick(`{"type":"postback","label":"a","data":"a","inputOption":"openVoice","fillInText":"a"}`), bodyWrong, "can only be specified with openKeyboard", at + "fillInText"},
		{"min after max", quick(`{"type":"datetimepicker","label":"a","data":"a","mode":"time","min":"10:00","max":"09:00"}`), bodyWrong, "must be later than min", at + "max"},
		{"year 1899", quick(`{"type":"datetimepicker","label":"a","data":"a","mode":"date","min":"1899-12-31"}`), bodyWrong, "invalid property", at + "min"},
		{"fourteen items", `{"type":"text","text":"a","quickReply":{"items":[` + times(14, `{"type":"action","action":`+yes+`}`) + `]}}`, bodyWrong, "Size must be between 1 and 13", "messages[0].quickReply.items"},
		{"LINE as a name", `{"type":"text","text":"a","sender":{"name":"LINE公式"}}`, bodyWrong, "Contains a word that cannot be used", "messages[0].sender.name"},
	})
}

func TestImagemapsHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	imagemap := func(width int, actions, more string) string {
		return fmt.Sprintf(`{"type":"imagemap","baseUrl":"https://a.example/rm","altText":"a","baseSize":{"width":%d,"height":700},"actions":[%s]%s}`, width, actions, more)
	}
	link := `{"type":"uri","linkUri":"https://a.example/",` + area + `}`
	video := `,"video":{"originalContentUrl":"https://a.example/a.mp4","previewImageUrl":"https://a.example/a.png",` + area
	accepted(t, map[string]string{
		"fifty areas": imagemap(1040, times(50, link), ""),
		"video only":  imagemap(1040, "", video+`,"externalLink":{"linkUri":"https://a.example/","label":"a"}}`),
		"text, copy":  imagemap(1040, `{"type":"message","text":"a",`+area+`},{"type":"clipboard","clipboardText":"a",`+area+`}`, ""),
	})
	refused(t, []wrong{
		{"width 1041", imagemap(1041, link, ""), bodyWrong, "Must be less than or equal to 1040", "messages[0].baseSize.width"},
		{"51 areas", imagemap(1040, times(51, link), ""), bodyWrong, "Size must be between 1 and 50", "messages[0].actions"},
		{"no area", imagemap(1040, `{"type":"message","text":"a"}`, ""), bodyWrong, "must be specified", "messages[0].actions[0].area"},
		{"401 of text", imagemap(1040, `{"type":"message","text":"`+strings.Repeat("a", 401)+`",`+area+`}`, ""), bodyWrong, "Length must be between 0 and 400", "messages[0].actions[0].text"},
		{"postback", imagemap(1040, `{"type":"postback","data":"a",`+area+`}`, ""), bodyWrong, "Must be one of the following values: [uri, message, clipboard]", "messages[0].actions[0].type"},
		{"link label of 31", imagemap(1040, "", video+`,"externalLink":{"linkUri":"https://a.example/","label":"`+strings.Repeat("a", 31)+`"}}`), bodyWrong, "Length must be between 0 and 30", "messages[0].video.externalLink.label"},
	})
}

func TestTheOtherKindsHaveLINEsLimits(t *testing.T) {
	t.Parallel()
	video := func(id string) string {
		return `{"type":"video","originalContentUrl":"https://a.example/a.mp4","previewImageUrl":"https://a.example/a.png","trackingId":"` + id + `"}`
	}
	accepted(t, map[string]string{
		"tracked video": video("a-1.=,+*()%$&;:@{}!?[]"),
		"coupon":        `{"type":"coupon","couponId":"01JZ","deliveryTag":"autumn_2026"}`,
		"audio":         `{"type":"audio","originalContentUrl":"https://a.example/a.m4a","duration":60000}`,
	})
	refused(t, []wrong{
		{"tracking id with a space", video("a b"), bodyWrong, `Must match the pattern: ^[A-Za-z0-9\-.=,+*()%$&;:@{}!?<>\[\]]{1,100}$`, "messages[0].trackingId"},
		{"coupon without id", `{"type":"coupon"}`, bodyWrong, "must be specified", "messages[0].couponId"},
		{"delivery tag of 31", `{"type":"coupon","couponId":"a","deliveryTag":"` + strings.Repeat("a", 31) + `"}`, bodyWrong, "Length must be between 0 and 30", "messages[0].deliveryTag"},
		{"audio without duration", `{"type":"audio","originalContentUrl":"https://a.example/a.m4a"}`, bodyWrong, "must be specified", "messages[0].duration"},
		{"beyond the pole", `{"type":"location","title":"a","address":"a","latitude":91,"longitude":0}`, bodyWrong, "Must be less than or equal to 90", "messages[0].latitude"},
		{"not an object", `"text"`, bodyWrong, "must be specified", "messages[0]"},
	})
	if _, wrong := message.Check([]json.RawMessage{json.RawMessage(
		`{"type":"image","originalContentUrl":"http://127.0.0.1/a.png","previewImageUrl":"http://127.0.0.1/a.png"}`,
	)}, message.Rules{PlainHTTP: true}); wrong != nil {
		t.Errorf("http is allowed but refused: %+v", wrong)
	}
}

func TestTextV2ChecksItsBraces(t *testing.T) {
	t.Parallel()
	v2 := func(text, substitution string) string {
		return `{"type":"textV2","text":"` + text + `","substitution":{` + substitution + `}}`
	}
	taro := `"a":{"type":"mention","mentionee":{"type":"user","userId":"U` + strings.Repeat("0", 32) + `"}}`
	smile := `"b":{"type":"emoji","productId":"5ac1bfd5040ab15980c9b435","emojiId":"001"}`
	accepted(t, map[string]string{
		"no braces":      `{"type":"textV2","text":"a"}`,
		"both":           v2("{a}さん{b}", taro+","+smile),
		"doubled braces": v2("{{a}} は {a}", taro),
		"everybody":      v2("{x}", `"x":{"type":"mention","mentionee":{"type":"all"}}`),
	})
	refused(t, []wrong{
		{"bad key", v2("{!owe}", taro), innerWrong, "The key '!owe' enclosed in '{}' does not match the pattern '^[a-zA-Z0-9_]{1,20}$'.", "text"},
		{"unknown key", v2("{c}", taro), innerWrong, "The key 'c' enclosed in '{}' is not found in the substitution.", "text"},
		{"open brace", v2("{a", taro), innerWrong, "The '{' and '}' in the text are not balanced.", "text"},
		{"21 mentions", v2(strings.Repeat("{a}", 21), taro), innerWrong, "The number of mentions must be less than or equal to 20.", "text"},
		{"21 emojis", v2(strings.Repeat("{b}", 21), smile), innerWrong, "The number of emojis must be less than or equal to 20.", "text"},
		{"no mentionee", v2("{a}", `"a":{"type":"mention"}`), innerWrong, "must be specified", "substitution.a.mentionee"},
	})
	out, _ := message.Check([]json.RawMessage{json.RawMessage(v2("{a}{a}", taro))}, message.Rules{})
	if len(out) != 1 || len(out[0].Mentions) != 2 {
		t.Errorf("mentions are %+v, want two", out)
	}
}

func TestTheFirstRoundComesBeforeTheSecond(t *testing.T) {
	t.Parallel()
	flex := json.RawMessage(`{"type":"flex","altText":"a","contents":{"type":"bubble"}}`)
	_, got := message.Check([]json.RawMessage{json.RawMessage(`{"type":"text","text":""}`), flex}, message.Rules{})
	if got == nil || got.Message != bodyWrong || got.Details[0].Property != "messages[0].text" {
		t.Errorf("both wrong: %+v", got)
	}
	_, got = message.Check([]json.RawMessage{json.RawMessage(`{"type":"text","text":"a"}`), flex}, message.Rules{})
	if got == nil || got.Message != "A message (messages[1]) in the request body is invalid" {
		t.Errorf("only the second wrong: %+v", got)
	}
	_, got = message.Check(nil, message.Rules{}, message.Detail{Message: "May not be empty", Property: "to"})
	if got == nil || got.Message != "The request body has 2 error(s)" || got.Details[1].Message != "Size must be between 1 and 5" {
		t.Errorf("without messages and receiver: %+v", got)
	}
}

func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		buttons(`"text":"a","actions":[` + uri + `]`), quick(yes), `{"type":"textV2","text":"{a}}{{{","substitution":{"a":null}}`,
		`{"type":"imagemap","baseSize":{"width":1e400},"actions":[null]}`,
		`{"type":"flex","altText":"a","contents":{"type":"carousel","contents":[null,{"type":"bubble","hero":{"type":"box","layout":"baseline","contents":[{"type":"icon"}]}}]}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, one string) {
		out, wrong := message.Check([]json.RawMessage{json.RawMessage(one)}, message.Rules{})
		if (wrong == nil) != (len(out) == 1) || (wrong != nil && len(wrong.Details) == 0) {
			t.Errorf("%q gives %v and %+v", one, out, wrong)
		}
	})
}
