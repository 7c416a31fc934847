package sim_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"

	"ohenji/sim/platform"
)

// narrowcast sends one and returns status, LINE's text and the request id.
func (w *world) narrowcast(t *testing.T, key string, change func(*messaging_api.NarrowcastRequest)) (int, string, string) {
	t.Helper()
	in := &messaging_api.NarrowcastRequest{Messages: say("限定のお知らせ")}
	if change != nil {
		change(in)
	}
	res, _, err := w.bot.NarrowcastWithHttpInfo(in, key)
	status, text := tell(res, err)
	return status, text, res.Header.Get("x-line-request-id")
}

func (w *world) progress(t *testing.T, requestID string) messaging_api.NarrowcastProgressResponse {
	t.Helper()
	got, err := w.bot.GetNarrowcastProgress(requestID)
	if err != nil {
		t.Fatal(err)
	}
	return *got
}

// done lets a narrowcast come to its end and returns its progress.
func (w *world) done(t *testing.T, requestID string) messaging_api.NarrowcastProgressResponse {
	t.Helper()
	w.pass(2 * time.Second)
	w.pass(2 * time.Second)
	return w.progress(t, requestID)
}

func (w *world) noMinimums(t *testing.T) {
	t.Helper()
	yes := true
	if _, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{NoMinimums: &yes}); err != nil {
		t.Fatal(err)
	}
}

func TestANarrowcastWaitsSendsAndSucceeds(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 3)
	status, text, id := w.narrowcast(t, key, nil)
	wantStatus(t, status, text, http.StatusAccepted, "")
	status, text, _ = w.narrowcast(t, key, nil)
	wantStatus(t, status, text, http.StatusConflict, "The retry key is already accepted")

	if got := w.progress(t, id); got.Phase != messaging_api.NarrowcastProgressResponsePHASE_WAITING || got.TargetCount != 0 || got.AcceptedTime.IsZero() {
		t.Errorf("at first: %+v", got)
	}
	if got := w.texts(t, ids[0]); len(got) != 0 {
		t.Errorf("while it waits a friend sees %q", got)
	}
	w.pass(2 * time.Second)
	if got := w.progress(t, id); got.Phase != messaging_api.NarrowcastProgressResponsePHASE_SENDING || got.TargetCount != 3 {
		t.Errorf("after two seconds: %+v", got)
	}
	w.pass(2 * time.Second)
	if got := w.progress(t, id); got.Phase != messaging_api.NarrowcastProgressResponsePHASE_SUCCEEDED || got.SuccessCount != 3 || got.CompletedTime.IsZero() {
		t.Errorf("at the end: %+v", got)
	}
	if got := w.texts(t, ids[2]); len(got) != 1 || w.used(t) != 3 {
		t.Errorf("a friend sees %q, used are %d", got, w.used(t))
	}
	w.Clock.Advance(14 * 24 * time.Hour)
	status, text, _ = w.raw(t, "GET", "/v2/bot/message/progress/narrowcast?requestId="+id, "", nil)
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
}

func TestANarrowcastReservesQuotaUntilItKnowsItsRecipients(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.noMinimums(t)
	ids := w.friends(t, 4)
	w.quota(t, 5)
	only, err := w.AddAudience(w.channel.ID, platform.Audience{Description: "常連", Users: ids[:1]})
	if err != nil {
		t.Fatal(err)
	}
	_, _, id := w.narrowcast(t, "", func(in *messaging_api.NarrowcastRequest) {
		in.Recipient = &messaging_api.AudienceRecipient{AudienceGroupId: only.ID}
	})
	if q, err := w.Quota(w.channel.ID); err != nil || q.Reserved != 4 || q.Used != 0 {
		t.Errorf("quota is %+v, %v, want all four friends reserved", q, err)
	}
	status, text, _ := w.push(t, ids[0], "", "あと一通は入る")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.push(t, ids[0], "", "予約されている")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	if got := w.done(t, id); got.SuccessCount != 1 {
		t.Errorf("progress is %+v, want one recipient", got)
	}
	status, text, _ = w.push(t, ids[0], "", "予約が解けた")
	wantStatus(t, status, text, http.StatusOK, "")
	if n := w.used(t); n != 3 {
		t.Errorf("%d are used, want 3", n)
	}
}

func TestANarrowcastsLimits(t *testing.T) {
	t.Parallel()
	limited := func(l messaging_api.Limit) func(*messaging_api.NarrowcastRequest) {
		return func(in *messaging_api.NarrowcastRequest) { in.Limit = &l }
	}
	t.Run("max", func(t *testing.T) {
		t.Parallel()
		w := setup(t)
		w.friends(t, 5)
		_, _, id := w.narrowcast(t, "", limited(messaging_api.Limit{Max: 2}))
		if got := w.done(t, id); got.SuccessCount != 2 {
			t.Errorf("progress is %+v, want two", got)
		}
	})
	t.Run("up to the quota", func(t *testing.T) {
		t.Parallel()
		w := setup(t)
		w.friends(t, 5)
		w.quota(t, 3)
		status, text, _ := w.narrowcast(t, "", nil)
		wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
		_, _, id := w.narrowcast(t, "", limited(messaging_api.Limit{UpToRemainingQuota: true}))
		if got := w.done(t, id); got.SuccessCount != 3 || w.used(t) != 3 {
			t.Errorf("progress is %+v, want three", got)
		}
	})
	t.Run("all or nobody", func(t *testing.T) {
		t.Parallel()
		w := setup(t)
		ids := w.friends(t, 5)
		w.quota(t, 3)
		status, text, _ := w.narrowcast(t, "", limited(messaging_api.Limit{ForbidPartialDelivery: true}))
		wantStatus(t, status, text, http.StatusBadRequest, "The option forbidPartialDelivery must be used with upToRemainingQuota.")
		_, _, id := w.narrowcast(t, "", limited(messaging_api.Limit{UpToRemainingQuota: true, ForbidPartialDelivery: true}))
		if got := w.done(t, id); got.ErrorCode != 5 || got.Phase != messaging_api.NarrowcastProgressResponsePHASE_FAILED {
			t.Errorf("progress is %+v, want error 5", got)
		}
		if w.used(t) != 0 || len(w.texts(t, ids[0])) != 0 {
			t.Error("somebody got it")
		}
	})
}

func TestANarrowcastChoosesItsRecipients(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.noMinimums(t)
	add := func(traits platform.Traits) string {
		f, err := w.Platform.AddFriend(w.channel.ID, platform.FriendSpec{Quiet: true, Traits: traits})
		if err != nil {
			t.Fatal(err)
		}
		return f.UserID
	}
	hanako := add(platform.Traits{Gender: "female", Age: 34, Area: "jp_13"})
	taro := add(platform.Traits{Gender: "male", Age: 22, App: "ios"})
	unknown := add(platform.Traits{})
	audience, err := w.AddAudience(w.channel.ID, platform.Audience{Users: []string{taro, unknown}})
	if err != nil {
		t.Fatal(err)
	}
	got := func(change func(*messaging_api.NarrowcastRequest)) string {
		before := len(w.Sent(w.channel.ID))
		status, text, id := w.narrowcast(t, "", change)
		if status != http.StatusAccepted {
			return fmt.Sprint(status, " ", text)
		}
		w.done(t, id)
		names := map[string]string{hanako: "h", taro: "t", unknown: "u"}
		out := ""
		for _, name := range []string{"h", "t", "u"} {
			for _, user := range w.Sent(w.channel.ID)[before].Recipients {
				if names[user] == name {
					out += name
				}
			}
		}
		return out
	}
	filtered := func(d messaging_api.DemographicFilterInterface) string {
		return got(func(in *messaging_api.NarrowcastRequest) { in.Filter = &messaging_api.Filter{Demographic: d} })
	}
	women := &messaging_api.GenderDemographicFilter{OneOf: []messaging_api.GenderDemographic{"female"}}
	thirties := &messaging_api.AgeDemographicFilter{Gte: "age_30", Lt: "age_40"}
	inAudience := &messaging_api.AudienceRecipient{AudienceGroupId: audience.ID}
	for name, c := range map[string]struct{ got, want string }{
		"nobody chosen":       {got(nil), "htu"},
		"women":               {filtered(women), "h"},
		"not women":           {filtered(&messaging_api.OperatorDemographicFilter{Not: women}), "t"},
		"in their thirties":   {filtered(thirties), "h"},
		"women and on iPhone": {filtered(&messaging_api.OperatorDemographicFilter{And: []messaging_api.DemographicFilterInterface{women, &messaging_api.AppTypeDemographicFilter{OneOf: []messaging_api.AppTypeDemographic{"ios"}}}}), ""},
		"women or on iPhone":  {filtered(&messaging_api.OperatorDemographicFilter{Or: []messaging_api.DemographicFilterInterface{women, &messaging_api.AppTypeDemographicFilter{OneOf: []messaging_api.AppTypeDemographic{"ios"}}}}), "ht"},
		"Tokyo":               {filtered(&messaging_api.AreaDemographicFilter{OneOf: []messaging_api.AreaDemographic{"jp_13"}}), "h"},
		"an audience":         {got(func(in *messaging_api.NarrowcastRequest) { in.Recipient = inAudience }), "tu"},
		"not the audience": {got(func(in *messaging_api.NarrowcastRequest) {
			in.Recipient = &messaging_api.OperatorRecipient{Not: inAudience}
		}), "h"},
		"no such audience": {got(func(in *messaging_api.NarrowcastRequest) {
			in.Recipient = &messaging_api.AudienceRecipient{AudienceGroupId: 5}
		}), "400 Invalid audience group id: 5"},
		"no such request": {got(func(in *messaging_api.NarrowcastRequest) {
			in.Recipient = &messaging_api.RedeliveryRecipient{RequestId: "x"}
		}), "400 Invalid request id: x"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q got it, want %q", name, c.got, c.want)
		}
	}
	_, _, first := w.narrowcast(t, "", func(in *messaging_api.NarrowcastRequest) { in.Recipient = inAudience })
	again := func(in *messaging_api.NarrowcastRequest) {
		in.Recipient = &messaging_api.RedeliveryRecipient{RequestId: first}
	}
	if status, text, _ := w.narrowcast(t, "", again); status != http.StatusBadRequest {
		t.Errorf("redelivery of one that still waits answers %d %q", status, text)
	}
	w.done(t, first)
	if to := got(again); to != "tu" {
		t.Errorf("redelivery reached %q, want those of the first", to)
	}
}

func TestNarrowcastsHaveLeastNumbers(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 99)
	women := func(in *messaging_api.NarrowcastRequest) {
		in.Filter = &messaging_api.Filter{Demographic: &messaging_api.GenderDemographicFilter{OneOf: []messaging_api.GenderDemographic{"female"}}}
	}
	status, text, _ := w.narrowcast(t, "", women)
	wantStatus(t, status, text, http.StatusForbidden, "Your account does not have enough friends")
	w.friends(t, 1)
	_, _, id := w.narrowcast(t, "", women)
	if got := w.done(t, id); got.ErrorCode != 2 || got.FailedDescription == "" {
		t.Errorf("with nobody known to be a woman: %+v, want error 2", got)
	}
	clicked, err := w.AddAudience(w.channel.ID, platform.Audience{Users: ids[:49], Click: true})
	if err != nil {
		t.Fatal(err)
	}
	large, err := w.AddAudience(w.channel.ID, platform.Audience{Users: ids[:60], Click: true})
	if err != nil {
		t.Fatal(err)
	}
	_, _, id = w.narrowcast(t, "", func(in *messaging_api.NarrowcastRequest) {
		in.Recipient = &messaging_api.OperatorRecipient{Or: []messaging_api.RecipientInterface{
			&messaging_api.AudienceRecipient{AudienceGroupId: clicked.ID}, &messaging_api.AudienceRecipient{AudienceGroupId: large.ID},
		}}
	})
	if got := w.done(t, id); got.ErrorCode != 4 {
		t.Errorf("with a small audience among two: %+v, want error 4", got)
	}
	own, err := w.AddAudience(w.channel.ID, platform.Audience{Users: ids[:1]})
	if err != nil {
		t.Fatal(err)
	}
	_, _, id = w.narrowcast(t, "", func(in *messaging_api.NarrowcastRequest) {
		in.Recipient = &messaging_api.AudienceRecipient{AudienceGroupId: own.ID}
	})
	if got := w.done(t, id); got.SuccessCount != 1 {
		t.Errorf("an audience of uploaded ids: %+v, want success with one", got)
	}
}

func TestANarrowcastsTreesAreChecked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	audience := `{"type":"audience","audienceGroupId":1}`
	for name, c := range map[string]struct{ part, property string }{
		"two operators":  {`"recipient":{"type":"operator","and":[` + audience + `],"not":` + audience + `}`, "recipient"},
		"empty list":     {`"recipient":{"type":"operator","or":[]}`, "recipient.or"},
		"unknown type":   {`"recipient":{"type":"everybody"}`, "recipient.type"},
		"unknown age":    {`"filter":{"demographic":{"type":"age","gte":"age_31"}}`, "filter.demographic.gte"},
		"unknown gender": {`"filter":{"demographic":{"type":"gender","oneOf":["cat"]}}`, "filter.demographic.oneOf[0]"},
		"eleven parts":   {`"recipient":{"type":"operator","or":[` + strings.TrimSuffix(strings.Repeat(audience+",", 11), ",") + `]}`, "recipient"},
	} {
		status, text, all := w.raw(t, "POST", "/v2/bot/message/narrowcast", `{"messages":[{"type":"text","text":"a"}],`+c.part+`}`, nil)
		if status != http.StatusBadRequest || len(all.Details) != 1 || all.Details[0].Property != c.property {
			t.Errorf("%s answers %d %q %+v, want %s", name, status, text, all.Details, c.property)
		}
	}
}
