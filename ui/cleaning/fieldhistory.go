package cleaning

import (
	"context"
	"time"

	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/ui/kit"
)

// fieldHistory is the pane with the history of a field: a bar to scale in time, the value
// as of a day, every change with "restore", and what else was changed since.
type fieldHistory struct {
	host kit.Host
	deps Deps
	s    *kit.Surface
	load *kit.Loader
	kind string

	id      int64
	field   *entity.Field
	sets    []audit.Set
	titles  titles
	day     *kit.Date
	steps   []step
	others  []other
	close   func()
	changed func() // something was restored
}

// step is one value of the field: from when on it held.
type step struct {
	at    int64
	who   string
	why   audit.Set
	value entity.Value
}

// other is another field that was changed after the day.
type other struct {
	field         *entity.Field
	before, after entity.Value
	at            int64
}

func newFieldHistory(h kit.Host, d Deps, s *kit.Surface, kind string) *fieldHistory {
	p := &fieldHistory{host: h, deps: d, s: s, kind: kind, load: kit.NewLoader(h, s.Redraw)}
	p.day = kit.NewDate(h.T("history.as_of"), h.Today, calendar.Past)
	p.day.OnCommit = func(string) { p.work() }
	return p
}

// show shows the history of a field of a record; the timeline is read once per record.
func (p *fieldHistory) show(id int64, f *entity.Field) {
	same := p.id == id && len(p.sets) > 0
	p.id, p.field = id, f
	if same {
		p.work()
		return
	}
	p.reload()
}

func (p *fieldHistory) reload() {
	type read struct {
		sets   []audit.Set
		titles titles
	}
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (read, error) {
		r := read{titles: titles{}}
		var err error
		if r.sets, err = p.deps.History.Timeline(ctx, p.kind, id, 0, 5000); err != nil {
			return r, err
		}
		values := map[*entity.Field][]entity.Value{}
		t := p.deps.Registry.Type(p.kind)
		for _, set := range r.sets {
			for _, c := range set.Changes {
				for _, d := range c.Fields {
					if f := t.Field(d.Key); f != nil && c.Entity == p.kind {
						values[f] = append(values[f], d.Before, d.After)
					}
				}
			}
		}
		return r, r.titles.read(ctx, p.deps, values)
	}, func(r read) {
		p.sets, p.titles = r.sets, r.titles
		p.work()
	})
}

// work sorts the changes out for the field and the day.
func (p *fieldHistory) work() {
	if p.day.Text() == "" {
		p.day.SetValue(p.host.Today())
	}
	p.steps, p.others = stepsOf(p.sets, p.kind, p.id, p.field), othersOf(p.sets, p.deps.Registry.Type(p.kind), p.id, p.field, p.instant())
	p.s.Redraw()
}

// instant is the end of the day that is shown.
func (p *fieldHistory) instant() int64 {
	d, ok := p.day.Value()
	if !ok || d.IsZero() {
		d = p.host.Today()
	}
	return d.AddDays(1).At(0, p.host.Zone()).UnixMilli() - 1
}

// stepsOf lists the values of a field, the newest first.
func stepsOf(sets []audit.Set, kind string, id int64, f *entity.Field) []step {
	var out []step
	for _, set := range sets {
		for i := len(set.Changes) - 1; i >= 0; i-- {
			c := set.Changes[i]
			if c.Entity != kind || c.Record != id {
				continue
			}
			found := false
			for _, d := range c.Fields {
				if d.Key == f.Key {
					out = append(out, step{set.At, set.Person, set, d.After})
					found = true
				}
			}
			if c.Action == audit.Created && !found && !c.Bodiless {
				out = append(out, step{set.At, set.Person, set, f.Empty()})
			}
		}
	}
	return out
}

// othersOf lists the other fields that were changed after an instant: what stood there
// then and what stands there now, the latest change first.
func othersOf(sets []audit.Set, t *entity.Type, id int64, except *entity.Field, at int64) []other {
	var out []other
	place := map[string]int{}
	for _, set := range sets {
		if set.At <= at {
			break
		}
		for i := len(set.Changes) - 1; i >= 0; i-- {
			c := set.Changes[i]
			if c.Entity != t.Name || c.Record != id || c.Action == audit.Created {
				continue
			}
			for _, d := range c.Fields {
				f := t.Field(d.Key)
				if f == nil || f == except || f.IsUnlisted || f.IsHead && f.Key != "owner_id" {
					continue
				}
				if n, ok := place[d.Key]; ok {
					out[n].before = d.Before
					continue
				}
				place[d.Key] = len(out)
				out = append(out, other{f, d.Before, d.After, set.At})
			}
		}
	}
	return out
}

// valueAt is the value at an instant; known is false before the record was there.
func valueAt(steps []step, at int64) (i int, known bool) {
	for i, s := range steps {
		if s.at <= at {
			return i, true
		}
	}
	return -1, false
}

// jump goes to the change before or after the day.
func (p *fieldHistory) jump(later bool) {
	at := p.instant()
	for i := range p.steps {
		s := p.steps[i]
		if later {
			s = p.steps[len(p.steps)-1-i]
			if s.at > at {
				p.setDay(s.at)
				return
			}
			continue
		}
		if d := calendar.On(time.UnixMilli(s.at), p.host.Zone()); d.AddDays(1).At(0, p.host.Zone()).UnixMilli()-1 < at {
			p.setDay(s.at)
			return
		}
	}
	if later {
		p.day.SetValue(p.host.Today())
		p.work()
	}
}

func (p *fieldHistory) setDay(at int64) {
	p.day.SetValue(calendar.On(time.UnixMilli(at), p.host.Zone()))
	p.work()
}

// restore writes what stood there at an instant as a new change; no key: all fields.
func (p *fieldHistory) restore(at int64, keys ...string) {
	id := p.id
	p.host.Go(func(ctx context.Context) {
		err := p.deps.History.Restore(ctx, p.kind, id, at, keys...)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.host.Toast(p.host.T("history.restored"), p.deps.undo(p.host, p.again))
			p.again()
		})
	})
}

func (p *fieldHistory) again() {
	p.reload()
	if p.changed != nil {
		p.changed()
	}
}

// whole shows every field that was different on the day, and offers to restore all.
func (p *fieldHistory) whole() {
	t := p.host.T
	list, at, day := p.others, p.instant(), p.day.Text()
	if i, ok := valueAt(p.steps, at); ok && i > 0 {
		list = append([]other{{p.field, p.steps[i].value, p.steps[0].value, p.steps[i-1].at}}, list...)
	}
	d := &kit.Dialog{Title: t("history.whole_title", "day", day), Height: func(float32) float32 { return float32(min(max(len(list), 1), 12))*26 + 8 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		if len(list) == 0 {
			c.Text(r.CutTop(26), t("history.same_since"), kit.Second)
			return
		}
		c.ScrollAuto("whole", r, func(rows kit.Rect) float32 {
			for _, o := range list {
				p.other(c, rows.CutTop(26), o)
			}
			return float32(len(list)) * 26
		})
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}}
	if len(list) > 0 {
		d.Buttons = append(d.Buttons, kit.DialogButton{Text: t("history.restore_all", "n", len(list)), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { p.restore(at); return false }})
	}
	p.host.ShowDialog(d)
}
