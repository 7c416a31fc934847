// Package apply brings an installation, or one account, to what a file says:
// the YAML file of `ohenji apply` with accounts and their channels, and the
// answers file of one account, which it also writes. Applying the same file
// twice changes nothing the second time.
package apply

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"ohenji/internal/app/account"
	"ohenji/internal/domain"
	"ohenji/internal/tree"
)

// file is the shape of the file of `ohenji apply`.
type file struct {
	Accounts []fileAccount `json:"accounts"`
}

type fileAccount struct {
	Key     string      `json:"key"`
	Name    string      `json:"name"`
	Channel fileChannel `json:"channel"`
	answers
}

type fileChannel struct {
	ID     string `json:"id"`
	Secret string `json:"secret"`
}

// Fault is one thing that is wrong with a file, with its line.
type Fault = tree.Fault

// Faults are all that is wrong with a file, by line.
type Faults = tree.Faults

// read reads all of a file that is not too large.
func read(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, tree.MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	return text, nil
}

// parse reads the file and checks all of it; the error is Faults. The tree says
// where things stand.
func parse(r io.Reader) (*file, *tree.Node, error) {
	text, err := read(r)
	if err != nil {
		return nil, nil, err
	}
	root, faults := tree.ParseYAML(text)
	if faults != nil {
		return nil, nil, faults
	}
	var f file
	c := checker{root: root}
	if root.Kind != tree.Null {
		c.faults = root.Decode(&f)
	}
	c.misfits = len(c.faults)
	if len(f.Accounts) == 0 && c.misfits == 0 {
		return nil, nil, Faults{{Line: 1, Err: domain.E(domain.Invalid, "apply.file_empty")}}
	}
	f.check(&c)
	if err := c.err(); err != nil {
		return nil, nil, err
	}
	return &f, root, nil
}

// check validates everything that can be said without the database.
func (f *file) check(c *checker) {
	keys, channels := map[string]bool{}, map[string]bool{}
	for i := range f.Accounts {
		a, path := &f.Accounts[i], fmt.Sprintf("accounts[%d]", i)
		switch twice := domain.E(domain.Invalid, "apply.account_twice", "key", a.Key); {
		case a.Key != "" && keys[a.Key]:
			c.at(twice, path+".key")
		case a.Channel.ID != "" && channels[a.Channel.ID]:
			c.at(twice, path+".channel.id")
		}
		keys[a.Key], channels[a.Channel.ID] = true, true
		c.at(a.account().Validate(), path)
		a.answers.check(c, path+".")
		c.titles(a.Rules, path)
	}
}

// titles tells of titles that are there twice: who writes a list of rules by
// hand means one of each.
func (c *checker) titles(rules *[]fileRule, path string) {
	if rules == nil {
		return
	}
	seen := map[string]bool{}
	for i, r := range *rules {
		title := strings.TrimSpace(r.Title)
		if seen[title] && title != "" {
			c.at(domain.E(domain.Invalid, "apply.rule_twice", "title", title), fmt.Sprintf("%s.rules[%d].title", path, i))
		}
		seen[title] = true
	}
}

// account is the account as the file names it.
func (a *fileAccount) account() *domain.Account {
	out := account.Build(account.Details{
		Name: a.Name, Channel: domain.Channel{ID: a.Channel.ID, Secret: domain.Secret(a.Channel.Secret)},
	})
	out.Key = a.Key // as it stands: it is part of an address
	return out
}

// checker gathers faults with the places at which they stand.
type checker struct {
	root    *tree.Node
	faults  Faults
	misfits int // the first of the faults: what has another shape
}

// at adds the faults of err, whose fields are below path.
func (c *checker) at(err error, path string) {
	for _, e := range domain.Faults(err) {
		where := strings.TrimSuffix(strings.TrimSuffix(path, ".")+"."+e.Field, ".")
		where = strings.TrimPrefix(where, ".")
		if c.misfit(where) {
			continue
		}
		line, column := c.root.Place(where)
		c.faults = append(c.faults, Fault{Line: line, Column: column, Err: e.At(where)})
	}
}

// misfit reports whether a fault comes from another one: of what has the wrong
// shape, or beside a name that is not known, nothing more can be said.
func (c *checker) misfit(where string) bool {
	return slices.ContainsFunc(c.faults[:c.misfits], func(f Fault) bool {
		return strings.HasPrefix(where, f.Err.Field) || parent(where) == parent(f.Err.Field) || where == parent(f.Err.Field)
	})
}

func parent(path string) string { return path[:max(strings.LastIndexAny(path, ".["), 0)] }

func (c *checker) err() error {
	if len(c.faults) == 0 {
		return nil
	}
	slices.SortStableFunc(c.faults, func(a, b Fault) int { return a.Line - b.Line })
	return c.faults
}
