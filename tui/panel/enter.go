package panel

// Enter asks for the entry line with a text in it, to be gone on with. What
// was typed there before stays in its history.
type Enter struct{ Text string }
