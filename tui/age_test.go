package tui_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"foresail/store/event"
	"foresail/store/record"
	"foresail/tui"
	"foresail/tui/tuitest"
)

// asking is a file in which somebody asked a while before noon, with the clock
// that a bubble's time moves on.
func asking(before time.Duration) tui.Options {
	book := tuitest.Sample()
	book.Seed(event.Activity{Activity: record.Activity{
		ID: record.ID{0xab}, Kind: record.KindInquiry, At: record.TimeOf(tuitest.Noon.Add(-before)), Rep: tuitest.Me, Account: record.AccountID("Acme"),
	}})
	o := watching(book)
	began := time.Now()
	o.Now = func() time.Time { return tuitest.Noon.Add(time.Since(began)) }
	return o
}

// How long somebody waits for an answer is so while one looks at it, and where
// no word changes, nothing is written. The numbers of all tabs are not worked
// out for it.
func TestAgesGoOnWhileOneLooksAtThem(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := asking(10*time.Minute - 2*time.Second)
		o.Shared = tui.NewShared(nil)
		x := tuitest.Open(t, o, 120, 36)
		x.MustShow("asked 10 min ago")
		time.Sleep(time.Minute)
		x.Rest()
		x.MustShow("asked 11 min ago")
		time.Sleep(50 * time.Minute)
		x.Rest()
		x.MustShow("asked 1 h ago")
		x.Written()
		time.Sleep(time.Minute)
		x.Rest()
		if n := x.Written(); n != 0 {
			t.Errorf("a minute in which nothing changes wrote %d bytes", n)
		}
		if n := o.Shared.Answers("numbers"); n != 1 {
			t.Errorf("the numbers were worked out for %d moments", n)
		}
		if n := o.Shared.Answers("today"); n != 1 {
			t.Errorf("the agenda is kept of %d moments", n)
		}
		time.Sleep(6 * time.Hour)
		x.Rest()
		x.MustShow("asked 7 h ago")
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
	})
}

// A tab that one comes back to says how long it is by now, and while another is
// looked at, nothing is worked out.
func TestAgesAreOfNowWhenOneComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := tuitest.Open(t, asking(10*time.Minute), 120, 36)
		x.MustShow("asked 10 min ago")
		x.Send("2")
		x.Written()
		time.Sleep(20 * time.Minute)
		x.Rest()
		if n := x.Written(); n != 0 {
			t.Errorf("a tab without ages wrote %d bytes", n)
		}
		x.Send("1")
		x.MustShow("asked 30 min ago")
		time.Sleep(5 * time.Minute)
		x.Rest()
		x.MustShow("asked 35 min ago")
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
	})
}

// An answer that is late is marked so the minute it becomes it.
func TestAnInquiryBecomesLateWhileOneLooksAtIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		x := tuitest.Open(t, asking(24*time.Hour-3*time.Minute), 120, 36)
		x.MustShow("the goal is an answer within")
		before := strings.Join(x.Rows(), "\n")
		time.Sleep(4 * time.Minute)
		x.Rest()
		if after := strings.Join(x.Rows(), "\n"); strings.Contains(after, "the goal is an answer within") || after == before {
			t.Errorf("nothing says that it is late:\n%s", after)
		}
		x.Send("q")
		if err := x.End(); err != nil {
			t.Fatal(err)
		}
	})
}
