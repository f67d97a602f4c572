package importer

import (
	"sort"
	"strings"

	"foresail/store/say"
)

// column says which labels of a header mean a field, the best first: of
// several that a file has, a row's first cell with content counts.
type column struct {
	field  field
	labels []string
}

// format is an export layout: one kind of records of one system.
type format struct {
	name    string  // of the system, as --format has it
	records Records // what the rows are
	system  string  // of record.Source, for the rows
	deals   string  // of record.Source of the deals that rows refer to
	marks   [][]string
	columns []column
	fixed   map[field]string // fields that the layout itself says
	utc     bool             // times without a zone are UTC
	days    []field          // times of which only the date means something
	point   byte             // the decimal sign, where the system always writes the same
	ids     bool             // accounts and reps are named by id
	own     bool             // foresail's: words are keys, and times keep the offset they were recorded with
	tweak   func(*run)       // what the table cannot say
}

// formats is every layout that is known, the more particular first. The last
// one fits anything.
var formats = func() []*format {
	var out []*format
	for _, group := range [][]*format{ownFormats, hubspotFormats, salesforceFormats, pipedriveFormats, genericFormats} {
		out = append(out, group...)
	}
	return out
}()

// FormatNames gives the names that --format knows.
func FormatNames() []string {
	var out []string
	for _, f := range formats {
		if len(out) == 0 || out[len(out)-1] != f.name {
			out = append(out, f.name)
		}
	}
	return out
}

// Guess is one layout that a header may have.
type Guess struct {
	Format  string
	Records Records
	Score   int      // columns recognised
	Reason  []string // the labels that told it
}

// candidate is a layout with how well it fits.
type candidate struct {
	*format
	Guess
	whole bool // every required field is there
}

// candidates gives the layouts that fit a header, best first.
func candidates(h header) []candidate {
	var out []candidate
	for _, f := range formats {
		if c, ok := f.fit(h); ok {
			out = append(out, c)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	return out
}

func (f *format) fit(h header) (candidate, bool) {
	c := candidate{format: f, Guess: Guess{Format: f.name, Records: f.records}}
	for _, any := range f.marks {
		label := firstLabel(h, any)
		if label == "" {
			return c, false
		}
		c.Reason = append(c.Reason, label)
	}
	have := make(map[field]bool)
	for field := range f.fixed {
		have[field] = true
	}
	for _, col := range f.columns {
		for _, l := range col.labels {
			if n := len(h.find(l)); n > 0 {
				c.Score++
				have[col.field] = true
			}
		}
	}
	c.whole = complete(specOf(f.records), have)
	if len(f.marks) > 0 {
		c.Score += 100
	}
	return c, c.whole || len(f.marks) > 0
}

func complete(s *recordsSpec, have map[field]bool) bool {
	return len(missing(s, have)) == 0
}

// missing gives the required fields of which none is there.
func missing(s *recordsSpec, have map[field]bool) [][]field {
	var out [][]field
	for _, any := range s.required {
		found := false
		for _, f := range any {
			found = found || have[f]
		}
		if !found {
			out = append(out, any)
		}
	}
	return out
}

func firstLabel(h header, labels []string) string {
	for _, l := range labels {
		if h.has(l) {
			return l
		}
	}
	return ""
}

// choose finds the layout of a header, as far as the options leave it open.
func choose(h header, o Options) (*format, []string, error) {
	if o.Format != "" && !knownFormat(o.Format) {
		return nil, nil, say.Errorf("import.format_unknown", "name", o.Format, "names", strings.Join(FormatNames(), ", "))
	}
	if o.Records != "" && specOf(o.Records) == nil {
		return nil, nil, say.Errorf("import.records_unknown", "name", string(o.Records), "names", strings.Join(RecordKinds(), ", "))
	}
	for _, c := range candidates(h) {
		if o.Format != "" && c.name != o.Format || o.Records != "" && c.records != o.Records {
			continue
		}
		if c.name != genericName || c.generic(o) {
			return c.format, c.Reason, nil
		}
	}
	return fallback(h, o)
}

// generic reports whether a generic guess may stand: every field that --map
// names has to be one of its fields.
func (c candidate) generic(o Options) bool {
	s := specOf(c.records)
	for name := range o.Map {
		if _, ok := s.named(name); !ok {
			return false
		}
	}
	return true
}

// fallback takes the layout that the options name, or the generic one whose
// fields --map fills.
func fallback(h header, o Options) (*format, []string, error) {
	var best *format
	for _, f := range formats {
		if o.Format != "" && f.name != o.Format || o.Records != "" && f.records != o.Records {
			continue
		}
		if o.Records != "" && (o.Format != "" || f.name == genericName) {
			return f, nil, nil
		}
		if best == nil && len(o.Map) > 0 && (candidate{format: f}).mapped(h, o) {
			best = f
		}
	}
	if best != nil {
		return best, nil, nil
	}
	switch {
	case h.begins("[") || h.begins("{"):
		return nil, nil, say.Errorf("import.json")
	case h.begins("foresail_event"):
		return nil, nil, say.Errorf("import.events_book")
	}
	return nil, nil, say.Errorf("import.no_format", "columns", h.list(), "records", strings.Join(RecordKinds(), ", "))
}

// mapped reports whether --map, with what the labels say, gives every
// required field.
func (c candidate) mapped(h header, o Options) bool {
	if !c.generic(o) {
		return false
	}
	have := make(map[field]bool)
	for name := range o.Map {
		f, _ := specOf(c.records).named(name)
		have[f] = true
	}
	for f := range c.fixed {
		have[f] = true
	}
	for _, col := range c.columns {
		for _, l := range col.labels {
			have[col.field] = have[col.field] || len(h.find(l)) > 0
		}
	}
	return complete(specOf(c.records), have)
}

func knownFormat(name string) bool {
	for _, f := range formats {
		if f.name == name {
			return true
		}
	}
	return false
}
