package records_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

type sheet struct {
	entity.Head
	Name, Place, Color string
}

// shared keeps the columns of the company in memory.
type shared map[string]string

func (s shared) Of(kind string) string { return s[kind] }
func (s shared) Share(_ context.Context, kind, columns string) error {
	s[kind] = columns
	return nil
}

// SYS-34: an administrator makes the order of columns that of the whole company; who has
// arranged a list otherwise keeps that and can go back.
func TestColumnsOfTheWholeCompany(t *testing.T) {
	reg := entity.NewRegistry(app.ClockFunc(time.Now), time.UTC)
	d := entity.Describe("sheet", "name", func(x *sheet, e *entity.Fields) {
		e.Text("name", &x.Name)
		e.Text("place", &x.Place)
		e.Text("color", &x.Color)
	})
	reg.Add(d.Type)
	company := shared{}
	open := func(h *uitest.Host) *records.List {
		l := records.New(h, records.Deps{Registry: reg, Columns: company}, "sheet")
		l.Redraw(func() {})
		l.Columns("name", "place", "color")
		return l
	}
	order := func(l *records.List) string {
		var ids []string
		for _, c := range l.Table.Columns {
			if !c.Hidden {
				ids = append(ids, c.ID)
			}
		}
		return strings.Join(ids, " ")
	}
	item := func(l *records.List, key string, h *uitest.Host) *kit.MenuItem {
		for _, i := range l.Table.ColumnItems() {
			if i.Title == h.T(key) {
				return &i
			}
		}
		return nil
	}
	boss := uitest.New(t, apptest.Owner(), app.ClockFunc(time.Now), nil)
	l := open(boss)
	l.Table.PlaceColumn("color", "place")
	item(l, "records.columns.share", boss).Run()
	boss.Settle()

	seller := uitest.New(t, apptest.Seller(2, 0, 1), app.ClockFunc(time.Now), nil)
	if l = open(seller); order(l) != "name color place" {
		t.Errorf("a colleague sees %s", order(l))
	}
	if item(l, "records.columns.share", seller) != nil {
		t.Error("a salesperson may arrange the lists of everybody")
	}
	l.Table.PlaceColumn("place", "name")
	l.Table.OnColumns()
	if l = open(seller); order(l) != "place name color" {
		t.Errorf("the own order is %s", order(l))
	}
	item(l, "records.columns.usual", seller).Run()
	if order(l) != "name color place" {
		t.Errorf("back to %s", order(l))
	}
}
