// Package apply brings an installation to what a YAML file describes: accounts
// with their channel, settings, hours and rules. Applying the same file twice
// changes nothing the second time.
package apply

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"ohenji/internal/app/account"
	"ohenji/internal/domain"
	"ohenji/internal/domain/hours"
)

// file is the shape of the YAML file.
type file struct {
	Accounts []fileAccount `yaml:"accounts"`
}

type fileAccount struct {
	Key      string          `yaml:"key"`
	Name     string          `yaml:"name"`
	Channel  fileChannel     `yaml:"channel"`
	Settings *fileSettings   `yaml:"settings"`
	Greeting *fileGreeting   `yaml:"greeting"`
	Hours    *hours.Schedule `yaml:"hours"`
	Rules    *[]fileRule     `yaml:"rules"`
}

type fileChannel struct {
	ID     string `yaml:"id"`
	Secret string `yaml:"secret"`
}

// fileSettings has pointers: what the file leaves out stays as it is.
type fileSettings struct {
	Chat          *bool          `yaml:"chat"`
	Hours         *bool          `yaml:"hours"`
	Inside        *domain.Method `yaml:"inside"`
	Outside       *domain.Method `yaml:"outside"`
	Greeting      *bool          `yaml:"greeting"`
	ManualMinutes *int           `yaml:"manualMinutes"`
}

type fileGreeting struct {
	Bubbles []fileBubble `yaml:"bubbles"`
}

// fileBubble has what the rule editor of the desk has too: a rule that came from
// a file must survive being edited there.
type fileBubble struct {
	Text string `yaml:"text"`
}

type fileRule struct {
	Title    string       `yaml:"title"`
	Enabled  *bool        `yaml:"enabled"` // true when left out
	Keywords []string     `yaml:"keywords"`
	Bubbles  []fileBubble `yaml:"bubbles"`
}

// Fault is one thing that is wrong with the file.
type Fault struct {
	Line int // from 1; 0 when it is about the file as a whole
	Err  *domain.Error
}

// Faults are all that is wrong with the file.
type Faults []Fault

// Error joins the faults for the log; the command line shows each by its
// catalogue text.
func (fs Faults) Error() string {
	parts := make([]string, len(fs))
	for i, f := range fs {
		parts[i] = fmt.Sprintf("line %d: %v", f.Line, f.Err)
	}
	return strings.Join(parts, "; ")
}

// maxFile bounds the file, in bytes.
const maxFile = 16 << 20

// parse reads the file and checks all of it; the error is Faults.
func parse(r io.Reader) (*file, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if len(text) > maxFile {
		return nil, Faults{{Err: domain.E(domain.Invalid, "apply.file_large", "max", maxFile>>20)}}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, syntaxFaults(err)
	}
	var f file
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(&f); errors.Is(err, io.EOF) {
		return nil, Faults{{Line: 1, Err: domain.E(domain.Invalid, "apply.file_empty")}}
	} else if err != nil {
		return nil, syntaxFaults(err)
	}
	var more yaml.Node
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		// A second document would be left out in silence.
		return nil, Faults{{Line: more.Line, Err: domain.E(domain.Invalid, "apply.syntax", "detail", "---")}}
	}
	if len(f.Accounts) == 0 {
		return nil, Faults{{Line: 1, Err: domain.E(domain.Invalid, "apply.file_empty")}}
	}
	return &f, f.check(&root)
}

var (
	yamlLine = regexp.MustCompile(`line (\d+): (.*)`)
	// yamlParser are the errors for which the library counts lines from 0; its
	// other parts count from 1.
	yamlParser = regexp.MustCompile(`^did not find expected (<|node content|',|'-' indicator|key)`)
)

// syntaxFaults turns the YAML library's errors, which name lines in their
// text, into ours.
func syntaxFaults(err error) Faults {
	texts := []string{err.Error()}
	if typed, ok := errors.AsType[*yaml.TypeError](err); ok {
		texts = typed.Errors
	}
	var out Faults
	for _, t := range texts {
		f := Fault{Err: domain.E(domain.Invalid, "apply.syntax", "detail", strings.TrimPrefix(t, "yaml: "))}
		if m := yamlLine.FindStringSubmatch(t); m != nil {
			f.Line, _ = strconv.Atoi(m[1])
			if yamlParser.MatchString(m[2]) {
				f.Line++
			}
			f.Err = domain.E(domain.Invalid, "apply.syntax", "detail", m[2])
		}
		out = append(out, f)
	}
	return out
}

// check validates everything that can be said without the database.
func (f *file) check(root *yaml.Node) error {
	var out Faults
	at := func(err error, path string) {
		for _, e := range flatten(err) {
			where := strings.TrimSuffix(path+"."+e.Field, ".")
			out = append(out, Fault{Line: lineOf(root, where), Err: e.At(where)})
		}
	}
	keys, channels := map[string]bool{}, map[string]bool{}
	for i, a := range f.Accounts {
		path := fmt.Sprintf("accounts[%d]", i)
		switch twice := domain.E(domain.Invalid, "apply.account_twice", "key", a.Key); {
		case a.Key != "" && keys[a.Key]:
			at(twice, path+".key")
		case a.Channel.ID != "" && channels[a.Channel.ID]:
			at(twice, path+".channel.id")
		}
		keys[a.Key], channels[a.Channel.ID] = true, true
		at(a.account(domain.DefaultSettings()).Validate(), path)
		if a.Hours != nil {
			at(a.Hours.Validate(), path+".hours")
		}
		if a.Rules != nil {
			a.checkRules(path, at)
		}
	}
	slices.SortStableFunc(out, func(a, b Fault) int { return a.Line - b.Line })
	if len(out) == 0 {
		return nil
	}
	return out
}

func (a *fileAccount) checkRules(path string, at func(error, string)) {
	titles := map[string]bool{}
	for i, r := range *a.Rules {
		rule, where := r.rule(), fmt.Sprintf("%s.rules[%d]", path, i)
		at(rule.Validate(), where)
		if titles[rule.Title] {
			at(domain.E(domain.Invalid, "apply.rule_twice", "title", rule.Title), where+".title")
		}
		titles[rule.Title] = true
	}
}

func flatten(err error) []*domain.Error {
	if many, ok := errors.AsType[domain.Errors](err); ok {
		return many
	}
	if one, ok := errors.AsType[*domain.Error](err); ok {
		return []*domain.Error{one}
	}
	return nil
}

// account is the account as the file describes it, with base for what the file
// leaves out.
func (a *fileAccount) account(base domain.ResponseSettings) *domain.Account {
	out := account.Build(account.Details{
		Name: a.Name, Channel: domain.Channel{ID: a.Channel.ID, Secret: domain.Secret(a.Channel.Secret)},
	})
	out.Key, out.Settings = a.Key, base
	if a.Greeting != nil {
		out.Greeting = bubbles(a.Greeting.Bubbles)
	}
	if s := a.Settings; s != nil {
		set(&out.Settings.Chat, s.Chat)
		set(&out.Settings.Hours, s.Hours)
		set(&out.Settings.Inside, s.Inside)
		set(&out.Settings.Outside, s.Outside)
		set(&out.Settings.Greeting, s.Greeting)
		set(&out.Settings.ManualMinutes, s.ManualMinutes)
	}
	return out
}

func bubbles(fs []fileBubble) []domain.Bubble {
	out := make([]domain.Bubble, len(fs))
	for i, f := range fs {
		out[i] = domain.Bubble{Text: f.Text}
	}
	return out
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func (r *fileRule) rule() domain.Rule {
	return domain.Rule{
		Title: strings.TrimSpace(r.Title), Enabled: r.Enabled == nil || *r.Enabled, Keywords: r.Keywords, Bubbles: bubbles(r.Bubbles),
	}
}

var pathStep = regexp.MustCompile(`([^.\[\]]+)|\[(\d+)\]`)

// lineOf finds the line of a path such as accounts[0].rules[2].bubbles[0].text;
// where the path ends in something the file leaves out, the line of what it
// has.
func lineOf(root *yaml.Node, path string) int {
	node, line := root, 1
	if node.Kind == yaml.DocumentNode && len(node.Content) > 0 {
		node = node.Content[0]
	}
	for _, step := range pathStep.FindAllStringSubmatch(path, -1) {
		next, at := child(node, step[1], step[2])
		if next == nil {
			return line
		}
		node, line = next, at
	}
	return line
}

func child(node *yaml.Node, name, index string) (*yaml.Node, int) {
	switch node.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == name {
				return node.Content[i+1], node.Content[i].Line
			}
		}
	case yaml.SequenceNode:
		if i, err := strconv.Atoi(index); err == nil && i < len(node.Content) {
			return node.Content[i], node.Content[i].Line
		}
	}
	return nil, 0
}
