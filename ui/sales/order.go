package sales

import "kontor/ui/kit"

// NewOrder makes the page of one order.
func NewOrder(h kit.Host, d Deps, id int64, args map[string]string) kit.Page { return nil }
