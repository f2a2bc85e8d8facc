package records

import (
	"context"
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/view"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Tab is one list of a page.
type Tab struct {
	Kind    string // entity
	Title   string // "" = the entity's plural name
	Query   listing.Query
	Columns []Column
	// Actions are the record's own commands, shown as buttons in the pane and in the menu.
	Actions func(id int64, r *Row) []kit.Command
	// Pane draws what the record shows above its fields; nil = nothing.
	Pane func(c *kit.Canvas, r *kit.Rect, id int64)
	// Looked is told which record the pane shows, and again when it was changed.
	Looked func(id int64)
	// Quiet, when set, tells which facts the pane leaves out because they say nothing.
	Quiet func(in entity.Input) bool
	// Open, when set, shows the record elsewhere (a hand-made page) on Enter.
	Open func(id int64)
	// New, when set, starts a new record elsewhere.
	New func()
	// Draw, when set, shows something else than a list, with Commands of its own; Kind then
	// only says who may see it. Shown is called when the tab comes to the front.
	Draw     func(c *kit.Canvas, r kit.Rect)
	Commands func() []kit.Command
	Shown    func()
	// Given are texts that a new record starts with, by field.
	Given map[string]string
	// Final: records are added and taken away, but never changed.
	Final bool
	// Single: there is one record, which is neither added to nor taken away.
	Single bool
	// Fixed lists are not edited here: they come from documents.
	Fixed bool
	Icon  icons.Name
	Group string // caption above it in the list at the left, see Page.Aside; or its part, see Page.Parts
	// Style, when set, changes the usual cell of a column; More are commands of the list
	// itself, shown as buttons above it.
	Style func(key string, r *Row, c kit.Cell) kit.Cell
	More  func() []kit.Command
	// Import is the name under which these records are imported; "" offers no import.
	Import string
	// Views are ready filters, chosen in front of the filter field.
	Views []View
	// Modes are other displays of the same records beside the list; the first one is shown.
	Modes []Mode
}

// PageDeps are what a page of lists needs.
type PageDeps struct {
	Deps
	Service func(kind string) record.Any
	// Export writes a list to a file; nil hides the command.
	Export func(ctx context.Context, q listing.Query, view, path string) error
	// Mark asks which named mark to put on records; nil hides the command.
	Mark func(h kit.Host, kind string, ids []int64)
	// Comments keeps what is said of records; nil hides it.
	Comments Commenting
	// Print opens the print window of a list; nil hides the command.
	Print func(h kit.Host, w ListPaper)
	// PrintMany prints the papers of several records together, of kinds that Prints names.
	PrintMany func(h kit.Host, kind string, ids []int64)
	Prints    func(kind string) bool
	// Views keeps saved views; nil hides them.
	Views Viewing
}

// Page shows lists of records with the record beside them: read, edited, created by its
// description.
type Page struct {
	Title_ string
	Aside  bool // the tabs stand in a list at the left (picture 10)
	Parts  bool // tabs of one Group stand behind one tab, and are chosen in a row below it
	host   kit.Host
	deps   PageDeps
	s      *kit.Surface
	tabs   []Tab
	tab    int
	modes  []string // of each tab
	wishes []wish   // of each tab
	saved  map[string][]view.Row
	came   map[string]int // the tab shown last of each part
	lists  []*List
	filter *kit.Field
	split  kit.Split
	form   *Form
	edit   bool
	cover  bool              // in a narrow window: the record covers the list
	given  map[string]string // what the form being opened starts with
	facts  *facts
	thumbs *Thumbs
}

// NewPage makes a page of lists.
func NewPage(h kit.Host, d PageDeps, title string, tabs []Tab) *Page {
	p := &Page{Title_: title, host: h, deps: d, tabs: tabs, lists: make([]*List, len(tabs)), saved: map[string][]view.Row{}}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.filter = kit.FilterField(h.T("records.filter"), func(text string) { p.search(text) })
	p.filter.LeadsTo(p.Focus)
	p.thumbs = NewThumbs(h, d.Files, p.s.Redraw)
	p.split = kit.Split{Size: 400, Min: theme.DetailMin, Max: 560}
	kinds := []string{}
	for _, t := range tabs {
		kinds = append(kinds, t.Kind)
	}
	h.Changed(p.changed, kinds...)
	h.Changed(func(string, int64) {
		if len(p.tabs) > 0 && p.tabs[p.tab].Draw == nil {
			p.loadViews()
		}
	}, view.Views)
	p.begin()
	if len(tabs) > 0 {
		p.show(0)
	}
	return p
}

// list makes the list of a tab when it is first shown.
func (p *Page) list() *List {
	if p.lists[p.tab] == nil {
		t := p.tabs[p.tab]
		l := New(p.host, p.deps.Deps, t.Kind)
		l.Redraw(p.s.Redraw)
		cols := t.Columns
		if len(cols) == 0 {
			cols = usualColumns(p.deps.Registry.Type(t.Kind))
		} else {
			cols = WithOwn(p.deps.Registry.Type(t.Kind), cols)
		}
		l.SetColumns(cols...)
		l.OnCur = func(id int64) {
			if p.lists[p.tab] == l { // its rows may come when another tab is in front
				p.look(id)
			}
		}
		l.OnOpen = p.open
		l.Style = t.Style
		l.OnMenu = func(id int64, at kit.Point) { p.menu(at) }
		l.OnLoad = p.status
		l.Table.Blank = p.blank
		p.lists[p.tab] = l
		q := t.Query
		q.Filter = p.filterOf(p.tab)
		if len(q.Sort) == 0 {
			q.Sort = []listing.Sort{{Key: "id", Desc: true}}
		}
		l.Show(q)
	}
	return p.lists[p.tab]
}

// WithOwn adds the fields that the company added to the columns of a list; those that are
// not marked for lists can be switched on.
func WithOwn(t *entity.Type, cols []Column) []Column {
	cols = slices.Clone(cols)
	for _, f := range t.Fields() {
		has := slices.ContainsFunc(cols, func(c Column) bool { return c.Key == f.Key })
		if f.Store == entity.InCustom && !has && !f.IsUnlisted && f.Kind != entity.KindFile {
			cols = append(cols, Column{Key: f.Key, Hidden: !f.Listed})
		}
	}
	return cols
}

// usualColumns are the first fields of a description that lists can show.
func usualColumns(t *entity.Type) []Column {
	var out []Column
	for _, f := range t.Fields() {
		if f.IsUnlisted || f.IsHead || f.Kind == entity.KindLongText || f.Kind == entity.KindFile {
			continue
		}
		out = append(out, Column{Key: f.Key, Hidden: len(out) >= 8 && !f.Listed || f.Store == entity.InCustom && !f.Listed})
	}
	return out
}

func (p *Page) show(i int) {
	p.tab, p.edit, p.cover, p.facts, p.form = i, false, false, nil, nil
	p.noteShown(i)
	if p.host != nil {
		p.host.Refresh() // its commands are others
	}
	if t := p.tabs[i]; t.Draw != nil {
		if p.host != nil {
			p.host.Status(p.tabTitle(i))
		}
		if t.Shown != nil {
			t.Shown()
		}
		p.s.Redraw()
		return
	}
	l := p.list()
	p.filter.SetText(l.Query().Text)
	p.loadViews()
	p.look(l.Current())
	p.status()
	p.s.Redraw()
}

func (p *Page) search(text string) {
	l := p.list()
	q := l.Query()
	q.Text = text
	l.Show(q)
}

func (p *Page) status() {
	l := p.lists[p.tab]
	if l == nil {
		return
	}
	n, known := l.Count()
	text := p.tabTitle(p.tab) + " · " + p.host.T("records.count", "n", n)
	if !known {
		text = p.tabTitle(p.tab)
	}
	p.host.Status(text)
}

func (p *Page) tabTitle(i int) string {
	if p.tabs[i].Title != "" {
		return p.tabs[i].Title
	}
	return Upper(p.host.T(p.tabs[i].Kind + ".many"))
}

// Upper starts a text with a capital letter: names of kinds are written small.
func Upper(s string) string {
	if s == "" {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func (p *Page) changed(kind string, id int64) {
	for _, l := range p.lists {
		if l != nil {
			l.Changed(kind, id)
		}
	}
	if len(p.tabs) == 0 || p.tabs[p.tab].Draw != nil {
		return
	}
	if p.facts != nil && p.facts.id == id && kind == p.tabs[p.tab].Kind {
		p.look(id)
	}
}

// look loads what the pane shows of a record.
func (p *Page) look(id int64) {
	if p.edit {
		return
	}
	if id == 0 {
		p.facts = nil
		p.s.Redraw()
		return
	}
	if p.facts == nil || p.facts.id != id {
		p.facts = newFacts(p, id)
	}
	p.facts.read()
	if fn := p.tabs[p.tab].Looked; fn != nil {
		fn(id)
	}
}

func (p *Page) open(id int64) {
	if t := p.tabs[p.tab]; t.Open != nil {
		t.Open(id)
		return
	}
	p.startEdit(id)
}

// startEdit opens the form in the pane; 0 makes a new record.
func (p *Page) startEdit(id int64) {
	t := p.tabs[p.tab]
	if t.Fixed || t.Final && id != 0 {
		p.cover = p.narrow()
		p.s.Redraw()
		return
	}
	if id == 0 && t.New != nil {
		t.New()
		return
	}
	p.form = NewForm(p.host, p.deps.Deps, p.deps.Service(t.Kind), p.s.Redraw)
	p.form.OnSaved = func(saved int64) {
		p.edit = false
		p.host.Toast(p.host.T("records.saved"), nil)
		p.list().Select(saved)
		p.list().Reload()
		p.look(saved)
	}
	p.edit = true
	p.form.OnReady = p.form.Focus
	p.form.Given = t.Given
	if p.given != nil {
		p.form.Given = p.given
	}
	p.form.Open(id)
	p.s.Redraw()
}

func (p *Page) stopEdit() {
	if p.form != nil && p.form.Dirty() > 0 {
		p.host.Ask(kit.Question{
			Title: p.host.T("records.discard"), Text: p.host.T("records.discard_text", "n", p.form.Dirty()),
			Yes: p.host.T("records.discard_do"), Danger: true, OnYes: func() { p.edit = false; p.look(p.list().Current()); p.Focus() },
		})
		return
	}
	p.edit = false
	p.look(p.list().Current())
	p.Focus()
}

// Reload reads the list that is shown again: something else changed what it shows.
func (p *Page) Reload() {
	if len(p.tabs) > 0 && p.tabs[p.tab].Draw == nil {
		p.list().Reload()
	}
}

// Surface is what the page draws on.
func (p *Page) Surface() *kit.Surface { return p.s }

// ShowTab brings a tab to the front.
func (p *Page) ShowTab(i int) {
	if i >= 0 && i < len(p.tabs) && i != p.tab {
		p.show(i)
	}
}

// Title, Content and the rest make it a kit.Page.
func (p *Page) Title() string              { return p.Title_ }
func (p *Page) Content() fyne.CanvasObject { return p.s }
func (p *Page) Close()                     {}

// Focus puts the keyboard into the list.
func (p *Page) Focus() { p.s.FocusID("list", false) }

// Show goes to a kind's tab and a record of it; false when the page has no such tab.
func (p *Page) Show(kind string, id int64, fresh bool) bool {
	return p.ShowWith(kind, id, fresh, nil)
}

// ShowWith is Show with texts that a new record starts with, by field.
func (p *Page) ShowWith(kind string, id int64, fresh bool, given map[string]string) bool {
	if f, ok := RowsOf(given); ok && id == 0 && !fresh {
		return p.ShowFiltered(kind, f)
	}
	for i, t := range p.tabs {
		if t.Kind == kind && (t.Draw == nil || len(t.Modes) > 0) {
			if i != p.tab || t.Draw != nil {
				p.listMode(i)
				p.show(i)
			}
			if id != 0 {
				p.list().Select(id)
			}
			if fresh {
				p.given = given
				p.startEdit(0)
				p.given = nil
			}
			return true
		}
	}
	return false
}

func (p *Page) may(verb identity.Verb) bool {
	return p.host.Actor().Can(identity.May(p.tabs[p.tab].Kind, verb))
}
