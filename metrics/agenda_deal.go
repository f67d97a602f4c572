package metrics

import "foresail/store/record"

// deals lists the open deals of the scope that lack something, and the won
// ones that nobody went back to.
func (b *agendaBuilder) deals() {
	stages := make(map[string]*StageHealth, len(b.pipeline.Stages))
	for i := range b.pipeline.Stages {
		stages[b.pipeline.Stages[i].Stage] = &b.pipeline.Stages[i]
	}
	for _, d := range b.Book.Deals {
		if !d.Now.Open() && d.Now.Closed.Date() < b.AsOf-wonDays {
			b.anyDeal = true // over for good by then: most deals are
			continue
		}
		state, ok := d.At(b.AsOf)
		if !ok {
			continue
		}
		now := newStep(b.AsOf, state)
		b.anyDeal = b.anyDeal || now.known(b.AsOf) != nil
		if now.known(b.AsOf) == nil || !b.scope.all() && !b.scope.has(now.rep, b.AsOf) {
			continue
		}
		switch {
		case now.open():
			b.openDeal(d, &state, &now, stages[now.stage])
		case state.Won():
			b.wonDeal(d, &state, &now)
		}
	}
}

// openDeal lists an open deal with everything that it lacks.
func (b *agendaBuilder) openDeal(d *record.Deal, s *record.DealState, now *step, stage *StageHealth) {
	it := b.deal(d, s)
	it.Stake = b.stake(now)
	now = b.rest(b.agreed(now, b.AsOf), it.Stake)
	reasons := b.stepReasons(b.next(s, now))
	switch {
	case stage == nil || !stage.RotAfterDays.Set || now.since == 0:
		b.missing["agenda_no_limit"]++
	case now.rots(b.AsOf, stage.RotAfterDays):
		reasons = append(reasons, AgendaReason{
			Kind: AgendaRotting, Days: int(b.AsOf - now.since), Limit: stage.RotAfterDays, stage: stage.Name, by: stage.RotBy, day: b.AsOf,
		}.weigh())
	}
	if now.closePast(b.AsOf) {
		reasons = append(reasons, AgendaReason{Kind: AgendaClosePast, Days: int(b.AsOf - now.expected), day: b.AsOf}.weigh())
	}
	if !now.nextStep {
		kind := AgendaNoStep
		if now.forecast == commitKey {
			kind = AgendaCommitted
		}
		reasons = append(reasons, AgendaReason{Kind: kind, day: b.AsOf}.weigh())
	}
	b.put(it, reasons)
}

// next gives the next step that is listed with a deal: its own, or where every
// deal is looked at for itself, that of its account in the place of none.
func (b *agendaBuilder) next(s *record.DealState, now *step) (string, record.Time) {
	if a := b.Book.Accounts[s.Account]; b.each && now.rests && a != nil {
		of := standingOf(a, b.AsOf)
		return of.step, of.due
	}
	return s.NextStep, s.NextDue
}

// rest notes that a deal has no next step but that of its account, and with how
// much at stake.
func (b *agendaBuilder) rest(now *step, stake Number) *step {
	if !now.rests {
		return now
	}
	if b.resting == nil {
		b.resting = make(map[record.ID]Number)
	}
	sum := b.resting[now.account]
	if stake.Set {
		sum = Float(sum.X + stake.X)
	}
	b.resting[now.account] = sum
	return now
}

// wonDeal lists a deal won lately for which nothing is agreed on after the
// close, and on whose account nothing was done since that day. On the day of
// the close itself nothing is missing yet.
func (b *agendaBuilder) wonDeal(d *record.Deal, s *record.DealState, now *step) {
	switch account, _ := b.Syms.FindID(s.Account); {
	case now.closed == 0 || now.closed < b.AsOf-wonDays || b.agreed(now, b.AsOf).nextDue >= now.closed:
		return
	case now.closed >= b.AsOf: // it is not a day ago yet
		return
	case account != 0 && b.lastTouch(account) > now.closed:
		return
	}
	it := b.deal(d, s)
	it.Step, it.DueAt = "", record.Time{} // what was agreed on before is settled
	it.Stake = Number{}
	if now.priced && b.ours(now.code) {
		it.Stake = b.amount(now.minor)
	}
	b.put(it, []AgendaReason{AgendaReason{Kind: AgendaWon, Days: int(b.AsOf - now.closed), day: b.AsOf}.weigh()})
}

// deal gives an item about a deal.
func (b *agendaBuilder) deal(d *record.Deal, s *record.DealState) AgendaItem {
	it := AgendaItem{
		Account: b.Book.AccountName(s.Account), Deal: s.Title, Rep: b.Book.RepName(s.Rep), Stage: s.Stage,
		AccountRef: s.Account, DealRef: d.ID, ContactRef: s.Contact, Step: s.NextStep, DueAt: s.NextDue, Currency: s.Amount.Currency,
	}
	if c := b.Book.Contacts[s.Contact]; c != nil {
		it.Contact = c.Name
	}
	if s.HasAmount {
		it.Amount, it.Money = Amount(s.Amount.Minor, s.Amount.Currency), s.Amount
	}
	return it
}

// stake gives the amount times the chance of the stage, in the file's
// currency; null where that cannot be had.
func (b *agendaBuilder) stake(now *step) Number {
	s := b.Book.Stage(now.stage)
	switch {
	case !now.priced:
		b.missing["agenda_no_amount"]++
	case !b.ours(now.code):
		b.missing["agenda_currency"]++
	case s == nil || s.Probability == 0:
		b.missing["agenda_no_chance"]++
	default:
		n := b.amount(weigh(now.minor, s.Probability))
		b.stakes = append(b.stakes, n.X)
		return n
	}
	return Number{}
}

// stepReasons says how a next step stands: late, due today or soon.
func (b *agendaBuilder) stepReasons(what string, due record.Time) []AgendaReason {
	day := due.Date()
	r := AgendaReason{what: what, at: due, day: b.AsOf}
	switch late := (&step{nextDue: day}).stepLate(b.AsOf); {
	case day == 0 || day > b.soon:
		return nil
	case late:
		r.Kind, r.Days = AgendaStepLate, int(b.AsOf-day)
	case day == b.AsOf:
		r.Kind = AgendaStepToday
	default:
		r.Kind, r.Days = AgendaStepSoon, int(day-b.AsOf)
	}
	return []AgendaReason{r.weigh()}
}

// lastTouch gives the last day, of those on which it matters, on which anybody
// did something on an account.
func (b *agendaBuilder) lastTouch(account record.Sym) record.Date {
	if b.touched == nil {
		b.touched = make(map[record.Sym]record.Date)
		w := b.window(b.AsOf-wonDays, b.AsOf)
		from, to := w.active()
		for day := from; day <= to; day++ {
			for _, r := range b.Days.Rows(day) {
				if r.Account != 0 && b.isOutbound(r.Kind) {
					b.touched[r.Account] = day
				}
			}
		}
	}
	return b.touched[account]
}

// activity gives the kind of activity that would settle a reason: the one
// agreed on where it is one, else a call, or whatever the file has in its
// place.
func (b *agendaBuilder) activity(reason, step string) string {
	wanted := []string{kindCall, kindEmail}
	switch reason {
	case AgendaStepLate, AgendaStepToday, AgendaStepSoon:
		wanted = append([]string{record.Fold(step), step}, wanted...)
	}
	for _, key := range wanted {
		if k := b.Book.Kind(key); k != nil && !k.Archived {
			return key
		}
	}
	for _, k := range b.Book.Kinds {
		if k.Outbound && !k.Archived {
			return k.Key
		}
	}
	return kindCall
}
