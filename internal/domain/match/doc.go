// Package match compares what friends type with the keywords of thousands of
// rules. Both sides are folded, the way Japanese is really typed: half and
// full width, case, hiragana and katakana, long-vowel marks and hyphens, small
// kana, and what stands around the words do not make a difference.
//
// The package is pure. An Index is immutable and shared by goroutines.
package match
