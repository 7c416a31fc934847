package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestTheTrieFindsWhatComparingOneByOneFinds(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	letters := []rune("ああかc")
	random := func(most int) string {
		out := make([]rune, 1+r.IntN(most))
		for i := range out {
			out[i] = letters[r.IntN(len(letters))]
		}
		return string(out)
	}
	for range 2_000 {
		words := make([]string, 1+r.IntN(40))
		for i := range words {
			words[i] = random(6)
		}
		slices.Sort(words)
		words = slices.Compact(words)
		trie := newTrie(words)
		text := random(30)
		var parts, beginnings []int32
		for i, w := range words {
			if strings.Contains(text, w) {
				parts = append(parts, int32(i))
			}
			if strings.HasPrefix(text, w) {
				beginnings = append(beginnings, int32(i))
			}
		}
		got := trie.parts(nil, text)
		slices.Sort(got)
		if !slices.Equal(got, parts) {
			t.Fatalf("%q has %v of %q, found %v", text, parts, words, got)
		}
		if got := trie.beginnings(nil, text); !slices.Equal(got, beginnings) {
			t.Fatalf("%q begins with %v of %q, found %v", text, beginnings, words, got)
		}
	}
}

func TestATrieIsAsBigAsItsWords(t *testing.T) {
	t.Parallel()
	trie := newTrie([]string{"ab", "abc", "b"})
	if len(trie.nodes) != 5 || cap(trie.nodes) != 5 {
		t.Errorf("%d nodes of %d", len(trie.nodes), cap(trie.nodes))
	}
}
