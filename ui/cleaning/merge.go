package cleaning

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/app/entity"
	"kontor/app/merge"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Merge is the page on which two records become one (picture 24).
type Merge struct {
	host kit.Host
	deps Deps
	s    *kit.Surface
	load *kit.Loader
	kind string

	queue  []pair // the pairs of the last scan, or the one that was asked for
	at     int
	groups int
	info   merge.Preview
	titles titles
	choice map[string]merge.Choice
	ready  bool
	all    bool // equal fields, too
	rows   []*merge.Row
	list   kit.List
	edit   *kit.Field // the result that is typed
	editOf *merge.Row
	busy   bool
	past   *fieldHistory
	aside  bool // the history is shown
}

// pair is two records to be looked at, and the group of the scan they are from.
type pair struct {
	keep, gone int64
	group      int
	why        string
}

// NewMerge makes the page for two records; more pairs of the last scan follow.
func NewMerge(h kit.Host, d Deps, kind string, keep, gone int64) *Merge {
	p := &Merge{host: h, deps: d, kind: kind, aside: true}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.load = kit.NewLoader(h, p.s.Redraw)
	p.past = newFieldHistory(h, d, p.s, kind)
	p.past.close = func() { p.aside = false }
	p.past.changed = p.open
	p.list = kit.List{Row: p.row, OnKey: p.rowKey, OnTap: p.tap, OnOpen: func(int) { p.begin() }, OnCur: func(int) { p.follow() }}
	p.fill(keep, gone)
	p.open()
	return p
}

// fill makes the queue from the last scan, beginning with the pair that was asked for.
func (p *Merge) fill(keep, gone int64) {
	if x := p.deps.Rules.Latest(p.host.Context(), p.kind); x != nil {
		for n, g := range x.Snap().Groups {
			for _, id := range g.IDs[1:] {
				p.queue = append(p.queue, pair{g.IDs[0], id, n + 1, reasons(p.host, g)})
			}
			p.groups = n + 1
		}
	}
	for i, q := range p.queue {
		if q.keep == keep && q.gone == gone || q.keep == gone && q.gone == keep {
			p.queue[i].keep, p.queue[i].gone, p.at = keep, gone, i
			return
		}
	}
	p.queue, p.groups = []pair{{keep: keep, gone: gone}}, 0
}

func (p *Merge) now() pair { return p.queue[p.at] }

// open reads the present pair.
func (p *Merge) open() {
	q := p.now()
	p.settle()
	type read struct {
		info   merge.Preview
		titles titles
	}
	kit.Load(p.load, func(ctx context.Context) (read, error) {
		r := read{titles: titles{}}
		var err error
		if r.info, err = p.deps.Merges.Preview(ctx, p.kind, q.keep, q.gone); err != nil {
			return r, err
		}
		values := map[*entity.Field][]entity.Value{}
		for _, row := range r.info.Rows {
			values[row.Field] = []entity.Value{row.Keep, row.Gone}
		}
		if owner := p.deps.Registry.Type(p.kind).Field("owner_id"); owner != nil {
			values[owner] = append(values[owner], entity.Num(r.info.Keep.Owner), entity.Num(r.info.Gone.Owner))
		}
		return r, r.titles.read(ctx, p.deps, values)
	}, func(r read) {
		p.info, p.titles, p.ready = r.info, r.titles, true
		p.choice = map[string]merge.Choice{}
		for _, row := range p.info.Rows {
			p.choice[row.Field.Key] = merge.Choice{From: row.Suggest}
		}
		p.lay()
		p.follow()
		p.host.Refresh()
		p.status()
	})
}

// lay lists the rows that are shown: those that differ, or all.
func (p *Merge) lay() {
	p.rows = nil
	for i := range p.info.Rows {
		if r := &p.info.Rows[i]; p.all && !(r.Keep.IsEmpty() && r.Gone.IsEmpty()) || !r.Same {
			p.rows = append(p.rows, r)
		}
	}
	p.list.Name, p.list.Len = p.host.T("merge.fields"), len(p.rows)
	if p.list.Current() < 0 && len(p.rows) > 0 {
		p.list.Select(0)
	}
}

func (p *Merge) current() *merge.Row {
	if i := p.list.Current(); i >= 0 && i < len(p.rows) {
		return p.rows[i]
	}
	return nil
}

// follow shows the history of the current field.
func (p *Merge) follow() {
	if r := p.current(); r != nil && p.ready {
		p.past.show(p.info.Keep.ID, r.Field)
	}
}

func (p *Merge) pick(r *merge.Row, side merge.Side) {
	if r == nil || r.Locked || r.Same || side == merge.FromBoth && !r.Joins {
		return
	}
	p.settle()
	p.choice[r.Field.Key] = merge.Choice{From: side}
	p.s.Redraw()
}

// toggle ticks one side of a field that can keep both; one of them stays ticked.
func (p *Merge) toggle(r *merge.Row, side, other merge.Side) {
	switch p.choice[r.Field.Key].From {
	case merge.FromBoth:
		p.pick(r, other)
	case other:
		p.pick(r, merge.FromBoth)
	default:
		p.pick(r, side)
	}
}

func (p *Merge) rowKey(k kit.Key) bool {
	r := p.current()
	switch k {
	case "Left":
		p.pick(r, merge.FromKeep)
	case "Right":
		p.pick(r, merge.FromGone)
	default:
		return false
	}
	return true
}

// tap takes a click into one of the columns.
func (p *Merge) tap(i int, at kit.Point, r kit.Rect) bool {
	row := p.rows[i]
	cells := mergeCells(r)
	for n, side := range []merge.Side{merge.FromKeep, merge.FromGone} {
		if !cells[n+1].Has(at) {
			continue
		}
		if row.Joins {
			p.toggle(row, side, []merge.Side{merge.FromGone, merge.FromKeep}[n])
		} else {
			p.pick(row, side)
		}
		return true
	}
	if cells[3].Has(at) {
		p.begin()
		return true
	}
	return false
}

// typeable tells whether the result of a field can be typed.
func typeable(f *entity.Field) bool {
	switch f.Kind {
	case entity.KindText, entity.KindLongText, entity.KindPhone, entity.KindMail, entity.KindURL, entity.KindMoney, entity.KindNumber, entity.KindInt, entity.KindDate:
		return true
	}
	return false
}

// begin lets the result of the current field be typed.
func (p *Merge) begin() {
	r := p.current()
	if r == nil || r.Locked || !typeable(r.Field) {
		return
	}
	p.settle()
	p.editOf = r
	p.edit = kit.NewField(p.host.T("merge.result")).With(p.resultInput(r))
	p.edit.OnEnter = func() bool { p.settle(); p.s.FocusID("rows", true); return true }
	p.edit.OnKey = func(k kit.Key) bool {
		if k == "Esc" {
			p.edit, p.editOf = nil, nil
			p.s.FocusID("rows", true)
			return true
		}
		return false
	}
	p.edit.OnFocus = func(gained bool) {
		if !gained {
			p.settle()
		}
	}
	p.edit.Focus()
	p.s.Redraw()
}

// settle takes what was typed as the result, when it is one.
func (p *Merge) settle() {
	f, r := p.edit, p.editOf
	if f == nil {
		return
	}
	p.edit, p.editOf = nil, nil
	if f.Text() == p.resultInput(r) {
		return
	}
	v, err := r.Field.Parse(f.Text())
	if err == nil {
		err = r.Field.CheckValue(v)
	}
	if err != nil {
		p.host.Report(err)
		return
	}
	p.choice[r.Field.Key] = merge.Choice{From: merge.Typed, Text: f.Text()}
	p.s.Redraw()
}

// resultInput is the result as it is typed.
func (p *Merge) resultInput(r *merge.Row) string {
	if c := p.choice[r.Field.Key]; c.From == merge.Typed {
		return c.Text
	}
	return r.Field.Format(p.result(r))
}

// result is the value that the merged record will have.
func (p *Merge) result(r *merge.Row) entity.Value {
	v, err := merge.Resolve(r.Field, r.Keep, r.Gone, p.choice[r.Field.Key])
	if err != nil {
		return r.Keep
	}
	return v
}

// swap makes the one that goes the one kept; what was chosen stays chosen.
func (p *Merge) swap() {
	q := &p.queue[p.at]
	q.keep, q.gone = q.gone, q.keep
	p.open()
}

// next goes on with the pair behind, or leaves when there is none.
func (p *Merge) next() {
	if p.at+1 >= len(p.queue) {
		p.host.Close()
		return
	}
	p.at++
	p.ready = false
	p.open()
}

// apart remembers that the two are not the same.
func (p *Merge) apart() {
	q := p.now()
	p.host.Go(func(ctx context.Context) {
		err := p.deps.Rules.Apart(ctx, p.kind, q.keep, q.gone)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.host.Toast(p.host.T("merge.apart_done"), p.deps.undo(p.host, func() {}))
			p.next()
		})
	})
}

// merge makes one of the two.
func (p *Merge) merge() {
	if p.edit != nil {
		p.settle()
	}
	if !p.ready || p.busy {
		return
	}
	p.busy = true
	w := merge.Wish{Kind: p.kind, Keep: p.info.Keep.ID, Gone: p.info.Gone.ID, KeepVersion: p.info.Keep.Version, GoneVersion: p.info.Gone.Version, Choices: map[string]merge.Choice{}}
	for _, r := range p.info.Rows {
		if c := p.choice[r.Field.Key]; c.From != merge.FromKeep && !r.Locked {
			w.Choices[r.Field.Key] = c
		}
	}
	title := p.info.Gone.Title
	p.host.Go(func(ctx context.Context) {
		done, err := p.deps.Merges.Merge(ctx, w)
		p.host.Post(func() {
			p.busy = false
			if err != nil {
				p.host.Report(err)
				return
			}
			p.host.Toast(p.host.T("merge.done", "title", title, "n", done.Moved+done.Parts), p.deps.undo(p.host, func() { p.host.Toast(p.host.T("merge.undone"), nil) }))
			p.drop(w.Gone)
		})
	})
}

// drop goes on behind a merge; pairs with the record that went are settled, too.
func (p *Merge) drop(gone int64) {
	rest := p.queue[:p.at:p.at]
	for _, q := range p.queue[p.at+1:] {
		if q.keep != gone && q.gone != gone {
			rest = append(rest, q)
		}
	}
	if p.at >= len(rest) {
		p.host.Close()
		return
	}
	p.queue, p.ready = rest, false
	p.open()
}

func (p *Merge) status() {
	if p.groups > 0 {
		p.host.Status(p.host.T("merge.status", "n", p.now().group, "all", p.groups))
	}
}

// Commands are the actions of the page.
func (p *Merge) Commands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "merge.do", Title: t("merge.do"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Merge, Run: p.merge, Status: t("merge.do")},
		{ID: "merge.skip", Title: t("merge.skip"), Keys: []kit.Key{"S"}, Run: p.next, Status: t("merge.skip")},
		{ID: "merge.both", Title: t("merge.both"), Keys: []kit.Key{"B"}, Run: func() { p.pick(p.current(), merge.FromBoth) }, Status: t("merge.both")},
		{ID: "merge.type", Title: t("merge.type"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: p.begin, Status: t("merge.type")},
		{ID: "merge.swap", Title: t("merge.swap"), Keys: []kit.Key{"X"}, Icon: icons.ArrowLeftRight, Run: p.swap},
		{ID: "merge.apart", Title: t("merge.apart"), Keys: []kit.Key{"N"}, Run: p.apart},
		{ID: "merge.history", Title: t("merge.history"), Keys: []kit.Key{"Alt+H"}, Icon: icons.History, Run: func() { p.aside = !p.aside; p.s.Redraw() }, Status: t("merge.history")},
		{ID: "merge.back", Title: t("merge.back"), Keys: []kit.Key{"Esc"}, Run: p.host.Close, Scope: kit.ScopeHidden},
	}
}

// Title and the rest make it a kit.Page.
func (p *Merge) Title() string { return p.host.T("merge.title") }

// Content is the surface.
func (p *Merge) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the fields.
func (p *Merge) Focus() { p.s.FocusID("rows", false) }

// Close ends the page.
func (p *Merge) Close() {}

// Save keeps which pair is shown.
func (p *Merge) Save() kit.State {
	q := p.now()
	return kit.State{"keep": strconv.FormatInt(q.keep, 10), "gone": strconv.FormatInt(q.gone, 10)}
}

// Restore does nothing: the page is made for its pair.
func (p *Merge) Restore(kit.State) {}
