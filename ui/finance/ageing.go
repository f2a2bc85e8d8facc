package finance

import (
	"context"
	"strconv"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

var ramp = []theme.Token{theme.Primary, theme.Age1, theme.Age2, theme.Age3, theme.Age4}

// ageing is the panel of what is owed by whom since when: by customers, or to suppliers.
type ageing struct {
	host  kit.Host
	d     Deps
	kind  string // customer, supplier
	words string // its title; the beginning of its other texts
	ask   func(ctx context.Context) (finance.Ageing, error)
	pick  func(party int64)
	again func() // reads it once more

	load  *kit.Loader
	age   finance.Ageing
	names map[int64]string
	table kit.Table
}

func (k *ageing) begin(redraw func()) {
	h := k.host
	k.load, k.names = kit.NewLoader(h, redraw), map[int64]string{}
	k.table = kit.Table{Name: h.T(k.words), Narrow: true, OnCur: func(i int) {
		if i >= 0 && i < len(k.age.Rows) {
			k.pick(k.age.Rows[i].PartyID)
		}
	}}
	k.table.Columns = []kit.Column{
		{ID: "name", Title: h.T(k.kind + ".one"), Flex: true, Width: 180},
		{ID: "total", Title: h.T(k.words + ".owed"), Width: 108, Align: kit.Right},
		{ID: "b0", Title: h.T("finance.not_due"), Width: 104, Align: kit.Right},
		{ID: "b1", Title: h.T("finance.bucket", "from", 1, "to", 30), Width: 92, Align: kit.Right},
		{ID: "b2", Title: h.T("finance.bucket", "from", 31, "to", 60), Width: 92, Align: kit.Right},
		{ID: "b3", Title: h.T("finance.over", "days", 60), Width: 92, Align: kit.Right},
		{ID: "old", Title: h.T("finance.longest"), Width: 84, Align: kit.Right},
	}
	k.table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{Icon: icons.Coins, Title: h.T(k.words + ".none"), Text: h.T(k.words + ".none_text")})
	}
}

// name of a party; nobody's is who is no supplier.
func (k *ageing) name(party int64) string {
	if party == 0 {
		return k.host.T("finance.others")
	}
	return k.names[party]
}

type ageSeen struct {
	age   finance.Ageing
	names map[int64]string
}

// readAge loads the ageing anew and tells when it is there.
func (k *ageing) readAge(then func()) {
	kit.Load(k.load, func(ctx context.Context) (ageSeen, error) {
		a, err := k.ask(ctx)
		if err != nil {
			return ageSeen{}, err
		}
		var ids []int64
		for _, r := range a.Rows {
			ids = append(ids, r.PartyID)
		}
		names, err := k.d.Names(ctx, k.kind, ids)
		return ageSeen{a, names}, err
	}, func(s ageSeen) {
		k.age = s.age
		for id, n := range s.names {
			k.names[id] = n
		}
		k.table.SetSource(ageRows{k}, false)
		then()
	})
}

func (k *ageing) draw(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	body := c.Panel(r, kit.Panel{Title: t(k.words), Sub: t("finance.as_of", "date", k.host.Today().String()), Right: func(c *kit.Canvas, row *kit.Rect) {
		whole := *row
		late := money.Of(k.age.Sum.Overdue, kit.Home()).String()
		tone := theme.Bad
		if k.age.Sum.Overdue == 0 {
			tone = theme.Text
		}
		c.Text(row.CutRight(kit.Measure(late, kit.Section)+2), late, kit.Section.In(tone))
		word := t("finance.overdue")
		c.Text(row.CutRight(kit.Measure(word, kit.Caption)+10), word, kit.Caption)
		k.figure(c, "late", kit.R(row.Right(), whole.Y, whole.Right()-row.Right(), whole.H), word, ageLate)
		row.CutRight(10)
		edge := row.Right()
		total := money.Of(k.age.Sum.Total, kit.Home()).String()
		c.Text(row.CutRight(kit.Measure(total, kit.Section)+2), total, kit.Section)
		word = t(k.words + ".total")
		c.Text(row.CutRight(kit.Measure(word, kit.Caption)+10), word, kit.Caption)
		k.figure(c, "total", kit.R(row.Right(), whole.Y, edge-row.Right(), whole.H), word, ageTotal)
	}})
	if err := k.load.Failed(); err != nil { // nothing is owed would be a lie
		c.Failure(body, k.host, err, k.again)
		return
	}
	if k.load.Slow() && len(k.age.Rows) == 0 {
		c.Placeholders(body)
		return
	}
	if len(k.age.Sum.Buckets) > 0 {
		k.drawBuckets(c, &body)
	}
	k.fit(body.W)
	k.table.Draw(c, k.words, body)
}

// fit gives the columns of the ageing what there is room for: what is not due is the rest
// of the whole and goes first.
func (k *ageing) fit(width float32) {
	tight := width < 720
	usual := map[string][2]float32{"name": {180, 104}, "total": {108, 96}, "b0": {104, 104}, "b1": {92, 84}, "b2": {92, 84}, "b3": {92, 98}, "old": {84, 72}}
	for i := range k.table.Columns {
		col := &k.table.Columns[i]
		w := usual[col.ID]
		if col.Width = w[0]; tight {
			col.Width = w[1]
		}
		col.Hidden = tight && col.ID == "b0"
	}
}

func (k *ageing) drawBuckets(c *kit.Canvas, r *kit.Rect) {
	t := k.host.T
	buckets, counts := k.age.Sum.Fold(3)
	var shares []kit.Share
	for i, b := range buckets {
		shares = append(shares, kit.Share{Value: float64(b), Color: ramp[min(i, len(ramp)-1)]})
	}
	c.StackBar(r.CutTop(32).Pad(12, 10, 12, 9), shares)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	row := r.CutTop(70)
	names := []string{t("finance.not_due"), t("finance.bucket", "from", 1, "to", 30), t("finance.bucket", "from", 31, "to", 60), t("finance.bucket", "from", 61, "to", 90), t("finance.over", "days", 90)}
	for i, cell := range row.Columns(0, -1, -1, -1, -1, -1) {
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		k.figure(c, "bucket."+strconv.Itoa(i), cell, names[i], ageBuckets(i, i))
		in := cell.Pad(12, 8, 6, 0)
		head := in.CutTop(18)
		figure := kit.Section
		if cell.W < 108 { // the colour stands under the name
			in.W += 4
			figure = kit.Strong
			c.Fill(kit.R(head.X, head.Bottom()-1, 20, 2), ramp[i])
		} else {
			c.Round(kit.R(head.X, head.Y+5, 8, 8), 2, ramp[i], theme.None)
			head.CutLeft(14)
		}
		c.Text(head, names[i], kit.Caption)
		c.Text(in.CutTop(20), plain(buckets[i]), figure)
		share := "0%"
		if k.age.Sum.Total > 0 {
			share = strconv.FormatFloat(float64(buckets[i])*100/float64(k.age.Sum.Total), 'f', 1, 64) + "%"
		}
		c.Text(in.CutTop(18), share+"   "+t("finance.papers", "n", counts[i]), kit.Caption)
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
}

// ageRows is the table of customers or suppliers.
type ageRows struct{ k *ageing }

func (s ageRows) Len() int        { return len(s.k.age.Rows) }
func (s ageRows) Want(int, int)   {}
func (s ageRows) Key(i int) int64 { return s.k.age.Rows[i].PartyID }
func (s ageRows) Index(key int64) int {
	for i, r := range s.k.age.Rows {
		if r.PartyID == key {
			return i
		}
	}
	return -1
}

func (s ageRows) Row(i int) ([]kit.Cell, bool) {
	r := s.k.age.Rows[i]
	b, _ := r.Fold(2)
	late := func(m money.Minor) kit.Cell {
		c := kit.Cell{Text: list(m)}
		if m > 0 {
			c.Color = theme.Bad
		}
		return c
	}
	old := kit.Cell{Text: "—"}
	if r.OldestDays > 0 {
		old = kit.Cell{Text: s.k.host.T("finance.days", "n", r.OldestDays), Color: theme.Bad}
	}
	return []kit.Cell{{Text: s.k.name(r.PartyID)}, {Text: list(r.Total)}, {Text: list(b[0])}, late(b[1]), late(b[2]), late(b[3]), old}, true
}
