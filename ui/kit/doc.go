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
// # What there is
//
//   - Drawing: Fill, Round, Frame, RoundSome, LineH, LineV, Polyline, Polygon, Ring, Dot,
//     Icon, Logo, Image, Shadow, Text, Para, Clip, Scope, Hit, Scroll, ScrollAuto, ScrollX.
//   - Parts: Button, ButtonsLeft, ButtonsRight, LinkText, Badge, Chip, Tabs, Segment, Check,
//     Radio, Switch, Person, Company, KeyCap, KeyHints, CountBadge, Confidence, Panel, Card,
//     KeyValue, KeyFigures, Nav, Banner, Empty, Placeholders, Steps, StepsDown, Timeline,
//     Progress, StackBar, BarChart, Funnel, Donut, Sparkline, Legend, FormRow, FormPart,
//     Drop, Choices, ToastBox.
//   - Fields, owned by the page: NewField, NewPassword, NewArea, NewAmount, NewDate,
//     NewPicker, NewSearch, FilterField; shown with Canvas.Field. Readers for numbers:
//     ReadMoney, ReadQuantity, ReadPrice, ReadRate.
//   - Grids, owned by the page, shown with their Draw: Table (records), List (own rows),
//     Grid (line items), MonthGrid, Matrix, Board; Split for movable borders.
//   - Floating, over Surface.Layer: ShowMenu, ShowDialog, Toast; Question makes a dialog.
//     Pages use the Host's ShowMenu, ShowDialog, Ask and Toast.
//   - Loader for what comes from services, Post and After for the main goroutine.
//
// A table, in short: the page sets Columns once and Source whenever the rows change
// (SetSource keeps the current record by its key); Source.Row answers from memory and
// Want tells which rows to load. Cells of a row come in the order in which the columns
// were first given; the user may move and hide columns, SaveColumns keeps that.
//
// A picker in a form settles by itself: what is not one of its options goes back to the
// last choice when the field is left, unless Free. Match is where pinyin comes in.
//
// # Tests and pictures
//
// Surface.SetSize, Click, Press, TypeText, WheelAt drive a page without any window.
// Dump is a text form for golden files; Picture renders pixels. HoldPosts and Pump put
// the test in place of the main loop.
package kit
