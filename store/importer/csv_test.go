package importer

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"
)

// cellsOf reads a table with the scanner alone.
func cellsOf(text string, delim byte, l Limits) (rows [][]string, lines []int, bad map[int]string) {
	s := newScanner(strings.NewReader(text), delim, l.orDefault())
	bad = map[int]string{}
	for {
		r, err := s.next()
		if err != nil {
			return rows, lines, bad
		}
		if s.width == 0 && r.bad == nil {
			s.width = len(r.cells)
		}
		if r.bad != nil {
			bad[r.line] = r.bad.Key
			continue
		}
		rows = append(rows, append([]string(nil), r.cells...))
		lines = append(lines, r.line)
	}
}

func TestScanner(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		rows  string
		lines string
		bad   string
	}{
		"plain":                {"a,b\n1,2\n", "[[a b] [1 2]]", "[1 2]", "map[]"},
		"no break at the end":  {"a,b\n1,2", "[[a b] [1 2]]", "[1 2]", "map[]"},
		"cr only":              {"a,b\r1,2\r", "[[a b] [1 2]]", "[1 2]", "map[]"},
		"crlf":                 {"a,b\r\n1,2\r\n", "[[a b] [1 2]]", "[1 2]", "map[]"},
		"empty lines":          {"\n\na,b\n\n1,2\n\n", "[[a b] [1 2]]", "[3 5]", "map[]"},
		"quotes":               {"a,b\n\"x,\"\"y\"\"\",\"2\n3\"\n4,5\n", "[[a b] [x,\"y\" 2\n3] [4 5]]", "[1 2 4]", "map[]"},
		"crlf in quotes":       {"a,b\r\n\"x\r\ny\",2\r\n4,5\r\n", "[[a b] [x\r\ny 2] [4 5]]", "[1 2 4]", "map[]"},
		"spaces before quotes": {"a,b\n1, \"x,y\" \n", "[[a b] [1 x,y]]", "[1 2]", "map[]"},
		"quote in a word":      {"a,b\n5\" pipe,2\n", "[[a b] [5\" pipe 2]]", "[1 2]", "map[]"},
		"too few":              {"a,b\n1\n3,4\n", "[[a b] [3 4]]", "[1 3]", "map[2:import.cells]"},
		"too many":             {"a,b\n1,2,3\n3,4\n", "[[a b] [3 4]]", "[1 3]", "map[2:import.cells]"},
		"stray":                {"a,b\n\"1\"x,2\n3,4\n", "[[a b] [3 4]]", "[1 3]", "map[2:import.quote_stray]"},
		"lone quote":           {"a,b\n\"1,2\n3,4\n5,6\n", "[[a b] [3 4] [5 6]]", "[1 3 4]", "map[2:import.quote_open]"},
		"lone quote, then one": {"a,b\n\"1,2\n3,4\n\"5\",6\n7,8\n", "[[a b] [3 4] [5 6] [7 8]]", "[1 3 4 5]", "map[2:import.quote_stray]"},
		"a quote swallows":     {"a,b\n1,\"2\n3,4\n5,\"6\"\n", "[[a b] [3 4] [5 6]]", "[1 3 4]", "map[2:import.quote_stray]"},
	} {
		rows, lines, bad := cellsOf(c.text, ',', Limits{})
		if fmt.Sprint(rows) != c.rows || fmt.Sprint(lines) != c.lines || fmt.Sprint(bad) != c.bad {
			t.Errorf("%s: %v on %v, bad %v; want %s on %s, bad %s", name, rows, lines, bad, c.rows, c.lines, c.bad)
		}
	}
}

func TestALoneQuoteDoesNotSwallowTheFile(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,title,stage\n")
	for i := range 5000 {
		if i == 100 {
			b.WriteString("x,\"Acme,Lead\n")
			continue
		}
		fmt.Fprintf(&b, "%d,Acme %d,Lead\n", i, i)
	}
	o := options()
	o.Limits = Limits{Record: 4096}
	f := newFile(t)
	rep := f.text(t, b.String(), o)
	if rep.Created != 4999 || rep.Rejected != 1 || rep.Rejects[0].Line != 102 {
		t.Errorf("%+v", rep)
	}
}

func TestLongRecordsAreGivenUp(t *testing.T) {
	o := options()
	o.Limits = Limits{Record: 1000, Lines: 5, Cells: 10}
	long := strings.Repeat("x", 5000)
	text := "id,title,stage\n1," + long + ",Lead\n2,ok,Lead\n3,\"a\nb\nc\nd\ne\nf\ng\",Lead\n4,ok,Lead\n5,\"" + long + "\",Lead\n6,ok,Lead\n" + strings.Repeat("y", 9000)
	f := newFile(t)
	rep := f.text(t, text, o)
	if rep.Created != 3 {
		t.Errorf("%+v", rep)
	}
	if rep.Rejects[0].Line != 2 || rep.Rejects[1].Line != 4 || rep.Rejects[len(rep.Rejects)-1].Line != 14 {
		t.Errorf("rejects %+v", rep.Rejects)
	}
}

// What the standard library's reader takes without complaint, the scanner
// reads the same.
func TestScannerAgreesWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`[ab ,"\n;]{0,4}`)
		width := rapid.IntRange(2, 4).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 5).Draw(t, "rows")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.WriteAll(rows)
		want, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		got, _, bad := cellsOf(b.String(), ',', Limits{})
		if len(bad) > 0 || fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
			t.Fatalf("%q read as %q (bad %v), want %q", b.String(), got, bad, want)
		}
	})
}

func TestEncodings(t *testing.T) {
	text := "id,title,stage\n1,Käse für 5 €,Lead\n2,Šárka,Lead\n"
	latin, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	utf := func(order binary.ByteOrder, mark bool) string {
		units := utf16.Encode([]rune(text))
		if mark {
			units = append([]uint16{0xfeff}, units...)
		}
		b := make([]byte, 2*len(units))
		for i, u := range units {
			order.PutUint16(b[2*i:], u)
		}
		return string(b)
	}
	for name, c := range map[string]struct{ data, encoding string }{
		"utf-8":              {text, "utf-8"},
		"utf-8 with a mark":  {"\xef\xbb\xbf" + text, "utf-8"},
		"utf-16 le":          {utf(binary.LittleEndian, true), "utf-16le"},
		"utf-16 be":          {utf(binary.BigEndian, true), "utf-16be"},
		"windows-1252":       {latin, "windows-1252"},
		"semicolons":         {strings.ReplaceAll(text, ",", ";"), "utf-8"},
		"tabs":               {strings.ReplaceAll(text, ",", "\t"), "utf-8"},
		"bars":               {strings.ReplaceAll(text, ",", "|"), "utf-8"},
		"sep=":               {"sep=;\r\n" + strings.ReplaceAll(text, ",", ";"), "utf-8"},
		"a mark and quotes":  {"\xef\xbb\xbf" + `"id","title","stage"` + text[len("id,title,stage"):], "utf-8"},
		"utf-16 without any": {utf(binary.LittleEndian, false), "utf-16le"},
	} {
		f := newFile(t)
		rep := f.text(t, c.data, options())
		if rep.Encoding != c.encoding || rep.Created != 2 {
			t.Errorf("%s: %+v", name, rep)
			continue
		}
		if got := f.deal(t, "generic/deal", "1").Now.Title; got != "Käse für 5 €" {
			t.Errorf("%s: title %q", name, got)
		}
		if (rep.Encoding == "windows-1252") != (len(rep.Notes) > 0) {
			t.Errorf("%s: notes %+v", name, rep.Notes)
		}
	}
}

func TestBadBytesCostTheirRowOnly(t *testing.T) {
	f := newFile(t)
	text := "id,title,stage\n" + strings.Repeat("0,zero,Lead\n", 8000) + "1,\xff\xfe,Lead\n2,a\x00b,Lead\n3,\x1b]0;evil\x07Acme\u202e,Lead\n"
	rep := f.text(t, text, options())
	if rep.Rejected != 2 || rep.Rejects[0].Line != 8002 || rep.Rejects[0].Field != "title" || rep.Rejects[1].Line != 8003 {
		t.Errorf("%+v", rep.Rejects)
	}
	if got := f.deal(t, "generic/deal", "3").Now.Title; got != "Acme" {
		t.Errorf("title %q", got)
	}
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text, decimal, currency string
		minor                   int64 // -1: refused
	}{
		{"1234.5", "", "USD", 123450}, {"1,234.50", "", "USD", 123450}, {"1.234,50", "", "USD", 123450}, {"468.0", "", "USD", 46800},
		{"$1,200", "", "USD", 120000}, {"1200 EUR", "", "EUR", 120000}, {"€ 1.200,00", "", "EUR", 120000}, {"1 234,50", "", "USD", 123450},
		{"1\u00a0234,50", "", "USD", 123450}, {"1'234.50", "", "USD", 123450}, {"1,234,567", "", "USD", 123456700}, {"0", "", "USD", 0},
		{"1.234", "", "USD", -1}, {"1.234", ",", "USD", 123400}, {"1.234", ".", "USD", -1}, {"1,234", ".", "USD", 123400},
		{"1,234", ",", "USD", -1}, {"12,5", ",", "USD", 1250}, {"12,5", ".", "USD", -1}, {"1.5", ",", "USD", -1}, {"1.234.567,8", ",", "USD", 123456780},
		{"1500", "", "JPY", 1500}, {"1500.5", "", "JPY", -1}, {"1.2E+05", "", "USD", 12000000}, {"1e3", "", "USD", 100000},
		{"(1,200)", "", "USD", -1}, {"-5", "", "USD", -1}, {"12 apples", "", "USD", -1}, {"99999999999999999999", "", "USD", -1}, {"$5", "", "EUR", -1},
		{"1.2345", "", "USD", -1}, {"12", "", "", -1}, {"..", "", "USD", -1}, {"1e999", "", "USD", -1},
	} {
		o := options()
		o.Currency, o.Decimal = c.currency, c.decimal
		f := newFile(t)
		rep := f.text(t, "id;title;stage;amount\n1;a;Lead;"+c.text+"\n", o)
		switch {
		case c.minor < 0:
			if rep.Rejected != 1 || rep.Rejects[0].Field != "amount" {
				t.Errorf("%q with decimal %q: taken as %+v", c.text, c.decimal, f.deal(t, "generic/deal", "1").Now.Amount)
			}
		case rep.Created != 1:
			t.Errorf("%q with decimal %q: %+v", c.text, c.decimal, rep.Rejects)
		case f.deal(t, "generic/deal", "1").Now.Amount.Minor != c.minor:
			t.Errorf("%q with decimal %q: %+v, want %d", c.text, c.decimal, f.deal(t, "generic/deal", "1").Now.Amount, c.minor)
		}
	}
}

func TestDates(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	for _, c := range []struct{ text, order, want string }{
		{"2026-03-04", "", "2026-03-04T00:00:00+08:00"}, {"2026/03/04", "", "2026-03-04T00:00:00+08:00"}, {"20260304", "", "2026-03-04T00:00:00+08:00"},
		{"2026-03-04 15:30", "", "2026-03-04T15:30:00+08:00"}, {"2026-03-04T15:30:05.123", "", "2026-03-04T15:30:05+08:00"},
		{"2026-03-04T22:30:00Z", "", "2026-03-05T06:30:00+08:00"}, {"2026-03-04T15:30:00+02:00", "", "2026-03-04T21:30:00+08:00"},
		{"2026-03-04 15:30:00 UTC", "", "2026-03-04T23:30:00+08:00"}, {"2026-03-04 3:30 PM", "", "2026-03-04T15:30:00+08:00"},
		{"03/04/2026", "dmy", "2026-04-03T00:00:00+08:00"}, {"03/04/2026", "mdy", "2026-03-04T00:00:00+08:00"}, {"25.04.2026", "dmy", "2026-04-25T00:00:00+08:00"},
		{"25. 4. 2026 14:00", "dmy", "2026-04-25T14:00:00+08:00"}, {"4/25/26 2:05 pm", "mdy", "2026-04-25T14:05:00+08:00"}, {"25-04-2026", "mdy", ""},
		{"24 Nov 2026", "", "2026-11-24T00:00:00+08:00"}, {"Nov 24, 2026", "", "2026-11-24T00:00:00+08:00"}, {"24-Nov-26 09:00", "", "2026-11-24T09:00:00+08:00"},
		{"November 24, 2026 5:00 PM", "", "2026-11-24T17:00:00+08:00"}, {"46085", "", "2026-03-04T00:00:00+08:00"}, {"46085.5", "", "2026-03-04T12:00:00+08:00"},
		{"2026-02-29", "", ""}, {"2026-13-01", "", ""}, {"2026-00-01", "", ""}, {"1970-01-01", "", ""}, {"0001-01-01", "", ""}, {"9999-12-31", "", ""},
		{"tomorrow", "", ""}, {"2026-03-04 25:00", "", ""}, {"2026-03-04 10:00 PST", "", ""}, {"1700000000000", "", ""}, {"12", "", ""}, {"2026-03", "", ""},
		{"31/02/2026", "dmy", ""}, {"2026-03-04T", "", "2026-03-04T00:00:00+08:00"}, {"2026-03-04 1", "", ""}, {"1,5", "", ""}, {".", "", ""}, {"60", "", ""},
	} {
		o := options()
		o.Zone, o.Dates = zone, c.order
		f := newFile(t)
		rep := f.text(t, "id;title;stage;created\n1;a;Lead;"+c.text+"\n", o)
		if c.want == "" {
			if rep.Rejected != 1 || rep.Rejects[0].Field != "created" {
				t.Errorf("%q: taken as %v", c.text, f.deal(t, "generic/deal", "1").Now.Created.Std())
			}
			continue
		}
		if rep.Created != 1 {
			t.Errorf("%q: %+v", c.text, rep.Rejects)
		} else if got := f.deal(t, "generic/deal", "1").Now.Created.Std().Format(time.RFC3339); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestDurations(t *testing.T) {
	for text, want := range map[string]int32{
		"90": 90, "90.0": 90, "1:30": 5400, "0:01:30": 90, "00:15": 900, "15m": 900, "1h30": 5400, "1h 30m": 5400, "90s": 90, "45 min": 2700, "2 hours": 7200,
		"": 0, "5786:31:36": 20831496, "x": -1, "-5": -1, "1:99": -1, "1.5": -1, "99999999999": -1, "5786:31:36:00": -1,
	} {
		f := newFile(t)
		rep := f.text(t, "id;date;type;duration\n1;2026-01-05;call;"+text+"\n", options())
		switch {
		case want < 0:
			if rep.Rejected != 1 {
				t.Errorf("%q: taken as %+v", text, f.Activities())
			}
		case rep.Created != 1 || f.Activities()[0].Seconds != want:
			t.Errorf("%q: %+v %+v, want %d", text, f.Activities(), rep.Rejects, want)
		}
	}
}

type buffer struct{ bytes.Buffer }

func (*buffer) Close() error { return nil }

func TestRejectsFile(t *testing.T) {
	var b buffer
	opened := 0
	o := options()
	o.Rejects = func() (io.WriteCloser, error) { opened++; return &b, nil }
	f := newFile(t)
	f.text(t, "id,title,stage\n1,Acme,Lead\n", o)
	if opened != 0 {
		t.Error("a rejects file without rejects")
	}
	head := "id,title,stage,amount\n"
	f.text(t, head+"2,=cmd(),Lead,-5\n3,Beta,Lead\n4,Gamma,Lead,1,2\n5,\"open,Lead,1\n6,fine,Lead,1\n", o)
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil || opened != 1 {
		t.Fatalf("%v, opened %d times", err, opened)
	}
	want := [][]string{
		{"id", "title", "stage", "amount", "reject_line", "reject_field", "reject_why"},
		{"2", "'=cmd()", "Lead", "-5", "2", "amount", "-5 is negative"},
		{"3", "Beta", "Lead", "", "3", "", "3 cells where the header has 4"},
		{"4", "Gamma", "Lead", "1,2", "4", "", "5 cells where the header has 4"},
		{"5,\"open,Lead,1", "", "", "", "5", "", "a quote opens here and is not closed"},
	}
	if fmt.Sprintf("%q", rows) != fmt.Sprintf("%q", want) {
		t.Errorf("rejects\n%q, want\n%q", rows, want)
	}
	mended := head[:len(head)-1] + ",reject_line,reject_field,reject_why\n2,'=cmd(),Lead,5,2,amount,-5 is negative\n"
	if rep := f.text(t, mended, options()); rep.Created != 1 || f.deal(t, "generic/deal", "2").Now.Title != "=cmd()" {
		t.Errorf("a mended rejects file: %+v", rep)
	}
}

func TestRejectsAreCappedButCounted(t *testing.T) {
	f := newFile(t)
	rep := f.text(t, "id,title,stage\n"+strings.Repeat("x\n", MaxRejects+5), options())
	if rep.Rejected != MaxRejects+5 || len(rep.Rejects) != MaxRejects {
		t.Errorf("%d rejected, %d listed", rep.Rejected, len(rep.Rejects))
	}
}

func TestCancelBetweenRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,title,stage\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "%d,Acme %d,Lead\n", i, i)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := options()
	o.Every, o.Size = 100, int64(b.Len())
	var last Progress
	o.Progress = func(p Progress) {
		last = p
		if p.Rows == 300 {
			cancel()
		}
	}
	f := newFile(t)
	rep, err := Import(ctx, strings.NewReader(b.String()), f, f.Book(), o)
	sums(t, rep)
	if !errors.Is(err, context.Canceled) || rep.Created != 300 || rep.Complete || rep.Line != 301 || last.Landed != 300 || last.Bytes == 0 {
		t.Errorf("%v, %+v, %+v", err, rep, last)
	}
	if n := len(f.Book().Deals); n != 300 {
		t.Errorf("%d deals landed, the report says 300", n)
	}
	if rep = f.text(t, b.String(), o); rep.Created != 700 || rep.Unchanged != 300 || !rep.Complete || last.Bytes != int64(b.Len()) {
		t.Errorf("the rest: %+v, %+v", rep, last)
	}
}

var errDisk = errors.New("no space left on device")

func TestReadErrorsSurface(t *testing.T) {
	f := newFile(t)
	in := io.MultiReader(strings.NewReader("id,title,stage\n1,a,Lead\n"), failing{})
	rep, err := Import(context.Background(), in, f, f.Book(), options())
	if !errors.Is(err, errDisk) || rep.Complete {
		t.Errorf("%v, %+v", err, rep)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errDisk }

func TestInspect(t *testing.T) {
	p, err := Inspect(strings.NewReader("foo,Stage,Deal Name\n1,Lead,Acme\n2,Lead,Beta\n3,Lead,Gamma\n"), 2, options())
	if err != nil || p.Err != nil || len(p.Rows) != 2 || p.Rows[0][2] != "Acme" || p.Records != Deals || p.Map["title"] != "Deal Name" {
		t.Errorf("%+v, %v", p, err)
	}
	p, err = Inspect(strings.NewReader("foo,bar\n1,2\n"), 5, options())
	if err != nil || p.Err == nil || len(p.Columns) != 2 || len(p.Rows) != 1 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err = Inspect(strings.NewReader(""), 5, options()); err == nil {
		t.Error("an empty file is inspected without an error")
	}
}

// FuzzImport: whatever the bytes, no panic, no hang, every row counted once,
// and a second import is no news.
func FuzzImport(f *testing.F) {
	for _, s := range samples {
		f.Add(mustRead(s.file), byte(0))
	}
	f.Add([]byte("id;title;stage\n\"1\n2;\"\"x\";\r\r\n"), byte(1))
	f.Add([]byte("\xff\xfei\x00d\x00,\x00"), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, n byte) {
		o := options()
		o.Dates = []string{"", DatesDMY, DatesMDY}[int(n)%3]
		o.Limits = Limits{Record: 2000, Lines: 50, Cells: 60, Rows: 500, AllCells: 5000, Packed: 1 << 20, Unpacked: 4 << 20}
		file := newFile(t)
		rep, err := Import(context.Background(), bytes.NewReader(data), file, file.Book(), o)
		sums(t, rep)
		if err != nil {
			return
		}
		again, err := Import(context.Background(), bytes.NewReader(data), file, file.Book(), o)
		sums(t, again)
		if err != nil || again.Created != 0 || again.Rows != rep.Rows || again.Rejected != rep.Rejected {
			t.Fatalf("first %+v, then %+v, %v", rep, again, err)
		}
	})
}
