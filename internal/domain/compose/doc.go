// Package compose makes LINE message objects of bubbles as their author wrote
// them: it fills the variables and keeps to LINE's limits. It is pure.
package compose
