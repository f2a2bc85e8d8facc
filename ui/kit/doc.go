// Package kit is what the windows are made of: one drawing layer over the toolkit, the
// parts of the design board, fields, floating things, grids, and the two interfaces
// through which pages and the shell know each other (Page, Host).
//
// # How a page is made
//
// A page owns a Surface. Its Draw describes everything, top to bottom, each time
// something changes; the kit turns the description into a display list, repaints only
// what differs, and knows from it what can be clicked, in which order Tab goes, and
// where fields stand. Draw runs on the main goroutine and must be quick: no database,
// no files, no waiting. State lives in the page, not in the drawing:
//
//	type page struct {
//		host    kit.Host
//		surface *kit.Surface
//		name    *kit.Field
//		tab     string
//		load    *kit.Loader
//	}
//
//	func New(h kit.Host) *page {
//		p := &page{host: h, name: kit.NewField(h.T("customer.name")), tab: "all"}
//		p.surface = kit.NewSurface(p.draw)
//		p.surface.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
//		return p
//	}
//
//	func (p *page) draw(c *kit.Canvas) {
//		r := c.Bounds()
//		head := r.CutTop(theme.AreaHeader).Pad(16, 0, 14, 0)
//		c.ButtonsRight(&head, kit.CommandButton(p.save(), kit.Primary))
//		head.CutLeft(c.Text(head, p.host.T("customer.many"), kit.Title) + 12)
//		c.Tabs("tab", head, p.tabs(), p.tab, func(id string) { p.tab = id; p.reload() })
//		body := r.Inset(16)
//		c.FormRow(&body, "name", p.host.T("customer.name"), p.name, kit.Form{Label: 92})
//	}
//
// Functions given to the canvas (Tap, choose, …) run on the main goroutine; afterwards
// the surface is drawn anew. Code that changes state elsewhere calls Surface.Redraw.
// From a goroutine, only Post or Host.Post may touch a page; Loader does it right.
//
// # Lengths, colours, text
//
// Lengths are logical pixels of the design board; zoom and screen scale come later.
// Rect's Cut methods lay out. Colours are tokens of package theme. Texts have a Style
// (kit.Body.B().In(theme.Bad).RightAligned()); Canvas.Text sets one line and shortens
// it with …, Canvas.Para breaks lines.
//
// # Keys
//
// A key goes to the focused region (or field), then to Tab and scrolling, then to
// Surface.Keys, then to the window. Single letters reach commands only outside fields.
// Enter in a field settles it and never runs the page's primary action.
//
// # Ids
//
// Every region has an id that is stable over redraws and unique within its surface; a
// repeated one is numbered ("save#2"). Canvas.Scope prefixes ids of a part that is
// drawn several times. Tests address regions by id: Surface.Click("tab.all").
//
// # Tests and pictures
//
// Surface.SetSize, Click, Press, TypeText, WheelAt drive a page without any window.
// Dump is a text form for golden files; Picture renders pixels. HoldPosts and Pump put
// the test in place of the main loop.
package kit
