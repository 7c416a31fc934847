// Command testreport reads what `go test -json` writes and prints it for
// people: a line for each package, the whole output of what failed, and every
// skipped test with its reason, because a skipped test looks just like a passed
// one otherwise. It counts separately what ran on which database.
//
//	go test -json ./... | testreport -out result.json
//
// It ends with status 1 when anything failed.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is a line of `go test -json` (go doc test2json).
type event struct {
	Action      string
	Package     string
	ImportPath  string // of build output
	Test        string
	Output      string
	Elapsed     float64 // seconds
	FailedBuild string
	Key, Value  string // of t.Attr
}

// result is what -out holds.
type result struct {
	Passed   int `json:"passed"` // tests and subtests
	Failed   int `json:"failed"` // and packages that failed outside of any test
	Skipped  int `json:"skipped"`
	SQLite   int `json:"sqlite"`   // passed tests below t.Attr("database", "sqlite")
	Postgres int `json:"postgres"` // likewise "postgres"
}

func main() {
	out := flag.String("out", "", "file for the counts, as JSON")
	flag.Parse()
	r, err := report(os.Stdin, os.Stdout)
	if err == nil && *out != "" {
		err = write(*out, r)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
	if r.Failed > 0 {
		os.Exit(1)
	}
}

func write(path string, r result) error {
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o600)
}

// report copies the events of in to w in readable form and counts them.
func report(in io.Reader, w io.Writer) (result, error) {
	p := printer{w: w, output: map[string][]string{}, database: map[string]string{}, failed: map[string]bool{}}
	lines := bufio.NewReader(in)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprint(w, string(line)) // go itself complains in plain text
			} else {
				p.take(e)
			}
		}
		if err == io.EOF {
			p.listSkipped()
			return p.result, nil
		}
		if err != nil {
			return p.result, fmt.Errorf("read: %w", err)
		}
	}
}

type printer struct {
	w        io.Writer
	result   result
	output   map[string][]string // by package and test, until its end is known
	database map[string]string   // that it ran on, likewise
	failed   map[string]bool     // packages with a failed test
	skipped  []string
}

func (p *printer) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(p.w, e.Output)
	case "output":
		p.output[key] = append(p.output[key], e.Output)
	case "attr":
		if e.Key == "database" {
			p.database[key] = e.Value
		}
	case "pass", "fail", "skip":
		if e.Test == "" {
			p.endPackage(e)
		} else {
			p.endTest(e)
		}
		delete(p.output, key)
	}
}

func (p *printer) endTest(e event) {
	key := e.Package + " " + e.Test
	text := p.output[key]
	switch e.Action {
	case "pass":
		p.result.Passed++
		switch p.databaseOf(e) {
		case "sqlite":
			p.result.SQLite++
		case "postgres":
			p.result.Postgres++
		}
	case "fail":
		p.result.Failed++
		p.failed[e.Package] = true
		fmt.Fprint(p.w, strings.Join(text, ""))
	case "skip":
		p.result.Skipped++
		p.skipped = append(p.skipped, e.Package+" "+e.Test+reason(text))
	}
}

// databaseOf is what the test, or one that it is a part of, said of itself.
func (p *printer) databaseOf(e event) string {
	for name := e.Test; ; {
		if db := p.database[e.Package+" "+name]; db != "" {
			return db
		}
		cut := strings.LastIndexByte(name, '/')
		if cut < 0 {
			return ""
		}
		name = name[:cut]
	}
}

// endPackage prints the package's line. A package can fail without a failed
// test: it did not compile, it panicked, it ran out of time.
func (p *printer) endPackage(e event) {
	if e.Action == "fail" {
		if !p.failed[e.Package] {
			p.result.Failed++
		}
		for key, text := range p.output {
			if strings.HasPrefix(key, e.Package+" ") {
				fmt.Fprint(p.w, strings.Join(text, ""))
			}
		}
		why := ""
		if e.FailedBuild != "" {
			why = " [build failed]"
		}
		fmt.Fprintf(p.w, "FAIL  %s  %.1fs%s\n", e.Package, e.Elapsed, why)
		return
	}
	if e.Action == "pass" {
		fmt.Fprintf(p.w, "ok    %s  %.1fs\n", e.Package, e.Elapsed)
	}
}

func (p *printer) listSkipped() {
	if len(p.skipped) == 0 {
		return
	}
	fmt.Fprintf(p.w, "\nSkipped tests:\n")
	for _, s := range p.skipped {
		fmt.Fprintf(p.w, "  %s\n", s)
	}
}

// reason finds what t.Skip was given: the line that is not go test's own.
func reason(output []string) string {
	for _, line := range output {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "===") && !strings.HasPrefix(line, "---") {
			return ": " + line
		}
	}
	return ""
}
