package tui_test

import (
	"testing"

	"foresail/tui/tuitest"
)

// BenchmarkView measures a frame at 200×60: everything drawn anew, one panel
// drawn anew, and nothing.
func BenchmarkView(b *testing.B) {
	for _, tab := range tabs {
		d := tuitest.Start(b, tuitest.Sample(), tuitest.Me, tuitest.Noon, 200, 60)
		d.Press("r", tab)
		d.Model.View()
		b.Run("full/"+tab, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Press("ctrl+l") // everything is to be drawn again
				d.Model.View()
			}
		})
		b.Run("cursor/"+tab, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				n++
				d.Press([]string{"j", "k"}[n%2])
				d.Model.View()
			}
		})
		b.Run("nothing/"+tab, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Model.View()
			}
		})
	}
}
