package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"

	"ohenji/internal/boot"
	"ohenji/internal/clock"
	"ohenji/internal/config"
)

type serveCmd struct{ config.Serve }

// Run serves until it is interrupted.
func (c *serveCmd) Run(ctx context.Context, s *session) (err error) {
	log := c.Logger(os.Stderr)
	ln, err := boot.Listen(c.Listen)
	if err != nil {
		return err
	}
	app, err := boot.New(ctx, boot.Options{
		Dir: c.Data, Database: c.Database, SecretKey: c.SecretKey, PublicURL: c.Base(), LineAPIBase: c.LineAPIBase,
		LineDataBase: c.LineDataBase, ReplyWindow: c.ReplyWindow(), Clock: clock.New(), Log: log, Version: version,
	})
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if err := s.inviteOwner(ctx, app, c.Base()); err != nil {
		return err
	}
	log.Info("serving", "address", ln.Addr().String(), "public_url", c.Base(), "version", version)
	return app.Run(ctx, ln)
}

// inviteOwner prints the one-time link of a new installation.
func (s *session) inviteOwner(ctx context.Context, app *boot.App, base string) error {
	needed, err := app.Member.SetupNeeded(ctx)
	if err != nil || !needed {
		return err
	}
	secret, err := app.Member.SetupLink(ctx)
	if err != nil {
		return err
	}
	s.say("cli.setup_link", map[string]any{"link": base + "/setup#token=" + secret})
	return nil
}

// open builds the product for a command that works on an installation and
// ends. It must not serve at the same time.
func open(ctx context.Context, c config.Storage, publicURL string) (*boot.App, error) {
	return boot.New(ctx, boot.Options{
		Dir: c.Data, Database: c.Database, SecretKey: c.SecretKey, PublicURL: strings.TrimSuffix(publicURL, "/"), Clock: clock.New(),
		Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})), Version: version,
	})
}
