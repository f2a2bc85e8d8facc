package customer

import "kontor/app/listing"

// Rebuilt takes a filter apart into the builder and reads it back.
func (p *Page) Rebuilt(n listing.Node) (listing.Node, bool) {
	b := &builder{p: p}
	return b.filter(b.groupOf(n))
}

// ShowWish puts a filter and an order to the list, as the builder and the headings do.
func (p *Page) ShowWish(n listing.Node, by listing.Sort) {
	q := p.list.Query()
	q.Filter, q.Sort = n, []listing.Sort{by}
	p.showQuery(q, "")
}
