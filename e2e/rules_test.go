package e2e

import "testing"

func TestAKeywordIsAnsweredForFree(t *testing.T) {
	each(t, sakura, func(w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "営業時間")
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		w.wantDecision(hanako, "rule:営業時間")
	})
}
