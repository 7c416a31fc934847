package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"ohenji/internal/domain"
	"ohenji/internal/store"
	"ohenji/internal/store/storetest"
)

// publisher keeps the hints that a database published.
type publisher struct {
	mu    sync.Mutex
	hints []domain.Hint
}

func (p *publisher) publish(hs []domain.Hint) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hints = append(p.hints, hs...)
}

func (p *publisher) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.hints)
}

func TestHintsAndCallbacksComeAfterTheCommitAndOnlyThen(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		pub := &publisher{}
		w := newWorldWith(t, p, store.Options{Publish: pub.publish})
		a := w.account("sakura")
		boom := errors.New("boom")
		called := 0
		use := func(fail error) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				tx.Hint(domain.Hint{Kind: domain.HintRules, AccountID: a.ID})
				tx.AfterCommit(func() {
					called++
					// What was committed is there for whoever is told of it.
					err := w.db.View(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
						got, err := tx.Account(ctx, a.ID)
						if err == nil && got.Name != "後" {
							t.Errorf("told before the commit: the name is %s", got.Name)
						}
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
				if pub.count() != 0 && called == 0 {
					t.Error("a hint came before the commit")
				}
				a.Name = "後"
				return errors.Join(tx.UpdateAccount(ctx, a), fail)
			})
		}
		if err := use(boom); !errors.Is(err, boom) {
			t.Errorf("the error is %v, want the task's own", err)
		}
		if called != 0 || pub.count() != 0 {
			t.Errorf("after a rollback %d callbacks and %d hints came", called, pub.count())
		}
		if err := use(nil); err != nil {
			t.Fatal(err)
		}
		if called != 1 || pub.count() != 1 {
			t.Errorf("after the commit %d callbacks and %d hints came, want one each", called, pub.count())
		}
	})
}

func TestAFailingTaskDoesNotHarmItsNeighbours(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.account("taken")
		const n = 40
		errs := atOnce(n, func(i int) error {
			return w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				if err := tx.InsertMember(ctx, &domain.Member{ID: fmt.Sprint("mem_", i), Login: fmt.Sprint("m", i), Language: "ja"}); err != nil {
					return err
				}
				switch i % 4 {
				case 1:
					return domain.E(domain.Invalid, "test.refused")
				case 2:
					panic("poison")
				case 3:
					return tx.InsertAccount(ctx, w.anAccount("taken")) // the database refuses it
				}
				return nil
			})
		})
		for i, err := range errs {
			switch i % 4 {
			case 0:
				if err != nil {
					t.Errorf("task %d: %v", i, err)
				}
			case 1:
				wantError(t, err, domain.Invalid, "test.refused")
			case 2:
				if err == nil || !strings.Contains(err.Error(), "poison") || domain.KindOf(err) != domain.Internal {
					t.Errorf("a panic became %v", err)
				}
			case 3:
				wantError(t, err, domain.Conflict, "account.taken")
			}
		}
		w.view(func(ctx context.Context, tx *store.Tx) error {
			ms, err := tx.Members(ctx)
			if len(ms) != n/4 {
				t.Errorf("%d members are there, want the %d of the good tasks", len(ms), n/4)
			}
			for _, m := range ms {
				var i int
				fmt.Sscanf(m.ID, "mem_%d", &i)
				if i%4 != 0 {
					t.Errorf("%s of a failed task is there", m.ID)
				}
			}
			return err
		})
	})
}

func TestATransactionHasOneMoment(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		w.update(func(_ context.Context, tx *store.Tx) error {
			before := tx.Now()
			w.clock.Advance(time.Hour)
			if tx.Now() != before || before.Location() != time.UTC || before != before.Truncate(time.Millisecond) {
				t.Errorf("the moment went from %v to %v", before, tx.Now())
			}
			return nil
		})
	})
}

func TestWhoGaveUpBeforeItsTurnIsNotRun(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		ctx, cancel := context.WithCancel(t.Context())
		running, release := make(chan struct{}), make(chan struct{})
		var others sync.WaitGroup
		others.Go(func() { // keeps the writer busy meanwhile
			w.update(func(context.Context, *store.Tx) error {
				close(running)
				<-release
				return nil
			})
		})
		<-running
		ran := false
		gaveUp := make(chan error, 1)
		go func() {
			cancel()
			gaveUp <- w.db.Update(ctx, func(context.Context, *store.Tx) error {
				ran = true
				return nil
			})
		}()
		<-ctx.Done()
		close(release)
		if err := <-gaveUp; !errors.Is(err, context.Canceled) {
			t.Errorf("the error is %v, want canceled", err)
		}
		others.Wait()
		if ran {
			t.Error("it ran all the same")
		}
	})
}

func TestAPageThatIsClosedDoesNotInterruptASharedCommit(t *testing.T) {
	t.Parallel()
	p := storetest.Place{Name: "sqlite", Dir: t.TempDir()}
	w := newWorld(t, p)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	err := w.db.Update(ctx, func(ctx context.Context, tx *store.Tx) error {
		cancel()
		return tx.InsertMember(ctx, &domain.Member{ID: "mem_1", Login: "m", Language: "ja"})
	})
	if err != nil {
		t.Fatal(err)
	}
	w.view(func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Member(ctx, "mem_1")
		return err
	})
}

func TestAfterCloseNothingIsWritten(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		w := newWorld(t, p)
		running, release := make(chan struct{}), make(chan struct{})
		var first error
		var wg sync.WaitGroup
		wg.Go(func() {
			first = w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				close(running)
				<-release
				return tx.InsertMember(ctx, &domain.Member{ID: "mem_1", Login: "m", Language: "ja"})
			})
		})
		<-running
		closed := make(chan error, 1)
		go func() { closed <- w.db.Close() }()
		close(release)
		if err := <-closed; err != nil {
			t.Fatal(err)
		}
		wg.Wait()
		if p.Name == "sqlite" && first != nil {
			t.Errorf("what was under way failed: %v", first)
		}
		err := w.db.Update(t.Context(), func(context.Context, *store.Tx) error {
			t.Error("a task ran after Close")
			return nil
		})
		if domain.KindOf(err) != domain.Unavailable || err == nil {
			t.Errorf("after Close the error is %v, want unavailable", err)
		}
		if err := w.db.Close(); err != nil {
			t.Errorf("closing twice: %v", err)
		}
	})
}

// A commit that the disk does not take fails for all who share it, and the next
// goes on with a new connection.
func TestACommitThatFailsFailsForAll(t *testing.T) {
	t.Parallel()
	pub := &publisher{}
	w := newWorldWith(t, storetest.Place{Name: "sqlite", Dir: t.TempDir()}, store.Options{Publish: pub.publish})
	w.update(func(ctx context.Context, tx *store.Tx) error {
		// Deferred constraints are checked by COMMIT.
		return errors.Join(
			tx.Exec(ctx, `CREATE TABLE parents (id TEXT PRIMARY KEY)`),
			tx.Exec(ctx, `CREATE TABLE children (parent TEXT REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`),
		)
	})
	running, release := make(chan struct{}), make(chan struct{})
	var blocker sync.WaitGroup
	blocker.Go(func() {
		w.update(func(context.Context, *store.Tx) error {
			close(running)
			<-release
			return nil
		})
	})
	<-running // the next tasks gather behind this one
	const n = 5
	errs := make(chan error, n)
	called := false
	for i := range n {
		go func() {
			errs <- w.db.Update(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				tx.AfterCommit(func() { called = true })
				tx.Hint(domain.Hint{Kind: domain.HintRules})
				if i == 0 {
					return tx.Exec(ctx, `INSERT INTO children (parent) VALUES ('nobody')`)
				}
				return tx.InsertMember(ctx, &domain.Member{ID: fmt.Sprint("mem_", i), Login: fmt.Sprint("m", i), Language: "ja"})
			})
		}()
	}
	w.db.WaitForTasks(n)
	close(release)
	blocker.Wait()
	for range n {
		if err := <-errs; err == nil {
			t.Error("a task of the failed commit was told that all is well")
		}
	}
	if called || pub.count() != 0 {
		t.Error("hints or callbacks came of a commit that failed")
	}
	w.view(func(ctx context.Context, tx *store.Tx) error {
		ms, err := tx.Members(ctx)
		if len(ms) != 0 {
			t.Errorf("%d members of the failed commit are there", len(ms))
		}
		return err
	})
	w.member("afterwards") // the writer has recovered
}

func TestAFullDiskIsSaidSoAndPasses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Place{Name: "sqlite", Dir: t.TempDir()})
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.Exec(ctx, `PRAGMA max_page_count = 1`) }) // becomes: no more than now
	fill := func(ctx context.Context, tx *store.Tx) error {
		return tx.InsertMember(ctx, &domain.Member{ID: "mem_1", Login: "m", Name: strings.Repeat("x", 1<<20), Language: "ja"})
	}
	w.fails(domain.Unavailable, "database.disk_full", fill)
	w.update(func(ctx context.Context, tx *store.Tx) error { return tx.Exec(ctx, `PRAGMA max_page_count = 100000`) })
	w.update(fill)
}

func TestADatabaseThatAnotherProcessHoldsIsUnavailable(t *testing.T) {
	t.Parallel()
	p := storetest.Place{Name: "sqlite", Dir: t.TempDir()}
	w := newWorld(t, p)
	other := newWorld(t, p)
	w.db.SetBusyTimeout(t.Context(), 1)
	holding, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		other.update(func(context.Context, *store.Tx) error {
			close(holding)
			<-release
			return nil
		})
	})
	<-holding
	w.fails(domain.Unavailable, "database.unavailable", func(context.Context, *store.Tx) error { return nil })
	close(release)
	wg.Wait()
	w.member("afterwards")
}

func TestReadingConnectionsCannotWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Place{Name: "sqlite", Dir: t.TempDir()})
	if err := w.db.WriteForReading(t.Context(), `DELETE FROM members`); domain.KindOf(err) != domain.Unavailable {
		t.Errorf("writing through a reader: %v", err)
	}
	for name, want := range map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "query_only": "1", "busy_timeout": "10000",
	} {
		if got, err := w.db.ReadSetting(t.Context(), name); err != nil || got != want {
			t.Errorf("%s is %s, %v; want %s", name, got, err, want)
		}
	}
}

func TestTheLogOfWritesDoesNotGrowWithoutEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Place{Name: "sqlite", Dir: t.TempDir()})
	friends := w.friends(w.account("sakura"), 64)
	var most int64
	for i := range 150 {
		w.receive(friends, i*64, 64)
		w.view(func(ctx context.Context, tx *store.Tx) error { // readers come and go
			_, err := tx.Ledger(ctx, friends[0].Contact.AccountID, "", "", 10)
			return err
		})
		most = max(most, w.size("ohenji.db-wal"))
	}
	// 4,000 pages of 4 kB, and what one commit adds before the next checkpoint.
	if limit := int64(20 << 20); most > limit {
		t.Errorf("the log grew to %d MB", most>>20)
	}
	if w.size("ohenji.db") < 4<<20 {
		t.Errorf("the database has %d bytes: nothing was moved there", w.size("ohenji.db"))
	}
}

func TestManyTextsOfStatementsDoNotFillTheMemory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, storetest.Place{Name: "sqlite", Dir: t.TempDir()})
	for i := range 600 {
		w.update(func(ctx context.Context, tx *store.Tx) error {
			return tx.Exec(ctx, fmt.Sprintf(`UPDATE members SET name = 'x' WHERE id = 'mem_%d'`, i))
		})
	}
	if n := w.db.PreparedStatements(); n > 256 {
		t.Errorf("%d statements are kept", n)
	}
}

func TestPlaceholdersLoseTheirNamesOnlyInOrder(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]string{
		`SELECT 1`:                                    `SELECT 1`,
		`SELECT a WHERE b = $1 AND c = $2`:            `SELECT a WHERE b = ? AND c = ?`,
		`VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)`: `VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
		`SELECT $1, $1`:                               `SELECT $1, $1`,
		`SELECT $2, $1`:                               `SELECT $2, $1`,
		`SELECT $12`:                                  `SELECT $12`,
		`SELECT $1, '$'`:                              `SELECT $1, '$'`,
		`SELECT 'costs $1', $1`:                       `SELECT 'costs $1', $1`,
	} {
		if got := store.Nameless(query); got != want {
			t.Errorf("%s became %s", query, got)
		}
	}
}
