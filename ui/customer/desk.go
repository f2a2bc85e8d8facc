package customer

import (
	"context"
	"strings"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Office is the name under which the shell opens the page of what surrounds customers:
// reviews, requests, logins, the log of changed hands, runs of the rules, the bin, rules.
const Office = "customer_office"

// OfficeKinds are the kinds of records that the page shows.
var OfficeKinds = []string{Office, customer.Requests, customer.Accounts, customer.Handovers, customer.PoolRuns}

// desk is that page.
type desk struct {
	*records.Page
	host kit.Host
	d    Deps
	ids  []string // the tabs, by name
	rule *rules
}

// NewOffice makes the page. kind brings a tab to the front; args narrow the log to a
// customer ("customer_id") or a person ("person_id"), or name the tab ("tab").
func NewOffice(h kit.Host, deps Deps, pages records.PageDeps, kind string, args map[string]string) kit.Page {
	p := &desk{host: h, d: deps}
	var tabs []records.Tab
	see := func(kind string) bool { return h.Actor().Can(identity.May(kind, identity.See)) }
	add := func(id string, t records.Tab) {
		if see(t.Kind) {
			t.Fixed = true
			p.ids, tabs = append(p.ids, id), append(tabs, t)
		}
	}
	newest := func(key string) []listing.Sort { return []listing.Sort{{Key: key, Desc: true}} }
	add(customer.Requests, records.Tab{
		Kind: customer.Requests, Actions: p.requestActions, Query: listing.Query{Sort: newest("asked_at")},
		Columns: []records.Column{{Key: "title", Flex: true}, {Key: "kind", Width: 90}, {Key: "state", Width: 84}, {Key: "cause", Width: 90}, {Key: "owner_id", Width: 84}, {Key: "asked_at", Width: 130}, {Key: "days", Width: 56}, {Key: "decided_by", Width: 84}},
	})
	add("review", records.Tab{
		Kind: customer.Customers, Title: h.T("cust.office.review"), Actions: p.reviewActions, Open: func(id int64) { h.Open(customer.Customers, id, nil) },
		Query:   listing.Query{Filter: listing.Is("review", listing.In, string(customer.ReviewPending), string(customer.ReviewRejected)), Sort: newest("created_at")},
		Columns: []records.Column{{Key: "name", Flex: true}, {Key: "review", Width: 84}, {Key: "owner_id", Width: 84}, {Key: "created_at", Width: 130}, {Key: "review_note", Width: 160}},
	})
	add(customer.Accounts, records.Tab{
		Kind: customer.Accounts, Actions: p.accountActions, Query: listing.Query{Sort: newest("id")},
		Columns: []records.Column{{Key: "company", Flex: true}, {Key: "login", Width: 110}, {Key: "state", Width: 84}, {Key: "trial", Width: 60}, {Key: "opened_on", Width: 96}, {Key: "expires_on", Width: 96}},
	})
	add(customer.Handovers, records.Tab{
		Kind: customer.Handovers, Query: listing.Query{Filter: narrowed(args), Sort: newest("at")},
		Columns: []records.Column{{Key: "at", Width: 130}, {Key: "action", Width: 96}, {Key: "title", Flex: true}, {Key: "entity", Width: 84, Hidden: true}, {Key: "from_id", Width: 84}, {Key: "to_id", Width: 84}, {Key: "reason", Width: 180}, {Key: "rule", Width: 84, Cell: func(r *records.Row, v entity.Value) kit.Cell { return kit.Cell{Text: ruleName(h, v.Text())} }}, {Key: "owner_id", Width: 84}},
	})
	add(customer.PoolRuns, records.Tab{
		Kind: customer.PoolRuns, Query: listing.Query{Sort: newest("at")},
		Columns: []records.Column{{Key: "at", Width: 150}, {Key: "rules", Width: 84}, {Key: "returned", Width: 84}, {Key: "by_rule", Flex: true}},
	})
	if h.Actor().Can(identity.May(customer.Customers, identity.Remove)) {
		add("bin", records.Tab{
			Kind: customer.Customers, Title: h.T("cust.office.bin"), Actions: p.binActions, Open: func(int64) {}, Query: listing.Query{Bin: true, Sort: newest("updated_at")},
			Columns: []records.Column{{Key: "name", Flex: true}, {Key: "owner_id", Width: 84}, {Key: "updated_at", Width: 130}},
		})
	}
	if h.Actor().Has(identity.RightAdmin) {
		p.rule = newRules(p)
		p.ids = append(p.ids, "rules")
		tabs = append(tabs, records.Tab{Kind: "company", Title: h.T("cust.office.rules"), Draw: p.rule.draw, Shown: p.rule.load, Commands: p.rule.commands})
	}
	p.Page = records.NewPage(h, pages, h.T("cust.office"), tabs)
	p.front(kind, args)
	return p
}

// narrowed is the filter of the log.
func narrowed(args map[string]string) listing.Node {
	switch {
	case args["customer_id"] != "":
		return listing.Is("customer_id", listing.Eq, args["customer_id"])
	case args["person_id"] != "":
		return listing.Any(listing.Is("from_id", listing.Eq, args["person_id"]), listing.Is("to_id", listing.Eq, args["person_id"]))
	}
	return listing.Node{}
}

// front brings the tab of a kind, or the one named, to the front.
func (p *desk) front(kind string, args map[string]string) {
	want := kind
	if args["tab"] != "" {
		want = args["tab"]
	}
	for i, id := range p.ids {
		if id == want {
			p.ShowTab(i)
		}
	}
}

// run calls a service and tells the result.
func (p *desk) run(done string, fn func(ctx context.Context) error) {
	p.host.Go(func(ctx context.Context) {
		err := fn(ctx)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(done, nil)
			}
		})
	})
}

func (p *desk) requestActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	if r.Get("state").Text() != string(customer.RequestOpen) {
		return nil
	}
	kind := customer.RequestKind(r.Get("kind").Text())
	decide := func(grant bool) func() {
		return func() { p.decide(id, kind, grant) }
	}
	why := func() string {
		if p.host.Actor().Can(identity.May(customer.Customers, identity.Assign)) {
			return ""
		}
		return t("cust.denied")
	}
	return []kit.Command{
		{ID: "grant", Title: t("cust.request.grant"), Icon: icons.Check, Run: decide(true), Enabled: why},
		{ID: "refuse", Title: t("cust.request.refuse"), Icon: icons.CircleX, Run: decide(false), Enabled: why},
		{ID: "withdraw", Title: t("cust.request.withdraw"), Icon: icons.Undo, Run: func() {
			p.run(t("cust.request.withdrawn"), func(ctx context.Context) error { return p.d.Customers.Withdraw(ctx, id) })
		}},
	}
}

// decide asks for the answer and, of a report, for what happens to the customer.
func (p *desk) decide(id int64, kind customer.RequestKind, grant bool) {
	t := p.host.T
	answer := kit.NewField(t("customer_request.answer"))
	then := kit.NewPicker(t("cust.request.then"), []kit.Option{{Key: "", Text: t("cust.request.then.none")}, {Key: string(customer.IntoPool), Text: t("cust.request.then.release")}, {Key: string(customer.IntoBin), Text: t("cust.request.then.bin")}})
	then.SetKey("")
	rows := []row{{t("customer_request.answer"), answer}}
	if grant && kind == customer.AskReport {
		rows = append(rows, row{t("cust.request.then"), then.Field})
	}
	title, verb := t("cust.request.refuse_title"), t("cust.request.refuse")
	if grant {
		title, verb = t("cust.request.grant_title"), t("cust.request.grant")
	}
	ask(p.host, title, verb, func() bool {
		if !grant && strings.TrimSpace(answer.Text()) == "" {
			answer.Err = t("cust.reason_needed")
			return true
		}
		p.run(t("cust.request.settled"), func(ctx context.Context) error {
			return p.d.Customers.Settle(ctx, id, customer.Verdict{Grant: grant, Answer: answer.Text(), Then: customer.Consequence(then.Value().Key)})
		})
		return false
	}, rows...)
}

func (p *desk) reviewActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	list := []kit.Command{{ID: "accept", Title: t("cust.review.accept"), Icon: icons.Check, Run: func() {
		p.run(t("cust.review.done"), func(ctx context.Context) error { return p.d.Customers.Decide(ctx, []int64{id}, true, "") })
	}}}
	if r.Get("review").Text() == string(customer.ReviewPending) {
		return append(list, kit.Command{ID: "reject", Title: t("cust.review.reject"), Icon: icons.CircleX, Run: func() {
			why := kit.NewField(t("cust.reason"))
			ask(p.host, t("cust.review.reject_title"), t("cust.review.reject"), func() bool {
				if strings.TrimSpace(why.Text()) == "" {
					why.Err = t("cust.reason_needed")
					return true
				}
				p.run(t("cust.review.done"), func(ctx context.Context) error { return p.d.Customers.Decide(ctx, []int64{id}, false, why.Text()) })
				return false
			}, row{t("cust.reason"), why})
		}})
	}
	return append(list, kit.Command{ID: "resubmit", Title: t("cust.review.again"), Icon: icons.Undo, Run: func() {
		p.run(t("cust.review.done"), func(ctx context.Context) error { return p.d.Customers.Resubmit(ctx, id) })
	}})
}

func (p *desk) binActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	svc := p.d.Records(customer.Customers)
	why := func() string {
		if p.host.Actor().Has(identity.RightPurge) {
			return ""
		}
		return t("cust.denied")
	}
	name := r.Get("name").Text()
	return []kit.Command{
		{ID: "restore", Title: t("cust.bin.restore"), Icon: icons.Undo, Run: func() {
			p.run(t("cust.bin.restored", "name", name), func(ctx context.Context) error { return svc.Restore(ctx, id) })
		}},
		{ID: "purge", Title: t("cust.bin.purge"), Icon: icons.Trash, Enabled: why, Run: func() {
			p.host.Ask(kit.Question{Title: t("cust.bin.purge_title", "name", name), Text: t("cust.bin.purge_text"), Yes: t("cust.bin.purge"), Danger: true, OnYes: func() {
				p.run(t("cust.bin.purged", "name", name), func(ctx context.Context) error { return p.d.Customers.Purge(ctx, id) })
			}})
		}},
	}
}
