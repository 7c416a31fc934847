package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/config"
	"ohenji/sim"
	"ohenji/sim/api"
)

type simCmd struct {
	Listen string `env:"OHENJI_SIM_LISTEN" default:"127.0.0.1:8081" placeholder:"HOST:PORT" help:"Address to listen on. It has no password: keep it on loopback."`
	State  string `placeholder:"FILE" help:"File that keeps the simulated world across restarts; without it, it is forgotten."`
	// Coverage answers which operations of LINE's documents are simulated.
	Coverage bool `help:"List LINE's operations, which of them are simulated and which answer 501, and exit."`
	config.Log
}

// Run simulates until it is interrupted.
func (c *simCmd) Run(ctx context.Context, s *session) (err error) {
	if c.Coverage {
		return coverage(os.Stdout)
	}
	ln, err := boot.Listen(c.Listen)
	if err != nil {
		return err
	}
	world, err := sim.New(sim.Options{StateFile: c.State, Log: c.Logger(os.Stderr)})
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	defer func() { err = errors.Join(err, world.Close()) }()
	s.say("cli.sim_ready", map[string]any{"base": "http://" + ln.Addr().String()})
	const headerTime = 10 * time.Second
	server := &http.Server{Handler: world.Handler(), ReadHeaderTimeout: headerTime}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })() // Serve tells what came of it
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// coverage writes a line for each of LINE's operations.
func coverage(w io.Writer) error {
	for _, op := range api.Coverage() {
		state := "simulated"
		if !op.Simulated {
			state = "501"
		}
		if _, err := fmt.Fprintf(w, "%-9s  %-6s %-62s %s\n", state, op.Method, op.Path, op.ID); err != nil {
			return err
		}
	}
	return nil
}
