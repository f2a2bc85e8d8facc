package customer

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/tr"
)

// chips are the filters above the timeline and the kinds behind them.
var chips = []struct {
	id    string
	kinds []customer.Note
}{
	{"all", nil},
	{"call", []customer.Note{customer.NoteCall, customer.NoteVisit, customer.NoteMeeting, customer.NoteWeChat, customer.NotePost, customer.NoteService, customer.NoteComment}},
	{"mail", []customer.Note{customer.NoteMailIn, customer.NoteMailOut}},
	{"quote", []customer.Note{customer.NoteQuote}},
	{"order", []customer.Note{customer.NoteOrder, customer.NoteDelivery}},
	{"receipt", []customer.Note{customer.NoteReceipt}},
	{"changes", []customer.Note{customer.NoteOwner, customer.NoteStatus, customer.NoteField, customer.NoteCreate}},
}

func (a *pane) drawTimeline(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(16, 10, 16, 0)
	if a.mayChange() {
		c.Field("note", in.CutTop(30), a.note)
		in.CutTop(9)
	}
	var row []kit.Chip
	for _, ch := range chips {
		row = append(row, kit.Chip{ID: "kind." + ch.id, Text: a.p.host.T("cust.chip." + ch.id), On: a.kinds == ch.id, Tap: func() { a.choose(ch.id) }})
	}
	c.Chips(&in, row)
	in.CutTop(2)
	items := a.items()
	if len(items) == 0 {
		c.Empty(in, kit.Empty{Icon: icons.Message, Title: a.p.host.T("cust.no_acts"), Text: a.p.host.T("cust.no_acts_text")})
		return
	}
	height := kit.TimelineHeight(items, in.W) + 20
	if a.data.moreActs {
		height += 40
	}
	c.Scroll("timeline", kit.Rect{X: r.X, Y: in.Y, W: r.W, H: in.H}, height, func(body kit.Rect) {
		in := body.Pad(16, 6, 16, 0)
		in.CutTop(c.Timeline(in, items))
		if a.data.moreActs {
			row := in.CutTop(34)
			c.ButtonsLeft(&row, kit.Button{ID: "older", Text: a.p.host.T("cust.older"), Icon: icons.History, Kind: kit.Plain, Small: true, Tap: a.older})
		}
	})
}

func (a *pane) choose(id string) {
	a.kinds = id
	if id == "changes" {
		a.loadChanges()
	}
}

// older shows more of what was long ago.
func (a *pane) older() {
	a.deep++
	a.reload()
}

// loadChanges reads the field history of the record.
func (a *pane) loadChanges() {
	if a.p.deps.History == nil || a.data == nil {
		return
	}
	id, data := a.id, a.data
	kit.Load(kit.NewLoader(a.p.host, a.p.s.Redraw), func(ctx context.Context) ([]audit.Set, error) {
		return a.p.deps.History.Timeline(ctx, customer.Customers, id, 0, 60)
	}, func(sets []audit.Set) { data.changes = sets })
}

// event is an entry with its moment, for sorting into days.
type event struct {
	at   time.Time
	item kit.TimelineItem
}

// items are the entries of the chosen chip, open tasks first.
func (a *pane) items() []kit.TimelineItem {
	var events []event
	want := map[customer.Note]bool{}
	for _, ch := range chips {
		if ch.id == a.kinds {
			for _, k := range ch.kinds {
				want[k] = true
			}
		}
	}
	comments := map[int64]int{}
	for _, r := range a.data.acts {
		if r.text("link_entity") == customer.Activities && customer.Note(r.text("kind")) == customer.NoteComment {
			comments[r.num("link_id")]++
		}
	}
	pinned := map[int64]bool{}
	if len(want) == 0 {
		for _, r := range a.data.pinned {
			pinned[r.id] = true
		}
	}
	for _, r := range a.data.acts {
		if kind := customer.Note(r.text("kind")); (len(want) == 0 || want[kind]) && !pinned[r.id] {
			item := a.entry(r, kind)
			item.Badge = a.commented(comments[r.id])
			events = append(events, event{time.UnixMilli(r.num("at")).In(a.p.host.Zone()), item})
		}
	}
	if a.kinds == "changes" {
		events = a.withChanges(events)
	}
	var out []kit.TimelineItem
	if a.kinds == "all" || a.kinds == "call" {
		out = a.taskItems()
	}
	if len(pinned) > 0 {
		out = append(out, a.pinnedItems(comments)...)
	}
	day := calendar.Date(0)
	for _, e := range events {
		if d := calendar.On(e.at, a.p.host.Zone()); d != day {
			day = d
			e.item.Day = a.dayTitle(d)
		}
		out = append(out, e.item)
	}
	return out
}

// dayTitle is 今天 · 3 月 18 日, 3 月 16 日 周一, and with the year when it is another.
func (a *pane) dayTitle(d calendar.Date) string {
	tongue := tr.In(a.p.host.Lang())
	today := a.p.host.Today()
	y, _, _ := d.Parts()
	ty, _, _ := today.Parts()
	switch {
	case d == today, d == today-1:
		return tongue.Near(d, today) + " · " + tongue.Heading(d)
	case y != ty:
		return tongue.Long(d)
	}
	return tongue.Heading(d)
}

// words are the heading and the text of an entry.
func (a *pane) words(r rec, kind customer.Note) (title, text string) {
	t := a.p.host.T
	title, text = t("activity.kind."+string(kind)), r.text("text")
	if res := r.text("result"); res != "" {
		if text != "" {
			text += t("cust.result_sep")
		}
		text += t("cust.result", "text", res)
	}
	switch name := r.text("title"); kind {
	case customer.NoteOwner, customer.NoteStatus:
		return a.changeEntry(r, kind, title)
	case customer.NoteField:
		if name == customer.ReasonWithdraw {
			return t("cust.entry.was_taken"), t("cust.because", "reason", text)
		}
	case customer.NoteMailIn, customer.NoteMailOut:
		if name != "" {
			title = t("cust.mail_entry", "kind", title, "subject", name)
		}
	case customer.NoteFile:
		title = t("cust.file_entry", "name", name)
	default:
		if name != "" {
			title += " " + name
		}
	}
	return title, text
}

// entry writes one entry of the timeline.
func (a *pane) entry(r rec, kind customer.Note) kit.TimelineItem {
	t := a.p.host.T
	title, text := a.words(r, kind)
	icon, tint := noteLook(kind)
	item := kit.TimelineItem{Icon: icon, Tint: tint}
	if v, ok := r.vals["amount_minor"]; ok && v.IsNum() && v.Int() != 0 {
		item.Bold = priced(v.Int())
		if cur := r.text("currency"); cur != "" && cur != kit.Home() {
			item.Bold = cur + " " + amount(v.Int())
		}
	}
	if person := r.text("contact_id.name"); person != "" && text != "" {
		text = t("cust.with", "name", person, "text", text)
	}
	if customer.CorrectedAt(r.text("data")) != 0 {
		text = t("cust.entry.corrected_mark") + text
	}
	at := time.UnixMilli(r.num("at")).In(a.p.host.Zone())
	who := r.text("owner_id.name")
	if who == "" {
		who = t("cust.system")
	}
	item.Title, item.Text, item.Who = title, strings.ReplaceAll(text, "\n", " "), who+" "+at.Format("15:04")
	item.Tap = func() { a.showEntry(r) }
	if link, id := r.text("link_entity"), r.num("link_id"); link != "" && link != customer.Activities && id != 0 {
		item.Tap = func() { a.p.host.Open(link, id, nil) }
	}
	return item
}

// changeEntry writes who had the customer, or which state it had, before and after.
func (a *pane) changeEntry(r rec, kind customer.Note, title string) (string, string) {
	t := a.p.host.T
	var d map[string]any
	if json.Unmarshal([]byte(r.text("data")), &d) != nil {
		return title, r.text("text")
	}
	say := func(key string) string {
		v := fmt.Sprint(d[key])
		if d[key] == nil || v == "" {
			return t("cust.nobody")
		}
		if kind == customer.NoteStatus {
			key := "status"
			if r.text("title") == "life" {
				key = "life"
			}
			if f := a.p.deps.Registry.Type(customer.Customers).Field(key); f != nil {
				return records.OptionText(a.p.host, f, v)
			}
		}
		return v
	}
	text := r.text("text")
	if text != "" {
		text = t("cust.because", "reason", text)
	}
	return t("cust.changed", "what", title, "from", say("from"), "to", say("to")), text
}

// withChanges mixes the field history into the entries.
func (a *pane) withChanges(events []event) []event {
	var out []event
	typ := a.p.deps.Registry.Type(customer.Customers)
	for _, set := range a.data.changes {
		for _, ch := range set.Changes {
			if ch.Entity != customer.Customers || ch.Record != a.id {
				continue
			}
			if text := a.deltas(typ, ch); text != "" {
				at := time.UnixMilli(set.At).In(a.p.host.Zone())
				out = append(out, event{at, kit.TimelineItem{Icon: icons.Pencil, Tint: kit.Gray, Title: a.p.host.T("activity.kind.field"), Text: text, Who: set.Person + " " + at.Format("15:04")}})
			}
		}
	}
	merged := make([]event, 0, len(out)+len(events))
	for len(out)+len(events) > 0 {
		if len(events) == 0 || len(out) > 0 && out[0].at.After(events[0].at) {
			merged, out = append(merged, out[0]), out[1:]
			continue
		}
		merged, events = append(merged, events[0]), events[1:]
	}
	return merged
}

// deltas writes the fields of a change: 等级 B → A，行业 机械 → 机械制造.
func (a *pane) deltas(typ *entity.Type, ch audit.Change) string {
	if ch.Action != audit.Changed {
		return ""
	}
	var parts []string
	for _, d := range ch.Fields {
		f := typ.Field(d.Key)
		if f == nil || f.IsComputed || f.Key == "owner_id" || f.Key == "unit_id" {
			continue // a change of owner has an entry of its own
		}
		parts = append(parts, a.delta(f, d))
	}
	return strings.Join(parts, a.p.host.T("cust.delta_sep"))
}

// delta writes one field of a change: 等级 B → A.
func (a *pane) delta(f *entity.Field, d entity.Delta) string {
	say := func(v entity.Value) string {
		if text := records.Text(a.p.host, f, v); text != "" {
			return text
		}
		return a.p.host.T("cust.nothing")
	}
	return a.p.host.T("cust.delta", "field", records.Label(a.p.host, f), "from", say(d.Before), "to", say(d.After))
}

// saveNote writes what stands in the note field into the timeline.
func (a *pane) saveNote() {
	text := strings.TrimSpace(a.note.Text())
	if text == "" || a.id == 0 {
		return
	}
	id := a.id
	a.note.SetText("")
	a.p.host.Go(func(ctx context.Context) {
		_, err := a.p.deps.Customers.Note(ctx, customer.FollowUp{Activity: customer.Activity{CustomerID: id, Kind: customer.NotePost, Text: text}})
		a.p.host.Post(func() {
			if err != nil {
				a.note.SetText(text)
				a.p.host.Report(err)
				return
			}
			a.p.host.Toast(a.p.host.T("cust.noted"), a.p.undo)
			a.reload()
		})
	})
}
