package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// bench is one run over all numbers of senders.
type bench struct {
	options

	dir      string // for everything that the run writes
	lineload string // the built load program
	database database
	mock     string // address where lineload plays LINE
}

// summary is what we read of lineload's result; bench/lineload documents it.
type summary struct {
	Events        int            `json:"events"`
	Acks          map[string]int `json:"events_by_ack_status"`
	Answered      int            `json:"events_answered"`
	Unanswered    int            `json:"events_acked_not_answered"`
	Doubled       int            `json:"answers_accepted_beyond_one"`
	Wrong         int            `json:"answers_not_as_expected"`
	AnswersPerS   float64        `json:"events_answered_per_s"`
	CPUPerEventMs float64        `json:"server_cpu_ms_per_answered_event"`
	Latency       dist           `json:"answer_latency_ms"`
	Scheduled     dist           `json:"scheduled_latency_ms"`
	Server        struct {
		RSSMaxMiB float64 `json:"rss_max_mib"`
	} `json:"server"`
	Machine struct {
		OtherCores float64 `json:"other_cores"`
		ProbeMs    float64 `json:"probe_ms"`
		Fsync      dist    `json:"fsync_ms"`
	} `json:"machine"`
}

type dist struct {
	P50 float64 `json:"p50"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// row is one line of the table: the product and, beside it, the ceiling.
type row struct {
	senders int
	ohenji  summary
	ceiling summary
}

// load is one call of lineload.
type load struct {
	name             string
	url, text, wants string
	pid              int
	senders          int
	duration, warmup time.Duration
	rate             float64
}

// measure loads the product and then the answering server, with the same
// numbers of senders.
func (b *bench) measure(ctx context.Context) ([]row, error) {
	rows := make([]row, len(b.senders))
	p, err := b.startProduct(ctx)
	if err != nil {
		return nil, err
	}
	defer p.kill()
	l := load{url: p.hook, pid: p.pid(), text: question(b.rules), wants: answer(b.rules)}

	progressf("warming up")
	l.name, l.senders, l.duration = "warm-up", 64, 4*time.Second
	if _, err := b.run(ctx, l); err != nil {
		return nil, p.explain(err)
	}
	l.duration, l.warmup, l.rate = b.duration, b.warmup, b.rate
	for i, n := range b.senders {
		progressf("ohenji, %d senders", n)
		l.name, l.senders = fmt.Sprintf("ohenji-%d", n), n
		rows[i].senders = n
		if rows[i].ohenji, err = b.run(ctx, l); err != nil {
			return nil, p.explain(err)
		}
	}
	if err := p.stop(); err != nil {
		return nil, p.explain(err)
	}
	return rows, b.measureCeiling(ctx, l, rows)
}

// measureCeiling repeats the measurements with lineload's own answering server.
func (b *bench) measureCeiling(ctx context.Context, l load, rows []row) error {
	address, err := freeAddress()
	if err != nil {
		return err
	}
	bot, err := start(filepath.Join(b.dir, "bot.log"), b.lineload, "bot", "-listen", address, "-api", "http://"+b.mock, "-secret", channelSecret)
	if err != nil {
		return err
	}
	defer bot.kill()
	if err := waitListening(ctx, address, bot); err != nil {
		return err
	}
	l.url, l.pid, l.wants = "http://"+address+"/", bot.pid(), "echo: "
	for i, n := range b.senders {
		progressf("ceiling, %d senders", n)
		l.name, l.senders = fmt.Sprintf("ceiling-%d", n), n
		if rows[i].ceiling, err = b.run(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// run calls lineload and reads its result.
func (b *bench) run(ctx context.Context, l load) (summary, error) {
	var s summary
	out := filepath.Join(b.dir, l.name+".json")
	err := command(ctx, b.lineload, "load",
		"-mock", b.mock, "-url", l.url, "-secret", channelSecret, "-pid", strconv.Itoa(l.pid),
		"-users", strconv.Itoa(b.users), "-text", l.text, "-expect", l.wants,
		"-concurrency", strconv.Itoa(l.senders), "-per-request", strconv.Itoa(b.perRequest),
		"-duration", l.duration.String(), "-warmup", l.warmup.String(), "-rate", fmt.Sprint(l.rate),
		"-fsync-probe", b.dir, "-max-time", (l.duration + l.warmup + time.Minute).String(), "-out", out)
	if err != nil {
		return s, err
	}
	text, err := os.ReadFile(out)
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(text, &s); err != nil {
		return s, fmt.Errorf("%s: %w", out, err)
	}
	if s.Answered == 0 {
		return s, fmt.Errorf("%s: nothing was answered; webhooks got %v", l.name, s.Acks)
	}
	return s, nil
}

// complaints is an error when an answer is missing, wrong or doubled: fast
// figures of a server that loses messages are worth nothing.
func complaints(rows []row) error {
	for _, r := range rows {
		s := r.ohenji
		if refused := s.Events - s.Acks["200"]; refused+s.Unanswered+s.Doubled+s.Wrong > 0 {
			return fmt.Errorf("%d senders: of %d events %d not acknowledged, %d unanswered, %d answered twice, %d with a wrong answer",
				r.senders, s.Events, refused, s.Unanswered, s.Doubled, s.Wrong)
		}
	}
	return nil
}
