package page_test

import (
	"fmt"
	"strings"
	"testing"

	"foresail/tui/page"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

func numbered(n int) []page.Row {
	out := make([]page.Row, n)
	for i := range out {
		out[i] = func(b widget.Box) { b.Print(0, 0, fmt.Sprint(i), theme.Plain) }
	}
	return out
}

func draw(p *page.Page, rows []page.Row, h int) string {
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(10, h)
	p.Draw(s.Box(), rows)
	return strings.Join(strings.Fields(s.Text()), " ")
}

func TestAPageIsScrolledToItsEndAndNoFurther(t *testing.T) {
	var p page.Page
	rows := numbered(10)
	p.Fit(len(rows), 4)
	for _, step := range []struct {
		msg  any
		want string
	}{
		{nil, "0 1 2 3 …"}, {panel.Act{Action: panel.Down}, "1 2 3 4 …"}, {panel.Wheel{N: 3}, "4 5 6 7 …"},
		{panel.Act{Action: panel.HalfDown}, "6 7 8 9"}, {panel.Act{Action: panel.Down}, "6 7 8 9"},
		{panel.Act{Action: panel.First}, "0 1 2 3 …"}, {panel.Act{Action: panel.Up}, "0 1 2 3 …"}, {panel.Act{Action: panel.Last}, "6 7 8 9"},
	} {
		if took := p.Update(step.msg); took != (step.msg != nil) {
			t.Errorf("%v: taken %v", step.msg, took)
		}
		if got := draw(&p, rows, 4); got != step.want {
			t.Errorf("after %v: %s, want %s", step.msg, got, step.want)
		}
	}
	p.Fit(5, 4)
	if got := draw(&p, rows[:5], 4); got != "1 2 3 4" {
		t.Errorf("after it has become shorter: %s", got)
	}
	p = page.Page{}
	p.Fit(10, 4)
	p.Seek(5, 2)
	if got := draw(&p, rows, 4); got != "4 5 6 7 …" {
		t.Errorf("row 5 and two behind it: %s", got)
	}
	p.Seek(0, 2)
	if got := draw(&p, rows, 4); got != "0 1 2 3 …" {
		t.Errorf("row 0: %s", got)
	}
}

func TestRowsOfAPage(t *testing.T) {
	if n := len(page.Labelled(0, 40, "note", "")); n != 0 {
		t.Errorf("nothing takes %d rows", n)
	}
	rows := page.Labelled(0, 40, "note", "some words that go on for longer than a row")
	both := page.Beside(numbered(1), numbered(2), 6, 2)
	var p page.Page
	s := widget.NewScreen(theme.New(theme.Options{}))
	s.Resize(40, 5)
	p.Draw(s.Box(), append(rows, both...))
	want := "  note             some words that go\n                   on for longer than a\n                   row\n0     0\n      1"
	got := ""
	for _, line := range strings.Split(s.Text(), "\n") {
		got += strings.TrimRight(line, " ") + "\n"
	}
	if strings.TrimRight(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
