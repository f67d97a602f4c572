package record

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
)

// Book is everything that is folded into entities, as typed views. It is
// immutable: With gives a new one that shares what did not change.
type Book struct {
	Settings    Settings
	Reps        map[ID]*Rep
	Accounts    map[ID]*Account
	Contacts    map[ID]*Contact
	Deals       map[ID]*Deal
	Stages      []*Stage // by Order, then Key; won and lost are not among them
	Kinds       []*Kind  // by Order, then Key
	Goals       []*Goal
	Annotations []*Annotation       // by From
	Measures    map[string]*Measure // by folded name

	stages  map[ID]*Stage
	kinds   map[ID]*Kind
	goals   map[ID]*Goal
	notes   map[ID]*Annotation
	years   map[ID]*Entity // measurements
	options map[ID]*Entity // settings
	partial bool
}

// Partial reports that there may be records which the book does not tell of:
// that it is the Part of another.
func (b *Book) Partial() bool { return b != nil && b.partial }

// NewBook reads a book from entities, in any order.
func NewBook(entities ...*Entity) *Book { return (*Book)(nil).With(entities...) }

// With gives the book after the entities given have taken the place of those
// with the same type and id. An entity about which nothing stands any more
// disappears. It costs time in proportion to what is given and to the number
// of things of the types given.
func (b *Book) With(entities ...*Entity) *Book {
	next := &Book{}
	if b != nil {
		*next = *b
	}
	var seen [16]bool
	for _, e := range entities {
		if int(e.Type) < len(seen) {
			seen[e.Type] = true
		}
	}
	fresh := func(t Type) bool { return seen[t] }
	replace(&next.Reps, fresh(TypeRep), entities, TypeRep, NewRep)
	replace(&next.Accounts, fresh(TypeAccount), entities, TypeAccount, NewAccount)
	replace(&next.Contacts, fresh(TypeContact), entities, TypeContact, NewContact)
	replace(&next.Deals, fresh(TypeDeal), entities, TypeDeal, NewDeal)
	same := func(e *Entity) *Entity { return e }
	if replace(&next.stages, fresh(TypeStage), entities, TypeStage, NewStage) {
		next.Stages = sorted(next.stages, func(a, b *Stage) int {
			return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Key, b.Key))
		})
	}
	if replace(&next.kinds, fresh(TypeKind), entities, TypeKind, NewKind) {
		next.Kinds = sorted(next.kinds, func(a, b *Kind) int {
			return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Key, b.Key))
		})
	}
	if replace(&next.goals, fresh(TypeGoal), entities, TypeGoal, NewGoal) {
		next.Goals = sorted(next.goals, func(a, b *Goal) int {
			return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.From, b.From), slices.Compare(a.ID[:], b.ID[:]))
		})
	}
	if replace(&next.notes, fresh(TypeAnnotation), entities, TypeAnnotation, NewAnnotation) {
		next.Annotations = sorted(next.notes, func(a, b *Annotation) int {
			return cmp.Or(cmp.Compare(a.From, b.From), slices.Compare(a.ID[:], b.ID[:]))
		})
	}
	if replace(&next.years, fresh(TypeMeasure), entities, TypeMeasure, same) {
		next.Measures = readMeasures(next.years)
	}
	if replace(&next.options, fresh(TypeSetting), entities, TypeSetting, same) {
		next.Settings = readSettings(next.options)
	}
	return next
}

// replace puts new views of the entities of a type into a copy of the map,
// and reports whether the map is new.
func replace[T any](to *map[ID]*T, changed bool, entities []*Entity, t Type, view func(*Entity) *T) bool {
	if *to != nil && !changed {
		return false
	}
	next := maps.Clone(*to)
	if next == nil {
		next = make(map[ID]*T)
	}
	for _, e := range entities {
		if e.Type != t {
			continue
		}
		if e.Exists() {
			next[e.ID] = view(e)
		} else {
			delete(next, e.ID)
		}
	}
	*to = next
	return true
}

func sorted[T any](m map[ID]*T, less func(a, b *T) int) []*T {
	return slices.SortedFunc(maps.Values(m), less)
}

func readMeasures(years map[ID]*Entity) map[string]*Measure {
	out := make(map[string]*Measure)
	for _, e := range sorted(years, func(a, b *Entity) int { return slices.Compare(a.ID[:], b.ID[:]) }) {
		name, _ := e.Latest(FieldName)
		key := Fold(name.Text)
		m := out[key]
		if m == nil {
			m = &Measure{Name: name.Text}
			out[key] = m
		}
		m.Points = appendPoints(m.Points, e)
	}
	for _, m := range out {
		slices.SortStableFunc(m.Points, func(a, b Point) int { return cmp.Compare(a.Date, b.Date) })
	}
	return out
}

func readSettings(options map[ID]*Entity) Settings {
	s := Settings{More: make(map[string]string)}
	for _, e := range options {
		k, _ := e.Latest(FieldKey)
		v, ok := e.Latest(FieldValue)
		if !ok {
			continue
		}
		switch k.Text {
		case SettingCurrency:
			s.Currency = v.Text
		case SettingPack:
			s.Pack = v.Text
		case SettingZone:
			s.Zone = v.Text
		case SettingFiscal:
			s.Fiscal, _ = strconv.Atoi(v.Text)
		default:
			s.More[k.Text] = v.Text
		}
	}
	return s
}

// Stage finds a stage by key; nil for none, and for won and lost.
func (b *Book) Stage(key string) *Stage { return b.stages[StageID(key)] }

// Kind finds an activity kind by key; nil for none.
func (b *Book) Kind(key string) *Kind { return b.kinds[KindID(key)] }

// Agreed gives what comes next with a deal, and when: its own next step, or,
// where it has none, the one agreed on with its account, which shared says.
func (b *Book) Agreed(s *DealState) (step string, due Time, shared bool) {
	if s.NextStep != "" || !s.NextDue.IsZero() {
		return s.NextStep, s.NextDue, false
	}
	if a := b.Accounts[s.Account]; a != nil && !a.Archived {
		return a.NextStep, a.NextDue, a.NextStep != "" || !a.NextDue.IsZero()
	}
	return "", Time{}, false
}

// RepList gives the reps by name.
func (b *Book) RepList() []*Rep {
	return sorted(b.Reps, func(x, y *Rep) int {
		return cmp.Or(compareNames(x.Name, y.Name), slices.Compare(x.ID[:], y.ID[:]))
	})
}

// AccountList gives the accounts by name.
func (b *Book) AccountList() []*Account {
	return sorted(b.Accounts, func(x, y *Account) int {
		return cmp.Or(compareNames(x.Name, y.Name), slices.Compare(x.ID[:], y.ID[:]))
	})
}

// DealList gives the deals by id, which is a fixed order.
func (b *Book) DealList() []*Deal {
	return sorted(b.Deals, func(x, y *Deal) int { return slices.Compare(x.ID[:], y.ID[:]) })
}

// RepName gives the name of a rep, "" for none.
func (b *Book) RepName(id ID) string {
	if r := b.Reps[id]; r != nil {
		return r.Name
	}
	return ""
}

// AccountName gives the name of an account, "" for none.
func (b *Book) AccountName(id ID) string {
	if a := b.Accounts[id]; a != nil {
		return a.Name
	}
	return ""
}
