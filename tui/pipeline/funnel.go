package pipeline

import (
	"foresail/metrics"
	"foresail/store/record"
	"foresail/tui/list"
	"foresail/tui/page"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// step is a stage in the funnel, or what is won at its end.
type step struct {
	key, name string
	health    *metrics.StageHealth // nil for what is won
	entered   int                  // deals, in the window
	narrow    bool                 // surely fewer go on here than from any other
}

// newFunnel makes the list of the stages.
func (p *pipeline) newFunnel() list.List[string] {
	return list.List[string]{
		Zone:   "pipeline.stage",
		Len:    func() int { return len(p.steps) },
		Key:    func(i int) string { return p.steps[i].key },
		Fields: func(b widget.Box, i int) []widget.Field { return p.stepFields(p.steps[i]) },
	}
}

// stepsOf gives the funnel of a pipeline, its end last.
func (p *pipeline) stepsOf(d *metrics.Pipeline) []step {
	out := make([]step, 0, len(d.Stages)+1)
	for i := range d.Stages {
		h := &d.Stages[i]
		out = append(out, step{key: h.Stage, name: h.Name, health: h, entered: h.Entered})
	}
	if i := narrowest(d.Stages); i >= 0 {
		out[i].narrow = true
	}
	if len(out) > 0 {
		out = append(out, step{key: record.StageWon, name: p.stageName(record.StageWon), entered: d.WonCount})
	}
	return out
}

// narrowest gives the stage from which fewer go on than from any other, where
// its interval lies below all of theirs; -1 for none.
func narrowest(stages []metrics.StageHealth) int {
	least, known := -1, 0
	for i, h := range stages {
		if !h.ConversionLow.Set {
			continue
		}
		known++
		if least < 0 || h.ConversionHigh.X < stages[least].ConversionHigh.X {
			least = i
		}
	}
	for i, h := range stages {
		if i != least && h.ConversionLow.Set && h.ConversionLow.X <= stages[least].ConversionHigh.X {
			return -1
		}
	}
	if known < 2 {
		return -1
	}
	return least
}

// toStage leaves the funnel for the lane of the stage that is selected.
func (p *pipeline) toStage() {
	i := p.stages.Index()
	if i < 0 {
		return
	}
	for column, l := range p.show.lanes {
		if l.stage == p.steps[i].key {
			p.funnel, p.table, p.at = false, false, widget.Place{Column: column}
		}
	}
}

// drawFunnel draws which deals entered the stages, and which share went on.
func (p *pipeline) drawFunnel(b widget.Box) {
	say, d := p.env.Say, &p.data.Pipeline
	var became []page.Row
	if i := p.stages.Index(); i >= 0 {
		became = append([]page.Row{page.Blank}, p.became(p.steps[i], b.W)...)
	}
	from, _ := record.ParseDate(d.From)
	to, _ := record.ParseDate(d.To)
	about := append(page.Text(b.W, 0, say.T("funnel.about", "from", say.Date(from), "to", say.Date(to)), theme.Muted), page.Blank)
	if b.H < len(about)+1+len(p.steps)+len(became) {
		about = nil
	}
	for y, row := range about {
		row(b.Row(y))
	}
	_, rest := b.Top(len(about))
	table, words := rest.Top(min(rest.H, len(p.steps)+1))
	p.stages.Draw(table, p.funnelTable(), true, func(rest widget.Box) { rest.Paragraph(2, 1, p.hint(), theme.Accent) })
	for y, row := range became[:min(len(became), words.H)] {
		row(words.Row(y))
	}
}

func (p *pipeline) funnelTable() widget.Table {
	say := p.env.Say
	return widget.Table{Columns: []widget.Column{
		{Min: 1},
		{Title: say.T("funnel.stage"), Min: 12, Max: 20, Name: true},
		{Title: say.T("funnel.entered"), Min: 7, Align: widget.AlignNumber},
		{Min: 12, Max: 48, Drop: 4},
		{Title: say.T("funnel.on"), Min: 5, Align: widget.AlignNumber},
		{Title: say.T("funnel.between"), Min: 9, Align: widget.AlignRight, Drop: 2},
		{Title: say.T("funnel.days"), Min: 5, Align: widget.AlignNumber, Drop: 1},
		{Title: say.T("funnel.open"), Min: 5, Align: widget.AlignNumber, Drop: 3},
		{Title: say.T("funnel.value"), Min: 7, Align: widget.AlignNumber, Drop: 3},
	}}
}

// stepFields gives a row of the funnel.
func (p *pipeline) stepFields(s step) []widget.Field {
	most := 0
	for _, o := range p.steps {
		most = max(most, o.entered)
	}
	out := []widget.Field{{}, widget.Cell(s.name, theme.Plain), widget.Cell(p.env.Say.Int(int64(s.entered)), theme.Plain)}
	bar := widget.Field{Draw: func(b widget.Box) { b.Bar(0, 0, b.W, float64(s.entered), float64(most), theme.Leading) }}
	if s.health == nil {
		return append(out, bar, widget.Field{}, widget.Field{}, widget.Field{}, widget.Field{}, widget.Cell(p.money(p.data.Pipeline.WonValue), theme.Muted))
	}
	h, on := s.health, theme.Plain|theme.Bold
	if s.narrow {
		out[0], on = widget.Field{Draw: func(b widget.Box) { b.Print(0, 0, b.Mark(theme.MarkLate), theme.Late) }}, theme.Late|theme.Bold
	}
	between := ""
	if h.ConversionLow.Set {
		between = p.env.Say.T("funnel.range", "low", p.share(h.ConversionLow), "high", p.share(h.ConversionHigh))
	}
	return append(out, bar,
		widget.Cell(p.share(h.Conversion), on), widget.Cell(between, theme.Muted), widget.Cell(p.number(h.MedianDays), theme.Plain),
		widget.Cell(p.env.Say.Int(int64(h.Open)), theme.Muted), widget.Cell(p.money(h.Value), theme.Muted))
}

// became says in words what became of the deals of a stage.
func (p *pipeline) became(s step, w int) []page.Row {
	var out []page.Row
	for i, text := range p.words(s) {
		style := theme.Muted
		if i == 0 {
			style = theme.Plain
		}
		out = append(out, page.Text(w, 0, text, style)...)
	}
	return out
}

func (p *pipeline) words(s step) []string {
	say, h := p.env.Say, s.health
	count := func(n int) string { return say.Int(int64(n)) }
	if h == nil {
		return p.wonWords()
	}
	from, _ := record.ParseDate(p.data.Pipeline.From)
	out := []string{say.N("funnel.became", h.Entered, "from", say.Date(from), "stage", h.Name, "advanced", count(h.Advanced), "dropped", count(h.Dropped), "open", count(h.Entered-h.Advanced-h.Dropped))}
	share := say.T("funnel.share.none")
	if h.ConversionLow.Set {
		share = say.T("funnel.share", "share", p.share(h.Conversion), "low", p.share(h.ConversionLow), "high", p.share(h.ConversionHigh))
	}
	if s.narrow {
		share += " " + say.T("funnel.narrow")
	}
	out = append(out, share)
	switch {
	case h.MedianLow.Set:
		out = append(out, say.T("funnel.stay", "days", p.number(h.MedianDays), "low", p.number(h.MedianLow), "high", p.number(h.MedianHigh)))
	case h.MedianDays.Set:
		out = append(out, say.T("funnel.stay.open", "days", p.number(h.MedianDays)))
	}
	if h.RotAfterDays.Set {
		out = append(out, say.T("funnel.rot."+h.RotBy, "days", p.number(h.RotAfterDays), "n", say.Int(int64(h.RotN)))+" "+say.N("funnel.rots", h.Rotting))
	}
	return append(out, say.T("funnel.hint"))
}

// wonWords says what became of all deals.
func (p *pipeline) wonWords() []string {
	say, d := p.env.Say, &p.data.Pipeline
	out := []string{say.T("funnel.won.none")}
	if d.WinRate.Set {
		out[0] = say.T("funnel.won", "won", say.Int(int64(d.WonCount)), "lost", say.Int(int64(d.LostCount)), "share", p.share(d.WinRate), "low", p.share(d.WinRateLow), "high", p.share(d.WinRateHigh))
	}
	if d.CohortWinRate.Set {
		out = append(out, say.T("funnel.cohort", "n", say.Int(int64(d.CohortN)), "share", p.share(d.CohortWinRate), "low", p.share(d.CohortLow), "high", p.share(d.CohortHigh)))
	}
	return out
}
