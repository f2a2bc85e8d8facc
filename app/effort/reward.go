package effort

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Rewards is the entity name of rewards, and of their approval flow.
const Rewards = "reward"

// RewardState is where a reward stands.
type RewardState string

// The states of a reward.
const (
	RewardDraft     RewardState = "draft"
	RewardSubmitted RewardState = "submitted"
	RewardApproved  RewardState = "approved"
	RewardPaid      RewardState = "paid" // handed out
	RewardRefused   RewardState = "refused"
)

var rewardMoves = map[RewardState][]RewardState{
	RewardDraft: {RewardSubmitted}, RewardRefused: {RewardSubmitted, RewardDraft}, RewardSubmitted: {RewardDraft, RewardApproved, RewardRefused},
	RewardApproved: {RewardPaid, RewardDraft}, RewardPaid: {RewardApproved},
}

// Reward 奖励 is what somebody gets for what they achieved; its owner is that person.
type Reward struct {
	entity.Head
	Title       string
	Kind        string
	State       RewardState
	On          calendar.Date
	AppraisalID int64
	Amount      money.Minor
	Reason      string
	ApprovedOn  calendar.Date
	PaidOn      calendar.Date
	Why         string // of a refusal or return
	WageID      int64  // the wage that it is paid with; 0: by hand, or not yet
}

func describeReward() *entity.Desc[Reward] {
	return entity.Describe(Rewards, "title", func(r *Reward, e *entity.Fields) {
		e.Text("title", &r.Title).Must().Found().Printed().Max(120).Also("名称", "title")
		e.Dict("kind", "reward_kind", &r.Kind).Else(entity.Str("bonus")).Also("类别", "kind")
		entity.Choice(e, "state", &r.State, RewardDraft, RewardSubmitted, RewardApproved, RewardPaid, RewardRefused).Computed().Else(entity.Str(string(RewardDraft)))
		e.Date("date_on", &r.On).Printed().Also("日期", "date")
		e.Ref("appraisal_id", Appraisals, &r.AppraisalID)
		e.Money("amount_minor", &r.Amount).Printed().Also("金额", "amount")
		e.LongText("reason", &r.Reason).Must().Printed().Also("事由", "reason")
		e.Date("approved_on", &r.ApprovedOn).Computed()
		e.Date("paid_on", &r.PaidOn).Computed().Printed()
		e.Text("why", &r.Why).Computed().Max(400)
		e.Ref("wage_id", "wage", &r.WageID).Computed()
	})
}

func (s *Service) prepareReward(_ context.Context, before, r *Reward) error {
	if before == nil && r.On == 0 {
		r.On = s.today()
	}
	r.State = cmp.Or(r.State, RewardDraft)
	return nil
}

type rewardKey struct{}

// rewarding marks the context of a command with a reward.
func rewarding(ctx context.Context, kind string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind})), rewardKey{}, true)
}

// ruleReward locks a reward once it is submitted; nobody writes their own.
func (s *Service) ruleReward(ctx context.Context, before, after *Reward) error {
	if ctx.Value(rewardKey{}) != nil {
		return nil
	}
	if after.Amount < 0 {
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	}
	a, err := identity.From(ctx)
	switch {
	case err != nil:
		return err
	case before != nil && (before.State != after.State || before.State != RewardDraft && before.State != RewardRefused && !undoing(ctx)):
		return app.E(app.Conflict, "reward.locked", "title", before.Title)
	case before == nil && after.State != RewardDraft:
		return app.E(app.Conflict, "reward.locked", "title", after.Title)
	case after.OwnerID == a.ID && !a.Has(identity.RightAdmin):
		return app.E(app.Denied, "reward.own").At("owner_id")
	}
	return nil
}

// ProposeRewards makes drafts for the confirmed scores of a period by the company's
// policy: one for each person with grade A or B who has none yet. It tells how many.
func (s *Service) ProposeRewards(ctx context.Context, span Span, day calendar.Date) (int, error) {
	if _, err := identity.Need(ctx, identity.May(Rewards, identity.Add)); err != nil {
		return 0, err
	}
	from, _, title := spanOf(span, day)
	n := 0
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reward", Text: title}), func(ctx context.Context) error {
		policy, err := s.AppraisalPolicyOf(ctx)
		if err != nil {
			return err
		}
		list, err := s.Appraisals.Find(ctx, listing.All(listing.Is("span", listing.Eq, string(span)), listing.Is("from_on", listing.Eq, from.String())), listing.Sort{Key: "total", Desc: true}, listing.Sort{Key: "id"})
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return app.E(app.Conflict, "reward.no_appraisal", "period", title)
		}
		for _, x := range list {
			amount := map[Grade]money.Minor{GradeA: policy.RewardA, GradeB: policy.RewardB}[x.Grade]
			made, err := s.Rewards.Count(identity.Elevated(ctx), ref("appraisal_id", x.ID))
			if err != nil {
				return err
			}
			if amount == 0 || made > 0 {
				continue
			}
			r := s.Rewards.Desc.New()
			r.Title, r.AppraisalID, r.Amount, r.OwnerID, r.UnitID = x.Title, x.ID, amount, x.OwnerID, x.UnitID
			r.Kind, r.Reason = "bonus", s.words("reward.for_score", "score", entity.FormatDecimal(x.Total, 2), "grade", strings.ToUpper(string(x.Grade)))
			if err := s.Rewards.Create(rewarding(ctx, "reward"), r); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// rewardFlow is the flow of a new company: the sales vice-president, then finance.
func rewardFlow() approval.Flow {
	return approval.Flow{Key: Rewards, SelfPass: true, Steps: []approval.Step{
		{Name: "approval.step.vp", Who: approval.Role, Role: identity.RoleVP},
		{Name: "approval.step.finance", Who: approval.Role, Role: identity.RoleFinance},
	}}
}

// SubmitReward puts a reward before those who approve it.
func (s *Service) SubmitReward(ctx context.Context, id int64) error {
	r, err := s.Rewards.May(ctx, id, identity.Change)
	if err != nil {
		return err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		r, err = s.moveReward(ctx, id, RewardSubmitted, "")
		if err != nil {
			return err
		}
		_, err = s.p.Approvals.Seek(ctx, Rewards, approval.Document{Entity: Rewards, ID: id, Title: r.Title, Party: people.Name(r.OwnerID), Amount: r.Amount, Doc: r})
		return err
	})
}

// RecallReward takes a submitted reward back.
func (s *Service) RecallReward(ctx context.Context, id int64) error {
	return s.p.Approvals.RecallOf(ctx, Rewards, id)
}

// PayReward notes that an approved reward was handed out, or takes that back.
func (s *Service) PayReward(ctx context.Context, id int64, paid bool) error {
	r, err := s.Rewards.May(ctx, id, identity.Confirm)
	if err != nil {
		return err
	}
	if r.WageID != 0 {
		return app.E(app.Conflict, "reward.with_wages", "title", r.Title)
	}
	to := RewardPaid
	if !paid {
		to = RewardApproved
	}
	_, err = s.moveReward(ctx, id, to, "")
	return err
}

func (s *Service) moveReward(ctx context.Context, id int64, to RewardState, why string) (*Reward, error) {
	return s.Rewards.Update(rewarding(ctx, string(to)), id, 0, func(r *Reward) error {
		if err := entity.Step(Rewards, r.Title, &r.State, rewardMoves, to); err != nil {
			return err
		}
		r.Why = why
		switch to {
		case RewardApproved:
			r.PaidOn = 0
			if r.ApprovedOn == 0 {
				r.ApprovedOn = s.today()
			}
		case RewardPaid:
			r.PaidOn = s.today()
		case RewardDraft, RewardRefused:
			r.ApprovedOn = 0
		}
		return nil
	})
}

// decideReward is the effect of an approval.
func (s *Service) decideReward(ctx context.Context, o approval.Outcome) error {
	if o.Approval.Entity != Rewards {
		return nil
	}
	to := RewardDraft // returned or recalled
	switch o.Approval.State {
	case approval.Approved:
		to = RewardApproved
	case approval.Refused:
		to = RewardRefused
	}
	_, err := s.moveReward(ctx, o.Approval.RecordID, to, o.Comment)
	return err
}
