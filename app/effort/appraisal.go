package effort

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
)

// Appraisals is the entity name of confirmed scores.
const Appraisals = "appraisal"

// Quarterly is the span of an appraisal beside Monthly.
const Quarterly Span = "quarter"

// Grade is how good a score is.
type Grade string

// The grades.
const (
	GradeA Grade = "a"
	GradeB Grade = "b"
	GradeC Grade = "c"
	GradeD Grade = "d"
)

// SettingAppraisal is the key of AppraisalPolicy.
const SettingAppraisal = "effort.appraisal"

// AppraisalPolicy says from which score on a grade is given, how much an indicator can
// count for, and what is proposed as a reward; scores and the cap in hundredths.
type AppraisalPolicy struct {
	A       int64       `json:"a"`
	B       int64       `json:"b"`
	C       int64       `json:"c"`
	Limit   int64       `json:"limit"` // the most that one indicator counts, per cent of its goal
	RewardA money.Minor `json:"reward_a"`
	RewardB money.Minor `json:"reward_b"`
}

// DefaultAppraisal is the policy of a new company.
var DefaultAppraisal = AppraisalPolicy{A: 100_00, B: 85_00, C: 60_00, Limit: 120_00, RewardA: 1000_00, RewardB: 300_00}

// GradeOf gives the grade of a score.
func (p AppraisalPolicy) GradeOf(score int64) Grade {
	switch {
	case score >= p.A:
		return GradeA
	case score >= p.B:
		return GradeB
	case score >= p.C:
		return GradeC
	}
	return GradeD
}

// AppraisalPolicyOf is how scores are judged.
func (s *Service) AppraisalPolicyOf(ctx context.Context) (AppraisalPolicy, error) {
	return company.Read(ctx, s.p.Company, SettingAppraisal, DefaultAppraisal)
}

// SetAppraisalPolicy changes how scores are judged from now on.
func (s *Service) SetAppraisalPolicy(ctx context.Context, p AppraisalPolicy) error {
	if _, err := identity.Need(ctx, identity.May(Indicators, identity.Change)); err != nil {
		return err
	}
	switch {
	case p.C <= 0 || p.B <= p.C || p.A <= p.B || p.A > 300_00:
		return app.E(app.Invalid, "appraisal.grades").At("a")
	case p.Limit < 100_00 || p.Limit > 300_00:
		return app.E(app.Invalid, "appraisal.limit").At("limit")
	case p.RewardA < 0 || p.RewardB < 0:
		return app.E(app.Invalid, "money.negative").At("reward_a")
	}
	return company.Write(identity.Elevated(ctx), s.p.Company, SettingAppraisal, p)
}

// Appraisal 绩效考核 is the confirmed score of one person in a month or quarter; its owner
// is the person. What was worked out stays as it was; a manager may add or take away
// points with a reason.
type Appraisal struct {
	entity.Head
	Title     string // period and name
	Span      Span
	From, To  calendar.Date
	Score     int64 // hundredths
	Adjust    int64
	Reason    string
	Total     int64
	Grade     Grade
	Confirmed int64 // who confirmed it
	Remark    string

	Lines []AppraisalLine
}

// AppraisalLine is one indicator of it.
type AppraisalLine struct {
	entity.Head
	AppraisalID int64
	Pos         int64
	Scored
}

func describeAppraisalLine() *entity.Desc[AppraisalLine] {
	return entity.Describe("appraisal_line", "name", func(l *AppraisalLine, e *entity.Fields) {
		e.Ref("appraisal_id", Appraisals, &l.AppraisalID)
		e.Int("pos", &l.Pos)
		e.Text("name", &l.Name).Must().Max(60)
		entity.Choice(e, "measure", &l.Measure, Measures...)
		e.Number("weight", 2, &l.Weight)
		e.Number("goal", 2, &l.Goal)
		e.Number("actual", 2, &l.Actual)
		e.Number("rate", 2, &l.Rate).In(entity.PerCent)
		e.Number("points", 2, &l.Points)
	})
}

func describeAppraisal() *entity.Desc[Appraisal] {
	return entity.Describe(Appraisals, "title", func(a *Appraisal, e *entity.Fields) {
		e.Text("title", &a.Title).Found().Computed().Printed()
		entity.Choice(e, "span", &a.Span, Monthly, Quarterly).Computed().Else(entity.Str(string(Monthly)))
		e.Date("from_on", &a.From).Computed().Printed()
		e.Date("to_on", &a.To).Computed().Printed()
		e.Number("score", 2, &a.Score).Computed().Printed()
		e.Number("adjust", 2, &a.Adjust).Printed()
		e.Text("reason", &a.Reason).Max(200)
		e.Number("total", 2, &a.Total).Computed().Printed()
		entity.Choice(e, "grade", &a.Grade, GradeA, GradeB, GradeC, GradeD).Computed().Printed()
		e.Ref("confirmed_by", "person", &a.Confirmed).Computed()
		e.LongText("remark", &a.Remark)
		entity.Lines(e, describeAppraisalLine(), "appraisal_id", &a.Lines)
	})
}

// prepareAppraisal adds the points of the manager and gives the grade.
func (s *Service) prepareAppraisal(ctx context.Context, _, a *Appraisal) error {
	p, err := s.AppraisalPolicyOf(ctx)
	if err != nil {
		return err
	}
	a.Total = max(0, a.Score+a.Adjust)
	a.Grade = p.GradeOf(a.Total)
	return nil
}

// ruleAppraisal keeps scores as they were worked out; nobody adds points to their own.
func (s *Service) ruleAppraisal(ctx context.Context, before, after *Appraisal) error {
	if before == nil {
		if ctx.Value(scoringKey{}) == nil {
			return app.E(app.Conflict, "appraisal.made")
		}
		return nil
	}
	if undoing(ctx) || ctx.Value(scoringKey{}) != nil {
		return nil
	}
	a, err := identity.From(ctx)
	switch {
	case err != nil:
		return err
	case before.OwnerID != after.OwnerID || before.Score != after.Score || before.From != after.From:
		return app.E(app.Conflict, "appraisal.made")
	case before.Adjust == after.Adjust:
		return nil
	case after.OwnerID == a.ID && !a.Has(identity.RightAdmin):
		return app.E(app.Denied, "appraisal.own").At("adjust")
	case after.Adjust < -50_00 || after.Adjust > 50_00:
		return app.E(app.Invalid, "appraisal.adjust").At("adjust")
	case after.Adjust != 0 && after.Reason == "":
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return nil
}
