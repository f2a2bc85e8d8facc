package customer

import "kontor/assets/icons"

// The icons used in several places.
const (
	iconWarn   = icons.TriangleAlert
	iconSearch = icons.Search
	iconFilter = icons.Filter
	iconUsers  = icons.Users
	iconPlus   = icons.Plus
	iconSheet  = icons.FileSheet
)
