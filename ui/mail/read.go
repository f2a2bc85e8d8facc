package mail

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/ui/kit"
)

// accounts gives the filter of accounts: one, or none for all.
func (p *Page) accounts() []int64 {
	if p.account == 0 {
		return nil
	}
	return []int64{p.account}
}

// readSide loads folders, counts and how fetching went.
func (p *Page) readSide() {
	accounts := p.accounts()
	kit.Load(p.sideLoad, func(ctx context.Context) (mail.Sidebar, error) { return p.d.Mail.Sidebar(ctx, accounts) }, func(s mail.Sidebar) {
		p.side = s
		p.host.SetCount("mail", int(s.Counts[mail.ViewInbox].Unread))
		p.problem = nil
		for _, a := range s.Accounts {
			if l, ok := s.Looks[a.ID]; ok && l.Error != "" {
				p.problem = l.ErrorOf(a)
			}
		}
		p.status()
	})
}

func (p *Page) status() {
	in := p.side.Counts[mail.ViewInbox]
	un := p.side.Counts[mail.ViewUnmatched]
	text := p.host.T("mail.status_unread", "n", in.Unread)
	if un.Total > 0 {
		text += " · " + p.host.T("mail.status_unmatched", "n", un.Total)
	}
	if len(p.side.Accounts) == 0 {
		text = ""
	}
	p.host.Status(text)
}

// outbox tells whether the view shows letters of our own that are not sent.
func (p *Page) outbox() bool {
	return p.view == string(mail.ViewDrafts) || p.view == string(mail.ViewScheduled)
}

type listed struct {
	ids   []int64
	outs  []mail.Outgoing
	rows  []mail.Message
	names map[int64]string
}

// firstRows is how many rows are read together with the list.
const firstRows = 64

// readList loads the list of the view.
func (p *Page) readList() {
	view, f := p.view, p.filter
	f.Accounts = p.accounts()
	out := p.outbox()
	kit.Load(p.listLoad, func(ctx context.Context) (listed, error) {
		var l listed
		var err error
		if out {
			l.outs, err = p.d.Mail.OutboxView(ctx, mail.ViewKey(view), f.Accounts)
			return l, err
		}
		if l.ids, err = p.fetchIDs(ctx, view, f); err != nil {
			return l, err
		}
		l.rows, err = p.d.Mail.Messages(ctx, l.ids[:min(len(l.ids), firstRows)])
		if err == nil {
			l.names, err = p.shortNames(ctx, l.rows)
		}
		return l, err
	}, func(l listed) { p.showList(view, l) })
}

func (p *Page) fetchIDs(ctx context.Context, view string, f mail.Filter) ([]int64, error) {
	if id, ok := strings.CutPrefix(view, "folder."); ok {
		n, _ := strconv.ParseInt(id, 10, 64)
		return p.d.Mail.InFolder(ctx, n, f)
	}
	return p.d.Mail.List(ctx, mail.ViewKey(view), f)
}

func (p *Page) showList(view string, l listed) {
	if view != p.view {
		return
	}
	p.ids, p.outs = l.ids, l.outs
	p.rows, p.asked = map[int64]mail.Message{}, map[int]bool{0: true}
	p.addRows(l.rows, l.names)
	p.list.Len = max(len(p.ids), len(p.outs))
	at := slices.IndexFunc(p.keys(), func(id int64) bool { return id == p.selected })
	switch {
	case at >= 0:
		p.list.Select(at)
		if !p.outbox() && p.reader.open != nil && p.reader.open.ID == p.selected {
			p.reader.update(p.rows[p.selected])
		} else if !p.outbox() && p.reader.id != p.selected {
			p.read(p.selected, false)
		}
	case p.reader.id != 0 && p.selected != 0 && p.filter.Text == "" && p.write != nil:
		p.list.Select(-1) // the mail being answered has left the view; the answer stays
	case len(p.ids) > 0:
		p.list.Select(0)
		p.selected = p.ids[0]
		p.read(p.ids[0], false)
	case len(p.outs) > 0:
		p.list.Select(0)
		p.selected = p.outs[0].ID
	default:
		p.selected = 0
		p.reader.clear()
		p.card.clear()
	}
}

func (p *Page) keys() []int64 {
	if !p.outbox() {
		return p.ids
	}
	out := make([]int64, len(p.outs))
	for i, o := range p.outs {
		out[i] = o.ID
	}
	return out
}

func (p *Page) keyAt(i int) int64 {
	if k := p.keys(); i >= 0 && i < len(k) {
		return k[i]
	}
	return 0
}

func (p *Page) addRows(rows []mail.Message, names map[int64]string) {
	for _, m := range rows {
		p.rows[m.ID] = m
	}
	for id, n := range names {
		p.names[id] = n
	}
}

// want loads the blocks of rows that are shown.
func (p *Page) want(from, to int) {
	if p.outbox() {
		return
	}
	for b := from / firstRows; b <= (to-1)/firstRows; b++ {
		if p.asked[b] || b*firstRows >= len(p.ids) {
			continue
		}
		p.asked[b] = true
		ids := p.ids[b*firstRows : min(len(p.ids), (b+1)*firstRows)]
		view := p.view
		p.host.Go(func(ctx context.Context) {
			rows, err := p.d.Mail.Messages(ctx, ids)
			var names map[int64]string
			if err == nil {
				names, err = p.shortNames(ctx, rows)
			}
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
				} else if view == p.view {
					p.addRows(rows, names)
				}
				p.surface.Redraw()
			})
		})
	}
}

// shortNames reads the short names of the customers of messages.
func (p *Page) shortNames(ctx context.Context, rows []mail.Message) (map[int64]string, error) {
	var ids []int64
	for _, m := range rows {
		if m.CustomerID != 0 && !slices.Contains(ids, m.CustomerID) {
			ids = append(ids, m.CustomerID)
		}
	}
	out := map[int64]string{}
	if len(ids) == 0 {
		return out, nil
	}
	plan, err := listing.Allow(ctx, p.d.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer", Columns: []string{"name", "short_name"}})
	if err != nil {
		return out, nil //nolint:nilerr // without the right to see customers the badge stays away
	}
	got, err := p.d.Source.Block(ctx, plan, ids)
	for _, r := range got {
		if r.ID == 0 || len(r.Cells) < 2 {
			continue
		}
		if out[r.ID] = r.Cells[1].Text(); out[r.ID] == "" {
			out[r.ID] = briefly(r.Cells[0].Text())
		}
	}
	return out, err
}

// briefly shortens the name of a company to what people call it.
func briefly(name string) string {
	for _, tail := range []string{"股份有限公司", "有限责任公司", "有限公司", " Co., Ltd.", " Co. Ltd.", " Ltd.", " GmbH", " Inc.", " AG"} {
		if s, ok := strings.CutSuffix(name, tail); ok && s != "" {
			return s
		}
	}
	return name
}

// refresh reads everything anew after somebody wrote something.
func (p *Page) refresh() {
	p.readSide()
	p.readList()
	p.card.refresh()
}

// choose goes to another view.
func (p *Page) choose(view string) {
	if view == p.view {
		return
	}
	p.view, p.selected = view, 0
	p.list.SetOffset(0)
	p.list.PickNone()
	p.readList()
}

// chose is called when the person selects a row.
func (p *Page) chose(i int) {
	id := p.keyAt(i)
	if id == 0 || id == p.selected && p.reader.id == id {
		return
	}
	p.selected = id
	if p.outbox() {
		p.surface.Redraw()
		return
	}
	p.read(id, true)
}

// opened is a double click or Enter.
func (p *Page) opened(i int) {
	if id := p.keyAt(i); id != 0 && p.outbox() {
		p.resume(id)
		return
	}
	p.surface.FocusID("reader", true)
}

// message is the selected message, or nil.
func (p *Page) message() *mail.Message {
	if p.outbox() || p.selected == 0 {
		return nil
	}
	if m, ok := p.rows[p.selected]; ok {
		return &m
	}
	if p.reader.open != nil && p.reader.open.ID == p.selected {
		return &p.reader.open.Message
	}
	return nil
}

// letter is the selected letter of the outbox, or nil.
func (p *Page) letter() *mail.Outgoing {
	for i := range p.outs {
		if p.outs[i].ID == p.selected {
			return &p.outs[i]
		}
	}
	return nil
}

// targets are the messages that an action is for: the ticked ones, else the selected.
func (p *Page) targets() []int64 {
	keys, all := p.list.Picked()
	if all {
		return append([]int64{}, p.ids...)
	}
	if len(keys) > 0 {
		return keys
	}
	if m := p.message(); m != nil {
		return []int64{m.ID}
	}
	return nil
}

// when writes an instant as lists do: 09:15, 昨天, 3-16, 2025-11-02.
func (p *Page) when(at time.Time, long bool) string {
	zone := p.host.Zone()
	t := at.In(zone)
	d, today := calendar.On(t, zone), p.host.Today()
	clock := t.Format("15:04")
	switch {
	case d == today && long:
		return p.host.T("date.today") + " " + clock
	case d == today:
		return clock
	case d == today-1 && long:
		return p.host.T("date.yesterday") + " " + clock
	case d == today-1:
		return p.host.T("date.yesterday")
	}
	y, m, day := d.Parts()
	ty, _, _ := today.Parts()
	s := strconv.Itoa(int(m)) + "-" + two(day)
	if y != ty {
		s = d.String()
	}
	if long {
		s += " " + clock
	}
	return s
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
