package event_test

import (
	"testing"

	"foresail/store/event"
	"foresail/store/record"
)

func TestGeneralPack(t *testing.T) {
	m := event.NewMemory()
	if err := m.Append(&event.Clock{Node: 1}, record.ID{}, event.GeneralPack()...); err != nil {
		t.Fatal(err)
	}
	book := m.Book()
	if book.Settings.Pack != "general" {
		t.Errorf("pack = %q", book.Settings.Pack)
	}
	if inquiry := book.Kind(record.KindInquiry); inquiry == nil || inquiry.Outbound {
		t.Errorf("inquiry = %+v, want an inbound kind", inquiry)
	}
	last := 0.0
	for _, s := range book.Stages {
		if s.Probability <= last || s.Probability >= 1 || s.RotDays <= 0 {
			t.Errorf("stage %s: probability %v after %v, rot days %d", s.Key, s.Probability, last, s.RotDays)
		}
		last = s.Probability
	}
	if n := len(book.Stages); n != 5 {
		t.Errorf("%d stages, want 5", n)
	}
	for i, k := range book.Kinds {
		if k.Order != i+1 || k.Name == "" {
			t.Errorf("kind %d = %+v", i, k)
		}
		for _, word := range k.Outcomes {
			if word == record.Planned {
				t.Errorf("kind %s offers %q, which the rollups keep for next steps", k.Key, word)
			}
		}
	}
}
