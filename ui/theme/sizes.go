package theme

// Type sizes in logical pixels (design §3). The user's zoom multiplies everything.
const (
	SizeKey     = 20 // key figure
	SizeTitle   = 17 // page title
	SizeSection = 15 // section title, key number
	SizeBody    = 13
	SizeCaption = 12 // caption, table header; Chinese is never smaller
	SizeCount   = 11 // digits inside count badges
)

// Heights and distances in logical pixels.
const (
	TopBar      = 44
	Rail        = 68
	RailEnglish = 84
	AreaHeader  = 46
	FilterBar   = 42
	PanelHead   = 36
	StatusBar   = 26
	Control     = 28
	ControlS    = 24
	Row         = 29
	GroupRow    = 26
	TableHead   = 28
	TableHead2  = 39 // two lines
	CardRow     = 74
	ViewList    = 172
	Detail      = 448
	DetailMin   = 320
	DetailMax   = 460
	Preview     = 468
	MarginLeft  = 16
	MarginRight = 14
	Gap         = 12
)

// Radii in logical pixels.
const (
	RadiusControl = 5
	RadiusPanel   = 6
	RadiusDialog  = 8
	RadiusBadge   = 4
)

// The window's limits: smallest size, and the width under which the detail pane
// becomes a page of its own, at 100 %.
const (
	MinWidth    = 1100
	MinHeight   = 680
	NarrowWidth = 1240
)

// ZoomMin and ZoomMax bound the user's zoom.
const (
	ZoomMin = 0.9
	ZoomMax = 1.5
)
