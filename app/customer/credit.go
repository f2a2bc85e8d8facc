package customer

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
)

// CreditReview is one evaluation of a customer's credit with the limit it recommends
// (CUS-48). What was adopted stays as it was; a new evaluation follows it.
type CreditReview struct {
	entity.Head
	CustomerID int64
	Title      string
	On         calendar.Date
	ValidUntil calendar.Date
	State      string
	Score      *int64
	Verdict    string
	Limit      money.Minor // recommended

	Company    string
	Owners     string
	Finances   string
	BankCredit string
	Payments   string
	Operation  string
	Visit      string
	Affiliates string
	Records    string
	Media      string
	Judgement  string
}

// The states of an evaluation.
const (
	ReviewDraft   = "draft"
	ReviewAdopted = "approved"
)

// DescribeReview describes credit evaluations.
func DescribeReview() *entity.Desc[CreditReview] {
	return entity.Describe(CreditReviews, "title", func(x *CreditReview, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("title", &x.Title).Must().Max(120).Also("标题")
		entity.Choice(e, "state", &x.State, ReviewDraft, ReviewAdopted).Else(entity.Str(ReviewDraft)).Computed()
		e.Date("on_date", &x.On).Also("评价日期", "日期")
		e.Date("valid_until", &x.ValidUntil).Also("有效期至")
		e.MaybeInt("score", &x.Score).Also("评分")
		entity.Choice(e, "verdict", &x.Verdict, "aaa", "aa", "a", "b", "c").Also("信用等级")
		e.Money("limit_minor", &x.Limit).Also("建议额度", "授信建议")
		part := func(key string, p *string, name string) { e.LongText(key, p).Group("findings").Also(name) }
		part("company", &x.Company, "企业概况")
		part("owners", &x.Owners, "股东与管理层")
		part("finances", &x.Finances, "财务状况")
		part("bank_credit", &x.BankCredit, "银行信用")
		part("payments", &x.Payments, "付款记录")
		part("operation", &x.Operation, "经营情况")
		part("visit", &x.Visit, "实地走访")
		part("affiliates", &x.Affiliates, "关联企业")
		part("records", &x.Records, "公开记录")
		part("media", &x.Media, "媒体信息")
		part("judgement", &x.Judgement, "综合评价")
	})
}

func (s *Service) ruleReview(ctx context.Context, before, after *CreditReview) error {
	if after.Limit < 0 {
		return app.E(app.Invalid, "credit.negative").At("limit_minor")
	}
	if after.Score != nil && (*after.Score < 0 || *after.Score > 100) {
		return app.E(app.Invalid, "credit.score").At("score")
	}
	if before != nil && before.State == ReviewAdopted && after.State == ReviewAdopted && !commanded(ctx) &&
		len(s.Reviews.Desc.Compare(before, after)) > 0 {
		return app.E(app.Conflict, "credit.adopted", "title", after.Title)
	}
	return nil
}

// AdoptReview makes the recommended limit of an evaluation the customer's credit limit.
// It needs the right to set limits, and the customer to be within reach for changes.
func (s *Service) AdoptReview(ctx context.Context, id int64) error {
	if _, err := identity.NeedRight(ctx, identity.RightCredit); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Reviews.Get(ctx, id)
		if err != nil {
			return err
		}
		if r.State == ReviewAdopted {
			return app.E(app.Conflict, "credit.adopted", "title", r.Title)
		}
		if !r.ValidUntil.IsZero() && r.ValidUntil < s.today() {
			return app.E(app.Conflict, "credit.expired", "title", r.Title, "date", r.ValidUntil.String())
		}
		c, err := s.Customers.May(ctx, r.CustomerID, identity.Change)
		if err != nil {
			return err
		}
		if _, err := s.Customers.Update(ctx, c.ID, 0, func(c *Customer) error { c.CreditLimit = r.Limit; return nil }); err != nil {
			return err
		}
		_, err = s.Reviews.Update(command(ctx), id, 0, func(r *CreditReview) error { r.State = ReviewAdopted; return nil })
		return err
	})
}
