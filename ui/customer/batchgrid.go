package customer

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Many is the page on which many customers are entered in a grid, also from Excel. Rows
// are checked while they are typed; saving keeps the bad ones with their reason.
type Many struct {
	host kit.Host
	deps Deps
	s    *kit.Surface
	grid *kit.Grid

	columns []*column
	rows    []*manyRow
	busy    bool
	ask     func() // cancels the question that waits
	askLoad *kit.Loader
	keep    func()
	offer   map[string]string
}

// column is one field of the grid.
type column struct {
	key     string // "name", "contact.name"
	field   *entity.Field
	contact bool
}

// manyRow is one customer to be.
type manyRow struct {
	texts  map[string]string
	errs   map[string]string // by column: what is wrong
	why    string            // why it was not saved
	double string            // what it may be the same as
	refuse bool
	asked  string // the texts that were asked about last
}

// manyColumns are the fields of the grid in their order; a company adds nothing by hand.
var manyColumns = []string{"name", "contact.name", "contact.mobile", "phone", "contact.mail", "category", "industry", "address"}

// NewMany makes the page.
func NewMany(h kit.Host, d Deps) *Many {
	m := &Many{host: h, deps: d}
	m.s = kit.NewSurface(m.draw)
	m.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(m.Commands(), k, inField) }
	m.askLoad = kit.NewLoader(h, m.s.Redraw)
	m.grid = &kit.Grid{Name: h.T("cust.many.title"), Model: m, Number: true, Blank: 12, OnChange: m.touched}
	actor := h.Actor()
	for _, key := range manyColumns {
		kind, own, of := customer.Customers, key, false
		if rest, ok := strings.CutPrefix(key, "contact."); ok {
			kind, own, of = customer.Contacts, rest, true
		}
		f := d.Registry.Type(kind).Field(own)
		if f == nil || actor.OwnAccess(f) < entity.Edit {
			continue
		}
		m.columns = append(m.columns, &column{key, f, of})
		m.grid.Columns = append(m.grid.Columns, m.gridColumn(m.columns[len(m.columns)-1]))
	}
	m.grid.Columns = append(m.grid.Columns, kit.GridColumn{ID: "state", Title: h.T("cust.many.check"), Width: 178, Flex: true, ReadOnly: true})
	if d.Drafts != nil {
		if texts, ok := d.Drafts.Get(manyDraft); ok {
			m.offer = texts
		}
	}
	return m
}

func (m *Many) gridColumn(c *column) kit.GridColumn {
	title := records.Label(m.host, c.field)
	if c.contact && c.field.Key == "name" {
		title = m.host.T("contact.one")
	}
	g := kit.GridColumn{ID: c.key, Title: title, Width: 102}
	switch c.key {
	case "name":
		g.Width, g.Flex = 170, true
	case "contact.name", "category", "industry":
		g.Width = 78
	case "address":
		g.Width, g.Flex = 104, true
	}
	if options := c.field.Options(); len(options) > 0 {
		g.Free = true
		g.Suggest = func(_ int, query string, answer func([]kit.Option)) {
			var out []kit.Option
			for _, o := range options {
				text := records.OptionText(m.host, c.field, o.Key)
				if _, ok := kit.Match(query, text); ok && !o.Gone {
					out = append(out, kit.Option{Key: text, Text: text})
				}
			}
			answer(out)
		}
	}
	return g
}

// Grid is where the rows are entered.
func (m *Many) Grid() *kit.Grid { return m.grid }

// Len and the rest make it a kit.GridModel.
func (m *Many) Len() int { return len(m.rows) }

// Cell is one cell as shown.
func (m *Many) Cell(row int, col string) kit.GridCell {
	r := m.rows[row]
	if col == "state" {
		return m.stateCell(r)
	}
	return kit.GridCell{Text: r.texts[col], Err: r.errs[col] != ""}
}

func (m *Many) stateCell(r *manyRow) kit.GridCell {
	for _, c := range m.columns {
		if e := r.errs[c.key]; e != "" {
			return kit.GridCell{Text: e, Color: theme.Bad}
		}
	}
	switch {
	case r.why != "":
		return kit.GridCell{Text: r.why, Color: theme.Bad}
	case r.double != "" && r.refuse:
		return kit.GridCell{Text: r.double, Color: theme.Bad}
	case r.double != "":
		return kit.GridCell{Text: r.double, Color: theme.Warn}
	case r.texts["name"] == "":
		return kit.GridCell{}
	}
	return kit.GridCell{Text: m.host.T("cust.many.fine"), Color: theme.OK}
}

// Set takes an edited cell; what is wrong stays in the cell and is marked.
func (m *Many) Set(row int, col, text string, opt *kit.Option) string {
	if row == len(m.rows) {
		m.rows = append(m.rows, newManyRow())
	}
	r := m.rows[row]
	if opt != nil {
		text = opt.Text
	}
	r.texts[col], r.why = strings.TrimSpace(text), ""
	m.check(r)
	return ""
}

func newManyRow() *manyRow { return &manyRow{texts: map[string]string{}, errs: map[string]string{}} }

// check looks at every cell of a row by the rules of its field.
func (m *Many) check(r *manyRow) {
	r.errs = map[string]string{}
	if m.empty(r) {
		return
	}
	for _, c := range m.columns {
		text := r.texts[c.key]
		if text == "" && c.contact && !m.hasContact(r) {
			continue
		}
		v, err := c.field.Parse(text)
		if err == nil {
			err = c.field.CheckValue(v)
		}
		if err != nil {
			r.errs[c.key] = m.host.ErrorText(err)
		}
	}
}

func (m *Many) empty(r *manyRow) bool {
	for _, t := range r.texts {
		if t != "" {
			return false
		}
	}
	return true
}

func (m *Many) hasContact(r *manyRow) bool {
	return r.texts["contact.name"] != "" || r.texts["contact.mobile"] != "" || r.texts["contact.mail"] != ""
}

// Insert, Delete, Move and Copy change rows.
func (m *Many) Insert(at int) {
	m.rows = append(m.rows[:at], append([]*manyRow{newManyRow()}, m.rows[at:]...)...)
}

// Delete takes a row out.
func (m *Many) Delete(at int) {
	if at < len(m.rows) {
		m.rows = append(m.rows[:at], m.rows[at+1:]...)
	}
}

// Move puts a row elsewhere.
func (m *Many) Move(from, to int) {
	r := m.rows[from]
	m.Delete(from)
	m.rows = append(m.rows[:to], append([]*manyRow{r}, m.rows[to:]...)...)
}

// Copy makes a row equal to another.
func (m *Many) Copy(from, to int) {
	if to == len(m.rows) {
		m.rows = append(m.rows, newManyRow())
	}
	r := newManyRow()
	for k, v := range m.rows[from].texts {
		r.texts[k] = v
	}
	m.rows[to] = r
	m.check(r)
}

// touched asks about duplicates and keeps the draft, a little later.
func (m *Many) touched() {
	m.s.Redraw()
	if m.ask != nil {
		m.ask()
	}
	m.ask = kit.After(askRest, m.askNow)
	m.keepSoon()
}

func (r *manyRow) card() customer.CardInput {
	return customer.CardInput{Name: r.texts["name"], Person: r.texts["contact.name"], Mobile: r.texts["contact.mobile"], Phone: r.texts["phone"], Mail: r.texts["contact.mail"]}
}

// askNow looks rows up that changed since, and compares the rows with each other.
func (m *Many) askNow() {
	type question struct {
		row  *manyRow
		card customer.CardInput
		key  string
	}
	var list []question
	for _, r := range m.rows {
		card := r.card()
		if key := fmt.Sprint(card); key != r.asked && !m.empty(r) {
			list = append(list, question{r, card, key})
		}
	}
	m.among()
	if len(list) == 0 {
		return
	}
	kit.Load(m.askLoad, func(ctx context.Context) ([][]customer.Duplicate, error) {
		out := make([][]customer.Duplicate, len(list))
		for i, q := range list {
			var err error
			if out[i], err = m.deps.Customers.Duplicates(ctx, q.card, 0); err != nil {
				return nil, err
			}
		}
		return out, nil
	}, func(found [][]customer.Duplicate) {
		for i, q := range list {
			q.row.asked, q.row.double, q.row.refuse = q.key, "", false
			if len(found[i]) > 0 {
				q.row.double, q.row.refuse = m.doubleText(found[i][0]), found[i][0].Refuse
			}
		}
		m.among()
		m.s.Redraw()
	})
}

// doubleText says which customer a row may be, and whose it is.
func (m *Many) doubleText(d customer.Duplicate) string {
	owner := d.Owner
	if owner == "" {
		owner = m.host.T("cust.many.pool")
	}
	key := "cust.many.like"
	if d.Refuse {
		key = "cust.many.same"
	}
	return m.host.T(key, "name", d.Name, "owner", owner)
}

// among marks rows that are the same as one above: the same mobile and name.
func (m *Many) among() {
	seen := map[string]int{}
	for i, r := range m.rows {
		mobile := m.deps.Checks.Table().Keep(r.texts["contact.mobile"]).Key()
		for _, name := range []string{r.texts["name"], r.texts["contact.name"]} {
			if mobile == "" || name == "" {
				continue
			}
			key := mobile + "\x00" + dedupe.Name(name)
			if at, ok := seen[key]; ok && at != i && r.double == "" {
				r.double, r.refuse, r.asked = m.host.T("cust.many.row", "n", at+1), true, "" // asked again with the next change
			} else if !ok {
				seen[key] = i
			}
		}
	}
}

// draw shows the page.
func (m *Many) draw(c *kit.Canvas) {
	t := m.host.T
	r := c.Bounds()
	head := r.CutTop(theme.AreaHeader).Pad(10, 0, theme.MarginRight, 0)
	c.Button(head.CutLeft(28).MiddleRow(28), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("cust.back"), Key: "Esc", Tap: m.host.Close})
	head.CutLeft(9)
	c.ButtonsRight(&head, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: t("cust.detach"), Tap: m.host.Detach})
	head.CutRight(6)
	c.ButtonsRight(&head, kit.Button{ID: "file", Text: t("cust.many.file"), Icon: icons.Download, Kind: kit.Plain, Tap: func() { m.host.New("import", map[string]string{"kind": "customers"}) }})
	head.CutLeft(c.Text(head, m.Title(), kit.Title) + 14)
	c.Text(head, t("cust.many.hint"), kit.Caption)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	if m.offer != nil {
		b := kit.Banner{Tint: kit.Amber, Icon: icons.History, Text: t("cust.form.draft_found"), Action: t("cust.form.draft_take"), Run: m.takeDraft, Close: func() { m.offer = nil; m.drop() }}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W-24)+8).Pad(12, 8, 12, 0), b)
	}
	foot := r.CutBottom(44)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(16, 0, 14, 0)
	good, bad := m.tally()
	do := kit.Button{ID: "save", Text: t("cust.many.save", "n", good), Icon: icons.Check, Kind: kit.Primary, Key: "Ctrl+Enter", Tap: m.save}
	switch {
	case m.busy:
		do.Disabled = t("cust.many.saving")
	case good == 0:
		do.Disabled = t("cust.many.nothing")
	}
	c.ButtonsRight(&in, do)
	c.Text(in, t("cust.many.tally", "good", good, "bad", bad), kit.Second)
	m.grid.Draw(c, "grid", r)
}

// tally counts the rows that can be saved and those that cannot.
func (m *Many) tally() (good, bad int) {
	for _, r := range m.rows {
		switch {
		case m.empty(r):
		case len(r.errs) > 0 || r.refuse:
			bad++
		default:
			good++
		}
	}
	return good, bad
}

// Commands are the actions of the page.
func (m *Many) Commands() []kit.Command {
	t := m.host.T
	return []kit.Command{
		{ID: "many.save", Title: t("cust.many.do"), Keys: []kit.Key{"Ctrl+Enter", "Ctrl+S"}, Icon: icons.Check, Run: m.save, Status: t("cust.many.do")},
		{ID: "many.back", Title: t("cust.back"), Keys: []kit.Key{"Esc"}, Run: m.host.Close, Scope: kit.ScopeHidden},
	}
}

// Title and the rest make it a kit.Page.
func (m *Many) Title() string { return m.host.T("cust.many.title") }

// Content is the surface.
func (m *Many) Content() fyne.CanvasObject { return m.s }

// Focus puts the keyboard into the grid.
func (m *Many) Focus() { m.s.FocusID("grid", false) }

// Close ends the page; what was typed is kept as a draft.
func (m *Many) Close() { m.keepNow() }

// Save and Restore have nothing to keep: the draft does.
func (m *Many) Save() kit.State { return kit.State{} }

// Restore takes nothing.
func (m *Many) Restore(kit.State) {}
