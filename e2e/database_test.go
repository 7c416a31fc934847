package e2e

import (
	"context"
	"database/sql"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ohenji/internal/boot"
	"ohenji/internal/store/storetest"
	"ohenji/sim/platform"
)

// behind opens the product's database behind its back. The drivers are those
// that the product has registered.
func (w *world) behind() *sql.DB {
	w.t.Helper()
	driver, source := "sqlite", "file:"+filepath.Join(w.place.Dir, "ohenji.db")+"?_pragma=busy_timeout(5000)"
	if w.place.Name == "postgres" {
		driver, source = "pgx", string(w.place.URL)
	}
	db, err := sql.Open(driver, source)
	w.must(err)
	db.SetMaxOpenConns(1)
	w.t.Cleanup(func() { db.Close() })
	if w.place.Name == "postgres" {
		w.exec(db, `SET search_path TO `+w.place.Schema)
	}
	return db
}

func (w *world) exec(db *sql.DB, query string) {
	w.t.Helper()
	if _, err := db.ExecContext(context.Background(), query); err != nil {
		w.t.Fatalf("%s: %v", query, err)
	}
}

// takeDatabaseAway makes every transaction of the product fail until it is
// given back: on SQLite another program holds the file, on PostgreSQL the
// tables are not where they were.
func (w *world) takeDatabaseAway() (giveBack func()) {
	w.t.Helper()
	db := w.behind()
	if w.place.Name == "sqlite" {
		w.exec(db, `BEGIN EXCLUSIVE`)
		return func() { w.exec(db, `ROLLBACK`) }
	}
	w.exec(db, `ALTER SCHEMA `+w.place.Schema+` RENAME TO `+w.place.Schema+`_away`)
	return func() { w.exec(db, `ALTER SCHEMA `+w.place.Schema+`_away RENAME TO `+w.place.Schema) }
}

func TestWhatCannotBeCommittedGets5xxAndComesInByRedelivery(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.noisy = true
		on := true
		_, err := w.line.ChangeChannel(channelID, platform.ChannelChange{Redelivery: &on})
		w.must(err)
		hanako := w.friend("花子")
		giveBack := w.takeDatabaseAway()
		w.line.SendText(channelID, hanako.id, "営業時間")
		w.idle()
		stats, err := w.line.WebhookStats(channelID)
		w.must(err)
		if stats.Accepted != 0 || stats.Reasons[platform.ReasonStatus] != 1 {
			t.Errorf("while the database was away: %+v", stats)
		}
		giveBack()
		w.passes(time.Second) // LINE delivers it again
		w.shows(hanako, "friend: 営業時間", "reply: "+opening)
		for _, p := range w.status().Problems {
			if p.Code == "hook.set_aside" {
				t.Error("an event was set aside because the database was away")
			}
		}
	})
}

func TestAnEventThatTheDatabaseWillNotTakeIsSetAsideAloneAndKept(t *testing.T) {
	each(t, sakura, func(t *testing.T, w *world) {
		w.noisy = true
		db := w.behind()
		if w.place.Name == "sqlite" {
			w.exec(db, `CREATE TRIGGER poison BEFORE INSERT ON messages WHEN NEW.text = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END`)
		} else {
			w.exec(db, `CREATE FUNCTION poison() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$ LANGUAGE plpgsql`)
			w.exec(db, `CREATE TRIGGER poison BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.text = 'poison') EXECUTE FUNCTION poison()`)
		}
		hanako, taro := w.friend("花子"), w.friend("太郎")
		now := w.clock.Now()
		body := request(event("1", hanako.id, "営業時間", now), event("2", hanako.id, "poison", now), event("3", taro.id, "営業時間", now))
		for range 2 { // the second time it is known
			if got := w.signed(body); got != http.StatusOK {
				t.Errorf("%d", got)
			}
		}
		w.settle()
		if a, b := w.timeline(hanako), w.timeline(taro); len(a) != 2 || len(b) != 2 {
			t.Errorf("the timelines have %d and %d rows, want the message and its answer in each", len(a), len(b))
		}
		var raw, reason string
		row := db.QueryRowContext(t.Context(), `SELECT raw, reason FROM events WHERE webhook_event_id = '2' AND state = 'failed'`)
		if err := row.Scan(&raw, &reason); err != nil || raw == "" || reason == "" {
			t.Errorf("set aside with %q, %q, %v", raw, reason, err)
		}
	})
}

func TestConnectionsThatBreakLoseAndDoubleNothing(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, p storetest.Place) {
		disturb := `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '` + p.Schema + `'`
		if p.Name == "sqlite" { // which has no connections: another program writes now and then
			disturb = `UPDATE accounts SET chat_mode = ''`
		}
		w := found(t, p, sakura, func(o *boot.Options) {
			if p.Name == "postgres" {
				o.Database = join(o.Database, "&application_name="+p.Schema)
			}
		})
		w.noisy = true
		db := w.behind()
		var friends []friend
		for i := range 4 {
			friends = append(friends, w.friend("友だち"+strconv.Itoa(i)))
		}
		var refused atomic.Int32
		for i := range 40 {
			now := w.clock.Now()
			var group sync.WaitGroup
			codes := make([]int, len(friends))
			for j, f := range friends {
				group.Go(func() {
					body := request(event(strconv.Itoa(i)+"-"+strconv.Itoa(j), f.id, "営業時間", now))
					for codes[j] = w.signed(body); codes[j] != http.StatusOK; codes[j] = w.signed(body) { // LINE redelivers
						refused.Add(1)
					}
				})
			}
			w.exec(db, disturb)
			group.Wait()
		}
		w.passes(31 * time.Second) // leases of attempts that were recorded and never made are over
		w.until("all deliveries to end", func() bool { return w.open() == 0 })
		for _, f := range friends {
			if got := len(w.timeline(f)); got != 80 {
				t.Errorf("%s's timeline has %d rows, want 40 messages and 40 answers", f.name, got)
			}
			if got := len(w.phone(f)); got != 40 {
				t.Errorf("%s's phone shows %d answers, want 40", f.name, got)
			}
		}
		for _, problem := range w.status().Problems {
			if problem.Code == "hook.set_aside" {
				t.Error("an event was set aside because a connection broke")
			}
		}
		t.Logf("%d requests were refused", refused.Load())
	})
}

// join appends to a text of any type.
func join[S ~string](s S, more string) S { return s + S(more) }
