package sales

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// page is the window of lists: quotes, the pipeline, orders, opportunities, products.
type page struct {
	*records.Page
	host      kit.Host
	d         Deps
	board     *board
	leads     *leads
	deals     *deals
	contracts *contracts
	proposals *proposals
	products  *products
	prices    *priceLists
	office    *technical
}

// redraw draws the page again, once it is there.
func (p *page) redraw() {
	if p.Page != nil {
		p.Surface().Redraw()
	}
}

// New makes the window of lists.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d}
	p.board = newBoard(h, d, p.redraw)
	p.leads = newLeads(h, d, p)
	p.deals = newDeals(h, d, p)
	p.contracts = newContracts(h, d, p)
	p.proposals = newProposals(h, d, p)
	p.products = newProducts(h, d, p)
	p.prices = newPriceLists(h, d, p.redraw)
	p.office = newTechnical(h, d, p.redraw)
	var tabs []records.Tab
	for _, t := range p.tabs() {
		if h.Actor().Can(identity.May(t.Kind, identity.See)) {
			tabs = append(tabs, t)
		}
	}
	p.Page = records.NewPage(h, d.PageDeps, h.T("area.sales"), tabs)
	p.board.surface = p.Surface()
	p.contracts.files = newFiles(h, d, p.Surface(), sales.Contracts)
	h.Changed(func(string, int64) { p.board.heard() }, sales.Opportunities)
	h.Changed(func(string, int64) { p.leads.board.heard() }, lead.Leads)
	return p
}

// ShowBoard brings the pipeline to the front.
func (p *page) ShowBoard() { p.ShowMode(sales.Opportunities, "board") }

func column(keys ...string) []records.Column {
	width := map[string]float32{"number": 122, "revision": 52, "state": 76, "subject": 140, "total_minor": 108, "value_minor": 108, "currency": 56, "date_on": 78, "valid_until": 74, "deliver_on": 78, "owner_id": 72, "spec": 150, "code": 110, "name": 220, "unit": 60, "stock": 80}
	out := make([]records.Column, len(keys))
	for i, k := range keys {
		out[i] = records.Column{Key: k, Width: width[k]}
		if k == "state" && kit.Tongue().Lang != "zh" {
			out[i].Width += 18 // English words are longer
		}
		if k == "customer_id" || k == "supplier_id" {
			out[i].Width, out[i].Flex = 150, true
		}
	}
	return out
}

// also are columns that can be switched on beside the usual ones.
func also(columns []records.Column, keys ...string) []records.Column {
	for _, k := range keys {
		columns = append(columns, records.Column{Key: k, Hidden: true})
	}
	return columns
}

// quiet are facts of documents that say nothing: no discount, the rate of the company's own
// currency, that a revision is the current one, no freight of a sale at home.
func quiet(in entity.Input) bool {
	switch in.Field.Key {
	case "is_current", "rate_unit":
		return true
	case "rate":
		return strings.Trim(in.Text, "1.0") == "" && strings.HasPrefix(in.Text, "1")
	case "discount_rate", "discount_minor", "off_minor", "freight_minor", "insured_share", "premium_rate", "insurance_minor", "voucher_minor":
		return strings.Trim(in.Text, "0.%") == ""
	}
	return false
}

func newest(key string, totals ...string) listing.Query {
	return listing.Query{Sort: []listing.Sort{{Key: key, Desc: true}, {Key: "id", Desc: true}}, Totals: totals}
}

// tabs are the lists; quotes and orders open as pages of their own.
func (p *page) tabs() []records.Tab {
	quotes := newest("date_on", "home_minor")
	// Revisions that were replaced stay with their quote; the list shows the last word.
	quotes.Filter = listing.Not(listing.Is("state", listing.Eq, string(sales.QuoteSuperseded)))
	return []records.Tab{
		{
			Kind: sales.Quotes, Query: quotes, Columns: also(column("number", "revision", "customer_id", "subject", "total_minor", "currency", "state", "date_on", "valid_until", "owner_id"), "channel_id"), Quiet: quiet,
			Actions: p.quoteActions, Open: func(id int64) { p.host.Open(sales.Quotes, id, nil) }, New: func() { p.host.New(sales.Quotes, nil) },
		},
		p.deals.tab(),
		p.leads.tab(),
		{
			Kind: sales.Orders, Query: newest("date_on", "home_minor"), Columns: also(column("number", "customer_id", "subject", "total_minor", "currency", "state", "date_on", "deliver_on", "owner_id"), "channel_id"), Quiet: quiet,
			Actions: p.orderActions, Open: func(id int64) { p.host.Open(sales.Orders, id, nil) }, New: func() { p.host.New(sales.Orders, nil) },
		},
		p.contracts.tab(),
		p.office.tab(),
		p.proposals.tab(),
		{
			Kind: stock.Deliveries, Query: newest("date_on", "value_minor"), Columns: column("number", "customer_id", "order_id", "value_minor", "currency", "state", "date_on", "receiver", "signed_on"),
			Actions: printing(p.host, stock.Deliveries), Open: func(id int64) { p.host.Open(stock.Deliveries, id, nil) }, New: func() { p.host.Toast(p.host.T("saleswindow.delivery_from_order"), nil) },
		},
		{
			Kind: stock.Returns, Query: newest("date_on", "home_minor"), Columns: column("number", "customer_id", "order_id", "value_minor", "currency", "state", "date_on", "reason", "warehouse"),
			Actions: printing(p.host, stock.Returns), Open: func(id int64) { p.host.Open(stock.Returns, id, nil) }, New: func() { p.host.Toast(p.host.T("returnpage.from_order"), nil) },
		},
		p.products.tab(),
		p.prices.tab(),
	}
}

func (p *page) quoteActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "contract", Title: t("contractpage.make"), Icon: icons.FileText, Run: func() { p.makeContract(sales.ContractSource{Quote: id}) }},
		{ID: "print", Title: t("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Run: func() { p.host.Open("print", id, map[string]string{"kind": "quote"}) }},
		{ID: "copy", Title: t("saleswindow.copy"), Icon: icons.Copy, Run: func() {
			p.host.New(sales.Quotes, map[string]string{"copy": strconv.FormatInt(id, 10)})
		}},
	}
}

func (p *page) orderActions(id int64, r *records.Row) []kit.Command {
	return []kit.Command{
		{ID: "print", Title: p.host.T("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Run: func() {
			p.host.Open("print", id, map[string]string{"kind": "sales_order"})
		}},
		{ID: "contract", Title: p.host.T("contractpage.make"), Icon: icons.FileText, Run: func() { p.makeContract(sales.ContractSource{Order: id}) }},
	}
}

// makeContract makes the draft of a contract out of a document and shows it.
func (p *page) makeContract(from sales.ContractSource) {
	p.host.Go(func(ctx context.Context) {
		c, err := p.d.Contracting.CreateContract(ctx, from)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T("contractpage.made"), nil)
				p.host.Open(sales.Contracts, c.ID, nil)
			}
		})
	})
}
