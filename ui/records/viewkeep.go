package records

import (
	"context"
	"strings"

	"kontor/app/identity"
	"kontor/app/view"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Viewing keeps the saved views of lists.
type Viewing interface {
	List(ctx context.Context, name string) ([]view.Row, error)
	Save(ctx context.Context, r view.Row) (int64, error)
	Delete(ctx context.Context, id int64) error
}

// ViewKeeper saves, renames and deletes the views of a list for its window.
type ViewKeeper struct {
	Host   kit.Host
	Views  Viewing
	Stored func(v view.Row) // a view was saved; it is the one shown
	Gone   func(v view.Row)
	Undo   func() // takes a deletion back
}

// Items are what can be done with a saved view. differs tells that the list shows
// something else, and taken is the view with what it shows.
func (k *ViewKeeper) Items(v view.Row, differs bool, taken func(view.Row) view.Row) []kit.MenuItem {
	t := k.Host.T
	mine := v.Owner == k.Host.Actor().ID || k.Host.Actor().Has(identity.RightAdmin)
	why := ""
	if !mine {
		why = t("savedview.not_mine")
	}
	return []kit.MenuItem{
		{Title: t("savedview.take"), Icon: icons.Save, Disabled: !mine || !differs, Why: why, Run: func() { k.store(taken(v)) }},
		{Title: t("savedview.rename"), Icon: icons.Pencil, Disabled: !mine, Why: why, Run: func() { k.Name(v, t("savedview.rename")) }},
		{},
		{Title: t("savedview.delete"), Icon: icons.Trash, Danger: true, Disabled: !mine, Why: why, Run: func() { k.drop(v) }},
	}
}

// Name asks for the name of a view and whether all may use it, and saves it.
func (k *ViewKeeper) Name(v view.Row, title string) {
	t := k.Host.T
	name := kit.NewField(t("savedview.name")).With(v.Name)
	shared := v.Shared
	admin := k.Host.Actor().Has(identity.RightAdmin)
	d := &kit.Dialog{Title: title, Height: func(float32) float32 { return 2 * (theme.Control + 9) }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "name", t("savedview.name"), name, kit.Form{Label: 72})
		if admin {
			row := r.CutTop(theme.Control)
			row.CutLeft(80)
			c.Check("shared", row, t("savedview.shared"), shared, func(on bool) { shared = on })
		}
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		v.Name, v.Shared = strings.TrimSpace(name.Text()), shared
		if v.Name == "" {
			name.Err = t("savedview.needs_name")
			return true
		}
		k.store(v)
		return false
	}}}
	k.Host.ShowDialog(d)
	name.Focus()
}

func (k *ViewKeeper) store(v view.Row) {
	k.Host.Go(func(ctx context.Context) {
		id, err := k.Views.Save(ctx, v)
		k.Host.Post(func() {
			if err != nil {
				k.Host.Report(err)
				return
			}
			v.ID, v.Group, v.Owner = id, view.Mine, k.Host.Actor().ID
			if v.Shared {
				v.Group = view.Shared
			}
			k.Host.Toast(k.Host.T("savedview.saved", "name", v.Name), nil)
			k.Stored(v)
		})
	})
}

func (k *ViewKeeper) drop(v view.Row) {
	k.Host.Go(func(ctx context.Context) {
		err := k.Views.Delete(ctx, v.ID)
		k.Host.Post(func() {
			if err != nil {
				k.Host.Report(err)
				return
			}
			k.Host.Toast(k.Host.T("savedview.gone", "name", v.Name), k.Undo)
			k.Gone(v)
		})
	})
}
