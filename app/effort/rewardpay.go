package effort

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Wages works the rewards of a wage out anew after one was taken from it; Conflict
// reward.in_wages when the wage is approved already.
type Wages interface {
	RefillReward(ctx context.Context, wage int64) error
}

// monthOf is the month whose wages a reward belongs to: that of the score it is for, else its
// own.
func (s *Service) monthOf(ctx context.Context, r *Reward) (calendar.Date, error) {
	if r.AppraisalID == 0 {
		return r.On.MonthStart(), nil
	}
	a, err := s.Appraisals.Get(identity.Elevated(ctx), r.AppraisalID)
	if app.KindOf(err) == app.NotFound {
		return r.On.MonthStart(), nil
	}
	if err != nil {
		return 0, err
	}
	return a.To.MonthStart(), nil
}

// Take gives the approved rewards of a person that are due until a month to a wage, each once.
// SAL-42
func (s *Service) Take(ctx context.Context, wage, person int64, month calendar.Date) (money.Minor, string, error) {
	list, err := s.Rewards.Find(identity.Elevated(ctx), listing.All(ref("owner_id", person), listing.Is("state", listing.Eq, string(RewardApproved)),
		listing.Any(listing.Is("wage_id", listing.Empty), ref("wage_id", wage))), listing.Sort{Key: "date_on"}, listing.Sort{Key: "id"})
	if err != nil {
		return 0, "", err
	}
	var sum money.Minor
	var what []string
	for _, r := range list {
		due, err := s.monthOf(ctx, r)
		if err != nil {
			return 0, "", err
		}
		if due > month.MonthStart() {
			continue
		}
		if r.WageID == 0 {
			if _, err := s.Rewards.Update(rewarding(ctx, "wages"), r.ID, 0, func(r *Reward) error { r.WageID = wage; return nil }); err != nil {
				return 0, "", err
			}
		}
		sum += r.Amount
		what = append(what, r.Title+" "+money.Of(r.Amount, "CNY").Plain())
	}
	return sum, strings.Join(what, "；"), nil
}

// ofWage changes the rewards that a wage has.
func (s *Service) ofWage(ctx context.Context, wage int64, kind string, fn func(r *Reward) error) error {
	list, err := s.Rewards.Find(identity.Elevated(ctx), ref("wage_id", wage), listing.Sort{Key: "id"})
	if err != nil {
		return err
	}
	for _, r := range list {
		if _, err := s.Rewards.Update(rewarding(ctx, kind), r.ID, 0, fn); err != nil {
			return err
		}
	}
	return nil
}

// Release takes the rewards from a wage that is gone: the next one has them.
func (s *Service) Release(ctx context.Context, wage int64) error {
	return s.ofWage(ctx, wage, "wages", func(r *Reward) error { r.WageID = 0; return nil })
}

// HandedOut marks the rewards of a wage as paid on a day, or takes that back (zero).
func (s *Service) HandedOut(ctx context.Context, wage int64, on calendar.Date) error {
	to := RewardPaid
	if on.IsZero() {
		to = RewardApproved
	}
	return s.ofWage(ctx, wage, string(to), func(r *Reward) error {
		r.PaidOn = on
		return entity.Step(Rewards, r.Title, &r.State, rewardMoves, to)
	})
}

// WithdrawReward takes the approval of a reward back, with a reason: it is a draft again and
// leaves the wages of its month. Refused once it was handed out, or the wages are approved.
func (s *Service) WithdrawReward(ctx context.Context, id int64, reason string) error {
	if _, err := s.Rewards.May(ctx, id, identity.Confirm); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		_, err := s.withdraw(ctx, id, reason)
		return err
	})
}

func (s *Service) withdraw(ctx context.Context, id int64, reason string) (*Reward, error) {
	wage := int64(0)
	r, err := s.Rewards.Update(rewarding(ctx, "withdraw"), id, 0, func(r *Reward) error {
		wage = r.WageID
		r.WageID, r.Why, r.ApprovedOn = 0, reason, 0
		return entity.Step(Rewards, r.Title, &r.State, rewardMoves, RewardDraft)
	})
	if err != nil || wage == 0 || s.Wages == nil {
		return r, err
	}
	return r, s.Wages.RefillReward(ctx, wage)
}

// ReopenAppraisal takes a confirmed score back, with a reason: its rewards go with it, out of
// the wages too, and the period may be confirmed anew. Refused once a reward of it was handed
// out, or wages that hold one are approved. SAL-42
func (s *Service) ReopenAppraisal(ctx context.Context, id int64, reason string) error {
	a, err := s.Appraisals.May(ctx, id, identity.Confirm)
	if err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		list, err := s.Rewards.Find(identity.Elevated(ctx), ref("appraisal_id", id), listing.Sort{Key: "id"})
		if err != nil {
			return err
		}
		cmd := rewarding(ctx, "reverse")
		for _, r := range list {
			switch r.State {
			case RewardPaid:
				return app.E(app.Conflict, "appraisal.rewarded", "title", r.Title)
			case RewardSubmitted:
				return app.E(app.Conflict, "appraisal.reward_running", "title", r.Title)
			case RewardApproved:
				if _, err := s.withdraw(ctx, r.ID, reason); err != nil {
					return err
				}
			}
			if err := s.Rewards.Archive(cmd, r.ID, 0); err != nil {
				return err
			}
		}
		return s.Appraisals.Archive(context.WithValue(identity.Elevated(ctx), scoringKey{}, true), a.ID, 0)
	})
}
