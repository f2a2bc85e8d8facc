package finance

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// SettingWriteOff keeps the limits of write-offs by role.
const SettingWriteOff = "finance.write_off_limits"

// DefaultWriteOff holds in a new company, in the company's currency; who manages the company
// has no limit, and roles that are not named may not write off.
var DefaultWriteOff = map[string]money.Minor{identity.RoleFinance: 1_000_00}

// WriteOffLimits are the limits by role, in the company's currency: of what may be written off
// of one receivable altogether.
func (s *Service) WriteOffLimits(ctx context.Context) (map[string]money.Minor, error) {
	return company.Read(identity.Elevated(ctx), s.company, SettingWriteOff, DefaultWriteOff)
}

// SetWriteOffLimits changes them; it needs the administrator's right.
func (s *Service) SetWriteOffLimits(ctx context.Context, limits map[string]money.Minor) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	for role, m := range limits {
		if m < 0 {
			return badAmount(m).At(role)
		}
	}
	return company.Write(ctx, s.company, SettingWriteOff, limits)
}

// mayWriteOff refuses what goes beyond the limit of the acting person's roles, and says who
// may: what was written off of the receivable before counts, so that nobody gets around the
// limit in pieces.
func (s *Service) mayWriteOff(ctx context.Context, r *Receivable, amount money.Minor) error {
	a, err := identity.NeedRight(ctx, identity.RightWriteOff)
	if err != nil || a.Super || a.Has(identity.RightAdmin) {
		return err
	}
	limits, err := s.WriteOffLimits(ctx)
	if err != nil {
		return err
	}
	var limit money.Minor
	for _, role := range a.Roles {
		limit = max(limit, limits[role.Key])
	}
	up := identity.Elevated(ctx)
	home, err := s.home(up)
	if err != nil {
		return err
	}
	sum, err := s.worth(up, amount, r.Currency, r.RateE8)
	if err != nil {
		return err
	}
	before, err := s.Allocations.Find(up, listing.All(ref("receivable_id", r.ID), listing.Is("kind", listing.Eq, string(ByWriteOff))))
	if err != nil {
		return err
	}
	for _, x := range before {
		sum += x.Home
	}
	if sum <= limit {
		return nil
	}
	who := identity.RoleOwner
	for _, role := range identity.ShippedRoles() { // the least role that may
		if m := limits[role.Key]; m >= sum && slices.Contains(role.Rights, identity.RightWriteOff) && (who == identity.RoleOwner || m < limits[who]) {
			who = role.Key
		}
	}
	return app.E(app.Denied, "finance.write_off_limit", "amount", money.Of(sum, home), "limit", money.Of(limit, home), "who", entity.Label("role."+who)).At("amount_minor")
}
