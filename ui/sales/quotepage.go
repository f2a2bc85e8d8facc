package sales

import "kontor/app/sales"

// Title makes it a kit.Page with what every document has.
func (p *quotePage) Title() string { return p.titled("saleswindow.new_quote") }

// Shows tells whether the page is that of a quote, so that it is not opened twice.
func (p *quotePage) Shows(kind string, id int64) bool {
	return kind == sales.Quotes && id != 0 && p.e.rec != nil && p.e.rec.ID == id
}
