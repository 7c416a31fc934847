package config

import (
	"errors"
	"io"
	"os"
	"slices"

	"github.com/alecthomas/kong"
	"go.yaml.in/yaml/v3"

	"ohenji/internal/domain"
)

// File is a flag that names a YAML file with values for other flags. An unknown
// key is an error, since a mistyped setting that is silently ignored is found
// only when it matters.
type File string

// BeforeResolve makes kong look into the file for flags that are set neither on
// the command line nor in the environment. It fails with config.file_unreadable,
// config.file_invalid, config.key_unknown, config.key_twice or
// config.value_not_scalar.
func (File) BeforeResolve(k *kong.Kong, ctx *kong.Context, trace *kong.Path) error {
	path, ok := ctx.FlagValue(trace.Flag).(File)
	// Kong calls hooks of flags that the environment sets on every command,
	// also on those that were not chosen.
	if !ok || path == "" || !chosen(ctx, trace.Flag) {
		return nil
	}
	values, err := readFile(string(path), keys(k.Model.Node))
	if err != nil {
		return err
	}
	ctx.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		v, ok := values[flag.Name]
		if !ok || !settable(flag) || inEnvironment(flag) {
			return nil, nil
		}
		return v, nil
	}))
	return nil
}

func chosen(ctx *kong.Context, flag *kong.Flag) bool {
	return slices.ContainsFunc(ctx.Path, func(p *kong.Path) bool { return slices.Contains(p.Flags, flag) })
}

// settable flags are those that belong to an installation, not to one call of
// the program: they have an environment variable. The file cannot name itself.
func settable(flag *kong.Flag) bool {
	return len(flag.Envs) > 0 && flag.Target.Type().Name() != "File"
}

func inEnvironment(flag *kong.Flag) bool {
	return slices.ContainsFunc(flag.Envs, func(name string) bool {
		_, ok := os.LookupEnv(name)
		return ok
	})
}

// keys are the names that a file may have: those of all commands, so that one
// file serves them all.
func keys(node *kong.Node) []string {
	var names []string
	for _, flag := range node.Flags {
		if settable(flag) {
			names = append(names, flag.Name)
		}
	}
	for _, child := range node.Children {
		names = append(names, keys(child)...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// readFile returns the file's values as text, by key. All faults are reported
// at once, each with its line.
func readFile(path string, known []string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, domain.E(domain.Invalid, "config.file_unreadable", "path", path).At("--config").Because(err)
	}
	defer f.Close()
	var doc yaml.Node
	if err := yaml.NewDecoder(f).Decode(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, domain.E(domain.Invalid, "config.file_invalid", "path", path, "reason", err.Error()).At("--config").Because(err)
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, domain.E(domain.Invalid, "config.file_invalid", "path", path, "reason", "no key: value").At("--config")
	}
	values := map[string]string{}
	seen := map[string]bool{}
	var es domain.Errors
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		code := ""
		switch {
		case !slices.Contains(known, key.Value):
			code = "config.key_unknown"
		case seen[key.Value]:
			code = "config.key_twice"
		case value.Kind != yaml.ScalarNode:
			code = "config.value_not_scalar"
		}
		seen[key.Value] = true
		if code != "" {
			es = append(es, domain.E(domain.Invalid, code, "path", path, "line", key.Line, "key", key.Value).At("--config"))
		} else if value.Tag != "!!null" { // "database:" without a value is as good as no line
			values[key.Value] = value.Value
		}
	}
	return values, es.OrNil()
}
