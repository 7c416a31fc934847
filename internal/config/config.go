// Package config is what can be configured: tagged structs that commands
// embed. The tags make the flags, the environment variables, the keys of the
// file and their documentation, so that none of these can differ. A flag beats
// the environment, which beats the file, which beats the default.
//
// This is the only package that reads the environment.
package config

import (
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"ohenji/internal/domain"
)

// Storage says where the data is. Commands that work on an installation embed
// it.
type Storage struct {
	Config    File          `env:"OHENJI_CONFIG" placeholder:"FILE" help:"YAML file with the settings that have an environment variable; its keys are the flags' names without the dashes in front."`
	Data      string        `env:"OHENJI_DATA" default:"./ohenji-data" placeholder:"DIR" help:"Directory for the database, the key and everything else that is kept. It is created when it is missing."`
	Database  domain.Secret `env:"OHENJI_DATABASE" placeholder:"URL" help:"PostgreSQL as postgres://user:password@host/database. Empty means SQLite in the data directory."`
	SecretKey domain.Secret `env:"OHENJI_SECRET_KEY" placeholder:"HEX" help:"Key that encrypts the secrets of accounts, 64 hexadecimal digits (openssl rand -hex 32). Empty means the file secret.key in the data directory, made at the first start. Nodes on one database need the same key."`
}

// Log says how the program logs.
type Log struct {
	LogFormat string `env:"OHENJI_LOG_FORMAT" enum:"text,json" default:"text" placeholder:"FORMAT" help:"How log lines are written: text or json."`
	LogLevel  string `env:"OHENJI_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" placeholder:"LEVEL" help:"The least important log lines to write: debug, info, warn or error."`
}

// Serve is the configuration of a running installation.
type Serve struct {
	Storage
	Listen            string `env:"OHENJI_LISTEN" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address to listen on. LINE must reach it over HTTPS, usually through a reverse proxy."`
	PublicURL         string `env:"OHENJI_PUBLIC_URL" placeholder:"URL" help:"Address by which browsers and LINE reach this installation, such as https://desk.example.jp. Empty means the listen address."`
	LineAPIBase       string `name:"line-api-base" env:"OHENJI_LINE_API_BASE" default:"https://api.line.me" placeholder:"URL" help:"Where LINE's Messaging API is. Another address is for a simulator."`
	LineDataBase      string `name:"line-data-base" env:"OHENJI_LINE_DATA_BASE" default:"https://api-data.line.me" placeholder:"URL" help:"Where LINE keeps the images and files that friends send."`
	ReplyTokenSeconds int    `env:"OHENJI_REPLY_TOKEN_SECONDS" default:"50" placeholder:"SECONDS" help:"How long after a message an answer goes as a free reply, 5 to 55 seconds. LINE takes replies for about a minute; later answers are pushes, which count."`
	Log
}

// Demo is the configuration of the demo, which takes nothing from the
// environment or a file: it must do the same everywhere.
type Demo struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Address of the desk. The simulated LINE takes the next free port."`
	Data   string `default:".ohenji-demo" placeholder:"DIR" help:"Directory for the demo's data."`
	Reset  bool   `help:"Throw away the demo's data and begin anew."`
}

// Limits of ReplyTokenSeconds. LINE wants a token used within a minute and
// promises nothing beyond it; the way there and the queue take some seconds.
const (
	MinReplyTokenSeconds = 5
	MaxReplyTokenSeconds = 55
)

var hexKey = regexp.MustCompile(`^[0-9a-fA-F]{64}$`)

// Validate returns all faults as domain.Errors, each at its flag. Kong calls
// it.
func (s *Storage) Validate() error { return s.faults().OrNil() }

func (s *Storage) faults() domain.Errors {
	var es domain.Errors
	if s.Data == "" {
		es = append(es, domain.E(domain.Invalid, "config.data_missing").At("--data"))
	}
	if s.Database != "" && !databaseURL(string(s.Database)) {
		es = append(es, domain.E(domain.Invalid, "database.url_invalid").At("--database"))
	}
	if s.SecretKey != "" && !hexKey.MatchString(string(s.SecretKey)) {
		es = append(es, domain.E(domain.Invalid, "seal.key_invalid").At("--secret-key"))
	}
	return es
}

// Validate returns all faults as domain.Errors, each at its flag. Kong calls
// it.
func (s *Serve) Validate() error {
	es := s.faults()
	if !address(s.Listen) {
		es = append(es, domain.E(domain.Invalid, "config.listen_invalid", "value", s.Listen).At("--listen"))
	}
	if s.PublicURL != "" && !site(s.PublicURL) {
		es = append(es, domain.E(domain.Invalid, "config.public_url_invalid", "value", s.PublicURL).At("--public-url"))
	}
	if !httpURL(s.LineAPIBase) {
		es = append(es, domain.E(domain.Invalid, "config.url_invalid", "value", s.LineAPIBase).At("--line-api-base"))
	}
	if !httpURL(s.LineDataBase) {
		es = append(es, domain.E(domain.Invalid, "config.url_invalid", "value", s.LineDataBase).At("--line-data-base"))
	}
	if s.ReplyTokenSeconds < MinReplyTokenSeconds || s.ReplyTokenSeconds > MaxReplyTokenSeconds {
		es = append(es, domain.E(domain.Invalid, "config.reply_token_seconds", "min", MinReplyTokenSeconds,
			"max", MaxReplyTokenSeconds, "value", s.ReplyTokenSeconds).At("--reply-token-seconds"))
	}
	return es.OrNil()
}

// Validate returns all faults as domain.Errors, each at its flag. Kong calls
// it.
func (d *Demo) Validate() error {
	var es domain.Errors
	if !address(d.Listen) {
		es = append(es, domain.E(domain.Invalid, "config.listen_invalid", "value", d.Listen).At("--listen"))
	}
	if d.Data == "" {
		es = append(es, domain.E(domain.Invalid, "config.data_missing").At("--data"))
	}
	return es.OrNil()
}

// Base is the address of the installation for people and LINE, without a slash
// at its end.
func (s *Serve) Base() string {
	if s.PublicURL != "" {
		return strings.TrimRight(s.PublicURL, "/")
	}
	return "http://" + s.Listen
}

// ReplyWindow is how long after an event its reply token is used.
func (s *Serve) ReplyWindow() time.Duration {
	return time.Duration(s.ReplyTokenSeconds) * time.Second
}

// Logger writes to w as configured.
func (l *Log) Logger(w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(l.LogLevel)); err != nil {
		level = slog.LevelInfo // the zero Log; flags are checked against their enum
	}
	o := &slog.HandlerOptions{Level: level}
	if l.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// Parser returns the command line of grammar, a struct of commands.
func Parser(grammar any, options ...kong.Option) (*kong.Kong, error) {
	k, err := kong.New(grammar, append([]kong.Option{
		kong.Name("ohenji"),
		kong.Description("Ohenji, the self-hosted reply desk for LINE Official Accounts."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.ValueFormatter(help),
	}, options...)...)
	if err != nil {
		return nil, fmt.Errorf("build command line: %w", err)
	}
	return k, nil
}

// help is a flag's text with its default and its environment variable.
func help(v *kong.Value) string {
	var more []string
	if v.HasDefault {
		more = append(more, "default "+v.Default)
	}
	for _, name := range v.Tag.Envs {
		more = append(more, "$"+name)
	}
	if len(more) == 0 {
		return v.Help
	}
	return v.Help + " [" + strings.Join(more, ", ") + "]"
}

// Language is the language for the terminal, by its locale: "ja" or "en".
func Language() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "ja") {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

// address accepts host:port with any host, also none, and the port 0.
func address(s string) bool {
	_, port, err := net.SplitHostPort(s)
	if err != nil {
		return false
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return err == nil
}

func httpURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.RawQuery == "" && u.Fragment == ""
}

// site is an address without a path: the desk lives at the root of its host.
func site(s string) bool {
	u, err := url.Parse(s)
	return err == nil && httpURL(s) && strings.Trim(u.Path, "/") == ""
}

func databaseURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "postgres" || u.Scheme == "postgresql")
}
