package suggest

import "slices"

// leaders is the commonest spelling of each group so far, and an index to find
// those that are near to another spelling without comparing with all.
//
// Two texts with at most k edits between them share one piece when the first is
// cut into k+1 pieces, because one of these has no edit in it; and the piece
// stands in the second at most k places from where it stands in the first.
type leaders struct {
	spellings []*spelling
	groups    [][]*spelling
	pieces    map[piece][]int32
}

type piece struct {
	length int // of the whole text, in characters
	at     int // where the piece stands in it
	text   string
}

func newLeaders() *leaders { return &leaders{pieces: map[piece][]int32{}} }

// tolerance is how many edits may be between texts, by the length of the
// shorter: none in short words, where one character is another word.
func tolerance(length int) int {
	switch {
	case length < 4, length > maxNear:
		return 0
	case length < 8:
		return 1
	case length < 16:
		return 2
	}
	return 3
}

// cuts calls do with the bounds of each piece of a text.
func cuts(length int, do func(from, to int)) {
	n := tolerance(length) + 1
	for i := range n {
		do(length*i/n, length*(i+1)/n)
	}
}

func (l *leaders) add(s *spelling) {
	number := int32(len(l.spellings))
	l.spellings = append(l.spellings, s)
	l.groups = append(l.groups, []*spelling{s})
	if tolerance(len(s.runes)) == 0 {
		return
	}
	cuts(len(s.runes), func(from, to int) {
		p := piece{len(s.runes), from, string(s.runes[from:to])}
		l.pieces[p] = append(l.pieces[p], number)
	})
}

// near returns the number of the first group whose leader is near, or -1.
func (l *leaders) near(s *spelling) int {
	most := tolerance(len(s.runes))
	if most == 0 {
		return -1
	}
	var candidates []int32
	for length := len(s.runes) - most; length <= len(s.runes)+most; length++ {
		if tolerance(length) == 0 {
			continue
		}
		shift := min(most, tolerance(length))
		cuts(length, func(from, to int) {
			for at := max(0, from-shift); at <= from+shift && at+to-from <= len(s.runes); at++ {
				candidates = append(candidates, l.pieces[piece{length, from, string(s.runes[at : at+to-from])}]...)
			}
		})
	}
	slices.Sort(candidates)
	candidates = slices.Compact(candidates)
	for _, n := range candidates[:min(len(candidates), maxCandidates)] {
		other := l.spellings[n].runes
		if within(s.runes, other, tolerance(min(len(s.runes), len(other)))) {
			return int(n)
		}
	}
	return -1
}

// within reports whether a becomes b by at most limit insertions, deletions and
// replacements of a character. It fills only the band of the table in which
// such a way can run.
func within(a, b []rune, limit int) bool {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return false
	}
	var room [2][maxNear + 8]int
	before, row := room[0][:len(b)+1], room[1][:len(b)+1]
	for j := range before {
		before[j] = j
	}
	for i := 1; i <= len(a); i++ {
		from, to := max(1, i-limit), min(len(b), i+limit)
		row[from-1] = limit + 1
		if from == 1 {
			row[0] = i
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			cost := before[j-1]
			if a[i-1] != b[j-1] {
				cost++
			}
			if j < i+limit { // else there is nothing above
				cost = min(cost, before[j]+1)
			}
			row[j] = min(cost, row[j-1]+1)
			least = min(least, row[j])
		}
		if least > limit {
			return false
		}
		before, row = row, before
	}
	return before[len(b)] <= limit
}
