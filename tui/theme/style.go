package theme

// Style says what a piece of text means; a Theme says how that looks. A Style
// is one of the meanings below, with any of the flags added by |.
type Style uint16

// The meanings.
const (
	Plain   Style = iota << flagBits // ordinary text
	Muted                            // labels, units, what is read second
	Faint                            // rules, empty tracks
	Accent                           // what the eye shall find: the North Star, keys, the prompt
	Good                             // above the limits in the wanted direction, won, saved
	Late                             // due, ageing, short of something
	Risk                             // signal in the unwanted direction, overdue, failed
	Leading                          // of leading indicators
	Lagging                          // of lagging indicators
	Kind                             // the kind in an entry
	Party                            // account, deal or contact in an entry
	When                             // date or time in an entry
	Value                            // amount or duration in an entry
	meanings
)

// Flags that may be added to a meaning.
const (
	Bold    Style = 1 << iota // weight
	Under                     // underlined
	Select                    // on the background of the selected row
	Reverse                   // foreground and background exchanged
)

const (
	flagBits = 4
	flagMask = 1<<flagBits - 1
	// Count is the number of different styles: every meaning with every
	// combination of flags.
	Count = int(meanings)
)

// Meaning gives the style without its flags.
func (s Style) Meaning() Style { return s &^ flagMask }
