package reply_test

import (
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/reply"
)

// retold is the same input, told in another way: the instant in another zone,
// tags in another order and twice, last answers of rules that do not exist.
func retold(r *rand.Rand, in reply.Input) reply.Input {
	zones := []*time.Location{time.UTC, time.FixedZone("west", -11*60*60), time.FixedZone("east", 14*60*60)}
	in.At = in.At.In(zones[r.IntN(len(zones))])
	if !in.ManualUntil.IsZero() {
		in.ManualUntil = in.ManualUntil.In(zones[r.IntN(len(zones))])
	}
	in.Tags = slices.Concat(in.Tags, in.Tags)
	r.Shuffle(len(in.Tags), func(i, j int) { in.Tags[i], in.Tags[j] = in.Tags[j], in.Tags[i] })
	in.LastAnswered = maps.Clone(in.LastAnswered)
	in.LastAnswered["rul_gone"] = in.At
	return in
}

func TestADecisionDependsOnNothingButItsInputs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(21, 21))
	h := weekdays(t)
	phone, err := hours.Compile(hours.Schedule{Week: hours.Week{"mon": {{Start: 60 * 20, End: 60 * 30}}}})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 200 {
		rules := randomRules(r)
		compiled := compile(t, rules...)
		var ins, others []reply.Input
		var wants []reply.Decision
		for range 20 {
			in := randomInput(r, rules, h, phone)
			in.Rules = compiled
			ins, others, wants = append(ins, in), append(others, retold(r, in)), append(wants, reply.Decide(in))
		}
		for range 4 { // on the same rules at the same time, in other orders
			order := r.Perm(len(ins))
			group.Go(func() {
				for _, i := range order {
					before := ins[i]
					before.Tags = slices.Clone(before.Tags)
					for _, in := range []reply.Input{ins[i], others[i], ins[i]} {
						if got := reply.Decide(in); !same(got, wants[i]) {
							t.Errorf("%+v\ndecided as %+v\nand before  %+v", in, got, wants[i])
						}
					}
					if !slices.Equal(before.Tags, ins[i].Tags) {
						t.Errorf("the decision changed the tags %v to %v", before.Tags, ins[i].Tags)
					}
				}
			})
		}
	}
	group.Wait()
}

// same compares decisions; ends of cooldowns are instants, whatever zone they
// are told in.
func same(a, b reply.Decision) bool {
	if len(a.Others) != len(b.Others) {
		return false
	}
	a.Others, b.Others = slices.Clone(a.Others), slices.Clone(b.Others)
	for i := range a.Others {
		if !a.Others[i].Until.Equal(b.Others[i].Until) {
			return false
		}
		a.Others[i].Until, b.Others[i].Until = time.Time{}, time.Time{}
	}
	return reflect.DeepEqual(a, b)
}
