package store

import (
	"encoding/binary"
	"sync"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// words is the dictionary of the file within a transaction: dict maps numbers
// to texts and raw ids, words maps them back.
type words struct {
	dict, index *bbolt.Bucket
	meta        *bbolt.Bucket
	next        record.Sym
	known       *lexicon
	fresh       lexicon // made in this transaction
}

// lexicon remembers words of a dictionary, so that most need not be looked up
// in the file. A dictionary only ever grows, so what is committed may be
// remembered for as long as the file keeps its identity.
type lexicon struct {
	mu    sync.RWMutex
	syms  map[string]record.Sym
	ids   map[record.ID]record.Sym
	texts map[record.Sym]string
}

// lexiconLimit is the number of words beyond which a lexicon starts anew.
const lexiconLimit = 1 << 20

func newLexicon() *lexicon {
	return &lexicon{syms: make(map[string]record.Sym), ids: make(map[record.ID]record.Sym), texts: make(map[record.Sym]string)}
}

func (l *lexicon) put(text string, y record.Sym) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.texts) >= lexiconLimit {
		clear(l.syms)
		clear(l.ids)
		clear(l.texts)
	}
	l.syms[text], l.texts[y] = y, text
	if len(text) == len(record.ID{}) {
		l.ids[record.ID([]byte(text))] = y
	}
}

func (l *lexicon) sym(text string) (record.Sym, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	y, ok := l.syms[text]
	return y, ok
}

func (l *lexicon) id(id record.ID) (record.Sym, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	y, ok := l.ids[id]
	return y, ok
}

func (l *lexicon) text(y record.Sym) (string, bool) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	s, ok := l.texts[y]
	return s, ok
}

// openWords opens the dictionary. known holds words of this very file, and
// takes in those that are looked up.
func openWords(b *bbolt.Tx, known *lexicon) *words {
	w := &words{dict: b.Bucket(bucketDict), index: b.Bucket(bucketWords), meta: b.Bucket(bucketMeta), next: 1, known: known}
	if v := w.meta.Get(metaWords); len(v) == 4 {
		w.next = record.Sym(binary.BigEndian.Uint32(v))
	}
	return w
}

// Sym implements event.Words.
func (w *words) Sym(text string) (record.Sym, error) {
	if text == "" {
		return 0, nil
	}
	if y, ok := w.known.sym(text); ok {
		return y, nil
	}
	return w.seek(text)
}

// SymID implements event.Words.
func (w *words) SymID(id record.ID) (record.Sym, error) {
	if id.IsZero() {
		return 0, nil
	}
	if y, ok := w.known.id(id); ok {
		return y, nil
	}
	if y, ok := w.fresh.ids[id]; ok {
		return y, nil
	}
	return w.seek(string(id[:]))
}

// seek looks for a word among those of this transaction and in the file, and
// makes it where it is not.
func (w *words) seek(text string) (record.Sym, error) {
	if y, ok := w.fresh.syms[text]; ok {
		return y, nil
	}
	if v := w.index.Get([]byte(text)); len(v) == 4 {
		y := record.Sym(binary.BigEndian.Uint32(v))
		w.known.put(text, y)
		return y, nil
	}
	return w.make(text)
}

func (w *words) make(text string) (record.Sym, error) {
	y := w.next
	k := key32(uint32(y))
	w.dict.FillPercent = 1
	if err := w.dict.Put(k, sealed([]byte(text))); err != nil {
		return 0, err
	}
	if err := w.index.Put([]byte(text), k); err != nil {
		return 0, err
	}
	w.next++
	if w.fresh.syms == nil {
		w.fresh = *newLexicon()
	}
	w.fresh.put(text, y)
	return y, w.meta.Put(metaWords, key32(uint32(w.next)))
}

// committed hands the words made in a transaction on, once it is on disk.
func (w *words) committed() {
	for text, y := range w.fresh.syms {
		w.known.put(text, y)
	}
	w.fresh = lexicon{}
}

// Text implements event.Words.
func (w *words) Text(y record.Sym) (string, error) {
	if y == 0 {
		return "", nil
	}
	if s, ok := w.known.text(y); ok {
		return s, nil
	}
	if s, ok := w.fresh.texts[y]; ok {
		return s, nil
	}
	b, err := unsealed(w.dict.Get(key32(uint32(y))))
	if err != nil {
		return "", err
	}
	s := string(b)
	w.known.put(s, y)
	return s, nil
}

// ID implements event.Words.
func (w *words) ID(y record.Sym) (record.ID, error) {
	if y == 0 {
		return record.ID{}, nil
	}
	s, err := w.Text(y)
	if err != nil {
		return record.ID{}, err
	}
	if len(s) != len(record.ID{}) {
		return record.ID{}, event.ErrCode
	}
	return record.ID([]byte(s)), nil
}
