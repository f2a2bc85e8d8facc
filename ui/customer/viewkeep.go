package customer

import (
	"context"
	"strings"

	"kontor/app/identity"
	"kontor/app/view"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// viewMenu is the context menu of a saved view.
func (p *Page) viewMenu(v view.Row, at kit.Point) {
	t := p.host.T
	mine := v.Owner == p.host.Actor().ID || p.host.Actor().Has(identity.RightAdmin)
	why := ""
	if !mine {
		why = t("cust.view_not_mine")
	}
	p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: []kit.MenuItem{
		{Title: t("cust.view_take"), Icon: icons.Save, Disabled: !mine || !p.differs(), Why: why, Run: func() { p.storeView(p.taken(v)) }},
		{Title: t("cust.view_rename"), Icon: icons.Pencil, Disabled: !mine, Why: why, Run: func() { p.nameView(v, t("cust.view_rename")) }},
		{},
		{Title: t("cust.view_delete"), Icon: icons.Trash, Danger: true, Disabled: !mine, Why: why, Run: func() { p.dropView(v) }},
	}})
}

// taken is a view with the filter, order and columns as they are shown now.
func (p *Page) taken(v view.Row) view.Row {
	q := p.list.Query()
	q.Columns, q.Totals = nil, nil
	v.Query, v.Layout = q, p.list.Table.SaveColumns()
	return v
}

// saveView keeps the present filter as a new view.
func (p *Page) saveView() {
	p.nameView(p.taken(view.Row{Group: view.Mine}), p.host.T("cust.save_view"))
}

// nameView asks for the name of a view and whether all may use it.
func (p *Page) nameView(v view.Row, title string) {
	t := p.host.T
	name := kit.NewField(t("cust.view_name")).With(v.Name)
	shared := v.Shared
	admin := p.host.Actor().Has(identity.RightAdmin)
	d := &kit.Dialog{Title: title, Height: func(float32) float32 { return 2 * (theme.Control + 9) }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "name", t("cust.view_name"), name, kit.Form{Label: 72})
		if admin {
			row := r.CutTop(theme.Control)
			row.CutLeft(80)
			c.Check("shared", row, t("cust.view_shared"), shared, func(on bool) { shared = on })
		}
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("cust.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		v.Name, v.Shared = strings.TrimSpace(name.Text()), shared
		if v.Name == "" {
			name.Err = t("cust.view_needs_name")
			return true
		}
		p.storeView(v)
		return false
	}}}
	p.host.ShowDialog(d)
	name.Focus()
}

func (p *Page) storeView(v view.Row) {
	p.host.Go(func(ctx context.Context) {
		id, err := p.deps.Views.Save(ctx, v)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			v.ID, v.Group = id, view.Mine
			if v.Shared {
				v.Group = view.Shared
			}
			p.view = v
			p.host.Toast(p.host.T("cust.view_saved", "name", v.Name), nil)
			p.loadViews(false)
		})
	})
}

func (p *Page) dropView(v view.Row) {
	p.host.Go(func(ctx context.Context) {
		err := p.deps.Views.Delete(ctx, v.ID)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if p.view.ID == v.ID {
				p.showView(p.shipped("all"))
			}
			p.host.Toast(p.host.T("cust.view_gone", "name", v.Name), p.undo)
			p.loadViews(false)
		})
	})
}
