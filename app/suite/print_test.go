package suite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/printing"
)

// tray is a printer that keeps what it is given, and may be told to fail.
type tray struct {
	titles  []string
	fail    map[int]error // by the number of the job, 0 …
	state   paper.Progress
	taken   []string // jobs that were taken back
	tellsID bool
}

func (p *tray) List(context.Context) ([]paper.Printer, error) {
	return []paper.Printer{{Name: "forms", Default: true, Ready: true}}, nil
}

func (p *tray) Print(_ context.Context, pdf []byte, _ paper.Size, job paper.Job) (paper.Printed, error) {
	n := len(p.titles)
	p.titles = append(p.titles, job.Title)
	if err := p.fail[n]; err != nil {
		return paper.Printed{}, err
	}
	if !strings.HasPrefix(string(pdf), "%PDF-") {
		return paper.Printed{}, errors.New("not a PDF")
	}
	out := paper.Printed{Printer: "forms"}
	if p.tellsID {
		out.ID = fmt.Sprintf("forms-%d", n+1)
	}
	return out, nil
}

func (p *tray) Follow(context.Context, paper.Printed) (paper.Progress, error) { return p.state, nil }

func (p *tray) Withdraw(_ context.Context, x paper.Printed) error {
	p.taken = append(p.taken, x.ID)
	return nil
}

// room gives the print room its press, as the program does.
func room(o *office, p *tray) *printing.Press {
	press := printing.New(printing.Params{Own: o.Prints, Printer: p})
	o.Prints.Press = press
	o.Prints.Check = func(ctx context.Context, kind paper.Kind, format printroom.Format, name string, body []byte) error {
		if format == printroom.Sheet {
			return press.CheckSheet(ctx, kind, body)
		}
		return press.Check(ctx, kind, name, body)
	}
	o.Prints.Documents = func(ctx context.Context, kind string, id int64) (printroom.Document, error) {
		r, err := o.Finance.Receipts.Get(ctx, id)
		if err != nil {
			return printroom.Document{}, err
		}
		return printroom.Document{
			Kind: paper.Receipt, Number: r.Number, Prints: r.Prints,
			Fill: func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
				return o.Finance.ReceiptPaper(ctx, id, company.Print{Count: n, Stamp: stamp})
			},
			Printed: func(ctx context.Context) error { _, err := o.Finance.Printed(ctx, id); return err },
		}, nil
	}
	return press
}

const ownReceipt = `kind = "receipt"
title = { zh = "收据 本公司", en = "Our receipt" }
paper = "a5-landscape"
[[band]]
role = "body"
item = [ { text = "OURS {{number}} {{amount|amount}}", x = 0, y = 0, w = 100, h = 8 } ]
`

// PRT-01, PRT-03: a template of the company is saved with its versions, printed with, and
// brought back; it passes the same checks as those that ship.
func TestTemplatesOfTheCompany(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		press := room(o, &tray{})
		draft := printroom.Draft{Kind: paper.Receipt, Format: printroom.Layout, Name: paper.Words{ZH: "收据 本公司", EN: "Our receipt"}, Paper: "a5-landscape", Source: "receipt-a5", Body: []byte(ownReceipt)}
		x, err := o.Prints.Save(o.boss, draft)
		ok(t, err)
		if x.Revision != 1 || x.Key() == "" {
			t.Fatalf("%+v", x)
		}
		says := func(want string) {
			t.Helper()
			doc, _, err := press.Layout(o.boss, paper.Request{Kind: paper.Receipt, Template: x.Key(), Data: paper.Example(paper.Receipt)})
			ok(t, err)
			text, _ := doc.Pages[0].Items[0].(paper.Text)
			if text.Text != want {
				t.Errorf("%q, want %q", text.Text, want)
			}
		}
		says("OURS SJ-202603-041 ¥42,000.00")
		found := false
		for _, tpl := range press.Templates(paper.Receipt) {
			found = found || tpl.Name == x.Key() && !tpl.Shipped && tpl.Title.ZH == "收据 本公司"
		}
		if !found {
			t.Error("the print dialog does not offer it")
		}

		draft.ID, draft.Version, draft.Note = x.ID, x.Version, "抬头改短"
		draft.Body = []byte(strings.Replace(ownReceipt, "OURS", "NEW", 1))
		x, err = o.Prints.Save(o.boss, draft)
		ok(t, err)
		says("NEW SJ-202603-041 ¥42,000.00")
		made, err := o.Prints.VersionsOf(o.boss, x.ID)
		ok(t, err)
		if len(made) != 2 || made[0].No != 2 || made[0].Note != "抬头改短" || made[0].By != o.ids["lin"] {
			t.Errorf("%+v", made)
		}
		old, err := o.Prints.Body(o.boss, x.ID, 1)
		ok(t, err)
		if string(old) != ownReceipt {
			t.Errorf("version 1 is %q", old)
		}

		bad := draft
		bad.Version = 0
		bad.Body = []byte(strings.Replace(ownReceipt, "{{number}}", "{{nummer}}", 1))
		_, err = o.Prints.Save(o.boss, bad)
		refused(t, err, "paper.template.no_field")
		var e *app.Error
		if !errors.As(err, &e) || e.Args["line"] != 6 {
			t.Errorf("the place of the fault: %v", err)
		}
		bad.Body = []byte(strings.Replace(ownReceipt, `kind = "receipt"`, `kind = "quote"`, 1))
		_, err = o.Prints.Save(o.boss, bad)
		refused(t, err, "paper.template.no_field") // a quote has no amount
		says("NEW SJ-202603-041 ¥42,000.00")

		stale := draft
		stale.Version = 1
		stale.Name = paper.Words{ZH: "别的名称"}
		_, err = o.Prints.Save(o.boss, stale)
		if app.KindOf(err) != app.Stale {
			t.Errorf("somebody saved meanwhile: %v", err)
		}
		other := draft
		other.ID = 0
		_, err = o.Prints.Save(o.boss, other)
		if app.KindOf(err) != app.Conflict && app.KindOf(err) != app.Invalid {
			t.Errorf("two of one name: %v", err)
		}
		if name := o.Prints.NameFor(paper.Words{ZH: "收据 本公司", EN: "Our receipt"}); name.ZH != "收据 本公司 2" {
			t.Error(name)
		}

		seller := o.hire(t, "zhou", identity.RoleSales, 1)
		_, err = o.Prints.Save(seller, draft)
		refused(t, err, "access.denied")
		if _, err := o.Prints.VersionsOf(seller, x.ID); err != nil {
			t.Errorf("everybody prints with it: %v", err)
		}
		fin := o.hire(t, "li", identity.RoleFinance, 1)
		draft.Version = 0
		_, err = o.Prints.Save(fin, draft)
		ok(t, err)

		ok(t, o.Prints.Remove(o.boss, x.ID))
		if _, err := o.Prints.Body(o.boss, x.ID, 1); err != nil {
			t.Errorf("what was printed with can still be looked up: %v", err)
		}
		if _, found := o.Prints.Owned(x.Key()); found {
			t.Error("the removed template is still offered")
		}
	})
}

// receipts issues n receipts over one yuan each.
func (o *office) receipts(t *testing.T, n int) []printroom.Item {
	t.Helper()
	bank := o.account(t, "招商银行 6621", "bank", 0)
	c := o.Customers.Customers.Desc.New()
	c.Name = "苏州恒拓精密制造有限公司"
	ok(t, o.Customers.Customers.Create(o.boss, c))
	var items []printroom.Item
	for range n {
		m := o.pay(t, c.ID, bank, money.Minor(100))
		r := &finance.Receipt{Purpose: "货款"}
		ok(t, o.Finance.IssueReceipt(o.boss, m.ID, r))
		items = append(items, printroom.Item{Kind: finance.Receipts, ID: r.ID})
	}
	return items
}

func (o *office) jobs(t *testing.T, batch string) []*printroom.Job {
	t.Helper()
	list, err := o.Prints.Jobs.Find(o.boss, listing.Is("batch", listing.Eq, batch), listing.Sort{Key: "id"})
	ok(t, err)
	return list
}

// PRT-04, PRT-06: a batch prints one after the other; one that fails does not stop the
// others and is tried again alone; the log says who printed what, where and which print it
// was.
func TestABatchOfReceiptsPrints(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		p := &tray{fail: map[int]error{2: app.E(app.Internal, "paper.print_failed", "reason", "paper jam")}}
		room(o, p)
		items := o.receipts(t, 6)
		batch, jobs, err := o.Prints.Ask(o.boss, items, printroom.Wish{Printer: "forms", Copies: 2, Template: "receipt-a5"})
		ok(t, err)
		if len(jobs) != 6 || jobs[0].State != printroom.Waiting || jobs[0].TitleOf == "" {
			t.Fatalf("%+v", jobs[0])
		}
		var told []int
		res, err := o.Prints.Run(o.boss, batch, func(x printroom.Progress) { told = append(told, x.Done+x.Failed) })
		ok(t, err)
		if res.Done != 5 || res.Failed != 1 || fmt.Sprint(told) != "[1 2 3 4 5 6]" {
			t.Errorf("%+v %v", res, told)
		}
		list := o.jobs(t, batch)
		for i, j := range list {
			want := printroom.Done
			if i == 2 {
				want = printroom.Failed
			}
			if j.State != want || j.OwnerID != o.ids["lin"] || j.Printer != "forms" || j.Copies != 2 || j.Reprint != 1 || (j.Error != "") != (i == 2) {
				t.Errorf("%d: %+v", i, j)
			}
		}
		r, err := o.Finance.Receipts.Get(o.boss, items[2].ID)
		ok(t, err)
		if r.Prints != 0 {
			t.Error("a print that failed was counted")
		}

		_, err = o.Prints.Retry(o.boss, []int64{list[0].ID})
		refused(t, err, "print_job.not_failed")
		again, err := o.Prints.Retry(o.boss, []int64{list[2].ID})
		ok(t, err)
		res, err = o.Prints.Run(o.boss, again, nil)
		ok(t, err)
		if j := o.jobs(t, again)[0]; res.Done != 1 || j.State != printroom.Done || j.Tries != 2 || j.Error != "" {
			t.Errorf("%+v %+v", res, j)
		}

		second, _, err := o.Prints.Ask(o.boss, items[:1], printroom.Wish{})
		ok(t, err)
		_, err = o.Prints.Run(o.boss, second, nil)
		ok(t, err)
		if j := o.jobs(t, second)[0]; j.Reprint != 2 {
			t.Errorf("the reprint is number %d", j.Reprint)
		}

		seller := o.hire(t, "zhou", identity.RoleSales, 1)
		if n := o.count(t, seller, printroom.Jobs, listing.Node{}); n != 0 {
			t.Errorf("a salesperson sees %d jobs of others", n)
		}
		_, err = o.Prints.Retry(seller, []int64{list[2].ID})
		if err == nil {
			t.Error("another person's job was tried again")
		}
		_, _, err = o.Prints.Ask(o.boss, nil, printroom.Wish{})
		refused(t, err, "print_job.none")
	})
}

// PRT-06: cancelling stops before the next document; what was not begun is cancelled and may
// be tried again.
func TestABatchIsCancelled(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		p := &tray{}
		room(o, p)
		batch, _, err := o.Prints.Ask(o.boss, o.receipts(t, 5), printroom.Wish{})
		ok(t, err)
		ctx, cancel := context.WithCancel(o.boss)
		_, err = o.Prints.Run(ctx, batch, func(x printroom.Progress) {
			if x.Done == 2 {
				cancel()
			}
		})
		ok(t, err)
		states := map[printroom.State]int{}
		var rest []int64
		for _, j := range o.jobs(t, batch) {
			if states[j.State]++; j.State == printroom.Cancelled {
				rest = append(rest, j.ID)
			}
		}
		if states[printroom.Done] != 2 || states[printroom.Cancelled] != 3 || len(p.titles) != 2 {
			t.Errorf("%v, %d printed", states, len(p.titles))
		}
		again, err := o.Prints.Retry(o.boss, rest)
		ok(t, err)
		_, err = o.Prints.Run(o.boss, again, nil)
		ok(t, err)
		if len(p.titles) != 5 {
			t.Errorf("%d printed after all", len(p.titles))
		}
	})
}

// PRT-06: a printer that stands still or vanishes after it took a job is noticed: the job is
// taken back, says why, and stays for another try.
func TestAPrinterVanishes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		p := &tray{tellsID: true, state: paper.Progress{State: paper.OnItsWay}}
		room(o, p)
		o.Prints.Sentence = func(err error) string { return err.Error() }
		batch, _, err := o.Prints.Ask(o.boss, o.receipts(t, 1), printroom.Wish{Printer: "forms"})
		ok(t, err)
		_, err = o.Prints.Run(o.boss, batch, nil)
		ok(t, err)
		job := func() *printroom.Job { return o.jobs(t, batch)[0] }
		if job().State != printroom.Sent || job().QueueID != "forms-1" {
			t.Fatalf("%+v", job())
		}
		open, err := o.Prints.Follow(o.boss)
		ok(t, err)
		if open != 1 || job().State != printroom.Sent {
			t.Errorf("%d open, %s", open, job().State)
		}
		p.state = paper.Progress{State: paper.Stopped, Reason: "The printer is not responding."}
		_, err = o.Prints.Follow(o.boss)
		ok(t, err)
		if j := job(); j.State != printroom.Failed || !strings.Contains(j.Error, "not responding") || fmt.Sprint(p.taken) != "[forms-1]" {
			t.Errorf("%+v %v", j, p.taken)
		}
		again, err := o.Prints.Retry(o.boss, []int64{job().ID})
		ok(t, err)
		_, err = o.Prints.Run(o.boss, again, nil)
		ok(t, err)
		p.state = paper.Progress{State: paper.Gone}
		_, err = o.Prints.Follow(o.boss)
		ok(t, err)
		if j := o.jobs(t, again)[0]; j.State != printroom.Failed || !strings.Contains(j.Error, "paper.printer_gone") {
			t.Errorf("%+v", j)
		}
		again, err = o.Prints.Retry(o.boss, []int64{o.jobs(t, again)[0].ID})
		ok(t, err)
		_, err = o.Prints.Run(o.boss, again, nil)
		ok(t, err)
		p.state = paper.Progress{State: paper.Out}
		_, err = o.Prints.Follow(o.boss)
		ok(t, err)
		if j := o.jobs(t, again)[0]; j.State != printroom.Done {
			t.Errorf("%+v", j)
		}
	})
}
