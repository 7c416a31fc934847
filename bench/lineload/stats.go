package main

import (
	"math"
	"sort"
	"strings"
	"time"
)

// Dist describes a set of durations in milliseconds, exactly (no buckets).
type Dist struct {
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P99  float64 `json:"p99"`
	P999 float64 `json:"p99_9"`
	Max  float64 `json:"max"`
}

func newDist(ds []time.Duration) Dist {
	if len(ds) == 0 {
		return Dist{}
	}
	ms := make([]float64, len(ds))
	sum := 0.0
	for i, d := range ds {
		ms[i] = float64(d) / 1e6
		sum += ms[i]
	}
	sort.Float64s(ms)
	q := func(p float64) float64 { // nearest rank
		i := int(math.Ceil(p*float64(len(ms)))) - 1
		return round3(ms[max(i, 0)])
	}
	return Dist{
		N: len(ms), Mean: round3(sum / float64(len(ms))),
		P50: q(.50), P90: q(.90), P99: q(.99), P999: q(.999), Max: round3(ms[len(ms)-1]),
	}
}

func round3(f float64) float64 { return math.Round(f*1000) / 1000 }

// Summary is the result of a run, written as JSON.
type Summary struct {
	Command  string            `json:"command"`
	Flags    map[string]string `json:"flags"`
	Started  time.Time         `json:"started"`
	Run      string            `json:"run"` // nonce, {run} in message texts
	DurS     float64           `json:"duration_s"`
	DrainS   float64           `json:"drain_s"`
	Requests int               `json:"requests"` // of the whole run, warm-up included
	Events   int               `json:"events"`

	Acks       map[string]int `json:"events_by_ack_status"` // "200", "429", … or "error"
	Errors     map[string]int `json:"errors,omitempty"`     // texts of the failures without a status
	AckLatency Dist           `json:"ack_latency_ms"`       // webhook POST to complete response, 2xx only

	Replied       int  `json:"events_answered"`             // an answer was accepted by the mock
	AckedNoReply  int  `json:"events_acked_not_answered"`   // acknowledged, yet no accepted answer
	NackedReplied int  `json:"events_not_acked_answered"`   // answered although never acknowledged
	ExtraAttempts int  `json:"reply_calls_beyond_first"`    // repeated calls, accepted or not
	ExtraAccepted int  `json:"answers_accepted_beyond_one"` // what a user would see twice
	WrongAnswer   int  `json:"answers_not_as_expected"`     // with -expect
	ReplyLatency  Dist `json:"reply_latency_ms"`            // webhook POST to first reply call
	AnswerLatency Dist `json:"answer_latency_ms"`           // webhook POST to first accepted call
	SchedLatency  Dist `json:"scheduled_latency_ms"`        // scheduled moment to first reply call (-rate)

	AckedPerS   float64 `json:"events_acked_per_s"`
	RepliedPerS float64 `json:"events_answered_per_s"` // answers that arrived while sending
	PerSecond   []int   `json:"answered_each_second"`

	Proc          *ProcStats    `json:"server,omitempty"`
	CPUPerEventMs float64       `json:"server_cpu_ms_per_answered_event,omitempty"`
	SelfCPUS      float64       `json:"lineload_cpu_s"`
	Machine       *MachineStats `json:"machine,omitempty"`
	Mock          MockStats     `json:"mock"`

	Extra any `json:"extra,omitempty"`
}

// summarize fills in everything that follows from the events of one window.
func (s *Summary) summarize(events []Event, start, stop time.Time, expect string) {
	s.Events = len(events)
	s.DurS = round3(stop.Sub(start).Seconds())
	s.Acks, s.Errors = map[string]int{}, map[string]int{}
	var ack, reply, answer, sched []time.Duration
	acked, inWindow := 0, 0
	for i := range events {
		e := &events[i]
		s.countAck(e)
		s.countAnswer(e, expect)
		if e.acked() {
			acked++
			ack = append(ack, e.Acked.Sub(e.Sent))
		}
		if !e.FirstCall.IsZero() {
			reply = append(reply, e.FirstCall.Sub(e.Sent))
			if !e.Sched.IsZero() {
				sched = append(sched, e.FirstCall.Sub(e.Sched))
			}
		}
		if e.kind != "message" || e.FirstOK.IsZero() {
			continue
		}
		answer = append(answer, e.FirstOK.Sub(e.Sent))
		if e.FirstOK.Before(stop) {
			inWindow++
		}
		s.countSecond(e.FirstOK.Sub(start))
	}
	s.AckLatency, s.ReplyLatency = newDist(ack), newDist(reply)
	s.AnswerLatency, s.SchedLatency = newDist(answer), newDist(sched)
	if s.DurS > 0 {
		s.AckedPerS = round3(float64(acked) / s.DurS)
		s.RepliedPerS = round3(float64(inWindow) / s.DurS)
	}
	if s.Proc != nil && s.Replied > 0 {
		s.CPUPerEventMs = round3((s.Proc.CPUUserS + s.Proc.CPUSysS) * 1000 / float64(s.Replied))
	}
}

// countAck notes what the webhook request was answered with.
func (s *Summary) countAck(e *Event) {
	if e.Status != 0 {
		s.Acks[itoa(e.Status)]++
		return
	}
	s.Acks["error"]++
	s.Errors[e.Err]++
}

// countAnswer notes whether a message was answered, how often and how.
func (s *Summary) countAnswer(e *Event, expect string) {
	s.ExtraAttempts += max(0, e.Attempts-1)
	s.ExtraAccepted += max(0, e.Accepted+e.Pushed-1)
	switch {
	case e.kind != "message":
	case e.FirstOK.IsZero():
		if e.acked() {
			s.AckedNoReply++
		}
	default:
		s.Replied++
		if !e.acked() {
			s.NackedReplied++
		}
		if expect != "" && !strings.Contains(e.Answer, expand(expect, e.Seq, s.Run, e.UserID)) {
			s.WrongAnswer++
		}
	}
}

// countSecond notes an answer in the second of the window in which it came.
func (s *Summary) countSecond(after time.Duration) {
	sec := int(after / time.Second)
	if sec < 0 || sec >= 3600 {
		return
	}
	for len(s.PerSecond) <= sec {
		s.PerSecond = append(s.PerSecond, 0)
	}
	s.PerSecond[sec]++
}
