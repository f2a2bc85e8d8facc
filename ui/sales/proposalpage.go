package sales

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// sections are the long texts of a proposal, as they are printed.
var sections = []string{"needs", "approach", "schedule", "service", "about"}

// proposalPage is the page of one version of a proposal. SAL-21
type proposalPage struct {
	document[sales.Proposal]
	rows     *records.Rows[sales.ProposalLine]
	v        *preview
	files    *files
	versions []*sales.Proposal
}

// NewProposal makes the page of one proposal; a new one is generated out of a deal or a
// customer first.
func NewProposal(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &proposalPage{}
	p.document = opened[sales.Proposal](h, d, p, p.draw)
	p.id, p.args, p.tab = id, args, "content"
	if args["tab"] != "" {
		p.tab = args["tab"]
	}
	p.missing = p.incomplete
	p.e = &editor[sales.Proposal]{
		host: h, typ: d.Registry.Type(sales.Proposals), svc: d.Proposals, shown: p.shown,
		figure: func(x *sales.Proposal, home string) (money.Totals, error) { return x.Figure(home) },
	}
	p.fieldsOf()
	p.rows = p.linesGrid()
	p.grids = []*kit.Grid{p.rows.Grid}
	p.v = newPreview(h, d.Press, paper.Proposal, p.s)
	p.v.data = p.paper
	p.files = newFiles(h, d, p.s, sales.Proposals)
	h.Changed(p.heard, sales.Proposals)
	p.read()
	return p
}

func (p *proposalPage) fieldsOf() {
	p.h = newHeader(p.e, p.d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	of := func() listing.Query {
		return listing.Query{Filter: listing.Is("customer_id", listing.Eq, strconv.FormatInt(p.e.rec.CustomerID, 10))}
	}
	p.h.readGrade(p.h.ref("customer_id", func() listing.Query { return listing.Query{} }))
	p.h.ref("contact_id", of, "title")
	p.h.ref("opportunity_id", of)
	p.h.ref("owner_id", func() listing.Query { return listing.Query{} })
	p.h.date("date_on")
	p.h.text("title", false)
	p.h.text("change_note", false)
	for _, key := range sections {
		p.h.text(key, true)
	}
	p.h.text("remark", true)
}

func (p *proposalPage) linesGrid() *records.Rows[sales.ProposalLine] {
	type line = sales.ProposalLine
	g := goods[line]{
		host: p.host, d: p.d, words: "proposal_line", currency: func() string {
			if p.e.home != "" {
				return p.e.home
			}
			return kit.Home()
		},
		known: map[int64]*sales.Product{},
		row: func(l *line) goodsRow {
			return goodsRow{product: &l.ProductID, code: &l.Code, name: &l.Name, spec: &l.Spec, unit: &l.Unit, quantity: &l.Quantity, price: &l.Price, amount: &l.Amount}
		},
	}
	benefit := records.RowColumn[line]{
		GridColumn: kit.GridColumn{ID: "benefit", Title: g.title("benefit"), Width: 170, Flex: true, Wrap: true},
		Get:        func(l *line) kit.GridCell { return kit.GridCell{Text: l.Benefit} },
		Set:        func(l *line, text string, _ *kit.Option) error { l.Benefit = text; return nil },
	}
	r := records.NewRows(records.Rows[line]{
		Host: p.host, All: func() *[]line {
			if p.e.rec == nil {
				return nil
			}
			return &p.e.rec.Lines
		},
		Change:  func(fn func(*[]line)) { p.e.edit("", func(x *sales.Proposal) { fn(&x.Lines) }) },
		Blank:   func(int) line { return line{Quantity: money.Scale} },
		Keep:    func(into *line, from line) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[line]{g.name(180), g.text("spec", 120, func(r goodsRow) *string { return r.spec }), g.quantity(70), g.text("unit", 52, func(r goodsRow) *string { return r.unit }), g.price(100), g.amount(108, false), benefit},
	}, p.host.T("proposalpage.lines"))
	r.Grid.Blank = 2
	return r
}

// Title makes it a kit.Page with what every document has.
func (p *proposalPage) Title() string {
	if p.e.rec != nil && p.e.rec.Number != "" {
		return p.host.T("proposal.one") + " " + p.e.rec.Label()
	}
	return p.titled("")
}

type seenProposal struct {
	x        *sales.Proposal
	home     string
	versions []*sales.Proposal
}

func (p *proposalPage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenProposal, error) {
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return seenProposal{}, err
		}
		s := seenProposal{home: firm.Currency}
		if id == 0 {
			s.x, err = p.d.Proposing.CopyProposal(ctx, number(p.args["copy"]))
			return s, err
		}
		if s.x, err = p.d.Proposals.Get(ctx, id); err != nil {
			return s, err
		}
		s.versions, err = p.d.Proposing.VersionsOf(ctx, id)
		return s, err
	}, func(s seenProposal) {
		p.versions = s.versions
		p.take(s.x, s.home)
		p.files.show(s.x.CustomerID, s.x.ID)
	})
}

func (p *proposalPage) editable() bool { return p.writable(p.e.rec.State == sales.ProposalDraft) }

func (p *proposalPage) incomplete() bool {
	if p.noCustomer() {
		return true
	}
	f := p.h.fields["title"]
	if f.Err = ""; p.e.rec.Title != "" {
		return false
	}
	f.Err = p.host.T("contractpage.lacks", "field", p.h.label("title"))
	f.Focus()
	p.s.Redraw()
	return true
}

func (p *proposalPage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.rows.Grid.ReadOnly = !p.editable()
	p.host.Status(p.host.T("proposal.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines)))
	p.v.later()
	p.host.Refresh()
	p.s.Redraw()
}

func (p *proposalPage) heard(_ string, id int64) {
	if !p.idle() {
		return
	}
	mine := id == 0 || id == p.e.rec.ID
	for _, v := range p.versions {
		mine = mine || v.ID == id
	}
	if mine {
		p.read()
	}
}

// paper takes the proposal as it stands for the preview.
func (p *proposalPage) paper() func(ctx context.Context) (paper.Data, error) {
	if p.e.rec == nil || p.e.wrong != nil || p.e.rec.CustomerID == 0 {
		return nil
	}
	x := p.e.copyOf(p.e.rec)
	return func(ctx context.Context) (paper.Data, error) {
		return p.d.Proposing.PaperOfProposal(ctx, x, p.d.Print)
	}
}

// DropFiles attaches files that were dropped on the window.
func (p *proposalPage) DropFiles(paths []string) {
	p.show("files")
	p.files.take(paths)
}

func (p *proposalPage) show(tab string) {
	p.tab = tab
	p.s.Redraw()
}

// Commands are what can be done with the proposal now.
func (p *proposalPage) Commands() []kit.Command {
	t := p.host.T
	if p.e.rec == nil {
		return []kit.Command{p.backCommand()}
	}
	draft := p.e.rec.State == sales.ProposalDraft
	list := append(p.editing("saleswindow.why_locked", "Ctrl+Enter", "Ctrl+S"), p.papering(papering{pdf: p.pdf, copy: p.again(sales.Proposals)})...)
	list = append(list, []kit.Command{
		{ID: "issue", Title: t("proposalpage.issue"), Icon: icons.CircleCheck, Keys: []kit.Key{"Ctrl+Shift+Enter"}, Enabled: p.may(identity.Issue, draft), Run: p.issue},
		{ID: "revise", Title: t("proposalpage.revise"), Icon: icons.FilePlus, Enabled: p.may(identity.Add, !draft), Run: p.revise},
		{ID: "quote", Title: t("proposalpage.quote"), Icon: icons.FileText, Enabled: p.when(p.host.Actor().Can(identity.May(sales.Quotes, identity.Add)), "saleswindow.why_right"), Run: func() {
			p.withSaved(func() {
				id := p.id
				answered(p.host, func(ctx context.Context) (*sales.Quote, error) { return p.d.Proposing.QuoteProposal(ctx, id) }, func(q *sales.Quote) {
					p.host.Open(sales.Quotes, q.ID, nil)
				})
			})
		}},
	}...)
	list = append(list, p.leaving()...)
	if p.tab == "files" {
		list = append(list, p.files.pasteFiles())
	}
	return list
}

func (p *proposalPage) pdf() {
	if p.settle() && p.e.wrong == nil {
		p.v.save(p.d.Write, p.Title())
	}
}

func (p *proposalPage) issue() {
	p.withSaved(func() {
		id := p.id
		answered(p.host, func(ctx context.Context) (*sales.Proposal, error) { return p.d.Proposing.IssueProposal(ctx, id) }, func(x *sales.Proposal) {
			p.host.Toast(p.host.T("proposalpage.issued", "number", x.Label()), nil)
			p.read()
		})
	})
}

// revise makes the next version as a draft and shows it.
func (p *proposalPage) revise() {
	id := p.id
	answered(p.host, func(ctx context.Context) (*sales.Proposal, error) { return p.d.Proposing.ReviseProposal(ctx, id) }, func(x *sales.Proposal) {
		p.id = x.ID
		p.host.Toast(p.host.T("saleswindow.revised", "n", x.Revision), nil)
		p.read()
	})
}

// open shows another version.
func (p *proposalPage) open(id int64) {
	if id == p.e.rec.ID {
		return
	}
	p.Leave(func() {
		p.id, p.args = id, nil
		p.read()
	})
}
