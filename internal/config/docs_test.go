package config_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"ohenji/internal/config"
)

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the sources say; run go test ./internal/config -update and look at the difference.\ngot:\n%s", path, got)
	}
}

func TestHelpIsDocumentation(t *testing.T) {
	t.Setenv("COLUMNS", "100")
	var out bytes.Buffer
	k, err := config.Parser(&grammar{}, kong.Writers(&out, &out), kong.Exit(func(int) {}))
	if err != nil {
		t.Fatal(err)
	}
	_, _ = k.Parse([]string{"serve", "--help"}) // goes on where it would end, since Exit does not
	golden(t, "testdata/serve-help.txt", out.String())
}

func TestTheTableOfSettingsIsUpToDate(t *testing.T) {
	t.Parallel()
	k, err := config.Parser(&grammar{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString(`# Settings of ` + "`ohenji serve`" + `

Written by ` + "`go test ./internal/config -update`" + ` from the structs in internal/config; do not edit.

A flag beats the environment variable, which beats the key in the file, which beats the default. The file is YAML, named by ` + "`--config`" + ` or ` + "`OHENJI_CONFIG`" + `; one file serves all commands, and an unknown key is an error. Relative paths start at the working directory.

| flag | key in the file | environment variable | default | meaning |
|---|---|---|---|---|
`)
	for _, command := range k.Model.Children {
		if command.Name != "serve" {
			continue
		}
		for _, f := range command.Flags {
			if f.Help == "" || len(f.Envs) == 0 {
				t.Errorf("--%s has no help or no environment variable", f.Name)
			}
			key, value := "`"+f.Name+"`", "empty"
			if f.Name == "config" {
				key = ""
			}
			if f.Default != "" {
				value = "`" + f.Default + "`"
			}
			fmt.Fprintf(&b, "| `--%s` | %s | `%s` | %s | %s |\n", f.Name, key, strings.Join(f.Envs, "`, `"), value, strings.ReplaceAll(f.Help, "|", `\|`))
		}
	}
	golden(t, "../../docs/configuration.md", b.String())
}
