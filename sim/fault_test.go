package sim_test

import (
	"net/http"
	"testing"
	"time"

	"ohenji/sim/platform"
)

func TestAFaultBeforeAcceptanceLeavesNothing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend, token := w.friendWrites(t, "こんにちは")
	w.Fault(platform.Fault{Endpoint: "reply", Status: 500, Count: 1})
	w.Fault(platform.Fault{Endpoint: "push", Status: 500, Count: 1})

	status, text, _ := w.reply(t, token, "返信")
	wantStatus(t, status, text, http.StatusInternalServerError, "Internal server error")
	status, text, _ = w.push(t, friend.UserID, key, "プッシュ")
	wantStatus(t, status, text, http.StatusInternalServerError, "Internal server error")
	if n := len(w.Sent(w.channel.ID)); n != 0 {
		t.Errorf("%d requests were accepted, want none", n)
	}
	status, text, _ = w.reply(t, token, "返信")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.push(t, friend.UserID, key, "プッシュ")
	wantStatus(t, status, text, http.StatusOK, "")
}

func TestAFaultAfterAcceptanceHidesASuccess(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]platform.Fault{
		"error 500":          {Status: 500},
		"connection dropped": {Drop: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			friend, token := w.friendWrites(t, "こんにちは")
			fault.When, fault.Count = platform.After, 1
			fault.Endpoint = "reply"
			w.Fault(fault)
			fault.Endpoint = "push"
			w.Fault(fault)
			if status, _, _ := w.reply(t, token, "返信"); status != fault.Status {
				t.Errorf("reply answers %d, want %d", status, fault.Status)
			}
			if status, _, _ := w.push(t, friend.UserID, key, "プッシュ"); status != fault.Status {
				t.Errorf("push answers %d, want %d", status, fault.Status)
			}
			status, text, _ := w.reply(t, token, "返信")
			wantStatus(t, status, text, http.StatusBadRequest, "Invalid reply token")
			status, text, _ = w.push(t, friend.UserID, key, "プッシュ")
			wantStatus(t, status, text, http.StatusConflict, "The retry key is already accepted")
			if got := w.texts(t, friend.UserID); len(got) != 2 {
				t.Errorf("the phone shows %q, want each once", got)
			}
		})
	}
}

func TestASlowAnswerCanOutlastTheBotsPatience(t *testing.T) {
	t.Parallel()
	w := setup(t)
	friend := w.AddFriend(w.channel.ID, "花子")
	w.Fault(platform.Fault{Endpoint: "push", When: platform.After, Delay: time.Hour, Drop: true, Count: 1})
	done := make(chan int)
	go func() {
		status, _, _ := w.push(t, friend.UserID, key, "お知らせ")
		done <- status
	}()
	w.WaitSent(w.channel.ID, 1) // accepted, and the answer is still to come
	select {
	case status := <-done:
		t.Fatalf("answered %d at once", status)
	default:
	}
	w.Clock.Advance(time.Hour)
	if status := <-done; status != 0 {
		t.Errorf("answer is %d, want a dropped connection", status)
	}
}

func TestFaultsChooseFriendEndpointAndText(t *testing.T) {
	t.Parallel()
	w := setup(t)
	unlucky, token := w.friendWrites(t, "こんにちは")
	lucky := w.AddFriend(w.channel.ID, "幸子")
	w.Fault(platform.Fault{Friend: unlucky.UserID, Status: 429, Message: "You have reached your monthly limit."})

	status, text, _ := w.push(t, unlucky.UserID, "", "a")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	status, _, _ = w.reply(t, token, "a")
	if status != http.StatusTooManyRequests {
		t.Errorf("reply to the same friend answers %d", status)
	}
	status, text, _ = w.push(t, lucky.UserID, "", "a")
	wantStatus(t, status, text, http.StatusOK, "")
	if err := w.ClearFaults(""); err != nil {
		t.Fatal(err)
	}
	status, text, _ = w.push(t, unlucky.UserID, "", "a")
	wantStatus(t, status, text, http.StatusOK, "")

	for endpoint, call := range map[string]func() int{
		"profile":    func() int { s, _, _ := w.raw(t, "GET", "/v2/bot/profile/"+lucky.UserID, "", nil); return s },
		"getBotInfo": func() int { s, _, _ := w.raw(t, "GET", "/v2/bot/info", "", nil); return s },
	} {
		w.Fault(platform.Fault{Endpoint: endpoint, Status: 401, Count: 1})
		if first, second := call(), call(); first != 401 || second != 200 {
			t.Errorf("%s answers %d and %d, want 401 once", endpoint, first, second)
		}
	}
	w.Fault(platform.Fault{Endpoint: "token", Channel: w.channel.ID, Status: 500, Count: 1})
	form := "grant_type=client_credentials&client_id=" + w.channel.ID + "&client_secret=" + w.channel.Secret
	for _, want := range []int{500, 200} {
		status, _, _ = w.raw(t, "POST", "/oauth2/v3/token", form, map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
		if status != want {
			t.Errorf("token issue answers %d, want %d", status, want)
		}
	}
}

func TestFaultsThatCouldNotStrikeAreRefused(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for name, f := range map[string]platform.Fault{
		"nothing to do":   {Endpoint: "push"},
		"success":         {Endpoint: "push", Status: 200},
		"unknown phase":   {Endpoint: "push", Status: 500, When: "during"},
		"unknown kind":    {Endpoint: "webhook", Kind: "sideways"},
		"kind off a hook": {Endpoint: "push", Kind: platform.FaultLost, Status: 500},
	} {
		if _, err := w.AddFault(f); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
