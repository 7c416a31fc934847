package e2e

import (
	"cmp"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"ohenji/internal/boot"
	"ohenji/internal/store/storetest"
	"ohenji/sim/platform"
)

// who is the least that may use an operation.
type who string

const (
	anybody who = "anybody"
	person  who = "person"     // a member, not a token
	caller  who = "caller"     // a member or a token
	answers who = "the member" // of the account
	owns    who = "the owner"  // of the account
	rules   who = "the admin"  // of the installation
)

// permissions says who may use each operation of the API, and with what body.
// An operation that is not here fails the test.
var permissions = map[string]struct {
	least who
	body  func(w *world) any
	query string
}{
	"login":         {least: anybody},
	"login-by-link": {least: anybody},
	"logout":        {least: anybody},
	"get-setup":     {least: anybody},
	"setup":         {least: anybody},
	"join":          {least: anybody},

	"get-session":     {least: person},
	"update-me":       {least: person, body: says(m{"name": "新しい名"})},
	"set-my-password": {least: person, body: says(m{"old": password, "new": password + "!"})},

	"stream-events": {least: caller},
	"list-accounts": {least: caller},

	"get-account":        {least: answers},
	"get-account-status": {least: answers},
	"list-conversations": {least: answers},
	"get-conversation":   {least: answers},
	"list-messages":      {least: answers},
	"send-message":       {least: answers, body: says(answer("permission", "はい"))},
	"mark-read":          {least: answers},
	"set-status":         {least: answers, body: says(m{"status": "followup"})},
	"open-manual":        {least: answers},
	"end-manual":         {least: answers},
	"list-deliveries":    {least: answers},
	"get-delivery":       {least: answers},
	"list-rules":         {least: answers},
	"get-rule":           {least: answers},
	"list-rule-hits":     {least: answers},
	"get-settings":       {least: answers},
	"get-hours":          {least: answers},
	"get-hours-calendar": {least: answers},
	"list-hours":         {least: answers},
	"get-contact-data":   {least: answers},
	"set-contact-data":   {least: answers, body: says(m{"tags": []string{"常連"}, "attributes": m{"誕生日": "5月1日"}})},
	"list-contact-words": {least: answers},
	"test-rules":         {least: answers, body: says(m{"message": m{"kind": "text", "text": "営業時間"}})},
	"list-rule-warnings": {least: answers},
	"list-test-examples": {least: answers},
	"replay-rules":       {least: answers, body: says(m{})},
	"list-suggestions":   {least: answers},
	"dismiss-suggestion": {least: answers, body: says(m{"texts": []string{"駐車場"}})},
	"restore-suggestion": {least: answers, body: says(m{"texts": []string{"駐車場"}})},

	"update-account": {least: owns, body: says(m{"name": "さくら珈琲"})},
	"create-rule":    {least: owns, body: says(m{"title": "新", "enabled": true, "keywords": []string{"新"}, "bubbles": []m{{"text": "新"}}})},
	"update-rule":    {least: owns, body: says(m{"title": "変", "enabled": true, "keywords": []string{}, "bubbles": []m{{"text": "変"}}})},
	"change-rule":    {least: owns, body: says(m{"enabled": false, "folder": "よくある質問"})},
	"delete-rule":    {least: owns},
	"add-keywords":   {least: owns, body: says(m{"keywords": []string{"新しい言葉"}})},
	"delete-hours":   {least: owns, query: "?name=spare"},
	"rename-hours":   {least: owns, body: says(m{"from": "old", "to": "renamed"})},
	"order-rules": {least: owns, body: func(w *world) any {
		var all list[struct{ ID string }]
		w.owner.get("/accounts/{account}/rules", &all)
		ids := []string{}
		for _, r := range all.Items {
			ids = append(ids, r.ID)
		}
		return m{"ids": ids}
	}},
	"set-settings": {least: owns, body: says(m{
		"chat": true, "hours": false, "inside": "auto", "outside": "auto", "greeting": false, "manualMinutes": 60, "greetingBubbles": []m{},
	})},
	"export-answers": {least: owns},
	"import-answers": {least: owns, query: "?format=json", body: says(m{"version": 1, "hours": m{"week": m{}}})},
	"set-hours":      {least: owns, body: says(m{"zone": "Asia/Tokyo", "week": m{"mon": []string{"10:00-19:00"}}})},

	"list-members": {least: rules},
	"invite-member": {least: rules, body: func(w *world) any {
		return m{"login": "new", "name": "新人", "admin": false, "grants": []m{{"account": w.account, "role": "member"}}}
	}},
	"invite-member-again": {least: rules},
	"set-member-grants":   {least: rules, body: says(m{"admin": false, "grants": []m{}})},
	"remove-member":       {least: rules},
	"create-account": {least: rules, body: func(w *world) any {
		c := w.line.AddChannel(platform.ChannelSpec{})
		w.secrets = append(w.secrets, c.Secret)
		return m{"key": "new", "name": "三号店", "channel": m{"id": c.ID, "secret": c.Secret}}
	}},
	"list-tokens":  {least: rules},
	"create-token": {least: rules, body: says(m{"name": "another"})},
	"delete-token": {least: rules},
}

func says(body any) func(*world) any { return func(*world) any { return body } }

// operation is one of the OpenAPI document.
type operation struct {
	id, method, path string
	open             bool
}

// operations lists the document's operations: those that read before those
// that change, and those that remove last.
func (c contract) operations() []operation {
	var out []operation
	for path, item := range c.Paths.Map() {
		for method, o := range item.Operations() {
			path := strings.TrimPrefix(path, "/api/v1")
			out = append(out, operation{id: o.OperationID, method: method, path: path, open: !secured(o)})
		}
	}
	order := []string{http.MethodGet, http.MethodPatch, http.MethodPut, http.MethodPost, http.MethodDelete}
	slices.SortFunc(out, func(a, b operation) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.method), slices.Index(order, b.method)), cmp.Compare(a.id, b.id))
	})
	return out
}

func secured(o *openapi3.Operation) bool { return o.Security != nil && len(*o.Security) > 0 }

// cast is everybody in the play, and what the paths are filled with.
type cast struct {
	*world
	ids map[string]string

	member, owner2, stranger *client // a member and an owner of the account, and the owner of another account
	token, strangeToken      *client
	other                    string // that other account
}

func staged(t *testing.T, p storetest.Place) *cast {
	t.Helper()
	w := found(t, p, sakura)
	c := &cast{world: w, other: w.add("second", "二号店", "1650000002", "fedcba9876543210fedcba9876543210", sakura)}
	w.secrets = append(w.secrets, "fedcba9876543210fedcba9876543210")
	hanako := w.friend("花子")
	w.says(hanako, "営業時間")
	w.settle()
	w.owner.put("/accounts/{account}/hours?name=spare", m{"zone": "Asia/Tokyo", "week": m{}}, nil)
	w.owner.put("/accounts/{account}/hours?name=old", m{"zone": "Asia/Tokyo", "week": m{}}, nil)
	c.member, _ = w.join("member", m{"account": w.account, "role": "member"})
	c.owner2, _ = w.join("second-owner", m{"account": w.account, "role": "owner"})
	c.stranger, _ = w.join("stranger", m{"account": c.other, "role": "owner"})
	_, spare := w.join("spare", m{"account": w.account, "role": "member"})
	c.token, _ = w.token(m{"account": w.account, "role": "member"})
	c.strangeToken, _ = w.token(m{"account": c.other, "role": "owner"})
	_, spareToken := w.token(m{"account": w.account, "role": "member"})
	c.ids = map[string]string{
		"account": w.account, "conversation": w.talk(hanako).ID, "delivery": w.deliveries()[0].ID,
		"rule": strings.Fields(w.rules()[0])[0], "member": spare, "token": spareToken,
	}
	return c
}

// join invites a member with this grant, who sets a password and is logged in.
func (w *world) join(login string, grant m) (*client, string) {
	w.t.Helper()
	var made struct {
		Member struct{ ID string }
		Link   string
	}
	w.owner.post("/members", m{"login": login, "name": login + "さん", "admin": false, "grants": []m{grant}}, &made)
	_, token, _ := strings.Cut(made.Link, "#token=")
	c := &client{w: w}
	c.post("/join", m{"token": token, "name": login + "さん", "password": password}, nil)
	w.secrets = append(w.secrets, token, c.cookie)
	return c, made.Member.ID
}

// token makes an API token with this grant.
func (w *world) token(grant m) (*client, string) {
	w.t.Helper()
	var made struct{ ID, Secret string }
	w.owner.post("/tokens", m{"name": "a script", "grants": []m{grant}}, &made)
	w.secrets = append(w.secrets, made.Secret)
	return &client{w: w, token: made.Secret}, made.ID
}

// fill puts ids into a path.
func fill(path string, ids map[string]string) string {
	for name, id := range ids {
		path = strings.ReplaceAll(path, "{"+name+"}", id)
	}
	return path
}

// asks makes the request of an operation with these ids.
func (c *cast) asks(by *client, o operation, ids map[string]string) (int, problem) {
	c.t.Helper()
	var body any
	if p := permissions[o.id]; p.body != nil {
		body = p.body(c.world)
	}
	path := fill(o.path, ids) + permissions[o.id].query
	if o.id == "stream-events" {
		return c.opens(by, path+"?account="+ids["account"])
	}
	return by.try(o.method, path, body, nil)
}

// opens asks for a stream, which has no end, and looks at its beginning only.
func (c *cast) opens(by *client, path string) (int, problem) {
	c.t.Helper()
	res, err := browser.Do(by.request(http.MethodGet, path, nil))
	c.must(err)
	defer res.Body.Close()
	if res.StatusCode == http.StatusOK {
		return res.StatusCode, problem{}
	}
	return by.try(http.MethodGet, path, nil, nil)
}

func TestEveryOperationAsksWhoCalls(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		c := staged(t, p)
		for id := range permissions {
			if !slices.ContainsFunc(c.spec.operations(), func(o operation) bool { return o.id == id }) {
				t.Errorf("%s is not in the OpenAPI document any more", id)
			}
		}
		for _, o := range c.spec.operations() {
			allowed, known := permissions[o.id]
			if !known {
				t.Errorf("%s is not in the table: who may use it?", o.id)
				continue
			}
			if o.open != (allowed.least == anybody) {
				t.Errorf("%s: the OpenAPI document and the table differ about whether anybody may use it", o.id)
			}
			if !o.open {
				c.nobodyGetsIn(o)
				c.othersGetNothing(o, allowed.least)
			}
		}
	})
}

// nobodyGetsIn tries without credentials and with wrong ones.
func (c *cast) nobodyGetsIn(o operation) {
	for name, nobody := range map[string]*client{
		"nobody":            {w: c.world},
		"an unknown cookie": {w: c.world, cookie: strings.Repeat("x", 43)},
		"an unknown token":  {w: c.world, token: "ohj_" + strings.Repeat("x", 43)},
		"no token of ours":  {w: c.world, token: "secret"},
	} {
		if status, p := c.asks(nobody, o, c.ids); status != http.StatusUnauthorized || p.Code == "" || p.Detail == "" {
			c.t.Errorf("%s by %s: %d %+v", o.id, name, status, p)
		}
	}
}

// othersGetNothing tries with less than what is needed, and with the ids of
// another account.
func (c *cast) othersGetNothing(o operation, least who) {
	elsewhere := maps.Clone(c.ids)
	elsewhere["account"] = c.other
	if least == person {
		c.wants(o, c.token, c.ids, http.StatusForbidden)
	}
	if strings.Contains(o.path, "{account}") || o.id == "stream-events" {
		c.wants(o, c.stranger, c.ids, http.StatusNotFound)
		c.wants(o, c.strangeToken, c.ids, http.StatusNotFound)
	}
	if strings.Contains(o.path, "{account}/") && strings.HasSuffix(o.path, "}") || strings.Contains(o.path, "{conversation}") {
		c.wants(o, c.stranger, elsewhere, http.StatusNotFound)
		c.wants(o, c.owner, elsewhere, http.StatusNotFound)
	}
	if least == owns {
		c.wants(o, c.member, c.ids, http.StatusForbidden)
		c.wants(o, c.token, c.ids, http.StatusForbidden)
	}
	if least == rules {
		c.wants(o, c.member, c.ids, http.StatusForbidden)
		c.wants(o, c.owner2, c.ids, http.StatusForbidden)
		c.wants(o, c.strangeToken, c.ids, http.StatusForbidden)
	}
}

func (c *cast) wants(o operation, by *client, ids map[string]string, want int) {
	c.t.Helper()
	if status, p := c.asks(by, o, ids); status != want || p.Code == "" {
		c.t.Errorf("%s %s: %d %+v, want %d", o.id, fill(o.path, ids), status, p, want)
	}
}

func TestEveryOperationIsOpenToTheLeastWhoMayUseIt(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		c := staged(t, p)
		least := map[who][]*client{person: {c.member}, caller: {c.member, c.token}, answers: {c.token, c.member}, owns: {c.owner2}, rules: {c.owner}}
		for _, o := range c.spec.operations() {
			for _, by := range least[permissions[o.id].least] {
				if status, p := c.asks(by, o, c.ids); status/100 != 2 {
					t.Errorf("%s: %d %+v", o.id, status, p)
				}
			}
		}
		c.settle()
	})
}

func TestAChannelIsForTheOwnerOfTheInstallationAlone(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		c := staged(t, p)
		other := c.line.AddChannel(platform.ChannelSpec{})
		c.secrets = append(c.secrets, other.Secret)
		change := m{"channel": m{"id": other.ID, "secret": other.Secret}}
		c.owner2.refused(403, "actor.admin_only", http.MethodPatch, "/accounts/{account}", change)
		c.owner.refused(422, "account.channel_refused", http.MethodPatch, "/accounts/{account}", m{"channel": m{"id": other.ID, "secret": strings.Repeat("f", 32)}})
		c.owner.do(http.MethodPatch, "/accounts/{account}", change, nil)
	})
}

func TestAnAccountIsAddedAlsoWhenLINEDoesNotAnswer(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		const patient = 6 * time.Second // longer than any framework waits by itself
		w := found(t, p, sakura, func(o *boot.Options) { o.LineTimeout = patient })
		other := w.line.AddChannel(platform.ChannelSpec{})
		w.secrets = append(w.secrets, other.Secret)
		w.line.Fault(platform.Fault{Channel: other.ID, Delay: 100 * time.Hour, Count: 1})
		var made struct{ ID, BotUserID string }
		w.owner.post("/accounts", m{"key": "new", "name": "三号店", "channel": m{"id": other.ID, "secret": other.Secret}}, &made)
		w.until("the check to be made up for", func() bool {
			w.owner.get("/accounts/"+made.ID, &made)
			return made.BotUserID == other.BotUserID
		})
	})
}

func TestAnotherSiteCannotActThroughAMembersBrowser(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		c := staged(t, p)
		for name, header := range map[string]http.Header{
			"a new browser":  {"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}},
			"the same site":  {"Sec-Fetch-Site": {"same-site"}, "Origin": {"https://evil.example"}},
			"an old browser": {"Origin": {"https://evil.example"}},
		} {
			for _, o := range c.spec.operations() {
				if o.method == http.MethodGet {
					continue
				}
				evil := &client{w: c.world, cookie: c.owner.cookie, header: header}
				if status, p := c.asks(evil, o, c.ids); status != http.StatusForbidden || p.Code != "request.cross_site" || p.Detail == "" {
					t.Errorf("%s from %s: %d %+v", o.id, name, status, p)
				}
			}
		}
		own := &client{w: c.world, cookie: c.owner.cookie, header: http.Header{"Sec-Fetch-Site": {"same-origin"}, "Origin": {c.base}}}
		own.put("/accounts/{account}/conversations/"+c.ids["conversation"]+"/status", m{"status": "followup"}, nil)
	})
}

func TestAnAddressOrAMethodThatIsNotThereIsAProblemToo(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		for _, one := range []struct{ method, path string }{
			{http.MethodGet, "/nowhere"}, {http.MethodGet, "/accounts/{account}/nowhere"}, {http.MethodPatch, "/session"},
		} {
			res, err := browser.Do(w.owner.request(one.method, one.path, nil))
			w.must(err)
			body, err := io.ReadAll(res.Body)
			w.must(err)
			res.Body.Close()
			if res.StatusCode != http.StatusNotFound || res.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(string(body), "request.not_found") {
				t.Errorf("%s %s: %d %s %s", one.method, one.path, res.StatusCode, res.Header.Get("Content-Type"), body)
			}
		}
	})
}

func TestAGrantThatIsTakenAwayCountsAtOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := found(t, p, sakura)
		member, id := w.join("member", m{"account": w.account, "role": "member"})
		page := w.listen(member)
		member.get("/accounts/{account}/conversations", nil)
		w.owner.put("/members/"+id+"/grants", m{"admin": false, "grants": []m{}}, nil)
		member.refused(404, "account.not_found", http.MethodGet, "/accounts/{account}/conversations", nil)
		w.passes(time.Minute)
		page.ends(t)

		token, tokenID := w.token(m{"account": w.account, "role": "member"})
		page = w.listen(token)
		w.owner.delete("/tokens/" + tokenID)
		token.refused(401, "token.invalid", http.MethodGet, "/accounts/{account}/conversations", nil)
		w.passes(time.Minute)
		page.ends(t)

		w.owner.delete("/members/" + id)
		member.refused(401, "session.required", http.MethodGet, "/accounts", nil)
	})
}

// ends demands that the product closes the stream.
func (s *stream) ends(t *testing.T) {
	t.Helper()
	select {
	case <-s.closed:
	case <-time.After(patience):
		t.Error("the event stream stays open")
	}
}
