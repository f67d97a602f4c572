package main_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"foresail/cmd/cli"
	"foresail/cmd/cockpits"
	"foresail/store"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// screenMark stands before a picture of the cockpit in README: the size of the
// terminal, and the keys that lead there from the first screen of the demo.
var screenMark = regexp.MustCompile("(?m)^<!-- screen (\\d+)x(\\d+): ?([^>]*?) ?-->\n```\n((?s).*?)```$")

// TestReadmeScreens holds the pictures in README to what the cockpit shows on
// the demo team, on the day of the pictures. FORESAIL_UPDATE=1 takes them anew.
func TestReadmeScreens(t *testing.T) {
	text := readme(t)
	book, rep := demoBook(t)
	seen := 0
	told := screenMark.ReplaceAllStringFunc(text, func(block string) string {
		m := screenMark.FindStringSubmatch(block)
		seen++
		var w, h int
		_, _ = fmt.Sscan(m[1]+" "+m[2], &w, &h)
		o := tuitest.Options(book, rep, screenDay)
		o.Grammar, o.Team, o.Settle = nil, true, -1
		d := tuitest.StartWith(t, o, w, h)
		for _, key := range strings.Fields(m[3]) {
			if len(key) > 1 && strings.HasPrefix(key, "_") {
				d.Type(strings.ReplaceAll(key[1:], "_", " "))
				continue
			}
			d.Press(key)
		}
		head, _, _ := strings.Cut(block, "\n")
		return head + "\n```\n" + strings.TrimRight(strings.Join(d.Rows(), "\n"), "\n ") + "\n```"
	})
	if seen == 0 {
		t.Error("README shows no screen")
	}
	if told == text {
		return
	}
	if os.Getenv("FORESAIL_UPDATE") != "" {
		if err := os.WriteFile("../../README.md", []byte(told), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	was, now := strings.Split(text, "\n"), strings.Split(told, "\n")
	for i := range min(len(was), len(now)) {
		if was[i] != now[i] {
			t.Fatalf("README is out of date (FORESAIL_UPDATE=1 takes its pictures anew), line %d:\n%s\nthe cockpit shows\n%s", i+1, was[i], now[i])
		}
	}
}

// screenDay is the day and time of the pictures.
var screenDay = time.Date(2026, 11, 24, 10, 30, 0, 0, time.UTC)

// demoBook makes the demo team's data file as of the day of the pictures.
func demoBook(t *testing.T) (tui.Logbook, record.ID) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	var out, bad bytes.Buffer
	now := func() time.Time { return screenDay }
	code := cli.Main(cli.World{
		Args: []string{"demo", "--file", path}, In: strings.NewReader(""), Out: &out, Err: &bad,
		Env: func(string) string { return "" }, Now: now, Zone: time.UTC,
	})
	if code != 0 {
		t.Fatalf("foresail demo: %d\n%s", code, bad.String())
	}
	s, err := store.Open(context.Background(), path, store.Options{Now: now, Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	books, err := s.Book(context.Background(), record.TypeRep)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range books.RepList() {
		if r.Ended == 0 {
			return cockpits.Logbook(s), r.ID
		}
	}
	t.Fatal("the demo team has nobody")
	return nil, record.ID{}
}
