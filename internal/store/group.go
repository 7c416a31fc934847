package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"

	"ohenji/internal/domain"
)

// group is the one writer of a SQLite database. Transactions that wait while
// another is being committed share the next commit: with synchronous=FULL the
// fsync is most of the cost, and sharing it gives four times the rate of
// single transactions (docs/adr/0002-group-commit.md).
type group struct {
	db     *DB
	writer *writer // of the loop alone
	queue  chan *task
	stop   chan struct{}
	done   sync.WaitGroup
}

type task struct {
	ctx  context.Context //nolint:containedctx // of the caller who waits, handed to the goroutine of the loop
	fn   func(ctx context.Context, tx *Tx) error
	tx   *Tx
	err  error
	done chan struct{}
}

const (
	groupQueue = 1024 // tasks that may wait; more wait in their callers
	groupMost  = 128  // tasks of one commit
)

func newGroup(db *DB) *group {
	g := &group{db: db, writer: &writer{db: db.write}, queue: make(chan *task, groupQueue), stop: make(chan struct{})}
	g.done.Go(g.loop)
	return g
}

func (g *group) close() error {
	close(g.stop)
	g.done.Wait()
	return g.writer.discard()
}

// do hands the task in and waits for its commit. A context that ends before
// the task has begun takes it back; after that the outcome is awaited.
func (g *group) do(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	t := &task{ctx: ctx, fn: fn, done: make(chan struct{})}
	select {
	case g.queue <- t:
	case <-ctx.Done():
		return ctx.Err()
	case <-g.stop:
		return domain.E(domain.Unavailable, "database.closed")
	}
	select {
	case <-t.done:
		return t.err
	case <-g.stop:
		g.done.Wait() // the loop finishes what it took before it ends
		select {
		case <-t.done:
			return t.err
		default:
			return domain.E(domain.Unavailable, "database.closed")
		}
	}
}

func (g *group) loop() {
	for {
		select {
		case <-g.stop:
			return
		case first := <-g.queue:
			g.commit(g.gather(first))
		}
	}
}

// gather takes what waits already; it does not wait for more, since what comes
// during this commit is gathered by the next.
func (g *group) gather(first *task) []*task {
	ts := []*task{first}
	for len(ts) < groupMost {
		select {
		case t := <-g.queue:
			ts = append(ts, t)
		default:
			return ts
		}
	}
	return ts
}

func (g *group) commit(ts []*task) {
	ctx := context.Background()
	err := g.runAll(ctx, ts)
	for _, t := range ts {
		if err != nil && t.err == nil {
			t.err = translate(err)
		}
		if t.err == nil {
			t.tx.committed()
		}
		close(t.done)
	}
}

// runAll runs the tasks in one transaction. Its error is the transaction's: a
// task that fails by itself is undone alone and keeps its own error.
func (g *group) runAll(ctx context.Context, ts []*task) error {
	if err := g.writer.begin(ctx); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	now := g.db.Clock.Now()
	for _, task := range ts {
		task.tx = &Tx{db: g.db, run: g.writer, now: now}
		if task.err = task.ctx.Err(); task.err != nil {
			continue // it was taken back
		}
		if err := g.runOne(ctx, task); err != nil {
			return errors.Join(err, g.writer.rollback(ctx))
		}
	}
	if err := g.writer.commit(ctx); err != nil {
		return errors.Join(fmt.Errorf("commit: %w", err), g.writer.rollback(ctx))
	}
	return nil
}

func (g *group) runOne(ctx context.Context, task *task) error {
	if _, err := g.writer.ExecContext(ctx, `SAVEPOINT task`); err != nil {
		return fmt.Errorf("savepoint: %w", err)
	}
	// The task runs under its own context without its end: a page that is closed
	// must not interrupt the connection that others share.
	if task.err = translate(safely(context.WithoutCancel(task.ctx), task.tx, task.fn)); task.err != nil {
		if _, err := g.writer.ExecContext(ctx, `ROLLBACK TO task`); err != nil {
			// A full disk, for one, makes SQLite give up the whole transaction: what
			// the task met is then what all of them met.
			return errors.Join(task.err, fmt.Errorf("rollback to savepoint: %w", err))
		}
	}
	if _, err := g.writer.ExecContext(ctx, `RELEASE task`); err != nil {
		return fmt.Errorf("release savepoint: %w", err)
	}
	return nil
}

// bulk cuts n rows into powers of two up to 64, so that a handful of statement
// texts serves every batch size and stays prepared.
func bulk(n int, do func(from, count int) error) error {
	for from := 0; from < n; {
		size := 64
		for size > n-from {
			size /= 2
		}
		if err := do(from, size); err != nil {
			return err
		}
		from += size
	}
	return nil
}

// values returns "($1,$2),($3,$4)" for rows of columns, with casts where given:
// PostgreSQL cannot infer the types of a bare VALUES list.
func values(rows, columns int, casts []string) string {
	var b strings.Builder
	n := 0
	for r := range rows {
		if r > 0 {
			b.WriteByte(',')
		}
		b.WriteByte('(')
		for c := range columns {
			if c > 0 {
				b.WriteByte(',')
			}
			n++
			if casts != nil {
				fmt.Fprintf(&b, "CAST($%d AS %s)", n, casts[c])
			} else {
				fmt.Fprintf(&b, "$%d", n)
			}
		}
		b.WriteByte(')')
	}
	return b.String()
}

// insertRows runs "head VALUES … tail" for all rows.
func (tx *Tx) insertRows(ctx context.Context, head string, rows [][]any, tail string) error {
	return bulk(len(rows), func(from, count int) error {
		_, err := tx.exec(ctx, head+" VALUES "+values(count, len(rows[0]), nil)+tail, flat(rows[from:from+count])...)
		return err
	})
}

// insertRowsReturning does the same and scans one text column of what was
// really inserted.
func (tx *Tx) insertRowsReturning(ctx context.Context, head string, rows [][]any, tail string) (map[string]bool, error) {
	fresh := make(map[string]bool, len(rows))
	err := bulk(len(rows), func(from, count int) error {
		return tx.rows(ctx, head+" VALUES "+values(count, len(rows[0]), nil)+tail, flat(rows[from:from+count]), func(r *sql.Rows) error {
			var s string
			err := r.Scan(&s)
			fresh[s] = true
			return err
		})
	})
	return fresh, err
}

// updateRows runs "head FROM (VALUES …) AS v tail"; the columns of v are called
// column1, column2 … on both databases.
func (tx *Tx) updateRows(ctx context.Context, head string, casts []string, rows [][]any, tail string) error {
	return bulk(len(rows), func(from, count int) error {
		_, err := tx.exec(ctx, head+" FROM (VALUES "+values(count, len(casts), casts)+") AS v "+tail, flat(rows[from:from+count])...)
		return err
	})
}

func flat(rows [][]any) []any {
	out := make([]any, 0, len(rows)*len(rows[0]))
	for _, r := range rows {
		out = append(out, r...)
	}
	return out
}

// placeholders returns "$from,…" for count parameters.
func placeholders(from, count int) string {
	var b strings.Builder
	for i := range count {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "$%d", from+i)
	}
	return b.String()
}

// padded extends keys to a power of two by repeating the last, so that few
// statement texts serve every IN list.
func padded(keys []string) []any {
	size := 1
	for size < len(keys) {
		size *= 2
	}
	out := make([]any, size)
	for i := range out {
		out[i] = keys[min(i, len(keys)-1)]
	}
	return out
}
