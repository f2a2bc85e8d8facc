package customer

import (
	"context"
	"slices"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

type option = kit.Option

// The tabs of the pane.
const (
	paneTimeline = "timeline"
	paneFacts    = "facts"
	paneContacts = "contacts"
	paneDeals    = "deals"
	paneDocs     = "docs"
	paneTodos    = "todos"
	paneAccount  = "account"
	paneFiles    = "files"
	paneDossier  = "dossier"
)

// pane is what is known of one customer.
type pane struct {
	p     *Page
	id    int64
	pool  bool
	tab   string
	kinds string // the chip of the timeline
	deep  int    // how many times the usual number of entries and documents is read
	phase string // the chip of the documents
	load  *kit.Loader
	wait  func()
	want  struct{ customer, entry int64 } // the entry to open once its customer was read
	data  *facts
	note  *kit.Field

	period  string // of the reconciliation
	account statement
	sums    *kit.Loader
	files   *attach.List
	names   map[string]string // "person/2" → name, for chips and conditions
}

func newPane(p *Page) *pane {
	a := &pane{p: p, tab: paneTimeline, kinds: "all", phase: phaseAll, period: "year", deep: 1, names: map[string]string{}}
	a.files = p.newFiles()
	a.load, a.sums = kit.NewLoader(p.host, p.s.Redraw), kit.NewLoader(p.host, p.s.Redraw)
	a.note = kit.NewField(p.host.T("cust.note"))
	a.note.Placeholder, a.note.LeftIcon, a.note.Keys = p.host.T("cust.note"), icons.Pencil, "Ctrl+Enter"
	a.note.OnKey = func(k kit.Key) bool {
		if k == "Ctrl+Enter" {
			a.saveNote()
			return true
		}
		return false
	}
	return a
}

// paneRest is how long the arrow keys rest before the pane follows.
const paneRest = 60 * time.Millisecond

// show follows the current record of the list.
func (a *pane) show(id int64, pool bool) {
	if id == a.id && pool == a.pool {
		return
	}
	a.id, a.pool, a.deep, a.account = id, pool, 1, statement{}
	a.note.SetText("")
	if a.wait != nil {
		a.wait()
	}
	if id == 0 {
		a.data = nil
		return
	}
	a.wait = kit.After(paneRest, func() { a.wait = nil; a.reload() })
}

// reload reads the record again.
func (a *pane) reload() {
	if a.id == 0 {
		return
	}
	id, pool, deep := a.id, a.pool, a.deep
	a.account = statement{}
	kit.Load(a.load, func(ctx context.Context) (*facts, error) {
		f, err := a.p.fetch(ctx, id, pool, deep)
		if app.KindOf(err) == app.NotFound && err != nil {
			return &facts{id: id, gone: true}, nil // binned, released or given away meanwhile
		}
		return f, err
	}, func(f *facts) {
		switch {
		case f.id != a.id:
			return
		case f.gone:
			a.id, a.data = 0, nil
			return
		}
		a.data = f
		a.files.Show(customer.Of{Customer: f.id})
		a.openWanted()
		if a.kinds == "changes" {
			a.loadChanges()
		}
		if o := f.head.num("owner_id"); o != 0 {
			a.names["person/"+itoa(o)] = f.head.text("owner_id.name")
		}
	})
}

// openWanted opens the entry that somebody asked for.
func (a *pane) openWanted() {
	want := a.want
	if want.entry == 0 || want.customer != a.data.id {
		return
	}
	a.want.entry = 0
	for _, r := range slices.Concat(a.data.acts, a.data.pinned) {
		if r.id == want.entry {
			a.showEntry(r)
			return
		}
	}
}

// mayChange tells whether the record can be worked on: pool records after a claim only.
func (a *pane) mayChange() bool {
	return a.data != nil && a.data.head.num("in_pool") == 0 && a.p.may(identity.Change)
}

func (a *pane) draw(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	switch {
	case a.id == 0:
		c.Empty(r, kit.Empty{Icon: icons.User, Title: t("cust.pick_one"), Text: t("cust.pick_one_text")})
		return
	case a.data == nil || a.data.id != a.id:
		if err := a.load.Failed(); err != nil {
			c.Empty(r, kit.Empty{Icon: iconWarn, Title: t("cust.not_shown"), Text: a.p.host.ErrorText(err)})
		} else if a.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	a.header(c, r.CutTop(a.headHeight(r.W)))
	if a.data.head.num("in_pool") != 0 {
		b := a.poolBanner()
		h := kit.BannerHeight(b, r.W-32)
		c.Banner(r.CutTop(h+8).Pad(16, 0, 16, 8), b)
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	a.drawProfile(c, r.CutTop(a.profileHeight()))
	if room := a.figureRoom(); room > 0 {
		if room > 56 {
			a.drawWorth(c, r.CutTop(room-56))
		}
		a.figures(c, r.CutTop(56))
		c.LineH(r.X, r.Y, r.W, theme.Line)
	}
	a.strip(c, r.CutTop(37))
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	if !a.fits(a.tab) {
		a.tab = paneTimeline
	}
	for _, t := range a.all() {
		if t.id == a.tab {
			t.draw(c, r)
		}
	}
}

// badges are grade, industry and tags.
func (a *pane) badges() (texts []string, tints []kit.Tint) {
	typ := a.p.deps.Registry.Type(customer.Customers)
	h := a.data.head
	add := func(text string, tint kit.Tint) {
		if text != "" {
			texts, tints = append(texts, text), append(tints, tint)
		}
	}
	if l := h.text("life"); l != "" && l != string(customer.Formal) {
		add(records.OptionText(a.p.host, typ.Field("life"), l), kit.Amber)
	}
	if v := h.text("review"); v == string(customer.ReviewPending) || v == string(customer.ReviewRejected) {
		add(records.OptionText(a.p.host, typ.Field("review"), v), kit.Red)
	}
	if g := h.text("grade"); g != "" {
		add(a.p.host.T("cust.grade", "grade", records.OptionText(a.p.host, typ.Field("grade"), g)), kit.Petrol)
	}
	add(records.OptionText(a.p.host, typ.Field("industry"), h.text("industry")), kit.Gray)
	for _, tag := range entity.SplitMulti(h.text("tags")) {
		add(records.OptionText(a.p.host, typ.Field("tags"), tag), kit.Gray)
	}
	return texts, tints
}

func (a *pane) headHeight(w float32) float32 {
	if a.actionRows(w) > 1 {
		return 142
	}
	return 108
}

// actionRows is 2 where the four actions do not fit side by side.
func (a *pane) actionRows(w float32) int {
	need := float32(32)
	for _, b := range a.actions() {
		need += kit.ButtonWidth(b) + 8
	}
	if need > w+8 {
		return 2
	}
	return 1
}

func (a *pane) actions() []kit.Button {
	t := a.p.host.T
	why := ""
	if !a.mayChange() {
		why = t("cust.read_only")
	}
	key := itoa(a.id)
	list := []kit.Button{{ID: "follow", Text: t("cust.follow"), Icon: icons.Phone, Disabled: why, Tap: func() { a.p.follow(a.id) }}, {ID: "mail", Text: t("cust.mail"), Icon: icons.Mail, Tap: func() { a.p.mail(a.id) }}}
	if a.p.layout == customer.PaneBasic {
		return list
	}
	if a.p.host.Actor().Can(identity.May("quote", identity.Add)) {
		list = append(list, kit.Button{ID: "quote", Text: t("cust.quote"), Icon: icons.FileText, Disabled: why, Tap: func() { a.p.host.New("quote", map[string]string{"customer_id": key}) }})
	}
	if a.p.host.Actor().Can(identity.May("money_in", identity.Add)) {
		list = append(list, kit.Button{ID: "money", Text: t("cust.money"), Icon: icons.Receipt, Disabled: why, Tap: func() { a.p.host.New("money_in", map[string]string{"customer_id": key}) }})
	}
	return list
}

// header is name, badges, owner and actions.
func (a *pane) header(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	in := r.Pad(16, 14, 14, 0)
	top := in.CutTop(44)
	if a.p.overlay && a.p.narrow() {
		c.Button(top.CutLeft(28).MiddleRow(28), kit.Button{ID: "pane.back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("cust.back"), Key: "Esc", Tap: func() { a.p.overlay = false }})
		top.CutLeft(6)
	}
	c.Company(top.CutLeft(40), telling(a.data.head.text("name")), 40)
	top.CutLeft(12)
	side := top.CutRight(64)
	c.ButtonsRight(&side, kit.Button{ID: "star", Icon: icons.Star, Kind: kit.Plain, Active: a.data.head.num("hot") != 0, Tip: t("cust.star"), Tap: a.star},
		kit.Button{ID: "pane.more", Icon: icons.Ellipsis, Kind: kit.Plain, Tip: t("cust.more"), Tap: func() {
			box, _ := a.p.s.HitRect("pane.more")
			a.p.host.ShowMenu(kit.Menu{From: a.p.s, Below: box, Items: a.p.menuItems(a.id)})
		}})
	c.Text(top.CutTop(22), a.data.head.text("name"), kit.Section)
	row := top.CutTop(22)
	owner := a.data.head.text("owner_id.name")
	if owner != "" {
		owner = t("cust.owned_by", "name", owner)
	}
	room := row.W - kit.Measure(owner, kit.Caption) - 8
	texts, tints := a.badges()
	for i, text := range texts {
		w := kit.BadgeWidth(text)
		if w > room {
			break
		}
		c.Badge(row, text, tints[i])
		row.CutLeft(w + 4)
		room -= w + 4
	}
	row.CutLeft(4)
	c.Text(row, owner, kit.Caption)
	in.CutTop(12)
	rows := a.actionRows(r.W)
	list := a.actions()
	for i := range rows {
		line := in.CutTop(theme.Control)
		in.CutTop(6)
		part := list
		if rows > 1 {
			half := (len(list) + 1) / 2
			part = list[i*half : min(len(list), (i+1)*half)]
		}
		c.ButtonsLeft(&line, part...)
	}
}

// locked says why nothing can be written, "" when it can.
func (a *pane) locked() string {
	if a.mayChange() {
		return ""
	}
	return a.p.host.T("cust.read_only")
}

// star sets or takes away the mark 重点客户.
func (a *pane) star() {
	if !a.mayChange() {
		return
	}
	id, on := a.id, "1"
	if a.data.head.num("hot") != 0 {
		on = "0"
	}
	a.p.host.Go(func(ctx context.Context) {
		_, err := a.p.deps.Records(customer.Customers).Save(ctx, id, 0, map[string]string{"hot": on})
		a.p.host.Post(func() { a.p.host.Report(err); a.reload() })
	})
}

func (a *pane) poolBanner() kit.Banner {
	t := a.p.host.T
	h := a.data.head
	text := t("cust.in_pool", "date", h.text("pooled_on"))
	if why := h.text("pool_reason"); why != "" {
		text += t("cust.pool_why", "reason", why)
	}
	return kit.Banner{Tint: kit.Amber, Icon: icons.Inbox, Text: text, Action: t("cust.claim"), Run: func() { a.p.claim([]int64{a.id}) }}
}

// figures are the four key figures.
func (a *pane) figures(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	h := a.data.head
	money := func(key string) string {
		if v, ok := h.vals[key]; ok && v.IsNum() {
			return short(v.Int())
		}
		return "—"
	}
	over := kit.Figure{Label: t("cust.overdue_part"), Value: "—"}
	if a.data.overdue >= 0 {
		over.Value = short(a.data.overdue)
		if a.data.overdue > 0 {
			over.Color = theme.Bad
		}
	}
	deals := "—"
	if v, ok := h.vals["open_deals"]; ok && v.IsNum() {
		deals = t("cust.deals_n", "n", v.Int())
	}
	c.KeyFigures(r, []kit.Figure{
		{Label: t("customer.deal_minor"), Value: money("deal_minor"), Tap: func() { a.tab = paneDocs }},
		{Label: t("customer.receivable_minor"), Value: money("receivable_minor"), Tap: func() { a.tab = paneDocs }},
		over,
		{Label: t("cust.open_deals"), Value: deals, Tap: func() { a.tab = paneDeals }},
	})
}

// short is priced without the decimals of whole amounts.
func short(n int64) string { return strings.TrimSuffix(priced(n), ".00") }
