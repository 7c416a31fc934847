package config_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"ohenji/internal/config"
	"ohenji/internal/domain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// grammar is the part of the command line that this package answers for.
type grammar struct {
	Serve struct {
		config.Serve
	} `cmd:"" help:"Run the installation."`
	Apply struct {
		config.Storage
		DryRun bool `help:"Only say what would change."`
	} `cmd:"" help:"Bring accounts and rules to what a file says."`
	Demo struct {
		config.Demo
	} `cmd:"" help:"Try it with a simulated LINE."`
}

// parse runs the command line in an environment without OHENJI variables other
// than those that the test set.
func parse(t *testing.T, args ...string) (*grammar, error) {
	t.Helper()
	var g grammar
	k, err := config.Parser(&g, kong.Exit(func(code int) { t.Errorf("kong ended the program with %d", code) }))
	if err != nil {
		t.Fatal(err)
	}
	_, err = k.Parse(args)
	return &g, err
}

func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ohenji.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// faults are "code at field" of all faults in err.
func faults(err error) string {
	var out []string
	es, ok := errors.AsType[domain.Errors](err)
	if e, single := errors.AsType[*domain.Error](err); !ok && single {
		es = domain.Errors{e}
	}
	for _, e := range es {
		s := e.Code + " at " + e.Field
		if line, ok := e.Params["line"]; ok {
			s += fmt.Sprintf(" line %v key %v", line, e.Params["key"])
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestTheDefaultsAreValid(t *testing.T) {
	t.Parallel()
	g, err := parse(t, "serve")
	if err != nil {
		t.Fatal(err)
	}
	want := config.Serve{
		Storage: config.Storage{Data: "./ohenji-data"}, Listen: "127.0.0.1:8080",
		LineAPIBase: "https://api.line.me", LineDataBase: "https://api-data.line.me",
		ReplyTokenSeconds: 50, Log: config.Log{LogFormat: "text", LogLevel: "info"},
	}
	if g.Serve.Serve != want {
		t.Errorf("got %+v, want %+v", g.Serve.Serve, want)
	}
	if g.Serve.Base() != "http://127.0.0.1:8080" || g.Serve.ReplyWindow().Seconds() != 50 {
		t.Errorf("base %s, window %v", g.Serve.Base(), g.Serve.ReplyWindow())
	}
	if g, err := parse(t, "demo", "--reset"); err != nil || !g.Demo.Reset || g.Demo.Data != ".ohenji-demo" {
		t.Errorf("demo: %+v, %v", g.Demo, err)
	}
}

func TestAFlagBeatsTheEnvironmentWhichBeatsTheFile(t *testing.T) {
	path := file(t, "listen: 127.0.0.1:1\npublic-url: https://file.example\nlog-level: debug\nreply-token-seconds: 40\ndatabase:\n")
	t.Setenv("OHENJI_LISTEN", "127.0.0.1:2")
	t.Setenv("OHENJI_PUBLIC_URL", "https://environment.example/")
	g, err := parse(t, "serve", "--config", path, "--listen", "127.0.0.1:3")
	if err != nil {
		t.Fatal(err)
	}
	s := g.Serve
	if s.Listen != "127.0.0.1:3" || s.PublicURL != "https://environment.example/" || s.LogLevel != "debug" || s.ReplyTokenSeconds != 40 || s.Database != "" {
		t.Errorf("got %+v", s)
	}
	if s.Base() != "https://environment.example" {
		t.Errorf("base %s", s.Base())
	}
}

func TestTheEnvironmentNamesTheFileAndAFlagAnother(t *testing.T) {
	t.Setenv("OHENJI_CONFIG", file(t, "data: /from/environment\nlisten: 127.0.0.1:7"))
	g, err := parse(t, "apply")
	if err != nil || g.Apply.Data != "/from/environment" {
		t.Errorf("by environment: %+v, %v", g.Apply, err)
	}
	g, err = parse(t, "apply", "--config", file(t, "data: /from/flag"))
	if err != nil || g.Apply.Data != "/from/flag" {
		t.Errorf("by flag: %+v, %v", g.Apply, err)
	}
	g, err = parse(t, "serve", "--config", file(t, "data: /from/flag"))
	if err != nil || g.Serve.Data != "/from/flag" || g.Serve.Listen != "127.0.0.1:8080" {
		t.Errorf("by flag: %+v, %v", g.Serve, err)
	}
	if g, err = parse(t, "demo"); err != nil || g.Demo.Data != ".ohenji-demo" {
		t.Errorf("the demo took the installation's file: %+v, %v", g.Demo, err)
	}
}

func TestFaultsOfTheFileNameTheirLine(t *testing.T) {
	t.Parallel()
	cases := []struct{ name, content, want string }{
		{"mistyped key", "# shop\nlisten: 127.0.0.1:1\nlog_level: debug\n", "config.key_unknown at --config line 3 key log_level"},
		{"flag of one call only", "dry-run: true", "config.key_unknown at --config line 1 key dry-run"},
		{"the file itself", "config: other.yaml", "config.key_unknown at --config line 1 key config"},
		{"key twice", "data: a\ndata: b", "config.key_twice at --config line 2 key data"},
		{"list for a value", "data: a\nlisten: [a, b]", "config.value_not_scalar at --config line 2 key listen"},
		{"two faults at once", "a: 1\nb: 2", "config.key_unknown at --config line 1 key a; config.key_unknown at --config line 2 key b"},
		{"a list", "- data", "config.file_invalid at --config"},
		{"no YAML", "data: [", "config.file_invalid at --config"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(t, "serve", "--config", file(t, c.content))
			if got := faults(err); got != c.want {
				t.Errorf("got %q (%v), want %q", got, err, c.want)
			}
		})
	}
	if _, err := parse(t, "serve", "--config", "/no/such/file"); faults(err) != "config.file_unreadable at --config" {
		t.Errorf("missing file: %v", err)
	}
	if _, err := parse(t, "serve", "--config", file(t, "\n# nothing yet\n")); err != nil {
		t.Errorf("empty file: %v", err)
	}
	if _, err := parse(t, "serve", "--config", file(t, "reply-token-seconds: soon")); err == nil || !strings.Contains(err.Error(), "--reply-token-seconds") {
		t.Errorf("text for a number: %v", err)
	}
}

func TestFaultsSayWhichFlag(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("0f", 32)
	cases := []struct {
		name string
		args []string
		want string
	}{
		{"address without port", []string{"serve", "--listen=localhost"}, "config.listen_invalid at --listen"},
		{"port out of range", []string{"serve", "--listen=:70000"}, "config.listen_invalid at --listen"},
		{"any host, any free port", []string{"serve", "--listen=:0"}, ""},
		{"public address without scheme", []string{"serve", "--public-url=desk.example.jp"}, "config.public_url_invalid at --public-url"},
		{"public address with a path", []string{"serve", "--public-url=https://example.jp/desk"}, "config.public_url_invalid at --public-url"},
		{"LINE elsewhere", []string{"serve", "--line-api-base=http://127.0.0.1:9/tenant", "--line-data-base=http://127.0.0.1:9"}, ""},
		{"LINE nowhere", []string{"serve", "--line-api-base=", "--line-data-base=api-data.line.me"}, "config.url_invalid at --line-api-base; config.url_invalid at --line-data-base"},
		{"reply window too long", []string{"serve", "--reply-token-seconds=56"}, "config.reply_token_seconds at --reply-token-seconds"},
		{"reply window too short", []string{"serve", "--reply-token-seconds=4"}, "config.reply_token_seconds at --reply-token-seconds"},
		{"PostgreSQL", []string{"serve", "--database=postgres://a:b@c/d"}, ""},
		{"another database", []string{"serve", "--database=mysql://a:b@c/d"}, "database.url_invalid at --database"},
		{"key", []string{"serve", "--secret-key=" + key}, ""},
		{"short key", []string{"apply", "--secret-key=" + key[2:]}, "seal.key_invalid at --secret-key"},
		{"no data directory", []string{"apply", "--data="}, "config.data_missing at --data"},
		{"several at once", []string{"serve", "--data=", "--listen=x"}, "config.data_missing at --data; config.listen_invalid at --listen"},
		{"the demo's", []string{"demo", "--data=", "--listen=x"}, "config.listen_invalid at --listen; config.data_missing at --data"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := parse(t, c.args...)
			if got := faults(err); got != c.want || (c.want == "" && err != nil) {
				t.Errorf("got %q (%v), want %q", got, err, c.want)
			}
		})
	}
	if _, err := parse(t, "serve", "--log-level=loud"); err == nil || !strings.Contains(err.Error(), "--log-level") {
		t.Errorf("unknown level: %v", err)
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	t.Setenv("OHENJI_DATABASE", "postgres://a:hidden@c/d")
	t.Setenv("OHENJI_SECRET_KEY", "hidden")
	g, err := parse(t, "serve")
	if shown := fmt.Sprintf("%v %+v %v", err, g.Serve, faults(err)); strings.Contains(shown, "hidden@") || strings.Contains(shown, "= hidden") {
		t.Errorf("shown: %s", shown)
	}
	if g.Serve.Database != "postgres://a:hidden@c/d" {
		t.Error("the value did not arrive")
	}
}

func TestLogger(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	l := config.Log{LogFormat: "json", LogLevel: "warn"}
	l.Logger(&b).Info("quiet")
	l.Logger(&b).Warn("loud")
	if got := b.String(); strings.Contains(got, "quiet") || !strings.Contains(got, `"msg":"loud"`) {
		t.Errorf("got %s", got)
	}
	b.Reset()
	(&config.Log{LogFormat: "text", LogLevel: "debug"}).Logger(&b).Debug("detail")
	if !strings.Contains(b.String(), "msg=detail") {
		t.Errorf("got %s", b.String())
	}
}

func TestLanguageOfTheTerminal(t *testing.T) {
	for _, c := range []struct{ all, lang, want string }{
		{"", "ja_JP.UTF-8", "ja"}, {"", "en_US.UTF-8", "en"}, {"C", "ja_JP.UTF-8", "en"}, {"", "", "en"}, {"", "de_DE", "en"},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", "")
		t.Setenv("LANG", c.lang)
		if got := config.Language(); got != c.want {
			t.Errorf("%+v: got %s", c, got)
		}
	}
}
