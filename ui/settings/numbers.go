package settings

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/numbering"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Series are the rules of numbers as the window needs them.
type Series interface {
	Series(ctx context.Context, key string) (numbering.Series, error)
	SetSeries(ctx context.Context, s numbering.Series) error
	Preview(ctx context.Context, key string, on calendar.Date) (string, error)
}

// numbersTab is the page of numbering rules.
type numbersTab struct {
	host   kit.Host
	d      Deps
	redraw func()
	load   *kit.Loader
	rules  []numbering.Series
	next   []string
	list   kit.List
}

func newNumbersTab(h kit.Host, d Deps, redraw func()) *numbersTab {
	n := &numbersTab{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw)}
	n.list = kit.List{Name: h.T("numbers.title"), Row: n.row, OnOpen: func(int) { n.edit() }, KeyOf: func(i int) int64 { return int64(i + 1) }}
	return n
}

func (n *numbersTab) show() {
	type read struct {
		rules []numbering.Series
		next  []string
	}
	today := n.host.Today()
	kit.Load(n.load, func(ctx context.Context) (r read, err error) {
		for _, s := range numbering.Shipped() {
			if s, err = n.d.Series.Series(ctx, s.Key); err != nil {
				return r, err
			}
			text, err := n.d.Series.Preview(ctx, s.Key, today)
			if err != nil {
				return r, err
			}
			r.rules, r.next = append(r.rules, s), append(r.next, text)
		}
		return r, nil
	}, func(r read) { n.rules, n.next, n.list.Len = r.rules, r.next, len(r.rules) })
}

func (n *numbersTab) draw(c *kit.Canvas, r kit.Rect) {
	t := n.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	in := head.Pad(16, 0, 16, 0)
	for i, cell := range in.Columns(12, -1, -1.2, -0.8, -1) {
		c.Text(cell, t([]string{"numbers.document", "numbers.pattern", "numbers.reset", "numbers.next"}[i]), kit.Caption)
	}
	foot := r.CutBottom(42)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	f := foot.Pad(12, 1, 12, 0)
	c.ButtonsLeft(&f, kit.Button{ID: "edit", Text: t("records.edit"), Icon: icons.Pencil, Key: "F2", Tap: n.edit})
	c.Text(f, t("numbers.hint"), kit.Hint)
	n.list.Draw(c, "list", r)
}

func (n *numbersTab) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	s := n.rules[i]
	texts := []string{n.host.T("numbers.series." + s.Key), s.Pattern, n.host.T("numbers.reset." + string(s.Reset)), n.next[i]}
	for k, cell := range r.Pad(16, 0, 16, 0).Columns(12, -1, -1.2, -0.8, -1) {
		c.Text(cell, texts[k], kit.Body)
	}
}

// edit changes a rule; the number below follows while one types.
func (n *numbersTab) edit() {
	i := n.list.Current()
	if i < 0 || i >= len(n.rules) {
		return
	}
	t, s := n.host.T, n.rules[i]
	pattern := kit.NewField(t("numbers.pattern"))
	pattern.SetText(s.Pattern)
	var options []kit.Option
	for _, r := range []numbering.Reset{numbering.Never, numbering.Yearly, numbering.Monthly, numbering.Daily} {
		options = append(options, kit.Option{Key: string(r), Text: t("numbers.reset." + string(r))})
	}
	reset := kit.NewPicker(t("numbers.reset"), options)
	reset.SetKey(string(s.Reset))
	typed := func() numbering.Series {
		return numbering.Series{Key: s.Key, Pattern: pattern.Text(), Reset: numbering.Reset(reset.Value().Key)}
	}
	d := &kit.Dialog{Title: t("numbers.series." + s.Key), Text: t("numbers.parts"), Width: 520, Height: func(float32) float32 { return 124 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "pattern", pattern.Name, pattern, kit.Form{Label: 92})
		c.FormRow(&r, "reset", reset.Name, reset.Field, kit.Form{Label: 92})
		if now := typed(); now.Check() == nil {
			c.Text(r.CutTop(28).Pad(98, 0, 0, 0), t("numbers.example", "number", now.Format(n.host.Today(), 1)), kit.Second)
		}
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		now := typed()
		n.host.Go(func(ctx context.Context) {
			err := n.d.Series.SetSeries(ctx, now)
			n.host.Post(func() {
				if err != nil {
					pattern.Err = n.host.ErrorText(err)
					d.Redraw()
					return
				}
				d.Close()
				n.show()
			})
		})
		return true
	}}}
	n.host.ShowDialog(d)
	kit.Post(pattern.Focus)
}

func (n *numbersTab) commands() []kit.Command {
	return []kit.Command{{ID: "number.edit", Title: n.host.T("records.edit"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: n.edit, Status: n.host.T("records.edit")}}
}
