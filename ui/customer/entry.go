package customer

import (
	"context"
	"strings"
	"time"

	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// entryBox shows one entry of the timeline whole: its words, what it said before it was
// corrected, and the comments on it, with all that can be done to it.
type entryBox struct {
	p        *Page
	customer int64
	r        rec
	kind     customer.Note
	comments []rec
	before   []audit.Set // earlier wordings, the newest first
	note     *kit.Field  // a comment, or the reason for taking the entry out
	taking   bool        // the field asks for that reason
	busy     bool
	d        *kit.Dialog
}

// showEntry opens an entry of the customer in the pane.
func (a *pane) showEntry(r rec) {
	t := a.p.host.T
	b := &entryBox{p: a.p, customer: a.id, r: r, kind: customer.Note(r.text("kind")), comments: a.commentsOn(r.id)}
	b.note = kit.NewField(t("cust.entry.comment"))
	b.note.OnKey = func(k kit.Key) bool {
		if k == "Ctrl+Enter" {
			b.send()
			return true
		}
		return false
	}
	b.ask(false)
	title := t("activity.kind." + string(b.kind))
	if name := r.text("title"); name != "" && b.kind != customer.NoteOwner && b.kind != customer.NoteField {
		title += " " + name
	}
	b.d = &kit.Dialog{Title: title, Text: b.head(), Width: 560, Height: b.height, Body: b.draw}
	b.buttons()
	a.p.host.ShowDialog(b.d)
	b.readBefore()
}

// commentsOn are the comments on an entry, the oldest first.
func (a *pane) commentsOn(id int64) []rec {
	var out []rec
	for i := len(a.data.acts) - 1; i >= 0; i-- {
		if c := a.data.acts[i]; customer.Note(c.text("kind")) == customer.NoteComment && c.text("link_entity") == customer.Activities && c.num("link_id") == id {
			out = append(out, c)
		}
	}
	return out
}

// ask turns the field at the foot into one for a comment, or for a reason.
func (b *entryBox) ask(taking bool) {
	t := b.p.host.T
	b.taking = taking
	b.note.Err = ""
	b.note.SetText("")
	b.note.Placeholder, b.note.LeftIcon, b.note.Keys = t("cust.entry.comment_hint"), icons.Message, "Ctrl+Enter"
	if taking {
		b.note.Placeholder, b.note.LeftIcon = t("cust.entry.why"), icons.Trash
	}
}

func (b *entryBox) mayComment() bool {
	return b.p.host.Actor().Can(identity.May(customer.Activities, identity.Add))
}

func (b *entryBox) written() bool {
	for _, k := range customer.Typed {
		if b.kind == k {
			return true
		}
	}
	return b.kind == customer.NoteComment
}

// buttons are what the reader may do with the entry.
func (b *entryBox) buttons() {
	t := b.p.host.T
	actor := b.p.host.Actor()
	list := []kit.DialogButton{{Text: t("kit.close"), Cancel: true}}
	if link, id := b.r.text("link_entity"), b.r.num("link_id"); link != "" && link != customer.Activities && id != 0 {
		list = append(list, kit.DialogButton{Text: t("cust.entry.open"), Run: func() bool { b.p.host.Open(link, id, nil); return false }})
	}
	if b.p.pane.mayChange() {
		pin, on := t("cust.entry.pin"), true
		if b.r.num("pinned") != 0 {
			pin, on = t("cust.entry.unpin"), false
		}
		list = append(list, kit.DialogButton{Text: pin, Icon: icons.Pin, Left: true, Run: func() bool { b.pin(on); return true }})
	}
	if b.written() && actor.Scope(identity.May(customer.Activities, identity.Remove)) > identity.ScopeSelf {
		list = append(list, kit.DialogButton{Text: t("cust.entry.take"), Icon: icons.Trash, Left: true, Run: func() bool { b.ask(true); b.d.Redraw(); b.note.Focus(); return true }})
	}
	if b.written() && actor.Can(identity.May(customer.Activities, identity.Change)) && b.p.pane.mayChange() {
		list = append(list, kit.DialogButton{Text: t("cust.entry.correct"), Icon: icons.Pencil, Kind: kit.Primary, Run: func() bool { b.p.correct(b.customer, b.r); return false }})
	}
	b.d.Buttons = list
}

// head says who wrote the entry, when, and with whom.
func (b *entryBox) head() string {
	t := b.p.host.T
	who := b.r.text("owner_id.name")
	if who == "" {
		who = t("cust.system")
	}
	text := who + " · " + b.when(b.r.num("at"))
	if with := b.r.text("contact_id.name"); with != "" {
		text += " · " + t("cust.entry.with", "name", with)
	}
	if at := customer.CorrectedAt(b.r.text("data")); at != 0 {
		text += " · " + t("cust.entry.corrected", "when", b.when(at))
	}
	return text
}

func (b *entryBox) when(ms int64) string {
	at := time.UnixMilli(ms).In(b.p.host.Zone())
	return at.Format("2006-01-02 15:04")
}

// readBefore reads what a corrected entry said earlier.
func (b *entryBox) readBefore() {
	if b.p.deps.History == nil || customer.CorrectedAt(b.r.text("data")) == 0 {
		return
	}
	id := b.r.id
	b.p.host.Go(func(ctx context.Context) {
		sets, err := b.p.deps.History.Timeline(ctx, customer.Activities, id, 0, 50)
		b.p.host.Post(func() {
			b.p.host.Report(err)
			b.before = sets
			b.d.Redraw()
		})
	})
}

// line is a paragraph of the box.
type line struct {
	text string
	st   kit.Style
	gap  float32 // above
}

// lines are the words of the entry, its earlier wordings and its comments.
func (b *entryBox) lines() []line {
	t := b.p.host.T
	var out []line
	_, text := b.p.pane.words(b.r, b.kind)
	if s := b.r.text("text"); s != "" && b.kind != customer.NoteOwner && b.kind != customer.NoteStatus {
		text = s
	}
	if text != "" {
		out = append(out, line{text, kit.Body, 0})
	}
	if res := b.r.text("result"); res != "" {
		out = append(out, line{t("cust.result", "text", res), kit.Body, 4})
	}
	if len(out) == 0 {
		out = append(out, line{t("cust.entry.wordless"), kit.Hint, 0})
	}
	out = append(out, b.earlier()...)
	for i, c := range b.comments {
		if i == 0 {
			out = append(out, line{t("cust.entry.comments", "n", len(b.comments)), kit.Strong, 12})
		}
		out = append(out, line{c.text("owner_id.name") + " · " + b.when(c.num("at")), kit.Caption, 4}, line{c.text("text"), kit.Body, 0})
	}
	return out
}

// earlier are the wordings before each correction.
func (b *entryBox) earlier() []line {
	t := b.p.host.T
	typ := b.p.deps.Registry.Type(customer.Activities)
	var out []line
	for _, set := range b.before {
		for _, ch := range set.Changes {
			if ch.Entity != customer.Activities || ch.Record != b.r.id || ch.Action != audit.Changed {
				continue
			}
			var parts []string
			for _, d := range ch.Fields {
				if f := typ.Field(d.Key); f != nil && !f.IsComputed && d.Key != "pinned" {
					parts = append(parts, b.p.pane.delta(f, d))
				}
			}
			if len(parts) == 0 {
				continue
			}
			if len(out) == 0 {
				out = append(out, line{t("cust.entry.before"), kit.Strong, 12})
			}
			at := time.UnixMilli(set.At).In(b.p.host.Zone())
			out = append(out, line{set.Person + " · " + tr.In(b.p.host.Lang()).NearInstant(at, b.p.host.Zone(), b.p.host.Today()), kit.Caption, 4},
				line{strings.Join(parts, t("cust.delta_sep")), kit.Second, 0})
		}
	}
	return out
}

const entryMost = 340 // height of the words; more is scrolled

func (b *entryBox) height(w float32) float32 {
	h := min(b.wordsHeight(w), entryMost)
	if b.mayComment() {
		h += 44
		if b.note.Err != "" {
			h += 20
		}
	}
	return h
}

func (b *entryBox) wordsHeight(w float32) float32 {
	h := float32(0)
	for _, l := range b.lines() {
		h += l.gap + kit.ParaHeight(l.text, l.st, w, 0)
	}
	return h
}

func (b *entryBox) draw(c *kit.Canvas, r kit.Rect) {
	t := b.p.host.T
	if b.mayComment() {
		foot := r.CutBottom(34)
		if b.note.Err != "" {
			c.Text(r.CutBottom(20), b.note.Err, kit.Caption.In(theme.Bad))
		}
		button := kit.Button{ID: "send", Text: t("cust.entry.send"), Tap: b.send}
		if b.taking {
			button.Text, button.Kind = t("cust.entry.take_do"), kit.Danger
		}
		foot = foot.Pad(0, 6, 0, 0)
		c.ButtonsRight(&foot, button)
		foot.CutRight(8)
		c.Field("comment", foot, b.note)
		r.CutBottom(4)
	}
	c.Scroll("words", r, b.wordsHeight(r.W), func(body kit.Rect) {
		for _, l := range b.lines() {
			body.CutTop(l.gap)
			body.CutTop(c.Para(body, l.text, l.st, 0))
		}
	})
}

// send writes the comment, or takes the entry out for the reason given.
func (b *entryBox) send() {
	text := strings.TrimSpace(b.note.Text())
	if b.busy {
		return
	}
	if text == "" {
		b.note.Err = b.p.host.T("cust.entry.empty")
		if b.taking {
			b.note.Err = b.p.host.T("cust.entry.needs_why")
		}
		b.d.Redraw()
		b.note.Focus()
		return
	}
	id, of, taking := b.r.id, b.customer, b.taking
	b.do(func(ctx context.Context) error {
		if taking {
			return b.p.deps.Customers.TakeOut(ctx, id, text)
		}
		_, err := b.p.deps.Customers.Comment(ctx, customer.Remark{CustomerID: of, EntryID: id, Text: text})
		return err
	}, map[bool]string{true: "cust.entry.taken", false: "cust.entry.commented"}[taking])
}

func (b *entryBox) pin(on bool) {
	id := b.r.id
	b.do(func(ctx context.Context) error { return b.p.deps.Customers.Pin(ctx, id, on) },
		map[bool]string{true: "cust.entry.pinned", false: "cust.entry.unpinned"}[on])
}

// do runs a step; what goes wrong is said in the box, which stays open.
func (b *entryBox) do(step func(ctx context.Context) error, done string) {
	b.busy = true
	b.p.host.Go(func(ctx context.Context) {
		err := step(ctx)
		b.p.host.Post(func() {
			b.busy = false
			if err != nil {
				b.note.Err = b.p.host.ErrorText(err)
				b.d.Redraw()
				return
			}
			b.d.Close()
			b.p.host.Toast(b.p.host.T(done), b.p.undo)
			b.p.pane.reload()
		})
	})
}
