package sales

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Proposing is what the window asks of proposals.
type Proposing interface {
	Propose(ctx context.Context, from sales.ProposalSource) (*sales.Proposal, error)
	IssueProposal(ctx context.Context, id int64) (*sales.Proposal, error)
	ReviseProposal(ctx context.Context, id int64) (*sales.Proposal, error)
	VersionsOf(ctx context.Context, id int64) ([]*sales.Proposal, error)
	CopyProposal(ctx context.Context, id int64) (*sales.Proposal, error)
	PaperOfProposal(ctx context.Context, p *sales.Proposal, print sales.Print) (paper.Data, error)
	QuoteProposal(ctx context.Context, id int64) (*sales.Quote, error)
}

// proposals is the tab of sales proposals: the list, and beside it the products and the
// versions of one (SAL-21).
type proposals struct {
	host kit.Host
	d    Deps
	page *page
	load *kit.Loader

	now      *sales.Proposal
	versions []*sales.Proposal
}

func newProposals(h kit.Host, d Deps, p *page) *proposals {
	x := &proposals{host: h, d: d, page: p}
	x.load = kit.NewLoader(h, p.redraw)
	return x
}

func (x *proposals) tab() records.Tab {
	t := x.host.T
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("proposalpage.view." + id), Filter: f}
	}
	current := listing.Not(listing.Is("state", listing.Eq, string(sales.ProposalReplaced)))
	return records.Tab{
		Kind: sales.Proposals, Query: newest("date_on", "total_minor"), Columns: also(column("number", "revision", "title", "customer_id", "total_minor", "state", "date_on", "owner_id"), "opportunity_id", "contact_id", "change_note"),
		Views:   []records.View{view("current", current), view("mine", listing.All(current, listing.Is("owner_id", listing.Eq, "me"))), view("draft", listing.Is("state", listing.Eq, string(sales.ProposalDraft))), view("all", listing.Node{})},
		Actions: x.actions, Pane: x.pane, Looked: x.look, New: x.fresh, Open: func(id int64) { x.host.Open(sales.Proposals, id, nil) },
	}
}

func (x *proposals) look(id int64) {
	type seen struct {
		now      *sales.Proposal
		versions []*sales.Proposal
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.now, err = x.d.Proposals.Get(ctx, id); err != nil {
			return s, err
		}
		s.versions, err = x.d.Proposing.VersionsOf(ctx, id)
		return s, err
	}, func(s seen) {
		x.now, x.versions = s.now, s.versions
		x.host.Refresh()
	})
}

// fresh asks for whom the proposal is and generates it.
func (x *proposals) fresh() {
	t := x.host.T
	firm := kit.NewSearch(t("proposal.customer_id"), records.Suggest(x.host, x.d.Deps, "customer", listing.Node{}))
	var made *sales.Proposal
	a := &records.Ask{Title: t("proposalpage.make"), Text: t("proposalpage.make_text"), Rows: []records.AskRow{{Key: "customer_id", Label: t("proposal.customer_id") + " *", Field: firm.Field}}}
	a.Do = func() func(ctx context.Context) error {
		from := sales.ProposalSource{Customer: firm.Value().ID}
		return func(ctx context.Context) (err error) { made, err = x.d.Proposing.Propose(ctx, from); return err }
	}
	a.Done = func() { x.show(made) }
	a.Show(x.host)
	kit.Post(firm.Focus)
}

// of generates the proposal of a deal.
func (x *proposals) of(deal int64) {
	answered(x.host, func(ctx context.Context) (*sales.Proposal, error) {
		return x.d.Proposing.Propose(ctx, sales.ProposalSource{Deal: deal})
	}, func(made *sales.Proposal) {
		x.show(made)
	})
}

func (x *proposals) show(p *sales.Proposal) {
	x.host.Toast(x.host.T("proposalpage.made", "title", p.Title), nil)
	x.host.Open(sales.Proposals, p.ID, nil)
}

func (x *proposals) actions(id int64, r *records.Row) []kit.Command {
	t := x.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) kit.Command {
		c := kit.Command{ID: "proposal." + key, Title: t("proposalpage." + key), Icon: icon, Scope: kit.ScopeList, Run: run, Enabled: func() string {
			if x.host.Actor().Can(identity.May(sales.Proposals, verb)) {
				return ""
			}
			return t("saleswindow.why_right")
		}}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		return c
	}
	var out []kit.Command
	if r.Get("state").Text() == string(sales.ProposalDraft) {
		out = append(out, cmd("lines", icons.Package, "L", identity.Change, func() { x.host.Open(sales.Proposals, id, map[string]string{"tab": "lines"}) }),
			cmd("issue", icons.CircleCheck, "S", identity.Issue, func() { x.issue(id) }))
	} else {
		out = append(out, cmd("revise", icons.FilePlus, "R", identity.Add, func() { x.revise(id) }))
	}
	return append(out,
		cmd("print", icons.Printer, "Ctrl+P", identity.Print, func() { x.host.Open("print", id, map[string]string{"kind": sales.Proposals}) }),
		cmd("mail", icons.Send, "", identity.Print, func() { x.host.Open("mail.document", id, map[string]string{"kind": sales.Proposals}) }),
		cmd("quote", icons.FileText, "Q", identity.See, func() { x.quote(id) }))
}

func (x *proposals) issue(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Proposal, error) { return x.d.Proposing.IssueProposal(ctx, id) }, func(p *sales.Proposal) {
		x.host.Toast(x.host.T("proposalpage.issued", "number", p.Label()), nil)
		x.look(id)
	})
}

func (x *proposals) revise(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Proposal, error) { return x.d.Proposing.ReviseProposal(ctx, id) }, func(p *sales.Proposal) {
		x.show(p)
	})
}

func (x *proposals) quote(id int64) {
	answered(x.host, func(ctx context.Context) (*sales.Quote, error) { return x.d.Proposing.QuoteProposal(ctx, id) }, func(q *sales.Quote) {
		x.host.Open(sales.Quotes, q.ID, nil)
	})
}

// pane lists the products and the versions above the fields.
func (x *proposals) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.now.ID != id {
		return
	}
	t := x.host.T
	for i, l := range x.now.Lines {
		if i == 8 {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(x.now.Lines)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		amount := plain(l.Amount, kit.Home())
		c.Text(row.CutRight(kit.Measure(amount, kit.Body)+2), amount, kit.Body)
		row.CutRight(8)
		c.Text(row, strings.TrimSpace(l.Name+"  "+l.Quantity.String()+" "+l.Unit), kit.Body)
	}
	if len(x.versions) > 1 {
		c.Text(r.CutTop(24), t("proposalpage.versions"), kit.Strong)
		for _, v := range x.versions {
			row := r.CutTop(24)
			state := t("proposal.state." + string(v.State))
			c.Text(row.CutRight(kit.Measure(state, kit.Caption)+2), state, kit.Caption)
			row.CutRight(8)
			c.Text(row.CutRight(84), v.On.String(), kit.Caption)
			name := "R" + strconv.FormatInt(v.Revision, 10)
			if v.ID == id {
				c.Text(row, name, kit.Strong)
				continue
			}
			c.LinkText(row, "version."+strconv.FormatInt(v.ID, 10), name, kit.Body.In(theme.Primary), func() {
				x.page.ShowView(sales.Proposals, "all")
				x.page.ShowWith(sales.Proposals, v.ID, false, nil)
			})
		}
	}
	r.CutTop(6)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}
