package purchase

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/sales"
	"kontor/app/snippet"
)

// FlowOrder is the approval of purchase orders.
const FlowOrder = "purchase_order"

// OrderFlow is the flow that a new company has: a manager, and the director from the
// threshold of sales orders on.
func OrderFlow() approval.Flow {
	return approval.Flow{Key: FlowOrder, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Role, Role: identity.RoleManager},
		{Name: "approval.step.director", Who: approval.Role, Role: identity.RoleOwner, From: sales.DefaultThreshold},
	}}
}

func (s *Service) prepareOrder(ctx context.Context, before, o *Order) error {
	if before != nil && before.State != OrderDraft {
		return nil
	}
	firm, err := s.p.Company.Get(ctx)
	if err != nil {
		return err
	}
	if o.Currency == "" {
		o.Currency = firm.Currency
	}
	_, err = o.Figure(firm.Currency)
	return err
}

// ruleOrder locks an order once it was submitted and keeps states to the commands.
func (s *Service) ruleOrder(ctx context.Context, before, after *Order) error {
	if commanded(ctx) {
		return nil
	}
	if before == nil {
		if after.State != OrderDraft {
			return app.E(app.Conflict, "purchase_order.locked", "number", after.Number)
		}
		return nil
	}
	changed := len(s.Orders.Desc.DiffLines(after)) > 0 || before.Archived != after.Archived
	for _, d := range s.Orders.Desc.Compare(before, after) {
		if !slices.Contains([]string{"remark", "updated_at", "owner_id", "unit_id", "printed", "deliver_on", "deliver_to"}, d.Key) {
			changed = true
		}
	}
	if before.State != after.State || before.State != OrderDraft && changed {
		return app.E(app.Conflict, "purchase_order.locked", "number", before.Number)
	}
	for _, c := range s.Orders.Desc.DiffLines(after) {
		was, ok := c.Old.(*OrderLine)
		if !ok || was.Received == 0 {
			continue
		}
		if now, ok := c.Rec.(*OrderLine); !ok || now == nil || now.Quantity < was.Received {
			return app.E(app.Conflict, "purchase_order.below_received", "name", was.Name, "received", was.Received.String(), "unit", was.Unit).At("lines")
		}
	}
	return nil
}

// NewOrder makes the draft of an order from a supplier, 0 for one that is still to be
// chosen, with what is known of it. It is not saved yet.
func (s *Service) NewOrder(ctx context.Context, supplierID int64) (*Order, error) {
	firm, err := s.p.Company.Get(ctx)
	if err != nil {
		return nil, err
	}
	o := s.Orders.Desc.New()
	o.On, o.Currency, o.TaxMode, o.DeliverTo = s.g.Registry.Today(), firm.Currency, sales.TaxMode(firm.TaxMode), firm.Address
	if err := s.suppliedBy(ctx, o, supplierID); err != nil {
		return nil, err
	}
	if err := s.p.Sales.TakeRate(ctx, &o.Sums, firm.Currency); err != nil {
		return nil, err
	}
	o.Terms, err = s.p.Terms.Standing(ctx, snippet.PurchaseOrder, o.Currency != firm.Currency)
	return o, err
}

// CopyOrder makes a new order with the lines and terms of another one. It is not saved yet.
func (s *Service) CopyOrder(ctx context.Context, id int64) (*Order, error) {
	old, err := s.Orders.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	n, err := s.NewOrder(ctx, old.SupplierID)
	if err != nil {
		return nil, err
	}
	n.ContactID, n.Subject, n.DeliverTo, n.PaymentTerms, n.Warehouse = old.ContactID, old.Subject, old.DeliverTo, old.PaymentTerms, old.Warehouse
	n.Sums, n.Terms, n.Remark, n.OwnerID, n.UnitID = old.Sums, old.Terms, old.Remark, old.OwnerID, old.UnitID
	for _, l := range old.Lines {
		l.Origin = ""
		n.Lines = append(n.Lines, OrderLine{Item: l.Item})
	}
	return n, nil
}

// suppliedBy fills what follows from the supplier.
func (s *Service) suppliedBy(ctx context.Context, o *Order, supplierID int64) error {
	if supplierID == 0 {
		return nil
	}
	x, err := s.Suppliers.Get(ctx, supplierID)
	if err != nil {
		return err
	}
	o.SupplierID, o.PaymentTerms = x.ID, x.PaymentTerms
	if x.Currency != "" {
		o.Currency = x.Currency
	}
	if x.LeadDays > 0 {
		o.DeliverOn = o.On.AddDays(int(x.LeadDays))
	}
	list, err := s.Contacts.Find(ctx, ref("supplier_id", x.ID), listing.Sort{Key: "main", Desc: true}, listing.Sort{Key: "id"})
	if err == nil && len(list) > 0 {
		o.ContactID = list[0].ID
	}
	return err
}

// Submit gives the order its number and starts its approval. Only suppliers on the
// approved list get orders.
func (s *Service) Submit(ctx context.Context, id int64) (*Order, error) {
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		o, err := s.Orders.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		x, err := s.Suppliers.Get(ctx, o.SupplierID)
		if err != nil {
			return err
		}
		switch {
		case x.State != Approved:
			return app.E(app.Conflict, "supplier.not_approved", "name", x.Name, "state", entity.Label("supplier.state."+string(x.State))).At("supplier_id")
		case !slices.ContainsFunc(o.Lines, func(l OrderLine) bool { return l.Kind.Counts() }):
			return app.E(app.Invalid, "purchase_order.no_lines").At("lines")
		}
		if err := s.p.Sales.CheckRate(ctx, o.Exchange(), o.Currency); err != nil {
			return err
		}
		for _, l := range o.Lines {
			if l.Kind.Counts() && (l.Quantity <= 0 || l.Price < 0) {
				return app.E(app.Invalid, "purchase_order.quantity", "name", l.Name).At("lines")
			}
		}
		o, err = s.Orders.Update(command(ctx, "submit"), id, 0, func(o *Order) error {
			if err := o.move(OrderSubmitted); err != nil {
				return err
			}
			if o.Number == "" {
				if o.Number, err = s.p.Numbers.Take(ctx, numbering.Purchase, o.On); err != nil {
					return err
				}
			}
			o.SubmittedAt = s.g.Clock.Now().UnixMilli()
			return nil
		})
		if err != nil {
			return err
		}
		_, err = s.p.Approvals.Seek(ctx, FlowOrder, approval.Document{Entity: Orders, ID: o.ID, Title: o.Number, Party: x.Name, Amount: o.HomeMinor, Doc: o})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Orders.Get(ctx, id)
}

// Recall takes a submitted order back to be changed.
func (s *Service) Recall(ctx context.Context, id int64) error {
	return s.p.Approvals.RecallOf(ctx, Orders, id)
}

// Rework opens an approved order for changes: it keeps its number and is approved anew.
func (s *Service) Rework(ctx context.Context, id int64, reason string) (*Order, error) {
	return s.end(ctx, id, OrderDraft, reason)
}

// Close ends an order of which no more is to come.
func (s *Service) Close(ctx context.Context, id int64, reason string) (*Order, error) {
	return s.end(ctx, id, OrderClosed, reason)
}

// Cancel ends an order of which nothing came in.
func (s *Service) Cancel(ctx context.Context, id int64, reason string) (*Order, error) {
	return s.end(ctx, id, OrderCancelled, reason)
}

func (s *Service) end(ctx context.Context, id int64, to OrderState, reason string) (*Order, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return nil, app.E(app.Invalid, "purchase_order.reason").At("end_reason")
	}
	var o *Order
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		was, err := s.Orders.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		switch {
		case to == OrderDraft && was.State != OrderApproved:
			return entity.Stuck("purchase_order", was.Number, was.State, OrderDraft)
		case to == OrderCancelled && slices.ContainsFunc(was.Lines, func(l OrderLine) bool { return l.Received > 0 }):
			return app.E(app.Conflict, "purchase_order.received", "number", was.Number)
		case to == OrderCancelled && was.State == OrderSubmitted:
			if err := s.Recall(ctx, id); err != nil {
				return err
			}
		}
		o, err = s.Orders.Update(audit.Why(command(ctx, string(to)), audit.Reason{Kind: string(to), Text: reason}), id, 0, func(o *Order) error {
			if err := o.move(to); err != nil {
				return err
			}
			if to != OrderDraft {
				o.EndedAt, o.EndReason = s.g.Clock.Now().UnixMilli(), reason
			}
			return nil
		})
		return err
	})
	return o, err
}

// PricesOf are the prices at which products were bought last from a supplier, else from
// anybody, else their costs; in the currency and tax mode of the document.
func (s *Service) PricesOf(ctx context.Context, o *Order, products []int64) (map[int64]money.Price, error) {
	out := map[int64]money.Price{}
	for _, id := range products {
		price, known, err := s.lastPrice(ctx, o, id, o.SupplierID)
		if err == nil && !known {
			price, known, err = s.lastPrice(ctx, o, id, 0)
		}
		if err != nil {
			return nil, err
		}
		if !known {
			if price, err = s.costPrice(ctx, o, id); err != nil {
				return nil, err
			}
		}
		if price != 0 {
			out[id] = price
		}
	}
	return out, nil
}

// lastPrice reads the newest ordered line of a product.
func (s *Service) lastPrice(ctx context.Context, o *Order, product, supplier int64) (money.Price, bool, error) {
	f := []listing.Node{
		ref("product_id", product), listing.Is("order_id.state", listing.In, string(OrderApproved), string(OrderClosed)),
		listing.Is("order_id.currency", listing.Eq, o.Currency), listing.Is("order_id.tax_mode", listing.Eq, string(o.TaxMode)),
	}
	if supplier != 0 {
		f = append(f, ref("order_id.supplier_id", supplier))
	}
	sys := identity.System(ctx, "prices")
	p, err := listing.Allow(sys, s.g.Registry, identity.May("purchase_order_line", identity.See), listing.Query{
		Entity: "purchase_order_line", Filter: listing.All(f...), Sort: []listing.Sort{{Key: "id", Desc: true}}, Columns: []string{"price"},
	})
	if err != nil {
		return 0, false, err
	}
	ids, err := s.g.Source.First(sys, p, 1)
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	rows, err := s.g.Source.Block(sys, p, ids)
	if err != nil || len(rows) == 0 {
		return 0, false, err
	}
	return money.Price(rows[0].Cells[0].Int()), true, nil
}

// costPrice is the cost of a product, which is without tax and in the company's currency,
// as the document writes prices; 0 for those who may not see costs.
func (s *Service) costPrice(ctx context.Context, o *Order, product int64) (money.Price, error) {
	a, err := identity.From(ctx)
	if err != nil || !a.Has(identity.RightCost) {
		return 0, err
	}
	p, err := s.p.Sales.Products.Get(identity.System(ctx, "prices"), product)
	if app.KindOf(err) == app.NotFound && err != nil {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	price := p.Cost
	if o.TaxMode.Mode().Included {
		price = price.With(p.Tax)
	}
	firm, err := s.p.Company.Get(ctx)
	if err != nil || o.Currency == firm.Currency {
		return price, err
	}
	price, _ = o.Exchange().Abroad(price)
	return price, nil
}
