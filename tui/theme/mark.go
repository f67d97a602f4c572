package theme

// Mark is a sign with a meaning, one column wide.
type Mark uint8

// The marks.
const (
	MarkAbove   Mark = iota // signal: outside the limits, high
	MarkBelow               // signal: outside the limits, low
	MarkShift               // signal: a run on one side
	MarkCluster             // signal: several far out on one side
	MarkHealthy             // a deal as it should be
	MarkLate                // a deal without a next step, or due
	MarkRisk                // a deal rotting or overdue
	MarkStar                // the North Star
	MarkCursor              // the selected row
	MarkPrompt              // where one types
	MarkMore                // text goes on
	MarkOK                  // done
	MarkFail                // not done
	MarkGap                 // no value here
	MarkDot                 // separates
	MarkRule                // horizontal rule
	MarkBar                 // vertical rule
	MarkFull                // filled part of a bar
	MarkEmpty               // empty part of a bar
	MarkGoal                // where the target is on a bar
	MarkCaret               // points at the token above
	MarkTopLeft
	MarkTopRight
	MarkBottomLeft
	MarkBottomRight
	MarkThumb // where one is in a long list
	MarkLeft
	MarkRight
	MarkLead   // moves before something else
	MarkFollow // moves after it
	MarkPoint  // a value on a chart
	MarkPart   // a value of a period that is not over
	MarkLimit  // a natural limit on a chart
	MarkCentre // the average on a chart
	MarkTarget // the goal on a chart
	MarkMany   // several things in one place
	MarkScarce // too little data
	marks
)

var unicodeMarks = [marks]rune{
	MarkAbove: '▲', MarkBelow: '▼', MarkShift: '◆', MarkCluster: '◇',
	MarkHealthy: '●', MarkLate: '◐', MarkRisk: '!', MarkStar: '★', MarkCursor: '›', MarkPrompt: '›', MarkMore: '…',
	MarkOK: '✓', MarkFail: '✗', MarkGap: '·', MarkDot: '·', MarkRule: '─', MarkBar: '│', MarkFull: '━', MarkEmpty: '─',
	MarkGoal: '┃', MarkCaret: '^', MarkTopLeft: '╭', MarkTopRight: '╮', MarkBottomLeft: '╰', MarkBottomRight: '╯', MarkThumb: '▐',
	MarkLeft: '‹', MarkRight: '›', MarkLead: '→', MarkFollow: '←', MarkPoint: '●', MarkPart: '○', MarkLimit: '┄', MarkCentre: '─', MarkTarget: '═', MarkMany: '+', MarkScarce: '?',
}

var asciiMarks = [marks]rune{
	MarkAbove: '^', MarkBelow: 'v', MarkShift: 's', MarkCluster: 'c',
	MarkHealthy: 'o', MarkLate: '/', MarkRisk: '!', MarkStar: '*', MarkCursor: '>', MarkPrompt: '>', MarkMore: '~',
	MarkOK: '+', MarkFail: 'x', MarkGap: '.', MarkDot: '-', MarkRule: '-', MarkBar: '|', MarkFull: '=', MarkEmpty: '-',
	MarkGoal: '|', MarkCaret: '^', MarkTopLeft: '+', MarkTopRight: '+', MarkBottomLeft: '+', MarkBottomRight: '+', MarkThumb: ']',
	MarkLeft: '<', MarkRight: '>', MarkLead: '}', MarkFollow: '{', MarkPoint: 'o', MarkPart: 'O', MarkLimit: ':', MarkCentre: '-', MarkTarget: '=', MarkMany: '+', MarkScarce: '?',
}

var (
	unicodeLevels = []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"}
	asciiLevels   = []string{"_", ",", ":", ";", "i", "I", "H", "#"}
)

// asciiSigns are the signs of words and names that have a sign of ASCII of the
// same width and meaning.
var asciiSigns = map[string]string{
	"−": "-", "–": "-", "—": "-", "×": "x", "·": "-", "…": "~",
	"“": `"`, "”": `"`, "„": `"`, "‘": "'", "’": "'", "≈": "~", "→": ">", "←": "<", "›": ">", "‹": "<", "\u00a0": " ",
}

// Sign gives a character as the theme writes it. Letters are never changed.
func (t *Theme) Sign(cluster string) string {
	if t.options.ASCII && len(cluster) > 1 {
		if plain, ok := asciiSigns[cluster]; ok {
			return plain
		}
	}
	return cluster
}

// Rune gives the sign of a mark.
func (t *Theme) Rune(m Mark) rune {
	if m >= marks {
		return '?'
	}
	if t.options.ASCII {
		return asciiMarks[m]
	}
	return unicodeMarks[m]
}

// Mark gives the sign of a mark as text.
func (t *Theme) Mark(m Mark) string {
	if m >= marks {
		return "?"
	}
	return t.marks[m]
}

// Levels gives the signs of a sparkline, lowest first, eight of them.
func (t *Theme) Levels() []string {
	if t.options.ASCII {
		return asciiLevels
	}
	return unicodeLevels
}
