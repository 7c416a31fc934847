package e2e

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

// bubbleKinds is one bubble of each kind as an author writes it, and the
// message object that LINE is to get.
var bubbleKinds = []struct{ name, written, sent string }{
	{
		"text", `{"text":"<b>&amp; \"引用\" 改行\n{アカウント名} 👨\u200d👩\u200d👧\u200d👦 C:\\x"}`,
		`{"type":"text","text":"<b>&amp; \"引用\" 改行\nさくら珈琲店 👨\u200d👩\u200d👧\u200d👦 C:\\x"}`,
	},
	{
		"image", `{"image":{"originalContentUrl":"https://example.com/写真.jpg?a=1&b=2","previewImageUrl":"https://example.com/s.jpg"}}`,
		`{"type":"image","originalContentUrl":"https://example.com/写真.jpg?a=1&b=2","previewImageUrl":"https://example.com/s.jpg"}`,
	},
	{
		"video", `{"video":{"originalContentUrl":"https://example.com/v.mp4","previewImageUrl":"https://example.com/s.jpg"}}`,
		`{"type":"video","originalContentUrl":"https://example.com/v.mp4","previewImageUrl":"https://example.com/s.jpg"}`,
	},
	{
		"audio", `{"audio":{"originalContentUrl":"https://example.com/a.m4a","duration":60000}}`,
		`{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":60000}`,
	},
	{"sticker", `{"sticker":{"packageId":"446","stickerId":"1988"}}`, `{"type":"sticker","packageId":"446","stickerId":"1988"}`},
	{
		"location", `{"location":{"title":"{アカウント名}","address":"東京都千代田区1-1","latitude":35.681236,"longitude":139.767125}}`,
		`{"type":"location","title":"さくら珈琲店","address":"東京都千代田区1-1","latitude":35.681236,"longitude":139.767125}`,
	},
	{
		"buttons", `{"buttons":{"altText":"ご予約","thumbnailImageUrl":"https://example.com/p.jpg","imageAspectRatio":"square","imageSize":"cover","title":"ご予約","text":"日時をお選びください","defaultAction":{"type":"uri","label":"開く","uri":"https://example.com/"},"actions":[{"type":"postback","label":"予約","data":"menu=1","displayText":"予約します"},{"type":"message","label":"電話","text":"電話したい"},{"type":"datetimepicker","label":"日付","data":"d","mode":"date"}]}}`,
		`{"type":"template","altText":"ご予約","template":{"type":"buttons","thumbnailImageUrl":"https://example.com/p.jpg","imageAspectRatio":"square","imageSize":"cover","title":"ご予約","text":"日時をお選びください","defaultAction":{"type":"uri","label":"開く","uri":"https://example.com/"},"actions":[{"type":"postback","label":"予約","data":"menu=1","displayText":"予約します"},{"type":"message","label":"電話","text":"電話したい"},{"type":"datetimepicker","label":"日付","data":"d","mode":"date"}]}}`,
	},
	{
		"confirm", `{"confirm":{"altText":"確認","text":"よろしいですか","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"message","label":"いいえ","text":"いいえ"}]}}`,
		`{"type":"template","altText":"確認","template":{"type":"confirm","text":"よろしいですか","actions":[{"type":"message","label":"はい","text":"はい"},{"type":"message","label":"いいえ","text":"いいえ"}]}}`,
	},
	{
		"carousel", `{"carousel":{"altText":"一覧","columns":[{"title":"珈琲","text":"深煎り","actions":[{"type":"uri","label":"見る","uri":"https://example.com/1"}]},{"title":"紅茶","text":"春摘み","actions":[{"type":"clipboard","label":"写す","clipboardText":"TEA"}]}]}}`,
		`{"type":"template","altText":"一覧","template":{"type":"carousel","columns":[{"title":"珈琲","text":"深煎り","actions":[{"type":"uri","label":"見る","uri":"https://example.com/1"}]},{"title":"紅茶","text":"春摘み","actions":[{"type":"clipboard","label":"写す","clipboardText":"TEA"}]}]}}`,
	},
	{
		"image carousel", `{"imageCarousel":{"altText":"写真","columns":[{"imageUrl":"https://example.com/1.jpg","action":{"type":"uri","label":"見る","uri":"https://example.com/1"}},{"imageUrl":"https://example.com/2.jpg","action":{"type":"message","label":"次","text":"次"}}]}}`,
		`{"type":"template","altText":"写真","template":{"type":"image_carousel","columns":[{"imageUrl":"https://example.com/1.jpg","action":{"type":"uri","label":"見る","uri":"https://example.com/1"}},{"imageUrl":"https://example.com/2.jpg","action":{"type":"message","label":"次","text":"次"}}]}}`,
	},
	{
		"imagemap", `{"imagemap":{"altText":"地図","baseUrl":"https://example.com/m","baseSize":{"width":1040,"height":520},"actions":[{"type":"message","text":"右","area":{"x":520,"y":0,"width":520,"height":520}},{"type":"uri","linkUri":"https://example.com/","area":{"x":0,"y":0,"width":520,"height":520}}]}}`,
		`{"type":"imagemap","altText":"地図","baseUrl":"https://example.com/m","baseSize":{"width":1040,"height":520},"actions":[{"type":"message","text":"右","area":{"x":520,"y":0,"width":520,"height":520}},{"type":"uri","linkUri":"https://example.com/","area":{"x":0,"y":0,"width":520,"height":520}}]}`,
	},
	{
		"flex", `{"flex":{"altText":"案内","contents":{"type":"carousel","contents":[{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"{アカウント名}","weight":"bold"},{"type":"separator"},{"type":"button","action":{"type":"uri","label":"開く","uri":"https://example.com/"}}]}}]}}}`,
		`{"type":"flex","altText":"案内","contents":{"type":"carousel","contents":[{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[{"type":"text","text":"さくら珈琲店","weight":"bold"},{"type":"separator"},{"type":"button","action":{"type":"uri","label":"開く","uri":"https://example.com/"}}]}}]}}`,
	},
	{
		"quick replies", `{"text":"どれにしますか","quickReplies":[{"imageUrl":"https://example.com/i.png","action":{"type":"message","label":"珈琲","text":"珈琲"}},{"action":{"type":"camera","label":"撮る"}},{"action":{"type":"location","label":"場所"}}]}`,
		`{"type":"text","text":"どれにしますか","quickReply":{"items":[{"type":"action","imageUrl":"https://example.com/i.png","action":{"type":"message","label":"珈琲","text":"珈琲"}},{"type":"action","action":{"type":"camera","label":"撮る"}},{"type":"action","action":{"type":"location","label":"場所"}}]}}`,
	},
}

// alike compares two JSON values whatever the order of their members.
func alike(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}

// The simulator refuses what LINE would refuse, so that what arrives is also
// what LINE takes.
func TestEveryKindOfBubbleArrivesAsItWasWritten(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		for _, kind := range bubbleKinds {
			w.rule(kind.name, m{"keywords": []string{kind.name}, "bubbles": []json.RawMessage{json.RawMessage(kind.written)}})
			w.says(hanako, kind.name)
			sent := w.line.Sent(channelID)
			last := sent[len(sent)-1]
			if len(last.Messages) != 1 || !alike(t, last.Messages[0], []byte(kind.sent)) {
				t.Errorf("%s was sent as\n%s\nwant\n%s", kind.name, last.Messages, kind.sent)
			}
			if got := w.newest(hanako, "out"); !alike(t, got.Payload, []byte(kind.sent)) {
				t.Errorf("%s: the desk shows\n%s\nwant\n%s", kind.name, got.Payload, kind.sent)
			}
			w.readsBack(t, kind.name, kind.written)
		}
		if sent := w.line.Sent(channelID); len(sent) != len(bubbleKinds) {
			t.Errorf("%d requests for %d bubbles", len(sent), len(bubbleKinds))
		}
	})
}

// readsBack demands that the API returns the rule's bubble as it was written.
func (w *world) readsBack(t *testing.T, title, written string) {
	t.Helper()
	var rules list[struct {
		Title   string
		Bubbles []json.RawMessage
	}]
	w.owner.get("/accounts/{account}/rules", &rules)
	for _, r := range rules.Items {
		if r.Title == title && (len(r.Bubbles) != 1 || !alike(t, r.Bubbles[0], []byte(written))) {
			t.Errorf("%s reads back as %s", title, r.Bubbles)
		}
	}
}

func TestFiveBubblesOfDifferentKindsGoTogether(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		chosen := []string{"text", "sticker", "buttons", "flex", "quick replies"}
		var bubbles []json.RawMessage
		var wanted []string
		for _, kind := range bubbleKinds {
			if slices.Contains(chosen, kind.name) {
				bubbles, wanted = append(bubbles, json.RawMessage(kind.written)), append(wanted, kind.sent)
			}
		}
		w.rule("一律", m{"bubbles": bubbles})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		sent := w.line.Sent(channelID)
		if len(sent) != 1 || len(sent[0].Messages) != 5 {
			t.Fatalf("sent %+v", sent)
		}
		for i, message := range sent[0].Messages {
			if !alike(t, message, []byte(wanted[i])) {
				t.Errorf("bubble %d was sent as\n%s\nwant\n%s", i, message, wanted[i])
			}
		}
	})
}

func TestABubbleThatLINEWouldRefuseIsNoRule(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		for name, bubble := range map[string]string{
			"nothing":                 `{}`,
			"perhaps nothing":         `{"text":"{属性:誕生日}"}`,
			"two kinds in one":        `{"text":"はい","sticker":{"packageId":"446","stickerId":"1988"}}`,
			"a picture over http":     `{"image":{"originalContentUrl":"http://example.com/p.jpg","previewImageUrl":"https://example.com/s.jpg"}}`,
			"a place beside the map":  `{"location":{"title":"a","address":"b","latitude":91,"longitude":0}}`,
			"buttons without buttons": `{"buttons":{"altText":"a","text":"b","actions":[]}}`,
			"three answers":           `{"confirm":{"altText":"a","text":"b","actions":[{"type":"message","label":"1","text":"1"},{"type":"message","label":"2","text":"2"},{"type":"message","label":"3","text":"3"}]}}`,
			"flex that is none":       `{"flex":{"altText":"a","contents":{"type":"box"}}}`,
			"flex that is no JSON":    `{"flex":{"altText":"a","contents":"{"}}`,
			"no alternative text":     `{"flex":{"altText":"","contents":{"type":"bubble"}}}`,
		} {
			status, p := w.owner.try("POST", "/accounts/{account}/rules", spec("応答", m{"bubbles": []json.RawMessage{json.RawMessage(bubble)}}), nil)
			if status != 422 || len(p.Errors) == 0 || p.Detail == "" {
				t.Errorf("%s: %d %+v", name, status, p)
			}
		}
	})
}
