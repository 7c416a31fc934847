package match

import "slices"

// trie is the automaton of Aho and Corasick over the bytes of distinct words.
// Nodes lie in the order of their depth, and the children of a node side by
// side, so that a node takes 24 bytes and no pointers. A word in UTF-8 is only
// ever found where a character begins.
type trie struct {
	nodes []node
	words int
}

type node struct {
	first, end int32 // the children are nodes[first:end], by label
	fail       int32 // the longest other beginning of a word that ends as this node does
	word       int32 // number of the word that ends here, or -1
	shorter    int32 // nearest node on the way of fail where a word ends, or -1
	label      byte
}

const root = 0

// newTrie makes the automaton of words, which are sorted, distinct and not
// empty; their numbers are their places.
func newTrie(words []string) *trie {
	t := &trie{nodes: make([]node, 1, 1+len(words)*8), words: len(words)}
	type span struct{ lo, hi, depth int32 } // words that begin with a node's path
	spans := make([]span, 1, cap(t.nodes))
	spans[root] = span{hi: int32(len(words))}
	for n := 0; n < len(t.nodes); n++ {
		s := spans[n]
		word := int32(-1)
		if s.lo < s.hi && len(words[s.lo]) == int(s.depth) {
			word = s.lo
			s.lo++
		}
		first := int32(len(t.nodes))
		for s.lo < s.hi {
			label, end := words[s.lo][s.depth], s.lo+1
			for end < s.hi && words[end][s.depth] == label {
				end++
			}
			t.nodes = append(t.nodes, node{label: label})
			spans = append(spans, span{s.lo, end, s.depth + 1})
			s.lo = end
		}
		here := &t.nodes[n]
		here.word, here.first, here.end = word, first, int32(len(t.nodes))
	}
	t.nodes = slices.Clip(t.nodes)
	t.link()
	return t
}

// link sets fail and shorter, parents before children.
func (t *trie) link() {
	t.nodes[root].fail, t.nodes[root].shorter = -1, -1
	for n := range t.nodes {
		for c := t.nodes[n].first; c < t.nodes[n].end; c++ {
			child := &t.nodes[c]
			child.fail, child.shorter = root, -1
			for f := t.nodes[n].fail; f >= 0; f = t.nodes[f].fail {
				if to := t.child(f, child.label); to >= 0 {
					child.fail = to
					break
				}
			}
			if t.nodes[child.fail].word >= 0 {
				child.shorter = child.fail
			} else {
				child.shorter = t.nodes[child.fail].shorter
			}
		}
	}
}

// child returns the node that b leads to, or -1.
func (t *trie) child(n int32, b byte) int32 {
	lo, hi := t.nodes[n].first, t.nodes[n].end
	for lo < hi {
		mid := int32(uint32(lo+hi) / 2)
		if t.nodes[mid].label < b {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < t.nodes[n].end && t.nodes[lo].label == b {
		return lo
	}
	return -1
}

// beginnings appends the words that the text begins with, shorter ones first.
func (t *trie) beginnings(words []int32, text string) []int32 {
	n := int32(root)
	for i := range len(text) {
		if n = t.child(n, text[i]); n < 0 {
			break
		}
		if w := t.nodes[n].word; w >= 0 {
			words = append(words, w)
		}
	}
	return words
}

// parts appends the words that occur in the text, each once, in a time that
// grows with the text and the words found.
func (t *trie) parts(words []int32, text string) []int32 {
	var seen []uint64 // a bit for each word; made when the first is found
	n := int32(root)
	for i := range len(text) {
		n = t.next(n, text[i])
		end := n
		if t.nodes[end].word < 0 {
			end = t.nodes[end].shorter
		}
		for ; end >= 0; end = t.nodes[end].shorter {
			w := t.nodes[end].word
			if seen == nil {
				seen = make([]uint64, (t.words+63)/64)
			}
			if seen[w/64]&(1<<(w%64)) != 0 {
				break // so were all shorter words that end here
			}
			seen[w/64] |= 1 << (w % 64)
			words = append(words, w)
		}
	}
	return words
}

// next follows b from n, or from the longest other beginning that has it.
func (t *trie) next(n int32, b byte) int32 {
	for n >= 0 {
		if to := t.child(n, b); to >= 0 {
			return to
		}
		n = t.nodes[n].fail
	}
	return root
}
