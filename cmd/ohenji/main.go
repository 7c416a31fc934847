// Command ohenji is the reply desk for LINE公式アカウント. It parses the command
// line and calls the packages that do the work.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // business hours must work on machines without a zone database

	"github.com/alecthomas/kong"

	"ohenji/internal/config"
	"ohenji/internal/i18n"
)

// version is set by the linker.
var version = "dev"

// cli is the grammar of the command line.
type cli struct {
	Demo    demoCmd    `cmd:"" help:"Start the product with a simulated LINE and sample data, to look at."`
	Serve   serveCmd   `cmd:"" help:"Start the product."`
	Sim     simCmd     `cmd:"" help:"Start the LINE simulator alone, to write any LINE bot against."`
	Apply   applyCmd   `cmd:"" help:"Bring accounts, settings, hours and rules to what a YAML file says."`
	Export  exportCmd  `cmd:"" help:"Write what an account answers to standard output: settings, greetings, hours and rules."`
	Token   tokenCmd   `cmd:"" help:"Make API tokens."`
	Link    linkCmd    `cmd:"" help:"Make a one-time link: to create the owner, or to log in as a member who forgot the password."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

// session is what every command gets.
type session struct {
	text *i18n.Catalogue
	lang string
}

// say writes a line for people.
func (s *session) say(code string, params map[string]any) {
	fmt.Fprintln(os.Stdout, s.text.Text(s.lang, code, params))
}

func main() { os.Exit(run()) }

func run() int {
	text, err := i18n.Load()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	lang := config.Language()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var grammar cli
	parser, err := config.Parser(&grammar, kong.Name("ohenji"),
		kong.Description("Ohenji (お返事): the self-hosted reply desk for LINE公式アカウント."))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	command, err := parser.Parse(os.Args[1:])
	if err == nil {
		command.BindTo(ctx, (*context.Context)(nil))
		err = command.Run(&session{text: text, lang: lang})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ohenji: "+text.Explain(lang, err))
		return 1
	}
	return 0
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(*session) error {
	fmt.Println(version)
	return nil
}
