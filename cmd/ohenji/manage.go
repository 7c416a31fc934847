package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"ohenji/internal/app/apply"
	"ohenji/internal/config"
	"ohenji/internal/domain"
)

type applyCmd struct {
	config.Storage
	File   string `short:"f" required:"" placeholder:"FILE" help:"The YAML file; - reads standard input."`
	DryRun bool   `help:"Only say what would change."`
}

// Run applies the file.
func (c *applyCmd) Run(ctx context.Context, s *session) (err error) {
	var r io.Reader = os.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return domain.E(domain.Invalid, "apply.file_unreadable", "file", c.File).Because(err)
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		r = f
	}
	app, err := open(ctx, c.Storage, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	steps, err := app.Apply.Apply(ctx, domain.System(), r, c.DryRun)
	if faults, ok := errors.AsType[apply.Faults](err); ok {
		return s.showFaults(c.File, faults)
	}
	if err != nil {
		return err
	}
	for _, step := range steps {
		s.say(stepCode(step.What), map[string]any{"account": step.Account, "title": step.Title})
	}
	switch {
	case len(steps) == 0:
		s.say("apply.nothing", nil)
	case c.DryRun:
		s.say("apply.would_change", map[string]any{"count": len(steps)})
	default:
		s.say("apply.changed", map[string]any{"count": len(steps)})
	}
	return nil
}

// stepCode is the text that tells of a step.
func stepCode(w apply.What) string {
	switch w {
	case apply.AddAccount:
		return "apply.account_add"
	case apply.ChangeAccount:
		return "apply.account_change"
	case apply.ChangeChannel:
		return "apply.channel_change"
	case apply.ChangeSettings:
		return "apply.settings_change"
	case apply.ChangeGreeting:
		return "apply.greeting_change"
	case apply.ChangeGreetingBack:
		return "apply.greeting_back_change"
	case apply.ChangeHours:
		return "apply.hours_change"
	case apply.AddSchedule:
		return "apply.schedule_add"
	case apply.ChangeSchedule:
		return "apply.schedule_change"
	case apply.RemoveSchedule:
		return "apply.schedule_remove"
	case apply.AddRule:
		return "apply.rule_add"
	case apply.ChangeRule:
		return "apply.rule_change"
	case apply.MoveRule:
		return "apply.rule_move"
	default:
		return "apply.rule_remove"
	}
}

func (s *session) showFaults(file string, faults apply.Faults) error {
	for _, f := range faults {
		fmt.Fprintf(os.Stderr, "%s:%d: %s: %s\n", file, f.Line, f.Err.Field, s.text.Text(s.lang, f.Err.Code, f.Err.Params))
	}
	return domain.E(domain.Invalid, "apply.faulty", "count", len(faults))
}

type exportCmd struct {
	config.Storage
	Account string `required:"" placeholder:"KEY" help:"Key of the account."`
	Format  string `enum:"yaml,json,csv" default:"yaml" help:"yaml, json, or csv with the rules only."`
}

// Run writes the file to standard output.
func (c *exportCmd) Run(ctx context.Context) (err error) {
	app, err := open(ctx, c.Storage, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	b, err := app.Responder.BookByKey(ctx, c.Account)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Account, err)
	}
	file, err := app.Apply.Export(ctx, domain.System(), b.Account.ID, apply.Format(c.Format))
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(file.Data)
	return err
}

type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make an API token and print it, once."`
}

type tokenCreateCmd struct {
	config.Storage
	Name    string   `required:"" placeholder:"NAME" help:"What the token is for."`
	Account []string `placeholder:"KEY" help:"Keys of the accounts that it may use; without this flag it may do everything."`
	Role    string   `enum:"owner,member" default:"member" help:"What it may do on these accounts: owner or member."`
}

// Run makes the token.
func (c *tokenCreateCmd) Run(ctx context.Context) (err error) {
	app, err := open(ctx, c.Storage, "")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	grants := map[string]domain.Role{}
	for _, key := range c.Account {
		b, err := app.Responder.BookByKey(ctx, key)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		grants[b.Account.ID] = domain.Role(c.Role)
	}
	_, secret, err := app.Member.CreateToken(ctx, domain.System(), c.Name, grants)
	if err != nil {
		return err
	}
	fmt.Println(secret)
	return nil
}

type linkCmd struct {
	config.Storage
	PublicURL string `env:"OHENJI_PUBLIC_URL" default:"http://127.0.0.1:8080" placeholder:"URL" help:"Address of the installation for browsers."`
	Login     string `arg:"" optional:"" help:"Login name of the member; without it, the link creates the owner of a new installation."`
}

// Run makes the link.
func (c *linkCmd) Run(ctx context.Context) (err error) {
	app, err := open(ctx, c.Storage, c.PublicURL)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, app.Close()) }()
	if c.Login == "" {
		secret, err := app.Member.SetupLink(ctx)
		if err != nil {
			return err
		}
		fmt.Println(app.PublicURL + "/setup#token=" + secret)
		return nil
	}
	secret, err := app.Member.LoginLink(ctx, c.Login)
	if err != nil {
		return err
	}
	fmt.Println(app.PublicURL + "/login/link#token=" + secret)
	return nil
}
