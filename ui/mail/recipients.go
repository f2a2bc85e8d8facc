package mail

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/mail/address"
	"kontor/ui/kit"
)

// recipients are the people of one line: tokens, and a field for the next one.
type recipients struct {
	w     *composer
	list  []address.Address
	wrong []string
	pick  *kit.Picker
}

func newRecipients(w *composer, name string, list []address.Address) *recipients {
	r := &recipients{w: w, list: slices.Clone(list)}
	r.pick = kit.NewSearch(name, r.suggest)
	r.pick.Free, r.pick.Plain, r.pick.Icon, r.pick.Width = true, true, "", 360
	r.pick.OnPick = func(o kit.Option) {
		if o.Text != "" {
			r.add(cmp.Or(o.Key, o.Text))
		}
	}
	r.pick.OnEnter = func() bool { r.settle(); w.p.surface.Redraw(); return true }
	r.pick.OnPaste = func(text string) bool {
		if !strings.ContainsAny(text, ",;，；\n") {
			return false
		}
		r.add(text)
		return true
	}
	return r
}

// suggest finds contacts with an address.
func (r *recipients) suggest(q string, answer func([]kit.Option)) {
	if strings.TrimSpace(q) == "" {
		answer(nil)
		return
	}
	r.w.p.find("contact", q, []string{"name", "mail", "customer_id.name"}, func(_ []int64, rows []map[string]entity.Value) {
		var out []kit.Option
		for _, row := range rows {
			m := row["mail"].Text()
			if !address.Valid(m) {
				continue
			}
			a := address.Address{Name: row["name"].Text(), Mail: m}
			marks, _ := kit.Match(q, a.Name)
			out = append(out, kit.Option{Key: a.String(), Text: a.Name, Marks: marks, Detail: m + "  " + briefly(row["customer_id.name"].Text())})
		}
		answer(out)
	})
}

// add takes typed or picked addresses over.
func (r *recipients) add(text string) {
	good, wrong := address.Typed(text)
	same := len(good) == 0 && slices.Equal(wrong, r.wrong)
	r.list = address.Unique(append(r.list, good...))
	r.wrong = wrong
	r.pick.SetValue(kit.Option{})
	if len(wrong) > 0 {
		r.pick.SetText(strings.Join(wrong, ", "))
	}
	if same {
		return // settled once more, as before
	}
	r.w.whose()
	r.w.changed()
}

// settle takes over what stands in the field.
func (r *recipients) settle() {
	if t := strings.TrimSpace(r.pick.Text()); t != "" {
		r.add(t)
	}
}

// bad is what was typed and is no address.
func (r *recipients) bad() string {
	if len(r.wrong) > 0 && strings.TrimSpace(r.pick.Text()) != "" {
		return r.wrong[0]
	}
	return ""
}

func (r *recipients) remove(i int) {
	r.list = slices.Delete(slices.Clone(r.list), i, i+1)
	r.w.whose()
	r.w.changed()
}

// whose finds the customer a new letter goes to: the one it was begun for, else that of
// the first recipient who is known.
func (w *composer) whose() {
	if w.kind != "new" {
		return
	}
	p, id := w.p, w.out.CustomerID
	if id != 0 {
		w.goesTo(id)
		return
	}
	var keys []string
	for _, a := range append(slices.Clone(w.to.list), w.cc.list...) {
		keys = append(keys, a.Mail)
	}
	if len(keys) == 0 {
		w.goesTo(0)
		return
	}
	kit.Load(w.card.load, func(ctx context.Context) (int64, error) { return p.customerOf(ctx, keys) }, w.goesTo)
}

func (w *composer) goesTo(customer int64) {
	w.customer = customer
	if w.card.customer == customer {
		return
	}
	w.card.clear()
	w.card.customer = customer
	w.card.refresh()
}

// customerOf finds the first of the addresses that is of a contact or a customer whom the
// person may see; 0 when there is none.
func (p *Page) customerOf(ctx context.Context, mails []string) (int64, error) {
	for _, m := range mails[:min(len(mails), 20)] {
		rows, _, err := p.cells(ctx, "contact", listing.Is("mail", listing.Eq, m), "customer_id")
		if err != nil {
			return 0, err
		}
		for _, r := range rows {
			if id := r["customer_id"].Int(); id != 0 {
				return id, nil
			}
		}
		_, ids, err := p.cells(ctx, "customer", listing.Is("mail", listing.Eq, m), "name")
		if err != nil {
			return 0, err
		}
		if len(ids) > 0 {
			return ids[0], nil
		}
	}
	return 0, nil
}
