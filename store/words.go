package store

import (
	"encoding/binary"

	"foresail/store/event"
	"foresail/store/record"

	"go.etcd.io/bbolt"
)

// words is the dictionary of the file within a transaction: dict maps numbers
// to texts and raw ids, words maps them back.
type words struct {
	dict, index *bbolt.Bucket
	next        record.Sym
	syms        map[string]record.Sym
	texts       map[record.Sym]string
}

func openWords(b *bbolt.Tx) *words {
	w := &words{
		dict: b.Bucket(bucketDict), index: b.Bucket(bucketWords), next: 1,
		syms: make(map[string]record.Sym), texts: make(map[record.Sym]string),
	}
	w.dict.FillPercent = 0.95
	if k, _ := w.dict.Cursor().Last(); k != nil {
		w.next = record.Sym(binary.BigEndian.Uint32(k)) + 1
	}
	return w
}

// Sym implements event.Words.
func (w *words) Sym(text string) (record.Sym, error) {
	if text == "" {
		return 0, nil
	}
	if y, ok := w.syms[text]; ok {
		return y, nil
	}
	if v := w.index.Get(wordKey(text)); v != nil {
		y := record.Sym(binary.BigEndian.Uint32(v))
		w.syms[text] = y
		return y, nil
	}
	y := w.next
	if err := w.dict.Put(key32(uint32(y)), []byte(text)); err != nil {
		return 0, err
	}
	if err := w.index.Put(wordKey(text), key32(uint32(y))); err != nil {
		return 0, err
	}
	w.next++
	w.syms[text], w.texts[y] = y, text
	return y, nil
}

// wordKey keeps within bbolt's limit for keys; dictionary texts are bounded
// by event.MaxText, far below it.
func wordKey(text string) []byte { return []byte(text) }

// SymID implements event.Words.
func (w *words) SymID(id record.ID) (record.Sym, error) {
	if id.IsZero() {
		return 0, nil
	}
	return w.Sym(string(id[:]))
}

// Text implements event.Words.
func (w *words) Text(y record.Sym) (string, error) {
	if y == 0 {
		return "", nil
	}
	if s, ok := w.texts[y]; ok {
		return s, nil
	}
	v := w.dict.Get(key32(uint32(y)))
	if v == nil {
		return "", event.ErrCode
	}
	s := string(v)
	w.texts[y] = s
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
