package sim_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"ohenji/internal/clock"
	"ohenji/sim"
	"ohenji/sim/platform"
)

// together opens a group of new friends with the account in it.
func (w *world) together(t *testing.T, kind string, n int) (platform.Group, []string) {
	t.Helper()
	ids := w.friends(t, n)
	g, err := w.AddGroup(w.channel.ID, platform.GroupSpec{Kind: kind, Name: "常連さん", Members: ids})
	if err != nil {
		t.Fatal(err)
	}
	return g, ids
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAGroupTellsWhoComesAndGoes(t *testing.T) {
	t.Parallel()
	w := setup(t)
	g, ids := w.together(t, platform.KindGroup, 2)
	newcomer := w.friends(t, 1)[0]
	_, err := w.SendToGroup(g.ID, ids[1], platform.Inbound{Text: "こんにちは"})
	must(t, err)
	must(t, w.Join(g.ID, []string{newcomer, ids[0]}))
	must(t, w.Part(g.ID, ids[0]))
	must(t, w.PostbackInGroup(g.ID, newcomer, "a=1", nil))
	must(t, w.Expel(g.ID))
	must(t, w.Invite(g.ID))
	w.WaitIdle()
	events := w.hook.events(t)
	if len(events) != 7 {
		t.Fatalf("the bot got %d events: %+v", len(events), events)
	}
	group := func(s webhook.SourceInterface) webhook.GroupSource { return s.(webhook.GroupSource) }
	if e := events[0].(webhook.JoinEvent); group(e.Source).GroupId != g.ID || group(e.Source).UserId != "" || e.ReplyToken == "" {
		t.Errorf("join is %+v", e)
	}
	if e := events[1].(webhook.MessageEvent); group(e.Source).GroupId != g.ID || group(e.Source).UserId != ids[1] {
		t.Errorf("message is %+v", e)
	}
	if e := events[2].(webhook.MemberJoinedEvent); len(e.Joined.Members) != 1 || e.Joined.Members[0].UserId != newcomer || e.ReplyToken == "" {
		t.Errorf("memberJoined is %+v", e)
	}
	if e := events[3].(webhook.MemberLeftEvent); len(e.Left.Members) != 1 || e.Left.Members[0].UserId != ids[0] {
		t.Errorf("memberLeft is %+v", e)
	}
	if e := events[4].(webhook.PostbackEvent); e.Postback.Data != "a=1" || group(e.Source).GroupId != g.ID {
		t.Errorf("postback is %+v", e)
	}
	if e, ok := events[5].(webhook.LeaveEvent); !ok || group(e.Source).GroupId != g.ID {
		t.Errorf("leave is %+v", events[5])
	}
	if _, ok := events[6].(webhook.JoinEvent); !ok {
		t.Errorf("after the invitation comes %+v", events[6])
	}
}

func TestAGroupIsAnsweredAndPushedTo(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.quota(t, 5)
	g, ids := w.together(t, platform.KindGroup, 3)
	_, err := w.SendToGroup(g.ID, ids[0], platform.Inbound{Text: "席はありますか"})
	must(t, err)
	w.WaitIdle()
	status, text, _ := w.reply(t, w.hook.lastToken(t), "ございます")
	wantStatus(t, status, text, http.StatusOK, "")
	status, text, _ = w.push(t, g.ID, "", "本日のおすすめ")
	wantStatus(t, status, text, http.StatusOK, "")
	if n := w.used(t); n != 3 {
		t.Errorf("%d of the quota are used, want one for each member", n)
	}
	status, text, _ = w.push(t, g.ID, "", "二通目は三人に足りない")
	wantStatus(t, status, text, http.StatusTooManyRequests, "You have reached your monthly limit.")
	shown, err := w.Group(g.ID, 0)
	if err != nil || len(shown.Bubbles) != 3 || shown.Bubbles[0].User != ids[0] || shown.Bubbles[2].Method != platform.MethodPush {
		t.Errorf("the group shows %+v, %v", shown.Bubbles, err)
	}
	if got := w.texts(t, ids[0]); len(got) != 0 {
		t.Errorf("the talk with the member alone shows %q", got)
	}
}

func TestMentionsNeedMembers(t *testing.T) {
	t.Parallel()
	w := setup(t)
	g, ids := w.together(t, platform.KindGroup, 1)
	outsider := w.friends(t, 1)[0]
	mention := func(to, user string) error {
		_, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: to, Messages: []messaging_api.MessageInterface{
			&messaging_api.TextMessageV2{Text: "{who}さん、どうぞ", Substitution: map[string]messaging_api.SubstitutionObjectInterface{
				"who": &messaging_api.MentionSubstitutionObject{Mentionee: &messaging_api.UserMentionTarget{UserId: user}},
			}},
		}}, "")
		return err
	}
	if err := mention(g.ID, ids[0]); err != nil {
		t.Error(err)
	}
	if mention(g.ID, outsider) == nil {
		t.Error("somebody was mentioned who is not there")
	}
	if mention(ids[0], ids[0]) == nil {
		t.Error("somebody was mentioned in a talk of two")
	}
	video := messaging_api.VideoMessage{OriginalContentUrl: "https://a.example/a.mp4", PreviewImageUrl: "https://a.example/a.png", TrackingId: "t"}
	if _, err := w.bot.PushMessage(&messaging_api.PushMessageRequest{To: g.ID, Messages: []messaging_api.MessageInterface{video}}, ""); err == nil {
		t.Error("a tracked video went to a group")
	}
}

func TestAnEditedTextIsTold(t *testing.T) {
	t.Parallel()
	w := setup(t)
	g, ids := w.together(t, platform.KindGroup, 1)
	first, err := w.SendToGroup(g.ID, ids[0], platform.Inbound{Text: "十時に行きます"})
	must(t, err)
	_, err = w.EditInGroup(g.ID, first.ID, "十一時に行きます")
	must(t, err)
	w.WaitIdle()
	all := w.hook.all()
	last := string(all[len(all)-1].raw)
	for _, part := range []string{`"type":"messageEdited"`, `"id":"` + first.ID + `"`, `"text":"十一時に行きます"`, `"quoteToken":"`, `"replyToken":"`} {
		if !strings.Contains(last, part) {
			t.Errorf("the event lacks %s: %s", part, last)
		}
	}
	if strings.Contains(last, "markAsReadToken") {
		t.Errorf("the event has a read token: %s", last)
	}
	if _, err := w.EditInGroup(g.ID, "1", "x"); err == nil {
		t.Error("what is not there was edited")
	}
	must(t, w.Unsend(w.channel.ID, g.ID, first.ID))
	w.WaitIdle()
	events := w.hook.events(t)
	if e, ok := events[len(events)-1].(webhook.UnsendEvent); !ok || e.Source.(webhook.GroupSource).UserId != ids[0] {
		t.Errorf("unsend is %+v", events[len(events)-1])
	}
}

func TestGroupsAreAskedFor(t *testing.T) {
	t.Parallel()
	w := setup(t)
	g, ids := w.together(t, platform.KindGroup, 3)
	must(t, w.Block(w.channel.ID, ids[0]))
	w.WaitIdle() // a talk and a group do not wait for each other
	summary, err := w.bot.GetGroupSummary(g.ID)
	if err != nil || summary.GroupName != "常連さん" || summary.GroupId != g.ID {
		t.Errorf("summary is %+v, %v", summary, err)
	}
	count, err := w.bot.GetGroupMemberCount(g.ID)
	if err != nil || count.Count != 3 {
		t.Errorf("count is %+v, %v", count, err)
	}
	members, err := w.bot.GetGroupMembersIds(g.ID, "")
	slices.Sort(ids)
	if err != nil || !slices.Equal(members.MemberIds, ids) || members.Next != "" {
		t.Errorf("members are %+v, %v", members, err)
	}
	for _, id := range ids { // blocked or not
		profile, err := w.bot.GetGroupMemberProfile(g.ID, id)
		if err != nil || profile.UserId != id || profile.DisplayName == "" {
			t.Errorf("profile is %+v, %v", profile, err)
		}
	}
	ask := func(method, path string) (int, string) {
		status, text, _ := w.raw(t, method, "/v2/bot/group/"+path, "", nil)
		return status, text
	}
	status, text := ask("GET", g.ID+"/member/U"+strings.Repeat("0", 32))
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text = ask("GET", "C1/summary")
	wantStatus(t, status, text, http.StatusBadRequest, "The value for the 'groupId' parameter is invalid")
	if _, err := w.bot.LeaveGroup(g.ID); err != nil {
		t.Fatal(err)
	}
	status, text = ask("POST", g.ID+"/leave")
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text = ask("GET", g.ID+"/summary")
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
	status, text, _ = w.push(t, g.ID, "", "もういない")
	wantStatus(t, status, text, http.StatusBadRequest, "Failed to send messages")
	w.WaitIdle()
	events := w.hook.events(t)
	if _, ok := events[len(events)-1].(webhook.LeaveEvent); !ok {
		t.Errorf("last comes %+v, want leave", events[len(events)-1])
	}
}

func TestARoomJoinsLate(t *testing.T) {
	t.Parallel()
	w := setup(t)
	room, ids := w.together(t, platform.KindRoom, 2)
	w.WaitIdle()
	if n := len(w.hook.all()); n != 0 {
		t.Errorf("%d events before anything happened", n)
	}
	_, err := w.SendToGroup(room.ID, ids[0], platform.Inbound{Text: "やあ"})
	must(t, err)
	w.WaitIdle()
	events := w.hook.events(t)
	if len(events) != 2 {
		t.Fatalf("events are %+v, want join and message", events)
	}
	if e := events[0].(webhook.JoinEvent); e.Source.(webhook.RoomSource).RoomId != room.ID {
		t.Errorf("join is %+v", e)
	}
	if count, err := w.bot.GetRoomMemberCount(room.ID); err != nil || count.Count != 2 {
		t.Errorf("count is %+v, %v", count, err)
	}
	if members, err := w.bot.GetRoomMembersIds(room.ID, ""); err != nil || len(members.MemberIds) != 2 {
		t.Errorf("members are %+v, %v", members, err)
	}
	if profile, err := w.bot.GetRoomMemberProfile(room.ID, ids[1]); err != nil || profile.UserId != ids[1] {
		t.Errorf("profile is %+v, %v", profile, err)
	}
	for range 2 { // a room that was left answers 200 again
		if _, err := w.bot.LeaveRoom(room.ID); err != nil {
			t.Error(err)
		}
	}
	status, text, _ := w.raw(t, "POST", "/v2/bot/room/R"+strings.Repeat("0", 32)+"/leave", "", nil)
	wantStatus(t, status, text, http.StatusNotFound, "Not found")
}

func TestFollowersComeInPages(t *testing.T) {
	t.Parallel()
	w := setup(t)
	ids := w.friends(t, 7)
	must(t, w.Block(w.channel.ID, ids[0]))
	want := slices.Sorted(slices.Values(ids[1:]))
	var got []string
	start := ""
	for pages := 1; ; pages++ {
		page, err := w.bot.GetFollowers(start, 4)
		must(t, err)
		got = append(got, page.UserIds...)
		if page.Next == "" {
			if pages != 2 {
				t.Errorf("%d pages, want 2", pages)
			}
			break
		}
		start = page.Next
	}
	if !slices.Equal(got, want) {
		t.Errorf("followers are %v, want %v", got, want)
	}
	if all, err := w.bot.GetFollowers("", 0); err != nil || len(all.UserIds) != 6 { // the SDK writes 0 for LINE's 300
		t.Errorf("without a limit: %+v, %v", all, err)
	}
	ask := func(query string) (int, string) {
		status, text, _ := w.raw(t, "GET", "/v2/bot/followers/ids?"+query, "", nil)
		return status, text
	}
	status, text := ask("start=nonsense")
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid start param")
	status, text = ask("limit=1001")
	wantStatus(t, status, text, http.StatusBadRequest, "The value for the 'limit' parameter is invalid")
	w.Clock.Advance(24 * time.Hour)
	status, text = ask("start=" + start)
	wantStatus(t, status, text, http.StatusBadRequest, "Invalid start param")
	yes := true
	_, err := w.ChangeChannel(w.channel.ID, platform.ChannelChange{Unverified: &yes})
	must(t, err)
	status, text = ask("")
	wantStatus(t, status, text, http.StatusForbidden, "Access to this API is not available for your account")
}

func TestGroupsNarrowcastsAndStatisticsSurviveARestart(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "line.json")
	w := setup(t, func(o *sim.Options) { o.StateFile = file })
	w.noMinimums(t)
	g, ids := w.together(t, platform.KindGroup, 3)
	sent, err := w.SendToGroup(g.ID, ids[0], platform.Inbound{Text: "こんにちは"})
	must(t, err)
	audience, err := w.AddAudience(w.channel.ID, platform.Audience{Users: ids[:2]})
	must(t, err)
	_, err = w.bot.PushMessage(&messaging_api.PushMessageRequest{To: ids[0], Messages: say("a"), CustomAggregationUnits: []string{"unit_a"}}, "")
	must(t, err)
	_, _, waiting := w.narrowcast(t, "", func(in *messaging_api.NarrowcastRequest) {
		in.Recipient = &messaging_api.AudienceRecipient{AudienceGroupId: audience.ID}
	})
	w.WaitIdle()
	day := w.Clock.Now().In(time.FixedZone("UTC+9", 9*3600)).Format("20060102")

	clk := clock.New()
	w = reborn(t, w, file, clk)
	w.Clock = clk
	if shown, err := w.Group(g.ID, 0); err != nil || len(shown.Bubbles) != 1 || shown.Bubbles[0].ID != sent.ID || len(shown.Members) != 3 {
		t.Errorf("the group is %+v, %v", shown, err)
	}
	status, text, _ := w.reply(t, w.hook.lastToken(t), "お返事")
	wantStatus(t, status, text, http.StatusOK, "")
	if got := w.done(t, waiting); got.Phase != messaging_api.NarrowcastProgressResponsePHASE_SUCCEEDED || got.SuccessCount != 2 {
		t.Errorf("the narrowcast is %+v", got)
	}
	if names, err := w.bot.GetAggregationUnitNameList("", ""); err != nil || fmt.Sprint(names.CustomAggregationUnits) != "[unit_a]" {
		t.Errorf("units are %+v, %v", names, err)
	}
	w.Clock.Advance(24 * time.Hour)
	w.bot = client(t, w.Sim, w.channel)
	if got, err := w.bot.GetNumberOfSentPushMessages(day); err != nil || got.Success != 1 {
		t.Errorf("pushes of the day are %+v, %v", got, err)
	}
}
