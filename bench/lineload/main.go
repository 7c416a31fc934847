// Command lineload loads a LINE bot server with signed webhooks and plays
// LINE's Messaging API for it, so that the time from a webhook to its reply,
// lost and doubled answers and the cost per event can be measured on one
// machine. It knows nothing about any particular bot server.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const usage = `usage: lineload <command> [flags]

  mock      serve the mock Messaging API only, until interrupted
  follow    make the users known to the server: one follow event each
  load      send messages; measure acks, replies, throughput and cost
  redeliver send each webhook twice, the second time as a redelivery
  badsig    send wrong signatures and see what is answered and processed
  crash     kill the server in the middle of a burst, restart it, count losses
  bot       a minimal bot server, to find out what lineload itself can do

lineload <command> -h lists the flags.
`

type stringList []string

func (l *stringList) String() string     { return strings.Join(*l, "; ") }
func (l *stringList) Set(s string) error { *l = append(*l, s); return nil }

// options are the flags that several commands share.
type options struct {
	fs *flag.FlagSet

	url, secret, dest string
	headers           stringList
	users             int
	seed              string
	text, expect      string
	timeout           time.Duration

	mockAddr    string
	mockLatency time.Duration
	tokenReuse  bool
	tokenTTL    time.Duration
	countPush   bool
	faults      faultFlag

	pids      string
	fsyncDir  string
	out       string
	eventsOut string
	drain     time.Duration
	quiet     time.Duration
	maxTime   time.Duration
}

func newOptions(name string) *options {
	o := &options{fs: flag.NewFlagSet(name, flag.ExitOnError)}
	f := o.fs
	f.StringVar(&o.mockAddr, "mock", "127.0.0.1:9191", "address for the mock Messaging API")
	f.DurationVar(&o.mockLatency, "mock-latency", 0, "time the mock takes for every answer")
	f.BoolVar(&o.tokenReuse, "mock-token-reuse", false, "accept a reply token more than once (LINE does not)")
	f.DurationVar(&o.tokenTTL, "mock-token-ttl", 0, "reject reply tokens older than this (LINE: about a minute); 0 = never")
	f.Var(&o.faults, "fault", "misbehaviour of the mock, e.g. path=reply,status=429,first=1,per=token (repeatable)")
	f.StringVar(&o.out, "out", "-", "file for the JSON summary")
	f.DurationVar(&o.maxTime, "max-time", 10*time.Minute, "give up after this long, whatever happens")
	return o
}

func (o *options) clientFlags() {
	f := o.fs
	f.StringVar(&o.url, "url", "http://127.0.0.1:8080/webhook", "webhook address (loopback only)")
	f.StringVar(&o.secret, "secret", os.Getenv("LINELOAD_SECRET"), "channel secret (default $LINELOAD_SECRET)")
	f.StringVar(&o.dest, "destination", UserID("bot", 0), "bot user id, \"destination\" of the webhook")
	f.Var(&o.headers, "header", "extra request header \"Name: value\"; {ip} becomes a random address (repeatable)")
	f.IntVar(&o.users, "users", 1000, "number of distinct users")
	f.StringVar(&o.seed, "user-seed", "u", "same seed, same users")
	f.StringVar(&o.text, "text", "hello {seq}", "message text; {seq}, {run} and {user} are filled in")
	f.StringVar(&o.expect, "expect", "", "text that every answer must contain; filled in like -text")
	f.DurationVar(&o.timeout, "timeout", 30*time.Second, "limit for one webhook request")
	f.BoolVar(&o.countPush, "count-push", false, "a push to a user also answers that user's oldest open message")
	f.StringVar(&o.pids, "pid", "", "comma-separated pids of the server; their process trees are measured")
	f.StringVar(&o.fsyncDir, "fsync-probe", "", "also time small synchronous writes in this folder")
	f.StringVar(&o.eventsOut, "events-out", "", "file for one JSON line per event")
	f.DurationVar(&o.drain, "drain", 30*time.Second, "wait at most this long for outstanding answers at the end")
	f.DurationVar(&o.quiet, "drain-quiet", 5*time.Second, "stop waiting when nothing was answered for this long; 0 = never")
}

func (o *options) parse(args []string) {
	o.fs.Parse(args)
	if o.fs.NArg() > 0 {
		fatalf("unexpected argument %q", o.fs.Arg(0))
	}
}

func (o *options) pidList() []int {
	var out []int
	for s := range strings.SplitSeq(o.pids, ",") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		pid, err := strconv.Atoi(s)
		if err != nil || pid <= 1 {
			fatalf("bad pid %q", s)
		}
		out = append(out, pid)
	}
	return out
}

// session is a running mock with a client for the server under test.
type session struct {
	*options
	ctx     context.Context
	tracker *Tracker
	mock    *Mock
	client  *Client
	sum     Summary
	next    atomic.Int64
	cpu0    float64
	cleanup []func()
}

func (o *options) start(command string, conns int) *session {
	s := &session{options: o, cpu0: selfCPU()}
	ctx, cancel := context.WithTimeout(context.Background(), o.maxTime)
	ctx, unsignal := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	s.ctx, s.cleanup = ctx, append(s.cleanup, cancel, unsignal)

	s.tracker = newTracker(o.countPush)
	s.mock = newMock(s.tracker)
	if o.url == "" { // no client: nothing is known about tokens
		s.mock.Tracker = nil
	}
	s.mock.Latency, s.mock.TokenReuse, s.mock.TokenTTL, s.mock.Faults = o.mockLatency, o.tokenReuse, o.tokenTTL, o.faults
	stop, err := s.mock.listen(o.mockAddr)
	if err != nil {
		fatalf("mock: %v", err)
	}
	s.cleanup = append(s.cleanup, stop)
	if o.url != "" {
		s.client, err = newClient(o.url, o.secret, o.dest, o.headers, conns, o.timeout, s.tracker)
		if err != nil {
			fatalf("%v", err)
		}
	}
	s.sum = Summary{Command: command, Flags: map[string]string{}, Started: time.Now(), Run: randomHex(4)}
	o.fs.VisitAll(func(f *flag.Flag) {
		if v := f.Value.String(); v != f.DefValue && f.Name != "secret" {
			s.sum.Flags[f.Name] = v
		}
	})
	return s
}

// finish completes the summary and writes the outputs.
func (s *session) finish() {
	s.sum.Mock = s.mock.stats()
	if s.client != nil {
		s.sum.Requests = int(s.client.Requests.Load())
	}
	s.sum.SelfCPUS = round3(selfCPU() - s.cpu0)
	for _, v := range slices.Backward(s.cleanup) {
		v()
	}
	if s.eventsOut != "" {
		writeEvents(s.eventsOut, s.tracker.snapshot())
	}
	b, err := json.MarshalIndent(s.sum, "", "  ")
	if err != nil {
		fatalf("%v", err)
	}
	b = append(b, '\n')
	if s.out == "-" {
		os.Stdout.Write(b)
	} else if err := os.WriteFile(s.out, b, 0o644); err != nil {
		fatalf("%v", err)
	}
}

// eventLine is a line of -events-out.
type eventLine struct {
	Seq      int     `json:"seq"`
	EventID  string  `json:"webhookEventId"`
	User     string  `json:"userId"`
	Text     string  `json:"text"`
	Token    string  `json:"replyToken"`
	SentMs   int64   `json:"sent_unix_ms"`
	Status   int     `json:"ack_status"`
	Err      string  `json:"error,omitempty"`
	Attempts int     `json:"reply_calls"`
	Accepted int     `json:"answers"`
	ReplyMs  float64 `json:"reply_after_ms,omitempty"`
}

func writeEvents(path string, events []Event) {
	f, err := os.Create(path)
	if err != nil {
		fatalf("%v", err)
	}
	defer f.Close()
	enc := json.NewEncoder(f)
	for i := range events {
		e := &events[i]
		l := eventLine{
			e.Seq, e.EventID, e.UserID, e.Text, e.ReplyToken, e.Sent.UnixMilli(),
			e.Status, e.Err, e.Attempts, e.Accepted + e.Pushed, 0,
		}
		if !e.FirstOK.IsZero() {
			l.ReplyMs = round3(float64(e.FirstOK.Sub(e.Sent)) / 1e6)
		}
		if err := enc.Encode(l); err != nil {
			fatalf("%v", err)
		}
	}
}

func fatalf(format string, a ...any) {
	fmt.Fprintf(os.Stderr, "lineload: "+format+"\n", a...)
	os.Exit(1)
}

func itoa(n int) string            { return strconv.Itoa(n) }
func logf(format string, a ...any) { fmt.Fprintf(os.Stderr, format+"\n", a...) }

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	commands := map[string]func([]string){
		"mock": cmdMock, "follow": cmdFollow, "load": cmdLoad, "redeliver": cmdRedeliver,
		"badsig": cmdBadsig, "crash": cmdCrash, "bot": cmdBot,
	}
	run, ok := commands[os.Args[1]]
	if !ok {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	run(os.Args[2:])
}
