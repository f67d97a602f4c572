package store

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestPauseWaitsForWhatIsUnderWayAndLetsNothingBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s stillness
		ctx := t.Context()
		if err := s.enter(ctx); err != nil {
			t.Fatal(err)
		}
		var order []string
		go func() {
			resume, err := s.pause(ctx)
			if err != nil {
				t.Error(err)
			}
			order = append(order, "paused")
			time.Sleep(time.Second)
			order = append(order, "resumed")
			resume()
			resume() // a second time does nothing
		}()
		synctest.Wait()
		short, cancel := context.WithTimeout(ctx, time.Minute)
		if err := s.enter(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("what would begin beside what is under way: %v", err)
		}
		cancel()
		order = append(order, "done")
		s.leave()
		synctest.Wait()
		if err := s.enter(ctx); err != nil {
			t.Fatal(err)
		}
		order = append(order, "begun")
		want := []string{"done", "paused", "resumed", "begun"}
		for i := range want {
			if len(order) != len(want) || order[i] != want[i] {
				t.Fatalf("%v, want %v", order, want)
			}
		}
		short, cancel = context.WithTimeout(ctx, time.Minute)
		defer cancel()
		if _, err := s.pause(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("a pause during what does not end gives %v", err)
		}
		s.leave()
		if err := s.enter(ctx); err != nil {
			t.Errorf("after a pause that did not come about: %v", err)
		}
	})
}
