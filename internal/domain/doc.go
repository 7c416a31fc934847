// Package domain holds every noun of the product as plain Go: its fields, its
// state machine and its validation. It does no input or output and imports
// only the standard library; the packages below it (match, hours, compose,
// reply) build on it.
package domain
