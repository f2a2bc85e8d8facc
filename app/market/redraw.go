package market

import (
	"context"
	"encoding/json"

	"kontor/app/company"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/app/listing"
)

// SettingRedraw tells that territories changed and customers wait to be redrawn. It is
// cleared when they are: what was stopped, by the end of the program too, is begun again.
const SettingRedraw = "market.redraw"

// redrawMark is when territories changed last, in nanoseconds, 0 when nothing waits: a change
// while customers are redrawn is told from the one they are redrawn for.
type redrawMark int64

// UnmarshalJSON reads the yes and no of earlier versions too.
func (m *redrawMark) UnmarshalJSON(raw []byte) error {
	switch string(raw) {
	case "true":
		*m = 1
		return nil
	case "false":
		*m = 0
		return nil
	}
	return json.Unmarshal(raw, (*int64)(m))
}

// Redrawn is how far the redrawing of customers has come.
type Redrawn struct{ Done, All int64 }

// Redrawing tells how far a running redrawing has come; All is 0 when none runs.
func (s *Service) Redrawing() Redrawn {
	if r := s.drawn.Load(); r != nil {
		return *r
	}
	return Redrawn{}
}

// customers counts all of them.
func (s *Service) customers(ctx context.Context) (int64, error) {
	plan, err := listing.Allow(identity.System(ctx, "territories"), s.g.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer"})
	if err != nil {
		return 0, err
	}
	return s.g.Source.Count(ctx, plan)
}

// waits leaves the customers to Redraw when there are very many, so that saving a territory
// stays quick; what is left is written down and survives the end of the program.
func (s *Service) waits(ctx context.Context) (bool, error) {
	if s.Later == nil {
		return false, nil
	}
	n, err := s.customers(ctx)
	if err != nil || n < s.Many {
		return false, err
	}
	mark := redrawMark(s.g.Clock.Now().UnixNano())
	was, err := company.Read(ctx, s.p.Company, SettingRedraw, redrawMark(0))
	if err != nil {
		return false, err
	}
	if err := company.Write(identity.System(ctx, "territories"), s.p.Company, SettingRedraw, max(mark, was+1)); err != nil {
		return false, err
	}
	s.g.Tx.After(ctx, s.Later)
	return true, nil
}

// Redraw gives every customer the territory of its region, in steps, when that is waiting.
// A territory that is saved meanwhile makes it begin anew. SAL-43
func (s *Service) Redraw(ctx context.Context) error {
	defer s.drawn.Store(nil)
	for {
		mark, err := company.Read(ctx, s.p.Company, SettingRedraw, redrawMark(0))
		if err != nil || mark == 0 {
			return err
		}
		err = s.redraw(ctx)
		s.g.Notices.Post(effect.Notice{Kind: "customer"})
		if err != nil {
			return err
		}
		if err := s.redrawn(ctx, mark); err != nil {
			return err
		}
	}
}

// redrawn clears the mark, unless territories changed since it was set.
func (s *Service) redrawn(ctx context.Context, mark redrawMark) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		now, err := company.Read(ctx, s.p.Company, SettingRedraw, redrawMark(0))
		if err != nil || now != mark {
			return err
		}
		return company.Write(ctx, s.p.Company, SettingRedraw, redrawMark(0))
	})
}

func (s *Service) redraw(ctx context.Context) error {
	all, err := s.customers(ctx)
	if err != nil {
		return err
	}
	of, err := s.allRegions(ctx)
	if err != nil {
		return err
	}
	done := int64(0)
	for above := int64(0); ; {
		s.drawn.Store(&Redrawn{Done: min(done, all), All: max(all, 1)})
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			above, err = s.p.Store.Territorize(ctx, of, above, s.Step)
			return err
		})
		if err != nil || above == 0 {
			return err
		}
		done += int64(s.Step)
		s.g.Notices.Post(effect.Notice{Kind: Territories})
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}
