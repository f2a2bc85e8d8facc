package sales

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// many runs a command on several leads and tells how many it changed and why not the rest.
func (l *leads) many(ids []int64, done string, run func(ctx context.Context, ids []int64) (lead.Outcome, error)) {
	l.host.Go(func(ctx context.Context) {
		out, err := run(ctx, ids)
		l.host.Post(func() {
			l.host.Report(err)
			if err == nil {
				l.told(out, done)
			}
		})
	})
}

func (l *leads) told(out lead.Outcome, done string) {
	for _, err := range out.Refused { // the first reason stands for all
		l.host.Report(err)
		break
	}
	if n := len(out.Done); n > 0 {
		l.host.Toast(l.host.T("leadpage."+done, "n", n), l.undo())
	}
}

// undo takes the last step back, where the window offers it.
func (l *leads) undo() func() {
	if l.d.Undo == nil {
		return nil
	}
	return func() {
		l.host.Go(func(ctx context.Context) {
			err := l.d.Undo(ctx)
			l.host.Post(func() { l.host.Report(err) })
		})
	}
}

func (l *leads) assign(ids []int64) {
	t := l.host.T
	who := kit.NewSearch(t("leadpage.person"), records.Suggest(l.host, l.d.Deps, "person", listing.Is("state", listing.Eq, "active")))
	out := lead.Outcome{}
	a := &records.Ask{
		Title: t("leadpage.assign"), Text: t("leadpage.assign_text", "n", len(ids)), Rows: []records.AskRow{{Key: "owner_id", Label: t("leadpage.person"), Field: who.Field}},
		Do: func() func(ctx context.Context) error {
			person := who.Value().ID
			return func(ctx context.Context) (err error) { out, err = l.d.Leads.Assign(ctx, ids, person); return err }
		}, Done: func() { l.told(out, "assigned") },
	}
	a.Show(l.host)
}

func (l *leads) release(ids []int64) {
	askReason(l.host, reasonWish{title: l.host.T("leadpage.release"), text: l.host.T("leadpage.release_text", "n", len(ids))}, func(reason string) {
		l.many(ids, "released", func(ctx context.Context, ids []int64) (lead.Outcome, error) {
			return l.d.Leads.Release(ctx, ids, reason)
		})
	})
}

// discard asks why leads are thrown out; a double names which of those found it is one of.
func (l *leads) discard(ids []int64, doubts []lead.Double) {
	t := l.host.T
	reason := kit.NewPicker(t("lead.discard_reason"), nil)
	for _, key := range lead.DiscardReasons {
		reason.Options = append(reason.Options, kit.Option{Key: key, Text: t("lead.discard_reason." + key)})
	}
	note := kit.NewField(t("lead.discard_note"))
	of := kit.NewPicker(t("lead.same_as"), nil)
	if len(ids) == 1 && ids[0] == l.id {
		for i, d := range doubts {
			if d.Lead != 0 || d.Customer != 0 {
				of.Options = append(of.Options, kit.Option{Key: strconv.Itoa(i), Text: d.Name, Detail: d.Owner})
			}
		}
	}
	rows := []records.AskRow{{Key: "discard_reason", Label: t("lead.discard_reason") + " *", Field: reason.Field}}
	if len(of.Options) > 0 {
		reason.SetKey("double")
		of.SetKey(of.Options[0].Key)
		rows = append(rows, records.AskRow{Key: "same_as", Label: t("lead.same_as"), Field: of.Field})
	}
	rows = append(rows, records.AskRow{Key: "discard_note", Label: t("lead.discard_note"), Field: note})
	out := lead.Outcome{}
	a := &records.Ask{
		Title: t("leadpage.discard"), Text: t("leadpage.discard_text", "n", len(ids)), Rows: rows, Danger: true,
		Do: func() func(ctx context.Context) error {
			d := lead.Discard{Reason: reason.Value().Key, Note: note.Text()}
			if i, bad := strconv.Atoi(of.Value().Key); bad == nil && d.Reason == "double" {
				d.SameAs, d.Customer = doubts[i].Lead, doubts[i].Customer
			}
			return func(ctx context.Context) (err error) { out, err = l.d.Leads.Discard(ctx, ids, d); return err }
		}, Done: func() { l.told(out, "thrown_out") },
	}
	a.Show(l.host)
}

// judge asks whether a lead is real; fake chooses that answer from the start.
func (l *leads) judge(id int64, fake *bool) {
	t := l.host.T
	q := lead.Real
	if fake != nil && *fake {
		q = lead.Fake
	}
	why := kit.NewPicker(t("lead.quality_reason"), nil)
	why.Free = true
	offer := func() {
		why.Options = nil
		for _, key := range map[lead.Quality][]string{lead.Real: {"met", "asked", "budget"}, lead.Fake: {"no_such", "no_need", "student", "rival"}}[q] {
			why.Options = append(why.Options, kit.Option{Key: key, Text: t("leadpage.why." + key)})
		}
	}
	offer()
	a := &records.Ask{Title: t("leadpage.judge"), Text: t("leadpage.judge_text")}
	a.Rows = []records.AskRow{
		{Label: t("lead.quality"), Draw: func(c *kit.Canvas, box kit.Rect) {
			for _, x := range []lead.Quality{lead.Real, lead.Fake} {
				box.CutLeft(c.Radio("q."+string(x), box, t("lead.quality."+string(x)), q == x, func() { q = x; offer() }) + 18)
			}
		}},
		{Key: "quality_reason", Label: t("lead.quality_reason") + " *", Field: why.Field},
	}
	a.Do = func() func(ctx context.Context) error {
		quality, reason := q, why.Text()
		return func(ctx context.Context) error { _, err := l.d.Leads.Judge(ctx, id, quality, reason); return err }
	}
	a.Done = func() { l.host.Toast(t("leadpage.judged"), l.undo()) }
	a.Show(l.host)
}

func (l *leads) begin(id int64) {
	l.one(func(ctx context.Context) error { _, err := l.d.Leads.Begin(ctx, id); return err }, "leadpage.begun")
}

func (l *leads) recall(id int64) {
	l.one(func(ctx context.Context) error { return l.d.Leads.Recall(ctx, id) }, "leadpage.recalled")
}

func (l *leads) one(run func(ctx context.Context) error, done string) {
	l.host.Go(func(ctx context.Context) {
		err := run(ctx)
		l.host.Post(func() {
			l.host.Report(err)
			if err == nil {
				l.host.Toast(l.host.T(done), nil)
			}
		})
	})
}

// openWhat opens the customer or the opportunity that a lead became.
func (l *leads) openWhat(id int64, kind string) {
	l.host.Go(func(ctx context.Context) {
		x, err := l.d.LeadRecords.Get(ctx, id)
		l.host.Post(func() {
			if err != nil {
				l.host.Report(err)
				return
			}
			if kind == "customer" {
				l.host.Open(kind, x.CustomerID, nil)
				return
			}
			l.host.Open(kind, x.OpportunityID, nil)
		})
	})
}

// convert asks what a lead is to become; customers that look like it are offered first.
func (l *leads) convert(id int64) {
	l.host.Go(func(ctx context.Context) {
		w, err := l.d.Leads.WishFor(ctx, id)
		var doubts []lead.Double
		if err == nil {
			doubts, err = l.d.Leads.Doubles(ctx, id)
		}
		l.host.Post(func() {
			if err != nil {
				l.host.Report(err)
				return
			}
			l.convertDialog(id, w, doubts)
		})
	})
}

func (l *leads) convertDialog(id int64, w lead.Wish, doubts []lead.Double) {
	t := l.host.T
	firm := kit.NewSearch(t("leadpage.customer"), records.Suggest(l.host, l.d.Deps, "customer", listing.Node{}))
	firm.Free = true
	firm.SetValue(kit.Option{Text: w.Company})
	var same []string
	for _, d := range doubts {
		if d.Lead != 0 || d.Name == "" {
			continue
		}
		same = append(same, d.Name)
		if d.Customer != 0 && w.CustomerID == 0 && d.Mobile {
			w.CustomerID = d.Customer // the same number: most likely this one
			firm.SetValue(kit.Option{Key: strconv.FormatInt(d.Customer, 10), ID: d.Customer, Text: d.Name})
		}
	}
	person := kit.NewField(t("leadpage.contact")).With(w.Person)
	deal := kit.NewField(t("leadpage.deal")).With(w.Deal)
	amount := kit.NewAmount(t("opportunity.amount_minor"), kit.Home())
	if w.Amount != 0 {
		amount.SetValue(w.Amount)
	}
	closes := kit.NewDate(t("opportunity.close_on"), l.host.Today, calendar.Ahead)
	closes.SetValue(w.CloseOn)
	a := &records.Ask{Title: t("leadpage.convert"), Text: t("leadpage.convert_text"), Width: 520}
	a.Rows = []records.AskRow{
		{Key: "company", Label: t("leadpage.customer") + " *", Field: firm.Field},
		{Note: func() string {
			switch {
			case firm.Value().ID != 0:
				return t("leadpage.known_customer")
			case len(same) > 0:
				return t("leadpage.like", "names", strings.Join(same, "、"))
			}
			return ""
		}},
		{Key: "person", Label: t("leadpage.contact"), Field: person},
		{Key: "deal", Label: t("leadpage.deal") + " *", Field: deal},
		{Key: "amount", Label: t("opportunity.amount_minor"), Field: amount.Field},
		{Key: "close_on", Label: t("opportunity.close_on") + " *", Field: closes.Field},
	}
	asked, became := false, int64(0)
	a.Do = func() func(ctx context.Context) error {
		w.CustomerID, w.Company = firm.Value().ID, firm.Text()
		w.Person, w.Deal = person.Text(), deal.Text()
		w.Amount, _ = amount.Value()
		w.CloseOn, _ = closes.Value()
		wish := w
		return func(ctx context.Context) error {
			x, err := l.d.Leads.AskConversion(ctx, id, wish)
			if err == nil {
				asked, became = x.Asked, x.OpportunityID
			}
			return err
		}
	}
	a.Done = func() {
		if asked {
			l.host.Toast(t("leadpage.conversion_asked"), nil)
			return
		}
		l.host.Toast(t("leadpage.conversion_done"), nil)
		if l.host.Actor().Can(identity.May(sales.Opportunities, identity.See)) {
			l.host.Open(sales.Opportunities, became, nil) // the work goes on there
		}
	}
	a.Show(l.host)
}

// log asks what was done for a lead.
func (l *leads) log(id int64) {
	t := l.host.T
	kind := kit.NewPicker(t("activity.kind"), nil)
	for _, k := range customer.Typed {
		kind.Options = append(kind.Options, kit.Option{Key: string(k), Text: t("activity.kind." + string(k))})
	}
	kind.SetKey(string(customer.NoteCall))
	text := kit.NewArea(t("activity.text"))
	a := &records.Ask{Title: t("leadpage.log"), Rows: []records.AskRow{{Key: "kind", Label: t("activity.kind"), Field: kind.Field}, {Key: "text", Label: t("activity.text") + " *", Field: text}}}
	a.Do = func() func(ctx context.Context) error {
		k, what := customer.Note(kind.Value().Key), text.Text()
		return func(ctx context.Context) error { _, err := l.d.Leads.Log(ctx, id, k, what); return err }
	}
	a.Done = func() { l.host.Toast(t("leadpage.logged"), nil) }
	a.Show(l.host)
}
