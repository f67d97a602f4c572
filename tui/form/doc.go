// Package form shows a panel.Form over the panel in front: a question a row,
// told what is wrong at the field and how it was understood.
//
// It promises: nothing typed is lost, neither when saving fails nor when the
// window changes; what is left unasked was not touched; a field that is wrong
// is not left forwards and its reason stands below it; any text in any size of
// box stays in its columns. It imports tui/{panel,widget,keymap,theme},
// store/clean, store/quick and store/say, and is the only importer of huh.
//
// # Decisions
//
//   - huh keeps the fields: what stands in them, which one has the focus,
//     editing and choosing. Around the text that is being typed it is drawn here,
//     cell by cell: huh measures text by grapheme clusters whatever the terminal
//     does, breaks labels at hyphens, has one place for the errors of all
//     fields, and writes colours of its own. Of its picture only the line under
//     the cursor is taken, taken apart into cells and without its style, with the
//     terminal's cursor where huh draws one.
//   - No command of huh is run. They are the blinking of a cursor that is not
//     drawn, which would wake an idle cockpit twice a second; reading the
//     clipboard of the machine that the program runs on, which over SSH is
//     somebody else's; and moves between fields, which are asked of the form
//     directly. So nothing that huh says to itself can get lost or arrive at
//     another form.
//   - Keys come from the key table as everywhere. Tab moves on and round; enter
//     moves on, takes the suggestion that was picked, and saves on the last
//     field; one key saves from anywhere.
//   - How a text is understood and what fits it is worked out in a command, as
//     there may be many names; before a field is left it is worked out at once.
package form
