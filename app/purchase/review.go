package purchase

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/identity"
	"kontor/app/record"
)

// FlowSupplier is the review of suppliers (INV-02).
const FlowSupplier = "supplier"

// SupplierFlow is the review that a new company has: a manager, then the director.
func SupplierFlow() approval.Flow {
	return approval.Flow{Key: FlowSupplier, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.manager", Who: approval.Role, Role: identity.RoleManager},
		{Name: "approval.step.director", Who: approval.Role, Role: identity.RoleOwner},
	}}
}

// ruleSupplier keeps the state to the review, and suppliers with orders out of the bin.
func (s *Service) ruleSupplier(ctx context.Context, before, after *Supplier) error {
	if commanded(ctx) {
		return nil
	}
	switch {
	case before == nil && after.State != Candidate, before != nil && before.State != after.State:
		return app.E(app.Conflict, "supplier.review_first", "name", after.Name)
	case after.LeadDays < 0:
		return app.E(app.Invalid, "supplier.lead_days").At("lead_days")
	case before == nil || before.Archived == after.Archived || after.Archived == 0:
		return nil
	}
	n, err := s.Orders.Count(identity.System(ctx, "suppliers"), ref("supplier_id", after.ID))
	if err != nil {
		return err
	}
	if n > 0 {
		return app.E(app.Conflict, "supplier.used", "name", after.Name, "n", n)
	}
	return nil
}

// Recommend puts a candidate, or one that was suspended, before those who review
// suppliers; the reason stays with it.
func (s *Service) Recommend(ctx context.Context, id int64, reason string) (*Supplier, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, app.E(app.Invalid, "supplier.reason").At("recommend_reason")
	}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		who, err := identity.From(ctx)
		if err != nil {
			return err
		}
		if _, err := s.Suppliers.May(ctx, id, identity.Change); err != nil {
			return err
		}
		x, err := s.Suppliers.Update(audit.Why(command(ctx, "recommend"), audit.Reason{Kind: "recommend", Text: reason}), id, 0, func(x *Supplier) error {
			x.Reason, x.RecommendBy, x.RecommendOn = reason, who.ID, s.g.Registry.Today()
			return x.move(InReview)
		})
		if err != nil {
			return err
		}
		_, err = s.p.Approvals.Seek(ctx, FlowSupplier, approval.Document{Entity: Suppliers, ID: x.ID, Title: x.Name, Party: x.Goods, Doc: x})
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.Suppliers.Get(ctx, id)
}

// Suspend takes a supplier off the approved list, with a reason; a new review puts it back.
func (s *Service) Suspend(ctx context.Context, id int64, reason string) (*Supplier, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, app.E(app.Invalid, "supplier.reason").At("suspend_reason")
	}
	var x *Supplier
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Suppliers.May(ctx, id, identity.Approve); err != nil {
			return err
		}
		var err error
		x, err = s.Suppliers.Update(audit.Why(command(ctx, "suspend"), audit.Reason{Kind: "suspend", Text: reason}), id, 0, func(x *Supplier) error {
			x.SuspendedOn, x.SuspendWhy = s.g.Registry.Today(), reason
			return x.move(Suspended)
		})
		return err
	})
	return x, err
}

// reviewed moves what was decided on: a supplier onto the approved list, an order on.
func (s *Service) reviewed(ctx context.Context, e approval.Outcome) error {
	agreed := e.Approval.State == approval.Approved
	cmd := command(ctx, "approval")
	switch e.Approval.Entity {
	case Suppliers:
		_, err := s.Suppliers.Update(cmd, e.Approval.RecordID, 0, func(x *Supplier) error {
			x.ApprovalID = e.Approval.ID
			if !agreed {
				return x.move(Candidate)
			}
			x.ApprovedOn, x.SuspendedOn, x.SuspendWhy = s.g.Registry.Today(), 0, ""
			return x.move(Approved)
		})
		return err
	case Orders:
		_, err := s.Orders.Update(cmd, e.Approval.RecordID, 0, func(o *Order) error {
			o.ApprovalID = e.Approval.ID
			if !agreed {
				return o.move(OrderDraft)
			}
			o.ApprovedAt = s.g.Clock.Now().UnixMilli()
			return o.move(OrderApproved)
		})
		return err
	}
	return nil
}

// contactSaved leaves a supplier with one first contact.
func (s *Service) contactSaved(ctx context.Context, e record.Saved[Contact]) error {
	if !e.After.Main || e.Before != nil && e.Before.Main {
		return nil
	}
	list, err := s.Contacts.Find(ctx, ref("supplier_id", e.After.SupplierID))
	if err != nil {
		return err
	}
	for _, c := range list {
		if c.ID == e.After.ID || !c.Main {
			continue
		}
		if _, err := s.Contacts.Update(identity.Elevated(ctx), c.ID, 0, func(c *Contact) error { c.Main = false; return nil }); err != nil {
			return err
		}
	}
	return nil
}
