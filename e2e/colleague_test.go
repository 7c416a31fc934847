package e2e

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestTwoMembersCannotAnswerTheSameFriendUnknowingly(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		hanako := w.friend("花子")
		w.says(hanako, "予約できますか")
		w.until("the rule's answer", func() bool { return len(w.phone(hanako)) == 2 })
		onScreen := w.newest(hanako, "out").ID
		sakura, _ := w.join("sakura", m{"account": w.account, "role": "member"})

		sakura.post(w.path(hanako)+"/messages", with(answer("1", "はい、承ります"), "seen", onScreen), nil)
		w.passes(12 * time.Second)
		second := with(answer("2", "満席です"), "seen", onScreen)
		w.owner.refused(http.StatusConflict, "answer.colleague", http.MethodPost, w.path(hanako)+"/messages", second)
		w.settle()
		if got := strings.Join(w.phone(hanako), " | "); strings.Contains(got, "満席です") {
			t.Fatalf("both answers left: %s", got)
		}

		// Whoever has read the warning, or the colleague's answer, may answer.
		w.owner.post(w.path(hanako)+"/messages", answer("2", "満席です"), nil)
		w.owner.post(w.path(hanako)+"/messages", with(answer("3", "失礼しました"), "seen", w.newest(hanako, "out").ID), nil)
		w.until("the owner's answers", func() bool { return len(w.phone(hanako)) == 5 })
	})
}

func with(body m, key, value string) m {
	body[key] = value
	return body
}
