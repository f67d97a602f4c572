package record

// Part says which records of a Book are to be left in it.
type Part struct {
	Reps     map[ID]*Rep
	Accounts map[ID]*Account
	Contacts map[ID]*Contact
	Deals    map[ID]*Deal
	Goal     func(*Goal) bool      // whether a goal stays
	Setting  func(key string) bool // whether a setting of Settings.More stays
}

// Part gives a book that holds only some of the records of this one, and its
// stages, kinds, measurements, annotations and settings. It costs time in
// proportion to the goals and settings.
func (b *Book) Part(p Part) *Book {
	out := *b
	out.partial = true
	out.Reps, out.Accounts, out.Contacts, out.Deals = p.Reps, p.Accounts, p.Contacts, p.Deals
	out.Goals, out.goals = nil, make(map[ID]*Goal)
	for _, g := range b.Goals {
		if p.Goal(g) {
			out.Goals = append(out.Goals, g)
			out.goals[g.ID] = g
		}
	}
	out.options = make(map[ID]*Entity)
	for id, e := range b.options {
		key, _ := e.Latest(FieldKey)
		switch key.Text {
		case SettingCurrency, SettingPack, SettingZone, SettingFiscal:
		default:
			if !p.Setting(key.Text) {
				continue
			}
		}
		out.options[id] = e
	}
	out.Settings = readSettings(out.options)
	return &out
}
