package apply

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ohenji/internal/app/account"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
	"ohenji/internal/domain/sheet"
	"ohenji/internal/store"
	"ohenji/internal/tree"
)

// Format is the notation of an answers file.
type Format string

// The formats. CSV has the rules only.
const (
	YAML Format = "yaml"
	JSON Format = "json"
	CSV  Format = "csv"
)

// Part is a part of an answers file that can be left out of an import.
type Part string

// The parts.
const (
	Settings Part = "settings"
	Greeting Part = "greeting" // both greetings
	Hours    Part = "hours"    // and the named schedules
	Rules    Part = "rules"
)

// document is the shape of the answers file.
type document struct {
	Version int `json:"version"`
	answers
}

// version is the only one of the answers file so far.
const version = 1

// File is an answers file to be kept.
type File struct {
	Name string
	Data []byte
}

// Export writes all that the account answers: nothing of its channel, of its
// contacts, and no ids.
func (s *Service) Export(ctx context.Context, actor domain.Actor, accountID string, format Format) (File, error) {
	if err := actor.Owns(accountID); err != nil {
		return File{}, err
	}
	var out File
	err := s.DB.View(ctx, func(ctx context.Context, tx *store.Tx) error {
		a, err := tx.Account(ctx, accountID)
		if err != nil {
			return err
		}
		h, err := hold(ctx, tx, a)
		if err != nil {
			return err
		}
		out.Name = fmt.Sprintf("%s-answers-%s.%s", a.Key, day(tx.Now(), h.hours[a.Settings.HoursName]), format)
		out.Data, err = write(h, format)
		return err
	})
	return out, err
}

// day is the date where the account is open.
func day(now time.Time, schedule hours.Schedule) string {
	zone, err := time.LoadLocation(cmp.Or(schedule.Zone, hours.DefaultZone))
	if err != nil { // no schedule has such a zone
		zone = time.UTC
	}
	return now.In(zone).Format(time.DateOnly)
}

func write(h held, format Format) ([]byte, error) {
	if format == CSV {
		rules := make([]domain.Rule, len(h.rules))
		for i, r := range h.rules {
			rules[i] = tidy(r)
		}
		var b bytes.Buffer
		err := sheet.Write(&b, rules)
		return b.Bytes(), err
	}
	n, err := tree.Of(document{Version: version, answers: describe(h)})
	if err != nil {
		return nil, err
	}
	if format == JSON {
		return n.JSON(), nil
	}
	return n.YAML(), nil
}

// Import is what to do with an answers file.
type Import struct {
	Format Format
	Merge  bool   // nothing is removed, and rules keep their places
	Parts  []Part // of the file that count; none is all
	DryRun bool   // only say what would change
	// State is what the account must still be, from an Outcome; empty is
	// whatever it is.
	State string
}

// Outcome is what an import does.
type Outcome struct {
	State  string // of the account: of a dry run as it is, else as it became
	Steps  []Step
	Faults Faults // of a dry run; else they are the error
}

// Import brings the account to what the file says, all of it or nothing. Rules
// are told apart by their titles; those that the file lacks are removed unless
// in.Merge. It fails with Faults, with Conflict transfer.changed when the
// account is no longer in.State, and changes nothing then.
func (s *Service) Import(ctx context.Context, actor domain.Actor, accountID string, in Import, text []byte) (Outcome, error) {
	if err := actor.Owns(accountID); err != nil {
		return Outcome{}, err
	}
	want, c := parseAnswers(text, in)
	if len(c.faults) > 0 && !in.DryRun {
		return Outcome{}, c.err()
	}
	run, load := s.DB.Update, (*store.Tx).LockAccount
	if in.DryRun {
		run, load = s.DB.View, (*store.Tx).Account
	}
	var out Outcome
	err := run(ctx, func(ctx context.Context, tx *store.Tx) error {
		out = Outcome{}
		a, err := load(tx, ctx, accountID)
		if err != nil {
			return err
		}
		p := &plan{Service: s, tx: tx, dry: in.DryRun, merge: in.Merge, key: a.Key, want: want}
		out, err = p.bring(ctx, a, in.State, c)
		return err
	})
	return out, err
}

// bring is the import of one account in its transaction.
func (p *plan) bring(ctx context.Context, a *domain.Account, expected string, c *checker) (out Outcome, err error) {
	if p.have, err = hold(ctx, p.tx, a); err != nil {
		return out, err
	}
	if out.State, err = fingerprint(p.have); err != nil {
		return out, err
	}
	if expected != "" && expected != out.State {
		return out, domain.E(domain.Conflict, "transfer.changed")
	}
	if len(c.faults) == 0 {
		err = p.answers(ctx, account.Change{})
	}
	if domain.KindOf(err) == domain.Invalid && err != nil {
		c := *c // the transaction may run again
		c.at(err, "")
		err = c.err()
		out.Faults, _ = errors.AsType[Faults](err)
	} else {
		out.Faults, _ = errors.AsType[Faults](c.err())
		out.Steps = p.steps
	}
	if p.dry && len(out.Faults) > 0 {
		return out, nil
	}
	if err != nil || p.dry {
		return out, err
	}
	if p.have, err = hold(ctx, p.tx, a); err != nil {
		return out, err
	}
	out.State, err = fingerprint(p.have)
	return out, err
}

// fingerprint stands for all that an import can change.
func fingerprint(h held) (string, error) {
	text, err := write(h, JSON)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), err
}

// parseAnswers reads a file, without the parts that do not count and what is
// wrong with them.
func parseAnswers(text []byte, in Import) (*answers, *checker) {
	if in.Format == CSV {
		return parseSheet(text)
	}
	parse := tree.ParseYAML
	if in.Format == JSON {
		parse = tree.ParseJSON
	}
	var d document
	root, faults := parse(text)
	if faults != nil {
		return &d.answers, &checker{faults: faults}
	}
	c := &checker{root: root}
	if root.Kind != tree.Null {
		c.faults = root.Decode(&d)
	}
	c.misfits = len(c.faults)
	if d.Version != version && (d.Version != 0 || root.Get("version") != nil) {
		c.at(domain.E(domain.Invalid, "transfer.version", "value", d.Version), "version")
	}
	d.check(c, "")
	d.leave(c, in.Parts)
	if len(c.faults) == 0 && d.answers == (answers{}) {
		c.faults = Faults{{Line: 1, Err: domain.E(domain.Invalid, "transfer.empty")}}
	}
	return &d.answers, c
}

// parseSheet reads the rules of a CSV.
func parseSheet(text []byte) (*answers, *checker) {
	rows, err := sheet.Read(bytes.NewReader(text))
	c := &checker{root: &tree.Node{Line: 1}}
	if faults, ok := errors.AsType[sheet.Faults](err); ok {
		for _, f := range faults {
			c.faults = append(c.faults, Fault{Line: f.Line, Err: f.Err.At(f.Column)})
		}
	}
	rules := make([]fileRule, len(rows))
	c.root.Kind = tree.Table
	list := &tree.Node{Kind: tree.List, Line: 1}
	for i, row := range rows {
		rules[i] = describeRule(row.Rule)
		list.Items = append(list.Items, &tree.Node{Line: row.Line})
	}
	c.root.Keys, c.root.Items = []*tree.Node{{Text: "rules", Line: 1}}, []*tree.Node{list}
	return &answers{Rules: &rules}, c
}

// leave forgets the parts that do not count, and their faults.
func (a *answers) leave(c *checker, parts []Part) {
	if len(parts) == 0 {
		return
	}
	counts := func(p Part) bool { return slices.Contains(parts, p) }
	if !counts(Settings) {
		a.Settings = nil
	}
	if !counts(Greeting) {
		a.Greeting, a.GreetingBack = nil, nil
	}
	if !counts(Hours) {
		a.Hours, a.Schedules = nil, nil
	}
	if !counts(Rules) {
		a.Rules = nil
	}
	c.faults = slices.DeleteFunc(c.faults, func(f Fault) bool {
		p, known := partOf(f.Err.Field)
		return known && !counts(p)
	})
	c.misfits = 0
}

// partOf is the part to which a field belongs.
func partOf(field string) (Part, bool) {
	name, _, _ := strings.Cut(field, ".")
	name, _, _ = strings.Cut(name, "[")
	p, ok := map[string]Part{
		"settings": Settings, "greeting": Greeting, "greetingBack": Greeting, "hours": Hours, "schedules": Hours, "rules": Rules,
	}[name]
	return p, ok
}
