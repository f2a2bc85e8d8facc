package customer

import (
	"strings"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

const (
	formSide  = 196 // groups
	formFacts = 296 // completion and consequences
	formLabel = 92
	areaRoom  = 76
)

// draw shows the page.
func (f *Form) draw(c *kit.Canvas) {
	r := c.Bounds()
	f.header(c, r.CutTop(theme.AreaHeader))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	if !f.ready {
		if err := f.load.Failed(); err != nil {
			c.Empty(r, kit.Empty{Icon: iconWarn, Title: f.host.T("cust.not_shown"), Text: f.host.ErrorText(err)})
		} else if f.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	side := r.CutLeft(formSide)
	f.sideGroups(c, side)
	c.LineV(r.X, r.Y, r.H, theme.Line)
	r.CutLeft(1)
	beside := r.W >= 640+formFacts
	if beside {
		w := float32(formFacts)
		if f.card.Shown() {
			w = min(cardWide, r.W-640)
		}
		facts := r.CutRight(w)
		c.LineV(facts.X, facts.Y, facts.H, theme.Line)
		facts.CutLeft(1)
		if f.card.Shown() {
			f.card.Draw(c, facts.CutTop(min(f.card.Height(facts.W), facts.H*0.6)))
			c.LineH(facts.X, facts.Y, facts.W, theme.Line)
		}
		f.sideFacts(c, facts)
	}
	f.saveBar(c, r.CutBottom(44))
	c.LineH(r.X, r.Bottom(), r.W, theme.Line)
	if f.card.Shown() && !beside {
		f.drawCard(c, &r)
	}
	if f.offer != nil {
		b := kit.Banner{
			Tint: kit.Amber, Icon: icons.History, Text: f.host.T("cust.form.draft_found"), Action: f.host.T("cust.form.draft_take"), Run: f.takeDraft,
			Close: func() { f.offer = nil; f.dropDraft() },
		}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W-24)+8).Pad(12, 8, 12, 0), b)
	}
	if list := f.hiddenFilled(); len(list) > 0 {
		key := "cust.form.not_saved"
		if f.id != 0 {
			key = "cust.form.not_shown"
		}
		b := kit.Banner{Tint: kit.Amber, Icon: iconWarn, Text: f.host.T(key, "form", records.LayoutName(f.host, f.layout), "fields", strings.Join(list, f.host.T("records.comma")))}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W-24)+8).Pad(12, 8, 12, 0), b)
	}
	c.ScrollAuto("form", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(12, 0, 18, 0)
		for n, g := range f.groups {
			if n > 0 {
				in.CutTop(8)
				c.LineH(body.X, in.Y, body.W, theme.Line)
			}
			f.section(c, &in, g)
		}
		return in.Y - top + 20
	})
}

// header is the bar with the kind and the category, which chooses the form.
func (f *Form) header(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	r = r.Pad(10, 0, theme.MarginRight, 0)
	c.Button(r.CutLeft(28).MiddleRow(28), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("cust.back"), Key: "Esc", Tap: f.host.Close})
	r.CutLeft(9)
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: t("cust.detach"), Tap: f.host.Detach})
	r.CutRight(6)
	if f.mayCard() && !f.card.Shown() {
		c.ButtonsRight(&r, kit.Button{ID: "card", Text: t("card.add"), Icon: icons.ScanText, Kind: kit.Plain, Tip: t("card.add_tip"), Key: "Ctrl+B", Tap: f.card.Pick})
	}
	if f.id == 0 {
		list := []kit.Button{{ID: "paste", Text: t("cust.form.paste"), Icon: icons.ClipboardPaste, Kind: kit.Plain, Tap: f.paste}}
		if f.p.may(identity.Add) {
			list = append(list, kit.Button{ID: "many", Text: t("cust.form.many"), Icon: icons.Table, Kind: kit.Plain, Tap: func() { f.host.New("batch_entry", nil) }})
		}
		c.ButtonsRight(&r, list...)
	}
	title := t("cust.new")
	if f.id != 0 {
		title = f.name
	}
	r.CutLeft(c.Text(r.Pad(0, 0, 260, 0), title, kit.Title) + 14)
	if !f.ready {
		return
	}
	if f.id == 0 || f.dirty() > 0 {
		text := t("cust.draft")
		if f.id != 0 {
			text = t("records.dirty", "n", f.dirty())
		}
		r.CutLeft(c.Badge(r, text, kit.Amber) + 10)
	}
	if k := f.inputs["kind"]; k != nil && !k.lock {
		kinds := []kit.Tab{{ID: string(customer.Company), Text: t("customer.kind.company"), Icon: icons.Building}, {ID: string(customer.Person), Text: t("customer.kind.person"), Icon: icons.User}}
		c.Segment("kind", r.CutLeft(kit.SegmentWidth(kinds)).MiddleRow(theme.Control), kinds, k.text(), func(id string) { k.set(f, id); f.touched(k) })
		r.CutLeft(12)
	}
	c.Text(r, records.LayoutName(f.host, f.layout), kit.Caption)
}

// section is one group with its heading.
func (f *Form) section(c *kit.Canvas, r *kit.Rect, g *group) {
	list := g.inputs
	if f.onlyGaps {
		list = nil
		for _, i := range g.inputs {
			if !i.filled() || i.box != nil && (i.box.Focused() || i.box.Err != "") {
				list = append(list, i)
			}
		}
	}
	if len(list) == 0 && f.onlyGaps {
		return
	}
	f.mark(c, g, r.Y)
	head := r.CutTop(38).Pad(0, 12, 0, 0)
	head.CutLeft(c.Text(head, g.title, kit.Section) + 10)
	note := g.note
	if n, all := f.part(g); note == "" && all > 0 {
		note = f.host.T("cust.form.of", "n", n, "all", all)
	}
	c.Text(head, note, kit.Caption)
	r.CutTop(4)
	cols := 1
	if r.W >= 720 {
		cols = 2
	}
	f.rows(c, r, list, cols)
}

// mark remembers where a group begins, for jumping and for the list at the left.
func (f *Form) mark(c *kit.Canvas, g *group, y float32) {
	c.Hit("group.at."+g.id, kit.Rect{X: 0, Y: y, W: 1, H: 1}, kit.Hit{})
}

// rows lays fields in one or two columns; some take the whole width.
func (f *Form) rows(c *kit.Canvas, r *kit.Rect, list []*input, cols int) {
	var pair []*input
	flush := func() {
		if len(pair) == 0 {
			return
		}
		cells := r.Columns(20, []float32{-1, -1}[:cols]...)
		most := float32(0)
		for n, i := range pair {
			cell := cells[n]
			start := cell.Y
			cell.H = 10_000
			f.row(c, &cell, i)
			most = max(most, cell.Y-start)
		}
		r.CutTop(most)
		pair = nil
	}
	for _, i := range list {
		if i.area || whole[i.key] || cols == 1 {
			flush()
			f.row(c, r, i)
			if i.key == "name" {
				f.doubleBox(c, r)
			}
			continue
		}
		if pair = append(pair, i); len(pair) == cols {
			flush()
		}
	}
	flush()
}

// row is one field with its label and, below, what is wrong with it.
func (f *Form) row(c *kit.Canvas, r *kit.Rect, i *input) {
	label := i.label
	if i.need {
		label += " *"
	}
	form := kit.Form{Label: formLabel, Gap: 6}
	switch id := "in." + i.key; {
	case i.many != nil:
		c.FormPart(r, label, theme.Control, "", form, func(box kit.Rect) { c.Choices(id, box, i.many) })
	case i.box == nil:
		c.FormPart(r, "", 24, "", form, func(box kit.Rect) {
			c.Check(id, box, label, i.flag, func(on bool) {
				if !i.lock {
					i.flag = on
					f.touched(i)
				}
			})
		})
	case i.area:
		c.FormPart(r, label, areaRoom, i.box.Err, form, func(box kit.Rect) { c.Field(id, box, i.box) })
	default:
		switch i.key {
		case "name":
			i.box.Hint = f.host.T("cust.form.name_hint")
		case "contact.mail":
			i.box.Hint = ""
			if f.ownDomain(i.text()) {
				i.box.Hint = f.host.T("cust.form.own_domain")
			}
		}
		c.FormRow(r, id, label, i.box, form)
	}
}

// ownDomain tells that an address is of the domain of the company's web site.
func (f *Form) ownDomain(mail string) bool {
	site := f.inputs["website"]
	_, domain, ok := strings.Cut(mail, "@")
	if site == nil || !ok || domain == "" {
		return false
	}
	host := site.text()
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	host, _, _ = strings.Cut(host, "/")
	return strings.EqualFold(strings.TrimPrefix(strings.ToLower(host), "www."), domain)
}

// count tells how many fields of the group are filled.
func (g *group) count() (filled, all int) {
	for _, i := range g.inputs {
		if i.box == nil && i.many == nil {
			continue // a yes or no is never missing
		}
		all++
		if i.filled() {
			filled++
		}
	}
	return filled, all
}

// doubleBox shows the customers that may be the same, under the name.
func (f *Form) doubleBox(c *kit.Canvas, r *kit.Rect) {
	list := f.openDoubles()
	if len(list) == 0 {
		return
	}
	t := f.host.T
	refuse := false
	for _, d := range list {
		refuse = refuse || d.Refuse
	}
	ground, fg := theme.WarnSoft, theme.Warn
	if refuse {
		ground, fg = theme.BadSoft, theme.Bad
	}
	const line = 42
	foot := float32(40)
	if refuse && len(list) == 1 {
		foot = 8
	}
	box := r.CutTop(36 + float32(len(list))*line + foot)
	r.CutTop(8)
	box.CutLeft(formLabel + 10)
	c.Round(box, theme.RadiusPanel, ground, theme.None)
	in := box.Pad(10, 4, 10, 6)
	head := in.CutTop(32)
	c.Icon(head.CutLeft(18), icons.TriangleAlert, 14, fg)
	head.CutLeft(6)
	title := t("cust.form.maybe")
	if refuse {
		title = t("cust.form.is_same")
	}
	head.CutLeft(c.Text(head, title, kit.Strong.In(fg)) + 10)
	c.Text(head, t("cust.form.near", "n", len(list)), kit.Caption.In(fg))
	for _, d := range list {
		f.doubleRow(c, in.CutTop(line), d, fg)
	}
	if foot > 10 {
		row := in.CutTop(34).Pad(0, 6, 0, 0)
		c.LineH(in.X, row.Y-6, in.W, fg.Alpha(22))
		c.ButtonsLeft(&row, kit.Button{ID: "double.other", Text: t("cust.form.another"), Key: "Alt+N", Small: true, Tap: f.dismiss})
		c.Text(row.Pad(6, 0, 0, 0), t("cust.form.other_hint", "n", len(list)), kit.Caption.In(fg))
	}
}

func (f *Form) doubleRow(c *kit.Canvas, r kit.Rect, d customer.Duplicate, fg theme.Token) {
	t := f.host.T
	c.LineH(r.X, r.Y, r.W, fg.Alpha(22))
	c.Company(r.CutLeft(28), telling(d.Name), 28)
	r.CutLeft(9)
	if d.ID != 0 {
		c.Button(r.CutRight(44).MiddleRow(theme.ControlS), kit.Button{ID: "double.open." + itoa(d.ID), Text: t("cust.open_word"), Small: true, Tap: func() { f.host.Open(customer.Customers, d.ID, nil) }})
		r.CutRight(10)
	}
	side := r.CutRight(min(170, r.W*0.36))
	top := r.CutTop(r.H/2).Pad(0, 4, 0, 0)
	style := kit.Body
	if i := f.inputs["name"]; i != nil {
		style = style.Marked(common(i.text(), d.Name))
	}
	c.Text(top, d.Name, style)
	c.Text(r.Pad(0, 0, 0, 3), f.reasons(d), kit.Caption.In(fg))
	owner := t("cust.form.owner", "name", d.Owner)
	if d.InPool {
		owner = t("cust.form.pooled", "n", int(f.host.Today()-d.PooledOn))
	}
	c.Text(side.CutTop(side.H/2).Pad(0, 4, 0, 0), owner, kit.Caption)
	last := ""
	if d.LastAt != 0 {
		last = t("cust.form.last", "date", tr.In(f.host.Lang()).Near(dayOfMS(d.LastAt, f.host.Zone()), f.host.Today()))
	}
	if d.Grade != "" {
		grade := t("cust.grade", "grade", records.OptionText(f.host, f.deps.Registry.Type(customer.Customers).Field("grade"), d.Grade))
		last = strings.TrimPrefix(grade+t("cust.form.comma")+last, t("cust.form.comma"))
		last = strings.TrimSuffix(last, t("cust.form.comma"))
	}
	c.Text(side.Pad(0, 0, 0, 3), last, kit.Caption)
}

func (f *Form) reasons(d customer.Duplicate) string {
	var parts []string
	for _, r := range d.Reasons {
		parts = append(parts, f.host.T("dedupe.reason."+string(r), "n", d.Near, "phone", d.Phone))
	}
	return strings.Join(parts, f.host.T("cust.form.reason_sep"))
}

// common marks the characters of name that also stand in typed, longest runs first.
func common(typed, name string) []kit.Mark {
	t := strings.TrimSpace(typed)
	var marks []kit.Mark
	for i := 0; i < len(name); {
		best := 0
		for j := i; j < len(name); {
			_, size := decode(name[j:])
			if !strings.Contains(t, name[i:j+size]) {
				break
			}
			j += size
			best = j - i
		}
		_, size := decode(name[i:])
		if best > size { // one character alone says little
			marks = append(marks, kit.Mark{From: i, To: i + best})
			i += best
			continue
		}
		i += size
	}
	return marks
}
