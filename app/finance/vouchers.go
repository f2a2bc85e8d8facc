package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// VoucherLine is one line of an accounting entry 记账凭证: debit or credit of an account of
// the chart. The lines of a voucher add up.
type VoucherLine struct {
	On            calendar.Date
	Voucher       string
	Summary       string
	Code          string // of the chart of accounts for small companies
	Account       string // key below "voucher.account.", or the name of an own account
	Own           bool
	Party         string
	Debit, Credit money.Minor
	Source        string // of the document behind it
	SourceID      int64
}

// chart maps the other side of the journal to accounts of the chart (小企业会计准则).
var chart = map[string]string{
	"receivable": "1122", "advance": "2203", "goods": "2202", "freight": "560115", "wages": "2211", "tax": "2221", "travel": "560205", "office": "560201", "rent": "560202",
	"utility": "560203", "interest": "560301", "subsidy": "530101", "income": "530109", "fee": "560302", "claim": "560299", "loan": "122101", "count": "571109", "transfer": "101299", "opening": "3103", "other": "560299",
}

// Vouchers are the accounting entries of a period: each line of the cash journal with its
// other side, and the invoices issued and received. They are exported for the books of the
// accountant.
func (s *Service) Vouchers(ctx context.Context, from, to calendar.Date) ([]VoucherLine, error) {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Export)); err != nil {
		return nil, err
	}
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return nil, err
	}
	var out []VoucherLine
	between := func(field string) listing.Node { return listing.Is(field, listing.Between, from.String(), to.String()) }
	err := s.each(ctx, listing.Query{
		Entity: Journal, Filter: between("on_date"), Sort: []listing.Sort{{Key: "on_date"}, {Key: "id"}},
		Columns: []string{"on_date", "voucher", "summary", "account_id.name", "account_id.kind", "category", "party", "in_minor", "out_minor", "source", "source_id", "id"},
	}, func(c []entity.Value) {
		line := VoucherLine{On: dateOf(c[0]), Voucher: c[1].Text(), Summary: c[2].Text(), Party: c[6].Text(), Source: c[9].Text(), SourceID: c[10].Int()}
		if line.Source == "" {
			line.Source, line.SourceID = Journal, c[11].Int()
		}
		in, put := money.Minor(c[7].Int()), money.Minor(c[8].Int())
		own, other := line, line
		own.Own, own.Account, own.Code = true, c[3].Text(), map[string]string{"bank": "1002", "cash": "1001", "wallet": "1012"}[c[4].Text()]
		own.Debit, own.Credit = in, put
		other.Code, other.Account = chart[c[5].Text()], chart[c[5].Text()]
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
	}, func(c []entity.Value) { out = append(out, invoiceVoucher(c)...) })
	slices.SortStableFunc(out, func(a, b VoucherLine) int { return cmp.Compare(a.On, b.On) })
	return out, err
}

func invoiceVoucher(c []entity.Value) []VoucherLine {
	line := VoucherLine{On: dateOf(c[0]), Voucher: c[1].Text(), Summary: c[8].Text(), Party: c[3].Text(), Source: Invoices, SourceID: c[7].Int()}
	if line.Summary == "" {
		line.Summary = line.Party
	}
	net, tax, gross := money.Minor(c[4].Int()), money.Minor(c[5].Int()), money.Minor(c[6].Int())
	with := func(code string, debit, credit money.Minor) VoucherLine {
		x := line
		x.Code, x.Account, x.Debit, x.Credit = code, code, debit, credit
		return x
	}
	if Direction(c[2].Text()) == InvoiceOut {
		return []VoucherLine{with("1122", gross, 0), with("5001", 0, net), with("22210102", 0, tax)}
	}
	return []VoucherLine{with("1405", net, 0), with("22210101", tax, 0), with("2202", 0, gross)}
}
