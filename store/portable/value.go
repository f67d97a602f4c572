package portable

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"foresail/store/record"
)

// amount is money in a line.
type amount struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// rawValue is a value that its form cannot say.
type rawValue struct {
	Text string `json:"text"` // base 64
	Num  int64  `json:"num"`
}

// textOf gives a time as RFC 3339, or as seconds and minutes of offset where
// that cannot say it; "" for no time.
func textOf(t record.Time) string {
	if t.IsZero() {
		return ""
	}
	if y := t.Std().Year(); y >= 1 && y <= 9999 && t.Off > -24*60 && t.Off < 24*60 {
		s := t.Std().Format(time.RFC3339)
		if back, err := timeOf(s); err == nil && back == t {
			return s
		}
	}
	return fmt.Sprintf("@%d%+d", t.Unix, t.Off)
}

func timeOf(s string) (record.Time, error) {
	if s == "" {
		return record.Time{}, nil
	}
	if rest, ok := strings.CutPrefix(s, "@"); ok {
		i := strings.LastIndexAny(rest, "+-")
		if i < 1 {
			return record.Time{}, fmt.Errorf("time %q", s)
		}
		unix, err1 := strconv.ParseInt(rest[:i], 10, 64)
		off, err2 := strconv.ParseInt(rest[i:], 10, 16)
		if err1 != nil || err2 != nil {
			return record.Time{}, fmt.Errorf("time %q", s)
		}
		return record.Time{Unix: unix, Off: int16(off)}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return record.Time{}, err
	}
	return record.TimeOf(t), nil
}

// encodeValue gives a value in its form, or raw where that is not exact.
func encodeValue(form record.Form, v record.Value) any {
	if x := formed(form, v); x != nil {
		if b, err := json.Marshal(x); err == nil {
			if back, err := decodeValue(form, b); err == nil && back == v {
				return x
			}
		}
	}
	return rawValue{base64.StdEncoding.EncodeToString([]byte(v.Text)), v.Num}
}

// formed gives a value in its form; nil where it has none.
func formed(form record.Form, v record.Value) any {
	switch form {
	case record.FormText:
		if utf8.ValidString(v.Text) {
			return v.Text
		}
	case record.FormID:
		return idText(v.ID())
	case record.FormMoney:
		return amount{v.Num, v.Text}
	case record.FormDate:
		return v.Date().String()
	case record.FormTime:
		return textOf(v.Time())
	case record.FormInt:
		return v.Num
	case record.FormFloat:
		return v.Float()
	case record.FormBool:
		return v.Bool()
	case record.FormList:
		if utf8.ValidString(v.Text) {
			return append([]string{}, v.List()...)
		}
	}
	return nil
}

// decodeValue reads what encodeValue gave.
func decodeValue(form record.Form, b []byte) (record.Value, error) {
	if form == 0 || (len(b) > 0 && b[0] == '{' && form != record.FormMoney) || (form == record.FormMoney && strings.Contains(string(b), `"num"`)) {
		return decodeRaw(b)
	}
	read, ok := readers[form]
	if !ok {
		return record.Value{}, fmt.Errorf("form %d", form)
	}
	return read(b)
}

func decodeRaw(b []byte) (record.Value, error) {
	var r rawValue
	if err := json.Unmarshal(b, &r); err != nil {
		return record.Value{}, err
	}
	text, err := base64.StdEncoding.DecodeString(r.Text)
	return record.Value{Text: string(text), Num: r.Num}, err
}

// readers read a value of each form.
var readers = map[record.Form]func([]byte) (record.Value, error){
	record.FormText:  reader(func(s string) (record.Value, error) { return record.Text(s), nil }),
	record.FormID:    reader(func(s string) (record.Value, error) { id, err := idOf(s); return record.IDValue(id), err }),
	record.FormMoney: reader(func(a amount) (record.Value, error) { return record.Value{Text: a.Currency, Num: a.Minor}, nil }),
	record.FormDate: reader(func(s string) (record.Value, error) {
		if s == "" {
			return record.Value{}, nil
		}
		d, err := record.ParseDate(s)
		return record.DateValue(d), err
	}),
	record.FormTime:  reader(func(s string) (record.Value, error) { t, err := timeOf(s); return record.TimeValue(t), err }),
	record.FormInt:   reader(func(n int64) (record.Value, error) { return record.IntValue(n), nil }),
	record.FormFloat: reader(func(x float64) (record.Value, error) { return record.FloatValue(x), nil }),
	record.FormBool:  reader(func(b bool) (record.Value, error) { return record.BoolValue(b), nil }),
	record.FormList:  reader(func(s []string) (record.Value, error) { return record.ListValue(s), nil }),
}

func reader[T any](value func(T) (record.Value, error)) func([]byte) (record.Value, error) {
	return func(b []byte) (record.Value, error) {
		var x T
		if err := json.Unmarshal(b, &x); err != nil {
			return record.Value{}, err
		}
		return value(x)
	}
}

func idText(id record.ID) string {
	if id.IsZero() {
		return ""
	}
	return id.String()
}

func idOf(s string) (record.ID, error) {
	if s == "" {
		return record.ID{}, nil
	}
	return record.ParseID(s)
}
