package export

import (
	"io"
	"strconv"

	"foresail/store/clean"
	"foresail/store/say"

	"github.com/xuri/excelize/v2"
)

// xlsxWriter writes one sheet. Rows go to a temporary file of excelize, which
// is packed on close.
type xlsxWriter struct {
	to     io.Writer
	f      *excelize.File
	sheet  *excelize.StreamWriter
	line   int
	values []any
}

// exactDigits is how many digits a spreadsheet's number holds; longer ones
// are written as text.
const exactDigits = 15

func newXLSX(w io.Writer, name string) (writer, error) {
	f := excelize.NewFile()
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return nil, err
	}
	s, err := f.NewStreamWriter(name)
	if err != nil {
		f.Close()
		return nil, err
	}
	return &xlsxWriter{to: w, f: f, sheet: s}, nil
}

func (x *xlsxWriter) head(names []string) error {
	x.values = x.values[:0]
	for _, n := range names {
		x.values = append(x.values, n)
	}
	return x.put()
}

func (x *xlsxWriter) row(cells []cell) error {
	x.values = x.values[:0]
	for _, c := range cells {
		if len(c.text) > excelize.TotalCellChars {
			return say.Errorf("export.xlsx_cell", "n", excelize.TotalCellChars)
		}
		x.values = append(x.values, c.value())
	}
	return x.put()
}

// value gives what excelize writes for a cell: numbers as numbers where the
// spreadsheet can hold them exactly.
func (c cell) value() any {
	switch {
	case c.text == "":
		return nil
	case c.number && len(c.text) <= exactDigits:
		if n, err := strconv.ParseFloat(c.text, 64); err == nil {
			return n
		}
	case !c.number:
		return clean.Cell(c.text)
	}
	return c.text
}

func (x *xlsxWriter) put() error {
	x.line++
	if x.line > excelize.TotalRows {
		return say.Errorf("export.xlsx_rows", "n", excelize.TotalRows)
	}
	at, err := excelize.CoordinatesToCellName(1, x.line)
	if err != nil {
		return err
	}
	return x.sheet.SetRow(at, x.values)
}

func (x *xlsxWriter) close() error {
	err := x.sheet.Flush()
	if err == nil {
		err = x.f.Write(x.to)
	}
	if closing := x.f.Close(); err == nil {
		err = closing
	}
	return err
}
