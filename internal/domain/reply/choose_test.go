package reply

import (
	"testing"

	"ohenji/internal/domain"
	"ohenji/internal/domain/match"
)

// Rules have exact keywords only for now, so the finer points of choosing are
// tested on hits made by hand.
func TestTheOrderOfChoosing(t *testing.T) {
	t.Parallel()
	one := func(id string, position int) domain.Rule {
		return domain.Rule{ID: id, Enabled: true, Position: position, Keywords: []string{"a", "b"}}
	}
	disabled := one("off", 0)
	disabled.Enabled = false
	rs, err := Compile([]domain.Rule{disabled, one("x", 1), one("y", 1), one("z", 2)})
	if err != nil {
		t.Fatal(err)
	}
	const off, x, y, z = 0, 2, 4, 6 // the first pattern of each
	cases := []struct {
		name string
		hits []match.Hit
		want int
	}{
		{"no hit", nil, -1},
		{"a rule that is off", []match.Hit{{Pattern: off}}, -1},
		{"the position before the kind", []match.Hit{{Pattern: x, Kind: match.Regexp}, {Pattern: z, Kind: match.Exact}}, 0},
		{"the position before the length", []match.Hit{{Pattern: x, Length: 1}, {Pattern: z, Length: 9}}, 0},
		{"at one position, the more exact kind", []match.Hit{{Pattern: x, Kind: match.Contains, Length: 9}, {Pattern: y, Kind: match.Prefix, Length: 1}}, 1},
		{"of one kind, the longer keyword", []match.Hit{{Pattern: x, Kind: match.Contains, Length: 2}, {Pattern: y, Kind: match.Contains, Length: 3}}, 1},
		{"of one length, the rule with the lower id", []match.Hit{{Pattern: x, Length: 2}, {Pattern: y, Length: 2}}, 0},
		{"in one rule, the more exact keyword", []match.Hit{{Pattern: z, Kind: match.Contains}, {Pattern: z + 1, Kind: match.Exact}}, 1},
		{"in one rule, the keyword listed first", []match.Hit{{Pattern: off}, {Pattern: z}, {Pattern: z + 1}}, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := rs.choose(c.hits); got != c.want {
				t.Errorf("hit %d wins, want %d", got, c.want)
			}
		})
	}
}
