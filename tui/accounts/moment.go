package accounts

import (
	"cmp"
	"slices"
	"strings"

	"foresail/store/quick"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/panel"
	"foresail/tui/theme"
)

// moment is an entry of a timeline: an activity, or something that a record
// says from a moment on.
type moment struct {
	at    record.Time // zero for since ever
	ref   record.Ref
	what  string // a word for the column
	text  string
	deal  record.ID
	by    record.ID // whose activity it was, or who recorded it
	style theme.Style
	act   *record.Activity // nil for what a record says
	nth   int              // among those of one event
	step  bool             // a next step, as the records have it
}

// compare orders moments, newest first.
func compare(a, b moment) int {
	return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.ref.Node, a.ref.Node), cmp.Compare(b.ref.Seq, a.ref.Seq), cmp.Compare(b.nth, a.nth))
}

// builder puts a page together.
type builder struct {
	say           *say.Printer
	data          panel.Data
	account, deal record.ID
	out           []moment
}

// build gives the content of the page with the activities given.
func (b builder) build(acts []record.Activity, more bool) *content {
	c := &content{acts: acts, more: more}
	account := b.account
	if d := b.data.Book.Deals[b.deal]; d != nil {
		account = d.Now.Account
		b.dealPast(d, false)
	} else {
		c.deals = b.deals()
		for _, d := range c.deals {
			b.dealPast(d, true)
		}
		b.accountPast(b.data.Book.Accounts[account])
	}
	c.people = b.people(account)
	slices.SortFunc(b.out, compare)
	c.records = b.out
	c.past = b.timeline(c)
	return c
}

// people gives the contacts of an account by name, that of the deal first.
func (b *builder) people(account record.ID) []*record.Contact {
	var first record.ID
	if d := b.data.Book.Deals[b.deal]; d != nil {
		first = d.Now.Contact
	}
	var out []*record.Contact
	for id, c := range b.data.Book.Contacts {
		if id == first || !account.IsZero() && c.Account == account && !c.Archived {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(x, y *record.Contact) int {
		return cmp.Or(-cmp.Compare(boolean(x.ID == first), boolean(y.ID == first)),
			cmp.Compare(quick.Plain(x.Name), quick.Plain(y.Name)), slices.Compare(x.ID[:], y.ID[:]))
	})
	return out
}

// deals gives the deals of the account: open ones first, the largest of them
// before others, those in another currency after those in the file's; closed
// ones by their close, newest first.
func (b *builder) deals() []*record.Deal {
	var out []*record.Deal
	for _, d := range b.data.Book.Deals {
		if d.Now.Account == b.account {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(x, y *record.Deal) int {
		return cmp.Or(-cmp.Compare(boolean(x.Now.Open()), boolean(y.Now.Open())), y.Now.Closed.Compare(x.Now.Closed),
			cmp.Compare(b.foreign(x), b.foreign(y)), -cmp.Compare(x.Now.Amount.Minor, y.Now.Amount.Minor), slices.Compare(x.ID[:], y.ID[:]))
	})
	return out
}

// foreign gives the currency of a deal's amount where it is another than that of
// the numbers.
func (b *builder) foreign(d *record.Deal) string {
	if code := d.Now.Amount.Currency; d.Now.HasAmount && code != currency(b.data) {
		return code
	}
	return ""
}

// timeline brings activities and records together. Records older than the
// last activity that was read wait until that far is read; a next step that an
// activity tells of is not told twice.
func (b *builder) timeline(c *content) []moment {
	out := make([]moment, 0, len(c.acts)+len(c.records))
	agreed := make(map[record.Time]bool)
	for i := range c.acts {
		out = append(out, b.activity(&c.acts[i]))
		if c.acts[i].NextKind != "" {
			agreed[c.acts[i].At] = true
		}
	}
	for _, m := range c.records {
		if c.more && len(c.acts) > 0 && m.at.Compare(c.acts[len(c.acts)-1].At) < 0 {
			break
		}
		if !m.step || !agreed[m.at] {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, compare)
	return out
}

// activity words an activity in a row.
func (b *builder) activity(a *record.Activity) moment {
	var parts []string
	add := func(s string) { parts = append(parts, s) }
	add(a.Outcome)
	if c := b.data.Book.Contacts[a.Contact]; c != nil {
		add(b.say.T("accounts.with", "name", c.Name))
	}
	if !a.Worth.IsZero() {
		add(b.say.T("log.of-worth", "amount", b.say.ShortMoney(a.Worth)))
	}
	add(strings.Join(strings.Fields(a.Note), " "))
	if a.NextKind != "" {
		add(b.then(a))
	}
	if d := b.data.Book.Deals[a.Deal]; d != nil && b.deal.IsZero() {
		add(b.say.T("accounts.of-deal", "deal", titleOf(b.say, b.data.Book, d)))
	}
	return moment{at: a.At, ref: a.Ref, what: a.Kind, text: join(parts...), deal: a.Deal, by: a.Rep, style: theme.Kind, act: a}
}

// then words the next step that was agreed in an activity.
func (b *builder) then(a *record.Activity) string {
	if a.NextDue.IsZero() {
		return b.say.T("log.then", "what", a.NextKind)
	}
	return b.say.T("log.then-when", "what", a.NextKind, "when", b.say.When(a.NextDue, b.data.Now))
}

// spoken is one event's say about an entity.
type spoken map[record.Field]record.Value

// tell calls yield for every event about an entity that stands, oldest first,
// with what it asserts.
func tell(e *record.Entity, yield func(record.Change, spoken)) {
	var last record.Change
	var said spoken
	for c := range e.Live {
		if said != nil && c.Stamp == last.Stamp && c.At == last.At {
			said[c.Field] = c.Value
			continue
		}
		if said != nil {
			yield(last, said)
		}
		last, said = c, spoken{c.Field: c.Value}
	}
	if said != nil {
		yield(last, said)
	}
}

// note adds an entry.
func (b *builder) note(c record.Change, deal record.ID, style theme.Style, what, text string) {
	nth := 0
	if n := len(b.out); n > 0 && b.out[n-1].ref == c.Ref && b.out[n-1].at == c.At {
		nth = b.out[n-1].nth + 1
	}
	b.out = append(b.out, moment{at: c.At, ref: c.Ref, what: b.say.T("accounts.what." + what), text: text, deal: deal, by: c.By, style: style, nth: nth})
}

// accountPast notes what the records say of an account.
func (b *builder) accountPast(a *record.Account) {
	if a == nil {
		return
	}
	owner, first := record.ID{}, true
	tell(a.Entity(), func(c record.Change, s spoken) {
		if first {
			first = false
			b.note(c, record.ID{}, theme.Muted, "account", b.say.T("accounts.began"))
			owner = s[record.FieldRep].ID()
			delete(s, record.FieldRep)
		}
		if v, ok := s[record.FieldRep]; ok && v.ID() != owner {
			b.note(c, record.ID{}, theme.Plain, "owner", b.change(b.data.Book.RepName(owner), b.data.Book.RepName(v.ID())))
			owner = v.ID()
		}
		if v, ok := s[record.FieldQualified]; ok && v.Bool() {
			b.note(c, record.ID{}, theme.Good, "account", b.say.T("accounts.qualified"))
		}
		if v, ok := s[record.FieldLost]; ok && v.Bool() {
			b.note(c, record.ID{}, theme.Risk, "account", b.say.T("accounts.left"))
		}
		b.step(c, record.ID{}, "", s)
	})
}

// dealPast notes what the records say of a deal; with its name behind it where
// several stand together.
func (b *builder) dealPast(d *record.Deal, named bool) {
	h := history{builder: b, deal: d}
	if named {
		h.name = b.say.T("accounts.of-deal", "deal", titleOf(b.say, b.data.Book, d))
	}
	tell(d.Entity(), h.tell)
}

// titleOf gives what a deal is called on the page of its account: without the
// account's own name in front, which many teams put there.
func titleOf(p *say.Printer, b *record.Book, d *record.Deal) string {
	title := d.Now.Title
	if rest, ok := strings.CutPrefix(title, b.AccountName(d.Now.Account)); ok {
		if rest = strings.TrimLeft(rest, " –—-:·|,/"); rest != "" {
			title = rest
		}
	}
	return cmp.Or(title, p.T("accounts.unnamed"))
}

// history follows a deal through what was said of it.
type history struct {
	*builder
	deal     *record.Deal
	name     string
	begun    bool
	stage    string
	amount   record.Money
	priced   bool
	expected record.Date
	owner    record.ID
}

func (h *history) tell(c record.Change, s spoken) {
	if !h.begun {
		h.begin(c, s)
		return
	}
	if v, ok := s[record.FieldStage]; ok && v.Text != h.stage {
		h.moved(c, v.Text, s)
	}
	if v, ok := s[record.FieldAmount]; ok && (!h.priced || v.Money() != h.amount) {
		h.add(c, theme.Plain, "amount", h.change(h.worth(), h.say.Money(v.Money())))
		h.amount, h.priced = v.Money(), true
	}
	if v, ok := s[record.FieldExpected]; ok && v.Date() != h.expected {
		style := theme.Plain
		if h.expected != 0 && v.Date() > h.expected {
			style = theme.Late
		}
		h.add(c, style, "expected", h.change(h.day(h.expected), h.day(v.Date())))
		h.expected = v.Date()
	}
	if v, ok := s[record.FieldRep]; ok && v.ID() != h.owner {
		h.add(c, theme.Plain, "owner", h.change(h.data.Book.RepName(h.owner), h.data.Book.RepName(v.ID())))
		h.owner = v.ID()
	}
	h.step(c, h.deal.ID, h.name, s)
}

func (h *history) add(c record.Change, style theme.Style, what, text string) {
	h.note(c, h.deal.ID, style, what, join(text, h.name))
}

// join puts words one after the other, with room between them.
func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "  ")
}

// begin notes how the deal began, in one entry.
func (h *history) begin(c record.Change, s spoken) {
	h.begun = true
	h.stage, h.owner = s[record.FieldStage].Text, s[record.FieldRep].ID()
	if v, ok := s[record.FieldAmount]; ok {
		h.amount, h.priced = v.Money(), true
	}
	h.expected = s[record.FieldExpected].Date()
	parts := []string{h.stageName(h.stage)}
	if h.priced {
		parts = append(parts, h.say.Money(h.amount))
	}
	if h.expected != 0 {
		parts = append(parts, h.say.T("accounts.expected", "date", h.say.Date(h.expected)))
	}
	h.add(c, theme.Plain, "began", strings.Join(parts, "  "))
	h.step(c, h.deal.ID, h.name, s)
}

// moved notes a step through the pipeline.
func (h *history) moved(c record.Change, to string, s spoken) {
	from := h.stage
	h.stage = to
	switch to {
	case record.StageWon:
		if v, ok := s[record.FieldAmount]; ok {
			h.amount, h.priced = v.Money(), true
		}
		h.add(c, theme.Good, "won", h.worth())
	case record.StageLost:
		h.add(c, theme.Risk, "lost", join(s[record.FieldLostReason].Text, h.worth()))
	default:
		h.add(c, theme.Plain, "stage", h.change(h.stageName(from), h.stageName(to)))
	}
}

// step notes a next step that was agreed on.
func (b *builder) step(c record.Change, deal record.ID, name string, s spoken) {
	text := s[record.FieldNextStep].Text
	if when := s[record.FieldNextDue].Time(); !when.IsZero() {
		text = strings.TrimSpace(text + " " + b.say.When(when, b.data.Now))
	}
	if text == "" {
		return // it was done with
	}
	b.note(c, deal, theme.Plain, "step", join(text, name))
	b.out[len(b.out)-1].step = true
}

func (h *history) worth() string {
	if !h.priced {
		return ""
	}
	return h.say.Money(h.amount)
}

func (b *builder) day(d record.Date) string {
	if d == 0 {
		return ""
	}
	return b.say.Date(d)
}

// change words that something was one thing and is another.
func (b *builder) change(from, to string) string {
	none := b.say.T("accounts.none")
	return b.say.T("accounts.change", "from", cmp.Or(from, none), "to", cmp.Or(to, none))
}

func (b *builder) stageName(key string) string {
	if s := b.data.Book.Stage(key); s != nil {
		return s.Name
	}
	switch key {
	case record.StageWon, record.StageLost:
		return b.say.T("accounts.what." + key)
	}
	return key
}
