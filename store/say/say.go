// Package say is the message catalogue: every text that foresail shows a
// person stands here, by key, in English, with the other languages beside it.
// It also renders numbers, money, dates and durations for people.
//
// It promises: a key that does not exist is shown as the key and fails a
// test; rendering never fails; an argument cannot act on the terminal, whatever
// it holds; a Printer is safe for concurrent use. It imports store/record,
// store/money and store/clean only.
//
// # Decisions
//
//   - Own look-up instead of go-i18n: the cockpit renders labels in frames and
//     `foresail log` has to start in milliseconds. go-i18n parses a
//     text/template for every default message it renders; here a message
//     without placeholders costs a map look-up. The price is that plural
//     rules are a small function a language, not CLDR's tables.
//   - English is Go source, one file an area (entry.go, cli.go …), so that a
//     message stands in one place and costs nothing until it is asked for.
//   - Errors that a person reads are values with a key and arguments (Error);
//     they are worded only at the edge, in the reader's language.
package say

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"foresail/store/clean"
)

// message is one text. one is the form for a count of 1, where it differs;
// {name} stands for an argument, {n} for the count.
type message struct {
	key   string
	other string
	one   string
}

// areas are the parts of the English catalogue, one file each.
var areas = [][]message{indicatorText, wordText, dateText, metricsText, cockpitText, cliText, importText, portableText, exportText, storeText, grantText, entryText, leadlagText, leadTabText, formText, teamText, forecastText, serverText, todayText, shellText, accountsText, hintText, recallText, funnelText, dealText}

var english = sync.OnceValue(func() map[string]message {
	m := make(map[string]message, 1024)
	for _, area := range areas {
		for _, t := range area {
			m[t.key] = t
		}
	}
	return m
})

// Printer words messages in one language. The zero Printer speaks English.
type Printer struct {
	texts map[string]message
	one   func(n int) bool
}

// English gives the printer of the source language.
func English() *Printer { return &Printer{} }

// T words a message. args alternate names and values: T("log.saved", "ref", r).
func (p *Printer) T(key string, args ...any) string {
	m, ok := p.find(key)
	if !ok {
		return key
	}
	return fill(m.other, args)
}

// N words a message about a count, as {n}.
func (p *Printer) N(key string, n int, args ...any) string {
	m, ok := p.find(key)
	if !ok {
		return key
	}
	text := m.other
	if m.one != "" && p.single(n) {
		text = m.one
	}
	return fill(text, append([]any{"n", p.Int(int64(n))}, args...))
}

// Has reports whether the catalogue holds a key.
func (p *Printer) Has(key string) bool {
	_, ok := p.find(key)
	return ok
}

// Err words an error: the first Error in its chain from its key, an error
// without one as it says itself.
func (p *Printer) Err(err error) string {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e.Say(p)
	}
	if e := (interface {
		error
		Say(*Printer) string
	})(nil); errors.As(err, &e) {
		return e.Say(p)
	}
	return clean.Show(err.Error())
}

func (p *Printer) find(key string) (message, bool) {
	if m, ok := p.texts[key]; ok {
		return m, true
	}
	m, ok := english()[key]
	return m, ok
}

func (p *Printer) single(n int) bool {
	if p.one != nil {
		return p.one(n)
	}
	return n == 1
}

// fill puts arguments in the places of their {names}. It is on the way of every
// frame of the cockpit, so it goes over the text once and builds nothing else.
func fill(text string, args []any) string {
	if len(args) == 0 || !strings.Contains(text, "{") {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16*len(args))
	for {
		open := strings.IndexByte(text, '{')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '}')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		if v, ok := argument(text[open+1:open+end], args); ok {
			b.WriteString(v)
			text = text[open+end+1:]
			continue
		}
		b.WriteByte('{')
		text = text[open+1:]
	}
	b.WriteString(text)
	return b.String()
}

func argument(name string, args []any) (string, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if key, ok := args[i].(string); ok && key == name {
			if s, ok := args[i+1].(string); ok {
				return clean.Show(s), true
			}
			return clean.Show(fmt.Sprint(args[i+1])), true
		}
	}
	return "", false
}

// Error is an error for a person: a key of the catalogue and its arguments,
// with the cause underneath.
type Error struct {
	Key   string
	Args  []any
	Cause error
}

// Errorf makes an Error; args alternate names and values.
func Errorf(key string, args ...any) *Error { return &Error{Key: key, Args: args} }

// Because makes an Error with a cause, worded as {cause}.
func Because(cause error, key string, args ...any) *Error {
	return &Error{Key: key, Args: args, Cause: cause}
}

// Say words the error.
func (e *Error) Say(p *Printer) string {
	args := e.Args
	if e.Cause != nil {
		args = append([]any{"cause", p.Err(e.Cause)}, args...)
	}
	return p.T(e.Key, args...)
}

// Error words the error in English.
func (e *Error) Error() string { return e.Say(English()) }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }
