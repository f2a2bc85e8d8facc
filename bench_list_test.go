//go:build bench && linux

package main

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// benchWidth and benchHeight are the window in which lists are drawn.
const benchWidth, benchHeight = 1440, 872

// list is the list of customers as the window opens it: newest activity first.
func (b *bench) list() {
	c := b.open(b.n)
	q := benchQuery()
	plan := b.allowed(c, c.ctx, q)
	b.page("list, first page", c, c.ctx, plan, 16)
	q.Text = "银河"
	filtered := took(30, func(int) {
		b.check(listing.NewVector(c.db, b.allowed(c, c.ctx, q)).Start(c.ctx))
	})
	b.within("list, first page of those with two characters, median", filtered.ms(0.5), 0, "ms")
	b.filtered(c)
	b.managed(c)
	v := listing.NewVector(c.db, plan)
	b.within("list, positions of all rows, in the background", took(3, func(int) { v = listing.NewVector(c.db, plan); b.check(v.Load(c.ctx)) }).ms(0.5), 0, "ms")
	b.within("list, sums of all rows, in the background", took(3, func(int) { _, err := c.db.Sum(c.ctx, plan); b.check(err) }).ms(0.5), 0, "ms")
	b.rows(c, plan, v)
	b.drive(c)
	b.check(c.Close())
}

func (b *bench) allowed(c *office, ctx context.Context, q listing.Query) *listing.Plan {
	b.Helper()
	p, err := listing.Allow(ctx, c.Ground.Registry, identity.May(q.Entity, identity.See), q)
	b.check(err)
	return p
}

// page measures what has to be read until the first rows of a list can be shown.
func (b *bench) page(name string, c *office, ctx context.Context, plan *listing.Plan, limit float64) {
	clock, used := timed(60, func() {
		v := listing.NewVector(c.db, plan)
		b.check(v.Start(ctx))
		ids, err := v.Fetch(ctx, 0, listing.BlockSize)
		b.check(err)
		_, err = c.db.Block(ctx, plan, ids)
		b.check(err)
	})
	b.within(name+", median (CPU "+short(used.ms(0.5))+")", clock.ms(0.5), limit, "ms")
}

// filtered is a filter over two indexed fields, as one fills it in above the list.
func (b *bench) filtered(c *office) {
	for _, f := range []struct{ name, filter string }{{"status and grade", "in_pool = 0 and status = signed and grade = a"}, {"city and status", "in_pool = 0 and city = 无锡 and status = potential"}} {
		n, err := listing.Parse(c.Ground.Registry, customer.Customers, f.filter)
		b.check(err)
		q := benchQuery()
		q.Filter = n
		plan := b.allowed(c, c.ctx, q)
		b.page("list filtered by "+f.name+", first page", c, c.ctx, plan, 50)
		var all int64
		clock, used := timed(15, func() {
			all, err = c.db.Count(c.ctx, plan)
			b.check(err)
		})
		b.within("list filtered by "+f.name+", count of "+thousands(int(all))+", median (CPU "+short(used.ms(0.5))+")", clock.ms(0.5), 200, "ms")
	}
}

// managed is the list of somebody who sees the customers of one department, in an order
// that no index of the department has.
func (b *bench) managed(c *office) {
	ctx := identity.With(background, manager())
	q := benchQuery()
	b.page("list of a manager with 15 % of the customers, first page", c, ctx, b.allowed(c, ctx, q), 50)
	for _, desc := range []bool{false, true} {
		q.Sort = []listing.Sort{{Key: "name", Desc: desc}}
		name := map[bool]string{false: "by name", true: "by name backwards"}[desc]
		b.page("list of a manager with 15 % of the customers, "+name+", first page", c, ctx, b.allowed(c, ctx, q), 50)
	}
}

func benchQuery() listing.Query {
	for _, v := range customer.ShippedViews() {
		if v.Key == "all" {
			return v.Query
		}
	}
	return listing.Query{Entity: customer.Customers}
}

// rows reads at any position of the whole list.
func (b *bench) rows(c *office, plan *listing.Plan, v *listing.Vector) {
	n, _ := v.Len()
	r := rand.New(rand.NewPCG(3, 4))
	at := func(many int64) {
		row := r.Int64N(n - many)
		ids, err := v.Fetch(c.ctx, row, row+many)
		b.check(err)
		_, err = c.db.Block(c.ctx, plan, ids)
		b.check(err)
	}
	took(50, func(int) { at(listing.BlockSize) })
	block := took(2000, func(int) { at(listing.BlockSize) })
	one := took(2000, func(int) { at(1) })
	b.within("list, block of 64 rows anywhere, median", block.ms(0.5), 0, "ms")
	b.within("list, row by position (a row of a block), median", block.ms(0.5)/listing.BlockSize, 0.1, "ms")
	b.within("list, one row alone by position, median", one.ms(0.5), 0, "ms")
}

// benchHost runs what pages start in goroutines, as the window does, and knows when all
// of it is done.
type benchHost struct {
	*uitest.Host
	running atomic.Int32
}

func (h *benchHost) Go(fn func(ctx context.Context)) {
	h.running.Add(1)
	go func() { defer h.running.Add(-1); fn(h.Ctx) }()
}

// idle waits until nothing runs; what was posted waits for Pump.
func (h *benchHost) idle() {
	for h.running.Load() > 0 {
		time.Sleep(50 * time.Microsecond)
	}
}

// quiet waits and pumps until nothing is left.
func (h *benchHost) quiet() {
	for {
		h.idle()
		if kit.Pump() == 0 && h.running.Load() == 0 {
			return
		}
	}
}

// shown is the customer list on a surface.
func (b *bench) shown(c *office) (*benchHost, *records.List, *kit.Surface) {
	h := &benchHost{Host: uitest.New(b, c.ctx, c.Ground.Clock, nil)}
	l := records.New(h, c.deps().Deps, customer.Customers)
	s := kit.NewSurface(func(v *kit.Canvas) { l.Draw(v, "list", v.Bounds()) })
	l.Redraw(s.Redraw)
	l.Columns("name", "grade", "stage", "owner_id", "last_activity_at", "next_action_on", "receivable_minor", "city", "mobile", "status", "mail", "created_at")
	s.SetSize(benchWidth, benchHeight)
	s.Picture(benchWidth, benchHeight, 1)
	l.Show(benchQuery())
	return h, l, s
}

// drive turns the wheel and jumps pages; what counts is the CPU time of the main
// goroutine, the frame with placeholders and the one with the rows together.
func (b *bench) drive(c *office) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	h, l, s := b.shown(c)
	h.quiet()
	s.Repaint(benchWidth, benchHeight)
	s.FocusID("list", false)
	late := 0
	step := func(n int, act func(i int)) times {
		out := make(times, n)
		for i := range out {
			at := cpuOf(unix.CLOCK_THREAD_CPUTIME_ID)
			act(i)
			s.Repaint(benchWidth, benchHeight)
			first := cpuOf(unix.CLOCK_THREAD_CPUTIME_ID) - at
			if h.running.Load() > 0 {
				began := time.Now()
				h.idle()
				if time.Since(began) > 16*time.Millisecond {
					late++
				}
			}
			at = cpuOf(unix.CLOCK_THREAD_CPUTIME_ID)
			kit.Pump()
			s.Repaint(benchWidth, benchHeight)
			out[i] = first + cpuOf(unix.CLOCK_THREAD_CPUTIME_ID) - at
			h.quiet()
		}
		return out
	}
	wheel := func(int) { s.WheelAt(kit.Point{X: 400, Y: 400}, -1) }
	step(50, wheel)
	all := step(400, wheel)
	b.within("wheel step, CPU of the main goroutine, median", all.ms(0.5), 16, "ms")
	b.within("wheel step, CPU of the main goroutine, p99", all.ms(0.99), 16, "ms")
	all = step(200, func(int) { s.Press("PgDn") })
	b.within("page down, CPU of the main goroutine, median", all.ms(0.5), 60, "ms")
	r := rand.New(rand.NewPCG(1, 2))
	late = 0
	n, _ := l.Count()
	all = step(200, func(int) { l.Table.ScrollTo(r.IntN(n)); s.Redraw() })
	b.within("jump anywhere, CPU of the main goroutine, median", all.ms(0.5), 60, "ms")
	b.within("jump anywhere, CPU of the main goroutine, p99", all.ms(0.99), 60, "ms")
	b.within("jumps in a hundred whose rows come later than a frame", float64(late)/2, 1, "%")
}
