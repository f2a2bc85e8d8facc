package importpage

import (
	"context"
	"maps"
	"slices"
	"strings"

	"kontor/app/entity"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// say is what the check found about a column, in one line.
type say struct {
	text  string
	color theme.Token
	icon  icons.Name
	link  string
	act   func()
}

// verdict draws the last cell of a column: what is right or wrong, and what to do.
func (p *Page) verdict(c *kit.Canvas, r kit.Rect, i int) {
	s := p.judge(i)
	if s.link != "" {
		w := kit.Measure(s.link, kit.Link) + 2
		c.LinkText(r.CutRight(w), "act."+fieldID(i), s.link, kit.Link, s.act)
		r.CutRight(10)
	}
	if s.icon != "" {
		c.Icon(r.CutLeft(13), s.icon, 12, s.color)
		r.CutLeft(4)
	}
	text := s.color
	if s.color == theme.OK {
		text = theme.Text2
	}
	c.Text(r, s.text, kit.Second.In(text))
}

func (p *Page) judge(i int) say {
	t := p.host.T
	col := p.mapping.Columns[i]
	switch {
	case p.preview.Filled[i] == 0:
		return say{text: t("import.check.empty"), color: theme.Muted}
	case col.Field == "":
		return say{text: t("import.check.ignored", "n", p.preview.Filled[i]), color: theme.Muted}
	case p.report == nil || i >= len(p.report.Checks):
		return say{text: t("import.check.running"), color: theme.Muted}
	}
	k := p.report.Checks[i]
	agree := func() { p.mapping.Columns[i].Agreed = true; p.showFields(); p.host.Refresh() }
	switch {
	case len(k.Unknown) > 0 && !col.Agreed:
		return p.unknownSay(i, k)
	case col.Zeros != 0 && !col.Agreed:
		return say{
			text: t("import.check.unit", "unit", t("import.unit."+zeros(col.Zeros))), color: theme.Warn, icon: icons.TriangleAlert,
			link: "× 1" + thousands(col.Zeros), act: agree,
		}
	case k.Faults > 0:
		return say{text: t("import.check.faults", "n", k.Faults), color: theme.Bad, icon: icons.TriangleAlert}
	case col.Sure == importing.Low && !col.Agreed:
		return say{text: t("import.check.low"), color: theme.Warn, icon: icons.TriangleAlert, link: t("import.page.agree"), act: agree}
	}
	good := say{text: t("import.check.filled", "n", k.Filled), color: theme.OK, icon: icons.Check}
	target, _ := p.target(col.Field)
	switch {
	case k.Long:
		good.text = t("import.check.long")
	case k.Spellings > 1:
		good.text = t("import.check.spellings", "n", k.Spellings)
	case target.Field != nil && (target.Field.Kind == entity.KindChoice || target.Field.Kind == entity.KindMulti):
		good.text = t("import.check.options")
	}
	return good
}

func zeros(n int) string {
	return map[int]string{3: "thousand", 4: "wan", 5: "lakh", 6: "million", 7: "ten_million", 8: "yi"}[n]
}

func thousands(n int) string {
	s := strings.Repeat("0", n)
	var b strings.Builder
	for i := range s {
		if (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte('0')
	}
	return b.String()
}

// unknownSay speaks of names that belong to nobody and proposes who is meant.
func (p *Page) unknownSay(i int, k importing.Check) say {
	t := p.host.T
	names := slices.Sorted(maps.Keys(k.Unknown))
	slices.SortStableFunc(names, func(a, b string) int { return k.Unknown[b] - k.Unknown[a] })
	first := names[0]
	s := say{color: theme.Warn, icon: icons.TriangleAlert, text: t("import.check.nobody", "name", first, "n", k.Unknown[first])}
	if len(names) > 1 {
		s.text = t("import.check.nobodies", "name", first, "more", len(names)-1, "n", p.unknown(i))
	}
	if who := p.suggest[first]; who != "" && len(names) == 1 {
		s.link, s.act = t("import.page.assign", "name", who), func() { p.assign(i, first, who) }
		return s
	}
	s.link, s.act = t("import.page.assign_menu"), func() { p.assignMenu(i, names, k.Unknown) }
	return s
}

// assign says who a name means, for good.
func (p *Page) assign(i int, name, who string) {
	col := &p.mapping.Columns[i]
	if col.Values == nil {
		col.Values = map[string]string{}
	}
	col.Values[name] = who
	p.dry(false)
}

// assignMenu offers, for each unknown name, the likely person, oneself, and leaving it out.
func (p *Page) assignMenu(i int, names []string, n map[string]int) {
	t := p.host.T
	var items []kit.MenuItem
	target, _ := p.target(p.mapping.Columns[i].Field)
	for _, name := range names[:min(6, len(names))] {
		items = append(items, kit.MenuItem{Head: true, Title: t("import.page.name_rows", "name", name, "n", n[name])})
		if who := p.suggest[name]; who != "" {
			items = append(items, kit.MenuItem{Title: t("import.page.assign", "name", who), Icon: icons.UserCheck, Run: func() { p.assign(i, name, who) }})
		}
		if target.Field != nil && target.Field.To == "person" {
			items = append(items, kit.MenuItem{Title: t("import.page.assign_me"), Icon: icons.User, Run: func() { p.assign(i, name, p.host.Actor().Name) }},
				kit.MenuItem{Title: t("import.page.assign_other"), Icon: icons.Search, Run: func() { p.askPerson(i, name) }})
		}
	}
	items = append(items, kit.MenuItem{},
		kit.MenuItem{Title: t("import.page.leave_empty"), Checked: p.mapping.Columns[i].Unknown == importing.Leave, Run: func() { p.leaveEmpty(i) }},
		kit.MenuItem{Title: t("import.page.as_faults"), Checked: p.mapping.Columns[i].Unknown == importing.Refuse && p.mapping.Columns[i].Agreed, Run: func() { p.asFaults(i) }})
	box, _ := p.s.HitRect("act." + fieldID(i))
	p.host.ShowMenu(kit.Menu{From: p.s, Below: box, Items: items})
}

func (p *Page) leaveEmpty(i int) {
	p.mapping.Columns[i].Unknown, p.mapping.Columns[i].Agreed = importing.Leave, true
	p.dry(false)
}

func (p *Page) asFaults(i int) {
	p.mapping.Columns[i].Unknown, p.mapping.Columns[i].Agreed = importing.Refuse, true
	p.showFields()
	p.dry(false)
}

// askPerson lets the user pick whom a name means.
func (p *Page) askPerson(i int, name string) {
	t := p.host.T
	who := p.searchPerson(t("import.page.assign_other"))
	d := &kit.Dialog{Title: t("import.page.who", "name", name), Height: func(float32) float32 { return theme.Control + 8 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.Field("who", r.CutTop(theme.Control), who.Field) }
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("import.page.assign_do"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		if who.Value().Text == "" {
			return true
		}
		p.assign(i, name, who.Value().Text)
		return false
	}}}
	p.host.ShowDialog(d)
	who.Focus()
}

func (p *Page) searchPerson(label string) *kit.Picker {
	return kit.NewSearch(label, func(query string, answer func([]kit.Option)) {
		kit.Load(kit.NewLoader(p.host, func() {}), func(ctx context.Context) ([]listing.Row, error) { return p.people(ctx, query) }, func(rows []listing.Row) {
			var out []kit.Option
			for _, r := range rows {
				out = append(out, kit.Option{Key: itoa(r.ID), ID: r.ID, Text: r.Cells[0].Text(), Person: true})
			}
			answer(out)
		})
	})
}
