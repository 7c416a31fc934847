// Package demo starts the whole product with a simulated LINE and a shop's week
// of conversations, to look at and to drive by scripts. Product and simulator
// share a process and a clock, and talk only HTTP to each other.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/clock"
	"ohenji/internal/domain"
	"ohenji/sim"
)

// Options of a demo.
type Options struct {
	Listen  string // of the desk; the simulator takes the next free port
	Data    string
	Reset   bool
	Log     *slog.Logger
	Version string
	// Ready is called once everything answers.
	Ready func(Addresses)
}

// Addresses is where everything of a running demo is, and what a script needs
// to drive it. It is also the content of demo.json in the data directory.
type Addresses struct {
	Desk    string  `json:"desk"`  // one-time login link of the owner
	Phone   string  `json:"phone"` // of one simulated friend
	Docs    string  `json:"docs"`
	Hook    string  `json:"hook"`
	Channel Channel `json:"channel"`
	Token   string  `json:"token"` // API token that may do everything
	Account string  `json:"account"`
	Base    string  `json:"base"` // of the product
	Sim     string  `json:"sim"`  // of the simulator
}

// Channel is the sample account's credentials at the simulated LINE.
type Channel struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// The demo's files in its data directory, besides the product's own.
const (
	addressFile = "demo.json"
	worldFile   = "sim.json"
	seededFile  = "demo-ready" // written when the sample data is complete
)

// Run runs the demo until ctx ends.
func Run(ctx context.Context, o Options) (err error) {
	ln, err := boot.Listen(o.Listen)
	if err != nil {
		return err
	}
	simLn, err := listenNext(ln.Addr())
	if err != nil {
		return errors.Join(err, ln.Close())
	}
	d := &demo{Options: o, base: baseOf(ln.Addr()), sim: baseOf(simLn.Addr())}
	if err := d.prepare(); err != nil {
		return errors.Join(err, ln.Close(), simLn.Close())
	}
	return d.run(ctx, ln, simLn)
}

type demo struct {
	Options
	base, sim string
	fresh     bool // the sample data is still to be made
	clock     *clock.Clock
	world     *sim.Sim
	app       *boot.App
}

// prepare makes the data directory ready: one that was left half seeded begins
// anew.
func (d *demo) prepare() error {
	if err := os.MkdirAll(d.Data, 0o700); err != nil {
		return domain.E(domain.Invalid, "boot.dir_unusable", "dir", d.Data).Because(err)
	}
	_, err := os.Stat(filepath.Join(d.Data, seededFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	d.fresh = err != nil || d.Reset
	d.clock = clock.New()
	if d.fresh {
		d.clock = clock.NewBehind(span)
		return d.clear()
	}
	return nil
}

// clear removes the demo's own files and nothing else: --data may name any
// directory.
func (d *demo) clear() error {
	for _, name := range []string{
		seededFile, addressFile, worldFile, "ohenji.db", "ohenji.db-wal", "ohenji.db-shm", "secret.key", "node-id",
	} {
		if err := os.Remove(filepath.Join(d.Data, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return domain.E(domain.Invalid, "boot.dir_unusable", "dir", d.Data).Because(err)
		}
	}
	return nil
}

func (d *demo) run(ctx context.Context, ln, simLn net.Listener) (err error) {
	if d.world, err = sim.New(sim.Options{Clock: d.clock, StateFile: filepath.Join(d.Data, worldFile), Log: d.Log}); err != nil {
		return errors.Join(err, ln.Close(), simLn.Close())
	}
	const replyWindow = 50 * time.Second
	d.app, err = boot.New(ctx, boot.Options{
		Dir: d.Data, PublicURL: d.base, LineAPIBase: d.sim, LineDataBase: d.sim, ReplyWindow: replyWindow,
		Clock: d.clock, Log: d.Log, Version: d.Version,
	})
	if err != nil {
		return errors.Join(err, d.world.Close(), ln.Close(), simLn.Close())
	}
	const headerTime = 10 * time.Second
	line := &http.Server{Handler: d.world.Handler(), ReadHeaderTimeout: headerTime}
	work, stop := context.WithCancelCause(ctx)
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := line.Serve(simLn); !errors.Is(err, http.ErrServerClosed) {
			stop(err)
		}
	})
	stopped := make(chan error, 1)
	go func() {
		err := d.app.Run(work, ln)
		stop(err)
		stopped <- err
	}()
	if err = d.open(work); err != nil {
		stop(err)
	}
	<-work.Done()
	if cause := context.Cause(work); err == nil && ctx.Err() == nil {
		err = cause
	} else if ctx.Err() != nil {
		err = nil // it was asked to stop, perhaps while it was still seeding
	}
	// The product stops first, so that what it sends still finds LINE.
	if stop := <-stopped; !errors.Is(err, stop) {
		err = errors.Join(err, stop)
	}
	err = errors.Join(err, d.world.Close(), line.Close())
	wg.Wait()
	return errors.Join(err, d.app.Close())
}

// open seeds a fresh demo, connects the two halves and says where they are.
func (d *demo) open(ctx context.Context) error {
	if d.fresh {
		if err := d.seed(ctx); err != nil {
			return fmt.Errorf("make the sample data: %w", err)
		}
	}
	a, err := d.addresses(ctx)
	if err != nil {
		return err
	}
	if err := d.connect(a.Channel.ID); err != nil {
		return err
	}
	text, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return err
	}
	// Scripts wait for this file: it appears complete or not at all.
	tmp := filepath.Join(d.Data, addressFile+".new")
	if err := os.WriteFile(tmp, append(text, '\n'), 0o600); err != nil {
		return err
	}
	if err := os.Rename(tmp, filepath.Join(d.Data, addressFile)); err != nil {
		return err
	}
	d.Ready(a)
	return nil
}

// addresses reads what the last run left and brings it up to date.
func (d *demo) addresses(ctx context.Context) (Addresses, error) {
	var a Addresses
	text, err := os.ReadFile(filepath.Join(d.Data, seededFile))
	if err != nil {
		return a, err
	}
	var s seeded
	if err := json.Unmarshal(text, &s); err != nil {
		return a, fmt.Errorf("%s: %w", seededFile, err)
	}
	secret, err := d.app.Member.LoginLink(ctx, ownerLogin)
	if err != nil {
		return a, err
	}
	return Addresses{
		Desk: d.base + "/login/link#token=" + secret, Phone: d.sim + "/phone/" + s.Phone + "?channel=" + s.Channel.ID,
		Docs: d.base + "/api/v1/docs", Hook: d.base + "/hook/" + s.Key, Channel: s.Channel, Token: s.Token,
		Account: s.Account, Base: d.base, Sim: d.sim,
	}, nil
}

// listenNext takes the first free port behind the desk's, always on loopback:
// the simulator has no password.
func listenNext(desk net.Addr) (net.Listener, error) {
	const tries = 50
	port := desk.(*net.TCPAddr).Port
	var err error
	for p := port + 1; p <= port+tries; p++ {
		var ln net.Listener
		if ln, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p))); err == nil {
			return ln, nil
		}
	}
	return nil, domain.E(domain.Conflict, "boot.port_taken", "address", fmt.Sprintf("127.0.0.1:%d", port+1)).Because(err)
}

// baseOf is the address as a browser on this machine takes it.
func baseOf(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err == nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + strings.TrimSuffix(net.JoinHostPort(host, port), ":80")
}
