package data_test

import (
	"context"
	"database/sql"
	"testing"

	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
)

// dealCompany is a company with n opportunities, of which open are open, written past the
// services: only how fast they are read is asked here.
func dealCompany(b *testing.B, n, open int) (*suite.Suite, context.Context) {
	b.Helper()
	c := datatest.Open(b, data.SQLite)
	s := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB)})
	ok(b, s.Load(apptest.Program()))
	raw, err := sql.Open("sqlite3", "file:"+c.Address)
	ok(b, err)
	defer raw.Close()
	for _, q := range []string{
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
		INSERT INTO customer (uid, created_at, updated_at, owner_id, unit_id, name, kind) SELECT 'c' || i, 0, 0, 1 + i % 40, 1 + i % 6, '客户' || i, 'company' FROM n`,
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ` + itoa(n) + `)
		INSERT INTO opportunity (uid, created_at, updated_at, owner_id, unit_id, name, customer_id, state, stage, stage_since, probability, amount_minor, close_on, closed_on, source)
		SELECT 'o' || i, 0, 0, 1 + i % 40, 1 + i % 6, '商机' || i, 1 + i % 5000, CASE WHEN i <= ` + itoa(open) + ` THEN 'open' WHEN i % 3 = 0 THEN 'lost' ELSE 'won' END,
			CASE i % 5 WHEN 0 THEN 'contact' WHEN 1 THEN 'need' WHEN 2 THEN 'proposal' WHEN 3 THEN 'negotiation' ELSE 'signing' END, '2026-03-01', (i % 10) * 100000, 100 * (i % 90000),
			date('2026-03-01', '+' || (i % 300) || ' days'), date('2025-06-01', '+' || (i % 290) || ' days'), CASE i % 4 WHEN 0 THEN 'exhibition' WHEN 1 THEN 'website' ELSE '' END FROM n`,
	} {
		_, err := raw.Exec(q)
		ok(b, err)
	}
	return s, apptest.Owner()
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// The forecast by month and by person, over 200,000 deals of which 120,000 are open. SAL-09
func BenchmarkForecastOf200000Deals(b *testing.B) {
	s, ctx := dealCompany(b, 200_000, 120_000)
	for b.Loop() {
		f, err := s.Sales.ForecastOf(ctx, sales.ForecastWish{From: calendar.Must("2026-03-01"), Months: 6, By: sales.ByPerson, Whose: sales.Everyone})
		ok(b, err)
		if len(f.Months) != 6 || len(f.Groups) == 0 {
			b.Fatal(len(f.Groups))
		}
	}
}

// What the board reads of 5,000 open deals. SAL-08
func BenchmarkBoardOf5000Deals(b *testing.B) {
	s, ctx := dealCompany(b, 20_000, 5_000)
	for b.Loop() {
		plan, err := listing.Allow(ctx, s.Ground.Registry, identity.May(sales.Opportunities, identity.See), listing.Query{
			Entity:  sales.Opportunities,
			Filter:  listing.Is("state", listing.Eq, string(sales.Open)),
			Columns: []string{"name", "customer_id", "customer_id.name", "owner_id", "owner_id.name", "state", "stage", "amount_minor", "probability", "close_on", "closed_on", "stage_since", "pushed"},
		})
		ok(b, err)
		n := 0
		ok(b, s.Ground.Source.Each(ctx, plan, func(listing.Row) error { n++; return nil }))
		if _, err := s.Sales.DwellLimits(ctx); err != nil || n != 5000 {
			b.Fatal(n, err)
		}
	}
}
