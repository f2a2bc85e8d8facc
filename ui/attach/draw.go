package attach

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

const rowHeight = 46

// Draw shows the files with what can be done with them. locked, when not empty, says why
// nothing can be added or taken away.
func (l *List) Draw(c *kit.Canvas, r kit.Rect, locked string) {
	t := l.host.T
	if l.deps.Files != nil {
		bar := r.CutTop(42).Pad(16, 8, 16, 4)
		why := locked
		if why == "" && !l.MayAdd() {
			why = t("cust.denied")
		}
		c.ButtonsLeft(&bar, kit.Button{ID: "file.add", Text: t("attach.add"), Icon: icons.Plus, Small: true, Disabled: why, Tap: l.pick},
			kit.Button{ID: "file.paste", Text: t("attach.paste"), Icon: icons.ClipboardPaste, Small: true, Kind: kit.Plain, Key: "Ctrl+V", Disabled: why, Tap: l.Paste})
		c.LineH(r.X, r.Y-1, r.W, theme.Line)
	}
	if len(l.rows) == 0 {
		if err := l.load.Failed(); err != nil {
			c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: l.host.ErrorText(err)})
		} else if !l.load.Waiting() {
			c.Empty(r, kit.Empty{Icon: icons.Paperclip, Title: t("attach.none"), Text: t("attach.none_text")})
		}
		return
	}
	c.Scroll("files", r, float32(len(l.rows)*rowHeight), func(body kit.Rect) {
		for _, x := range l.rows {
			if row := body.CutTop(rowHeight); c.Visible(row) {
				l.drawRow(c, row, x, locked)
			}
		}
	})
}

// hit is the place of a file: a click opens it, keys and menu do what the buttons do.
func (l *List) hit(c *kit.Canvas, r kit.Rect, x row, locked string) kit.Interaction {
	return c.Hit("file."+itoa(x.id), r, kit.Hit{
		Name: x.name, Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true, Tap: func() { l.open(x) },
		Menu: func(at kit.Point) { l.menu(x, at) }, Key: func(k kit.Key) bool {
			switch {
			case k == "Ctrl+S":
				l.saveAs(x)
			case k == "Del" && locked == "" && l.mayRemove():
				l.bin(x)
			default:
				return false
			}
			return true
		},
	})
}

// DrawPart shows the files as a part of a pane: a heading with a link that adds one, and a
// line for each. It takes what it needs off r.
func (l *List) DrawPart(c *kit.Canvas, r *kit.Rect, locked string) {
	t := l.host.T
	head := r.CutTop(24)
	if locked == "" && l.MayAdd() {
		word := t("attach.add")
		c.LinkText(head.CutRight(kit.Measure(word, kit.Link)+2), "file.add", word, kit.Link, l.pick)
	}
	head.CutLeft(c.Text(head, t("attach.many"), kit.Strong) + 8)
	if n := len(l.rows); n > 0 {
		c.Text(head, strconv.Itoa(n), kit.Caption)
	}
	r.CutTop(4)
	if len(l.rows) == 0 {
		text := t("attach.none")
		if err := l.load.Failed(); err != nil {
			text = l.host.ErrorText(err)
		}
		c.Text(r.CutTop(24), text, kit.Hint)
		return
	}
	for _, x := range l.rows {
		row := r.CutTop(theme.Row)
		st := l.hit(c, row, x, locked)
		if st.Hover {
			c.Fill(row, theme.Hover)
		}
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		if st.Ring {
			c.FocusRing(row.Inset(2), theme.RadiusControl)
		}
		in := row
		c.Icon(in.CutLeft(16), iconOf(x.name), 14, theme.Text2)
		in.CutLeft(8)
		size := Size(x.size)
		c.Text(in.CutRight(kit.Measure(size, kit.Caption)+2), size, kit.Caption)
		in.CutRight(8)
		c.Text(in, x.name, kit.Body.In(theme.Primary))
	}
}

func (l *List) drawRow(c *kit.Canvas, r kit.Rect, x row, locked string) {
	t := l.host.T
	st := l.hit(c, r, x, locked)
	if st.Hover {
		c.Fill(r, theme.Hover)
	}
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	if st.Ring {
		c.FocusRing(r.Inset(2), theme.RadiusControl)
	}
	in := r.Pad(16, 0, 12, 0)
	c.Icon(in.CutLeft(20), iconOf(x.name), 16, theme.Text2)
	in.CutLeft(8)
	if locked == "" && l.mayRemove() {
		c.Button(in.CutRight(theme.ControlS).MiddleRow(theme.ControlS), kit.Button{ID: "file.bin." + itoa(x.id), Icon: icons.Trash, Kind: kit.Plain, Small: true, Tip: t("attach.bin"), Key: "Del", Tap: func() { l.bin(x) }})
	}
	c.Button(in.CutRight(theme.ControlS+4).MiddleRow(theme.ControlS), kit.Button{ID: "file.save." + itoa(x.id), Icon: icons.Save, Kind: kit.Plain, Small: true, Tip: t("attach.save_as"), Key: "Ctrl+S", Tap: func() { l.saveAs(x) }})
	in.CutRight(8)
	c.Text(in.CutTop(rowHeight/2).Pad(0, 4, 0, 0), x.name, kit.Body)
	facts := []string{Size(x.size), x.who, tr.In(l.host.Lang()).NearInstant(l.instant(x.at), l.host.Zone(), l.host.Today())}
	if x.contact != "" && l.of.Contact == 0 {
		facts = append(facts, t("attach.of", "name", x.contact))
	}
	if x.docKind != "" && l.of.ID == 0 {
		facts = append(facts, t("attach.of", "name", t(x.docKind+".one")))
	}
	c.Text(in.Pad(0, 0, 0, 4), strings.Join(facts, "  "), kit.Caption)
}

// iconOf tells pictures and sheets from other files.
func iconOf(name string) icons.Name {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff":
		return icons.FileImage
	case ".xlsx", ".xls", ".csv", ".et":
		return icons.FileSheet
	case ".pdf", ".doc", ".docx", ".txt", ".wps", ".md":
		return icons.FileText
	}
	return icons.File
}

// Size writes a number of bytes: 312 B, 45 KB, 1.2 MB.
func Size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 999_500:
		return fmt.Sprintf("%.0f KB", float64(n)/1e3)
	case n < 999_500_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}
