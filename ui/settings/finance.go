package settings

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Finance are the rules of the finance area that an administrator sets here.
type Finance interface {
	WriteOffLimits(ctx context.Context) (map[string]money.Minor, error)
	SetWriteOffLimits(ctx context.Context, limits map[string]money.Minor) error
}

// limited are the roles whose limit is set; who manages the company has none.
var limited = []string{identity.RoleVP, identity.RoleManager, identity.RoleFinance, identity.RoleCashier}

// financeRules is the tab of the rules of the finance area.
type financeRules struct {
	p      *page
	limits map[string]*kit.Amount
	busy   bool
}

func newFinanceRules(p *page) *financeRules {
	r := &financeRules{p: p, limits: map[string]*kit.Amount{}}
	for _, role := range limited {
		f := kit.NewAmount(p.host.T("role."+role), kit.Home())
		f.OnEnter = func() bool { r.save(); return true }
		r.limits[role] = f
	}
	return r
}

func (r *financeRules) tab() records.Tab {
	t := r.p.host.T
	return records.Tab{Kind: "company", Title: t("settings.finance"), Group: t("settings.group.company"), Icon: icons.Coins, Draw: r.draw, Commands: func() []kit.Command {
		return []kit.Command{{ID: "limits.save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Check, Run: r.save}}
	}, Shown: r.load}
}

// load reads the rules as they are.
func (r *financeRules) load() {
	h := r.p.host
	h.Go(func(ctx context.Context) {
		now, err := r.p.d.Finance.WriteOffLimits(ctx)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				for role, f := range r.limits {
					f.SetValue(now[role])
				}
			}
			r.p.Surface().Redraw()
		})
	})
}

const limitRow = 34

func (r *financeRules) draw(c *kit.Canvas, at kit.Rect) {
	t := r.p.host.T
	c.Fill(at, theme.Window)
	c.ScrollAuto("finance.rules", at, func(body kit.Rect) float32 {
		col := body.Pad(16, 14, 16, 0)
		col.W, col.H = min(col.W, 640), 100_000
		top := col.Y
		r.p.card(c, &col, t("writeoff.limits"), 130+limitRow*float32(len(limited)), func(in kit.Rect) {
			in.CutTop(c.Para(in, t("writeoff.limits_text"), kit.Hint, 2) + 6)
			for _, role := range limited {
				row, f := in.CutTop(limitRow), r.limits[role]
				c.Text(row.CutLeft(180), t("role."+role), kit.Body)
				c.Field("limit."+role, row.CutLeft(150).MiddleRow(theme.Control), f.Field)
				row.CutLeft(10)
				if f.Err != "" {
					c.Text(row, f.Err, kit.Caption.In(theme.Bad))
				}
			}
			in.CutTop(8)
			row := in.CutTop(theme.Control)
			c.ButtonsLeft(&row, kit.Button{ID: "limits.save", Text: t("records.save"), Key: "Ctrl+Enter", Tap: r.save},
				kit.Button{ID: "receivables", Text: t("settings.to_receivables"), Kind: kit.Plain, Icon: icons.External, Tap: func() { r.p.host.Open("finance", 0, map[string]string{"tab": "receivable.many"}) }})
		})
		r.p.card(c, &col, t("chart.title"), 82, func(in kit.Rect) {
			c.ButtonsLeft(&in, kit.Button{ID: "chart", Text: t("settings.to_chart"), Icon: icons.External, Tap: func() { r.p.host.Open("finance", 0, map[string]string{"tab": "chart.title"}) }})
			c.Text(in, t("chart.hint"), kit.Hint)
		})
		return col.Y - top + 28
	})
}

// save writes the limits; what is wrong stands at its field.
func (r *financeRules) save() {
	if r.busy {
		return
	}
	h := r.p.host
	limits := map[string]money.Minor{}
	for role, f := range r.limits {
		f.Commit()
		f.Err = ""
		m, ok := f.Value()
		if !ok {
			f.Focus()
			return
		}
		if m != 0 {
			limits[role] = m
		}
	}
	r.busy = true
	h.Go(func(ctx context.Context) {
		err := r.p.d.Finance.SetWriteOffLimits(ctx, limits)
		h.Post(func() {
			r.busy = false
			var e *app.Error
			switch {
			case err == nil:
				h.Toast(h.T("records.saved"), nil)
				r.load()
			case errors.As(err, &e) && r.limits[e.Field] != nil:
				r.limits[e.Field].Err = h.ErrorText(err)
			default:
				h.Report(err)
			}
			r.p.Surface().Redraw()
		})
	})
}
