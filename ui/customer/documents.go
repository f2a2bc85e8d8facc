package customer

import (
	"cmp"
	"context"
	"slices"
	"time"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// The phases that the documents of a customer belong to.
const (
	phaseAll   = "all"
	phasePre   = "pre"
	phaseIn    = "in"
	phaseMoney = "money"
	phaseAfter = "after"
)

var phases = []string{phaseAll, phasePre, phaseIn, phaseMoney, phaseAfter}

// phaseOf says where a kind of document stands; kinds that are not named are of the time
// after the sale.
var phaseOf = map[string]string{
	"quote": phasePre, "contract": phaseIn, "sales_order": phaseIn, "delivery": phaseIn,
	"receivable": phaseMoney, "invoice": phaseMoney, "money_in": phaseMoney, "receipt": phaseMoney,
}

// docSection is all documents of one kind: how many there are, and the newest of them.
type docSection struct {
	kind  string
	phase string
	n     int64
	docs  []doc
}

// fetchDocs reads the documents of a customer, kind by kind.
func (p *Page) fetchDocs(ctx context.Context, f *facts, of listing.Node, most int) error {
	for _, k := range docKinds(p.deps.Registry) {
		t := p.deps.Registry.Type(k.kind)
		s := docSection{kind: k.kind, phase: cmp.Or(phaseOf[k.kind], phaseAfter)}
		keys := p.known(k.kind, []string{t.Title, "state", k.date, k.amount, "currency"})
		rows, err := p.read(ctx, listing.Query{Entity: k.kind, Filter: of, Sort: []listing.Sort{{Key: k.date, Desc: true}, {Key: "id", Desc: true}}, Columns: keys}, most)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			continue
		}
		for _, r := range rows {
			d := doc{rec: r, kind: s.kind, number: r.text(t.Title), state: r.text("state"), date: r.text(k.date), amount: r.num(k.amount), has: k.amount != "", currency: r.text("currency")}
			if v := r.vals[k.date]; v.IsNum() {
				d.date = time.UnixMilli(v.Int()).In(p.host.Zone()).Format("2006-01-02")
			}
			s.docs = append(s.docs, d)
		}
		if s.n = int64(len(rows)); len(rows) < most {
			f.docs = append(f.docs, s)
			continue
		}
		if s.n, err = p.deps.Views.Count(ctx, listing.Query{Entity: s.kind, Filter: of}); err != nil {
			return err
		}
		f.docs = append(f.docs, s)
	}
	return nil
}

// services are the follow-ups about service, as a section of the time after the sale.
func (a *pane) services() []rec {
	var out []rec
	for _, r := range a.data.acts {
		if customer.Note(r.text("kind")) == customer.NoteService {
			out = append(out, r)
		}
	}
	return out
}

// docCount is how many documents there are of all kinds.
func (f *facts) docCount() int {
	n := int64(0)
	for _, s := range f.docs {
		n += s.n
	}
	return int(n)
}

const docRow = 34

func (a *pane) drawDocs(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	services := a.services()
	if len(a.data.docs)+len(services) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.FileText, Title: t("cust.no_docs"), Text: t("cust.no_docs_text")})
		return
	}
	row := r.CutTop(44).Pad(16, 8, 16, 6)
	for _, ph := range phases {
		if ph == phaseAll || a.hasPhase(ph, services) {
			c.Chip(&row, kit.Chip{ID: "phase." + ph, Text: t("cust.phase." + ph), On: a.phase == ph, Tap: func() { a.phase = ph }})
		}
	}
	c.ScrollAuto("docs", r, func(body kit.Rect) float32 {
		top := body.Y
		for _, s := range a.data.docs {
			if a.phase == phaseAll || a.phase == s.phase {
				a.section(c, &body, s)
			}
		}
		if len(services) > 0 && (a.phase == phaseAll || a.phase == phaseAfter) {
			a.serviceSection(c, &body, services)
		}
		return body.Y - top + 12
	})
}

func (a *pane) hasPhase(phase string, services []rec) bool {
	return phase == phaseAfter && len(services) > 0 || slices.ContainsFunc(a.data.docs, func(s docSection) bool { return s.phase == phase })
}

// section is one kind of document, with how many there are and what they come to.
func (a *pane) section(c *kit.Canvas, r *kit.Rect, s docSection) {
	t := a.p.host.T
	note := t("cust.docs_n", "n", s.n)
	for _, x := range a.data.trade {
		if x.kind == s.kind && x.money {
			note = t("cust.docs_sum", "n", s.n, "sum", priced(x.sum))
		}
	}
	c.SectionHead(r, t(s.kind+".many"), note)
	for _, d := range s.docs {
		row := r.CutTop(docRow)
		if c.Visible(row) {
			a.docLine(c, row, d)
		}
	}
	if rest := s.n - int64(len(s.docs)); rest > 0 {
		row := r.CutTop(docRow).Pad(10, 0, 16, 0)
		c.ButtonsLeft(&row, kit.Button{ID: "docs.more." + s.kind, Text: t("cust.docs_more", "n", rest), Kind: kit.Plain, Small: true, Tap: a.older})
	}
}

func (a *pane) docLine(c *kit.Canvas, row kit.Rect, d doc) {
	in := a.card(c, row, "doc."+d.kind+"."+itoa(d.id), d.number, func() { a.p.host.Open(d.kind, d.id, nil) })
	state, room := "", float32(72)
	f := a.p.deps.Registry.Type(d.kind).Field("state")
	if f != nil && d.state != "" {
		state = records.OptionText(a.p.host, f, d.state)
		room = max(room, min(kit.BadgeWidth(state), in.W/4)) // English states are longer
	}
	cells := in.Columns(8, -1, room, 62, 112)
	number := d.number
	if number == "" {
		number = a.p.host.T("cust.draft")
	}
	c.Text(cells[0], number, kit.Body)
	if state != "" {
		c.Badge(cells[1], state, records.Tint(d.state))
	}
	c.Text(cells[2], a.near(d.date), kit.Caption)
	if d.has {
		text := amount(d.amount)
		if d.currency != "" && d.currency != kit.Home() {
			text = d.currency + " " + text
		}
		c.Text(cells[3], text, kit.Body.RightAligned())
	}
}

func (a *pane) serviceSection(c *kit.Canvas, r *kit.Rect, list []rec) {
	t := a.p.host.T
	c.SectionHead(r, t("activity.kind.service"), t("cust.services_n", "n", len(list)))
	for _, x := range list {
		row := r.CutTop(docRow)
		if !c.Visible(row) {
			continue
		}
		in := a.card(c, row, "service."+itoa(x.id), x.text("text"), func() { a.showEntry(x) })
		at := time.UnixMilli(x.num("at")).In(a.p.host.Zone())
		c.Text(in.CutRight(96), a.near(at.Format("2006-01-02")), kit.Caption.RightAligned())
		_, text := a.words(x, customer.NoteService)
		c.Text(in, text, kit.Body)
	}
}
