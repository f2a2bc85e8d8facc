package customer

import "kontor/app/listing"

// ShowWish puts a filter and an order to the list, as the builder and the headings do.
func (p *Page) ShowWish(n listing.Node, by listing.Sort) {
	q := p.list.Query()
	q.Filter, q.Sort = n, []listing.Sort{by}
	p.showQuery(q, "")
}
