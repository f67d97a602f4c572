package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// What a child says of how far it is comes apart from all else it says, however
// its lines are cut, and also when it is copied as a process's output is.
func TestHowFarACheckIsComesApart(t *testing.T) {
	said := fmt.Sprintf("foresail: a\n%s0.2500\n%s0.5000\n%sx\nb", aheadMark, aheadMark, aheadMark)
	for size := 1; size < 12; size++ {
		var shares []float64
		c := courier{ahead: func(x float64) { shares = append(shares, x) }}
		for at := 0; at < len(said); at += size {
			if _, err := io.Copy(&c, io.LimitReader(strings.NewReader(said[at:]), int64(size))); err != nil {
				t.Fatal(err)
			}
		}
		if !slices.Equal(shares, []float64{0.25, 0.5}) || c.String() != "foresail: a\n"+aheadMark+"x\nb" {
			t.Fatalf("cut at every %d bytes: %v, %q", size, shares, c.String())
		}
	}
}
