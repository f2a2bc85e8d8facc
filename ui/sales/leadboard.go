package sales

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// The lanes of the board of leads.
const (
	lanePool = iota
	laneFresh
	laneWorking
	laneAsked
	laneDone
	leadLanes
)

var laneNames = [leadLanes]string{"pool", "fresh", "working", "asked", "done"}

// leadBoard shows leads on their way: from the pool over the work to what was converted
// this month.
type leadBoard struct {
	l      *leads
	kit    kit.Board
	load   *kit.Loader
	filter *kit.Field
	mine   bool
	all    []*lead.Lead
	people map[int64]string
	lanes  [leadLanes][]*lead.Lead
	ready  bool
}

func newLeadBoard(l *leads) *leadBoard {
	b := &leadBoard{l: l, people: map[int64]string{}}
	b.load = kit.NewLoader(l.host, l.page.redraw)
	b.filter = kit.FilterField(l.host.T("leadpage.filter"), func(string) { b.arrange() })
	b.kit = kit.Board{
		Name: l.host.T("lead.many"), Height: 82, Card: b.card,
		KeyOf:    func(lane, i int) int64 { return b.lanes[lane][i].ID },
		DropText: func(lane int) string { return l.host.T("saleswindow.drop", "stage", b.kit.Lanes[lane].Title) },
		OnMove:   b.move, OnOpen: func(lane, i int) { l.page.ShowWith(lead.Leads, b.lanes[lane][i].ID, false, nil) },
		OnCur: func(int, int) { b.status() }, OnMenu: b.menu,
	}
	return b
}

// heard reads again when leads changed while the board is looked at.
func (b *leadBoard) heard() {
	if b.ready {
		b.read()
	}
}

func (b *leadBoard) read() {
	type seen struct {
		all    []*lead.Lead
		people map[int64]string
	}
	month := b.l.host.Today().MonthStart().String()
	kit.Load(b.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		var err error
		s.all, err = b.l.d.LeadRecords.Find(ctx, listing.Any(listing.Is("state", listing.In, string(lead.Fresh), string(lead.Working)),
			listing.All(listing.Is("state", listing.Eq, string(lead.Converted)), listing.Is("ended_on", listing.Ge, month))), listing.Sort{Key: "created_at", Desc: true})
		if err != nil {
			return s, err
		}
		var ids []int64
		known := map[int64]bool{0: true}
		for _, x := range s.all {
			if !known[x.OwnerID] {
				known[x.OwnerID] = true
				ids = append(ids, x.OwnerID)
			}
		}
		s.people, err = b.l.d.Names(ctx, "person", ids)
		return s, err
	}, func(s seen) {
		b.all, b.people, b.ready = s.all, s.people, true
		b.arrange()
	})
}

func laneOf(x *lead.Lead) int {
	switch {
	case x.State == lead.Converted:
		return laneDone
	case x.Asked:
		return laneAsked
	case x.InPool:
		return lanePool
	case x.State == lead.Working:
		return laneWorking
	}
	return laneFresh
}

// arrange puts the leads into their lanes.
func (b *leadBoard) arrange() {
	me, text := b.l.host.Actor().ID, b.filter.Text()
	b.lanes = [leadLanes][]*lead.Lead{}
	for _, x := range b.all {
		if b.mine && x.OwnerID != me {
			continue
		}
		if text != "" {
			_, a := kit.Match(text, x.Name)
			_, c := kit.Match(text, x.Company)
			_, p := kit.Match(text, x.Person)
			if !a && !c && !p {
				continue
			}
		}
		b.lanes[laneOf(x)] = append(b.lanes[laneOf(x)], x)
	}
	b.kit.Lanes = nil
	for i, list := range b.lanes {
		var sum money.Minor
		for _, x := range list {
			sum += x.Amount
		}
		lane := kit.Lane{ID: laneNames[i], Title: b.l.host.T("leadpage.lane." + laneNames[i]), Count: strconv.Itoa(len(list)), Sum: homeText(sum), Cards: min(len(list), mostCards), Part: 1}
		switch i {
		case lanePool:
			lane.Color = theme.Muted
		case laneAsked:
			lane.Color = theme.Warn
		case laneDone:
			lane.Color = theme.OK
		}
		if n := len(list) - lane.Cards; n > 0 {
			lane.More = b.l.host.T("saleswindow.more_cards", "n", n)
			lane.OnMore = func() {
				b.l.page.ShowView(lead.Leads, map[int]string{lanePool: "pool", laneAsked: "asked", laneDone: "converted"}[i])
			}
		}
		b.kit.Lanes = append(b.kit.Lanes, lane)
	}
	b.status()
	b.l.page.redraw()
}

func homeText(m money.Minor) string {
	text := money.Of(m, kit.Home()).String()
	if n := len(text); n > 3 && text[n-3:] == ".00" {
		text = text[:n-3]
	}
	return text
}

func (b *leadBoard) status() {
	text := b.l.host.T("leadpage.count", "n", len(b.all))
	if x := b.current(); x != nil {
		text += " · " + x.Name
	}
	b.l.host.Status(text)
}

func (b *leadBoard) current() *lead.Lead {
	lane, i := b.kit.Current()
	if lane < leadLanes && i < len(b.lanes[lane]) {
		return b.lanes[lane][i]
	}
	return nil
}

// move does what the lane stands for: out of the pool, back into it, begin, convert.
func (b *leadBoard) move(key int64, from, to int) {
	ids := []int64{key}
	switch {
	case from == laneDone || from == laneAsked && to != laneWorking:
		b.l.host.Toast(b.l.host.T("leadpage.no_way"), nil)
	case from == laneAsked:
		b.l.recall(key)
	case to == lanePool:
		b.l.release(ids)
	case from == lanePool && to == laneFresh:
		b.l.many(ids, "claimed", b.l.d.Leads.Claim)
	case from == laneFresh && to == laneWorking:
		b.l.begin(key)
	case from != lanePool && (to == laneAsked || to == laneDone):
		b.l.convert(key)
	default:
		b.l.host.Toast(b.l.host.T("leadpage.no_way"), nil)
	}
}

func (b *leadBoard) commandsOf(x *lead.Lead) []kit.Command {
	if b.l.id != x.ID {
		b.l.doubts = nil
	}
	return b.l.commandsFor(x.ID, leadState{state: x.State, pool: x.InPool, asked: x.Asked})
}

func (b *leadBoard) menu(lane, i int, at kit.Point) {
	x := b.lanes[lane][i]
	items := []kit.MenuItem{{Title: b.l.host.T("records.open"), Icon: icons.Pencil, Key: "Enter", Run: func() { b.l.page.ShowWith(lead.Leads, x.ID, false, nil) }}, {}}
	for _, c := range b.commandsOf(x) {
		items = append(items, kit.MenuItem{Title: c.Title, Icon: c.Icon, Key: c.Key(), Run: c.Run, Disabled: c.Why() != "", Why: c.Why()})
	}
	b.l.host.ShowMenu(kit.Menu{From: b.l.page.Surface(), At: at, Items: items})
}

func (b *leadBoard) card(c *kit.Canvas, r kit.Rect, lane, i int) {
	if lane >= leadLanes || i >= len(b.lanes[lane]) {
		return
	}
	x := b.lanes[lane][i]
	t := b.l.host.T
	c.Text(r.CutTop(20), x.Name, kit.Body)
	who := x.Company
	if x.Person != "" {
		who = join(who, x.Person)
	}
	c.Text(r.CutTop(18), who, kit.Caption)
	r.CutTop(4)
	row := r.CutTop(22)
	switch x.Quality {
	case lead.Real:
		text := t("lead.quality.real")
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, kit.Green)
	case lead.Fake:
		text := t("lead.quality.fake")
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, kit.Red)
	}
	if name := b.people[x.OwnerID]; name != "" {
		c.Person(row.CutLeft(20), name, 20)
		row.CutLeft(8)
	}
	text := tr.In(b.l.host.Lang()).NearInstant(instant(x.CreatedAt), b.l.host.Zone(), b.l.host.Today())
	if x.Source != "" {
		text = b.l.d.Option(b.l.host, lead.Leads, "source", x.Source) + " · " + text
	}
	c.Text(row, text, kit.Caption)
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " · " + b
}

func (b *leadBoard) draw(c *kit.Canvas, r kit.Rect) {
	t := b.l.host.T
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	c.Field("filter", in.CutLeft(220).MiddleRow(theme.Control), b.filter)
	in.CutLeft(10)
	c.Chip(&in, kit.Chip{ID: "mine", Text: t("saleswindow.mine_only"), On: b.mine, Tap: func() { b.mine = !b.mine; b.arrange() }})
	c.Text(in, t("leadpage.board_note"), kit.Caption.RightAligned())
	c.Fill(r, theme.Window)
	switch {
	case !b.ready && b.load.Failed() != nil:
		c.Failure(r, b.l.host, b.load.Failed(), b.read)
	case !b.ready:
		if b.load.Slow() {
			c.Placeholders(r)
		}
	default:
		b.kit.Draw(c, "leads", r.Pad(12, 0, 12, 8))
	}
}

func (b *leadBoard) commands() []kit.Command {
	t := b.l.host.T
	list := []kit.Command{
		{ID: "filter", Title: t("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: b.filter.Focus, Status: t("records.filter")},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: b.read},
		{ID: "lane", Title: t("leadpage.move"), Keys: []kit.Key{"Ctrl+Right"}, Scope: kit.ScopeList, Run: func() { b.l.page.Surface().FocusID("leads", true) }, Status: t("leadpage.move")},
	}
	if b.l.host.Actor().Can(identity.May(lead.Leads, identity.Add)) {
		list = append(list, kit.Command{
			ID: "new", Title: records.NewTitle(b.l.host, lead.Leads), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus,
			Run: func() { b.l.page.ShowWith(lead.Leads, 0, true, nil) },
		})
	}
	if x := b.current(); x != nil {
		list = append(list, b.commandsOf(x)...)
	}
	return list
}
