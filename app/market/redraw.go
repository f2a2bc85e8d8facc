package market

import (
	"context"

	"kontor/app/company"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/app/listing"
)

// SettingRedraw tells that territories changed and customers wait to be redrawn.
const SettingRedraw = "market.redraw"

// step is how many customers are redrawn in one transaction: others save in between.
const step = 2000

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
	if err := company.Write(identity.System(ctx, "territories"), s.p.Company, SettingRedraw, true); err != nil {
		return false, err
	}
	s.g.Tx.After(ctx, s.Later)
	return true, nil
}

// Redraw gives every customer the territory of its region, in steps, when that is waiting.
// A territory that is saved meanwhile makes it begin anew. SAL-43
func (s *Service) Redraw(ctx context.Context) error {
	waiting, err := company.Read(ctx, s.p.Company, SettingRedraw, false)
	if err != nil || !waiting {
		return err
	}
	defer s.drawn.Store(nil)
	if err := company.Write(ctx, s.p.Company, SettingRedraw, false); err != nil {
		return err
	}
	err = s.redraw(ctx)
	if err != nil { // it is tried again
		if e := company.Write(context.WithoutCancel(ctx), s.p.Company, SettingRedraw, true); e != nil {
			return e
		}
	}
	s.g.Notices.Post(effect.Notice{Kind: "customer"})
	return err
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
			above, err = s.p.Store.Territorize(ctx, of, above, step)
			return err
		})
		if err != nil || above == 0 {
			return err
		}
		done += step
		s.g.Notices.Post(effect.Notice{Kind: Territories})
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}
