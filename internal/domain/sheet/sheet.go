// Package sheet writes rules as CSV and reads them back, for people who keep
// them in Excel. It writes UTF-8 with a byte order mark, and reads UTF-8,
// Shift_JIS and UTF-16, with commas or tabs between cells. It is pure.
//
// The first line names the columns, in Japanese as written or in English:
//
//	タイトル (title)              required
//	状態 (enabled)                オン or オフ; empty is オン
//	フォルダ (folder)
//	一致方法 (match)              完全一致, 前方一致, 部分一致, 正規表現
//	キーワード (keywords)         one on each line of the cell
//	除外する言葉 (forbidden)      one on each line of the cell
//	メッセージの種類 (kinds)      one on each line of the cell, by LINE's names
//	本文1 to 本文5 (bubble1 …)    a text, or a bubble as JSON
//	詳細 (options)                all other options as JSON
//
// Excel takes a cell that begins with =, +, - or @ for a formula. Such a cell is
// written with an apostrophe before it, which is taken off again.
package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"ohenji/internal/domain"
)

// column is one column of the sheet.
type column struct {
	name, english string
}

const (
	columnTitle = iota
	columnEnabled
	columnFolder
	columnMatch
	columnKeywords
	columnForbidden
	columnKinds
	columnOptions
	columnBubbles // and the four after it
)

func columns() []column {
	all := []column{
		{"タイトル", "title"},
		{"状態", "enabled"},
		{"フォルダ", "folder"},
		{"一致方法", "match"},
		{"キーワード", "keywords"},
		{"除外する言葉", "forbidden"},
		{"メッセージの種類", "kinds"},
		{"詳細", "options"},
	}
	for i := range domain.MaxBubbles {
		all = append(all, column{fmt.Sprintf("本文%d", i+1), fmt.Sprintf("bubble%d", i+1)})
	}
	return all
}

// order is how columns stand in what Write writes: options, which few rules
// have, at the end.
func order() []int {
	out := []int{columnTitle, columnEnabled, columnFolder, columnMatch, columnKeywords, columnForbidden, columnKinds}
	for i := range domain.MaxBubbles {
		out = append(out, columnBubbles+i)
	}
	return append(out, columnOptions)
}

// word is a value that has a Japanese name in the sheet.
type word struct{ japanese, english string }

func switches() []word { return []word{{"オン", "on"}, {"オフ", "off"}} }

func matches() []word {
	return []word{
		{"完全一致", string(domain.MatchExact)},
		{"前方一致", string(domain.MatchPrefix)},
		{"部分一致", string(domain.MatchContains)},
		{"正規表現", string(domain.MatchRegex)},
	}
}

// Write writes the rules in the order given.
func Write(w io.Writer, rules []domain.Rule) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	all := columns()
	header := make([]string, 0, len(all))
	for _, c := range order() {
		header = append(header, all[c].name)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for i := range rules {
		cells, err := cellsOf(&rules[i])
		if err != nil {
			return err
		}
		record := make([]string, 0, len(all))
		for _, c := range order() {
			record = append(record, guard(breaks(cells[c])))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cellsOf are the cells of a rule by column.
func cellsOf(r *domain.Rule) ([]string, error) {
	cells := make([]string, columnBubbles+domain.MaxBubbles)
	cells[columnTitle], cells[columnFolder] = r.Title, r.Folder
	cells[columnEnabled] = switches()[0].japanese
	if !r.Enabled {
		cells[columnEnabled] = switches()[1].japanese
	}
	cells[columnMatch] = matches()[0].japanese
	for _, m := range matches() {
		if string(r.Match) == m.english {
			cells[columnMatch] = m.japanese
		}
	}
	cells[columnKeywords] = strings.Join(r.Keywords, "\n")
	cells[columnForbidden] = strings.Join(r.Forbidden, "\n")
	cells[columnKinds] = strings.Join(r.Kinds, "\n")
	rest := r.RuleOptions
	rest.Folder, rest.Match, rest.Forbidden, rest.Kinds = "", "", nil, nil
	options, err := plain(rest)
	if err != nil {
		return nil, err
	}
	if options != "{}" {
		cells[columnOptions] = options
	}
	bubbles := cells[columnBubbles:]
	for i := range bubbles {
		if i == len(r.Bubbles) {
			break
		}
		b := &r.Bubbles[i]
		kinds := b.Kinds()
		isText := len(kinds) == 1 && kinds[0] == domain.BubbleText && len(b.QuickReplies) == 0
		if _, asJSON := bubbleOf(b.Text); isText && !asJSON {
			bubbles[i] = b.Text
			continue
		}
		if bubbles[i], err = plain(b); err != nil {
			return nil, err
		}
	}
	return cells, nil
}

// plain is JSON in which <, > and & stand as they are.
func plain(v any) (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// bubbleOf reads a cell that is a bubble in JSON. A text in braces, such as
// {アカウント名}です, is none.
func bubbleOf(cell string) (domain.Bubble, bool) {
	var b domain.Bubble
	if !strings.HasPrefix(strings.TrimSpace(cell), "{") {
		return b, false
	}
	return b, strict(cell, &b) == nil
}

// strict reads one JSON value without unknown fields.
func strict(text string, to any) error {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(to); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("more than one JSON value")
	}
	return nil
}

// breaks makes all line breaks one kind, as CSV files cannot tell them apart.
func breaks(cell string) string {
	return strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
}

// guarded is how formulas begin, and the apostrophe itself.
const guarded = "=+-@\t'"

// guard keeps Excel from taking a cell for a formula; bare takes that off.
func guard(cell string) string {
	if strings.IndexAny(cell, guarded) == 0 {
		return "'" + cell
	}
	return cell
}

func bare(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && strings.IndexAny(rest, guarded) == 0 {
		return rest
	}
	return cell
}
