package customer

import (
	"context"
	"slices"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Overview is the kind under which the shell opens the dossiers of all customers.
const Overview = "dossier_overview"

// DossierKinds are the kinds that the dossier page shows.
var DossierKinds = append(slices.Clone(customer.Modules), Overview)

// DossierPage is the page of the dossier's lists: of one customer, or of all of them with
// the completion rates and the map.
type DossierPage struct {
	*records.Page
	deps     Deps
	host     kit.Host
	customer int64
	rates    *ratesView
	places   *placesView
}

// NewDossier makes the page; customer 0 shows the lists of all customers.
func NewDossier(h kit.Host, d Deps, pd records.PageDeps, customerID int64, name string) *DossierPage {
	p := &DossierPage{deps: d, host: h, customer: customerID}
	title := h.T("dossier.title")
	if name != "" {
		title = h.T("dossier.title_of", "name", name)
	}
	var tabs []records.Tab
	redraw := func() {
		if p.Page != nil {
			p.Page.Surface().Redraw()
		}
	}
	if customerID == 0 {
		p.rates, p.places = newRates(h, d, redraw), newPlaces(h, d, redraw)
		tabs = append(tabs, records.Tab{Kind: customer.Customers, Title: h.T("dossier.rates"), Icon: icons.ChartPie, Draw: p.rates.draw, Shown: p.rates.reload},
			records.Tab{Kind: customer.Customers, Title: h.T("dossier.map"), Icon: icons.MapPin, Draw: p.places.draw, Shown: p.places.reload})
	}
	for _, kind := range customer.Modules {
		t := p.tab(kind)
		t.Group = name // whose lists these are
		tabs = append(tabs, t)
	}
	p.Page = records.NewPage(h, pd, title, tabs)
	p.Aside = true
	return p
}

var moduleIcons = map[string]icons.Name{
	customer.Competitors: icons.Flag, customer.ProductNeeds: icons.Package, customer.CreditReviews: icons.Scale, customer.TrialReports: icons.ClipboardList,
	customer.Complaints: icons.Message, customer.WorkReports: icons.FileText, customer.Promotions: icons.TrendingUp, customer.Subscriptions: icons.Link,
}

// tab is the list of one module, of the customer when the page is of one.
func (p *DossierPage) tab(kind string) records.Tab {
	t := records.Tab{Kind: kind, Icon: moduleIcons[kind], Query: listing.Query{Entity: kind, Sort: []listing.Sort{{Key: "updated_at", Desc: true}}}}
	if p.customer != 0 {
		t.Query.Filter = listing.Is("customer_id", listing.Eq, itoa(p.customer))
		t.Given = map[string]string{"customer_id": itoa(p.customer)}
	}
	if kind == customer.CreditReviews {
		t.Actions = p.reviewActions
	}
	return t
}

// reviewActions adopts the recommended limit of an evaluation (CUS-48).
func (p *DossierPage) reviewActions(id int64, r *records.Row) []kit.Command {
	if r.Get("state").Text() == customer.ReviewAdopted {
		return nil
	}
	why := ""
	if !p.host.Actor().Has("customer.credit") {
		why = p.host.T("cust.denied")
	}
	return []kit.Command{{ID: "credit.adopt", Title: p.host.T("dossier.adopt"), Icon: icons.CircleCheck, Enabled: func() string { return why }, Run: func() {
		p.host.Go(func(ctx context.Context) {
			err := p.deps.Customers.AdoptReview(ctx, id)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(p.host.T("dossier.adopted"), nil)
				}
			})
		})
	}}}
}
