package importer

import (
	"errors"
	"strconv"
	"strings"

	"foresail/store/clean"
	"foresail/store/money"
	"foresail/store/record"
)

// text gives a field's cell as it came, trimmed; "" for none.
func (r *run) text(f field) string {
	for _, c := range r.m.cols[f] {
		if s := strings.TrimSpace(r.cells[c]); s != "" {
			return clean.Uncell(s)
		}
	}
	return r.m.fixed[f]
}

// line gives a field's cell as one clean line of text.
func (r *run) clean(f field) string { return clean.Line(r.text(f)) }

// first gives the first of several values that HubSpot puts into one cell.
func (r *run) first(f field) string {
	s := r.clean(f)
	if r.f.name != "hubspot" {
		return s
	}
	head, rest, more := strings.Cut(s, ";")
	if more && strings.TrimSpace(rest) != "" {
		r.note(noteOthers)
	}
	return strings.TrimSpace(head)
}

// words for yes and no in exports.
var flags = map[string]bool{
	"": false, "0": false, "0.0": false, "false": false, "no": false, "n": false, "f": false,
	"1": true, "1.0": true, "true": true, "yes": true, "y": true, "t": true,
}

// flag reads a field of yes or no; no for an empty cell.
func (r *run) flag(f field) (bool, error) {
	s := r.text(f)
	yes, ok := flags[strings.ToLower(s)]
	if !ok {
		return false, refuse(f, "import.flag", "value", clean.Line(s))
	}
	return yes, nil
}

// amount reads a field of money in a currency that the cell may name itself.
func (r *run) amount(f field) (record.Money, bool, error) {
	s := r.text(f)
	if s == "" {
		return record.Money{}, false, nil
	}
	code := r.o.Currency
	named := strings.ToUpper(r.clean(fCurrency))
	if named != "" {
		code = named
	}
	m, err := money.Parse(r.decimal(s), code)
	switch {
	case err != nil:
		return record.Money{}, false, amountProblem(f, clean.Line(s), code, err)
	case m.Minor < 0:
		return record.Money{}, false, refuse(f, "import.negative", "value", clean.Line(s))
	case named != "" && m.Currency != named:
		return record.Money{}, false, refuse(f, "import.two_currencies", "value", clean.Line(s), "currency", named)
	}
	return m, true, nil
}

// amountWhy words each reason for which an amount is refused.
var amountWhy = []struct {
	err error
	key string
}{
	{money.ErrAmbiguous, "import.amount_ambiguous"}, {money.ErrTooPrecise, "import.amount_precise"},
	{money.ErrTooLarge, "import.amount_large"}, {money.ErrNoCurrency, "import.amount_no_currency"},
	{money.ErrCurrency, "import.amount_currency"},
}

func amountProblem(f field, value, code string, err error) error {
	for _, w := range amountWhy {
		if errors.Is(err, w.err) {
			return refuse(f, w.key, "value", value, "currency", code)
		}
	}
	return refuse(f, "import.amount", "value", value)
}

// decimal rewrites an amount so that its decimal sign leaves no doubt, where
// an option, the format or the workbook says which it is.
func (r *run) decimal(s string) string {
	if machine, ok := machineNumber(s, r.xlsx); ok && (r.xlsx || strings.ContainsAny(s, "eE")) {
		return firm(machine)
	}
	point := r.o.Decimal
	if point == "" && r.f.point != 0 {
		point = string(r.f.point)
	}
	switch point {
	case ".":
		if strings.Contains(s, ".") && strings.LastIndexByte(s, ',') < strings.IndexByte(s, '.') {
			return firm(s)
		}
		if i := strings.LastIndexByte(s, ','); i >= 0 && !thousands(s, ',') {
			return "?" // the comma is no decimal sign here
		}
	case ",":
		if strings.Contains(s, ",") && strings.LastIndexByte(s, '.') < strings.IndexByte(s, ',') {
			return firm(strings.Replace(strings.ReplaceAll(s, ".", ""), ",", ".", 1))
		}
		if thousands(s, '.') {
			return strings.ReplaceAll(s, ".", "")
		}
		return strings.ReplaceAll(s, ".", "?")
	}
	return s
}

// thousands reports whether every sep stands before exactly three digits.
func thousands(s string, sep byte) bool {
	parts := strings.Split(s, string(sep))
	for _, p := range parts[1:] {
		n := 0
		for n < len(p) && p[n] >= '0' && p[n] <= '9' {
			n++
		}
		if n != 3 {
			return false
		}
	}
	return true
}

// firm appends a 0 to three decimals behind a point, so that they are not
// taken for thousands.
func firm(s string) string {
	i := strings.IndexByte(s, '.')
	if i < 0 {
		return s
	}
	k := i + 1
	for k < len(s) && s[k] >= '0' && s[k] <= '9' {
		k++
	}
	if k-i-1 != 3 {
		return s
	}
	return s[:k] + "0" + s[k:]
}

// machineNumber brings a number as programs write it (digits, a point, an
// exponent) to plain decimals, exactly. Numbers of a workbook are rounded to
// the 15 digits that a spreadsheet shows, since it stores 0.29 as
// 0.28999999999999998.
func machineNumber(s string, sheet bool) (string, bool) {
	sign, body := "", s
	if strings.HasPrefix(body, "-") {
		sign, body = "-", body[1:]
	}
	mantissa, exp := body, 0
	if i := strings.IndexAny(body, "eE"); i >= 0 {
		n, err := strconv.Atoi(body[i+1:])
		if err != nil || n < -30 || n > 30 {
			return "", false
		}
		mantissa, exp = body[:i], n
	}
	whole, part, _ := strings.Cut(mantissa, ".")
	digits := whole + part
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	places := len(part) - exp
	if sheet {
		digits, places = round15(digits, places)
	}
	for places < 0 {
		digits, places = digits+"0", places+1
	}
	for len(digits) <= places {
		digits = "0" + digits
	}
	if places == 0 {
		return sign + digits, true
	}
	return sign + digits[:len(digits)-places] + "." + digits[len(digits)-places:], true
}

// round15 rounds half up to 15 significant digits.
func round15(digits string, places int) (string, int) {
	digits = strings.TrimLeft(digits, "0")
	if digits == "" {
		return "0", 0
	}
	drop := len(digits) - 15
	if drop <= 0 {
		return digits, places
	}
	up := digits[15] >= '5'
	kept := []byte(digits[:15])
	for i := len(kept) - 1; up && i >= 0; i-- {
		if up = kept[i] == '9'; up {
			kept[i] = '0'
		} else {
			kept[i]++
		}
	}
	if up {
		kept = append([]byte{'1'}, kept...)
	}
	return string(kept), places - drop
}

// share reads a probability, as 0.4 or as 40 or "40%", as 0..1.
func (r *run) share(f field) (float64, bool, error) {
	s := strings.TrimSpace(r.text(f))
	if s == "" {
		return 0, false, nil
	}
	text, percent := strings.CutSuffix(s, "%")
	x, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(text), ",", ".", 1), 64)
	if err != nil || x < 0 || x > 100 || x != x {
		return 0, false, refuse(f, "import.probability", "value", clean.Line(s))
	}
	if percent || x > 1 || r.f.name == "salesforce" || r.f.name == "pipedrive" {
		x /= 100
	}
	return x, true, nil
}

// number reads a plain number in any usual notation, as measurements are.
func (r *run) number(f field) (float64, error) {
	s := r.text(f)
	bad := func() (float64, error) { return 0, refuse(f, "import.number", "value", clean.Line(s)) }
	text := strings.NewReplacer("\u00a0", "", "\u202f", "", " ", "", "'", "").Replace(s)
	text = strings.TrimSuffix(text, "%")
	if plainNumber(text) {
		if r.o.Decimal == "," && strings.Contains(text, ".") {
			if !thousands(text, '.') {
				return bad()
			}
			text = strings.ReplaceAll(text, ".", "")
		}
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || x-x != 0 {
			return bad()
		}
		return x, nil
	}
	switch comma, dot := strings.LastIndexByte(text, ','), strings.LastIndexByte(text, '.'); {
	case comma >= 0 && dot > comma && thousands(text[:dot], ',') && r.o.Decimal != ",":
		text = strings.ReplaceAll(text, ",", "")
	case dot >= 0 && comma > dot && thousands(text[:comma], '.') && r.o.Decimal != ".":
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	case comma >= 0 && dot < 0 && r.o.Decimal == ",":
		text = strings.Replace(text, ",", ".", 1)
	case comma >= 0 && dot < 0 && thousands(text, ',') && (r.o.Decimal == "." || strings.Count(text, ",") > 1):
		text = strings.ReplaceAll(text, ",", "")
	case comma >= 0 && dot < 0:
		return 0, refuse(f, "import.amount_ambiguous", "value", clean.Line(s))
	}
	if !plainNumber(text) {
		return bad()
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x-x != 0 {
		return bad()
	}
	return x, nil
}

// plainNumber reports a number as strconv has it, without its words (inf,
// nan), hexadecimals and underscores.
func plainNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.eE+-") == "" && strings.ContainsAny(s, "0123456789")
}

// duration reads a length of time, in seconds: "90" (in the unit of the
// field), "1:30" (hours and minutes), "0:01:30", "15m", "1h30".
func (r *run) duration() (int32, error) {
	if s := r.text(fMinutes); s != "" {
		return r.seconds(fMinutes, s, 60)
	}
	s := r.text(fDuration)
	if s == "" {
		return 0, nil
	}
	return r.seconds(fDuration, s, 1)
}

const maxSeconds = 366 * 24 * 3600

func (r *run) seconds(f field, s string, unit int64) (int32, error) {
	bad := func() (int32, error) { return 0, refuse(f, "import.duration", "value", clean.Line(s)) }
	total := int64(0)
	switch {
	case strings.Contains(s, ":"):
		parts := strings.Split(s, ":")
		if len(parts) > 3 {
			return bad()
		}
		for i := range 3 {
			n := int64(0)
			if i < len(parts) {
				var err error
				if n, err = strconv.ParseInt(strings.TrimSpace(parts[i]), 10, 32); err != nil || n < 0 || i > 0 && n > 59 {
					return bad()
				}
			}
			total = total*60 + n
		}
	case strings.Trim(s, "0123456789.") == "":
		whole, part, _ := strings.Cut(s, ".")
		n, err := strconv.ParseInt(whole, 10, 32)
		if err != nil || strings.Trim(part, "0") != "" {
			return bad()
		}
		total = n * unit
	default:
		n, ok := unitSeconds(strings.ToLower(s))
		if !ok {
			return bad()
		}
		total = n
	}
	if total < 0 || total > maxSeconds {
		return bad()
	}
	return int32(total), nil
}

// unitSeconds reads "1h30", "15m", "1h 30m", "90s".
func unitSeconds(s string) (int64, bool) {
	units := map[byte]int64{'h': 3600, 'm': 60, 's': 1}
	s = strings.NewReplacer(" ", "", "min", "m", "sec", "s", "hours", "h", "hour", "h").Replace(s)
	total, n, digits := int64(0), int64(0), 0
	last := int64(0)
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' && digits < 6 {
			n, digits = n*10+int64(c-'0'), digits+1
			continue
		}
		u := units[c]
		if u == 0 || digits == 0 {
			return 0, false
		}
		total, n, digits, last = total+n*u, 0, 0, u
	}
	if digits > 0 {
		if last != 3600 {
			return 0, false
		}
		total += n * 60
	}
	return total, last != 0
}
