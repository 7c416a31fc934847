package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

func cmdMock(args []string) {
	o := newOptions("mock")
	o.maxTime = time.Hour
	o.parse(args)
	s := o.start("mock", 1)
	logf("mock Messaging API on http://%s (GET /_mock/stats, POST /_mock/reset)", o.mockAddr)
	<-s.ctx.Done()
	s.finish()
}

func cmdFollow(args []string) {
	o := newOptions("follow")
	o.clientFlags()
	conc := o.fs.Int("concurrency", 8, "requests at the same time")
	per := o.fs.Int("per-request", 10, "events in one request")
	settle := o.fs.Duration("settle", 2*time.Second, "wait until the mock has seen no call for this long")
	o.parse(args)
	s := o.start("follow", *conc)
	w, m := watchProcs(o.pidList()), watchMachine(o.fsyncDir)
	start, stop := stream(s.ctx, s.client, Plan{
		Kind: "follow", Users: o.users, UserSeed: o.seed, PerRequest: *per, Concurrency: *conc,
		Duration: o.maxTime, MaxEvents: o.users,
	}, &s.next, true)
	for last, since := -1, time.Now(); time.Since(since) < *settle && s.ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		if n := s.mock.calls(); n != last {
			last, since = n, time.Now()
		}
	}
	s.sum.DrainS = round3(time.Since(stop).Seconds())
	s.sum.Proc = w.end()
	s.sum.Machine = m.end(s.sum.Proc)
	s.sum.summarize(s.tracker.snapshot(), start, stop, "")
	s.finish()
}

func cmdLoad(args []string) {
	o := newOptions("load")
	o.clientFlags()
	var p Plan
	f := o.fs
	f.IntVar(&p.Concurrency, "concurrency", 16, "senders at the same time")
	f.IntVar(&p.PerRequest, "per-request", 1, "events in one request")
	f.Float64Var(&p.Rate, "rate", 0, "events per second on a fixed schedule; 0 = closed loop")
	f.DurationVar(&p.Duration, "duration", 20*time.Second, "how long to send")
	f.IntVar(&p.MaxEvents, "max-events", 0, "stop after this many events; 0 = no limit but -duration")
	wait := f.String("wait", "reply", "closed loop: a sender goes on after the \"ack\" or after the \"reply\"")
	f.DurationVar(&p.WaitMax, "wait-max", 10*time.Second, "how long a sender waits for a reply")
	warm := f.Duration("warmup", 2*time.Second, "send this long first without measuring")
	o.parse(args)
	if *wait != "reply" && *wait != "ack" {
		fatalf("-wait is ack or reply")
	}
	if p.Concurrency < 1 || p.PerRequest < 1 || o.users < 1 {
		fatalf("-concurrency, -per-request and -users must be at least 1")
	}
	s := o.start("load", p.Concurrency)
	p.Kind, p.Users, p.UserSeed, p.Text, p.Run = "message", o.users, o.seed, o.text, s.sum.Run
	p.WaitReply = *wait == "reply" && p.Rate == 0
	if *warm > 0 {
		wp := p
		wp.Duration, wp.MaxEvents = *warm, 0
		stream(s.ctx, s.client, wp, &s.next, false)
		s.tracker.drain(o.drain, o.quiet)
	}
	s.cpu0 = selfCPU()
	w, m := watchProcs(o.pidList()), watchMachine(o.fsyncDir)
	start, stop := stream(s.ctx, s.client, p, &s.next, true)
	s.tracker.drain(o.drain, o.quiet)
	s.sum.DrainS = round3(time.Since(stop).Seconds())
	s.sum.Proc = w.end()
	s.sum.Machine = m.end(s.sum.Proc)
	s.sum.summarize(s.tracker.snapshot(), start, stop, o.expect)
	s.finish()
}

func cmdRedeliver(args []string) {
	o := newOptions("redeliver")
	o.clientFlags()
	n := o.fs.Int("events", 20, "how many webhooks to send twice")
	gap := o.fs.Duration("gap", 500*time.Millisecond, "time between the answer to the first and the second")
	both := o.fs.Bool("concurrent", false, "send both at the same moment instead")
	o.parse(args)
	s := o.start("redeliver", 4)
	start := time.Now()
	statuses := map[string]int{}
	for i := 0; i < *n && s.ctx.Err() == nil; i++ {
		events := []*Event{newEvent("message", i, UserID(o.seed, i%o.users), o.text, s.sum.Run)}
		s.tracker.add(events, true)
		first := func() { s.client.deliver(s.ctx, events, false) }
		second := func() { // its outcome must not replace that of the first
			body := encode(o.dest, events, true)
			sig := Sign(o.secret, body)
			status, _, err := s.client.post(s.ctx, body, &sig)
			if err != nil {
				statuses[briefError(err)]++
			} else {
				statuses[itoa(status)]++
			}
		}
		if *both {
			var wg sync.WaitGroup
			wg.Go(first)
			second()
			wg.Wait()
			waitAnswers(events, 5*time.Second)
		} else {
			first()
			waitAnswers(events, 5*time.Second)
			time.Sleep(*gap)
			second()
		}
	}
	time.Sleep(2 * time.Second) // for the answers to the last redelivery
	s.sum.Extra = map[string]any{"redelivery_status": statuses}
	s.sum.summarize(s.tracker.snapshot(), start, time.Now(), o.expect)
	s.finish()
}

func cmdBadsig(args []string) {
	o := newOptions("badsig")
	o.clientFlags()
	settle := o.fs.Duration("settle", 1500*time.Millisecond, "how long to wait for an answer to each case")
	o.parse(args)
	s := o.start("badsig", 2)
	type outcome struct {
		Case     string `json:"case"`
		Status   int    `json:"status"`
		Response string `json:"response"`
		Error    string `json:"error,omitempty"`
		Answered bool   `json:"answered"`
	}
	var results []outcome
	str := func(v string) *string { return &v }
	cases := []struct {
		name string
		make func(body []byte) ([]byte, *string)
	}{
		{"correct signature", func(b []byte) ([]byte, *string) { return b, str(Sign(o.secret, b)) }},
		{"signed with another secret", func(b []byte) ([]byte, *string) { return b, str(Sign(o.secret+"x", b)) }},
		{"signed with the empty secret", func(b []byte) ([]byte, *string) { return b, str(Sign("", b)) }},
		{"no signature header", func(b []byte) ([]byte, *string) { return b, nil }},
		{"empty signature", func(b []byte) ([]byte, *string) { return b, str("") }},
		{"not base64", func(b []byte) ([]byte, *string) { return b, str("!!!!") }},
		{"truncated", func(b []byte) ([]byte, *string) { return b, str(Sign(o.secret, b)[:20]) }},
		{"hex instead of base64", func(b []byte) ([]byte, *string) {
			return b, str(hex.EncodeToString([]byte(Sign(o.secret, b))))
		}},
		{"body changed after signing", func(b []byte) ([]byte, *string) { return append(b, ' '), str(Sign(o.secret, b)) }},
		{"not JSON, correctly signed", func([]byte) ([]byte, *string) {
			b := []byte("{not json")
			return b, str(Sign(o.secret, b))
		}},
		{"no events (LINE's verify button)", func([]byte) ([]byte, *string) {
			b := encode(o.dest, nil, false)
			return b, str(Sign(o.secret, b))
		}},
	}
	start := time.Now()
	for i, c := range cases {
		events := []*Event{newEvent("message", i, UserID(o.seed, i%o.users), o.text, s.sum.Run)}
		s.tracker.add(events, true)
		body, sig := c.make(encode(o.dest, events, false))
		s.tracker.sent(events, time.Now())
		status, response, err := s.client.post(s.ctx, body, sig)
		r := outcome{Case: c.name, Status: status, Response: string(response)}
		if err != nil {
			r.Error = briefError(err)
		}
		s.tracker.ack(events, status, r.Error, time.Now())
		waitAnswers(events, *settle)
		for _, e := range s.tracker.snapshot() {
			r.Answered = r.Answered || (e.Seq == i && e.Attempts > 0)
		}
		results = append(results, r)
	}
	s.sum.Extra = results
	s.sum.summarize(s.tracker.snapshot(), start, time.Now(), "")
	s.finish()
}

// crashReport is the part of a summary that only a crash run has.
type crashReport struct {
	Killed           []int   `json:"killed_pids"`
	KilledAtS        float64 `json:"killed_at_s"`
	AckedAtKill      int     `json:"acked_at_kill"`
	AnsweredAtKill   int     `json:"answered_at_kill"`
	AnsweredAfter    int     `json:"answered_after_kill"`
	RestartPID       int     `json:"restart_pid,omitempty"`
	ReadyAfterS      float64 `json:"ready_s_after_restart,omitempty"`
	Redelivered      int     `json:"unacked_redelivered,omitempty"`
	RedeliveredAcked int     `json:"unacked_redelivered_acked,omitempty"`
}

func cmdCrash(args []string) {
	o := newOptions("crash")
	o.clientFlags()
	var p Plan
	f := o.fs
	f.IntVar(&p.MaxEvents, "events", 2000, "size of the burst")
	f.IntVar(&p.Concurrency, "concurrency", 16, "senders at the same time")
	f.IntVar(&p.PerRequest, "per-request", 1, "events in one request")
	f.Float64Var(&p.Rate, "rate", 0, "events per second; 0 = as fast as acknowledged")
	after := f.Int("kill-after-acks", 1000, "kill the -pid trees once this many events are acknowledged")
	restart := f.String("restart", "", "shell command that starts the server again (it is left running)")
	restartLog := f.String("restart-log", os.DevNull, "output of that command")
	ready := f.String("ready-url", "", "wait until this address answers after the restart")
	redeliver := f.Bool("redeliver-unacked", false, "after the restart send unacknowledged events again, as LINE can")
	o.parse(args)
	if len(o.pidList()) == 0 {
		fatalf("crash needs -pid")
	}
	s := o.start("crash", p.Concurrency)
	p.Kind, p.Users, p.UserSeed, p.Text, p.Run = "message", o.users, o.seed, o.text, s.sum.Run
	p.Duration = o.maxTime
	var rep crashReport
	begin := time.Now()

	// What is sent after the kill fails to connect and stays unacknowledged.
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		rep.killAfter(s, *after, begin)
	}()
	start, stop := stream(s.ctx, s.client, p, &s.next, true)
	<-killed
	_, atStop := s.tracker.progress()

	if *restart != "" && s.ctx.Err() == nil {
		if err := rep.restart(s.ctx, *restart, *restartLog, *ready); err != nil {
			fatalf("restart: %v", err)
		}
		if *redeliver {
			rep.redeliver(s)
		}
	}
	s.tracker.drain(o.drain, o.quiet)
	_, answered := s.tracker.progress()
	rep.AnsweredAfter = answered - atStop
	s.sum.DrainS = round3(time.Since(stop).Seconds())
	s.sum.summarize(s.tracker.snapshot(), start, stop, o.expect)
	s.sum.Extra = rep
	s.finish()
}

// killAfter kills the server once so many events are acknowledged.
func (rep *crashReport) killAfter(s *session, acks int, begin time.Time) {
	for s.ctx.Err() == nil {
		acked, answered := s.tracker.progress()
		if acked >= acks {
			rep.Killed = killTree(s.pidList())
			rep.KilledAtS = round3(time.Since(begin).Seconds())
			rep.AckedAtKill, rep.AnsweredAtKill = acked, answered
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// restart starts the server again and waits for readyURL, if there is one.
func (rep *crashReport) restart(ctx context.Context, command, log, readyURL string) error {
	time.Sleep(time.Second)
	pid, err := startDetached(command, log)
	if err != nil {
		return err
	}
	rep.RestartPID = pid
	begin := time.Now()
	if readyURL == "" {
		return nil
	}
	if err := waitReady(ctx, readyURL); err != nil {
		return err
	}
	rep.ReadyAfterS = round3(time.Since(begin).Seconds())
	return nil
}

// redeliver sends what was not acknowledged once more, as LINE can.
func (rep *crashReport) redeliver(s *session) {
	for _, e := range s.tracker.unacked() {
		rep.Redelivered++
		if status := s.client.deliver(s.ctx, []*Event{e}, true); status >= 200 && status < 300 {
			rep.RedeliveredAcked++
		}
	}
}

// startDetached runs a shell command in its own session and leaves it running.
func startDetached(command, logPath string) (int, error) {
	out, err := os.OpenFile(logPath, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return 0, err
	}
	defer out.Close()
	cmd := exec.Command("sh", "-c", command)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	go cmd.Wait()
	return cmd.Process.Pid, nil
}

func waitReady(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		if res, err := http.DefaultClient.Do(req); err == nil {
			res.Body.Close()
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer", url)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
