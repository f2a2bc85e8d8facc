package sales

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/phone"
)

// Print says how a document is to be filled in.
type Print = company.Print

// QuotePaper fills a quote for print, saved or not (the live preview of the editor). Phone
// numbers pass the masks of the acting person. The quote has to be worked out (Figure).
func (s *Service) QuotePaper(ctx context.Context, q *Quote, p Print) (paper.Data, error) {
	d, err := s.paper(ctx, p, party{q.CustomerID, q.ContactID, q.OwnerID})
	if err != nil {
		return nil, err
	}
	d["number"], d["date"], d["valid_until"], d["subject"] = q.Number, q.On, q.ValidUntil, q.Subject
	if q.Revision > 1 {
		d["revision"] = "R" + strconv.FormatInt(q.Revision, 10)
	}
	d["void"] = q.State == QuoteCancelled
	s.Amounts(d, &q.Sums, q.Items())
	d["terms"], d["remark"], d["trade"] = termLines(q.Terms), "", s.tradePaper(&q.Trade, &q.Sums)
	return d, s.printColumns(ctx, d, q, p)
}

// printColumns turns on what the quote prints beyond the usual, with the pictures and lead
// times of its products where it shows them (SAL-24).
func (s *Service) printColumns(ctx context.Context, d paper.Data, q *Quote, p Print) error {
	options, _ := d["options"].(paper.Data)
	if options == nil {
		options = paper.Data{}
		d["options"] = options
	}
	for _, c := range PrintColumns {
		options[c] = q.Prints(c)
	}
	if !q.Prints("image") && !q.Prints("lead_time") {
		return nil
	}
	type known struct {
		image []byte
		lead  string
	}
	lines, seen := d["lines"].([]paper.Data), map[int64]known{}
	for i := range q.Lines {
		id := q.Lines[i].ProductID
		if id == 0 || !q.Lines[i].Kind.Priced() {
			continue
		}
		if _, have := seen[id]; !have {
			row, err := s.g.Look(ctx, Products, id, "image", "lead_time")
			if err != nil {
				return err
			}
			k := known{lead: row["lead_time"].Text()}
			if q.Prints("image") {
				if k.image, err = company.Picture(ctx, p.Files, row["image"].Text()); err != nil {
					return err
				}
			}
			seen[id] = k
		}
		lines[i]["lead_time"] = seen[id].lead
		if seen[id].image != nil {
			lines[i]["image"] = seen[id].image
		}
	}
	return nil
}

// tradePaper is what prints of a sale abroad: as far as its trade term goes.
func (s *Service) tradePaper(t *Trade, sums *Sums) paper.Data {
	n := t.Parts()
	if t.Incoterm == "" {
		return nil
	}
	d := paper.Data{"term": strings.ToUpper(t.Incoterm)}
	if n > 0 {
		d["loading_port"], d["shipment"], d["packing"] = t.LoadingPort, t.ShipWithin, t.Packing
		d["place"] = t.LoadingPort
	}
	if n > 1 {
		d["destination_port"], d["place"] = t.DestinationPort, t.DestinationPort
		d["fob"], d["freight"] = money.Of(t.FOBValue(sums.TotalMinor), sums.Currency), money.Of(t.FreightMinor, sums.Currency)
	}
	if n > 2 {
		d["insurance"], d["insured"], d["cover"] = money.Of(t.InsuranceMinor, sums.Currency), t.InsuredShare, t.Cover
	}
	return d
}

// OrderPaper fills an order for print.
func (s *Service) OrderPaper(ctx context.Context, o *Order, p Print) (paper.Data, error) {
	d, err := s.paper(ctx, p, party{o.CustomerID, o.ContactID, o.OwnerID})
	if err != nil {
		return nil, err
	}
	d["number"], d["date"], d["subject"] = o.Number, o.On, o.Subject
	d["delivery_date"], d["delivery_address"] = o.DeliverOn, o.DeliverTo
	d["void"] = o.State == OrderCancelled
	if o.QuoteID != 0 {
		row, err := s.g.Look(ctx, Quotes, o.QuoteID, "number", "revision")
		if err != nil {
			return nil, err
		}
		d["quote_number"] = row["number"].Text()
	}
	s.Amounts(d, &o.Sums, o.Items())
	var parts []paper.Data
	for _, i := range o.Plan {
		parts = append(parts, paper.Data{"name": s.planName(i.Name), "due": i.DueOn, "amount": money.Of(i.AmountMinor, o.Currency)})
	}
	d["instalments"], d["terms"], d["remark"], d["trade"] = parts, termLines(o.Terms), "", s.tradePaper(&o.Trade, &o.Sums)
	return d, nil
}

// planName is the name of an instalment: the user's words, or a shipped name in both
// languages.
func (s *Service) planName(name string) any {
	if entity.IsShipped(name) {
		return s.p.Company.Words(name)
	}
	return name
}

type party struct{ customer, contact, owner int64 }

// paper starts a document: company, customer, contact, salesperson.
func (s *Service) paper(ctx context.Context, p Print, with party) (paper.Data, error) {
	d, err := s.p.Company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	c, err := s.g.Look(ctx, "customer", with.customer, "name", "address", "phone", "credit_code", "invoice_title")
	if err != nil {
		return nil, err
	}
	d["customer"] = paper.Data{"name": c["name"].Text(), "address": c["address"].Text(), "phone": spoken(c["phone"]), "tax_number": c["credit_code"].Text()}
	if with.contact != 0 {
		k, err := s.g.Look(ctx, "contact", with.contact, "name", "mobile", "phone")
		if err != nil {
			return nil, err
		}
		number := k["mobile"]
		if number.IsEmpty() {
			number = k["phone"]
		}
		d["contact"] = paper.Data{"name": k["name"].Text(), "phone": spoken(number)}
	}
	owner := with.owner
	if a, err := identity.From(ctx); err == nil && owner == 0 {
		owner = a.ID
	}
	if owner != 0 {
		o, err := s.g.Look(ctx, "person", owner, "name", "phone", "mail")
		if err != nil {
			return nil, err
		}
		d["owner"] = paper.Data{"name": o["name"].Text(), "phone": spoken(o["phone"]), "mail": o["mail"].Text()}
	}
	return d, nil
}

// spoken writes a stored phone number as people read it.
func spoken(v entity.Value) string { return phone.Shipped().Keep(v.Text()).String() }

// Amounts fills lines and sums of a document.
func (s *Service) Amounts(d paper.Data, sums *Sums, items []*Item) {
	d["currency"] = sums.Currency
	var lines []paper.Data
	no := 0
	for _, it := range items {
		kind := it.Kind
		if kind == "" {
			kind = Goods
		}
		l := paper.Data{"kind": string(kind), "name": it.Name}
		if kind.Priced() {
			no++
			text, key := it.Tax.Text()
			l["no"], l["code"], l["spec"], l["unit"], l["quantity"], l["price"] = no, it.Code, it.Spec, it.Unit, it.Quantity, it.Price
			l["discount"], l["tax"], l["amount"] = it.Discount, text, money.Of(it.AmountMinor, sums.Currency)
			if key != "" {
				l["tax"] = s.p.Company.Words(key)
			}
		}
		lines = append(lines, l)
	}
	d["lines"] = lines
	d["subtotal"] = money.Of(sums.SubtotalMinor, sums.Currency)
	if sums.OffMinor != 0 {
		d["discount"] = money.Of(-sums.OffMinor, sums.Currency)
	}
	d["tax_total"], d["total"] = money.Of(sums.TaxMinor, sums.Currency), money.Of(sums.TotalMinor, sums.Currency)
	d["tax_note"] = taxNote(sums, items)
}

// taxNote says which tax the total contains: one rate by name, several in general.
func taxNote(sums *Sums, items []*Item) paper.Words {
	var code money.TaxCode
	same, any := true, false
	for _, it := range items {
		if !it.Kind.Counts() {
			continue
		}
		same = same && (!any || it.Tax == code)
		code, any = it.Tax, true
	}
	switch {
	case !any || sums.TaxMinor == 0 && same && !code.Rated():
		return paper.Words{}
	case same:
		return paper.Words{ZH: "含 " + string(code) + "% 增值税", EN: "incl. " + string(code) + "% VAT"}
	}
	return paper.Words{ZH: "含增值税", EN: "incl. VAT"}
}

// TermLines splits the terms of a document into its lines.
func (s *Service) TermLines(text string) []string { return termLines(text) }

// termLines splits the terms of a document into its lines.
func termLines(text string) []string {
	var out []string
	for _, l := range strings.Split(text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
