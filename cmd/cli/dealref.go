package cli

import (
	"slices"
	"strings"

	"foresail/store/record"
	"foresail/store/say"
)

// shortID is the part of an id that tables show; it is the random end of a
// ULID and of a derived id alike.
const shortID = 6

func short(id record.ID) string {
	s := id.String()
	return s[len(s)-shortID:]
}

// deal finds a deal by id, by the end of its id, by title, by account/title,
// or by a part of these that only one deal has. Open deals come first: a
// closed one is only meant where no open one matches.
func (d *desk) deal(text string) (*record.Deal, error) {
	if id, err := record.ParseID(text); err == nil {
		if deal := d.book.Deals[id]; deal != nil {
			return deal, nil
		}
	}
	for _, match := range []func(*record.Deal) bool{
		func(x *record.Deal) bool {
			return len(text) >= shortID && strings.HasSuffix(x.ID.String(), strings.ToLower(text))
		},
		func(x *record.Deal) bool { return d.sameTitle(x, text) },
		func(x *record.Deal) bool { return d.partOf(x, text) },
	} {
		found := d.dealsWhere(match)
		if len(found) == 1 {
			return found[0], nil
		}
		if len(found) > 1 {
			return nil, say.Errorf("cli.deal.several", "text", text, "n", len(found), "deals", d.dealNames(found))
		}
	}
	var titles []string
	for _, x := range d.book.DealList() {
		titles = append(titles, x.Now.Title)
	}
	if close := near(text, titles); len(close) > 0 {
		return nil, say.Errorf("cli.deal.near", "text", text, "deals", list(d.say, close))
	}
	return nil, say.Errorf("cli.deal.unknown", "text", text)
}

// dealsWhere gives the open deals that match, or else the closed ones.
func (d *desk) dealsWhere(match func(*record.Deal) bool) []*record.Deal {
	var open, closed []*record.Deal
	for _, x := range d.book.DealList() {
		switch {
		case !match(x):
		case x.Now.Open():
			open = append(open, x)
		default:
			closed = append(closed, x)
		}
	}
	if len(open) > 0 {
		return open
	}
	return closed
}

func (d *desk) sameTitle(x *record.Deal, text string) bool {
	if record.Fold(x.Now.Title) == record.Fold(text) {
		return true
	}
	account, title, both := strings.Cut(text, "/")
	return both && record.Fold(d.book.AccountName(x.Now.Account)) == record.Fold(account) && record.Fold(x.Now.Title) == record.Fold(title)
}

func (d *desk) partOf(x *record.Deal, text string) bool {
	within := func(name, part string) bool {
		return strings.Contains(" "+record.Fold(name), " "+record.Fold(part))
	}
	if account, title, both := strings.Cut(text, "/"); both {
		return within(d.book.AccountName(x.Now.Account), account) && within(x.Now.Title, title)
	}
	return within(x.Now.Title, text) || within(d.book.AccountName(x.Now.Account), text)
}

func (d *desk) dealNames(deals []*record.Deal) string {
	var names []string
	for _, x := range deals[:min(len(deals), 5)] {
		names = append(names, d.book.AccountName(x.Now.Account)+"/"+x.Now.Title+" ("+short(x.ID)+")")
	}
	if len(deals) > len(names) {
		names = append(names, "…")
	}
	return list(d.say, names)
}

// stage finds a stage by its key or name, or the beginning of either; "won"
// and "lost" are not stages that a deal is moved to by name here.
func (d *desk) stage(text string) (string, error) {
	var names []string
	for _, s := range d.book.Stages {
		if s.Archived {
			continue
		}
		if record.Fold(s.Key) == record.Fold(text) || record.Fold(s.Name) == record.Fold(text) {
			return s.Key, nil
		}
		names = append(names, s.Key)
	}
	if i, only := onlyMatch(text, names); only {
		return names[i], nil
	}
	return "", say.Errorf("cli.stage.unknown", "text", text, "stages", list(d.say, names))
}

// account finds the account meant by a name, and the bodies that make it
// where there is none yet.
func (d *desk) account(name string) (record.ID, bool, error) {
	if id := record.AccountID(name); d.book.Accounts[id] != nil {
		return id, true, nil
	}
	accounts := d.book.AccountList()
	names := make([]string, len(accounts))
	for i, x := range accounts {
		names[i] = x.Name
	}
	if i, only := onlyMatch(name, names); only {
		return accounts[i].ID, true, nil
	}
	return record.AccountID(name), false, nil
}

// stagesInOrder gives the keys of the stages, won and lost at the end.
func stagesInOrder(book *record.Book) []string {
	var keys []string
	for _, s := range book.Stages {
		keys = append(keys, s.Key)
	}
	return append(slices.Clip(keys), record.StageWon, record.StageLost)
}
