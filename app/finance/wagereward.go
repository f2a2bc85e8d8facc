package finance

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/record"
)

// Rewards are what people get for what they achieved, as wages see them.
type Rewards interface {
	// Take gives the rewards of a person that are due until a month to a wage, and tells their
	// sum and what they are for. What the wage has already stays with it.
	Take(ctx context.Context, wage, person int64, month calendar.Date) (sum money.Minor, what string, err error)
	// Release takes them from a wage that is gone.
	Release(ctx context.Context, wage int64) error
	// HandedOut marks those of a wage as paid with it, or takes that back.
	HandedOut(ctx context.Context, wage int64, on calendar.Date) error
}

// takeReward puts the rewards that are due into the draft of a wage. SAL-42
func (s *Service) takeReward(ctx context.Context, w *Wage) error {
	if s.Rewards == nil || w.State != Draft {
		return nil
	}
	sum, what, err := s.Rewards.Take(ctx, w.ID, w.OwnerID, w.Month)
	if err != nil || sum == w.Reward && what == w.RewardFor {
		return err
	}
	_, err = s.Wages.Update(identity.Elevated(ctx), w.ID, 0, func(w *Wage) error { w.Reward, w.RewardFor = sum, what; return nil })
	return err
}

// RefillReward works the rewards of a wage out anew after one was taken back: refused once the
// wage is approved (reward.in_wages), which says what to do.
func (s *Service) RefillReward(ctx context.Context, wage int64) error {
	w, err := s.Wages.Get(identity.Elevated(ctx), wage)
	if err != nil {
		return err
	}
	if w.State != Draft {
		return app.E(app.Conflict, "reward.in_wages", "title", w.Title)
	}
	return s.takeReward(ctx, w)
}

// wageSaved lets go of the rewards of a wage that was taken away.
func (s *Service) wageSaved(ctx context.Context, e record.Saved[Wage]) error {
	if s.Rewards == nil || e.Before == nil || e.After.Reward == 0 || e.Before.Archived == e.After.Archived {
		return nil
	}
	return s.Rewards.Release(ctx, e.After.ID)
}

// handOut tells that the rewards of a wage were paid with it on a day; zero takes that back.
func (s *Service) handOut(ctx context.Context, w *Wage, on calendar.Date) error {
	if s.Rewards == nil || w.Reward == 0 {
		return nil
	}
	return s.Rewards.HandedOut(ctx, w.ID, on)
}
