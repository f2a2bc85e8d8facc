package customer

import (
	"context"
	"math"
	"strconv"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// placesView plots the customers that have coordinates, without any map tiles: degrees
// as a grid, a dot for each place, the regions beside it (CUS-55).
type placesView struct {
	host    kit.Host
	deps    Deps
	load    *kit.Loader
	spots   []spot
	regions []regionCount
	more    bool
	done    bool
}

// spot is one customer on the plot.
type spot struct {
	id           int64
	name, region string
	lat, lon     float64
}

type regionCount struct {
	key string
	n   int64 // customers, with coordinates or without
}

// mostSpots bounds what is plotted.
const mostSpots = 5000

func newPlaces(h kit.Host, d Deps, redraw func()) *placesView {
	return &placesView{host: h, deps: d, load: kit.NewLoader(h, redraw)}
}

func (v *placesView) reload() {
	type read struct {
		spots   []spot
		regions []regionCount
	}
	p := &Page{host: v.host, deps: v.deps}
	kit.Load(v.load, func(ctx context.Context) (r read, err error) {
		rows, err := p.read(ctx, listing.Query{Entity: customer.Customers, Filter: listing.Is("latitude", listing.Filled), Columns: []string{"name", "region", "latitude", "longitude"}}, mostSpots+1)
		if err != nil {
			return r, err
		}
		for _, x := range rows {
			r.spots = append(r.spots, spot{x.id, x.text("name"), x.text("region"), float64(x.num("latitude")) / 1e6, float64(x.num("longitude")) / 1e6})
		}
		for _, o := range v.deps.Registry.Type(customer.Customers).Field("region").Options() {
			plan, err := listing.Allow(ctx, v.deps.Registry, identity.May(customer.Customers, identity.See), listing.Query{Entity: customer.Customers, Filter: listing.Is("region", listing.Eq, o.Key)})
			if err != nil {
				return r, err
			}
			n, err := v.deps.Source.Count(ctx, plan)
			if err != nil {
				return r, err
			}
			if n > 0 {
				r.regions = append(r.regions, regionCount{o.Key, n})
			}
		}
		return r, nil
	}, func(r read) {
		v.more = len(r.spots) > mostSpots
		v.spots, v.regions, v.done = r.spots[:min(len(r.spots), mostSpots)], r.regions, true
	})
}

func (v *placesView) draw(c *kit.Canvas, r kit.Rect) {
	t := v.host.T
	switch {
	case v.load.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("cust.not_shown"), Text: v.host.ErrorText(v.load.Failed())})
		return
	case !v.done:
		if v.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	r = r.Inset(16)
	side := r.CutRight(240)
	r.CutRight(12)
	v.side(c, side)
	if len(v.spots) == 0 {
		c.Empty(c.Panel(r, kit.Panel{}), kit.Empty{Icon: icons.MapPin, Title: t("dossier.no_places"), Text: t("dossier.no_places_text")})
		return
	}
	sub := t("dossier.places", "n", len(v.spots))
	if v.more {
		sub = t("dossier.more_than", "n", mostSpots)
	}
	body := c.Panel(r, kit.Panel{Title: t("dossier.map"), Sub: sub})
	v.plot(c, body.Pad(44, 12, 16, 28))
}

// side counts the customers by region; a region opens its list.
func (v *placesView) side(c *kit.Canvas, r kit.Rect) {
	t := v.host.T
	body := c.Panel(r, kit.Panel{Title: t("customer.region")})
	f := v.deps.Registry.Type(customer.Customers).Field("region")
	most := int64(1)
	for _, x := range v.regions {
		most = max(most, x.n)
	}
	for i, x := range v.regions {
		row := body.CutTop(34)
		name := records.OptionText(v.host, f, x.key)
		st := c.Hit("region."+x.key, row, kit.Hit{
			Name: name, Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true,
			Tap: func() {
				v.host.Open(customer.Customers, 0, map[string]string{"rates": "region", "of": x.key, "name": name})
			},
		})
		if st.Hover {
			c.Fill(row, theme.Hover)
		}
		if st.Ring {
			c.FocusRing(row.Inset(2), theme.RadiusControl)
		}
		cells := row.Pad(12, 0, 12, 0).Columns(8, 12, 84, -1, 44)
		c.Dot(cells[0].MiddleRow(10).Middle(), 9, regionColor(i))
		c.Text(cells[1], name, kit.Body)
		c.Progress(cells[2], float32(x.n)/float32(most), theme.Primary)
		c.Text(cells[3], itoa(x.n), kit.Caption.RightAligned())
	}
}

var regionColors = []theme.Token{theme.Primary, theme.Warn, theme.Info, theme.OK, theme.Violet, theme.Bad, theme.Series2, theme.Muted}

func regionColor(i int) theme.Token { return regionColors[i%len(regionColors)] }

// plot draws the grid of degrees and the dots; a dot opens its customer.
func (v *placesView) plot(c *kit.Canvas, r kit.Rect) {
	w := windowOf(v.spots)
	c.Round(r, 0, theme.Content, theme.Line)
	for _, lon := range w.ticks(w.west, w.east) {
		x := r.X + float32((lon-w.west)/(w.east-w.west))*r.W
		c.LineV(x, r.Y, r.H, theme.Line)
		c.Text(kit.R(x-24, r.Bottom()+4, 48, 18), degrees(lon, "E", "W"), kit.Caption.Centered())
	}
	for _, lat := range w.ticks(w.south, w.north) {
		y := r.Bottom() - float32((lat-w.south)/(w.north-w.south))*r.H
		c.LineH(r.X, y, r.W, theme.Line)
		c.Text(kit.R(r.X-44, y-9, 38, 18), degrees(lat, "N", "S"), kit.Caption.RightAligned())
	}
	at := map[string]int{}
	for i, x := range v.regions {
		at[x.key] = i
	}
	for _, s := range v.spots {
		p := kit.Point{X: r.X + float32((s.lon-w.west)/(w.east-w.west))*r.W, Y: r.Bottom() - float32((s.lat-w.south)/(w.north-w.south))*r.H}
		hit := kit.R(p.X-7, p.Y-7, 14, 14)
		st := c.Hit("spot."+itoa(s.id), hit, kit.Hit{Name: s.name, Tip: s.name, Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: func() { v.host.Open(customer.Customers, s.id, nil) }})
		size := float32(9)
		if st.Hover || st.Ring {
			size = 13
		}
		c.Dot(p, size, regionColor(at[s.region]))
	}
}

// window is the part of the globe that the plot shows.
type window struct{ west, east, south, north float64 }

// windowOf is the smallest window with all spots and some room around them.
func windowOf(spots []spot) window {
	w := window{180, -180, 90, -90}
	for _, s := range spots {
		w.west, w.east = min(w.west, s.lon), max(w.east, s.lon)
		w.south, w.north = min(w.south, s.lat), max(w.north, s.lat)
	}
	room := max((w.east-w.west)*0.06, (w.north-w.south)*0.06, 0.5)
	return window{w.west - room, w.east + room, w.south - room, w.north + room}
}

// ticks are some round degrees between two.
func (window) ticks(from, to float64) []float64 {
	step := 0.1
	for _, s := range []float64{0.2, 0.5, 1, 2, 5, 10, 20, 30, 60} {
		if (to-from)/step <= 8 {
			break
		}
		step = s
	}
	var out []float64
	for x := math.Ceil(from/step) * step; x < to; x += step {
		out = append(out, math.Round(x*10)/10)
	}
	return out
}

func degrees(x float64, plus, minus string) string {
	if x < 0 {
		return oneDecimal(-x) + "°" + minus
	}
	return oneDecimal(x) + "°" + plus
}

func oneDecimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
