package e2e

import (
	"slices"
	"testing"
	"time"
)

// greeted is an account that greets who comes, and has words of its own for
// who comes back.
func greeted(w *world, onUnblock string) {
	w.t.Helper()
	w.settings(m{
		"greeting": true, "onUnblock": onUnblock,
		"greetingBubbles":     []m{{"text": "{友だちの表示名}さん、はじめまして。"}, {"sticker": m{"packageId": "446", "stickerId": "1988"}}},
		"greetingBackBubbles": []m{{"text": "{友だちの表示名}さん、おかえりなさい。"}},
	})
}

func TestAFriendWhoComesBackIsGreetedAsTheSettingsSay(t *testing.T) {
	hello := []string{"花子さん、はじめまして。", "(sticker)"}
	for onUnblock, back := range map[string][]string{"same": hello, "own": {"花子さん、おかえりなさい。"}, "none": {}} {
		t.Run(onUnblock, func(t *testing.T) {
			each(t, bare, func(t *testing.T, w *world) {
				greeted(w, onUnblock)
				f := w.line.AddFriend(channelID, "花子")
				hanako := friend{f.UserID, "花子"}
				w.until("the greeting", func() bool { return len(w.answersTo(hanako)) == len(hello) })
				w.must(w.line.Block(channelID, hanako.id))
				w.idle()
				w.passes(time.Hour)
				w.must(w.line.Unblock(channelID, hanako.id))
				w.settle()
				want(t, "to a friend who came back", w.answersTo(hanako), slices.Concat(hello, back))
				for _, sent := range w.line.Sent(channelID) {
					if sent.Method != "reply" || sent.Counted != 0 {
						t.Errorf("a greeting went by %s and cost %d", sent.Method, sent.Counted)
					}
				}
				if c := w.talk(hanako); c.Contact.Friend != "friend" || c.Unread != 0 || c.UnansweredSince != nil {
					t.Errorf("the desk has %+v", c)
				}
			})
		})
	}
}

func TestNobodyIsGreetedWhileTheGreetingIsOff(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		greeted(w, "own")
		w.settings(m{"greeting": false})
		f := w.line.AddFriend(channelID, "花子")
		w.settle()
		w.must(w.line.Block(channelID, f.UserID))
		w.must(w.line.Unblock(channelID, f.UserID))
		w.settle()
		want(t, "greetings", w.answersTo(friend{f.UserID, "花子"}), []string{})
	})
}

// Chat, hours and methods are about messages; whoever becomes a friend is
// greeted at any hour, as LINE's own manager does it.
func TestAGreetingAsksForNoHoursAndNoMethod(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		greeted(w, "same")
		w.hours("", tenToSeven)
		w.goTo(byNight.day, byNight.at)
		for name, settings := range map[string]m{
			"大介": {"chat": true, "hours": true, "inside": "manual", "outside": "manual"},
			"千春": {"chat": false},
		} {
			w.settings(settings)
			f := w.line.AddFriend(channelID, name)
			w.until("the greeting", func() bool { return len(w.answersTo(friend{f.UserID, name})) == 2 })
		}
		w.settle()
	})
}

// Somebody unknown to us whom LINE calls unblocked was a friend before the
// installation.
func TestWhoWasAFriendBeforeTheInstallationComesBack(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		greeted(w, "own")
		hanako := w.friend("花子")
		w.inject(`{"type":"follow","replyToken":"auto","source":{"type":"user","userId":"` + hanako.id + `"},"follow":{"isUnblocked":true}}`)
		w.until("the greeting", func() bool { return len(w.answersTo(hanako)) == 1 })
		w.settle()
		want(t, "the greeting", w.answersTo(hanako), []string{"花子さん、おかえりなさい。"})
	})
}
