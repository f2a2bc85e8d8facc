package customer

import (
	"context"
	"strings"

	"kontor/app/batch"
	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// move is the preview of a change of hands: it stands beside the list, says what would
// happen to each of the customers and to each owner, and does it (picture 14).
type move struct {
	p      *Page
	m      customer.Move
	batch  customer.Batch
	known  bool
	group  string // the group shown in the list, "" = all
	load   *kit.Loader
	who    *kit.Picker
	reason *kit.Picker
	busy   bool
}

// reasons are offered for each move; any other text may be typed.
var reasons = map[customer.MoveKind][]string{
	customer.MoveAssign:  {"care", "region", "new_staff", "leaving"},
	customer.MoveBack:    {"wrong_rule", "customer_wish"},
	customer.MoveRelease: {"no_need", "unreachable", "not_mine"},
	customer.MoveDiscard: {"closed", "wrong_number", "double"},
}

// startMove shows the preview of a move of customers.
func (p *Page) startMove(kind customer.MoveKind, ids []int64) {
	t := p.host.T
	if len(ids) == 0 {
		return
	}
	v := &move{p: p, m: customer.Move{Do: kind, IDs: ids}, load: kit.NewLoader(p.host, p.s.Redraw)}
	v.reason = kit.NewPicker(t("cust.reason"), nil)
	v.reason.Free = true
	for _, key := range reasons[kind] {
		v.reason.Options = append(v.reason.Options, kit.Option{Key: key, Text: t("cust.why." + key)})
	}
	v.who = kit.NewSearch(t("cust.new_owner"), p.suggest("person"))
	v.who.OnPick = func(o kit.Option) { v.m.To = atoi(o.Key); v.ask() }
	p.moving, p.overlay = v, true
	if kind != customer.MoveAssign {
		v.ask()
	}
	p.s.Redraw()
	switch {
	case kind == customer.MoveAssign:
		kit.Post(v.who.Focus)
	case v.needsReason():
		kit.Post(v.reason.Focus)
	default: // the keyboard leaves the list, whose Esc would only untick
		kit.Post(func() { p.s.FocusID("move.cancel", false) })
	}
}

func (v *move) needsReason() bool {
	return v.m.Do != customer.MoveClaim && v.m.Do != customer.MoveRestore
}

// ask groups the customers again.
func (v *move) ask() {
	m := v.m
	kit.Load(v.load, func(ctx context.Context) (customer.Batch, error) { return v.p.deps.Customers.Preview(ctx, m) },
		func(b customer.Batch) { v.batch, v.known = b, true })
}

func (v *move) end() {
	v.show("", nil)
	v.p.moving, v.p.overlay = nil, false
	v.p.s.FocusID("list", false)
	v.p.s.Redraw()
}

// show opens a group as a list; the same again shows everything.
func (v *move) show(group string, ids []int64) {
	if v.group == group {
		group, ids = "", nil
	}
	was := v.group
	v.group = group
	switch {
	case group == "" && was != "":
		v.p.setTabAgain()
	case group != "":
		l := v.p.active()
		q := l.Query()
		q.Text, q.Filter = "", listing.IDs(ids)
		l.Show(q)
	}
}

// run does what the preview said.
func (v *move) run() {
	t := v.p.host.T
	v.m.Reason = strings.TrimSpace(v.reason.Text())
	if v.needsReason() && v.m.Reason == "" {
		v.reason.Err = t("cust.reason_needed")
		v.reason.Focus()
		v.p.s.Redraw()
		return
	}
	if v.busy || !v.known || len(v.batch.Will) == 0 {
		return
	}
	v.busy = true
	m := v.m
	m.IDs = v.batch.Will
	ctx, stop := context.WithCancel(v.p.host.Context())
	show := v.p.progress(len(m.IDs), stop)
	m.Progress = show.at
	v.p.host.Go(func(context.Context) {
		defer stop()
		b, err := v.p.deps.Customers.Do(ctx, m)
		v.p.host.Post(func() {
			show.close()
			v.busy = false
			if err != nil {
				v.p.host.Report(err)
				v.ask()
				return
			}
			v.end()
			v.p.ended(batch.Result{Done: len(b.Will), Refused: b.Refused, Left: b.Left}, t("cust.moved."+string(m.Do), "n", len(b.Will)))
		})
	})
}

func (v *move) commands() []kit.Command {
	t := v.p.host.T
	return []kit.Command{
		{ID: "move.do", Title: v.verb(), Keys: []kit.Key{"Ctrl+Enter"}, Run: v.run, Status: t("cust.move.do_word")},
		{ID: "move.cancel", Title: t("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: v.end, Status: t("kit.cancel")},
	}
}

// verb is the text of the button, with the number it will change.
func (v *move) verb() string {
	return v.p.host.T("cust.move."+string(v.m.Do), "n", len(v.batch.Will))
}

func (v *move) draw(c *kit.Canvas, r kit.Rect) {
	t := v.p.host.T
	foot := r.CutBottom(50)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(16, 1, 16, 0)
	do := kit.Button{ID: "move.do", Text: v.verb(), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: v.run}
	switch {
	case v.m.Do == customer.MoveAssign && v.m.To == 0:
		do.Disabled = t("cust.choose_person")
	case !v.known || v.busy || len(v.batch.Will) == 0:
		do.Disabled = t("cust.move.nothing")
	}
	c.ButtonsRight(&in, kit.Button{ID: "move.cancel", Text: t("kit.cancel"), Key: "Esc", Tap: v.end}, do)
	c.ScrollAuto("move", r, func(body kit.Rect) float32 {
		in := body.Pad(16, 14, 16, 0)
		in.H = 100_000
		top := in.Y
		c.Text(in.CutTop(24), t("cust.move.title."+string(v.m.Do), "n", len(v.m.IDs)), kit.Section)
		in.CutTop(c.Para(in, t("cust.move.text"), kit.Second, 3) + 8)
		v.form(c, &in)
		switch {
		case v.load.Failed() != nil:
			b := kit.Banner{Tint: kit.Red, Icon: icons.CircleAlert, Text: v.p.host.ErrorText(v.load.Failed())}
			c.Banner(in.CutTop(kit.BannerHeight(b, in.W)), b)
		case v.known:
			v.groups(c, &in)
			v.owners(c, &in)
			c.Text(in.CutTop(22), t("cust.move.undo"), kit.Hint)
		}
		return in.Y - top + 24
	})
}

func (v *move) form(c *kit.Canvas, in *kit.Rect) {
	t := v.p.host.T
	form := kit.Form{Label: v.p.label(72)}
	if v.m.Do == customer.MoveAssign {
		c.FormRow(in, "who", t("cust.new_owner"), v.who.Field, form)
	}
	if v.needsReason() {
		c.FormRow(in, "reason", t("cust.reason")+" *", v.reason.Field, form)
	}
	if v.m.Do == customer.MoveAssign || v.m.Do == customer.MoveBack {
		c.FormPart(in, t("cust.move.days"), theme.Control, "", form, func(box kit.Rect) {
			box.CutLeft(c.Radio("days.new", box, t("cust.move.days_new"), !v.m.Keep, func() { v.m.Keep = false }) + 14)
			c.Radio("days.keep", box, t("cust.move.days_keep"), v.m.Keep, func() { v.m.Keep = true })
		})
	}
	in.CutTop(6)
}

// groups are the counted parts of the selection; they add up to it.
func (v *move) groups(c *kit.Canvas, in *kit.Rect) {
	t := v.p.host.T
	type card struct {
		id   string
		ids  []int64
		tint theme.Token
	}
	cards := []card{{"will", v.batch.Will, theme.Primary}}
	for _, x := range []card{{"locked", v.batch.Locked, theme.Text}, {"waiting", v.batch.Waiting, theme.Warn}, {"over", v.batch.Over, theme.Warn}, {"same", v.batch.Same, theme.Text}} {
		if len(x.ids) > 0 {
			cards = append(cards, x)
		}
	}
	const h, across = 78, 3
	for len(cards) > 0 {
		n := min(across, len(cards))
		row := in.CutTop(h)
		in.CutTop(8)
		w := (row.W - 8*(across-1)) / across
		for _, x := range cards[:n] {
			box := row.CutLeft(w)
			row.CutLeft(8)
			on := x.id == "will" && v.group == "" || v.group == x.id
			edge, fill := theme.Line, theme.Content
			if on {
				edge, fill = theme.Primary, theme.Soft
			}
			name := t("cust.group." + x.id)
			st := c.Hit("group."+x.id, box, kit.Hit{Name: name, Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true, Tap: func() { v.show(x.id, x.ids) }})
			c.Round(box, theme.RadiusPanel, fill, edge)
			if st.Ring {
				c.FocusRing(box, theme.RadiusPanel)
			}
			text := box.Pad(10, 8, 8, 6)
			c.Text(text.CutTop(18), name, kit.Caption)
			c.Text(text.CutTop(26), t("cust.n", "n", len(x.ids)), kit.Title.In(x.tint))
			c.Text(text, t("cust.group."+x.id+"_text"), kit.Hint)
		}
		cards = cards[n:]
	}
	if v.batch.Limit != "" {
		c.Text(in.CutTop(20), t(v.batch.Limit, "max", v.batch.Max), kit.Caption.In(theme.Warn))
	}
	in.CutTop(4)
}

// owners is the effect on each owner.
func (v *move) owners(c *kit.Canvas, in *kit.Rect) {
	t := v.p.host.T
	if len(v.batch.Owners) == 0 {
		return
	}
	const h = 30
	cols := func(r kit.Rect) []kit.Rect { return r.Pad(10, 0, 10, 0).Columns(8, -1, 48, 118, 96) }
	box := in.CutTop(float32(len(v.batch.Owners)+2) * h)
	c.Round(box, theme.RadiusPanel, theme.Content, theme.Line)
	head := cols(box.CutTop(h))
	for i, key := range []string{"cust.owner_col", "cust.move.count", "cust.move.owned", "cust.move.after"} {
		st := kit.Caption
		if i == 1 || i == 2 {
			st = st.RightAligned()
		}
		c.Text(head[i], t(key), st)
	}
	sum := 0
	for _, e := range v.batch.Owners {
		c.LineH(box.X, box.Y, box.W, theme.Line)
		row := cols(box.CutTop(h))
		c.Person(row[0].CutLeft(20), e.Name, 20)
		row[0].CutLeft(6)
		c.Text(row[0], e.Name, kit.Body)
		c.Text(row[1], t("cust.n", "n", e.N), kit.Body.RightAligned())
		owned := t("cust.move.from_to", "from", e.Before, "to", e.After)
		if e.Max > 0 {
			owned += " / " + t("cust.n", "n", e.Max)
			color := theme.Primary
			if e.Over > 0 {
				color = theme.Warn
			}
			c.Progress(row[3], float32(e.After)/float32(e.Max), color)
		} else {
			c.Text(row[3], t("cust.move.no_cap"), kit.Hint)
		}
		c.Text(row[2], owned, kit.Caption.RightAligned())
		sum += e.N
	}
	c.LineH(box.X, box.Y, box.W, theme.Line)
	row := cols(box.CutTop(h))
	c.Text(row[0], t("cust.move.sum"), kit.Strong)
	c.Text(row[1], t("cust.n", "n", sum), kit.Strong.RightAligned())
	in.CutTop(8)
}

// label is the width of labels, wider for English words.
func (p *Page) label(zh float32) float32 {
	if p.host.Lang() != "zh" {
		return zh + 36
	}
	return zh
}
