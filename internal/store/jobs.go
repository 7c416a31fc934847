package store

import (
	"context"
	"database/sql"
	"time"
)

// Job is one piece of durable background work.
type Job struct {
	ID        string
	AccountID string
	Kind      string
	UniqueKey string // at most one open job of a kind has it
	Payload   string // JSON
	Attempts  int
	NextAt    time.Time
	LastError string
	CreatedAt time.Time
}

// The states of a job.
const (
	JobQueued  = "queued"
	JobRunning = "running"
	JobDone    = "done"
	JobDead    = "dead"
)

// InsertJobs queues jobs; one whose kind and unique key are already open is
// dropped.
func (tx *Tx) InsertJobs(ctx context.Context, js []Job) error {
	if len(js) == 0 {
		return nil
	}
	rows := make([][]any, len(js))
	for i, j := range js {
		rows[i] = []any{
			j.ID, j.AccountID, j.Kind, j.UniqueKey, j.Payload, JobQueued, 0, millis(j.NextAt), "", int64(0), "",
			tx.now.UnixMilli(), tx.now.UnixMilli(),
		}
	}
	return tx.insertRows(ctx, `INSERT INTO jobs (id, account_id, kind, unique_key, payload, state, attempts, next_at, leased_by,
		leased_until, last_error, created_at, updated_at)`, rows, ` ON CONFLICT DO NOTHING`)
}

// ClaimJobs leases up to limit due jobs to node until leasedUntil, and counts
// the attempt before it begins.
func (tx *Tx) ClaimJobs(ctx context.Context, node string, leasedUntil time.Time, limit int) ([]Job, error) {
	// MATERIALIZED: PostgreSQL may run a plain subquery once per row, and then
	// claims more than limit.
	q := `WITH due AS MATERIALIZED (
			SELECT id FROM jobs WHERE state = 'queued' AND next_at <= $1 ORDER BY next_at, id LIMIT $2` + tx.db.Dialect.skipLocked + `)
		UPDATE jobs SET state = 'running', attempts = attempts + 1, leased_by = $3, leased_until = $4, updated_at = $5
		WHERE state = 'queued' AND id IN (SELECT id FROM due)
		RETURNING id, account_id, kind, unique_key, payload, attempts, next_at, last_error, created_at`
	var out []Job
	args := []any{tx.now.UnixMilli(), limit, node, millis(leasedUntil), tx.now.UnixMilli()}
	err := tx.rows(ctx, q, args, func(r *sql.Rows) error {
		var j Job
		var next, created int64
		err := r.Scan(&j.ID, &j.AccountID, &j.Kind, &j.UniqueKey, &j.Payload, &j.Attempts, &next, &j.LastError, &created)
		j.NextAt, j.CreatedAt = moment(next), moment(created)
		out = append(out, j)
		return err
	})
	return out, err
}

// EndJob records what came of the attempt j that node holds: state is JobDone,
// JobDead, or JobQueued to try again at nextAt. Once another attempt has begun,
// by whomever, it does nothing.
func (tx *Tx) EndJob(ctx context.Context, j Job, node, state, lastError string, nextAt time.Time) error {
	const q = `UPDATE jobs SET state = $1, last_error = $2, next_at = $3, leased_by = '', leased_until = 0, updated_at = $4
		WHERE id = $5 AND state = 'running' AND leased_by = $6 AND attempts = $7`
	_, err := tx.exec(ctx, q, state, lastError, millis(nextAt), tx.now.UnixMilli(), j.ID, node, j.Attempts)
	return err
}

// RecoverJobs queues again what nobody works on any more: leases that are
// over, or that this node held before it was restarted at startedAt.
func (tx *Tx) RecoverJobs(ctx context.Context, node string, startedAt time.Time) (int64, error) {
	const q = `UPDATE jobs SET state = 'queued', next_at = $1, leased_by = '', leased_until = 0, updated_at = $2
		WHERE state = 'running' AND (leased_until <= $3 OR (leased_by = $4 AND updated_at < $5))`
	now := tx.now.UnixMilli()
	return tx.exec(ctx, q, now, now, now, node, millis(startedAt))
}

// NextJob is the earliest moment after now at which a job is due; zero when
// there is none.
func (tx *Tx) NextJob(ctx context.Context) (time.Time, error) {
	var at int64
	const q = `SELECT next_at FROM jobs WHERE state = 'queued' AND next_at > $1 ORDER BY next_at LIMIT 1`
	_, err := tx.row(ctx, q, []any{tx.now.UnixMilli()}, &at)
	return moment(at), err
}

// DeleteDoneJobs forgets finished jobs that ended before a moment.
func (tx *Tx) DeleteDoneJobs(ctx context.Context, before time.Time) (int64, error) {
	return tx.exec(ctx, `DELETE FROM jobs WHERE state = 'done' AND updated_at < $1`, millis(before))
}
