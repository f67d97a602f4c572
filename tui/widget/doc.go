// Package widget is the drawing ground of the cockpit: a grid of cells, boxes
// that clip, text measured as the terminal measures it, and the parts that
// panels are made of (tables, boards, sparklines, gauges, lines to type in).
//
// It promises: a frame is exactly as wide and as tall as the screen, whatever
// is printed into it; a wide character is drawn whole or not at all, and never
// breaks what stands beside it; a number is never cut, it takes a shorter form
// or shows a mark; nothing here fails on any text, size or value. It imports
// tui/theme and the text rules of charmbracelet/x/ansi only.
//
// # Decisions
//
//   - An own grid instead of lipgloss layers: styling strings costs about 2 µs
//     a cell, a whole 200×60 frame 36 ms. Here a cell is eight bytes, a frame
//     is compared with the last one row by row, and only rows that changed are
//     written out again. The price is this package.
//   - Widths come from the same function that the renderer uses, with the
//     method (wcwidth or grapheme clusters) that the terminal reported. Where
//     grid and renderer disagreed, a row would come out shifted.
//   - Parts draw into a Box and keep no state of their own; what they need to
//     remember (scroll position, cursor) is a small value that the panel owns.
//   - Boxes record where things were drawn (Zone), so that a mouse click finds
//     its target without a second description of the layout.
//   - What is selected has a sign, and its name is bold on a background; the
//     whole row is not. A cursor that moves writes two rows, over a network, and
//     painted from edge to edge these took 300 to 500 bytes instead of 100.
package widget
