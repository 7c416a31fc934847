package match

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"unicode/utf8"

	"ohenji/internal/domain"
)

const (
	// maxFoldedClass bounds the classes of characters whose folded forms are
	// added: [A-Z] and \p{Katakana} are below, [^0-9] and all kanji above.
	maxFoldedClass = 1024
	// maxNeeded bounds the words of which a text must have one.
	maxNeeded = 64
	// maxNeededClass bounds the classes that are taken as words.
	maxNeededClass = 16
)

// expression is a regular expression that runs on folded texts.
type expression struct {
	*regexp.Regexp
	// needed are words of which every text that matches has at least one; none
	// when there is no such thing.
	needed []string
}

// parse folds what the regular expression says literally, as texts are folded.
// A class of characters gets the folded forms of its members, unless it is too
// big for that: [^あ] then excludes "ア" too, which is "あ" when folded. What
// repeats a long mark, such as "ー{2}", matches nothing, as texts have only
// one in a row.
func (k Keep) parse(text string) (*expression, error) {
	re, err := syntax.Parse(text, syntax.Perl)
	if err != nil {
		return nil, err
	}
	k.foldSyntax(re)
	compiled, err := regexp.Compile(re.String())
	if err != nil {
		return nil, err
	}
	return &expression{Regexp: compiled, needed: needed(re)}, nil
}

// regexpFault turns an error of parse into what authors can act on.
func regexpFault(err error) *domain.Error {
	detail := ""
	if e, ok := errors.AsType[*syntax.Error](err); ok {
		detail = string(e.Code)
	}
	return domain.E(domain.Invalid, "match.regexp_invalid", "detail", detail).Because(err)
}

func (k Keep) foldSyntax(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		if folded := k.squash(string(re.Rune)); folded != "" {
			re.Rune = []rune(folded)
		}
		if k&KeepCase == 0 {
			re.Flags &^= syntax.FoldCase
		}
	case syntax.OpCharClass:
		re.Rune = k.foldClass(re.Rune)
	}
	for _, sub := range re.Sub {
		k.foldSyntax(sub)
	}
}

// foldClass adds to a class, given as pairs of first and last, the folded
// forms of its members.
func (k Keep) foldClass(class []rune) []rune {
	if classSize(class) > maxFoldedClass {
		return class
	}
	var all []rune
	for i := 0; i < len(class); i += 2 {
		for r := class[i]; r <= class[i+1]; r++ {
			all = append(all, r)
			folded := k.squash(string(r))
			if to, size := utf8.DecodeRuneInString(folded); size > 0 && size == len(folded) {
				all = append(all, to)
			}
		}
	}
	slices.Sort(all)
	var out []rune
	for _, r := range all {
		if n := len(out); n > 0 && r <= out[n-1]+1 {
			out[n-1] = r
			continue
		}
		out = append(out, r, r)
	}
	return out
}

func classSize(class []rune) int {
	n := 0
	for i := 0; i < len(class); i += 2 {
		n += int(class[i+1]-class[i]) + 1
	}
	return n
}

// needed returns words of which every match has at least one; nil when there
// is no such set or it would be too big. Longer words are better, as fewer
// texts have them.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCharClass:
		return neededOfClass(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := needed(sub); better(words, best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := needed(sub)
			if words == nil || len(all)+len(words) > maxNeeded {
				return nil
			}
			all = append(all, words...)
		}
		return all
	}
	return nil
}

func neededOfClass(class []rune) []string {
	if classSize(class) > maxNeededClass {
		return nil
	}
	var words []string
	for i := 0; i < len(class); i += 2 {
		for r := class[i]; r <= class[i+1]; r++ {
			words = append(words, string(r))
		}
	}
	return words
}

func better(words, than []string) bool {
	if words == nil || than == nil {
		return words != nil
	}
	shortest := func(words []string) int {
		n := len(words[0])
		for _, w := range words {
			n = min(n, len(w))
		}
		return n
	}
	if a, b := shortest(words), shortest(than); a != b {
		return a > b
	}
	return len(words) < len(than)
}
