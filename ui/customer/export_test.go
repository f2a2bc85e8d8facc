package customer

import "kontor/app/listing"

// Rebuilt takes a filter apart into the builder and reads it back.
func (p *Page) Rebuilt(n listing.Node) (listing.Node, bool) {
	b := &builder{p: p}
	return b.filter(b.groupOf(n))
}
