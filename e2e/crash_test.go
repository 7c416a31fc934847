package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/clock"
	"ohenji/internal/store/storetest"
	"ohenji/sim"
	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

const (
	burst   = 2000 // events
	writers = 16   // friends
	crashes = 3
)

// TestKilledInABurst kills the product with SIGKILL several times while friends
// write to it. What was answered 200 must be there once, and be answered once
// or be shown as unknown.
func TestKilledInABurst(t *testing.T) {
	t.Parallel()
	binary := filepath.Join(t.TempDir(), "ohenji")
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, "ohenji/cmd/ohenji").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		seed := uint64(time.Now().UnixNano())
		t.Logf("seed %d", seed)
		chance := rand.New(rand.NewPCG(seed, 0))
		w := &world{t: t, place: p, clock: clock.New(), log: &logbook{}, spec: theContract(t), stop: func() {}}
		w.line = simtest.Start(t, func(o *sim.Options) { o.Clock, o.WebhookTimeout = w.clock, 2*patience })
		k := &killed{world: w, binary: binary}
		k.install()
		k.run()
		var friends []friend
		for i := range writers {
			friends = append(friends, w.friend("友だち"+strconv.Itoa(i)))
		}
		for i := range burst {
			w.line.SendText(channelID, friends[i%writers].id, "問"+strconv.Itoa(i))
		}
		for i := range crashes {
			k.door.wait(t, burst*(i+1)/(crashes+2)+chance.IntN(burst/(crashes+2)))
			k.kill()
			k.run()
		}
		k.door.wait(t, burst)
		w.until("all deliveries to end", func() bool {
			for _, state := range []string{"queued", "sending"} {
				var open list[delivery]
				w.bot.get("/accounts/{account}/deliveries?state="+state, &open)
				if len(open.Items) > 0 {
					return false
				}
			}
			return true
		})
		k.account(friends)
		k.kill()
		w.secrets = []string{channelSecret, w.bot.token}
		w.log.check(w)
	})
}

// killed is a product in a process of its own.
type killed struct {
	*world
	binary  string
	door    *door
	address string
	process *exec.Cmd
}

// install applies an account with a rule for each message, whose answer is of
// no other, and makes a token.
func (k *killed) install() {
	k.t.Helper()
	var rules strings.Builder
	for i := range burst {
		fmt.Fprintf(&rules, "      - {title: r%d, keywords: [問%d], bubbles: [{text: 答%d}]}\n", i, i, i)
	}
	file := filepath.Join(k.t.TempDir(), "shop.yaml")
	k.must(os.WriteFile(file, []byte("accounts:\n  - key: sakura\n    name: さくら珈琲店\n    channel: {id: \""+channelID+"\", secret: \""+channelSecret+"\"}\n"+
		"    settings: {chat: true, hours: false, inside: auto, outside: auto, greeting: false}\n    rules:\n"+rules.String()), 0o600))
	free, err := net.Listen("tcp", "127.0.0.1:0")
	k.must(err)
	k.address = free.Addr().String()
	k.must(free.Close())
	k.base = "http://" + k.address
	k.door = newDoor(k.t, k.base)
	k.line.AddChannel(platform.ChannelSpec{ID: channelID, Secret: channelSecret, NoLimits: true, Endpoint: k.door.url + "/hook/sakura"})
	k.command("apply", "-f", file)
	k.bot = &client{w: k.world, token: strings.TrimSpace(k.command("token", "create", "--name", "test"))}
}

// args are those of every command, which say where the data are.
func (k *killed) args(more ...string) []string {
	args := append(slices.Clone(more), "--data", k.place.Dir)
	if k.place.URL != "" {
		args = append(args, "--database", string(k.place.URL)+"&search_path="+k.place.Schema)
	}
	return args
}

func (k *killed) command(args ...string) string {
	k.t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(k.t.Context(), k.binary, k.args(args...)...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		k.t.Fatalf("ohenji %s: %v\n%s", args[0], err, &errs)
	}
	return out.String()
}

// run starts the product and opens the door when it is ready.
func (k *killed) run() {
	k.t.Helper()
	k.process = exec.Command(k.binary, k.args("serve", "--listen", k.address, "--line-api-base", k.line.URL)...)
	log, err := k.process.StderrPipe()
	k.must(err)
	k.must(k.process.Start())
	k.t.Cleanup(func() { _ = k.process.Process.Kill() })
	ready := make(chan struct{})
	go func() {
		seen := ""
		chunk := make([]byte, 4096)
		for {
			n, err := log.Read(chunk)
			_, _ = k.log.Write(chunk[:n])
			if seen != "up" {
				if seen += string(chunk[:n]); strings.Contains(seen, "serving") {
					seen = "up"
					close(ready)
				}
			}
			if err != nil {
				return
			}
		}
	}()
	select {
	case <-ready:
	case <-time.After(patience):
		k.t.Fatalf("the product does not start:\n%s", k.log)
	}
	if k.world.account == "" {
		var accounts list[struct{ ID string }]
		k.bot.get("/accounts", &accounts)
		k.world.account = accounts.Items[0].ID
	}
	k.live = k.listen(k.bot)
	k.door.open()
}

// kill ends the product as a power cut does.
func (k *killed) kill() {
	k.t.Helper()
	k.door.close()
	k.must(k.process.Process.Kill())
	_ = k.process.Wait() // it was killed
	browser.CloseIdleConnections()
}

// account compares what LINE was told, what the desk has and what the phones
// show.
func (k *killed) account(friends []friend) {
	inbox, answers := map[string]int{}, map[string]string{} // by text
	for _, f := range friends {
		for cursor, path := "", k.path(f); ; {
			var page list[message]
			k.bot.get(path+"/messages?limit=100&before="+cursor, &page)
			for _, one := range page.Items {
				if one.Direction == "in" {
					inbox[one.Text]++
					continue
				}
				if answers[one.Text] != "" {
					k.t.Errorf("%s has two deliveries", one.Text)
				}
				answers[one.Text] = one.Delivery.State
			}
			if cursor = page.Next; cursor == "" {
				break
			}
		}
	}
	phones := map[string]int{}
	for _, f := range friends {
		for _, line := range k.phone(f) {
			if _, text, _ := strings.Cut(line, ": "); strings.HasPrefix(text, "答") {
				phones[text]++
			}
		}
	}
	counts := map[string]int{}
	for i := range burst {
		q, a := "問"+strconv.Itoa(i), "答"+strconv.Itoa(i)
		status, state := k.door.status(q), answers[a]
		counts[state]++
		switch {
		case status == http.StatusOK && inbox[q] != 1:
			k.t.Errorf("%s got 200 and is there %d times", q, inbox[q])
		case inbox[q] > 1 || phones[a] > 1:
			k.t.Errorf("%s is there %d times and was answered %d times", q, inbox[q], phones[a])
		case inbox[q] == 1 && state != "accepted" && state != "unknown":
			k.t.Errorf("the answer to %s is %q", q, state)
		case state == "accepted" && phones[a] != 1:
			k.t.Errorf("the answer to %s is shown as accepted and is on the phone %d times", q, phones[a])
		case inbox[q] == 0 && phones[a] > 0:
			k.t.Errorf("%s was answered and is not there", q)
		}
	}
	k.t.Logf("%d events got 200, %d are there; answers %v; %d on the phones", k.door.accepted(), len(inbox), counts, len(phones))
	if k.door.accepted() < burst/2 {
		k.t.Errorf("only %d events got 200", k.door.accepted())
	}
}

// door stands between LINE and the product and notes what each event was
// answered. While the product is down it lets nobody in, so that the burst goes
// on after the restart.
type door struct {
	url   string
	proxy *httputil.ReverseProxy

	mu     sync.Mutex
	answer map[string]int // status by text
	gate   chan struct{}  // closed while the product is up
	news   chan struct{}
}

func newDoor(t *testing.T, target string) *door {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	d := &door{proxy: httputil.NewSingleHostReverseProxy(u), answer: map[string]int{}, gate: make(chan struct{}), news: make(chan struct{})}
	d.proxy.ErrorHandler = func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }
	server := httptest.NewServer(d)
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *door) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var request struct {
		Events []struct{ Message struct{ Text string } }
	}
	if err = errors.Join(err, json.Unmarshal(body, &request)); err != nil || len(request.Events) != 1 {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	d.mu.Lock()
	gate := d.gate
	d.mu.Unlock()
	select {
	case <-gate:
	case <-r.Context().Done():
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	answer := httptest.NewRecorder()
	d.proxy.ServeHTTP(answer, r.WithContext(context.WithoutCancel(r.Context())))
	w.WriteHeader(answer.Code)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer[request.Events[0].Message.Text] = answer.Code
	close(d.news)
	d.news = make(chan struct{})
}

func (d *door) open() { d.mu.Lock(); defer d.mu.Unlock(); close(d.gate) }

func (d *door) close() { d.mu.Lock(); defer d.mu.Unlock(); d.gate = make(chan struct{}) }

// wait returns when n events have been answered.
func (d *door) wait(t *testing.T, n int) {
	t.Helper()
	deadline := time.After(3 * patience)
	for {
		d.mu.Lock()
		answered, news := len(d.answer), d.news
		d.mu.Unlock()
		if answered >= n {
			return
		}
		select {
		case <-news:
		case <-deadline:
			t.Fatalf("%d of %d events answered", answered, n)
		}
	}
}

func (d *door) status(text string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.answer[text]
}

func (d *door) accepted() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, status := range d.answer {
		if status == http.StatusOK {
			n++
		}
	}
	return n
}
