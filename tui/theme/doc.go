// Package theme gives styles by meaning (Good, Late, Risk, Muted …) and marks
// by meaning, for a terminal as it is: dark or light, true colour, 16 colours,
// no colour, plain ASCII. No other package names a colour or a glyph.
//
// It promises: every meaning that a colour carries is carried by a mark or a
// word as well (the marks are here, the words in store/say); a Theme is
// immutable and safe for concurrent use. It imports the standard library only.
//
// # Decisions
//
//   - A Style is a small number, not a lipgloss style: a cell of the grid holds
//     it in two bytes and a frame compares cells without looking colours up.
//     The price is a fixed list of meanings, which is what keeps the look calm.
//   - 16-colour terminals get the terminal's own palette by name and the faint
//     attribute for what is muted: "bright black" equals the background in
//     well-known palettes.
//   - NO_COLOR counts with any non-empty value, as its authors define it; the
//     colour libraries read "0" as no wish.
package theme
