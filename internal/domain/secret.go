package domain

import "log/slog"

// Secret is a string that never shows in logs or formatted output. Convert
// explicitly to use it.
type Secret string

// String hides the value.
func (Secret) String() string { return "[hidden]" }

// GoString hides the value.
func (Secret) GoString() string { return "[hidden]" }

// LogValue hides the value.
func (Secret) LogValue() slog.Value { return slog.StringValue("[hidden]") }

// MarshalText hides the value, so that no JSON answer can carry it by mistake.
func (Secret) MarshalText() ([]byte, error) { return []byte("[hidden]"), nil }
