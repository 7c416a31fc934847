package control

import (
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"

	"ohenji/sim/platform"
)

func TestGroupsAreDrivenAsTheDocumentSays(t *testing.T) {
	t.Parallel()
	r := setup(t)
	channel, err := r.platform.AddChannel(platform.ChannelSpec{})
	if err != nil {
		t.Fatal(err)
	}
	var users []string
	for range 2 {
		f, err := r.platform.AddFriend(channel.ID, platform.FriendSpec{})
		if err != nil {
			t.Fatal(err)
		}
		users = append(users, f.UserID)
	}
	const one = "/_sim/groups/{group}"
	made := r.call("POST", "/_sim/channels/{channel}/groups", `{"name":"常連さん","members":["`+users[0]+`"]}`, 201, channel.ID)
	id := made["id"].(string)
	r.call("POST", "/_sim/channels/{channel}/groups", `{"id":"`+id+`"}`, 409, channel.ID)
	r.call("POST", "/_sim/channels/{channel}/groups", `{"kind":"club"}`, 400, channel.ID)
	r.call("POST", "/_sim/channels/{channel}/groups", `{"members":["nobody"]}`, 404, channel.ID)
	r.call("POST", "/_sim/channels/{channel}/groups", `{"kind":"room","members":["`+users[1]+`"]}`, 201, channel.ID)
	if got := r.call("GET", "/_sim/channels/{channel}/groups", "", 200, channel.ID); len(got["items"].([]any)) != 2 {
		t.Errorf("groups are %v, want two", got)
	}
	r.call("POST", one+"/members", `{"users":["`+users[1]+`"]}`, 200, id)
	bubble := r.call("POST", one+"/messages", `{"user":"`+users[1]+`","text":"行きます"}`, 201, id)
	if bubble["user"] != users[1] {
		t.Errorf("bubble is %v", bubble)
	}
	r.call("POST", one+"/messages", `{"user":"nobody","text":"a"}`, 404, id)
	message := bubble["id"].(string)
	if got := r.call("PATCH", one+"/messages/{message}", `{"text":"行けません"}`, 200, id, message); got["edited"] != true {
		t.Errorf("edited bubble is %v", got)
	}
	r.call("POST", one+"/postbacks", `{"user":"`+users[1]+`","data":"a"}`, 200, id)
	r.call("DELETE", one+"/messages/{message}", "", 200, id, message)
	r.call("DELETE", one+"/messages/{message}", "", 409, id, message)
	r.call("DELETE", one+"/members/{user}", "", 200, id, users[1])
	r.call("DELETE", one+"/members/{user}", "", 404, id, users[1])
	r.call("POST", one+"/expel", "", 200, id)
	r.call("POST", one+"/invite", "", 200, id)
	got := r.call("GET", one, "", 200, id)
	if len(got["members"].([]any)) != 1 || len(got["bubbles"].([]any)) != 1 || got["joined"] != true {
		t.Errorf("group is %v", got)
	}
	if got := r.call("GET", "/_sim/friends/{user}", "", 200, users[0]); len(got["groups"].([]any)) != 1 {
		t.Errorf("the friend's groups are %v", got["groups"])
	}
	r.call("GET", one, "", 404, "C"+strings.Repeat("0", 32))
	r.call("POST", "/_sim/channels/{channel}/audiences", `{"description":"常連","users":["`+users[0]+`"]}`, 201, channel.ID)
	r.call("POST", "/_sim/channels/{channel}/audiences", `{"users":["taro"]}`, 400, channel.ID)
}

func TestAFriendsMediaAreDrivenAsTheDocumentSays(t *testing.T) {
	t.Parallel()
	r := setup(t)
	channel, err := r.platform.AddChannel(platform.ChannelSpec{})
	if err != nil {
		t.Fatal(err)
	}
	friend, err := r.platform.AddFriend(channel.ID, platform.FriendSpec{})
	if err != nil {
		t.Fatal(err)
	}
	const send = "/_sim/friends/{user}/messages"
	for name, c := range map[string]struct {
		body string
		want int
	}{
		"sample picture":  {`{"image":{"imageSet":{"id":"set","index":1,"total":2}}}`, 201},
		"foreign video":   {`{"video":{"url":"https://a.example/a.mp4","previewUrl":"https://a.example/a.jpg","duration":3000}}`, 201},
		"voice":           {`{"audio":{"duration":1200,"preparing":"1.5s"}}`, 201},
		"place":           {`{"location":{"title":"店","address":"東京都","latitude":35.6,"longitude":139.7}}`, 201},
		"two kinds":       {`{"text":"a","image":{}}`, 400},
		"set of videos":   {`{"video":{"imageSet":{"id":"set"}}}`, 400},
		"file elsewhere":  {`{"file":{"url":"https://a.example/a.pdf"}}`, 400},
		"slow picture":    {`{"image":{"preparing":"3s"}}`, 400},
		"unknown message": {`{"text":"a","quote":"1"}`, 400},
	} {
		t.Log(name)
		r.call("POST", send, c.body, c.want, friend.UserID)
	}
	data := base64.StdEncoding.EncodeToString([]byte("<script>alert(1)</script>"))
	sent := r.call("POST", send, `{"file":{"name":"menu.html","data":"`+data+`"}}`, 201, friend.UserID)
	res, err := http.Get(r.server.URL + "/_sim/channels/" + channel.ID + "/contents/" + sent["id"].(string))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	got, _ := io.ReadAll(res.Body)
	if string(got) != "<script>alert(1)</script>" || res.Header.Get("Content-Security-Policy") != "sandbox" {
		t.Errorf("the phone gets %q with %v", got, res.Header)
	}
	r.call("DELETE", send+"/{message}", "", 200, friend.UserID, sent["id"].(string))
	r.call("DELETE", send+"/{message}", "", 404, friend.UserID, "1")
	r.call("GET", "/_sim/channels/{channel}/contents/{message}", "", 404, channel.ID, sent["id"].(string))
}
