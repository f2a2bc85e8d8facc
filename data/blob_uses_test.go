package data_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/apptest"
	"kontor/app/blob"
	"kontor/app/entity"
	"kontor/data"
	"kontor/data/datatest"
)

type leaflet struct {
	entity.Head
	Name, Scan string
}

// Files are in use that a field, a custom field or the history refers to; a sweep takes
// the others, once they are old.
func TestBlobUses(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		ctx := context.Background()
		reg := entity.NewRegistry(c.Clock, apptest.Zone)
		reg.Add(entity.Describe("leaflet", "name", func(l *leaflet, e *entity.Fields) {
			e.Text("name", &l.Name)
			e.File("scan", &l.Scan)
		}).Type)
		custom, err := entity.Custom{ID: 3, Label: "附件", Kind: entity.KindFile}.Field()
		if err != nil {
			t.Fatal(err)
		}
		reg.SetCustom("leaflet", []*entity.Field{custom})
		put := func(text string) blob.Ref {
			i, err := c.DB.Blobs().Put(ctx, strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			return blob.Ref{Sum: i.Sum, Name: text + ".pdf"}
		}
		field, custom3, before, loose := put("field"), put("custom"), put("before"), put("loose")
		run := func(q string, args ...any) {
			t.Helper()
			if err := c.DB.Do(ctx, q, args...); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.DB.Script(ctx, "CREATE TABLE leaflet (id {{int}} PRIMARY KEY, name TEXT, scan TEXT, custom {{json}} NOT NULL)"); err != nil {
			t.Fatal(err)
		}
		run("INSERT INTO leaflet (id, name, scan, custom) VALUES (1, 'a', ?, '{}')", field.String())
		run("INSERT INTO leaflet (id, name, scan, custom) VALUES (2, 'b', '', ?)", `{"c3":"`+custom3.String()+`"}`)
		run("INSERT INTO change (set_id, pos, root, root_id, entity, record_id, version, action, digest) VALUES (1, 0, 'leaflet', 1, 'leaflet', 1, 2, 'update', '')")
		run("INSERT INTO change_body (set_id, pos, salt, fields) VALUES (1, 0, '', ?)", `[{"k":"scan","b":"`+before.String()+`","a":""}]`)
		var got []blob.Sum
		uses := data.NewBlobUses(c.DB, reg)
		if err := uses.UsedBlobs(ctx, func(s blob.Sum) { got = append(got, s) }); err != nil {
			t.Fatal(err)
		}
		want := []blob.Sum{field.Sum, custom3.Sum, before.Sum}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
		c.Clock.Move(48 * time.Hour)
		n, err := blob.Sweep(ctx, blob.SweepParams{Store: c.DB.Blobs(), Users: []blob.User{uses}, Clock: c.Clock, Grace: 24 * time.Hour})
		if err != nil || n != 1 {
			t.Errorf("%d removed, %v", n, err)
		}
		if _, err := c.DB.Blobs().Open(ctx, loose.Sum); keyOf(err) != "blob.missing" {
			t.Errorf("%v", err)
		}
	})
}
