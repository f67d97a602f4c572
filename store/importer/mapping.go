package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/store/say"
)

// mapping says where the fields of a row come from.
type mapping struct {
	cols  [fieldCount][]int // columns, the best first
	fixed [fieldCount]string

	atClose bool // the amount of a closed deal is what it closed at, which nobody knew before
}

// newMapping joins what the layout knows of the header with what --map says,
// which wins.
func newMapping(f *format, h header, o Options) (*mapping, error) {
	m := &mapping{}
	for fd, text := range f.fixed {
		m.fixed[fd] = text
	}
	for _, c := range f.columns {
		for _, label := range c.labels {
			at := h.find(label)
			if len(at) > 1 && o.Map[fieldNames[c.field]] == "" {
				return nil, say.Errorf("import.twice", "column", h.names[at[0]], "field", c.field.String(), "first", at[0]+1, "second", at[1]+1)
			}
			if len(at) > 0 {
				m.cols[c.field] = append(m.cols[c.field], at[0])
			}
		}
	}
	spec := specOf(f.records)
	for _, name := range sortedKeys(o.Map) {
		fd, ok := spec.named(name)
		if !ok {
			return nil, say.Errorf("import.field_unknown", "name", name, "records", string(f.records), "names", spec.names())
		}
		if err := m.set(fd, o.Map[name], h); err != nil {
			return nil, err
		}
	}
	if at := m.cols[fAmount]; f.records == Deals && len(at) > 0 {
		m.atClose = strings.HasPrefix(h.squeeze[at[0]], "close")
	}
	return m, m.check(spec, h)
}

// set maps one field as --map has it: a label, "#3" for the third column, or
// "=text" for the same text in every row.
func (m *mapping) set(f field, to string, h header) error {
	m.cols[f], m.fixed[f] = nil, ""
	if text, ok := strings.CutPrefix(to, "="); ok {
		m.fixed[f] = strings.TrimSpace(text)
		return nil
	}
	if n, err := strconv.Atoi(strings.TrimPrefix(to, "#")); err == nil && strings.HasPrefix(to, "#") {
		if n < 1 || n > len(h.names) {
			return say.Errorf("import.column_number", "n", n, "columns", len(h.names))
		}
		m.cols[f] = []int{n - 1}
		return nil
	}
	var exact []int
	for i, name := range h.names {
		if plain(name) == plain(to) {
			exact = append(exact, i)
		}
	}
	if len(exact) == 0 {
		exact = h.find(to)
	}
	switch len(exact) {
	case 0:
		return say.Errorf("import.column_unknown", "column", to, "field", f.String(), "columns", h.list())
	case 1:
		m.cols[f] = exact
		return nil
	}
	return say.Errorf("import.twice", "column", to, "field", f.String(), "first", exact[0]+1, "second", exact[1]+1)
}

func (m *mapping) has(f field) bool { return len(m.cols[f]) > 0 || m.fixed[f] != "" }

// check refuses a mapping without a required field, and says what there is.
func (m *mapping) check(spec *recordsSpec, h header) error {
	have := make(map[field]bool)
	for _, f := range spec.fields {
		have[f] = m.has(f)
	}
	lack := missing(spec, have)
	if len(lack) == 0 {
		return nil
	}
	var words, hints []string
	for _, any := range lack {
		var names []string
		for _, f := range any {
			if f != fOwnID {
				names = append(names, f.String())
			}
		}
		words = append(words, strings.Join(names, "|"))
		hints = append(hints, "--map "+names[0]+"=COLUMN")
	}
	return say.Errorf("import.missing_field", "fields", strings.Join(words, ", "), "records", string(spec.records),
		"columns", h.list(), "hint", strings.Join(hints, " "))
}

// describe gives the mapping by field name, for reports and to be remembered.
func (m *mapping) describe(h header) map[string]string {
	out := make(map[string]string)
	for f := field(1); f < fieldCount; f++ {
		if len(m.cols[f]) > 0 {
			out[f.String()] = h.names[m.cols[f][0]]
		} else if m.fixed[f] != "" {
			out[f.String()] = "=" + m.fixed[f]
		}
	}
	return out
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// Remembered is a mapping made once for files with a header, kept as a
// setting of the data file.
type Remembered struct {
	Records Records           `json:"records"`
	Map     map[string]string `json:"map"`
	Dates   string            `json:"dates,omitempty"`
	Decimal string            `json:"decimal,omitempty"`
	System  string            `json:"system,omitempty"`
}

// mapSetting is the key under which the mapping for a header is kept.
func mapSetting(columns []string) string {
	h := sha256.New()
	for _, c := range columns {
		h.Write([]byte(plain(c)))
		h.Write([]byte{0})
	}
	return "import.map." + hex.EncodeToString(h.Sum(nil)[:8])
}

// Remember gives the setting that keeps a mapping for files with these
// columns.
func Remember(columns []string, m Remembered) (event.Set, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return event.Set{}, err
	}
	s := event.NewSetting(mapSetting(columns), string(text))
	return s, s.Validate()
}

// Recall finds the mapping that Remember kept for files with these columns.
func Recall(book *record.Book, columns []string) (Remembered, bool) {
	var m Remembered
	if book == nil {
		return m, false
	}
	text := book.Settings.More[mapSetting(columns)]
	if text == "" || json.Unmarshal([]byte(text), &m) != nil {
		return Remembered{}, false
	}
	return m, true
}
