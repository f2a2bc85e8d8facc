package finance

import (
	"context"
	"strconv"
	"time"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/phone"
)

// Print says how a document is to be filled in.
type Print = company.Print

// ReceiptPaper fills a receipt for print. What it says is what was kept when it was
// issued, so the same receipt prints the same for ever.
func (s *Service) ReceiptPaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	r, err := s.Receipts.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	d["currency"], d["void"] = r.Currency, r.State == Void
	d["number"], d["serial"], d["date"], d["payer"], d["purpose"] = r.Number, int(r.Serial), r.IssuedOn, r.Payer, r.Purpose
	d["method"], d["account"], d["amount"] = s.company.Words("receipt.method."+r.Method), r.AccountText, money.Of(r.Amount, r.Currency)
	d["balance_before"], d["balance_after"] = money.Of(r.BalanceBefore, r.Currency), money.Of(r.BalanceAfter, r.Currency)
	d["remark"], d["accountant"], d["cashier"], d["handler"] = r.Remark, r.Accountant, r.Cashier, r.Handler
	d["notice"] = s.company.Words("receipt.notice")
	return d, nil
}

// PaymentPaper fills a payment order for print.
func (s *Service) PaymentPaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	x, err := s.Payments.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	account, err := s.Accounts.Get(identity.Elevated(ctx), x.AccountID)
	if err != nil {
		return nil, err
	}
	names, err := s.names(ctx, "person", x.OwnerID)
	if err != nil {
		return nil, err
	}
	unit, err := s.names(ctx, "department", x.UnitID)
	if err != nil {
		return nil, err
	}
	d["currency"] = account.Currency
	d["number"], d["date"], d["payee"], d["payee_bank"], d["payee_account"] = x.Number, x.PlannedOn, x.Payee, x.PayeeBank, x.PayeeCode
	d["purpose"], d["account"], d["amount"] = x.Reason, account.Name, money.Of(x.Amount, account.Currency)
	d["method"], d["applicant"], d["department"] = s.company.Words("journal.category."+x.Category), names[x.OwnerID], unit[x.UnitID]
	d["void"], d["remark"] = x.State == Reversed || x.State == Refused, x.BankRef
	return d, s.paperSteps(ctx, d, Payments, id)
}

// paperSteps fills who agreed to a document: the first one reviewed it, the last approved.
func (s *Service) paperSteps(ctx context.Context, d paper.Data, kind string, id int64) error {
	if s.approvals == nil {
		return nil
	}
	list, err := s.approvals.Of(ctx, kind, id)
	if err != nil || len(list) == 0 {
		return err
	}
	var people []int64
	for _, seat := range list[0].Seats {
		people = append(people, seat.PersonID)
	}
	names, err := s.names(identity.Elevated(ctx), "person", people...)
	if err != nil {
		return err
	}
	var steps []paper.Data
	for _, seat := range list[0].Seats {
		if seat.State != approval.Agreed || seat.PersonID == 0 {
			continue
		}
		if len(steps) == 0 {
			d["reviewer"] = names[seat.PersonID]
		}
		d["approver"] = names[seat.PersonID]
		steps = append(steps, paper.Data{"name": s.company.Words(seat.Name), "person": names[seat.PersonID], "at": time.UnixMilli(seat.At), "note": seat.Comment})
	}
	if len(steps) > 0 {
		d["steps"] = steps
	}
	return nil
}

// StatementPaper fills a customer's statement for print.
func (s *Service) StatementPaper(ctx context.Context, customer int64, from, to calendar.Date, p Print) (paper.Data, error) {
	st, err := s.StatementOf(ctx, customer, from, to)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.g.Look(ctx, "customer", customer, "name", "address", "phone", "owner_id")
	if err != nil {
		return nil, err
	}
	owner, err := s.g.Look(ctx, "person", c["owner_id"].Int(), "name", "phone")
	if err != nil {
		return nil, err
	}
	d["currency"], d["number"] = home, ""
	d["customer"] = paper.Data{"name": c["name"].Text(), "address": c["address"].Text(), "phone": spoken(c["phone"])}
	d["owner"] = paper.Data{"name": owner["name"].Text(), "phone": spoken(owner["phone"])}
	d["contact"] = paper.Data{"name": "", "phone": ""}
	if s.customers != nil {
		if main, err := s.customers.MainContact(ctx, customer); err != nil {
			return nil, err
		} else if main != nil {
			k, err := s.g.Look(ctx, "contact", main.ID, "name", "mobile")
			if err != nil {
				return nil, err
			}
			d["contact"] = paper.Data{"name": k["name"].Text(), "phone": spoken(k["mobile"])}
		}
	}
	d["from"], d["to"], d["opening"], d["closing"] = from, to, money.Of(st.Opening, home), money.Of(st.Closing, home)
	d["total"] = paper.Data{"increase": money.Of(st.Debit, home), "decrease": money.Of(st.Credit, home)}
	lines := make([]paper.Data, len(st.Lines))
	for i, m := range st.Lines {
		lines[i] = paper.Data{"date": m.On, "number": m.Number, "summary": s.summary(m), "balance": money.Of(m.Balance, home)}
		if m.Debit != 0 {
			lines[i]["increase"] = money.Of(m.Debit, home)
		}
		if m.Credit != 0 {
			lines[i]["decrease"] = money.Of(m.Credit, home)
		}
	}
	d["lines"] = lines
	return d, nil
}

// summary is what a line of a statement says: what it was, and its remark.
func (s *Service) summary(m Movement) any {
	w := s.company.Words("statement." + m.Kind)
	remark := paper.Words{ZH: m.Remark, EN: m.Remark}
	if r := s.company.Words(m.Remark); m.Kind == Receivables && r.ZH != m.Remark {
		remark = r
	}
	if m.Remark != "" {
		w.ZH, w.EN = w.ZH+" "+remark.ZH, w.EN+" "+remark.EN
	}
	return w
}

// CashJournalPaper fills the cash journal of an account for print.
func (s *Service) CashJournalPaper(ctx context.Context, account int64, from, to calendar.Date, p Print) (paper.Data, error) {
	opening, entries, err := s.JournalOf(ctx, account, from, to)
	if err != nil {
		return nil, err
	}
	a, err := s.Accounts.Get(ctx, account)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	d["currency"], d["account"] = a.Currency, paper.Data{"name": a.Name, "number": a.Code}
	var in, out money.Minor
	closing := opening
	lines := make([]paper.Data, len(entries))
	for i, e := range entries {
		in, out, closing = in+e.In, out+e.Out, e.Balance
		lines[i] = paper.Data{"date": e.On, "number": e.Voucher, "summary": e.Summary, "party": e.Party, "balance": money.Of(e.Balance, a.Currency)}
		if e.In != 0 {
			lines[i]["in"] = money.Of(e.In, a.Currency)
		}
		if e.Out != 0 {
			lines[i]["out"] = money.Of(e.Out, a.Currency)
		}
	}
	d["from"], d["to"], d["lines"] = from, to, lines
	d["opening"], d["closing"] = money.Of(opening, a.Currency), money.Of(closing, a.Currency)
	d["total"] = paper.Data{"in": money.Of(in, a.Currency), "out": money.Of(out, a.Currency)}
	return d, nil
}

// AgeingPaper fills the ageing as of a day for print.
func (s *Service) AgeingPaper(ctx context.Context, asOf calendar.Date, bounds []int, p Print) (paper.Data, error) {
	age, err := s.AgeAt(ctx, asOf, bounds)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(age.Rows))
	for i, r := range age.Rows {
		ids[i] = r.PartyID
	}
	names, err := s.names(ctx, "customer", ids...)
	if err != nil {
		return nil, err
	}
	owners, err := s.texts(ctx, "customer", "owner_id.name", ids...)
	if err != nil {
		return nil, err
	}
	d["currency"], d["as_of"], d["basis"], d["buckets"] = home, asOf, s.company.Words("ageing.by_due"), bucketNames(age.Bounds)
	figures := func(r AgeRow) paper.Data {
		var buckets []any
		for _, b := range r.Buckets[1:] {
			buckets = append(buckets, money.Of(b, home))
		}
		return paper.Data{"total": money.Of(r.Total, home), "not_due": money.Of(r.Buckets[0], home), "buckets": buckets, "advance": money.Of(r.Advance, home)}
	}
	var lines []paper.Data
	for _, r := range age.Rows {
		l := figures(r)
		l["customer"], l["owner"] = names[r.PartyID], owners[r.PartyID]
		lines = append(lines, l)
	}
	d["lines"], d["total"] = lines, figures(age.Sum)
	return d, nil
}

// bucketNames names the overdue columns: 1–30 days, 31–60 days … over 365 days.
func bucketNames(bounds []int) []any {
	var out []any
	from := 1
	for _, b := range bounds {
		span := strconv.Itoa(from) + "–" + strconv.Itoa(b)
		out = append(out, paper.Words{ZH: span + " 天", EN: span + " days"})
		from = b + 1
	}
	last := strconv.Itoa(from - 1)
	return append(out, paper.Words{ZH: last + " 天以上", EN: "over " + last + " days"})
}

// names reads the names of records that the acting person may see.
func (s *Service) names(ctx context.Context, name string, ids ...int64) (map[int64]string, error) {
	return s.texts(ctx, name, "name", ids...)
}

// texts reads one text column of records that the acting person may see.
func (s *Service) texts(ctx context.Context, name, key string, ids ...int64) (map[int64]string, error) {
	out := map[int64]string{}
	for len(ids) > 0 {
		n := min(1000, len(ids))
		plan, err := listing.Allow(ctx, s.g.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Columns: []string{key}, Filter: listing.IDs(ids[:n])})
		if err != nil {
			return nil, err
		}
		err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
			if len(r.Cells) > 0 {
				out[r.ID] = r.Cells[0].Text()
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		ids = ids[n:]
	}
	return out, nil
}

func spoken(v entity.Value) string { return phone.Shipped().Keep(v.Text()).String() }
