package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Held is how many records of a kind a person is in charge of.
type Held struct {
	Kind string
	N    int64
}

// Leaving is what happens to what a person is in charge of.
type Leaving interface {
	// Held counts the records that need a new owner.
	Held(ctx context.Context, person int64) ([]Held, error)
	// HandOver gives all of them to other people, dealt out in turn, and takes the login
	// away when the person leaves, in one step.
	HandOver(ctx context.Context, from int64, to []int64, reason string, leaving bool) error
}

// leaveActions are the steps around a person who still may log in.
func (p *page) leaveActions(id int64, name string) []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "disable", Title: t("settings.disable"), Icon: icons.UserX, Run: func() { p.leave(id, name, true) }},
		{ID: "hand_over", Title: t("settings.hand_over"), Icon: icons.ArrowRight, Run: func() { p.leave(id, name, false) }},
		{ID: "handovers", Title: t("settings.handovers"), Icon: icons.History, Run: func() { p.host.Open("handover", 0, map[string]string{"person_id": itoa(id)}) }},
	}
}

// leave disables a person who is in charge of nothing at once, else asks who takes over.
func (p *page) leave(id int64, name string, leaving bool) {
	t := p.host.T
	p.host.Go(func(ctx context.Context) {
		held, err := p.d.People.Held(ctx, id)
		if err == nil && len(held) == 0 && leaving {
			err = p.d.People.Disable(ctx, id)
		}
		p.host.Post(func() {
			switch {
			case err != nil:
				p.host.Report(err)
			case len(held) > 0:
				p.askHandOver(id, name, held, leaving)
			case leaving:
				p.host.Toast(t("settings.disabled"), nil)
			default:
				p.host.Toast(t("settings.nothing_held", "name", name), nil)
			}
		})
	})
}

// askHandOver shows what needs a new owner, and hands it over.
func (p *page) askHandOver(id int64, name string, held []Held, leaving bool) {
	t := p.host.T
	who := &receivers{title: t("settings.new_owner"), more: t("settings.one_more"), find: func(query string, answer func([]kit.Option)) { p.colleagues(id, query, answer) }}
	who.grow()
	reason := kit.NewField(t("settings.hand_reason"))
	if leaving {
		reason.SetText(t("settings.leaves"))
	}
	total := int64(0)
	for _, h := range held {
		total += h.N
	}
	const line = 24
	label := float32(92)
	if p.host.Lang() != "zh" {
		label = 110
	}
	form := kit.Form{Label: label}
	title, verb := t("settings.hand_title", "name", name), t("settings.hand_do", "n", total)
	if leaving {
		title, verb = t("settings.leave_title", "name", name), t("settings.leave_do", "n", total)
	}
	d := &kit.Dialog{Title: title, Text: t("settings.hand_text"), Width: 520}
	d.Height = func(w float32) float32 {
		return float32(len(held))*line + 14 + who.height(form, w) + kit.FormHeight(reason, form, w)
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for _, h := range held {
			row := r.CutTop(line)
			c.KeyValue(row, t(h.Kind+".many"), t("cust.n", "n", h.N), kit.Strong)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		}
		r.CutTop(12)
		who.draw(c, &r, form)
		c.FormRow(&r, "reason", t("settings.hand_reason")+" *", reason, form)
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: verb, Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		to, names := who.chosen()
		why := strings.TrimSpace(reason.Text())
		if len(to) == 0 {
			who.list[0].Err = t("settings.choose_owner")
			return true
		}
		if why == "" {
			reason.Err = t("settings.reason_needed")
			return true
		}
		p.host.Go(func(ctx context.Context) {
			err := p.d.People.HandOver(ctx, id, to, why, leaving)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(t("settings.handed", "n", total, "name", strings.Join(names, t("records.comma"))), nil)
				}
			})
		})
		return false
	}}}
	p.host.ShowDialog(d)
	kit.Post(who.list[0].Focus)
}

// mostReceivers is how many people may share what somebody leaves behind.
const mostReceivers = 6

// receivers are the fields for those who take over: one more is offered once the last is
// filled.
type receivers struct {
	title, more string
	find        func(query string, answer func([]kit.Option))
	list        []*kit.Picker
}

func (x *receivers) grow() {
	if len(x.list) == mostReceivers {
		return
	}
	f := kit.NewSearch(x.title, x.find)
	f.OnPick = func(kit.Option) {
		if x.list[len(x.list)-1].Value().Key != "" {
			x.grow()
		}
	}
	if len(x.list) > 0 {
		f.Placeholder = x.more
	}
	x.list = append(x.list, f)
}

// chosen are the people, each once.
func (x *receivers) chosen() (ids []int64, names []string) {
	for _, f := range x.list {
		if id := refOf(f.Value().Key); id != 0 && f.Text() != "" && !slices.Contains(ids, id) {
			ids, names = append(ids, id), append(names, f.Value().Text)
		}
	}
	return ids, names
}

func (x *receivers) height(form kit.Form, w float32) float32 {
	sum := float32(0)
	for _, f := range x.list {
		sum += kit.FormHeight(f.Field, form, w)
	}
	return sum
}

func (x *receivers) draw(c *kit.Canvas, r *kit.Rect, form kit.Form) {
	for i, f := range x.list {
		id, title := "who", x.title+" *"
		if i > 0 {
			id, title = "who."+strconv.Itoa(i), ""
		}
		c.FormRow(r, id, title, f.Field, form)
	}
}

// colleagues finds people who may log in, by a part of their name.
func (p *page) colleagues(but int64, query string, answer func([]kit.Option)) {
	p.host.Go(func(ctx context.Context) {
		q := listing.Query{
			Entity: "person", Columns: []string{"name"}, Sort: []listing.Sort{{Key: "name"}},
			Filter: listing.All(listing.Is("state", listing.Eq, "active"), listing.Is("id", listing.Ne, itoa(but))),
		}
		if query != "" {
			q.Filter = listing.All(q.Filter, listing.Any(listing.Is("name", listing.Contains, query), listing.Is("name_pinyin", listing.Starts, query)))
		}
		plan, err := listing.Allow(ctx, p.d.Registry, identity.May("person", identity.See), q)
		var out []kit.Option
		if err == nil {
			err = p.d.Source.Each(ctx, plan, func(r listing.Row) error {
				out = append(out, kit.Option{Key: itoa(r.ID), ID: r.ID, Text: r.Cells[0].Text(), Person: true})
				return nil
			})
		}
		p.host.Post(func() {
			p.host.Report(err)
			answer(out[:min(len(out), 10)])
		})
	})
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// refOf reads the id of a choice, 0 for none.
func refOf(key string) int64 {
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return 0
	}
	return id
}
