package settings

import (
	"context"
	"strconv"
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Customers are the rules of the customer area that an administrator sets here.
type Customers interface {
	// Prefixes is the table of mobile prefixes in use: "130-139 145 …".
	Prefixes() string
	// SetPrefixes replaces it; "" goes back to the shipped one.
	SetPrefixes(ctx context.Context, text string) error
	BirthdayDays(ctx context.Context) (int, error)
	SetBirthdayDays(ctx context.Context, days int) error
	// Panes gives the layout of the page of a customer for the roles that have another one
	// than "full"; SetPane chooses it.
	Panes(ctx context.Context) (map[string]string, error)
	SetPane(ctx context.Context, role, pane string) error
}

// customerRules is the tab of the rules of the customer area.
type customerRules struct {
	p        *page
	prefixes *kit.Field
	days     *kit.Field
	panes    map[string]string
	busy     bool
}

func newCustomerRules(p *page) *customerRules {
	t := p.host.T
	r := &customerRules{p: p, prefixes: kit.NewArea(t("settings.prefixes")), days: kit.NewField(t("settings.birthday_days"))}
	r.days.OnEnter = func() bool { r.saveDays(); return true }
	return r
}

func (r *customerRules) tab() records.Tab {
	return records.Tab{Kind: "customer", Title: r.p.host.T("settings.customers"), Group: r.p.host.T("settings.group.company"), Icon: icons.Users, Draw: r.draw, Shown: r.load}
}

// load reads the rules as they are.
func (r *customerRules) load() {
	h := r.p.host
	r.prefixes.SetText(r.p.d.Customers.Prefixes())
	h.Go(func(ctx context.Context) {
		n, err := r.p.d.Customers.BirthdayDays(ctx)
		var panes map[string]string
		if err == nil {
			panes, err = r.p.d.Customers.Panes(ctx)
		}
		h.Post(func() {
			r.panes = panes
			h.Report(err)
			if err == nil {
				r.days.SetText(strconv.Itoa(n))
			}
			r.p.Surface().Redraw()
		})
	})
}

func (r *customerRules) draw(c *kit.Canvas, at kit.Rect) {
	c.Fill(at, theme.Window)
	c.ScrollAuto("rules", at, func(body kit.Rect) float32 {
		col := body.Pad(16, 14, 16, 0)
		col.W, col.H = min(col.W, 640), 100_000
		top := col.Y
		r.cards(c, &col)
		return col.Y - top + 28
	})
}

// cards are the rules one below the other.
func (r *customerRules) cards(c *kit.Canvas, col *kit.Rect) {
	t := r.p.host.T
	r.p.card(c, col, t("settings.prefixes"), 216, func(in kit.Rect) {
		in.CutTop(c.Para(in, t("settings.prefixes_text"), kit.Hint, 2) + 6)
		c.Field("prefixes", in.CutTop(84), r.prefixes)
		if r.prefixes.Err != "" {
			c.Text(in.CutTop(20), r.prefixes.Err, kit.Caption.In(theme.Bad))
		} else {
			in.CutTop(8)
		}
		row := in.CutTop(theme.Control)
		c.ButtonsLeft(&row, kit.Button{ID: "prefixes.save", Text: t("records.save"), Tap: func() { r.savePrefixes(r.prefixes.Text()) }},
			kit.Button{ID: "prefixes.usual", Text: t("settings.prefixes_usual"), Kind: kit.Plain, Tap: func() { r.savePrefixes("") }})
	})
	r.p.card(c, col, t("settings.birthday_days"), 104, func(in kit.Rect) {
		row := in.CutTop(theme.Control)
		c.Field("days", row.CutLeft(72), r.days)
		row.CutLeft(8)
		c.ButtonsLeft(&row, kit.Button{ID: "days.save", Text: t("records.save"), Tap: r.saveDays})
		note, st := t("settings.birthday_text"), kit.Hint
		if r.days.Err != "" {
			note, st = r.days.Err, kit.Caption.In(theme.Bad)
		}
		in.CutTop(6)
		c.Text(in.CutTop(20), note, st)
	})
	r.p.card(c, col, t("settings.panes"), 92+paneRow*float32(len(r.p.d.Roles)), func(in kit.Rect) { r.drawPanes(c, in) })
}

// paneKinds are the layouts in their order.
var paneKinds = []string{"full", "value", "basic"}

// drawPanes chooses, role by role, how the page of a customer is laid out (CUS-58).
func (r *customerRules) drawPanes(c *kit.Canvas, in kit.Rect) {
	t := r.p.host.T
	in.CutTop(c.Para(in, t("settings.panes_text"), kit.Hint, 2) + 6)
	var kinds []kit.Tab
	for _, k := range paneKinds {
		kinds = append(kinds, kit.Tab{ID: k, Text: t("settings.pane." + k)})
	}
	for _, role := range r.p.d.Roles {
		row := in.CutTop(paneRow)
		now := r.panes[role]
		if now == "" {
			now = paneKinds[0]
		}
		c.Text(row.CutLeft(140), t("role."+role), kit.Body)
		c.Segment("pane."+role, row.CutLeft(min(row.W, kit.SegmentWidth(kinds))).MiddleRow(theme.Control), kinds, now, func(id string) {
			r.save(r.days, func(ctx context.Context) error { return r.p.d.Customers.SetPane(ctx, role, id) })
		})
	}
}

const paneRow = 34

func (r *customerRules) savePrefixes(text string) {
	r.save(r.prefixes, func(ctx context.Context) error { return r.p.d.Customers.SetPrefixes(ctx, text) })
}

func (r *customerRules) saveDays() {
	n, err := strconv.Atoi(strings.TrimSpace(r.days.Text()))
	if err != nil {
		r.days.Err = r.p.host.T("settings.whole_days")
		r.p.Surface().Redraw()
		return
	}
	r.save(r.days, func(ctx context.Context) error { return r.p.d.Customers.SetBirthdayDays(ctx, n) })
}

// save writes one rule; what is wrong stands at its field.
func (r *customerRules) save(f *kit.Field, step func(ctx context.Context) error) {
	if r.busy {
		return
	}
	h := r.p.host
	r.busy, f.Err = true, ""
	h.Go(func(ctx context.Context) {
		err := step(ctx)
		h.Post(func() {
			r.busy = false
			if err != nil {
				f.Err = h.ErrorText(err)
				r.p.Surface().Redraw()
				return
			}
			h.Toast(h.T("records.saved"), nil)
			r.load()
		})
	})
}
