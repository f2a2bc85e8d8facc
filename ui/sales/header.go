package sales

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/snippet"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// header is the fields at the head of a document; each writes into the field of the
// record that it is named after.
type header[T any] struct {
	e      *editor[T]
	d      Deps
	fields map[string]*kit.Field
	fills  []func()
	names  map[string]string // "customer/12" → name
	grade  string            // of the customer, in words
	onPick func(customer int64)
	locked func() bool
}

func newHeader[T any](e *editor[T], d Deps) *header[T] {
	return &header[T]{e: e, d: d, fields: map[string]*kit.Field{}, names: map[string]string{}}
}

func (h *header[T]) get(key string) entity.Value { return h.e.typ.Field(key).Get(h.e.rec) }

func (h *header[T]) set(key string, v entity.Value) {
	f := h.e.typ.Field(key)
	if f.Get(h.e.rec) == v {
		return
	}
	h.e.edit(key, func(rec *T) { f.Set(rec, v) })
}

func (h *header[T]) label(key string) string { return records.Label(h.e.host, h.e.typ.Field(key)) }

func (h *header[T]) add(key string, f *kit.Field, fill func()) {
	h.fields[key] = f
	h.fills = append(h.fills, fill)
}

// fill shows what the record says; a field that is being typed into keeps its text.
func (h *header[T]) fill() {
	if h.e.rec == nil {
		return
	}
	for _, fn := range h.fills {
		fn()
	}
	locked := h.locked != nil && h.locked()
	for _, f := range h.fields {
		f.ReadOnly = locked
		switch { // a locked picker shows the lock of other fields
		case locked && f.Icon == icons.ChevronDown:
			f.Icon = icons.Lock
		case !locked && f.Icon == icons.Lock:
			f.Icon = icons.ChevronDown
		}
	}
}

func (h *header[T]) text(key string, area bool) {
	f := kit.NewField(h.label(key))
	if area {
		f = kit.NewArea(h.label(key))
		use := snippet.Remark
		if key == "terms" {
			use = snippet.Terms
		}
		records.OfferTexts(h.e.host, h.d.Texts, f, records.KeptUse{Use: use, Foreign: h.foreign, Known: h.known})
	}
	f.OnChange = func(text string) { h.set(key, entity.Str(text)) }
	f.OnCommit = func(string) { h.e.last = "" }
	h.add(key, f, func() {
		if text := h.get(key).Text(); f.Text() != text {
			f.SetText(text)
		}
	})
}

// foreign tells whether the document is in another currency than the company's.
func (h *header[T]) foreign() bool {
	f := h.e.typ.Field("currency")
	return h.e.rec != nil && f != nil && h.e.home != "" && f.Get(h.e.rec).Text() != h.e.home
}

// known is what the kept texts may name.
func (h *header[T]) known() map[string]string {
	out := map[string]string{}
	for _, key := range []string{"customer", "supplier", "contact"} {
		if f := h.e.typ.Field(key + "_id"); f != nil && h.e.rec != nil {
			out[key] = h.nameOf(f.To, f.Get(h.e.rec).Int())
		}
	}
	return out
}

func (h *header[T]) date(key string) *kit.Date {
	d := kit.NewDate(h.label(key), h.e.host.Today, calendar.Ahead)
	d.OnCommit = func(string) {
		if v, ok := d.Value(); ok {
			h.setDate(key, v)
		}
	}
	h.add(key, d.Field, func() {
		if text := h.get(key).Text(); !d.Focused() || d.Err == "" {
			if d.Text() != text {
				d.SetText(text)
			}
		}
	})
	return d
}

func (h *header[T]) setDate(key string, d calendar.Date) {
	if d.IsZero() {
		h.set(key, entity.Null)
		return
	}
	h.set(key, entity.Str(d.String()))
}

// choice is a picker over the options of a choice or a list of the company.
func (h *header[T]) choice(key string) {
	f := h.e.typ.Field(key)
	p := kit.NewPicker(h.label(key), nil)
	p.OnPick = func(o kit.Option) { h.set(key, entity.Str(o.Key)) }
	h.add(key, p.Field, func() {
		p.Options = p.Options[:0]
		for _, o := range f.Options() {
			if !o.Gone {
				p.Options = append(p.Options, kit.Option{Key: o.Key, Text: records.OptionText(h.e.host, f, o.Key)})
			}
		}
		now := h.get(key).Text()
		p.SetValue(kit.Option{Key: now, Text: records.OptionText(h.e.host, f, now)})
	})
}

// flag is a picker of yes and no.
func (h *header[T]) flag(key string) {
	yes, no := kit.Option{Key: "1", Text: h.e.host.T("records.yes")}, kit.Option{Key: "0", Text: h.e.host.T("records.no")}
	p := kit.NewPicker(h.label(key), []kit.Option{no, yes})
	p.OnPick = func(o kit.Option) {
		n := int64(0)
		if o.Key == "1" {
			n = 1
		}
		h.set(key, entity.Num(n))
	}
	h.add(key, p.Field, func() {
		now := no
		if h.get(key).Int() != 0 {
			now = yes
		}
		p.SetValue(now)
	})
}

// ref is a picker that looks records up: customers by name, pinyin initials or digits.
func (h *header[T]) ref(key string, q func() listing.Query, more ...string) *kit.Picker {
	f := h.e.typ.Field(key)
	p := kit.NewSearch(h.label(key), func(query string, answer func([]kit.Option)) {
		want := q()
		want.Text = query
		h.look(f.To, want, more, func(list []kit.Option) { answer(list) })
	})
	p.OnPick = func(o kit.Option) {
		h.names[f.To+"/"+strconv.FormatInt(o.ID, 10)] = o.Text
		h.setRef(key, o.ID)
	}
	h.add(key, p.Field, func() {
		id := h.get(key).Int()
		h.name(f.To, id)
		name := h.names[f.To+"/"+strconv.FormatInt(id, 10)]
		if v := p.Value(); v.ID != id || v.Text != name {
			p.SetValue(kit.Option{Key: strconv.FormatInt(id, 10), ID: id, Text: name})
		}
	})
	return p
}

func (h *header[T]) setRef(key string, id int64) {
	v := entity.Null
	if id != 0 {
		v = entity.Num(id)
	}
	if h.get(key).Int() == id {
		return
	}
	h.e.edit("", func(rec *T) { h.e.typ.Field(key).Set(rec, v) })
	if (key == "customer_id" || key == "supplier_id") && h.onPick != nil {
		h.onPick(id)
	}
}

// name reads the name of a record once.
func (h *header[T]) name(kind string, id int64) {
	key := kind + "/" + strconv.FormatInt(id, 10)
	if _, have := h.names[key]; have || id == 0 {
		return
	}
	h.names[key] = ""
	h.e.host.Go(func(ctx context.Context) {
		names, err := h.d.Names(ctx, kind, []int64{id})
		h.e.host.Post(func() {
			if err != nil {
				return // a name the reader may not see stays empty
			}
			h.names[key] = names[id]
			h.fill()
			h.e.shown()
		})
	})
}

// nameOf is the name of a record as far as it is known.
func (h *header[T]) nameOf(kind string, id int64) string {
	return h.names[kind+"/"+strconv.FormatInt(id, 10)]
}

// look finds records and offers them by their title; more columns stand at the right.
func (h *header[T]) look(kind string, q listing.Query, more []string, then func([]kit.Option)) {
	reg := h.d.Registry
	q.Entity = kind
	q.Columns = append([]string{reg.Type(kind).Title}, more...)
	h.e.host.Go(func(ctx context.Context) {
		var rows []listing.Row
		p, err := listing.Allow(ctx, reg, identity.May(kind, identity.See), q)
		if err == nil {
			var ids []int64
			if ids, err = h.d.Source.First(ctx, p, 8); err == nil {
				rows, err = h.d.Source.Block(ctx, p, ids)
			}
		}
		h.e.host.Post(func() {
			if err != nil {
				h.e.host.Report(err)
				return
			}
			var out []kit.Option
			for _, r := range rows {
				if r.ID == 0 || len(r.Cells) == 0 {
					continue
				}
				o := kit.Option{Key: strconv.FormatInt(r.ID, 10), ID: r.ID, Text: r.Cells[0].Text()}
				o.Marks, _ = kit.Match(q.Text, o.Text)
				for i, c := range p.Columns()[1:] {
					if text := records.Text(h.e.host, c.Field, r.Cells[i+1]); text != "" {
						o.Detail += text + "  "
					}
				}
				out = append(out, o)
			}
			then(out)
		})
	})
}

// readGrade reads the grade of the customer for the badge in its field.
func (h *header[T]) readGrade(p *kit.Picker) {
	p.Badge = func(c *kit.Canvas, r kit.Rect) float32 {
		if h.grade == "" {
			return 0
		}
		w := kit.BadgeWidth(h.grade)
		c.Badge(kit.R(r.Right()-w, r.Y, w, r.H), h.grade, kit.Petrol)
		return w
	}
	h.fills = append(h.fills, func() {
		id := h.get("customer_id").Int()
		key := "grade/" + strconv.FormatInt(id, 10)
		if g, have := h.names[key]; have || id == 0 {
			h.grade = g
			return
		}
		h.names[key] = ""
		f := h.d.Registry.Type("customer").Field("grade")
		h.look("customer", listing.Query{Filter: listing.IDs([]int64{id})}, []string{f.Key}, func(list []kit.Option) {
			if len(list) == 1 {
				if g := trim(list[0].Detail); g != "" {
					h.names[key] = h.e.host.T("saleswindow.grade", "grade", g)
				}
				h.names["customer/"+strconv.FormatInt(id, 10)] = list[0].Text
				h.fill()
				h.e.shown()
			}
		})
	})
}

func trim(s string) string {
	for len(s) > 0 && s[len(s)-1] == ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// draw shows one labelled field of the head: the label above it.
func (h *header[T]) draw(c *kit.Canvas, r kit.Rect, key, label string) {
	f := h.fields[key]
	if label == "" {
		label = h.label(key)
	}
	if h.e.typ.Field(key) != nil && h.e.typ.Field(key).Required && !h.locked() {
		label += " *"
	}
	st := kit.Caption
	if f.Err != "" {
		label, st = f.Err, kit.Caption.In(theme.Bad)
	}
	c.Text(r.CutTop(21), label, st)
	c.Field("head."+key, r.CutTop(theme.Control), f)
}
