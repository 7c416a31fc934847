package e2e

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"ohenji/sim/platform"
)

func TestARulesAnswerThatHasNotLeftIsGivenUpWhenAMemberAnswers(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		busy := w.line.Fault(platform.Fault{Endpoint: "reply", Status: 429})
		hanako := w.sendBy(reply)
		w.until("a refused try", func() bool { ds := w.deliveries(); return ds[0].Attempts > 0 && ds[0].State == "queued" })
		w.answers(hanako, "1", "少々お待ちください")
		w.shows(hanako, "friend: 営業時間", "push: 少々お待ちください")
		w.must(w.line.ClearFaults(busy.ID))
		w.passes(time.Minute)
		w.shows(hanako, "friend: 営業時間", "push: 少々お待ちください")
		if d := w.deliveries()[0]; d.State != "failed" || d.Error.Code != "delivery.superseded" {
			t.Errorf("the rule's answer: %+v", d)
		}
	})
}

func TestARulesAnswerThatIsRefusedWhileAMemberAnswersIsNotTriedAgain(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		busy := w.line.Fault(platform.Fault{Endpoint: "reply", Status: 429, Delay: 5 * time.Second})
		hanako := w.sendBy(reply)
		w.until("a try under way", func() bool { ds := w.deliveries(); return ds[0].State == "sending" })
		w.answers(hanako, "1", "少々お待ちください")
		w.must(w.line.ClearFaults(busy.ID))
		w.passes(5 * time.Second) // LINE refuses the try
		w.shows(hanako, "friend: 営業時間", "push: 少々お待ちください")
		w.passes(time.Minute)
		w.shows(hanako, "friend: 営業時間", "push: 少々お待ちください")
		if d := w.deliveries()[0]; d.State != "failed" || d.Error.Code != "delivery.superseded" {
			t.Errorf("the rule's answer: %+v", d)
		}
	})
}

func TestAnAnswerThatWaitsForANameIsNotSentAfterAMembers(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "profile", Status: 500})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:一律")
		w.answers(hanako, "1", "いらっしゃいませ")
		w.wantDecision(hanako, "manual_window") // the desk tells what came of it
		w.shows(hanako, "friend: こんにちは", "reply: いらっしゃいませ")
		w.must(w.line.ClearFaults(""))
		w.passes(time.Minute)
		w.until("the friend's name", func() bool { return w.talk(hanako).Contact.Name == "花子" })
		w.shows(hanako, "friend: こんにちは", "reply: いらっしゃいませ")
	})
}

func TestABurstOfANewFriendIsAnsweredInOrderAndForFree(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		slow := w.line.Fault(platform.Fault{Endpoint: "profile", Delay: 10 * time.Second})
		hanako := w.friend("花子")
		want := []string{}
		for _, text := range []string{"こんにちは", "営業時間", "ありがとう"} {
			w.says(hanako, text)
			want = append(want, "friend: "+text)
		}
		w.must(w.line.ClearFaults(slow.ID))
		w.passes(10 * time.Second)
		w.shows(hanako, append(want, "reply: 花子"+thanks, "reply: "+opening, "reply: 花子"+thanks)...)
	})
}

func TestARuleDoesNotSpeakUpTenMinutesLater(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.line.Fault(platform.Fault{Endpoint: "reply", Status: 429})
		busy := w.line.Fault(platform.Fault{Endpoint: "push", Status: 429})
		hanako := w.sendBy(reply)
		w.finish(2 * time.Minute)
		w.must(w.line.ClearFaults(busy.ID))
		w.passes(time.Hour)
		w.shows(hanako, "friend: 営業時間")
		if d := w.deliveries()[0]; d.State != "failed" || d.Error.Code != "delivery.too_late" {
			t.Errorf("the rule's answer: %+v", d)
		}
	})
}

func TestWhatLINEAnswersCannotHoldUpTheLedger(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.line.Fault(platform.Fault{Endpoint: "reply", Friend: hanako.id, Status: 400, Message: "zero \x00 and \xff broken"})
		w.says(hanako, "営業時間")
		w.says(taro, "営業時間")
		w.shows(taro, "friend: 営業時間", "reply: "+opening)
		w.shows(hanako, "friend: 営業時間")
		if d := w.newest(hanako, "out").Delivery; d.State != "failed" || d.Error.Code != "delivery.refused" {
			t.Errorf("the desk shows %+v", d)
		}
	})
}

func TestAPassingFaultOfTheDatabaseSetsNothingAside(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.noisy = true
		db := w.behind()
		raise := `RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'`
		if w.place.Name == "sqlite" {
			w.exec(db, `ALTER TABLE messages RENAME TO elsewhere`)
		} else {
			w.exec(db, `CREATE FUNCTION away() RETURNS trigger AS $$ BEGIN `+raise+`; END $$ LANGUAGE plpgsql`)
			w.exec(db, `CREATE TRIGGER away BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION away()`)
		}
		hanako := w.friend("花子")
		body := request(event("1", hanako.id, "営業時間", w.clock.Now()))
		if got := w.signed(body); got/100 != 5 {
			t.Errorf("while the fault lasts: %d", got)
		}
		if w.place.Name == "sqlite" {
			w.exec(db, `ALTER TABLE elsewhere RENAME TO messages`)
		} else {
			w.exec(db, `DROP TRIGGER away ON messages`)
		}
		if got := w.signed(body); got != http.StatusOK { // LINE delivers it again
			t.Errorf("afterwards: %d", got)
		}
		w.settle()
		if got := len(w.timeline(hanako)); got != 2 {
			t.Errorf("the timeline has %d rows, want the message and its answer", got)
		}
	})
}

func TestAReplacedChannelSecretIsAcceptedForAWhile(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.noisy = true // the owner is told of wrong credentials
		fresh := "fedcba9876543210fedcba9876543210"
		w.secrets = append(w.secrets, fresh)
		_, err := w.line.ChangeChannel(channelID, platform.ChannelChange{Secret: &fresh})
		w.must(err)
		hanako := w.friend("花子")
		before := request(event("1", hanako.id, "営業時間", w.clock.Now()))
		if got := w.posts("/hook/sakura", platform.Sign(fresh, []byte(before)), []byte(before)); got != http.StatusUnauthorized {
			t.Errorf("the new secret before it is known: %d", got)
		}
		w.owner.do(http.MethodPatch, "/accounts/{account}", m{"channel": m{"id": channelID, "secret": fresh}}, nil)
		for i, c := range []struct {
			after  time.Duration
			secret string
			want   int
		}{
			{0, fresh, http.StatusOK},
			{0, channelSecret, http.StatusOK},
			{30 * 24 * time.Hour, fresh, http.StatusOK},
			{0, channelSecret, http.StatusUnauthorized},
		} {
			w.passes(c.after)
			body := request(event("e"+strconv.Itoa(i), hanako.id, "x", w.clock.Now()))
			if got := w.posts("/hook/sakura", platform.Sign(c.secret, []byte(body)), []byte(body)); got != c.want {
				t.Errorf("case %d: %d, want %d", i, got, c.want)
			}
		}
	})
}
