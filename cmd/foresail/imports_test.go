package main_test

import (
	"go/build"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// claim is the sentence of a package comment that says what the package imports.
var claim = regexp.MustCompile(`(?:It|and) imports ((?:[^.;]|\.[a-z/])*)[.;]`)

// named finds the packages of foresail in such a sentence, several under one
// folder in braces.
var named = regexp.MustCompile(`\b(?:metrics|store|tui)(?:/[a-z]+)*(?:/\{[a-z,/]+\}|/…)?`)

// TestPackageCommentsSayWhatIsImported holds the lists in the package comments
// under tui to what is imported, both ways. "tui/…" stands for everything there,
// and what comes after "never" is what is not.
func TestPackageCommentsSayWhatIsImported(t *testing.T) {
	checked := 0
	for _, p := range packages(t) {
		own := strings.TrimPrefix(p.ImportPath, "foresail/")
		if own != "tui" && !strings.HasPrefix(own, "tui/") {
			continue
		}
		m := claim.FindStringSubmatch(comment(t, p.Dir))
		if m == nil {
			continue
		}
		checked++
		said, never, _ := strings.Cut(m[1], ", never ")
		claims := listing(said)
		for _, path := range p.Imports {
			path, ours := strings.CutPrefix(path, "foresail/")
			switch {
			case !ours:
			case slices.Contains(listing(never), path):
				t.Errorf("%s imports %s, and says that it never does", own, path)
			case strings.HasPrefix(path, "tui/") && slices.Contains(claims, "tui/…"):
			case !slices.Contains(claims, path):
				t.Errorf("%s imports %s, and does not say so", own, path)
			}
		}
		for _, path := range claims {
			if path != "tui/…" && !slices.Contains(p.Imports, "foresail/"+path) {
				t.Errorf("%s says that it imports %s, and does not", own, path)
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d packages say what they import", checked)
	}
}

// listing gives the packages named in a sentence.
func listing(text string) []string {
	var out []string
	for _, name := range named.FindAllString(text, -1) {
		folder, several, braces := strings.Cut(name, "/{")
		if !braces {
			out = append(out, name)
			continue
		}
		for _, last := range strings.Split(strings.TrimSuffix(several, "}"), ",") {
			out = append(out, folder+"/"+last)
		}
	}
	return out
}

// comment gives the comment of the package in a folder as one line.
func comment(t *testing.T, dir string) string {
	t.Helper()
	p, err := build.ImportDir(dir, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range p.GoFiles {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if f.Doc != nil {
			return strings.Join(strings.Fields(f.Doc.Text()), " ")
		}
	}
	return ""
}
