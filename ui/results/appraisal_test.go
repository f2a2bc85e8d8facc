package results_test

import (
	"testing"

	"kontor/app/effort"
	"kontor/app/listing"
)

// What people are judged by is typed; the scores follow, are explained, confirmed and
// rewarded by keyboard, and written to a workbook. SAL-42
func TestAppraisalByKeyboard(t *testing.T) {
	o := newOffice(t)
	p, s := o.open()
	p.(window).ShowPart("appraisals")
	o.settle(s)
	shows(t, s, o.host.T("appraisalpage.nothing"))
	p.(window).ShowWith(effort.Indicators, 0, true, nil)
	o.settle(s)
	for _, f := range []struct{ id, text string }{{"form.name", "新客户"}, {"form.weight", "60"}, {"form.goal", "1"}} {
		s.FocusID(f.id, true)
		s.TypeText(f.text)
	}
	s.Press("Ctrl+Enter")
	o.settle(s)
	j, err := o.Effort.Indicators.First(o.ctx, listing.Node{})
	o.ok(err)
	_, err = o.Effort.Indicators.Update(o.ctx, j.ID, 0, func(x *effort.Indicator) error { x.Measure = effort.MeasureFresh; return nil })
	o.ok(err)
	p.(window).ShowPart("appraisals")
	o.settle(s)
	shows(t, s, "林晓雯", "100.0%", o.host.T("appraisal.grade.a"))
	o.run(p, s, "export")
	if len(o.book) != 1 || len(o.head.Columns) != 6 || o.book[0][2].Int() != 1000 {
		t.Errorf("%v", o.book)
	}
	s.FocusID("scores", true)
	s.Press("Home")
	s.Press("Enter")
	o.settle(s)
	if d := o.host.Dialog; d == nil || !d.Surface().Shows("60.00") && !d.Surface().Shows("100.00") {
		t.Error("the score is not explained")
	}
	o.press(o.host.Dialog, "Escape")
	s.Press("Alt+K")
	o.settle(s)
	o.host.Question.OnYes()
	o.settle(s)
	s.Press("Alt+R")
	o.settle(s)
	p.(window).ShowPart("rewards")
	o.settle(s)
	shows(t, s, "1,000.00", o.host.T("reward.state.draft"))
	r, err := o.Effort.Rewards.First(o.ctx, listing.Node{})
	o.ok(err)
	p.(window).ShowWith(effort.Rewards, r.ID, false, nil)
	o.settle(s)
	s.FocusID("list", true)
	s.Press("S") // a company of one approves at once
	o.settle(s)
	s.FocusID("list", true)
	s.Press("P")
	o.settle(s)
	if r, err = o.Effort.Rewards.Get(o.ctx, r.ID); err != nil || r.State != effort.RewardPaid {
		t.Errorf("%+v %v", r, err)
	}
	p.(window).ShowMode(effort.Appraisals, "list")
	o.settle(s)
	shows(t, s, "2026-03 林晓雯", o.host.T("appraisalpage.actual"))
	o.ok(o.Effort.PayReward(o.ctx, r.ID, false))
	s.FocusID("list", true)
	s.Press("O") // reopened, its reward goes with it
	o.settle(s)
	o.typeIn(o.host.Dialog, "reason", "漏了一单")
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.settle(s)
	if n, err := o.Effort.Rewards.Count(o.ctx, listing.Node{}); err != nil || n != 0 {
		t.Errorf("%d rewards of a reopened appraisal: %v", n, err)
	}
	p.(window).ShowPart("indicators")
	o.settle(s)
	o.run(p, s, "appraisal.policy")
	o.typeIn(o.host.Dialog, "a", "10")
	o.press(o.host.Dialog, "Ctrl+Enter")
	if policy, err := o.Effort.AppraisalPolicyOf(o.ctx); err != nil || policy != effort.DefaultAppraisal || !o.host.Dialog.Surface().Shows(o.host.T("error.appraisal.grades")[:30]) {
		t.Error("grades that do not fall are refused where they are typed")
	}
}
