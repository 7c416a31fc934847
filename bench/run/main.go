// Command run measures Ohenji on this machine: it starts the product with a
// thousand rules on an empty database, plays LINE to it with lineload, and
// prints one Markdown table for docs/performance.md. Beside each figure stands
// what an answering server without database and rules reaches in the same run,
// so that figures of different machines can be compared.
//
//	make bench ARGS="-database postgres -rate 2000"
//
// Everything stays on loopback. Linux only (/proc).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

type options struct {
	binary     string
	rules      int
	senders    []int
	duration   time.Duration
	warmup     time.Duration
	perRequest int
	rate       float64
	users      int
	database   string
	keep       bool
}

func parse(args []string) (options, error) {
	var o options
	f := flag.NewFlagSet("run", flag.ContinueOnError)
	f.StringVar(&o.binary, "binary", "bin/ohenji", "the product")
	f.IntVar(&o.rules, "rules", 1000, "keyword rules of the account, three keywords each")
	senders := f.String("senders", "1,64,256", "numbers of senders at the same time, one measurement each")
	f.DurationVar(&o.duration, "duration", 10*time.Second, "length of a measurement")
	f.DurationVar(&o.warmup, "warmup", 2*time.Second, "sent before each measurement and not counted")
	f.IntVar(&o.perRequest, "per-request", 1, "events in one webhook request")
	f.Float64Var(&o.rate, "rate", 0, "events per second on a fixed schedule; 0 = each sender goes on when it is answered")
	f.IntVar(&o.users, "users", 1000, "number of friends")
	f.StringVar(&o.database, "database", "sqlite", `"sqlite", "postgres" (the server of OHENJI_TEST_POSTGRES) or postgres://...; a database is created there and dropped`)
	f.BoolVar(&o.keep, "keep", false, "keep the data directory")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	for s := range strings.SplitSeq(*senders, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 {
			return o, fmt.Errorf("-senders %q: not a number of senders", s)
		}
		o.senders = append(o.senders, n)
	}
	if o.rules < 1 || o.perRequest < 1 || o.users < 1 || f.NArg() > 0 {
		return o, errors.New("-rules, -per-request and -users are at least 1, and there are no other arguments")
	}
	return o, nil
}

func main() {
	o, err := parse(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err = run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (err error) {
	// Below the checkout, because a temporary directory is often in memory.
	if err := os.MkdirAll(".build", 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(".build", "bench-")
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if o.keep {
		progressf("everything is kept in %s", dir)
	} else {
		defer os.RemoveAll(dir)
	}
	lineload := filepath.Join(dir, "lineload")
	if err := command(ctx, "go", "build", "-o", lineload, "./bench/lineload"); err != nil {
		return err
	}
	db, err := openDatabase(ctx, o.database)
	if err != nil {
		return err
	}
	defer func() { err = firstError(err, db.drop()) }()

	b := bench{options: o, dir: dir, lineload: lineload, database: db}
	if b.mock, err = freeAddress(); err != nil {
		return err
	}
	rows, err := b.measure(ctx)
	if err != nil {
		return err
	}
	version, err := output(ctx, o.binary, "version")
	if err != nil {
		return err
	}
	printReport(os.Stdout, o, db.name, version, describeMachine(dir), rows)
	return complaints(rows)
}

func progressf(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
