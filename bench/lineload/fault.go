package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Fault makes the mock API misbehave. It is written as comma-separated
// key=value pairs:
//
//	path=reply       which calls: reply, push, multicast, broadcast, narrowcast,
//	                 profile, or * for all (default *)
//	status=429       answer this status instead
//	delay=2s         answer only after this long
//	drop=true        close the connection without an answer
//	first=1          only the first N matching calls
//	per=token        count "first" per reply token, retry key or recipient,
//	                 so that a retry of the same message gets through
//	every=100        only each N-th matching call
//	prob=0.01        only with this probability
//
// Without first, every or prob, every matching call is affected.
type Fault struct {
	Path   string
	Status int
	Delay  time.Duration
	Drop   bool
	First  int
	PerKey bool
	Every  int
	Prob   float64

	mu   sync.Mutex
	n    int
	keys map[string]int
	hits int
}

func parseFault(s string) (*Fault, error) {
	f := &Fault{Path: "*", keys: map[string]int{}}
	for kv := range strings.SplitSeq(s, ",") {
		k, v, ok := strings.Cut(strings.TrimSpace(kv), "=")
		if !ok {
			return nil, fmt.Errorf("fault %q: %q is not key=value", s, kv)
		}
		var err error
		switch k {
		case "path":
			f.Path = v
		case "status":
			f.Status, err = strconv.Atoi(v)
			if err == nil && (f.Status < 200 || f.Status > 599) {
				err = errors.New("not an HTTP status")
			}
		case "delay":
			f.Delay, err = time.ParseDuration(v)
		case "drop":
			f.Drop, err = strconv.ParseBool(v)
		case "first":
			f.First, err = strconv.Atoi(v)
		case "every":
			f.Every, err = strconv.Atoi(v)
		case "prob":
			f.Prob, err = strconv.ParseFloat(v, 64)
		case "per":
			if v != "token" {
				err = errors.New("only per=token is known")
			}
			f.PerKey = true
		default:
			err = errors.New("unknown key")
		}
		if err != nil {
			return nil, fmt.Errorf("fault %q: %s: %w", s, k, err)
		}
	}
	if f.Status == 0 && f.Delay == 0 && !f.Drop {
		return nil, fmt.Errorf("fault %q does nothing: give status, delay or drop", s)
	}
	return f, nil
}

// hit reports whether this call is affected. key identifies the message that
// the call is about.
func (f *Fault) hit(path, key string) bool {
	if f.Path != "*" && f.Path != path {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	n := f.n
	if f.PerKey {
		f.keys[key]++
		n = f.keys[key]
	}
	if f.First > 0 && n > f.First {
		return false
	}
	if f.Every > 0 && n%f.Every != 0 {
		return false
	}
	if f.Prob > 0 && rand.Float64() >= f.Prob {
		return false
	}
	f.hits++
	return true
}

// faultFlag collects repeated -fault flags.
type faultFlag []*Fault

func (l *faultFlag) String() string { return "" }
func (l *faultFlag) Set(s string) error {
	f, err := parseFault(s)
	if err == nil {
		*l = append(*l, f)
	}
	return err
}
