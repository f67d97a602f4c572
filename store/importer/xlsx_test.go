package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// workbook makes a workbook of one sheet.
func workbook(t *testing.T, change func(*excelize.File), rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, r := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	data := workbook(t, func(f *excelize.File) {
		f.SetCellValue("Sheet1", "F3", 0.28999999999999998)
		if _, err := f.NewSheet("Other"); err != nil {
			t.Fatal(err)
		}
		f.SetSheetRow("Other", "A1", &[]any{"id", "title", "stage"})
		f.SetSheetRow("Other", "A2", &[]any{"9", "Other", "Lead"})
	},
		[]any{"id", "title", "stage", "created", "close date", "amount", "owner"},
		[]any{1, "Acme", "Won", 46027.5, 46085, 1234.5, "Ann"}, // 2026-01-05 12:00, 2026-03-04
		[]any{2, "Beta", "Lead", "2026-01-05", nil, nil, nil},
		[]any{},
		[]any{4, "Gamma", "Won", 46027},
		[]any{5, "Delta", "Lead", 46027, nil, "1.234"},
		[]any{6, "Epsilon", "Lead", 46027, nil, 1, "Ann", "too", "many"},
	)
	f := newFile(t)
	rep := f.load(t, bytes.NewReader(data), options())
	if rep.Encoding != "xlsx" || rep.Sheet != "Sheet1" || rep.Created != 2 || rep.Rejected != 3 {
		t.Fatalf("%+v", rep)
	}
	for i, want := range []Reject{{Line: 5, Field: "closed"}, {Line: 6, Field: "amount"}, {Line: 7}} {
		if got := rep.Rejects[i]; got.Line != want.Line || got.Field != want.Field {
			t.Errorf("reject %+v, want %+v", got, want)
		}
	}
	d := f.deal(t, "generic/deal", "1").Now
	if d.Created.Std().Format("2006-01-02 15:04") != "2026-01-05 12:00" || d.Closed.Date().String() != "2026-03-04" || d.Amount.Minor != 123450 {
		t.Errorf("%+v", d)
	}
	if d := f.deal(t, "generic/deal", "2").Now; d.Amount.Minor != 29 {
		t.Errorf("0.29 as a spreadsheet stores it came to %+v", d.Amount)
	}
	if rep := f.load(t, bytes.NewReader(data), options()); rep.Unchanged != 2 {
		t.Errorf("a second import: %+v", rep)
	}
	o := options()
	o.Sheet = "other"
	if rep := f.load(t, bytes.NewReader(data), o); rep.Created != 1 || rep.Sheet != "Other" {
		t.Errorf("%+v", rep)
	}
	o.Sheet = "third"
	if _, err := Import(context.Background(), bytes.NewReader(data), f, f.Book(), o); sayKey(err) != "import.sheet_unknown" || !strings.Contains(err.Error(), "Sheet1, Other") {
		t.Errorf("%v", err)
	}
}

func TestWorkbookOf1904(t *testing.T) {
	yes := true
	data := workbook(t, func(f *excelize.File) {
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
			t.Fatal(err)
		}
	}, []any{"id", "title", "stage", "created"}, []any{1, "Acme", "Lead", 44565}) // 46027 - 1462
	f := newFile(t)
	f.load(t, bytes.NewReader(data), options())
	if got := f.deal(t, "generic/deal", "1").Now.Created.Date().String(); got != "2026-01-05" {
		t.Errorf("created %s", got)
	}
}

// bomb packs a sheet of repeated XML into a workbook: small outside, large
// inside.
func bomb(t *testing.T, head, row, tail string, n int) []byte {
	t.Helper()
	base := workbook(t, nil, []any{"id", "title", "stage"}, []any{1, "Acme", "Lead"})
	in, err := zip.NewReader(bytes.NewReader(base), int64(len(base)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "xl/worksheets/sheet1.xml" {
			io.WriteString(w, head)
			for range n {
				io.WriteString(w, row)
			}
			io.WriteString(w, tail)
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(w, r)
		r.Close()
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	sheetHead = `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` +
		`<row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>title</t></is></c><c t="inlineStr"><is><t>stage</t></is></c></row>`
	sheetTail = `</sheetData></worksheet>`
)

func TestBombsAreRefused(t *testing.T) {
	limits := Limits{Unpacked: 8 << 20, Rows: 5000, AllCells: 100_000, Packed: 1 << 20}
	wide := `<row><c t="inlineStr"><is><t>1</t></is></c><c r="XFD2"><v>1</v></c></row>`
	for name, c := range map[string]struct {
		data []byte
		key  string
	}{
		"unpacks to 40 MB": {bomb(t, sheetHead, "<row><c><v>"+strings.Repeat("0", 4000)+"</v></c></row>", sheetTail, 10_000), "import.xlsx_large"},
		"too many rows":    {bomb(t, sheetHead, "<row><c><v>1</v></c><c><v>a</v></c><c><v>lead</v></c></row>", sheetTail, 6000), "import.xlsx_rows"},
		"a far row":        {bomb(t, sheetHead, `<row r="1048576"><c><v>1</v></c></row>`, sheetTail, 1), "import.xlsx_rows"},
		"too many cells":   {bomb(t, sheetHead, wide, sheetTail, 100), "import.xlsx_cells"},
		"packed too large": {append(bomb(t, sheetHead, "", sheetTail, 0), make([]byte, 1<<20)...), "import.xlsx_large"},
		"cut short":        {bomb(t, sheetHead, "", sheetTail, 0)[:900], "import.xlsx_bad"},
		"a zip of no book": {zipOf(t, "hello.txt"), "import.xlsx_bad"},
	} {
		o := options()
		o.Limits = limits
		f := newFile(t)
		rep, err := Import(context.Background(), bytes.NewReader(c.data), f, f.Book(), o)
		sums(t, rep)
		if sayKey(err) != c.key {
			t.Errorf("%s (%d bytes): %v, want %s; %+v", name, len(c.data), err, c.key, rep)
		}
	}
}

func zipOf(t *testing.T, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(f, "hello")
	w.Close()
	return b.Bytes()
}

// A file that ends in the middle of its XML must not pass for a whole one.
func TestACutSheetIsNoWholeSheet(t *testing.T) {
	data := bomb(t, sheetHead, "<row><c><v>1</v></c><c><v>a</v></c><c><v>lead</v></c></row>", `<row><c><v>2</v></c><c><v>b</v`, 3)
	f := newFile(t)
	rep, err := Import(context.Background(), bytes.NewReader(data), f, f.Book(), options())
	if err == nil {
		t.Errorf("taken without a word: %+v", rep)
	}
}
