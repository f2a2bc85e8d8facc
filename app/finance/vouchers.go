package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/money"
)

// VoucherLine is one line of an accounting entry 记账凭证: debit or credit of an account of
// the chart. The lines of a voucher add up.
type VoucherLine struct {
	On            calendar.Date
	Voucher       string
	Summary       string
	Code          string // of the chart of accounts
	Account       string // key below "voucher.account.", or with Named the name as it stands
	Named         bool
	Party         string
	Debit, Credit money.Minor
	Source        string // of the document behind it
	SourceID      int64
}

// Vouchers are the accounting entries of a period: each line of the cash journal with its
// other side, and the invoices issued and received. They are exported for the books of the
// accountant.
func (s *Service) Vouchers(ctx context.Context, from, to calendar.Date) ([]VoucherLine, error) {
	rows, err := s.Chart(ctx)
	if err != nil {
		return nil, err
	}
	accounts := map[string]ChartRow{}
	for _, r := range rows {
		accounts[r.Key] = r
	}
	var out []VoucherLine
	between := func(field string) listing.Node { return listing.Is(field, listing.Between, from.String(), to.String()) }
	err = s.each(ctx, listing.Query{
		Entity: Journal, Filter: between("on_date"), Sort: []listing.Sort{{Key: "on_date"}, {Key: "id"}},
		Columns: []string{"on_date", "voucher", "summary", "account_id.name", "account_id.kind", "category", "party", "in_minor", "out_minor", "source", "source_id", "id"},
	}, func(c []entity.Value) {
		line := VoucherLine{On: dateOf(c[0]), Voucher: c[1].Text(), Summary: c[2].Text(), Party: c[6].Text(), Source: c[9].Text(), SourceID: c[10].Int()}
		if line.Source == "" {
			line.Source, line.SourceID = Journal, c[11].Int()
		}
		in, put := money.Minor(c[7].Int()), money.Minor(c[8].Int())
		own, other := line, line
		own.Named, own.Account, own.Code = true, c[3].Text(), accounts["own_"+c[4].Text()].Code
		own.Debit, own.Credit = in, put
		other.put(accounts[c[5].Text()])
		other.Debit, other.Credit = put, in
		if in != 0 {
			out = append(out, own, other)
		} else {
			out = append(out, other, own)
		}
	})
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, listing.Query{
		Entity: Invoices, Sort: []listing.Sort{{Key: "issued_on"}, {Key: "id"}},
		Filter:  listing.All(between("issued_on"), listing.Is("state", listing.Ne, string(Requested))),
		Columns: []string{"issued_on", "full_number", "direction", "party", "net_minor", "tax_minor", "gross_minor", "id", "item"},
	}, func(c []entity.Value) { out = append(out, invoiceVoucher(c, accounts)...) })
	slices.SortStableFunc(out, func(a, b VoucherLine) int { return cmp.Compare(a.On, b.On) })
	return out, err
}

// put writes the account of a kind of booking into a line.
func (v *VoucherLine) put(r ChartRow) {
	v.Code, v.Account, v.Named = r.Code, r.Default, false
	if r.Name != "" {
		v.Account, v.Named = r.Name, true
	}
}

func invoiceVoucher(c []entity.Value, accounts map[string]ChartRow) []VoucherLine {
	line := VoucherLine{On: dateOf(c[0]), Voucher: c[1].Text(), Summary: c[8].Text(), Party: c[3].Text(), Source: Invoices, SourceID: c[7].Int()}
	if line.Summary == "" {
		line.Summary = line.Party
	}
	net, tax, gross := money.Minor(c[4].Int()), money.Minor(c[5].Int()), money.Minor(c[6].Int())
	with := func(kind string, debit, credit money.Minor) VoucherLine {
		x := line
		x.Debit, x.Credit = debit, credit
		x.put(accounts[kind])
		return x
	}
	if Direction(c[2].Text()) == InvoiceOut {
		return []VoucherLine{with("sold_receivable", gross, 0), with("sold_revenue", 0, net), with("sold_tax", 0, tax)}
	}
	return []VoucherLine{with("bought_goods", net, 0), with("bought_tax", tax, 0), with("bought_payable", 0, gross)}
}
