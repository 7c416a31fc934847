package demo

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

//go:embed script.yaml
var scriptFile []byte

//go:embed shop.yaml
var shopFile []byte

// script is the week that the demo begins with.
type script struct {
	Friends []friend `yaml:"friends"`
	Turns   []turn   `yaml:"turns"`
}

type friend struct {
	Key    string `yaml:"key"`
	Name   string `yaml:"name"`
	Status string `yaml:"status"`
}

// turn is one thing that happens.
type turn struct {
	At      string    `yaml:"at"`
	Friend  string    `yaml:"friend"`
	Follow  bool      `yaml:"follow"`
	In      string    `yaml:"in"`
	Sticker string    `yaml:"sticker"`
	Out     string    `yaml:"out"`
	By      string    `yaml:"by"`
	when    time.Time // of At, for one now
}

// span is how far back the script goes: a week, and the rest of that day.
const span = 8 * 24 * time.Hour

var ago = regexp.MustCompile(`^(?:(\d)d (\d{2}):(\d{2})|(\d+)m)$`)

// readScript returns the script with its moments for a demo that opens at now,
// in their order; turns that would lie in the future are left out.
func readScript(now time.Time) (script, error) {
	var s script
	if err := yaml.Unmarshal(scriptFile, &s); err != nil {
		return s, fmt.Errorf("demo script: %w", err)
	}
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		return s, err
	}
	for i := range s.Turns {
		if s.Turns[i].when, err = moment(s.Turns[i].At, now.In(tokyo)); err != nil {
			return s, err
		}
	}
	s.Turns = slices.DeleteFunc(s.Turns, func(t turn) bool { return !t.when.Before(now) })
	slices.SortStableFunc(s.Turns, func(a, b turn) int { return a.when.Compare(b.when) })
	return s, nil
}

func moment(at string, now time.Time) (time.Time, error) {
	m := ago.FindStringSubmatch(at)
	if m == nil {
		return time.Time{}, fmt.Errorf("demo script: %q is no moment", at)
	}
	var n [5]int
	for i := 1; i < len(m); i++ {
		if m[i] != "" {
			n[i], _ = strconv.Atoi(m[i]) // digits only, by the expression
		}
	}
	if m[4] != "" {
		return now.Add(-time.Duration(n[4]) * time.Minute), nil
	}
	return time.Date(now.Year(), now.Month(), now.Day()-n[1], n[2], n[3], 0, 0, now.Location()), nil
}

func sticker(s string) (pack, id string) {
	pack, id, _ = strings.Cut(s, "/")
	return pack, id
}
