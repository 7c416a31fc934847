package archtest

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ascii are the packages whose Go files speak protocols: a character that only
// looks like an ASCII one would break them without being seen.
var ascii = []string{"internal/line", "internal/web/hook"}

// CheckText finds characters that cannot be seen or that change the order of
// others in any source, and non-ASCII characters in protocol packages. They
// can be written as escapes.
func CheckText(root fs.FS) ([]string, error) {
	var out []string
	err := walk(root, func(name string, text []byte) error {
		protocol := path.Ext(name) == ".go" && anyCovers(ascii, path.Dir(name))
		for i, row := range strings.Split(string(text), "\n") {
			for at, r := range row {
				switch {
				case r == utf8.RuneError && !strings.HasPrefix(row[at:], "\uFFFD"):
					out = append(out, fmt.Sprintf("%s:%d: not UTF-8", name, i+1))
				case invisible(r):
					out = append(out, fmt.Sprintf("%s:%d: invisible character %U; write it as an escape", name, i+1, r))
				case protocol && r > unicode.MaxASCII:
					out = append(out, fmt.Sprintf("%s:%d: %U in a package that must be ASCII; write it as an escape", name, i+1, r))
				}
			}
		}
		return nil
	})
	return out, err
}

// invisible are formatting characters (Unicode category Cf, with the marks of
// direction), control characters, blanks that look like the plain space or like
// nothing, and the hyphen that looks like the plain one. The ideographic space
// and the variation selectors of emoji belong to Japanese text.
func invisible(r rune) bool {
	const lookalikes = "\u00A0\u034F\u115F\u1160\u17B4\u17B5\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2011\u2028\u2029\u202F\u205F\u3164\uFFA0"
	return r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(lookalikes, r)
}
