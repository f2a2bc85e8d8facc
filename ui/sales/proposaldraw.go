package sales

import (
	"strconv"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func proposalTint(s sales.ProposalState) kit.Tint {
	switch s {
	case sales.ProposalDraft:
		return kit.Amber
	case sales.ProposalIssued:
		return kit.Green
	}
	return kit.Gray
}

func (p *proposalPage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	defer p.v.beside(c, &r)()
	p.drawLeft(c, &r)
	if p.e.wrong != nil {
		putBanner(c, &r, kit.Banner{Tint: kit.Red, Text: p.host.ErrorText(p.e.wrong)})
	}
	p.drawFields(c, r.CutTop(132))
	tabs := r.CutTop(36)
	c.LineH(tabs.X, tabs.Y, tabs.W, theme.Line)
	c.LineH(tabs.X, tabs.Bottom()-1, tabs.W, theme.Line)
	t := p.host.T
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return itoa(n)
	}
	c.Tabs("tab", tabs.Pad(6, 0, 14, 0), []kit.Tab{
		{ID: "content", Text: t("proposal.group.content")},
		{ID: "lines", Text: t("proposalpage.lines"), Count: count(len(p.e.rec.Lines))},
		{ID: "files", Text: t("attach.many"), Count: count(p.files.Count())},
		{ID: "versions", Text: t("proposalpage.versions"), Count: count(len(p.versions))},
	}, p.tab, p.show)
	foot := r.CutBottom(36)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	switch p.tab {
	case "lines":
		if len(p.e.rec.Lines) == 0 && !p.editable() {
			c.Empty(r, kit.Empty{Icon: icons.Package, Title: t("saleswindow.no_lines")})
			break
		}
		p.rows.Grid.Draw(c, "lines", r)
	case "files":
		p.files.Draw(c, r, p.files.locked())
	case "versions":
		p.drawVersions(c, r)
	default:
		var list []areaOf
		for _, key := range sections {
			list = append(list, areaOf{key, p.h.label(key), 92})
		}
		areas(c, r, p.h, append(list, areaOf{"remark", p.h.label("remark"), 60})...)
	}
	in := foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0)
	total := money.Of(p.e.rec.TotalMinor, p.e.home).String()
	c.Text(in.CutRight(kit.Measure(total, kit.Section)+2), total, kit.Section)
	in.CutRight(12)
	c.Text(in, t("proposal.total_minor"), kit.Body.RightAligned())
}

func (p *proposalPage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	x := p.e.rec
	state := p.host.T("proposal.state." + string(x.State))
	undo := p.button("undo", kit.Plain)
	undo.Tip, undo.Text, undo.Key = undo.Text, "", "Ctrl+Z"
	list := []kit.Button{p.button("print", kit.Outline), p.button("mail", kit.Outline)}
	switch {
	case p.editable() && p.e.fresh():
		list = append([]kit.Button{undo}, append(list, p.button("save", kit.Primary))...)
	case p.editable():
		list = append([]kit.Button{undo}, append(list, p.button("issue", kit.Outline), p.button("save", kit.Primary))...)
	default:
		list = append(list, p.button("revise", kit.Outline), p.button("quote", kit.Primary))
	}
	list = append(list, p.moreButton("issue", "revise", "quote", "pdf", "excel", "copy", "timeline", "redo"), p.detachButton())
	c.ButtonsRight(&r, kit.FitButtons(r.W-kit.Measure(p.Title(), kit.Title)-28-kit.BadgeWidth(state)-8, list)...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	r.CutLeft(c.Badge(r, state, proposalTint(x.State)) + 8)
	p.drawUnsaved(c, r)
}

func (p *proposalPage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	row := in.CutTop(52).Columns(12, -1.5, -1, -1, -1)
	for i, key := range []string{"customer_id", "contact_id", "date_on"} {
		p.h.draw(c, row[i], key, "")
	}
	p.h.draw(c, row[3], "owner_id", p.host.T("saleswindow.owner"))
	in.CutTop(6)
	row = in.CutTop(52).Columns(12, -1.5, -1, -1)
	p.h.draw(c, row[0], "title", "")
	p.h.draw(c, row[1], "opportunity_id", "")
	p.h.draw(c, row[2], "change_note", "")
}

// drawVersions lists the versions; each opens in place.
func (p *proposalPage) drawVersions(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Scroll("versions", r, float32(len(p.versions))*theme.Row+8, func(body kit.Rect) {
		for _, v := range p.versions {
			row := body.CutTop(theme.Row)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			cell := row.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(12, 60, 100, 120, -1, 110)
			name := "R" + strconv.FormatInt(v.Revision, 10)
			if v.ID == p.e.rec.ID {
				c.Text(cell[0], name, kit.Strong)
			} else {
				c.LinkText(cell[0], "version."+idArg(v.ID), name, kit.Body.In(theme.Primary), func() { p.open(v.ID) })
			}
			c.Badge(cell[1], t("proposal.state."+string(v.State)), proposalTint(v.State))
			c.Text(cell[2], v.On.String(), kit.Second)
			c.Text(cell[3], v.Change, kit.Body)
			c.Text(cell[4], plain(v.TotalMinor, p.e.home), kit.Body.RightAligned())
		}
	})
}
