// Package reply decides what the rules answer to one message, and says why.
// It is pure: a decision depends on its Input and nothing else.
package reply
