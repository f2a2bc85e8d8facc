package attendance

import (
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// sideForm is the form of one record beside its list.
type sideForm interface {
	comparable
	draw(c *kit.Canvas, r kit.Rect)
	save()
}

// formList is a list of records with the form of one at its side.
type formList[F sideForm] struct {
	p     *page
	kind  string
	title string // of what makes a new one
	load  *kit.Loader
	table kit.Table
	split kit.Split
	form  F
	begin func() // opens the form of a new one
	again func() // reads the list
	blank func() bool
}

func (e *formList[F]) may(v identity.Verb) bool {
	return e.p.host.Actor().Can(identity.May(e.kind, v))
}

func (e *formList[F]) editing() bool {
	var none F
	return e.form != none
}

func (e *formList[F]) close() {
	var none F
	e.form = none
}

func (e *formList[F]) fresh() {
	if !e.may(identity.Add) {
		return
	}
	e.begin()
	e.p.redraw()
}

func (e *formList[F]) draw(c *kit.Canvas, r kit.Rect) {
	if e.editing() {
		e.form.draw(c, e.split.CutRight(c, "split", &r))
	}
	if err := e.load.Failed(); err != nil {
		c.Failure(r, e.p.host, err, e.again)
		return
	}
	e.table.Loading = e.load.Slow() && e.blank()
	e.table.Draw(c, "list", r)
}

func (e *formList[F]) head() []kit.Button {
	if !e.may(identity.Add) {
		return nil
	}
	return []kit.Button{{ID: "new", Text: e.title, Icon: icons.Plus, Kind: kit.Primary, Tap: e.fresh}}
}

func (e *formList[F]) commands() []kit.Command {
	T := e.p.t
	list := []kit.Command{{ID: "new", Title: e.title, Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: e.fresh, Status: T("attendance.key.new")}}
	if e.editing() {
		list = append(list, kit.Command{ID: "save", Title: T("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: e.form.save, Status: T("records.save")},
			kit.Command{ID: "cancel", Title: T("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: func() { e.close(); e.p.redraw() }})
	}
	return list
}

// frame draws the form around its body: the buttons stand still below, and what is left
// beside them is given back.
func (e *formList[F]) frame(c *kit.Canvas, r kit.Rect, id string, body func(in *kit.Rect)) (beside kit.Rect) {
	foot := r.CutBottom(48)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	beside = foot.Pad(16, 1, 14, 0)
	save := kit.Button{ID: "save", Text: e.p.t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: e.form.save}
	if !e.may(identity.Change) {
		save.Disabled = e.p.t("attendance.no_right")
	}
	c.ButtonsRight(&beside, kit.Button{ID: "cancel", Text: e.p.t("kit.cancel"), Key: "Esc", Tap: e.close}, save)
	c.ScrollAuto(id, r, func(room kit.Rect) float32 {
		top := room.Y
		in := room.Pad(16, 12, 16, 0)
		in.H = 100_000
		body(&in)
		return in.Y - top + 16
	})
	return beside
}

// saved ends the form when the record was saved, and tells why when it was not.
func (e *formList[F]) saved(err error) {
	if err != nil {
		e.p.host.Report(err)
		e.p.redraw()
		return
	}
	e.p.host.Toast(e.p.t("records.saved"), nil)
	e.close()
	e.again()
}
