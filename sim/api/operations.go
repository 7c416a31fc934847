package api

import (
	"time"

	"ohenji/sim/platform"
)

// operation is one operation of LINE's OpenAPI documents.
type operation struct {
	ID       string // operationId
	Method   string
	Path     string
	Rate     platform.Rate            // zero: LINE documents none
	Open     bool                     // needs no access token
	RetryKey bool                     // takes X-Line-Retry-Key
	Fault    string                   // short name for faults, besides the id
	handle   func(*call) (any, error) // nil: not simulated; the result is the body of the 200
}

// Operation is what the coverage list tells of one of LINE's operations.
type Operation struct {
	ID        string
	Method    string
	Path      string
	Simulated bool // false: answered 501 with its name
}

// Coverage lists every operation of LINE's documents and whether it is
// simulated, in their order.
func Coverage() []Operation {
	var out []Operation
	for _, op := range operations() {
		out = append(out, Operation{op.ID, op.Method, op.Path, op.handle != nil})
	}
	return out
}

// LINE's rate limits (messaging-api reference, "Rate limits").
func perSecond(n int) platform.Rate { return platform.Rate{N: n, Per: time.Second} }
func perMinute(n int) platform.Rate { return platform.Rate{N: n, Per: time.Minute} }
func perHour(n int) platform.Rate   { return platform.Rate{N: n, Per: time.Hour} }

func operations() []operation {
	var out []operation
	for _, group := range [][]operation{
		webhookOperations(), messageOperations(), statisticsOperations(), peopleOperations(), richMenuOperations(),
		otherOperations(), insightOperations(), audienceOperations(), tokenOperations(), moduleOperations(),
		templateOperations(),
	} {
		out = append(out, group...)
	}
	return out
}

// templateOperations are the templates of LINE notification messages, announced
// on 2025-06-02: in the reference, yet absent from LINE's OpenAPI documents.
func templateOperations() []operation {
	return []operation{
		{ID: "pushTemplatedMessageByPhone", Method: "POST", Path: "/v2/bot/message/pnp/templated/push", Rate: perSecond(2000)},
		{ID: "getTemplatedPNPMessageStatistics", Method: "GET", Path: "/v2/bot/message/delivery/pnp/templated", Rate: perSecond(2000)},
	}
}
