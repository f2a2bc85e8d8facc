package customer

import (
	"context"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// OwningUnits is the entity of the further departments that own a record.
const OwningUnits = "owning_unit"

// OwningUnit says that a department owns a record beside the first one (CUS-24). The
// reach of every list, search, count and export reads it.
type OwningUnit struct {
	entity.Head
	Kind         string
	RecordID     int64
	DepartmentID int64
}

func describeOwningUnit() *entity.Desc[OwningUnit] {
	return entity.Describe(OwningUnits, "kind", func(u *OwningUnit, e *entity.Fields) {
		e.Open()
		e.Text("kind", &u.Kind).Computed()
		e.Int("record_id", &u.RecordID).Computed()
		e.Ref("department_id", "department", &u.DepartmentID).Computed()
	})
}

func unitsOf(id int64) listing.Node {
	return listing.All(listing.Is("kind", listing.Eq, Customers), listing.Is("record_id", listing.Eq, strconv.FormatInt(id, 10)))
}

// UnitsOf lists the further departments of a customer that the acting person may see.
func (s *Service) UnitsOf(ctx context.Context, id int64) ([]int64, error) {
	if _, err := s.Customers.Get(ctx, id); err != nil {
		return nil, err
	}
	list, err := s.Units.Find(identity.System(ctx, "units"), unitsOf(id))
	out := make([]int64, len(list))
	for i, u := range list {
		out[i] = u.DepartmentID
	}
	return out, err
}

// SetUnits names the further departments that own a customer; it needs the right to
// assign the customer. Conflict customer.pooled for one in the pool.
func (s *Service) SetUnits(ctx context.Context, id int64, departments []int64) error {
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "assign"}), func(ctx context.Context) error {
		c, err := s.Customers.May(ctx, id, identity.Assign)
		if err != nil {
			return err
		}
		if c.InPool {
			return app.E(app.Conflict, "customer.pooled")
		}
		have, err := s.Units.Find(identity.System(ctx, "units"), unitsOf(id))
		if err != nil {
			return err
		}
		up := command(ctx)
		for _, u := range have {
			if i := slices.Index(departments, u.DepartmentID); i >= 0 {
				departments = slices.Delete(slices.Clone(departments), i, i+1)
				continue
			}
			if err := s.Units.Archive(up, u.ID, 0); err != nil {
				return err
			}
		}
		for _, d := range departments {
			if d == 0 || d == c.UnitID {
				continue
			}
			if err := s.Units.Create(up, &OwningUnit{Kind: Customers, RecordID: id, DepartmentID: d}); err != nil {
				return err
			}
		}
		return nil
	})
}
