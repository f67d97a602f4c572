package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"

	"foresail/store/say"

	"github.com/xuri/excelize/v2"
)

// sheet reads one sheet of a workbook, row by row, with the values as they
// are stored: a date is its serial number.
type sheet struct {
	f      *excelize.File
	rows   *excelize.Rows
	width  int
	line   int
	cells  int // read so far
	gap    bool
	limits Limits
}

// openSheet opens the sheet of a name, the first one for "". It also says
// whether the workbook counts days from 1904.
func openSheet(r io.Reader, name string, limits Limits) (*sheet, string, bool, error) {
	packed, err := io.ReadAll(io.LimitReader(r, limits.Packed+1))
	if err != nil {
		return nil, "", false, err
	}
	if int64(len(packed)) > limits.Packed {
		return nil, "", false, say.Errorf("import.xlsx_large", "mb", limits.Packed>>20)
	}
	f, err := excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: limits.Unpacked, UnzipXMLSizeLimit: min(limits.Unpacked, 16<<20),
	})
	if err != nil {
		return nil, "", false, workbookError(err, limits)
	}
	if err := wholeSheets(packed, limits); err != nil {
		f.Close()
		return nil, "", false, err
	}
	s := &sheet{f: f, limits: limits}
	if name, err = s.pick(name); err != nil {
		f.Close()
		return nil, "", false, err
	}
	if s.rows, err = f.Rows(name); err != nil {
		f.Close()
		return nil, "", false, workbookError(err, limits)
	}
	props, err := f.GetWorkbookProps()
	if err != nil {
		s.close()
		return nil, "", false, workbookError(err, limits)
	}
	return s, name, props.Date1904 != nil && *props.Date1904, nil
}

// wholeSheets refuses a workbook with a sheet whose text breaks off: the
// library reads one as if it ended there.
func wholeSheets(packed []byte, limits Limits) error {
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return workbookError(err, limits)
	}
	for _, part := range z.File {
		if !strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			continue
		}
		end, err := tail(part, limits.Unpacked)
		if err != nil {
			return workbookError(err, limits)
		}
		if !bytes.HasSuffix(bytes.TrimSpace(end), []byte("worksheet>")) {
			return say.Errorf("import.xlsx_bad", "cause", part.Name+" breaks off")
		}
	}
	return nil
}

// tail gives the last bytes of a part.
func tail(part *zip.File, most int64) ([]byte, error) {
	in, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var last []byte
	buf := make([]byte, 64<<10)
	for read := int64(0); read <= most; {
		n, err := in.Read(buf)
		read += int64(n)
		last = append(last, buf[:n]...)
		last = last[max(0, len(last)-64):]
		if err == io.EOF {
			return last, nil
		}
		if err != nil {
			return nil, err
		}
	}
	return nil, errUnpacked
}

var errUnpacked = errors.New("unzip size exceeds the limit")

func workbookError(err error, limits Limits) error {
	if strings.Contains(err.Error(), "unzip size") || errors.Is(err, excelize.ErrMaxRows) {
		return say.Because(err, "import.xlsx_large", "mb", limits.Unpacked>>20)
	}
	return say.Because(err, "import.xlsx_bad")
}

func (s *sheet) pick(name string) (string, error) {
	names := s.f.GetSheetList()
	if len(names) == 0 {
		return "", say.Errorf("import.xlsx_bad", "cause", "no sheet")
	}
	if name == "" {
		return names[0], nil
	}
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n, nil
		}
	}
	return "", say.Errorf("import.sheet_unknown", "name", name, "names", strings.Join(names, ", "))
}

func (s *sheet) close() error {
	if s.rows != nil {
		s.rows.Close()
	}
	return s.f.Close()
}

func (s *sheet) next() (raw, error) {
	for s.rows.Next() {
		s.line++
		if s.line > s.limits.Rows {
			return raw{}, say.Errorf("import.xlsx_rows", "n", s.limits.Rows)
		}
		cells, err := s.rows.Columns()
		if err != nil {
			return raw{}, workbookError(err, s.limits)
		}
		if s.cells += len(cells) + 1; s.cells > s.limits.AllCells {
			return raw{}, say.Errorf("import.xlsx_cells", "n", s.limits.AllCells)
		}
		if empty(cells) {
			s.gap = true
			continue
		}
		r := raw{line: s.line, cells: cells, gap: s.gap}
		s.gap = false
		return s.fit(r), nil
	}
	if err := s.rows.Error(); err != nil {
		return raw{}, workbookError(err, s.limits)
	}
	return raw{}, io.EOF
}

// fit brings a row to the header's width: a sheet does not store empty cells
// at the end of a row.
func (s *sheet) fit(r raw) raw {
	size := 0
	for _, c := range r.cells {
		size += len(c)
	}
	switch {
	case size > s.limits.Record:
		r.bad = say.Errorf("import.record_long", "bytes", s.limits.Record)
	case len(r.cells) > s.limits.Cells:
		r.bad = say.Errorf("import.too_many_cells", "n", s.limits.Cells)
	case s.width == 0:
	case len(r.cells) < s.width:
		r.cells = append(r.cells, make([]string, s.width-len(r.cells))...)
	case len(r.cells) > s.width && empty(r.cells[s.width:]):
		r.cells = r.cells[:s.width]
	case len(r.cells) > s.width:
		r.bad = say.Errorf("import.cells", "cells", len(r.cells), "want", s.width)
	}
	return r
}

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
