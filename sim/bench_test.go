package sim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

// BenchmarkEcho is the whole way of one message: signed webhook out, the bot's
// answer, its reply in. Bot and simulator share the processors.
func BenchmarkEcho(b *testing.B) {
	s := simtest.Start(b)
	transport := &http.Transport{MaxIdleConnsPerHost: 256}
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	var token string
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var in struct {
			Events []struct {
				ReplyToken string `json:"replyToken"`
			} `json:"events"`
		}
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			b.Error(err)
			return
		}
		body := `{"replyToken":"` + in.Events[0].ReplyToken + `","messages":[{"type":"text","text":"はい"}]}`
		req, _ := http.NewRequestWithContext(r.Context(), http.MethodPost, s.URL+"/v2/bot/message/reply", bytes.NewBufferString(body))
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		res, err := client.Do(req)
		if err != nil {
			b.Error(err)
			return
		}
		_ = res.Body.Close()
		if res.StatusCode != http.StatusOK {
			b.Errorf("reply answers %d", res.StatusCode)
		}
	}))
	b.Cleanup(bot.Close)
	channel := s.AddChannel(platform.ChannelSpec{NoLimits: true, Endpoint: bot.URL})
	token = channel.Token
	var friends []string
	for i := range 256 {
		friend, err := s.Platform.AddFriend(channel.ID, platform.FriendSpec{DisplayName: fmt.Sprint(i), Quiet: true})
		if err != nil {
			b.Fatal(err)
		}
		friends = append(friends, friend.UserID)
	}
	b.ResetTimer()
	for i := range b.N {
		s.SendText(channel.ID, friends[i%len(friends)], "こんにちは")
		if i%2000 == 1999 { // no more than that waits, as in life
			s.WaitIdle()
		}
	}
	s.WaitIdle()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "echoes/s")
	if n := len(s.Sent(channel.ID)); n != min(b.N, 100_000) {
		b.Errorf("%d replies for %d messages", n, b.N)
	}
}
