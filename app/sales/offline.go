package sales

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// OfflineDeal is what an order carries that was closed outside of the program: its contract in
// words and the proof that the customer paid, which finance looks at before the order
// counts (SAL-30).
type OfflineDeal struct {
	Offline      bool
	ContractNote string // number, date and what else says which contract it is
	Proof        string // the voucher: a stored file
	VoucherOn    calendar.Date
	VoucherMinor money.Minor // as the voucher says, in the currency of the order
}

func (x *OfflineDeal) describe(e *entity.Fields) {
	e.Flag("offline", &x.Offline)
	e.Text("contract_note", &x.ContractNote).Found().Max(300)
	e.File("proof", &x.Proof).Unlisted()
	e.Date("voucher_on", &x.VoucherOn)
	e.Money("voucher_minor", &x.VoucherMinor)
}

// check tells what an offline deal lacks before it is submitted.
func (x *OfflineDeal) check() error {
	switch {
	case !x.Offline:
		return nil
	case strings.TrimSpace(x.ContractNote) == "":
		return app.E(app.Invalid, "sales_order.contract_note").At("contract_note")
	case x.Proof == "":
		return app.E(app.Invalid, "sales_order.proof").At("proof")
	}
	return nil
}

// NewOffline makes the draft of an order for a deal that was closed outside of the program.
// It is not saved yet; it is submitted only with products, contract and proof, and finance
// reviews it first.
func (s *Service) NewOffline(ctx context.Context, customerID int64) (*Order, error) {
	o, err := s.NewOrder(ctx, customerID)
	if err != nil {
		return nil, err
	}
	o.Offline = true
	return o, nil
}
