package sheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"ohenji/internal/domain"
	"ohenji/internal/domain/reply"
)

// MaxBytes bounds what Read reads.
const MaxBytes = 16 << 20

// Row is a rule and the line on which it begins, from 1.
type Row struct {
	Line int
	Rule domain.Rule
}

// Fault is one thing that is wrong with a sheet.
type Fault struct {
	Line   int    // from 1
	Column string // as the sheet names it; "" when it is about the line
	Err    *domain.Error
}

// Faults are all that is wrong, by line.
type Faults []Fault

// Error joins the faults for the log.
func (fs Faults) Error() string {
	parts := make([]string, len(fs))
	for i, f := range fs {
		parts[i] = fmt.Sprintf("line %d %s: %v", f.Line, f.Column, f.Err)
	}
	return strings.Join(parts, "; ")
}

// Read reads a sheet and checks each rule as reply.Validate does. Lines without
// any text are passed over; positions count from 1. The error is Faults: sheet.empty, sheet.large, sheet.encoding, sheet.form (no CSV),
// sheet.column_unknown, sheet.column_twice, sheet.column_missing,
// sheet.value_unknown, sheet.options and the codes of rules; with it come the
// rows that are well, so that a dry run can show both.
func Read(r io.Reader) ([]Row, error) {
	raw, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read sheet: %w", err)
	}
	if len(raw) > MaxBytes {
		return nil, one(1, domain.E(domain.Invalid, "sheet.large", "max", MaxBytes>>20))
	}
	text, fault := decode(raw)
	if fault != nil {
		return nil, fault
	}
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	if first, _, _ := strings.Cut(text, "\n"); strings.Count(first, "\t") > strings.Count(first, ",") {
		in.Comma = '\t' // Excel's "Unicode text", and what is copied from its cells
	}
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, one(1, domain.E(domain.Invalid, "sheet.empty"))
	} else if err != nil {
		return nil, malformed(err)
	}
	p := parser{header: header}
	if p.columns(); len(p.faults) > 0 {
		return nil, p.faults
	}
	for {
		record, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil { // what follows cannot be told apart
			p.faults = append(p.faults, malformed(err)...)
			break
		}
		line, _ := in.FieldPos(0)
		p.record(record, line, func(i int) int { n, _ := in.FieldPos(i); return n })
	}
	if len(p.faults) > 0 {
		return p.rows, p.faults
	}
	return p.rows, nil
}

func one(line int, e *domain.Error) Faults { return Faults{{Line: line, Err: e}} }

func malformed(err error) Faults {
	line := 1
	if e, ok := errors.AsType[*csv.ParseError](err); ok {
		line = e.Line
	}
	return one(line, domain.E(domain.Invalid, "sheet.form").Because(err))
}

// decode returns the text of a file in UTF-8, Shift_JIS, or UTF-16 that says so
// by its mark. No text has a NUL.
func decode(raw []byte) (string, Faults) {
	text, err := raw, error(nil)
	switch {
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")) || bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		text, err = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
	case !utf8.Valid(raw):
		text, err = japanese.ShiftJIS.NewDecoder().Bytes(raw)
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	at := bytes.IndexByte(text, 0)
	if !utf8.Valid(raw) { // what could not be decoded stands as this character
		at = bytes.IndexFunc(text, func(r rune) bool { return r == 0 || r == utf8.RuneError })
	}
	if err != nil || at >= 0 {
		return "", one(1+bytes.Count(text[:max(at, 0)], []byte("\n")), domain.E(domain.Invalid, "sheet.encoding"))
	}
	return string(text), nil
}

// parser makes rules of records.
type parser struct {
	header []string
	kinds  []int // column of each cell
	rows   []Row
	faults Faults
}

// columns reads the header.
func (p *parser) columns() {
	all := columns()
	for _, name := range p.header {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(all, func(c column) bool { return name == c.name || strings.EqualFold(name, c.english) })
		switch {
		case i < 0:
			p.faults = append(p.faults, Fault{1, name, domain.E(domain.Invalid, "sheet.column_unknown", "value", name)})
		case slices.Contains(p.kinds, i):
			p.faults = append(p.faults, Fault{1, name, domain.E(domain.Invalid, "sheet.column_twice", "value", name)})
		}
		p.kinds = append(p.kinds, i)
	}
	for _, needed := range []int{columnTitle, columnBubbles} {
		if !slices.Contains(p.kinds, needed) {
			p.faults = append(p.faults, Fault{1, "", domain.E(domain.Invalid, "sheet.column_missing", "value", all[needed].name)})
		}
	}
}

// record reads one rule; lineOf is the line of each cell.
func (p *parser) record(record []string, line int, lineOf func(int) int) {
	if !slices.ContainsFunc(record, func(cell string) bool { return strings.TrimSpace(cell) != "" }) {
		return
	}
	before := len(p.faults)
	if len(record) > len(p.header) {
		p.faults = append(p.faults, Fault{lineOf(len(p.header)), "", domain.E(domain.Invalid, "sheet.form")})
	}
	cells := make([]string, columnBubbles+domain.MaxBubbles)
	places := make([]Fault, len(cells)) // where each cell stands
	for i := range places {
		places[i] = Fault{Line: line, Column: columns()[i].name}
	}
	for i, cell := range record[:min(len(record), len(p.header))] {
		cells[p.kinds[i]] = bare(breaks(cell))
		places[p.kinds[i]] = Fault{Line: lineOf(i), Column: strings.TrimSpace(p.header[i])}
	}
	fault := func(column int, e *domain.Error) {
		f := places[column]
		f.Err = e
		p.faults = append(p.faults, f)
	}
	r, bubbles := ruleOf(cells, fault)
	r.Position = len(p.rows) + 1
	for _, e := range domain.Faults(reply.Validate(&r)) {
		fault(columnOf(e.Field, bubbles), e)
	}
	if len(p.faults) == before {
		p.rows = append(p.rows, Row{Line: line, Rule: r})
	}
}

// ruleOf reads the cells; bubbles are the columns that the rule's bubbles come
// from.
func ruleOf(cells []string, fault func(int, *domain.Error)) (r domain.Rule, bubbles []int) {
	value := func(column int, words []word) string {
		cell := strings.TrimSpace(cells[column])
		for i, w := range words {
			if cell == w.japanese || strings.EqualFold(cell, w.english) || cell == "" && i == 0 {
				return w.english
			}
		}
		fault(column, domain.E(domain.Invalid, "sheet.value_unknown", "value", cell))
		return words[0].english
	}
	if options := strings.TrimSpace(cells[columnOptions]); options != "" {
		if err := strict(options, &r.RuleOptions); err != nil {
			fault(columnOptions, domain.E(domain.Invalid, "sheet.options", "detail", err.Error()))
			r.RuleOptions = domain.RuleOptions{}
		}
	}
	r.Title = strings.TrimSpace(cells[columnTitle])
	r.Enabled = value(columnEnabled, switches()) == "on"
	r.Folder = strings.TrimSpace(cells[columnFolder])
	if r.Match = domain.MatchKind(value(columnMatch, matches())); r.Match == domain.MatchExact {
		r.Match = ""
	}
	r.Keywords, r.Forbidden, r.Kinds = lines(cells[columnKeywords]), lines(cells[columnForbidden]), lines(cells[columnKinds])
	for i := columnBubbles; i < len(cells); i++ {
		if strings.TrimSpace(cells[i]) == "" {
			continue
		}
		b, ok := bubbleOf(cells[i])
		if !ok {
			b = domain.Bubble{Text: cells[i]}
		}
		r.Bubbles = append(r.Bubbles, b)
		bubbles = append(bubbles, i)
	}
	return r, bubbles
}

// lines are the lines of a cell, without blank ones.
func lines(cell string) []string {
	var out []string
	for line := range strings.Lines(cell) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// columnOf says which column a field of a rule comes from.
func columnOf(field string, bubbles []int) int {
	name, _, _ := strings.Cut(field, ".")
	name, index, _ := strings.Cut(name, "[")
	for i, c := range columns()[:columnOptions] {
		if name == c.english {
			return i
		}
	}
	if name != "bubbles" {
		return columnOptions
	}
	var n int
	if _, err := fmt.Sscanf(index, "%d]", &n); err == nil && n < len(bubbles) {
		return bubbles[n]
	}
	return columnBubbles
}
