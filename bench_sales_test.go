//go:build bench && linux

package main

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"runtime"

	"golang.org/x/sys/unix"

	"kontor/app/identity"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/data"
	"kontor/ui/kit"
	"kontor/ui/shell"
	"kontor/ui/uitest"
)

// How large the sales of the bench's company are.
const (
	benchDeals = 200_000
	benchCards = 5_000 // open when the board is looked at
	benchOpenD = 120_000
	benchLines = 500
)

// sales is the pipeline with very many deals and the quote editor with very many lines.
func (b *bench) sales() {
	c, done := b.own("sales")
	defer done()
	own := c.db.Path()
	buyers := b.buyers(c, 500)
	b.deals(own, c.actor.ID, len(buyers), 0, benchDeals-benchOpenD, "CASE WHEN i % 3 = 0 THEN 'lost' ELSE 'won' END")
	b.deals(own, c.actor.ID, len(buyers), benchDeals-benchOpenD, benchDeals-benchOpenD+benchCards, "'open'")
	b.board(c)
	b.deals(own, c.actor.ID, len(buyers), benchDeals-benchOpenD+benchCards, benchDeals, "'open'")
	today := c.Ground.Registry.Today()
	wish := sales.ForecastWish{From: today.MonthStart(), Months: 6, By: sales.ByPerson, Whose: sales.Everyone}
	cast, used := timed(15, func() {
		f, err := c.Sales.ForecastOf(c.ctx, wish)
		b.check(err)
		if len(f.Months) != 6 || len(f.Groups) == 0 {
			b.Fatal(len(f.Months), len(f.Groups))
		}
	})
	b.within("forecast over "+thousands(benchDeals)+" deals, median (CPU "+short(used.ms(0.5))+")", cast.ms(0.5), 300, "ms")
	b.keystrokes(c, buyers[0])
}

// own founds a company for one part of the bench; done takes it away again.
func (b *bench) own(name string) (c *office, done func()) {
	file := filepath.Join(b.dir, name+data.Extension)
	removeCompany(file)
	_, err := b.house().found(background, founding{file: file, name: "基准", short: "基准", owner: "林晓雯"})
	b.check(err)
	c = b.openRaw(b.house(), file)
	return c, func() {
		b.check(c.Close())
		removeCompany(file)
	}
}

// deals writes opportunities past the services: only how fast they are read is asked here.
func (b *bench) deals(file string, owner int64, buyers, from, to int, state string) {
	raw, err := sql.Open("sqlite3", "file:"+file)
	b.check(err)
	defer raw.Close()
	_, err = raw.Exec(`WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
		INSERT INTO opportunity (uid, created_at, updated_at, owner_id, unit_id, name, customer_id, state, stage, stage_since, probability, amount_minor, close_on, closed_on, source)
		SELECT 'o' || i, 0, 0, ?, 1 + i % 6, '商机' || i, 1 + i % ?, `+state+`,
			CASE i % 5 WHEN 0 THEN 'contact' WHEN 1 THEN 'need' WHEN 2 THEN 'proposal' WHEN 3 THEN 'negotiation' ELSE 'signing' END,
			date('now', '-' || (i % 60) || ' days'), (i % 10) * 100000, 100 * (i % 90000), date('now', '+' || (i % 180) || ' days'),
			date('now', '-' || (40 + i % 400) || ' days'), CASE i % 4 WHEN 0 THEN 'exhibition' WHEN 1 THEN 'website' ELSE '' END FROM n`, from, to, owner, buyers)
	b.check(err)
}

// buyers are some customers.
func (b *bench) buyers(c *office, n int) []int64 {
	out := make([]int64, n)
	for i := range out {
		x := c.Customers.Customers.Desc.New()
		benchCustomer(x, i, n)
		x.Name, x.Mobile, x.OwnerID, x.UnitID = fmt.Sprintf("%s %d 号", x.Name, i), "", 0, 0
		b.check(c.Customers.Customers.Create(c.ctx, x))
		out[i] = x.ID
	}
	return out
}

// bulk adds n records, as an import does.
func (b *bench) bulk(c *office, svc record.Any, n int, of func(rec any, i int)) {
	run, err := svc.OpenBulk(c.ctx, record.BulkParams{Verb: identity.Add})
	b.check(err)
	batch := make([]any, 0, 500)
	for i := range n {
		rec := svc.New()
		of(rec, i)
		b.check(run.Ready(c.ctx, rec))
		if batch = append(batch, rec); len(batch) == cap(batch) || i == n-1 {
			b.check(run.Add(c.ctx, batch...))
			batch = batch[:0]
		}
	}
	_, err = run.Publish(c.ctx, nil)
	b.check(err)
	b.check(run.Close(c.ctx))
}

// board opens the sales window on its pipeline and paints it, all cards there.
func (b *bench) board(c *office) {
	opened := took(11, func(int) {
		h := &benchHost{Host: uitest.New(b, c.ctx, c.Ground.Clock, nil)}
		p := c.salesPage(h, shell.Target{}).(salesPages)
		s := p.Content().(*kit.Surface)
		s.SetSize(benchWidth, benchHeight)
		p.Page.(interface{ ShowBoard() }).ShowBoard()
		s.Repaint(benchWidth, benchHeight)
		h.quiet()
		s.Repaint(benchWidth, benchHeight)
		if !s.Shows(thousands(benchCards)) && !s.Shows(fmt.Sprint(benchCards)) {
			b.Fatal("the board does not tell of its deals")
		}
	})
	b.within("board with "+thousands(benchCards)+" open deals, opened and painted, median", opened.ms(0.5), 300, "ms")
}

// keystrokes types into a quote of very many lines while its page is laid out beside.
func (b *bench) keystrokes(c *office, buyer int64) {
	q := c.Sales.Quotes.Desc.New()
	q.CustomerID, q.On = buyer, c.Ground.Registry.Today()
	for i := range benchLines {
		q.Lines = append(q.Lines, sales.QuoteLine{Item: sales.Item{Name: fmt.Sprint("商品 ", i), Unit: "台", Quantity: 1_000_000, Price: 10_000_000}})
	}
	b.check(c.Sales.Quotes.Create(c.ctx, q))
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	h := &benchHost{Host: uitest.New(b, c.ctx, c.Ground.Clock, nil)}
	p := c.salesPage(h, shell.Target{Kind: sales.Quotes, ID: q.ID})
	s := p.Content().(*kit.Surface)
	s.SetSize(benchWidth, benchHeight)
	s.Repaint(benchWidth, benchHeight)
	h.quiet()
	s.Repaint(benchWidth, benchHeight)
	s.FocusID("lines", true)
	var all times
	for range 300 {
		for _, key := range []func(){func() { s.TypeText("7") }, func() { s.Press("Enter") }} {
			at := cpuOf(unix.CLOCK_THREAD_CPUTIME_ID)
			key()
			s.Repaint(benchWidth, benchHeight)
			kit.Pump()
			s.Repaint(benchWidth, benchHeight)
			all = append(all, cpuOf(unix.CLOCK_THREAD_CPUTIME_ID)-at)
			h.quiet()
		}
	}
	b.within("keystroke in a quote of "+thousands(benchLines)+" lines with its preview, CPU of the main goroutine, median", all.ms(0.5), 50, "ms")
	b.within("keystroke in a quote of "+thousands(benchLines)+" lines with its preview, CPU of the main goroutine, p99", all.ms(0.99), 50, "ms")
}
