package importer

import (
	"bytes"
	"io"
	"unicode/utf8"

	"foresail/store/say"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The encodings by the names under which reports and --encoding know them.
const (
	encodingUTF8  = "utf-8"
	encodingLE    = "utf-16le"
	encodingBE    = "utf-16be"
	encoding1252  = "windows-1252"
	encodingXLSX  = "xlsx"
	sampleSize    = 64 << 10
	utf8Mark      = "\xef\xbb\xbf"
	utf16LEMark   = "\xff\xfe"
	utf16BEMark   = "\xfe\xff"
	binaryInspect = 8 << 10
)

var decoders = map[string]encoding.Encoding{
	encodingLE:   unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	encodingBE:   unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	encoding1252: charmap.Windows1252,
}

// signatures of files that are no tables, with the name of what they are.
var signatures = []struct{ magic, name string }{
	{"%PDF", "PDF"}, {"\x89PNG", "PNG"}, {"GIF8", "GIF"}, {"\xff\xd8\xff", "JPEG"},
	{"\x1f\x8b", "gzip"}, {"\x7fELF", "ELF"}, {"\xd0\xcf\x11\xe0", "XLS"}, {"MZ", "EXE"},
	{"SQLite format 3", "SQLite"}, {"Rar!", "RAR"}, {"7z\xbc\xaf", "7z"}, {"BZh", "bzip2"},
}

// detectEncoding tells the encoding of a file from its first bytes.
func detectEncoding(sample []byte, whole bool) (string, error) {
	switch {
	case bytes.HasPrefix(sample, []byte(utf8Mark)):
		return encodingUTF8, nil
	case bytes.HasPrefix(sample, []byte(utf16LEMark)):
		return encodingLE, nil
	case bytes.HasPrefix(sample, []byte(utf16BEMark)):
		return encodingBE, nil
	case bytes.HasPrefix(sample, []byte("PK\x03\x04")):
		return encodingXLSX, nil
	}
	for _, s := range signatures {
		if bytes.HasPrefix(sample, []byte(s.magic)) && looksBinary(sample) {
			return "", say.Errorf("import.binary", "kind", s.name)
		}
	}
	if name := bareUTF16(sample); name != "" {
		return name, nil
	}
	if looksBinary(sample) {
		return "", say.Errorf("import.binary", "kind", "?")
	}
	if !validSample(sample, whole) {
		return encoding1252, nil
	}
	return encodingUTF8, nil
}

// looksBinary reports bytes that no text begins with: NUL, or more than a few
// other control characters.
func looksBinary(sample []byte) bool {
	sample = sample[:min(len(sample), binaryInspect)]
	odd := 0
	for _, c := range sample {
		switch {
		case c == 0 && len(sample) > 0:
			odd += len(sample)/50 + 1
		case c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != 0x0c && c != 0x1b:
			odd++
		}
	}
	if bytes.HasPrefix(sample, []byte("%PDF")) {
		return true
	}
	return odd > len(sample)/10 && odd > 4
}

// bareUTF16 recognises UTF-16 without a mark: nearly every second byte is 0.
func bareUTF16(sample []byte) string {
	sample = sample[:min(len(sample), 1024)&^1]
	if len(sample) < 8 {
		return ""
	}
	var zero [2]int
	for i, c := range sample {
		if c == 0 {
			zero[i&1]++
		}
	}
	most := len(sample) / 2 * 8 / 10
	switch {
	case zero[1] >= most && zero[0] == 0:
		return encodingLE
	case zero[0] >= most && zero[1] == 0:
		return encodingBE
	}
	return ""
}

// validSample reports valid UTF-8, but for a last rune that the sample may
// have cut in two.
func validSample(sample []byte, whole bool) bool {
	if utf8.Valid(sample) {
		return true
	}
	if whole {
		return false
	}
	for cut := 1; cut < utf8.UTFMax && cut < len(sample); cut++ {
		rest := sample[len(sample)-cut:]
		if utf8.RuneStart(rest[0]) && !utf8.FullRune(rest) && utf8.Valid(sample[:len(sample)-cut]) {
			return true
		}
	}
	return false
}

// decoded gives the text of a file as UTF-8 without a mark.
func decoded(r io.Reader, name string) (io.Reader, error) {
	if name == encodingUTF8 {
		return &markless{r: r}, nil
	}
	d, ok := decoders[name]
	if !ok {
		return nil, say.Errorf("import.encoding_unknown", "name", name)
	}
	return d.NewDecoder().Reader(r), nil
}

// markless leaves a byte order mark at the start out.
type markless struct {
	r     io.Reader
	begun bool
	head  []byte
}

func (m *markless) Read(p []byte) (int, error) {
	if !m.begun {
		m.begun = true
		head := make([]byte, len(utf8Mark))
		n, err := io.ReadFull(m.r, head)
		if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
			return 0, err
		}
		m.head = bytes.TrimPrefix(head[:n], []byte(utf8Mark))
	}
	if len(m.head) > 0 {
		n := copy(p, m.head)
		m.head = m.head[n:]
		return n, nil
	}
	return m.r.Read(p)
}
