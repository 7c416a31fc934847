// Package e2e tests the product from outside, as LINE, a friend's phone and a
// member's browser see it: product and simulator talk HTTP on loopback, on
// SQLite and PostgreSQL, under one clock that the tests shift. Its tests never
// sleep and import nothing of what they test but boot, which starts it.
package e2e
