package customer

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// keepRest is how long typing rests before the draft is kept: under two seconds.
const keepRest = 1200 * time.Millisecond

func (f *Form) keepSoon() {
	if f.deps.Drafts == nil || f.keep != nil || !f.ready {
		return
	}
	f.keep = kit.After(keepRest, func() { f.keep = nil; f.keepNow(); f.s.Redraw() })
}

// keepNow writes the draft; an unchanged form keeps none.
func (f *Form) keepNow() {
	if f.keep != nil {
		f.keep()
		f.keep = nil
	}
	if f.deps.Drafts == nil || !f.ready || f.offer != nil {
		return
	}
	if f.dirty() == 0 && !f.card.Shown() {
		return
	}
	texts := map[string]string{}
	for key, i := range f.inputs {
		if i.changed() {
			texts[key] = i.text()
		}
	}
	if p := f.card.Path(); p != "" {
		texts[cardDraft] = p
	}
	title := f.name
	if i := f.inputs["name"]; i != nil && i.text() != "" {
		title = i.text()
	}
	if err := f.deps.Drafts.Save(f.draftKey(), title, texts); err != nil {
		f.host.Report(err)
		return
	}
	f.draftAt = f.host.Now()
}

func (f *Form) dropDraft() {
	if f.keep != nil {
		f.keep()
		f.keep = nil
	}
	if f.deps.Drafts != nil {
		if err := f.deps.Drafts.Drop(f.draftKey()); err != nil {
			f.host.Report(err)
		}
	}
	f.draftAt = time.Time{}
}

// lookForDraft offers what was typed before and not saved.
func (f *Form) lookForDraft() {
	if f.deps.Drafts == nil {
		return
	}
	if texts, ok := f.deps.Drafts.Get(f.draftKey()); ok && len(texts) > 0 {
		f.offer = texts
	}
}

// takeDraft fills the offered draft in.
func (f *Form) takeDraft() {
	for _, key := range slices.Sorted(maps.Keys(f.offer)) {
		if i := f.inputs[key]; i != nil && !i.lock {
			i.set(f, f.offer[key])
		}
	}
	if p := f.offer[cardDraft]; p != "" && f.mayCard() {
		f.card.Take(p)
	}
	f.offer = nil
	f.askSoon()
}

// conflict shows the fields that somebody else changed meanwhile, with a choice for each.
func (f *Form) conflict(err error, clashes []audit.Clash) {
	t := f.host.T
	e := f.staleArgs(err)
	typ := f.deps.Registry.Type(customer.Customers)
	mine := make([]bool, len(clashes))
	for i := range mine {
		mine[i] = true
	}
	text := func(c audit.Clash, v entity.Value) string {
		if x := typ.Field(c.Key); x != nil {
			if s := records.Text(f.host, x, v); s != "" {
				return s
			}
		}
		return t("cust.nothing")
	}
	d := &kit.Dialog{
		Title: t("cust.form.clash", "name", e.who), Text: t("cust.form.clash_text", "time", e.at.In(f.host.Zone()).Format("15:04"), "name", e.who), Icon: icons.TriangleAlert, Tint: theme.Warn, Width: 600,
		Height: func(float32) float32 { return float32(theme.TableHead + len(clashes)*34) },
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		head := r.CutTop(theme.TableHead)
		c.Fill(head, theme.Sunken)
		cells := head.Pad(10, 0, 10, 0).Columns(8, 92, -1, -1, -1)
		for i, s := range []string{t("records.field"), t("cust.form.mine"), t("cust.form.theirs", "name", e.who), t("cust.form.base")} {
			c.Text(cells[i], s, kit.Caption)
		}
		for i, x := range clashes {
			row := r.CutTop(34)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			cells := row.Pad(10, 0, 10, 0).Columns(8, 92, -1, -1, -1)
			c.Text(cells[0], records.Label(f.host, typ.Field(x.Key)), kit.Body)
			if mine[i] {
				c.Fill(cells[1].Grow(4).Intersect(row), theme.Soft)
			} else {
				c.Fill(cells[2].Grow(4).Intersect(row), theme.Soft)
			}
			c.Radio("mine."+x.Key, cells[1], text(x, x.Mine), mine[i], func() { mine[i] = true })
			c.Radio("theirs."+x.Key, cells[2], text(x, x.Theirs), !mine[i], func() { mine[i] = false })
			c.Text(cells[3], text(x, x.Base), kit.Second)
		}
	}
	d.Buttons = []kit.DialogButton{
		{Text: t("cust.form.reload"), Left: true, Run: func() bool { f.ready = false; f.open(); return false }},
		{Text: t("kit.cancel"), Cancel: true},
		{Text: t("cust.form.merge"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			for i, x := range clashes {
				if in := f.inputs[x.Key]; in != nil && !mine[i] {
					in.set(f, typ.Field(x.Key).Format(x.Theirs))
				}
			}
			f.ver = e.version
			f.save(false)
			return false
		}},
	}
	f.host.ShowDialog(d)
}

// staleInfo is who saved meanwhile, when, and which version that is.
type staleInfo struct {
	who     string
	at      time.Time
	version int64
}

func (f *Form) staleArgs(err error) staleInfo {
	var out staleInfo
	e := asError(err)
	out.who, _ = e.Args["who"].(string)
	if ms, ok := e.Args["at"].(int64); ok {
		out.at = time.UnixMilli(ms)
	}
	out.version, _ = e.Args["version"].(int64)
	if out.who == "" {
		out.who = f.host.T("cust.form.somebody")
	}
	return out
}

// askRest is how long typing rests before duplicates are looked for.
const askRest = 180 * time.Millisecond

func (f *Form) askSoon() {
	if f.ask != nil {
		f.ask()
	}
	f.ask = kit.After(askRest, func() { f.ask = nil; f.askNow() })
}

// askNow looks for customers that may be the same as what is typed.
func (f *Form) askNow() {
	if f.id != 0 && f.dirty() == 0 {
		return
	}
	get := func(keys ...string) string {
		for _, k := range keys {
			if i := f.inputs[k]; i != nil && strings.TrimSpace(i.text()) != "" {
				return strings.TrimSpace(i.text())
			}
		}
		return ""
	}
	in := customer.CardInput{Name: get("name"), Person: get("contact.name"), Mobile: get("contact.mobile", "mobile"), Phone: get("phone"), Tax: get("credit_code"), Mail: get("mail", "contact.mail")}
	if len([]rune(in.Name)) < 2 && in.Mobile == "" && in.Phone == "" && in.Tax == "" && in.Mail == "" {
		f.doubles = nil
		f.s.Redraw()
		return
	}
	id := f.id
	kit.Load(f.askLoad, func(ctx context.Context) ([]customer.Duplicate, error) {
		return f.deps.Customers.Duplicates(ctx, in, id)
	}, func(list []customer.Duplicate) { f.doubles = list })
}

// openDoubles are the duplicates that nobody has judged yet.
func (f *Form) openDoubles() []customer.Duplicate {
	var out []customer.Duplicate
	for _, d := range f.doubles {
		if d.Refuse || !f.other[doubleKey(d)] {
			out = append(out, d)
		}
	}
	return out
}

// doubleKey tells duplicates apart, also those that may not be opened.
func doubleKey(d customer.Duplicate) int64 {
	if d.ID != 0 {
		return d.ID
	}
	n := int64(0)
	for _, r := range d.Name {
		n = n*31 + int64(r)
	}
	return -(n & 0x3fffffffffff) - 1
}

// dismiss says that the companies shown are other ones; that is noted when saving.
func (f *Form) dismiss() {
	for _, d := range f.openDoubles() {
		if !d.Refuse {
			f.other[doubleKey(d)] = true
			f.others = append(f.others, d.Name)
		}
	}
	f.s.Redraw()
}

func asError(err error) *app.Error {
	var e *app.Error
	if errors.As(err, &e) {
		return e
	}
	return app.E(app.Internal, "internal").Because(err)
}
