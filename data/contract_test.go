package data_test

import (
	"context"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/data/datatest"
)

// The entities of these tests: a buyer with contacts, and offers with lines.

type buyer struct {
	entity.Head
	Name    string
	Code    string
	Mobile  string
	City    string
	Secret  string
	Grade   string
	Tags    []string
	Limit   *money.Minor
	Paid    money.Minor
	Rate    int64
	Urgent  bool
	NextAt  int64
	BornOn  calendar.Date
	Remarks string
}

type contact struct {
	entity.Head
	Name    string
	Mobile  string
	BuyerID int64
}

type offerLine struct {
	entity.Head
	OfferID int64
	Pos     int64
	What    string
	Total   money.Minor
}

type offer struct {
	entity.Head
	Number  string
	BuyerID int64
	State   string
	Total   money.Minor
	Lines   []offerLine
}

const tables = `
CREATE TABLE buyer (
  id {{pk}}, uid TEXT{{c}} NOT NULL, version {{int}} NOT NULL, custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}}, unit_id {{int}}, created_at {{int}} NOT NULL, updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL, code TEXT{{c}} NOT NULL DEFAULT '', mobile TEXT{{c}} NOT NULL DEFAULT '', city TEXT{{c}} NOT NULL DEFAULT '',
  secret TEXT{{c}} NOT NULL DEFAULT '', grade TEXT{{c}} NOT NULL DEFAULT '', tags TEXT{{c}} NOT NULL DEFAULT '',
  limit_minor {{int}}, paid_minor {{int}} NOT NULL DEFAULT 0, rate {{int}} NOT NULL DEFAULT 0, urgent {{bool}} NOT NULL DEFAULT 0,
  next_at {{int}}, born_on TEXT{{c}}, remarks TEXT{{c}} NOT NULL DEFAULT ''
) {{strict}};
CREATE UNIQUE INDEX buyer_code ON buyer (code) WHERE archived = 0 AND code <> '';
CREATE INDEX buyer_name ON buyer (name, id) WHERE archived = 0;
CREATE INDEX buyer_owner ON buyer (owner_id, updated_at, id) WHERE archived = 0;
CREATE INDEX buyer_unit ON buyer (unit_id, updated_at, id) WHERE archived = 0;
CREATE INDEX buyer_updated ON buyer (updated_at, id) WHERE archived = 0;
CREATE TABLE buyer_summary (id {{int}} PRIMARY KEY, open_minor {{int}} NOT NULL DEFAULT 0, stage TEXT{{c}}) {{strict}};
CREATE TABLE buyer_contact (
  id {{pk}}, uid TEXT{{c}} NOT NULL, version {{int}} NOT NULL, custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}}, unit_id {{int}}, created_at {{int}} NOT NULL, updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL, mobile TEXT{{c}} NOT NULL DEFAULT '', buyer_id {{int}} REFERENCES buyer (id)
) {{strict}};
CREATE TABLE buyer_note (
  id {{pk}}, uid TEXT{{c}} NOT NULL, version {{int}} NOT NULL, custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}}, unit_id {{int}}, created_at {{int}} NOT NULL, updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
  name TEXT{{c}} NOT NULL, mobile TEXT{{c}} NOT NULL DEFAULT '', buyer_id {{int}} REFERENCES buyer (id)
) {{strict}};
CREATE TABLE offer (
  id {{pk}}, uid TEXT{{c}} NOT NULL, version {{int}} NOT NULL, custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}}, unit_id {{int}}, created_at {{int}} NOT NULL, updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
  number TEXT{{c}} NOT NULL DEFAULT '', buyer_id {{int}} REFERENCES buyer (id), state TEXT{{c}} NOT NULL, total_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE UNIQUE INDEX offer_number ON offer (number) WHERE archived = 0 AND number <> '';
CREATE TABLE offer_line (
  id {{pk}}, uid TEXT{{c}} NOT NULL, version {{int}} NOT NULL, custom {{json}} NOT NULL DEFAULT '{}',
  owner_id {{int}}, unit_id {{int}}, created_at {{int}} NOT NULL, updated_at {{int}} NOT NULL,
  archived {{int}} NOT NULL DEFAULT 0, import_id {{int}} NOT NULL DEFAULT 0,
  offer_id {{int}} NOT NULL REFERENCES offer (id), pos {{int}} NOT NULL, what TEXT{{c}} NOT NULL, total_minor {{int}} NOT NULL DEFAULT 0
) {{strict}};
CREATE INDEX offer_line_offer ON offer_line (offer_id, pos);
`

// shop is an open company with these entities and their rules.
type shop struct {
	*datatest.Company
	ground   *record.Ground
	buyers   *record.Service[buyer]
	contacts *record.Service[contact]
	notes    *record.Service[contact]
	offers   *record.Service[offer]
	history  *history.Service
}

func openShop(t testing.TB, c *datatest.Company) *shop {
	t.Helper()
	if err := c.DB.Script(context.Background(), tables); err != nil && !strings.Contains(err.Error(), "already exists") {
		t.Fatal(err)
	}
	g := datatest.Ground(c)
	s := &shop{Company: c, ground: g}
	s.buyers = record.New(g, entity.Describe("buyer", "name", func(b *buyer, e *entity.Fields) {
		e.Text("name", &b.Name).Must()
		e.Text("code", &b.Code).Only()
		e.Phone("mobile", &b.Mobile).Masked()
		e.Text("city", &b.City)
		e.Text("secret", &b.Secret).Rights("buyer.secret", "buyer.secret")
		entity.Choice(e, "grade", &b.Grade, "a", "b")
		entity.Multi(e, "tags", &b.Tags, "x", "y", "xy")
		e.MaybeMoney("limit_minor", &b.Limit)
		e.Money("paid_minor", &b.Paid)
		e.Number("rate", 6, &b.Rate)
		e.Flag("urgent", &b.Urgent)
		e.Instant("next_at", &b.NextAt)
		e.Date("born_on", &b.BornOn)
		e.LongText("remarks", &b.Remarks)
	}))
	s.contacts = record.New(g, entity.Describe("buyer_contact", "name", func(b *contact, e *entity.Fields) {
		e.Text("name", &b.Name).Must()
		e.Phone("mobile", &b.Mobile).Masked()
		e.Ref("buyer_id", "buyer", &b.BuyerID)
		e.Belongs("buyer_id")
	}))
	s.notes = record.New(g, entity.Describe("buyer_note", "name", func(b *contact, e *entity.Fields) {
		e.Text("name", &b.Name).Must()
		e.Phone("mobile", &b.Mobile).Masked()
		e.Ref("buyer_id", "buyer", &b.BuyerID).Must()
		e.Follows("buyer_id")
	}))
	lines := entity.Describe("offer_line", "what", func(l *offerLine, e *entity.Fields) {
		e.Ref("offer_id", "offer", &l.OfferID)
		e.Int("pos", &l.Pos).Computed()
		e.Text("what", &l.What).Must()
		e.Money("total_minor", &l.Total)
	})
	s.offers = record.New(g, entity.Describe("offer", "number", func(o *offer, e *entity.Fields) {
		e.Text("number", &o.Number).Only().Computed()
		e.Ref("buyer_id", "buyer", &o.BuyerID)
		entity.Choice(e, "state", &o.State, "draft", "sent", "accepted").Else(entity.Str("draft")).Computed()
		e.Money("total_minor", &o.Total).Computed()
		entity.Lines(e, lines, "offer_id", &o.Lines)
	}))
	s.offers.Prepare = func(_ context.Context, _, o *offer) error {
		o.Total = 0
		for _, l := range o.Lines {
			o.Total += l.Total
		}
		return nil
	}
	s.offers.Rule = func(_ context.Context, before, after *offer) error {
		if before != nil && before.State == "accepted" && (after.State != "accepted" || after.Total != before.Total) {
			return app.E(app.Conflict, "offer.accepted")
		}
		return nil
	}
	g.Registry.Contribute("buyer", entity.Contributed("open_minor", entity.KindMoney), entity.Contributed("stage", entity.KindText))
	record.Sum(s.offers, "buyer", "open_minor", func(o *offer) (int64, int64) {
		if o.State == "accepted" {
			return o.BuyerID, int64(o.Total)
		}
		return 0, 0
	})
	s.history = history.New(g)
	return s
}

func eachShop(t *testing.T, fn func(t *testing.T, s *shop)) {
	t.Helper()
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) { fn(t, openShop(t, c)) })
}

var owner = apptest.Owner()

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants an error of a kind with a key.
func refused(t testing.TB, err error, kind app.Kind, key string) {
	t.Helper()
	if err == nil || app.KindOf(err) != kind || !strings.HasPrefix(err.Error(), key) {
		t.Fatalf("want a refusal %q of kind %d, got %v", key, kind, err)
	}
}

func (s *shop) add(t testing.TB, ctx context.Context, b buyer) *buyer {
	t.Helper()
	ok(t, s.buyers.Create(ctx, &b))
	return &b
}

func see(kind string) identity.Action { return identity.May(kind, identity.See) }

func (s *shop) plan(t testing.TB, ctx context.Context, q listing.Query) *listing.Plan {
	t.Helper()
	return must(listing.Allow(ctx, s.ground.Registry, see(q.Entity), q))(t)
}

// names runs a query and gives the first column of its rows, read in every way there is:
// they have to agree.
func (s *shop) names(t testing.TB, ctx context.Context, q listing.Query) string {
	t.Helper()
	if len(q.Columns) == 0 {
		q.Columns = []string{s.ground.Registry.Type(q.Entity).Title}
	}
	p := s.plan(t, ctx, q)
	ids := must(s.DB.IDs(ctx, p))(t)
	first := must(s.DB.First(ctx, p, 1000))(t)
	n := must(s.DB.Count(ctx, p))(t)
	var names, each []string
	for _, r := range must(s.DB.Block(ctx, p, ids))(t) {
		names = append(names, r.Cells[0].String())
	}
	ok(t, s.DB.Each(ctx, p, func(r listing.Row) error { each = append(each, r.Cells[0].String()); return nil }))
	got := strings.Join(names, " ")
	if int(n) != len(ids) || len(first) != len(ids) || strings.Join(each, " ") != got {
		t.Fatalf("count %d, vector %d, first %d, rows %q, each %q disagree", n, len(ids), len(first), got, strings.Join(each, " "))
	}
	for i := range first {
		if first[i] != ids[i] {
			t.Fatalf("the first page %v differs from the vector %v", first, ids)
		}
	}
	marks := must(s.DB.Marks(ctx, p, 2))(t)
	for _, m := range marks {
		from := must(s.DB.From(ctx, p, m, 1000))(t)
		if len(from) != len(ids)-int(m.At) || from[0] != ids[m.At] {
			t.Fatalf("from mark %+v: %v, the vector is %v", m, from, ids)
		}
	}
	return got
}
