package importer

import (
	"io"
	"time"

	"foresail/store/say"
)

// Limits are the sizes beyond which a file is not read further or a row not
// taken. Zero fields have the values of DefaultLimits.
type Limits struct {
	Record   int   // bytes of one record
	Lines    int   // lines of one record
	Cells    int   // cells of one record
	Rows     int   // rows of a sheet
	AllCells int   // cells of a sheet
	Packed   int64 // bytes of a workbook
	Unpacked int64 // bytes of a workbook, unpacked
	Seen     int   // ids of rows remembered
	Equal    int   // different rows without ids remembered
}

// DefaultLimits are the limits of an import that sets none.
func DefaultLimits() Limits {
	return Limits{
		Record: 1 << 20, Lines: 10_000, Cells: 4096, Rows: 1 << 20, AllCells: 50_000_000,
		Packed: 64 << 20, Unpacked: 512 << 20, Seen: 1 << 18, Equal: 1 << 22,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	for _, p := range []struct{ v, d *int }{
		{&l.Record, &d.Record}, {&l.Lines, &d.Lines}, {&l.Cells, &d.Cells}, {&l.Rows, &d.Rows},
		{&l.AllCells, &d.AllCells}, {&l.Seen, &d.Seen}, {&l.Equal, &d.Equal},
	} {
		if *p.v <= 0 {
			*p.v = *p.d
		}
	}
	if l.Packed <= 0 {
		l.Packed = d.Packed
	}
	if l.Unpacked <= 0 {
		l.Unpacked = d.Unpacked
	}
	return l
}

// The orders of day and month for --dates.
const (
	DatesDMY = "dmy"
	DatesMDY = "mdy"
)

// Options of an import. Now and Zone have to be given.
type Options struct {
	Name      string            // of the file, for reports
	Size      int64             // bytes, for progress; 0 where not known
	Now       time.Time         // the moment of the import
	Zone      *time.Location    // of times that say none
	Currency  string            // of amounts that say none, ISO 4217
	Format    string            // "" detects it
	Records   Records           // "" detects them
	Map       map[string]string // field to column label, "#3" or "=text"
	Dates     string            // DatesDMY, DatesMDY, or "" for neither
	Decimal   string            // "." or ",", or "" where the file leaves no doubt
	Encoding  string            // "" detects it
	Delimiter string            // "" detects it
	Sheet     string            // "" takes the first
	System    string            // names the system whose ids a generic file has
	DryRun    bool              // give nothing to the sink
	Rejects   func() (io.WriteCloser, error)
	Progress  func(Progress) // called now and then
	Every     int            // rows between calls of Progress; 0 means 1024
	Limits    Limits
	Printer   *say.Printer // words the report; nil means English
}
