package sales

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

func (b *board) find(id int64) *sales.Opportunity {
	for _, o := range b.deals {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// move puts a card into another lane; won asks for the reason first.
func (b *board) move(key int64, from, to int) {
	o := b.find(key)
	if o == nil || from == to {
		return
	}
	switch {
	case to == len(b.stages):
		b.win(key)
	case from == len(b.stages):
		b.reopen(key)
	default:
		b.stage(o, b.stages[to].Key, true)
	}
}

// stage moves a deal and offers to take it back.
func (b *board) stage(o *sales.Opportunity, stage string, undo bool) {
	was := o.Stage
	moved := *o
	moved.Stage = stage
	b.replace(&moved) // at once; the answer corrects it
	b.host.Go(func(ctx context.Context) {
		now, err := b.d.Sales.Move(ctx, o.ID, 0, stage)
		b.host.Post(func() {
			if err != nil {
				b.host.Report(err)
				b.replace(o)
				return
			}
			b.replace(now)
			var back func()
			if undo {
				back = func() { b.stage(now, was, false) }
			}
			b.host.Toast(b.host.T("saleswindow.moved", "name", now.Name, "stage", b.nameOfStage(stage)), back)
		})
	})
}

func (b *board) nameOfStage(key string) string {
	for _, st := range b.stages {
		if st.Key == key {
			return b.stageName(st)
		}
	}
	return key
}

// replace puts a deal in the place of its older state and keeps the frame on it.
func (b *board) replace(o *sales.Opportunity) {
	for i := range b.deals {
		if b.deals[i].ID == o.ID {
			b.deals[i] = o
		}
	}
	b.arrange()
	for lane := range b.lanes {
		for i, x := range b.lanes[lane] {
			if x.ID == o.ID {
				b.kit.Select(lane, i)
			}
		}
	}
}

func (b *board) end(id int64, title string, run func(ctx context.Context, id int64, reason string) (*sales.Opportunity, error)) {
	b.arrange()
	askReason(b.host, reasonWish{title: b.host.T(title), text: b.host.T("saleswindow.reason_text")}, func(reason string) {
		b.host.Go(func(ctx context.Context) {
			o, err := run(ctx, id, reason)
			b.host.Post(func() {
				if err != nil {
					b.host.Report(err)
					return
				}
				b.replace(o)
				var undo func()
				if o.State != sales.Open {
					undo = func() { b.takeBack(id) }
				}
				b.host.Toast(b.host.T(title+"_done", "name", o.Name), undo)
			})
		})
	})
}

func (b *board) reopen(id int64) { b.end(id, "saleswindow.reopen", b.d.Sales.Reopen) }

// takeBack opens a deal again that was ended by mistake.
func (b *board) takeBack(id int64) {
	b.host.Go(func(ctx context.Context) {
		_, err := b.d.Sales.Reopen(ctx, id, b.host.T("saleswindow.taken_back"))
		b.host.Post(func() { b.host.Report(err); b.read() })
	})
}

func (b *board) menu(lane, i int, at kit.Point) {
	o := b.lanes[lane][i]
	t := b.host.T
	items := []kit.MenuItem{{Title: t("records.open"), Icon: icons.Pencil, Key: "Enter", Run: func() { b.host.Open(sales.Opportunities, o.ID, nil) }}}
	if o.State == sales.Open {
		items = append(items, kit.MenuItem{Title: t("saleswindow.quote_it"), Icon: icons.FileText, Run: func() {
			b.host.New(sales.Quotes, map[string]string{"opportunity_id": strconv.FormatInt(o.ID, 10)})
		}}, kit.MenuItem{}, kit.MenuItem{Title: t("saleswindow.win"), Icon: icons.Check, Key: "W", Run: func() { b.win(o.ID) }},
			kit.MenuItem{Title: t("saleswindow.lose"), Icon: icons.X, Key: "L", Run: func() { b.lose(o.ID) }})
	} else {
		items = append(items, kit.MenuItem{Title: t("saleswindow.reopen"), Icon: icons.Undo, Run: func() { b.reopen(o.ID) }})
	}
	b.host.ShowMenu(kit.Menu{From: b.surface, At: at, Items: items})
}

func (b *board) key(k kit.Key) bool {
	o := b.current()
	if o == nil || o.State != sales.Open {
		return false
	}
	switch k {
	case "W":
		b.win(o.ID)
	case "L":
		b.lose(o.ID)
	default:
		return false
	}
	return true
}

func (b *board) mayAdd() string {
	if b.host.Actor().Can(identity.May(sales.Opportunities, identity.Add)) {
		return ""
	}
	return b.host.T("saleswindow.why_right")
}

func (b *board) fresh() { b.host.New(sales.Opportunities, nil) }

func (b *board) commands() []kit.Command {
	t := b.host.T
	focus := func() { b.surface.FocusID("board", true) }
	return []kit.Command{
		{ID: "filter", Title: t("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: b.filter.Focus, Status: t("records.filter")},
		{ID: "newdeal", Title: records.NewTitle(b.host, sales.Opportunities), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: b.fresh, Enabled: b.mayAdd},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: b.read},
		{ID: "stage", Title: t("saleswindow.change_stage"), Keys: []kit.Key{"Ctrl+Right"}, Scope: kit.ScopeList, Run: focus, Status: t("saleswindow.change_stage")},
		{ID: "win", Title: t("saleswindow.win"), Keys: []kit.Key{"W"}, Scope: kit.ScopeList, Run: func() { b.key("W") }, Status: t("saleswindow.win")},
		{ID: "lose", Title: t("saleswindow.lose"), Keys: []kit.Key{"L"}, Scope: kit.ScopeList, Run: func() { b.key("L") }, Status: t("saleswindow.lose")},
	}
}
