package e2e

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"net"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/clock"
	"ohenji/internal/store/storetest"
	"ohenji/sim"
	"ohenji/sim/platform"
	"ohenji/sim/simtest"
)

// The channel of the account in every world.
const (
	channelID     = "1650000001"
	channelSecret = "0123456789abcdef0123456789abcdef"
	password      = "correct horse battery staple"
)

// sakura is the account of issue's example: a keyword, and a uniform reply that
// says the friend's name. Hours are off, so that the time of day is no matter.
const sakura = `
    settings: {chat: true, hours: false, inside: manual+auto, outside: auto, greeting: false}
    rules:
      - {title: 営業時間, keywords: [営業時間, 何時まで], bubbles: [{text: "10時から19時まで営業しております。"}]}
      - {title: 一律, bubbles: [{text: "{友だちの表示名}さん、メッセージありがとうございます。"}]}
`

const (
	opening = "10時から19時まで営業しております。"
	thanks  = "さん、メッセージありがとうございます。"
)

// TestMain lets more scenarios run at once than there are processors: they
// wait for disks and answers far more than they compute.
func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "test.parallel" })
	if !chosen {
		_ = flag.Set("test.parallel", strconv.Itoa(4*runtime.GOMAXPROCS(0)))
	}
	m.Run()
}

// world is one installation with its LINE, its owner and an API token.
type world struct {
	t     *testing.T
	place storetest.Place
	clock *clock.Clock
	line  *simtest.Sim
	log   *logbook
	spec  contract

	app     *boot.App
	base    string // of the product, http://127.0.0.1:port
	stop    func() // ends the product; harmless when it does not run
	live    *stream
	owner   *client // a member in a browser
	bot     *client // an API token that may do everything
	account string  // id

	options []func(*boot.Options)
	secrets []string // must show neither in logs nor in answers
	noisy   bool     // errors in the log are expected
}

// each runs a scenario on both databases, in a world with this account.
func each(t *testing.T, account string, scenario func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) { scenario(t, found(t, p, account)) })
}

// found starts LINE and the product, creates the owner with the setup link and
// applies the account.
func found(t *testing.T, p storetest.Place, account string, options ...func(*boot.Options)) *world {
	t.Helper()
	w := begin(t, p, options...)
	w.owner = w.setUp()
	w.add("sakura", "さくら珈琲店", channelID, channelSecret, account)
	var made struct{ Secret string }
	w.owner.post("/tokens", m{"name": "test"}, &made)
	w.bot = &client{w: w, token: made.Secret}
	w.secrets = append(w.secrets, made.Secret)
	w.live = w.listen(w.owner)
	return w
}

// begin starts LINE and a product that nobody has set up.
func begin(t *testing.T, p storetest.Place, options ...func(*boot.Options)) *world {
	t.Helper()
	w := &world{t: t, place: p, clock: clock.New(), log: &logbook{}, spec: theContract(t), options: options, stop: func() {}}
	w.secrets = []string{channelSecret, password}
	w.line = simtest.Start(t, func(o *sim.Options) {
		o.Clock, o.WebhookTimeout = w.clock, patience // a busy test machine is no reason to redeliver
	})
	t.Cleanup(func() {
		w.stop()
		w.log.check(w)
	})
	w.start()
	return w
}

// start runs the product on the world's data; after a stop it is a restart.
func (w *world) start() {
	w.t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	w.must(err)
	w.base = "http://" + listener.Addr().String()
	o := boot.Options{
		Dir: w.place.Dir, Database: w.place.URL, Schema: w.place.Schema, PublicURL: w.base, LineAPIBase: w.line.URL,
		LineDataBase: w.line.URL, ReplyWindow: 50 * time.Second, Clock: w.clock, Version: "test",
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	for _, change := range w.options {
		change(&o)
	}
	w.app, err = boot.New(context.Background(), o)
	w.must(err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.app.Run(ctx, listener) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("the product ended with %v", err)
		}
		if err := w.app.Close(); err != nil {
			w.t.Errorf("close the product: %v", err)
		}
	})
	for _, channel := range w.line.Channels() { // on a restart the port is another
		hook := w.base + channel.Webhook.Endpoint[strings.LastIndex(channel.Webhook.Endpoint, "/hook/"):]
		_, err := w.line.ChangeChannel(channel.ID, platform.ChannelChange{Endpoint: &hook})
		w.must(err)
	}
}

// restart stops the product and starts it again on the same data. The owner's
// session and the token stay good.
func (w *world) restart() {
	w.t.Helper()
	w.stop()
	w.start()
	w.live = w.listen(w.owner)
}

// setUp creates the owner in the way of the first start.
func (w *world) setUp() *client {
	w.t.Helper()
	token, err := w.app.Member.SetupLink(w.t.Context())
	w.must(err)
	c := &client{w: w}
	c.post("/setup", m{"token": token, "name": "店長", "login": "owner", "password": password}, nil)
	w.secrets = append(w.secrets, token, c.cookie)
	return c
}

// add opens a channel at LINE and applies an account for it.
func (w *world) add(key, name, id, secret, rest string) string {
	w.t.Helper()
	channel := w.line.AddChannel(platform.ChannelSpec{ID: id, Secret: secret, Name: name, Endpoint: w.base + "/hook/" + key})
	if channel.Token != "" {
		w.secrets = append(w.secrets, channel.Token)
	}
	file := "accounts:\n  - key: " + key + "\n    name: " + name + "\n    channel: {id: \"" + id + "\", secret: \"" + secret + "\"}\n" +
		strings.TrimLeft(rest, "\n")
	w.apply(file)
	var accounts list[struct{ ID, Key string }]
	w.owner.get("/accounts", &accounts)
	for _, a := range accounts.Items {
		if a.Key == key {
			if w.account == "" {
				w.account = a.ID
			}
			return a.ID
		}
	}
	w.t.Fatalf("account %s was not made", key)
	return ""
}

// apply brings the installation to a file, as `ohenji apply` does.
func (w *world) apply(file string) {
	w.t.Helper()
	owner, err := w.app.Member.BySession(w.t.Context(), w.owner.cookie)
	w.must(err)
	_, err = w.app.Apply.Apply(w.t.Context(), owner.Actor(), strings.NewReader(file), false)
	w.must(err)
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// logbook holds what the product logs.
type logbook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write takes a line of the log.
func (l *logbook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logbook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// check demands of every scenario that its log holds no secret, no name and
// nothing that anybody wrote, and no error unless one was to be expected.
func (l *logbook) check(w *world) {
	log := l.String()
	for _, secret := range append(w.secrets, w.written()...) {
		if len([]rune(secret)) > 3 && strings.Contains(log, secret) {
			w.t.Errorf("the log has %q:\n%s", secret, around(log, secret))
		}
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "panic") || strings.Contains(line, "level=ERROR") && !w.noisy {
			w.t.Errorf("in the log: %s", line)
		}
	}
}

// written is everything that friends and the account have said to each other,
// the friends' names, and the reply tokens that were spent.
func (w *world) written() []string {
	var out []string
	for _, channel := range w.line.Channels() {
		for _, sent := range w.line.Sent(channel.ID) {
			out = append(out, sent.ReplyToken)
		}
		friends, err := w.line.Friends(channel.ID)
		w.must(err)
		for _, f := range friends {
			out = append(out, f.DisplayName)
			talk, err := w.line.Talk(channel.ID, f.UserID, 0)
			w.must(err)
			for _, b := range talk.Bubbles {
				out = append(out, textOf(b))
			}
		}
	}
	return out
}

func around(text, part string) string {
	at := strings.Index(text, part)
	return text[max(0, at-200):min(len(text), at+len(part)+200)]
}
