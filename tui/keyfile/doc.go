// Package keyfile reads and writes the file in which a user gives other keys to
// what the cockpit does: TOML with a table a scope.
//
//	[global]
//	entry = "a"
//	palette = [":", "ctrl+p"]
//	"period.longer" = "}"
//
// It promises: everything that is wrong with a file is told at once, each with
// its line and in words; a map is given only when nothing is; what a file does
// not name stays as it is; nobody can lock himself in or bind a letter where he
// types; what Write writes is read back as the same map. It imports tui/keymap
// and store/say, and is the only importer of go-toml.
//
// # Decisions
//
//   - The parser of go-toml is used rather than its decoder, as that gives no
//     lines for what it decoded. It is in a package called unstable: if its
//     interface changes, the compiler says so, here only.
package keyfile
