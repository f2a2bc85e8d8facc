package records

import (
	"context"

	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Columns keeps order, choice and width of the columns of lists as the whole company has
// them: they hold for everybody who has not arranged a list otherwise (SYS-34).
type Columns interface {
	// Of gives the columns of the list of an entity as Table.SaveColumns writes them, from
	// memory; "": those of the program.
	Of(entity string) string
	// Share makes them those of the company; it needs the administrator's right.
	Share(ctx context.Context, entity, columns string) error
}

// columnItems are offered below the choice of columns: to go back to those of the company,
// and for administrators to make one's own those of everybody.
func (l *List) columnItems() []kit.MenuItem {
	t := l.host.T
	items := []kit.MenuItem{{}, {Title: t("records.columns.usual"), Icon: icons.Undo, Run: func() {
		l.host.SetSetting(l.settingKey(), "")
		l.layColumns()
		l.redraw()
	}}}
	if !l.host.Actor().Has(identity.RightAdmin) {
		return items
	}
	return append(items, kit.MenuItem{Title: t("records.columns.share"), Icon: icons.Users, Run: func() {
		text := l.Table.SaveColumns()
		l.host.Go(func(ctx context.Context) {
			err := l.deps.Columns.Share(ctx, l.typ.Name, text)
			l.host.Post(func() {
				l.host.Report(err)
				if err == nil {
					l.host.Toast(t("records.columns.shared"), nil)
				}
			})
		})
	}})
}
