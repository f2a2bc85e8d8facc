package paperdialog

import (
	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (g *dialog) draw(c *kit.Canvas, r kit.Rect) {
	c.Round(r, theme.RadiusDialog, theme.Content, theme.Line)
	head := r.CutTop(46)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	in := head.Pad(18, 0, 12, 1)
	c.Icon(in.CutLeft(18), icons.Printer, 16, theme.Text2)
	in.CutLeft(8)
	in.CutLeft(c.Text(in, g.doc.Title, kit.Section) + 10)
	if g.doc.N > 1 {
		c.Badge(in, g.h.T("paper.many", "n", g.doc.N), kit.Petrol)
	} else {
		g.drawCount(c, in)
	}
	foot := r.CutBottom(52)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	g.drawFoot(c, foot.Pad(18, 1, 18, 0))
	left := r.CutLeft(334)
	c.LineV(left.Right(), left.Y, left.H, theme.Line)
	g.drawOptions(c, left.Pad(18, 14, 18, 10))
	g.drawPage(c, r)
}

func (g *dialog) drawFoot(c *kit.Canvas, r kit.Rect) {
	t := g.h.T
	c.ButtonsLeft(&r, kit.Button{ID: "pdf", Text: t("paper.save_pdf"), Icon: icons.FileText, Tap: g.save})
	if g.isSheet() {
		c.ButtonsLeft(&r, kit.Button{ID: "book", Text: t("paper.save_book"), Icon: icons.FileSheet, Tap: g.saveBook})
	}
	if g.doc.Mail != nil {
		c.ButtonsLeft(&r, kit.Button{ID: "mail", Text: t("paper.mail"), Icon: icons.Send, Tap: g.mail})
	}
	if g.busy && g.doc.N > 1 {
		c.ButtonsRight(&r, kit.Button{ID: "stop", Text: t("paper.stop"), Tap: func() {
			if g.stop != nil {
				g.stop()
			}
		}})
		g.drawProgress(c, r)
		return
	}
	c.ButtonsRight(&r, kit.Button{ID: "cancel", Text: t("kit.cancel"), Key: "Esc", Tap: g.box.Close},
		kit.Button{ID: "print", Text: t("paper.print"), Icon: icons.Printer, Kind: kit.Primary, Key: "Ctrl+Enter", Tap: g.print})
	if g.doc.Kind != paper.List { // nobody counts those
		c.Text(r, t("paper.note"), kit.Hint.RightAligned())
	}
}

// drawCount says how often the document was printed.
func (g *dialog) drawCount(c *kit.Canvas, in kit.Rect) {
	state, tint := g.h.T("paper.never"), kit.Gray
	if g.doc.Count > 0 {
		state, tint = g.h.T("paper.count", "n", g.doc.Count), kit.Amber
	}
	c.Badge(in, state, tint)
}

// drawProgress shows how far a batch is.
func (g *dialog) drawProgress(c *kit.Canvas, r kit.Rect) {
	p := g.progress
	text := g.h.T("paper.progress", "n", p.Done+p.Failed, "all", g.doc.N)
	if p.Failed > 0 {
		text = g.h.T("paper.progress_failed", "n", p.Done+p.Failed, "all", g.doc.N, "failed", p.Failed)
	}
	c.Text(r.CutRight(kit.Measure(text, kit.Body)+10), text, kit.Body.RightAligned())
	c.Progress(r.Pad(20, 0, 12, 0), float32(p.Done+p.Failed)/float32(max(g.doc.N, 1)), theme.Primary)
}
