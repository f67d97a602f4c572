package theme

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestEveryMeaningHasAnInkWhereThereAreColours(t *testing.T) {
	for v, p := range palettes {
		if variant(v) == mono {
			continue
		}
		for s := Plain + 1<<flagBits; s < meanings; s += 1 << flagBits {
			if p.inks[s] == (ink{}) {
				t.Errorf("palette %d draws meaning %d like plain text", v, s)
			}
		}
	}
}

func TestNoColourMeansNoColour(t *testing.T) {
	colour := regexp.MustCompile(`[;\[](3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]`)
	for _, value := range []string{"1", "0", "false", "yes"} {
		th := New(Options{}.FromEnv([]string{"NO_COLOR=" + value}))
		for s := range Style(Count) {
			if colour.MatchString(th.SGR(s)) {
				t.Fatalf("NO_COLOR=%s: style %d is %q", value, s, th.SGR(s))
			}
		}
	}
	if New(Options{}.FromEnv([]string{"NO_COLOR="})).Options().NoColour {
		t.Error("an empty NO_COLOR is no wish")
	}
}

func TestASCIIMarksAreASCIIAndAllMarksOneColumn(t *testing.T) {
	plain, ascii := New(Options{}), New(Options{ASCII: true})
	for m := range marks {
		if r := ascii.Rune(m); r < 0x21 || r > 0x7e {
			t.Errorf("mark %d is %q in ASCII", m, r)
		}
		for _, w := range []ansi.Method{ansi.WcWidth, ansi.GraphemeWidth} {
			if n := w.StringWidth(plain.Mark(m)); n != 1 {
				t.Errorf("mark %d (%s) is %d columns", m, plain.Mark(m), n)
			}
		}
	}
	if len(plain.Levels()) != 8 || len(ascii.Levels()) != 8 {
		t.Error("a sparkline has eight levels")
	}
}

// inOneRow are the marks that can stand in one row, by where that is.
var inOneRow = map[string][]Mark{
	"lists": {MarkCursor, MarkAbove, MarkBelow, MarkShift, MarkCluster, MarkHealthy, MarkLate, MarkRisk, MarkStar, MarkMore, MarkOK,
		MarkFail, MarkGap, MarkFull, MarkEmpty, MarkGoal, MarkThumb, MarkLead, MarkFollow, MarkScarce},
	"charts": {MarkPoint, MarkPart, MarkLimit, MarkCentre, MarkTarget, MarkMany, MarkAbove, MarkBelow, MarkShift, MarkCluster, MarkMore},
	"lanes":  {MarkLeft, MarkRight, MarkMore, MarkRule, MarkLate, MarkRisk, MarkHealthy},
	"forms":  {MarkPrompt, MarkCaret, MarkMore, MarkRisk, MarkOK, MarkBar},
}

// TestMarksThatCanStandInOneRowAreUnlike tells them apart by their sign alone,
// and from the levels of a sparkline, with letters and in ASCII.
func TestMarksThatCanStandInOneRowAreUnlike(t *testing.T) {
	for _, th := range []*Theme{New(Options{}), New(Options{ASCII: true})} {
		for where, set := range inOneRow {
			seen := map[string]int{}
			for _, m := range set {
				seen[th.Mark(m)]++
			}
			if where == "lists" {
				for _, l := range th.Levels() {
					seen[l]++
				}
			}
			for sign, n := range seen {
				if n > 1 {
					t.Errorf("%s: %d marks are written %q", where, n, sign)
				}
			}
		}
	}
}

func TestSignsHaveASCIIOfTheSameWidthAndLettersStay(t *testing.T) {
	plain, ascii := New(Options{}), New(Options{ASCII: true})
	for sign := range asciiSigns {
		got := ascii.Sign(sign)
		if len(got) != 1 || got[0] < 0x20 || got[0] > 0x7e || ansi.StringWidth(sign) != 1 {
			t.Errorf("%q is written %q", sign, got)
		}
		if plain.Sign(sign) != sign {
			t.Errorf("%q is changed where it need not be", sign)
		}
	}
	for _, letter := range []string{"a", "é", "日", "Ż"} {
		if ascii.Sign(letter) != letter {
			t.Errorf("%q is changed", letter)
		}
	}
}

func TestSelectionShowsInEveryTheme(t *testing.T) {
	for _, o := range []Options{{}, {Light: true}, {Depth: Depth16}, {Depth: DepthNone}, {Contrast: true}, {Contrast: true, Light: true}} {
		th := New(o)
		for s := Plain; s < meanings; s += 1 << flagBits {
			if th.SGR(s) == th.SGR(s|Select) {
				t.Errorf("%+v: style %d looks the same selected", o, s)
			}
			if !strings.HasPrefix(th.SGR(s), "\x1b[0") {
				t.Errorf("%+v: style %d does not reset what was before", o, s)
			}
		}
	}
}
