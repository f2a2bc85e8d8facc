package finance

import (
	"cmp"
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

// Wages are the wages of people by month.
const Wages = "wage"

// Wage 工资 is what somebody gets for a month: draft → approved → paid. Its owner is the
// person. FIN-14
type Wage struct {
	entity.Head
	Month      calendar.Date // its first day
	Title      string        // month and name
	State      State
	Base       money.Minor
	Allowance  money.Minor
	Commission money.Minor
	Reward     money.Minor // for what was achieved, as it was approved
	RewardFor  string      // what it is for
	DaysDue    int64       // hundredths of a day, as the attendance gives them
	DaysWorked int64
	Late       int64
	Overtime   int64 // minutes
	Absence    money.Minor
	Deduction  money.Minor
	Social     money.Minor // the person's part
	Tax        money.Minor
	Net        money.Minor
	Employer   money.Minor // the company's part of social insurance
	PayOn      calendar.Date
	AccountID  int64
	PaidOn     calendar.Date
	Remark     string
}

// DescribeWage gives a fresh description.
func DescribeWage() *entity.Desc[Wage] {
	return entity.Describe(Wages, "title", func(w *Wage, e *entity.Fields) {
		e.Date("month", &w.Month).In(entity.Month).Must().Printed().Also("工资月份", "月份")
		e.Text("title", &w.Title).Found().Computed()
		entity.Choice(e, "state", &w.State, Draft, Approved, Paid).Computed().Else(entity.Str(string(Draft)))
		e.Money("base_minor", &w.Base).Printed().Also("基本工资", "底薪")
		e.Money("allowance_minor", &w.Allowance).Printed().Also("津贴", "补贴")
		e.Money("commission_minor", &w.Commission).Printed().Also("提成", "奖金")
		e.Money("reward_minor", &w.Reward).Computed().Printed()
		e.Text("reward_for", &w.RewardFor).Computed().Printed()
		e.Number("days_due", 2, &w.DaysDue).Printed().Also("应出勤")
		e.Number("days_worked", 2, &w.DaysWorked).Printed().Also("实出勤")
		e.Int("late_times", &w.Late).Printed().Also("迟到次数")
		e.Int("overtime_minutes", &w.Overtime).Printed().Also("加班分钟")
		e.Money("absence_minor", &w.Absence).Printed().Also("缺勤扣款")
		e.Money("deduction_minor", &w.Deduction).Printed().Also("其他扣款")
		e.Money("social_minor", &w.Social).Printed().Also("个人社保", "社保个人")
		e.Money("tax_minor", &w.Tax).Printed().Also("个税", "个人所得税")
		e.Money("net_minor", &w.Net).Computed().Printed()
		e.Money("employer_minor", &w.Employer).Also("单位社保")
		e.Date("pay_on", &w.PayOn).Printed().Also("发放日期")
		e.Ref("account_id", Accounts, &w.AccountID).Computed()
		e.Date("paid_on", &w.PaidOn).Computed().Printed()
		e.LongText("remark", &w.Remark)
		e.Once("owner_id", "month")
	})
}

var wageMoves = map[State][]State{Draft: {Approved}, Approved: {Draft, Paid}, Paid: {Approved}}

// prepareWage works out what is paid: base, allowance and commission less what is kept.
func (s *Service) prepareWage(ctx context.Context, before, w *Wage) error {
	w.State, w.Month = cmp.Or(w.State, Draft), w.Month.MonthStart()
	w.Net = w.Base + w.Allowance + w.Commission + w.Reward - w.Absence - w.Deduction - w.Social - w.Tax
	if w.PayOn.IsZero() && !w.Month.IsZero() {
		w.PayOn = w.Month.AddMonths(1).AddDays(9)
	}
	if before == nil || before.OwnerID != w.OwnerID || before.Month != w.Month || w.Title == "" {
		names, err := s.names(identity.Elevated(ctx), "person", w.OwnerID)
		if err != nil {
			return err
		}
		w.Title = strings.TrimSpace(w.Month.String()[:7] + " " + names[w.OwnerID])
	}
	return nil
}

func (s *Service) wageRule(ctx context.Context, before, w *Wage) error {
	for key, m := range map[string]money.Minor{"base_minor": w.Base, "allowance_minor": w.Allowance, "absence_minor": w.Absence, "deduction_minor": w.Deduction, "social_minor": w.Social, "tax_minor": w.Tax, "employer_minor": w.Employer} {
		if m < 0 {
			return badAmount(m).At(key)
		}
	}
	if w.Net < 0 {
		return app.E(app.Invalid, "wage.negative", "title", w.Title, "net", money.Of(w.Net, "CNY")).At("deduction_minor")
	}
	if before == nil {
		n, err := s.Wages.Count(identity.Elevated(ctx), listing.All(ref("owner_id", w.OwnerID), listing.Is("month", listing.Eq, w.Month.String())))
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "wage.twice", "title", w.Title).At("month")
		}
		return nil
	}
	return locked(before.State == Draft, moves(before.State, w.State, wageMoves), func() bool {
		return before.Net == w.Net && before.Employer == w.Employer && before.OwnerID == w.OwnerID && before.Month == w.Month && before.Archived == w.Archived
	})
}

// Attended is what the attendance says of a person's month, in hundredths of days.
type Attended struct {
	Due, Worked int64
	Late        int64
	Overtime    int64 // minutes
	AbsentHalf  int64 // half days without leave
}

// FillWages makes the drafts of a month: base, allowance and insurance as in the month
// before, attendance as it is now, commissions when those of the month are approved, and
// rewards that are due. Drafts that are there
// already get both anew.
// It tells how many there are. FIN-14
func (s *Service) FillWages(ctx context.Context, month calendar.Date) (int, error) {
	if _, err := identity.Need(ctx, identity.May(Wages, identity.Import)); err != nil {
		return 0, err
	}
	month = month.MonthStart()
	n := 0
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "wages", Text: month.String()[:7]}), func(ctx context.Context) error {
		last, err := s.Wages.Find(ctx, listing.Is("month", listing.Eq, month.AddMonths(-1).String()), listing.Sort{Key: "id"})
		if err != nil {
			return err
		}
		there, err := s.Wages.Find(ctx, listing.Is("month", listing.Eq, month.String()))
		if err != nil {
			return err
		}
		attended, err := s.attendedIn(ctx, month)
		if err != nil {
			return err
		}
		earned, fixed, err := s.earnedIn(ctx, month)
		if err != nil {
			return err
		}
		fill := func(w *Wage) {
			w.fill(attended[w.OwnerID])
			if fixed { // what was typed gives way to the commissions of the month once they are approved
				w.Commission = earned[w.OwnerID]
			}
		}
		known := map[int64]bool{}
		for _, w := range there {
			known[w.OwnerID] = true
			if w.State != Draft {
				continue
			}
			n++
			w, err := s.Wages.Update(ctx, w.ID, 0, func(w *Wage) error { fill(w); return nil })
			if err != nil {
				return err
			}
			if err := s.takeReward(ctx, w); err != nil {
				return err
			}
		}
		for _, was := range last {
			if known[was.OwnerID] {
				continue
			}
			w := s.Wages.Desc.New()
			w.OwnerID, w.UnitID, w.Month, w.Base, w.Allowance, w.Social, w.Employer = was.OwnerID, was.UnitID, month, was.Base, was.Allowance, was.Social, was.Employer
			w.PayOn = was.PayOn.AddMonths(1)
			fill(w)
			if err := s.Wages.Create(ctx, w); err != nil {
				return err
			}
			if err := s.takeReward(ctx, w); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// fill takes the attendance; days without leave cost their share of the base.
func (w *Wage) fill(a Attended) {
	w.DaysDue, w.DaysWorked, w.Late, w.Overtime = a.Due, a.Worked, a.Late, a.Overtime
	if w.Absence = 0; a.Due > 0 && a.AbsentHalf > 0 {
		absent := min(a.AbsentHalf*50, a.Due)
		w.Absence = money.Spread(w.Base, []int64{absent, a.Due - absent})[0]
	}
}

func (s *Service) attendedIn(ctx context.Context, month calendar.Date) (map[int64]Attended, error) {
	if s.Attended == nil {
		return nil, nil
	}
	return s.Attended(identity.System(ctx, "wages"), month)
}

func (s *Service) earnedIn(ctx context.Context, month calendar.Date) (map[int64]money.Minor, bool, error) {
	if s.Commissions == nil {
		return nil, false, nil
	}
	return s.Commissions(ctx, month)
}

// CommissionTaken tells whether wages of a month that are approved or paid hold a commission:
// they have to be reopened before the commissions of the month are.
func (s *Service) CommissionTaken(ctx context.Context, month calendar.Date) (bool, error) {
	n, err := s.Wages.Count(identity.Elevated(ctx), listing.All(listing.Is("month", listing.Eq, month.MonthStart().String()), listing.Is("state", listing.Ne, string(Draft)), listing.Is("commission_minor", listing.Ne, "0")))
	return n > 0, err
}

// ApproveWages locks the drafts of a month, so that they can be paid.
func (s *Service) ApproveWages(ctx context.Context, ids []int64) (int, error) {
	return s.moveWages(ctx, ids, identity.Approve, "approve", func(_ context.Context, w *Wage) error {
		if w.State != Draft {
			return app.E(app.Conflict, "wage.not_draft", "title", w.Title)
		}
		w.State = Approved
		return nil
	})
}

// PayWages pays approved wages out of an account; each makes a line of the journal.
func (s *Service) PayWages(ctx context.Context, ids []int64, account int64, on calendar.Date) (int, error) {
	return s.moveWages(ctx, ids, identity.Confirm, "pay", func(ctx context.Context, w *Wage) error {
		if w.State != Approved {
			return app.E(app.Conflict, "wage.not_approved", "title", w.Title)
		}
		w.State, w.AccountID, w.PaidOn = Paid, account, cmp.Or(on, s.today())
		if err := s.handOut(ctx, w, w.PaidOn); err != nil {
			return err
		}
		if w.Net == 0 {
			return nil
		}
		_, name, _ := strings.Cut(w.Title, " ")
		return s.book(ctx, &Entry{AccountID: account, On: w.PaidOn, Summary: w.Title, Party: name, Category: "wages", Out: w.Net, Source: Wages, SourceID: w.ID})
	})
}

// ReopenWage takes an approval or a payment back, the payment by a counter-entry.
func (s *Service) ReopenWage(ctx context.Context, id int64, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	_, err := s.moveWages(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), []int64{id}, identity.Reverse, "reverse", func(ctx context.Context, w *Wage) error {
		switch w.State {
		case Approved:
			w.State = Draft
		case Paid:
			w.State, w.PaidOn, w.AccountID = Approved, 0, 0
			if err := s.handOut(ctx, w, 0); err != nil {
				return err
			}
			return s.reverseEntries(ctx, Wages, w.ID, reason)
		default:
			return app.E(app.Conflict, "wage.not_approved", "title", w.Title)
		}
		return nil
	})
	return err
}

// moveWages changes wages one by one in one transaction.
func (s *Service) moveWages(ctx context.Context, ids []int64, verb identity.Verb, kind string, do func(ctx context.Context, w *Wage) error) (int, error) {
	if len(ids) == 0 {
		return 0, app.E(app.Invalid, "finance.nothing_chosen")
	}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, id := range ids {
			if _, err := s.Wages.May(ctx, id, verb); err != nil {
				return err
			}
			cmd := command(ctx, kind)
			if _, err := s.Wages.Update(cmd, id, 0, func(w *Wage) error { return do(cmd, w) }); err != nil {
				return err
			}
		}
		return nil
	})
	return len(ids), err
}

// WageRow is what somebody earned and spent in a month. FIN-14
type WageRow struct {
	Person     string
	PersonID   int64
	Month      calendar.Date
	Base       money.Minor // with allowances
	Commission money.Minor
	Reward     money.Minor
	Kept       money.Minor // absence, deductions, insurance and tax
	Net        money.Minor
	Expenses   money.Minor // claims that were approved
}

// WageSums sums wages and expense claims by person and month within the actor's reach:
// everybody sees their own.
func (s *Service) WageSums(ctx context.Context, from, to calendar.Date) ([]WageRow, error) {
	type key struct {
		person int64
		month  calendar.Date
	}
	at := map[key]int{}
	var out []WageRow
	row := func(person int64, name string, month calendar.Date) *WageRow {
		k := key{person, month}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, WageRow{Person: name, PersonID: person, Month: month})
		}
		return &out[i]
	}
	between := func(field string) listing.Node { return listing.Is(field, listing.Between, from.String(), to.String()) }
	err := s.each(ctx, listing.Query{
		Entity: Wages, Filter: between("month"), Sort: []listing.Sort{{Key: "month"}, {Key: "owner_id"}},
		Columns: []string{"owner_id", "owner_id.name", "month", "base_minor", "allowance_minor", "commission_minor", "net_minor", "reward_minor"},
	}, func(c []entity.Value) {
		r := row(c[0].Int(), c[1].Text(), dateOf(c[2]))
		gross := money.Minor(c[3].Int() + c[4].Int())
		r.Base += gross
		r.Commission += money.Minor(c[5].Int())
		r.Net += money.Minor(c[6].Int())
		r.Reward += money.Minor(c[7].Int())
		r.Kept += gross + money.Minor(c[5].Int()+c[7].Int()-c[6].Int())
	})
	if err != nil {
		return nil, err
	}
	if a, err := identity.From(ctx); err != nil || !a.Can(identity.May(Expenses, identity.See)) {
		return out, err
	}
	err = s.each(ctx, listing.Query{
		Entity: Expenses, Columns: []string{"owner_id", "owner_id.name", "approved_on", "total_minor"}, Sort: []listing.Sort{{Key: "approved_on"}, {Key: "id"}},
		Filter: listing.All(between("approved_on"), listing.Is("state", listing.In, string(Approved), string(Paid))),
	}, func(c []entity.Value) {
		row(c[0].Int(), c[1].Text(), dateOf(c[2]).MonthStart()).Expenses += money.Minor(c[3].Int())
	})
	return out, err
}
