package customer

import (
	"encoding/json"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/ui/kit"
)

// shownNow is what differs from the view: filter and order.
type shownNow struct {
	Filter listing.Node
	Sort   []listing.Sort
}

// Save keeps tab, view, filter, order and record.
func (p *Page) Save() kit.State {
	if !p.viewed && p.place != nil {
		return p.place // nothing of it was shown yet
	}
	s := kit.State{"tab": p.tab, "view": viewKey(p.view), "text": p.filter.Text(), "id": itoa(p.active().Current())}
	if p.tab == tabAll && (p.differs() || s["view"] == "") {
		q := p.list.Query()
		if raw, err := json.Marshal(shownNow{q.Filter, q.Sort}); err == nil {
			s["query"], s["title"] = string(raw), p.view.Name
		}
	}
	return s
}

// Restore shows what Save kept, at once or as soon as the views have come.
func (p *Page) Restore(s kit.State) {
	if !p.viewed {
		p.place = s
		return
	}
	p.goOn(s)
}

// start shows the first list: where one was, or all customers.
func (p *Page) start() {
	if p.place == nil {
		p.showView(p.shipped("all"))
		return
	}
	s := p.place
	p.place = nil
	p.goOn(s)
}

func (p *Page) goOn(s kit.State) {
	if s["tab"] == "" || s["tab"] == tabAll {
		p.goOnAll(s)
	} else {
		p.setTab(s["tab"])
	}
	if s["text"] != "" {
		p.filter.SetText(s["text"])
		p.search()
	}
	if id := atoi(s["id"]); id != 0 {
		p.active().Select(id)
	}
}

// goOnAll shows the view with the filter and order of the time. Views that are gone, and
// filters on fields that are gone, give way to all customers.
func (p *Page) goOnAll(s kit.State) {
	v := p.shipped("all")
	for _, x := range p.views {
		if s["view"] != "" && viewKey(x) == s["view"] {
			v = x
		}
	}
	p.showView(v)
	var now shownNow
	if s["query"] == "" || json.Unmarshal([]byte(s["query"]), &now) != nil || p.conds.Try(now.Filter) != nil {
		return
	}
	title := ""
	if s["view"] == "" {
		title = s["title"]
	}
	p.showQuery(listing.Query{Entity: customer.Customers, Filter: now.Filter, Sort: now.Sort}, title)
}
