package match

import (
	"math/rand/v2"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func TestCommonCharactersNeedNoNormalising(t *testing.T) {
	t.Parallel()
	n := 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !common(r) {
			continue
		}
		n++
		for _, form := range []norm.Form{norm.NFC, norm.NFKC} {
			if p := form.PropertiesString(string(r)); !p.BoundaryBefore() || !form.IsNormalString(string(r)) {
				t.Errorf("%U %c is not common", r, r)
			}
		}
	}
	if n < 20_000 {
		t.Errorf("only %d characters are common", n)
	}
}

func TestTheQuickWayFoldsAsTheLongWayDoes(t *testing.T) {
	t.Parallel()
	spans := [][2]rune{{0x20, 0x7F}, {0x3000, 0x301F}, {'ぁ', 'ゖ'}, {'ァ', 'ヾ'}, {'！', '～'}, {0x4E00, 0x4E10}, {0x2600, 0x27BF}, {0x1F300, 0x1F64F}}
	r := rand.New(rand.NewPCG(5, 5))
	for range 50_000 {
		text := make([]rune, r.IntN(12))
		for i := range text {
			span := spans[r.IntN(len(spans))]
			text[i] = span[0] + r.Int32N(span[1]-span[0]+1)
			if r.IntN(4) == 0 {
				text[i] = []rune("ー-－〜~")[r.IntN(5)]
			}
		}
		k, s := Keep(r.IntN(keepAll+1)), string(text)
		quick, ok := k.quick(s)
		if !ok && k&KeepWidth == 0 {
			t.Fatalf("%q is not quick", s)
		}
		long := s
		for range maxPasses {
			long, _ = k.pass(long)
		}
		if ok && quick != long {
			t.Fatalf("%q is %q quickly and %q the long way, keeping %06b", s, quick, long, k)
		}
	}
}
