package e2e

import (
	"testing"
	"time"
)

// window is what the desk says of a conversation that a member has.
type window struct {
	Until  time.Time
	ByHand bool
}

func (w *world) window(f friend) *window {
	w.t.Helper()
	var c struct{ Manual *window }
	w.bot.get(w.path(f), &c)
	return c.Manual
}

// wantWindow demands that the window ends at a moment, give or take the time
// that the test takes.
func (w *world) wantWindow(t *testing.T, f friend, until time.Time) {
	t.Helper()
	got := w.window(f)
	if got == nil || got.ByHand || got.Until.Sub(until).Abs() > patience {
		t.Errorf("the window is %+v, want one until %s", got, until)
	}
}

// silentThenAnswering demands that rules are silent, and answer after the time.
func (w *world) silentThenAnswering(t *testing.T, f friend, after time.Duration) {
	t.Helper()
	w.says(f, "こんにちは")
	w.wantDecision(f, "manual_window")
	w.passes(after)
	w.says(f, "こんにちは")
	w.wantDecision(f, "rule:自動")
	if got := w.window(f); got != nil {
		t.Errorf("the window is still %+v", got)
	}
}

func TestAWindowEndsByTimeAndSlidesWithEachAnswer(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.settings(m{"inside": "manual+auto", "manualEnd": "time", "manualMinutes": 30})
		hanako, taro := w.friend("花子"), w.friend("太郎")
		w.says(hanako, "こんにちは")
		w.answers(hanako, "1", "はい")
		w.wantWindow(t, hanako, w.clock.Now().Add(30*time.Minute))
		w.passes(20 * time.Minute)
		w.answers(hanako, "2", "はい")
		w.wantWindow(t, hanako, w.clock.Now().Add(30*time.Minute))
		w.passes(20 * time.Minute) // the first window would be over
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "manual_window")
		w.says(taro, "こんにちは") // another friend's window is another
		w.wantDecision(taro, "rule:自動")
		w.silentThenAnswering(t, hanako, 10*time.Minute)
		want(t, "answers", w.answersTo(hanako), []string{"自動", "はい", "はい", "自動"})
	})
}

func TestWhatAFriendSaysDoesNotSlideTheWindow(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		before := w.window(hanako).Until
		w.passes(30 * time.Minute)
		w.says(hanako, "もしもし")
		if got := w.window(hanako); got == nil || !got.Until.Equal(before) {
			t.Errorf("the window moved from %s to %+v", before, got)
		}
	})
}

func TestAWindowOutsideHours(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.hours("", tenToSeven)
		w.settings(m{"hours": true, "inside": "manual", "outside": "auto", "manualMinutes": 60})
		hanako := w.friend("花子")
		w.goTo(byNight.day, byNight.at)
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:自動")
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.silentThenAnswering(t, hanako, time.Hour)
	})
}

func TestAWindowUntilClosingTime(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.hours("", m{"zone": "Asia/Tokyo", "week": m{"mon": []string{"10:00-13:00", "14:00-19:00"}, "fri": []string{"17:00-25:00"}}})
		w.settings(m{"hours": true, "inside": "manual+auto", "outside": "auto", "manualEnd": "closing", "manualMinutes": 45})
		hanako := w.friend("花子")
		w.goTo(time.Monday, "12:00")
		w.says(hanako, "こんにちは")
		w.answers(hanako, "1", "はい")
		w.wantWindow(t, hanako, w.clock.Now().Add(time.Hour))
		w.goTo(time.Monday, "12:50")
		w.answers(hanako, "2", "はい") // closing time does not slide
		w.wantWindow(t, hanako, w.clock.Now().Add(10*time.Minute))
		w.silentThenAnswering(t, hanako, 10*time.Minute)

		w.goTo(time.Monday, "20:00") // closed already: as long as by time
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.wantWindow(t, hanako, w.clock.Now().Add(45*time.Minute))
		w.silentThenAnswering(t, hanako, 45*time.Minute)

		w.goTo(time.Friday, "23:30") // over midnight
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.wantWindow(t, hanako, w.clock.Now().Add(90*time.Minute))
		w.silentThenAnswering(t, hanako, 90*time.Minute)

		w.settings(m{"hours": false}) // nothing closes
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.wantWindow(t, hanako, w.clock.Now().Add(45*time.Minute))
	})
}

func TestAWindowThatOnlyAHandEnds(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		w.settings(m{"manualEnd": "hand"})
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		w.answers(hanako, "1", "はい")
		w.settle()
		w.passes(20 * 24 * time.Hour)
		w.says(hanako, "お久しぶりです")
		w.wantDecision(hanako, "manual_window")
		if got := w.window(hanako); got == nil || !got.ByHand {
			t.Errorf("the desk shows the window %+v", got)
		}
		w.settings(m{"manualEnd": "time"}) // an open window stays as it was opened
		w.answers(hanako, "2", "はい")
		if got := w.window(hanako); got == nil || !got.ByHand {
			t.Errorf("an answer made an open window shorter: %+v", got)
		}
		w.owner.delete(w.path(hanako) + "/manual")
		w.says(hanako, "こんにちは")
		w.wantDecision(hanako, "rule:自動")
		w.owner.put(w.path(hanako)+"/manual", nil, nil)
		w.wantWindow(t, hanako, w.clock.Now().Add(time.Hour))
		w.settle()
	})
}

func TestDoneEndsAWindowOfAnyLength(t *testing.T) {
	each(t, bare, func(t *testing.T, w *world) {
		w.rule("自動", nil)
		hanako := w.friend("花子")
		w.says(hanako, "こんにちは")
		for _, end := range []string{"time", "hand"} {
			w.settings(m{"manualEnd": end})
			w.owner.put(w.path(hanako)+"/manual", nil, nil)
			w.says(hanako, "こんにちは")
			w.wantDecision(hanako, "manual_window")
			w.owner.put(w.path(hanako)+"/status", m{"status": "done"}, nil)
			if got := w.window(hanako); got != nil {
				t.Errorf("%s: done left the window %+v", end, got)
			}
			w.says(hanako, "こんにちは")
			w.wantDecision(hanako, "rule:自動")
		}
	})
}
