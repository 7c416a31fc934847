package main

import (
	"context"
	"log/slog"
	"os"

	"ohenji/internal/config"
	"ohenji/internal/demo"
)

type demoCmd struct{ config.Demo }

// Run runs the demo until it is interrupted.
func (c *demoCmd) Run(ctx context.Context, s *session) error {
	s.say("cli.demo_starting", nil)
	return demo.Run(ctx, demo.Options{
		Listen: c.Listen, Data: c.Data, Reset: c.Reset, Version: version,
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Ready: func(a demo.Addresses) {
			s.say("cli.demo_ready", map[string]any{"desk": a.Desk, "phone": a.Phone, "docs": a.Docs})
		},
	})
}
