package line_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	sdk "github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"ohenji/internal/line"
)

const (
	bot    = "U8e742f61d673b39c7fff3cecb7536ef0"
	friend = "U0123456789abcdef0123456789abcdef"
)

// event returns an event with LINE's common tail behind the given properties.
func event(id, properties string) string {
	return `{` + properties + `,"webhookEventId":"` + id + `","deliveryContext":{"isRedelivery":false},` +
		`"timestamp":1763800000000,"source":{"type":"user","userId":"` + friend + `"},` +
		`"replyToken":"0123456789abcdef0123456789abcdef","mode":"active"}`
}

func webhook(events ...string) []byte {
	return []byte(`{"destination":"` + bot + `","events":[` + strings.Join(events, ",") + `]}`)
}

func decodeOne(t *testing.T, text string) line.RawEvent {
	t.Helper()
	_, events, err := line.DecodeWebhook(webhook(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(events) != 1 {
		t.Fatalf("%d events, want 1", len(events))
	}
	return events[0]
}

func TestATextMessageIsDecodedWhole(t *testing.T) {
	t.Parallel()
	message := `{"type":"text","id":"560000000000000001","quoteToken":"q1","markAsReadToken":"m1",` +
		`"text":"\u55b6\u696d\u6642\u9593 <&> \ud83c\udf63","quotedMessageId":"559","mention":{"mentionees":[]}}`
	got := decodeOne(t, event("01JDE2X0000000000000000001", `"type":"message","message":`+message))
	if got.Err != nil {
		t.Fatal(got.Err)
	}
	want := line.Event{
		Type: line.EventMessage, Mode: line.ModeActive, Timestamp: 1763800000000,
		Source:         line.Source{Type: line.SourceUser, UserID: friend},
		WebhookEventID: "01JDE2X0000000000000000001", ReplyToken: "0123456789abcdef0123456789abcdef",
		Message: &line.MessageContent{
			ID: "560000000000000001", Type: "text", Text: "\u55b6\u696d\u6642\u9593 <&> \U0001F363",
			QuoteToken: "q1", MarkAsReadToken: "m1", QuotedMessageID: "559", Raw: json.RawMessage(message),
		},
	}
	if !reflect.DeepEqual(got.Event, want) {
		t.Errorf("got %+v\nwant %+v", got.Event, want)
	}
}

func TestTheKindsOfEvents(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		ok         func(e line.Event) bool
	}{
		{
			"sticker", event("1", `"type":"message","message":{"type":"sticker","id":"5","packageId":"11537","stickerId":"52002738","stickerResourceType":"NEW","keywords":["hi","ho"]}`),
			func(e line.Event) bool {
				return e.Message.PackageID == "11537" && e.Message.StickerID == "52002738" && len(e.Message.Keywords) == 2
			},
		},
		{
			"file", event("1", `"type":"message","message":{"type":"file","id":"5","fileName":"a.pdf","fileSize":2138}`),
			func(e line.Event) bool { return e.Message.FileName == "a.pdf" && e.Message.FileSize == 2138 },
		},
		{
			"video", event("1", `"type":"message","message":{"type":"video","id":"5","duration":60000,"contentProvider":{"type":"line"}}`),
			func(e line.Event) bool { return e.Message.Duration == 60000 },
		},
		{
			"location", event("1", `"type":"message","message":{"type":"location","id":"5","title":"t","address":"a","latitude":35.67966,"longitude":139.73669}`),
			func(e line.Event) bool {
				return e.Message.Title == "t" && e.Message.Address == "a" && e.Message.Latitude == 35.67966 && e.Message.Longitude == 139.73669
			},
		},
		{
			"a kind of message that LINE has not made yet", event("1", `"type":"message","message":{"type":"hologram","id":"5","text":"x"}`),
			func(e line.Event) bool { return e.Message.Type == "hologram" && e.Message.Text == "x" },
		},
		{
			"unblocked", event("1", `"type":"follow","follow":{"isUnblocked":true}`),
			func(e line.Event) bool { return e.Follow.IsUnblocked },
		},
		{
			"follow of LINE's older days, without its object", event("1", `"type":"follow"`),
			func(e line.Event) bool { return e.Type == line.EventFollow && e.Follow == nil },
		},
		{
			"postback", event("1", `"type":"postback","postback":{"data":"d","params":{"date":"2026-11-22"}}`),
			func(e line.Event) bool {
				return e.Postback.Data == "d" && string(e.Postback.Params) == `{"date":"2026-11-22"}`
			},
		},
		{
			"unsend, redelivered, in a group", `{"type":"unsend","unsend":{"messageId":"7"},"webhookEventId":"1","deliveryContext":{"isRedelivery":true},"source":{"type":"group","groupId":"C1","userId":"U1"}}`,
			func(e line.Event) bool {
				return e.Unsend.MessageID == "7" && e.Redelivery && e.Source.ChatID() == "C1" && e.Source.UserID == "U1"
			},
		},
		{
			"room", `{"type":"leave","webhookEventId":"1","source":{"type":"room","roomId":"R1"}}`,
			func(e line.Event) bool { return e.Source.ChatID() == "R1" && e.ReplyToken == "" },
		},
		{
			"standby", `{"type":"unfollow","mode":"standby","webhookEventId":"1","source":{"type":"user","userId":"U1"}}`,
			func(e line.Event) bool { return e.Mode == line.ModeStandby && e.Source.ChatID() == "U1" },
		},
		{
			"a type that LINE has not made yet, with new fields, without a source", `{"type":"teleport","teleport":{"to":[1,{}]},"webhookEventId":"1","new":null}`,
			func(e line.Event) bool { return e.Type == "teleport" && e.Source == line.Source{} },
		},
		{
			"null for an absent message", event("1", `"type":"follow","message":null`),
			func(e line.Event) bool { return e.Message == nil },
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := decodeOne(t, c.text)
			if got.Err != nil {
				t.Fatal(got.Err)
			}
			if !c.ok(got.Event) {
				t.Errorf("got %+v (message %+v)", got.Event, got.Event.Message)
			}
			if string(got.Raw) != c.text {
				t.Errorf("raw text changed: %s", got.Raw)
			}
		})
	}
}

func TestAMalformedEventDoesNotHarmItsNeighbours(t *testing.T) {
	t.Parallel()
	good := event("good", `"type":"message","message":{"type":"text","id":"1","text":"a"}`)
	for name, bad := range map[string]string{
		"a number":                 `42`,
		"null":                     `null`,
		"a list":                   `[]`,
		"without type":             `{"webhookEventId":"bad"}`,
		"without id":               `{"type":"follow"}`,
		"text is a number":         event("bad", `"type":"message","message":{"type":"text","id":"1","text":5}`),
		"message is a text":        event("bad", `"type":"message","message":"hi"`),
		"message without id":       event("bad", `"type":"message","message":{"type":"text"}`),
		"message event without it": event("bad", `"type":"message"`),
		"source is a list":         `{"type":"follow","webhookEventId":"bad","source":[]}`,
		"timestamp is a fraction":  `{"type":"follow","webhookEventId":"bad","timestamp":1.5}`,
		"postback without data":    event("bad", `"type":"postback"`),
		"unsend of nothing":        event("bad", `"type":"unsend","unsend":{}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, events, err := line.DecodeWebhook(webhook(good, bad, good))
			if err != nil {
				t.Fatal(err)
			}
			if len(events) != 3 || events[0].Err != nil || events[2].Err != nil {
				t.Fatalf("the neighbours were harmed: %+v", events)
			}
			if events[1].Err == nil {
				t.Error("the malformed event has no error")
			}
			if string(events[1].Raw) != bad {
				t.Errorf("raw text changed: %s", events[1].Raw)
			}
			if strings.Contains(bad, `"webhookEventId":"bad"`) && events[1].Event.WebhookEventID != "bad" {
				t.Error("the id was lost, so a redelivery cannot be recognised")
			}
		})
	}
}

func TestWhatIsNotAWebhookBody(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "null", "[]", "{", `{"destination":"U1"}`, `{"events":null}`, `{"events":{}}`, `{"events":"x"}`, `{"events":[}`, `{"events":[]} {}`} {
		if _, _, err := line.DecodeWebhook([]byte(body)); err == nil {
			t.Errorf("%q was accepted", body)
		}
	}
	if _, _, err := line.DecodeWebhook([]byte(`{"destination":"U1"}`)); !errors.Is(err, line.ErrNoEvents) {
		t.Errorf("got %v, want ErrNoEvents", err)
	}
}

func TestAnEmptyListOfEventsIsAProbe(t *testing.T) {
	t.Parallel()
	destination, events, err := line.DecodeWebhook([]byte(officialBody))
	if err != nil || destination != "U8e742f61d673b39c7fff3cecb7536ef0" || len(events) != 0 {
		t.Errorf("got %q, %d events, %v", destination, len(events), err)
	}
}

// PostgreSQL holds neither broken UTF-8 nor U+0000 in a text column.
func TestDecodedTextFitsInEveryDatabase(t *testing.T) {
	t.Parallel()
	got := decodeOne(t, event("1", `"type":"message","message":{"type":"text","id":"5","text":"a\u0000b\ud800c`+"\xff"+`d"}`))
	if got.Err != nil {
		t.Fatal(got.Err)
	}
	if want := "a\uFFFDb\uFFFDc\uFFFDd"; got.Event.Message.Text != want {
		t.Errorf("got %q, want %q", got.Event.Message.Text, want)
	}
	if !utf8.Valid(got.Raw) || bytes.ContainsRune(got.Raw, 0) {
		t.Error("the raw text does not fit in a text column")
	}
	got = decodeOne(t, event("1", `"type":"message","message":{"type":"text","id":"5","text":"C:\\u0000"}`))
	if want := `C:\u0000`; got.Event.Message.Text != want {
		t.Errorf("a typed backslash was changed: got %q, want %q", got.Event.Message.Text, want)
	}
}

func TestIdShapes(t *testing.T) {
	t.Parallel()
	for s, want := range map[string][2]bool{
		friend:                    {true, true},
		"C" + friend[1:]:          {false, true},
		"R" + friend[1:]:          {false, true},
		"X" + friend[1:]:          {false, false},
		strings.ToUpper(friend):   {false, false},
		friend + "0":              {false, false},
		friend + "\n":             {false, false},
		"":                        {false, false},
		"U../../v2/bot/info?a=bc": {false, false},
	} {
		if got := [2]bool{line.ValidUserID(s), line.ValidChatID(s)}; got != want {
			t.Errorf("%q: got %v, want %v", s, got, want)
		}
	}
}

// The official SDK reads the same body; what both decode must be equal.
func TestTheOfficialSDKReadsTheSame(t *testing.T) {
	t.Parallel()
	body := webhook(
		event("1", `"type":"message","message":{"type":"text","id":"560","quoteToken":"q","markAsReadToken":"m","text":"a\nb","quotedMessageId":"559"}`),
		event("2", `"type":"message","message":{"type":"sticker","id":"561","quoteToken":"q","packageId":"1","stickerId":"2","stickerResourceType":"STATIC","keywords":["k"]}`),
		event("3", `"type":"message","message":{"type":"location","id":"562","title":"t","address":"a","latitude":1.5,"longitude":2.5}`),
		event("4", `"type":"message","message":{"type":"file","id":"563","fileName":"f","fileSize":9}`),
		event("5", `"type":"follow","follow":{"isUnblocked":true}`),
		event("6", `"type":"postback","postback":{"data":"d","params":{"time":"10:00"}}`),
		event("7", `"type":"unsend","unsend":{"messageId":"560"}`),
	)
	var theirs sdk.CallbackRequest
	if err := json.Unmarshal(body, &theirs); err != nil {
		t.Fatal(err)
	}
	destination, ours, err := line.DecodeWebhook(body)
	if err != nil {
		t.Fatal(err)
	}
	if destination != theirs.Destination || len(ours) != len(theirs.Events) {
		t.Fatalf("got %q with %d events, the SDK %q with %d", destination, len(ours), theirs.Destination, len(theirs.Events))
	}
	for i, their := range theirs.Events {
		if got, want := summary(ours[i].Event), sdkSummary(t, their); got != want {
			t.Errorf("event %d: got  %s\nthe SDK has %s", i+1, got, want)
		}
	}
}

func summary(e line.Event) string {
	s := fmt.Sprint(e.Type, " ", e.WebhookEventID, " ", e.Timestamp, " ", e.Mode, " ", e.Source.UserID, " ", e.ReplyToken, " ", e.Redelivery)
	switch {
	case e.Message != nil:
		m := e.Message
		s += fmt.Sprint(" ", m.Type, m.ID, m.QuoteToken, m.MarkAsReadToken, m.Text, m.QuotedMessageID, m.PackageID, m.StickerID,
			m.Keywords, m.Title, m.Address, m.Latitude, m.Longitude, m.FileName, m.FileSize)
	case e.Follow != nil:
		s += fmt.Sprint(" ", e.Follow.IsUnblocked)
	case e.Postback != nil:
		s += fmt.Sprint(" ", e.Postback.Data, string(e.Postback.Params))
	case e.Unsend != nil:
		s += fmt.Sprint(" ", e.Unsend.MessageID)
	}
	return s
}

// sdkSummary puts the SDK's reading of an event into ours, field by field, so
// that summary can print both.
func sdkSummary(t *testing.T, event sdk.EventInterface) string {
	t.Helper()
	common := func(id string, at int64, mode sdk.EventMode, source sdk.SourceInterface, replyToken string, d *sdk.DeliveryContext) line.Event {
		return line.Event{
			Type: event.GetType(), WebhookEventID: id, Timestamp: at, Mode: string(mode),
			Source: line.Source{UserID: source.(sdk.UserSource).UserId}, ReplyToken: replyToken, Redelivery: d.IsRedelivery,
		}
	}
	var e line.Event
	switch v := event.(type) {
	case sdk.MessageEvent:
		e = common(v.WebhookEventId, v.Timestamp, v.Mode, v.Source, v.ReplyToken, v.DeliveryContext)
		e.Message = sdkMessage(t, v.Message)
	case sdk.FollowEvent:
		e = common(v.WebhookEventId, v.Timestamp, v.Mode, v.Source, v.ReplyToken, v.DeliveryContext)
		e.Follow = &line.Follow{IsUnblocked: v.Follow.IsUnblocked}
	case sdk.PostbackEvent:
		e = common(v.WebhookEventId, v.Timestamp, v.Mode, v.Source, v.ReplyToken, v.DeliveryContext)
		params, err := json.Marshal(v.Postback.Params)
		if err != nil {
			t.Fatal(err)
		}
		e.Postback = &line.Postback{Data: v.Postback.Data, Params: params}
	case sdk.UnsendEvent:
		// The SDK has no reply token here, since LINE gives none; the test's tail does.
		e = common(v.WebhookEventId, v.Timestamp, v.Mode, v.Source, "0123456789abcdef0123456789abcdef", v.DeliveryContext)
		e.Unsend = &line.Unsend{MessageID: v.Unsend.MessageId}
	default:
		t.Fatalf("the SDK decoded %T", event)
	}
	return summary(e)
}

func sdkMessage(t *testing.T, content sdk.MessageContentInterface) *line.MessageContent {
	t.Helper()
	switch m := content.(type) {
	case sdk.TextMessageContent:
		return &line.MessageContent{Type: "text", ID: m.Id, QuoteToken: m.QuoteToken, MarkAsReadToken: m.MarkAsReadToken, Text: m.Text, QuotedMessageID: m.QuotedMessageId}
	case sdk.StickerMessageContent:
		return &line.MessageContent{Type: "sticker", ID: m.Id, QuoteToken: m.QuoteToken, PackageID: m.PackageId, StickerID: m.StickerId, Keywords: m.Keywords}
	case sdk.LocationMessageContent:
		return &line.MessageContent{Type: "location", ID: m.Id, Title: m.Title, Address: m.Address, Latitude: m.Latitude, Longitude: m.Longitude}
	case sdk.FileMessageContent:
		return &line.MessageContent{Type: "file", ID: m.Id, FileName: m.FileName, FileSize: int64(m.FileSize)}
	}
	t.Fatalf("the SDK decoded %T", content)
	return nil
}

// Whatever comes, decoding neither panics nor loses an event, and what it
// returns fits in a database.
func FuzzDecodeWebhook(f *testing.F) {
	f.Add([]byte(officialBody))
	f.Add(webhook(event("1", `"type":"message","message":{"type":"text","id":"1","text":"a\u0000"}`), `5`, `null`))
	f.Add(webhook(event("1", `"type":"postback","postback":{"data":"d","params":{"x":1}}`)))
	f.Add([]byte(`{"events":[{"type":"a","webhookEventId":"b","message":{}}]}`))
	f.Add([]byte("{\"events\":[\"\xff\"]}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, events, err := line.DecodeWebhook(body)
		if err != nil {
			return
		}
		for _, e := range events {
			if !json.Valid(e.Raw) || !utf8.Valid(e.Raw) {
				t.Fatalf("raw event is broken: %q", e.Raw)
			}
			if e.Err == nil && (e.Event.Type == "" || e.Event.WebhookEventID == "") {
				t.Fatalf("accepted without type or id: %q", e.Raw)
			}
			if text := fmt.Sprintf("%+v %+v", e.Event, e.Event.Message); strings.ContainsRune(text, 0) {
				t.Fatalf("U+0000 came through: %q", text)
			}
			again, err := line.DecodeEvent(e.Raw)
			if (err == nil) != (e.Err == nil) || !reflect.DeepEqual(again, e.Event) {
				t.Fatalf("decoded differently by itself: %+v and %+v", again, e.Event)
			}
		}
	})
}

func BenchmarkDecodeWebhook(b *testing.B) {
	text := event("01JDE2X0000000000000000001", `"type":"message","message":{"type":"text","id":"560000000000000001","quoteToken":"`+
		strings.Repeat("q", 150)+`","markAsReadToken":"`+strings.Repeat("m", 215)+`","text":"\u55b6\u696d\u6642\u9593"}`)
	for _, n := range []int{1, 10} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			all := make([]string, n)
			for i := range all {
				all[i] = text
			}
			body := webhook(all...)
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, events, err := line.DecodeWebhook(body); err != nil || len(events) != n {
					b.Fatal(err)
				}
			}
		})
	}
}
