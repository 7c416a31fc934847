package suggest

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

var day = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// asked makes messages, a minute apart.
func asked(texts ...string) []Text {
	out := make([]Text, len(texts))
	for i, t := range texts {
		out[i] = Text{ID: fmt.Sprintf("msg_%03d", i), Text: t, At: day.Add(time.Duration(i) * time.Minute)}
	}
	return out
}

func list(groups []Group) string {
	var out []string
	for _, g := range groups {
		var spellings []string
		for _, s := range g.Spellings {
			spellings = append(spellings, fmt.Sprint(s.Text, " ", s.Count))
		}
		out = append(out, fmt.Sprintf("%s %d: %s", g.Title, g.Count, strings.Join(spellings, ", ")))
	}
	return strings.Join(out, "\n")
}

func TestWhatFriendsAskInOtherWords(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		texts []string
		want  []string // title, count: spellings
	}{
		{"nothing", nil, nil},
		{"blank texts", []string{"", " 　"}, nil},
		{"one text", []string{"駐車場はありますか"}, []string{"駐車場はありますか 1: 駐車場はありますか 1"}},
		{"what folds to the same is one spelling, as written most often", []string{"ﾒﾆｭｰ", "メニュー", "メニュー！", " メニュー"}, []string{"メニュー 4: メニュー 4"}},
		{"at equal numbers the shorter", []string{"メニュー！", "メニュー"}, []string{"メニュー 2: メニュー 2"}},
		{
			"near spellings are one group",
			[]string{"駐車場はあります", "駐車場はありますか", "駐車場ありますか", "駐車場はありますか？"},
			[]string{"駐車場はありますか 4: 駐車場はありますか 2, 駐車場ありますか 1, 駐車場はあります 1"},
		},
		{"short words are not near to others", []string{"予約", "予定", "店名", "店員"}, []string{"店員 1: 店員 1", "店名 1: 店名 1", "予定 1: 予定 1", "予約 1: 予約 1"}},
		{"nor words that differ in two of five characters", []string{"営業時間は", "営業再開は"}, []string{"営業再開は 1: 営業再開は 1", "営業時間は 1: 営業時間は 1"}},
		{"the biggest group first", []string{"営業時間", "営業時間", "テイクアウト"}, []string{"営業時間 2: 営業時間 2", "テイクアウト 1: テイクアウト 1"}},
		{
			"what is near to the commonest goes there",
			[]string{"予約したいです", "予約したいのです", "予約したいのです", "予約したい"},
			[]string{"予約したいのです 3: 予約したいのです 2, 予約したいです 1", "予約したい 1: 予約したい 1"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, want := list(Groups(asked(c.texts...), 0)), strings.Join(c.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestAGroupShowsItsLatestMessages(t *testing.T) {
	t.Parallel()
	texts := asked(slices.Repeat([]string{"駐車場はありますか", "駐車場ありますか"}, 6)...)
	texts = append(texts, asked("営業時間")...)
	groups := Groups(texts, 1)
	if len(groups) != 1 {
		t.Fatalf("%d groups", len(groups))
	}
	g := groups[0]
	var ids []string
	for _, e := range g.Examples {
		ids = append(ids, e.ID)
	}
	if want := []string{"msg_011", "msg_010", "msg_009", "msg_008", "msg_007"}; !slices.Equal(ids, want) || !g.Last.Equal(day.Add(11*time.Minute)) || g.Count != 12 {
		t.Errorf("%d texts, last %s, examples %s", g.Count, g.Last, ids)
	}
}

// sentences are the same questions with slips of the finger.
func sentences(r *rand.Rand, n, questions int) []Text {
	letters := []rune("あいうえおかきくけこさしすせそ予約営業時間駐車場席")
	base := make([][]rune, questions)
	for i := range base {
		for range 3 + r.IntN(30) {
			base[i] = append(base[i], letters[r.IntN(len(letters))])
		}
	}
	out := make([]Text, n)
	for i := range out {
		text := slices.Clone(base[r.IntN(questions)])
		for range r.IntN(3) {
			at := r.IntN(len(text))
			switch r.IntN(3) {
			case 0:
				text[at] = letters[r.IntN(len(letters))]
			case 1:
				text = slices.Insert(text, at, letters[r.IntN(len(letters))])
			default:
				text = append(text[:at], text[at+1:]...)
			}
			if len(text) == 0 {
				text = []rune("あ")
			}
		}
		out[i] = Text{ID: fmt.Sprintf("msg_%06d", i), Text: string(text), At: day.Add(time.Duration(r.IntN(90)) * time.Minute)}
	}
	return out
}

func TestTheOrderOfTheTextsDoesNotCount(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	for range 50 {
		texts := sentences(r, 200, 40)
		want := Groups(texts, 0)
		total := 0
		for _, g := range want {
			total += g.Count
		}
		if total != len(texts) {
			t.Fatalf("%d of %d texts are in groups", total, len(texts))
		}
		r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
		if got := Groups(texts, 0); !reflect.DeepEqual(got, want) {
			t.Fatalf("got\n%s\nwant\n%s", list(got), list(want))
		}
	}
}

// The index finds what comparing with every leader finds.
func TestNearSpellingsAreFoundAsByComparingAll(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	met := 0
	for range 100 {
		l := newLeaders()
		for _, s := range spellings(sentences(r, 150, 30)) {
			want := -1
			for n, other := range l.spellings {
				most := tolerance(min(len(s.runes), len(other.runes)))
				if max(len(s.runes), len(other.runes)) <= maxNear && most > 0 && distance(s.runes, other.runes) <= most {
					want = n
					break
				}
			}
			if got := l.near(s); got != want {
				t.Fatalf("%s is near to %d, want %d", s.folded, got, want)
			}
			if want >= 0 {
				met++
				continue
			}
			l.add(s)
		}
	}
	if met < 1_000 {
		t.Errorf("only %d near spellings", met)
	}
}

// distance is the number of edits between texts by the whole table.
func distance(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
		for j := range table[i] {
			switch {
			case i == 0 || j == 0:
				table[i][j] = i + j
			case a[i-1] == b[j-1]:
				table[i][j] = table[i-1][j-1]
			default:
				table[i][j] = 1 + min(table[i-1][j-1], table[i-1][j], table[i][j-1])
			}
		}
	}
	return table[len(a)][len(b)]
}

func TestDistance(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	word := func() []rune {
		out := make([]rune, r.IntN(maxNear+1))
		if r.IntN(2) == 0 {
			out = out[:len(out)/8]
		}
		for i := range out {
			out[i] = rune('a' + r.IntN(3))
		}
		return out
	}
	for range 50_000 {
		a, limit := word(), r.IntN(4)
		b := slices.Clone(a)
		if r.IntN(3) == 0 {
			b = word()
		}
		for range r.IntN(5) {
			if len(b) > 0 && len(b) < maxNear {
				at := r.IntN(len(b))
				b = slices.Delete(b, at, at+r.IntN(2))
				b = slices.Insert(b, r.IntN(len(b)+1), []rune("abc")[:r.IntN(2)]...)
			}
		}
		if len(b) > maxNear {
			continue
		}
		if got, want := within(a, b, limit), distance(a, b) <= limit; got != want {
			t.Fatalf("%q and %q within %d: %v", string(a), string(b), limit, got)
		}
	}
}

func BenchmarkGroups(b *testing.B) {
	for name, texts := range map[string][]Text{
		"slips":    sentences(rand.New(rand.NewPCG(4, 4)), 10_000, 300),
		"distinct": sentences(rand.New(rand.NewPCG(5, 5)), 10_000, 10_000),
		"alike":    alike(10_000),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if len(Groups(texts, 100)) == 0 {
					b.Fatal("no groups")
				}
			}
		})
	}
}

// alike are texts that share long pieces and are not near for all that.
func alike(n int) []Text {
	out := make([]Text, n)
	for i := range out {
		out[i] = Text{Text: fmt.Sprintf("ご予約番号は%04d%04dです", i*7919%10_000, i*104_729%10_000), At: day}
	}
	return out
}
