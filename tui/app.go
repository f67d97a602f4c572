package tui

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"foresail/metrics"
	"foresail/store/record"
	"foresail/store/say"
	"foresail/tui/entry"
	"foresail/tui/keymap"
	"foresail/tui/panel"
	"foresail/tui/theme"
	"foresail/tui/widget"
)

// App is the cockpit, the only tea.Model. It is not safe for concurrent use,
// as no model is.
type App struct {
	ctx  context.Context
	book Logbook
	rep  record.ID
	say  *say.Printer
	now  func() time.Time // in the data file's zone
	id   func() record.ID
	poll time.Duration

	dwells time.Duration // how long a cursor rests until a preview follows

	shared *Shared
	pokes  <-chan struct{} // nil where the cockpit watches by itself
	rights panel.Rights

	keys  *keymap.Map
	look  theme.Options
	theme *theme.Theme

	deeds map[keymap.Action]func(*App) tea.Cmd
	tabs  []tab
	front int   // index of the tab that is shown
	trail []hop // the way here from the tab that pointed first

	state      state
	search     search
	entry      *entry.Entry
	palette    palette
	help       help
	confirm    *panel.Confirm
	parting    *panel.Confirm // the question whether to leave that was asked last
	dialog     dialog
	editor     Editor    // nil where none can be run
	suspender  Suspender // nil where the process is not stopped
	works      []*work
	importer   Importer // nil where nothing can be imported
	importable func(path string) error
	unimported ImportFile // what an import was tried of that did not end well
	files      files
	toast      toast
	picked     record.ID    // the rep, other than the user, whose numbers were asked for last
	writing    sync.RWMutex // held by commands: to read by those that record, else by one that takes back
	done       []step       // what was done here, newest last
	undone     []step       // what of it was undone, newest last
	clicked    widget.Zone  // the last zone clicked
	noMouse    bool         // left to the terminal, for its own selection

	lined    bool // it is read as lines, not looked at
	screen   *widget.Screen
	w, h     int
	dirty    region         // what has to be drawn again
	pictures [2]widget.Shot // memory for what the screen showed before and after an action
	over     bool           // an overlay was drawn over the body in the last frame
	shown    tea.View       // the last frame
}

// tab is a panel with what App knows about it.
type tab struct {
	spec  panel.Spec
	panel panel.Panel
	fed   uint64             // revision of the data that the panel has
	own   uint64             // revision for which Spec.Eval was asked
	end   context.CancelFunc // ends that; nil before the first
	until time.Time          // from when on what it shows is no longer so; zero for a new day
}

type toast struct {
	text   string
	bad    bool
	remark bool // neither done nor failed
	unread bool // about a file that cannot be read: gone once it can be
}

// New makes a cockpit.
func New(ctx context.Context, o Options) *App {
	o = o.withDefaults()
	a := &App{
		ctx: ctx, book: o.Logbook, rep: o.Rep, say: o.Say, now: o.clock(), id: o.NewID, poll: o.Poll,
		keys: o.Keys, look: o.Look, editor: o.Editor, importer: o.Importer, importable: o.Importable, suspender: o.Suspender,
		files:  files{exporter: o.Exporter, backup: o.Backup, check: o.Check, writable: o.Writable},
		shared: o.Shared, pokes: o.Pokes, rights: o.Rights, deeds: deeds(),
	}
	a.theme = theme.New(a.look)
	a.screen = widget.NewScreen(a.theme)
	a.state.period, a.search.settle, a.dwells = o.Period, o.Settle, o.Dwell
	if !o.Team && a.rights.Has(panel.SeeOwn) {
		a.state.who = o.Rep
	}
	a.entry = entry.New(entry.Options{Say: o.Say, Now: a.now, Rep: o.Rep, NewID: o.NewID, Grammar: o.Grammar})
	for _, s := range panels {
		a.tabs = append(a.tabs, tab{spec: s, panel: s.New(a.env(s.ID))})
	}
	a.front = max(a.tab(o.Tab), 0)
	return a
}

// env gives a panel its surroundings.
func (a *App) env(id string) *panel.Env {
	return &panel.Env{
		Say: a.say, Rep: a.rep, Now: a.now, NewID: a.id,
		Append: a.append, Rights: a.rights, Beside: a.beside,
		Dwell:  func(ctx context.Context, msg tea.Msg) tea.Cmd { return a.dwell(ctx, id, msg) },
		Behind: func() bool { return a.behind(id) },
		Do: func(work func(context.Context) tea.Msg) tea.Cmd {
			snap := a.state.source
			return func() tea.Msg {
				msg := panel.For{ID: id, Msg: work(a.ctx)}
				if err := snap.err(); err != nil {
					return tea.BatchMsg{panel.Ask(msg), panel.Ask(unreadMsg{err})}
				}
				return msg
			}
		},
		Activities: a.book.Activities,
		Detail: func(ctx context.Context, d panel.Data, indicator string, done func(metrics.Detail) tea.Msg) tea.Cmd {
			return a.detail(ctx, id, d, indicator, done)
		},
	}
}

// Init implements tea.Model.
func (a *App) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.refresh())
}

// Update implements tea.Model.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.update(msg)
	return a, tea.Batch(cmd, a.think())
}

func (a *App) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.key(msg)
	case tea.PasteMsg:
		return a.paste(msg)
	case tea.MouseClickMsg:
		return a.click(msg.Mouse())
	case tea.MouseWheelMsg:
		return a.wheel(msg.Mouse())
	case entry.Meant:
		a.dirty = all // the line may need more or fewer rows
		return a.entry.Take(msg)
	}
	if cmd, ok := a.terminal(msg); ok {
		return cmd
	}
	if cmd, ok := a.facts(msg); ok {
		return cmd
	}
	if cmd, ok := a.leads(msg); ok {
		return cmd
	}
	if cmd, ok := a.dialogs(msg); ok {
		return cmd
	}
	if cmd, ok := a.labours(msg); ok {
		return cmd
	}
	if cmd, ok := a.recalls(msg); ok {
		return cmd
	}
	if cmd, ok := a.tasks(msg); ok {
		return cmd
	}
	if cmd, ok := a.editing(msg); ok {
		return cmd
	}
	return a.asked(msg)
}

// terminal takes what the terminal says about itself.
func (a *App) terminal(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
		return a.tellSize(), true
	case tea.BackgroundColorMsg:
		a.look.Light = !msg.IsDark()
	case tea.ColorProfileMsg:
		a.look.Depth = depth(msg.Profile)
	case tea.EnvMsg:
		a.look = a.look.FromEnv(msg)
	case tea.ModeReportMsg:
		known := msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet
		if msg.Mode == ansi.ModeUnicodeCore && known && a.screen.SetMethod(ansi.GraphemeWidth) {
			a.dirty = all
		}
		return nil, true
	default:
		return nil, false
	}
	a.restyle()
	return nil, true
}

// restyle makes the theme anew if the terminal turned out to be different.
func (a *App) restyle() {
	if a.theme.Options() == a.look {
		return
	}
	a.theme = theme.New(a.look)
	a.screen.SetTheme(a.theme)
	a.dirty = all
}

func depth(p colorprofile.Profile) theme.Depth {
	switch {
	case p >= colorprofile.ANSI256:
		return theme.DepthMany
	case p == colorprofile.ANSI:
		return theme.Depth16
	}
	return theme.DepthNone
}

// asked takes what panels, entry and palette ask for.
func (a *App) asked(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case panel.For:
		for i := range a.tabs {
			if a.tabs[i].spec.ID == msg.ID {
				return a.tell(i, msg.Msg)
			}
		}
	case panel.Confirm:
		a.confirm = &msg
		a.dirty = all
	case panel.Toast:
		a.inform(msg.Text, msg.Bad)
	case panel.Amend:
		a.entry.Amend(msg.Activity)
		a.dirty = all
	case panel.Enter:
		a.entry.ShowWith(msg.Text)
		a.dirty = all
	case panel.Clip:
		a.inform(a.say.T("toast.copied"), false)
		return tea.SetClipboard(msg.Text)
	case panel.Show:
		return a.point(msg)
	case panel.Scope:
		return a.scopeTo(msg.Rep)
	case entry.Save:
		return a.save(msg)
	}
	return nil
}

// tell hands a message to a panel.
func (a *App) tell(i int, msg tea.Msg) tea.Cmd {
	p := a.tabs[i].panel
	depth, typing, offers := p.Depth(), p.Typing(), a.offers()
	cmd := p.Update(msg)
	if i == a.front {
		a.dirty |= body
	}
	if i == a.front && (p.Depth() != depth || p.Typing() != typing || a.offers() != offers) { // the footer names the way back, and what keys do
		a.dirty |= foot
	}
	return cmd
}

// inform shows a line until the next key.
func (a *App) inform(text string, bad bool) {
	a.toast = toast{text: text, bad: bad}
	a.dirty |= foot
}

// remark shows a line about what was neither done nor failed.
func (a *App) remark(text string) {
	a.inform(text, false)
	a.toast.remark = true
}

// unread says that the file cannot be read.
func (a *App) unread(err error) {
	a.inform(a.say.T("toast.not-read", "why", a.say.Err(err)), true)
	a.toast.unread, a.state.unread = true, true
}

// readable notes that the file can be read again.
func (a *App) readable() {
	a.state.unread = false
	if a.toast.unread {
		a.inform("", false)
	}
}
