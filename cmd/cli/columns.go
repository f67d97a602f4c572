package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"foresail/metrics/leadlag"
	"foresail/store/clean"
	"foresail/store/record"
	"foresail/store/say"
)

// columns is a file of numbers in named columns.
type columns struct {
	file  string
	heads []string
	rows  [][]string
	lines []int // line of each row in the file
	left  []int // lines of the rows of totals, which are left out
}

// Bounds of such a file.
const (
	maxColumnBytes = 256 << 20
	maxColumnCells = 16 << 20
)

// readColumns reads a whole CSV file ("-" is standard input) with a header.
func (a *app) readColumns(file, delimiter string) (*columns, error) {
	var in io.Reader = a.In
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, say.Because(err, "cli.columns.open", "file", file)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxColumnBytes+1))
	switch {
	case err != nil:
		return nil, say.Because(err, "cli.columns.open", "file", file)
	case len(text) > maxColumnBytes:
		return nil, say.Errorf("cli.columns.big", "file", file, "most", maxColumnBytes>>20)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		return nil, say.Errorf("cli.columns.text", "file", file)
	}
	return parseColumns(file, text, delimiter)
}

func parseColumns(file string, text []byte, delimiter string) (*columns, error) {
	f := &columns{file: file}
	r := csv.NewReader(bufio.NewReader(bytes.NewReader(text)))
	comma, err := commaOf(text, delimiter)
	if err != nil {
		return nil, err
	}
	r.Comma, r.TrimLeadingSpace, r.FieldsPerRecord = comma, comma != '\t', 0
	for cells := 0; ; {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, say.Because(err, "cli.columns.csv", "file", file)
		}
		if cells += len(row); cells > maxColumnCells {
			return nil, say.Errorf("cli.columns.big", "file", file, "most", maxColumnBytes>>20)
		}
		if f.heads == nil {
			for _, h := range row {
				f.heads = append(f.heads, clean.Line(strings.TrimSpace(h)))
			}
			continue
		}
		line, _ := r.FieldPos(0)
		f.rows, f.lines = append(f.rows, row), append(f.lines, line)
	}
	if f.left = f.dropTotals(); len(f.rows) == 0 {
		return nil, say.Errorf("cli.columns.empty", "file", file)
	}
	return f, nil
}

// commaOf gives the delimiter: the one named, or the one that the header has
// most of.
func commaOf(text []byte, name string) (rune, error) {
	switch name {
	case "tab", `\t`:
		return '\t', nil
	case ",", ";", "|", "\t":
		return rune(name[0]), nil
	case "":
	default:
		return 0, usagef("cli.columns.delimiter", "text", name)
	}
	head, _, _ := bytes.Cut(text, []byte("\n"))
	best, most := ',', 0
	for _, c := range ",;\t|" {
		if n := bytes.Count(head, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best, nil
}

// find gives the place of a column by its name, whose case does not matter
// where that leaves no doubt.
func (f *columns) find(p *say.Printer, name string) (int, error) {
	found, like := -1, 0
	for i, h := range f.heads {
		if h == name {
			return i, nil
		}
		if record.Fold(h) == record.Fold(name) {
			found = i
			like++
		}
	}
	if like == 1 {
		return found, nil
	}
	return 0, usagef("cli.columns.none", "name", name, "file", f.file, "columns", list(p, f.heads))
}

// series reads columns of numbers; empty cells and the usual words for nothing
// are missing.
func (f *columns) series(p *say.Printer, names []string) ([]leadlag.Series, error) {
	var out []leadlag.Series
	seen := map[int]bool{}
	for _, name := range names {
		at, err := f.find(p, strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		s := leadlag.Series{ID: f.heads[at], Values: make([]float64, len(f.rows))}
		for i, row := range f.rows {
			v, ok := cellNumber(row[at])
			if !ok {
				return nil, say.Errorf("cli.columns.number", "file", f.file, "line", f.lines[i], "column", f.heads[at], "text", clean.Line(row[at]))
			}
			s.Values[i] = v
		}
		out = append(out, s)
	}
	return out, nil
}

// cellNumber reads a number; NaN stands for nothing.
func cellNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "", "na", "n/a", "nan", "null", "none", "-", ".", "?":
		return math.NaN(), true
	}
	if strings.ContainsAny(s, "xX_") {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0) && !math.IsNaN(v)
}

// align brings the series onto the grid of the date column, the one at a
// place. Below 0 the rows are the periods.
func (f *columns) align(at int, order string, x, y []leadlag.Series) (leadlag.Grid, error) {
	if at < 0 {
		return leadlag.Grid{Unit: leadlag.Period, N: len(f.rows)}, nil
	}
	dates, err := f.dates(at, order)
	if err != nil {
		return leadlag.Grid{}, err
	}
	var values [][]float64
	for _, s := range append(append([]leadlag.Series(nil), x...), y...) {
		values = append(values, s.Values)
	}
	grid, values, err := leadlag.Align(dates, values)
	if err != nil {
		return grid, err
	}
	for i := range x {
		x[i].Values = values[i]
	}
	for i := range y {
		y[i].Values = values[len(x)+i]
	}
	return grid, nil
}

// troubled words what keeps rows from a grid.
func (a *app) troubled(f *columns, err error) error {
	var t *leadlag.Trouble
	if !errors.As(err, &t) {
		return err
	}
	args := []any{"file", f.file}
	if t.Row >= 0 {
		args = append(args, "line", f.lines[t.Row])
	}
	for _, v := range t.Args {
		if s, ok := v.(leadlag.Span); ok {
			v = s.Say(a.say)
		}
		args = append(args, v)
	}
	return say.Errorf(t.Key, args...)
}
