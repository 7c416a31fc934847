package domain

import "strings"

// Storable replaces what PostgreSQL cannot keep in a text, NUL and broken
// UTF-8, by U+FFFD. What comes from outside and is not checked otherwise goes
// through it.
func Storable(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.ContainsRune(s, 0) {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return s
}

// Cut shortens a storable text to limit characters.
func Cut(s string, limit int) string {
	n := 0
	for i := range s {
		if n == limit {
			return s[:i]
		}
		n++
	}
	return s
}
