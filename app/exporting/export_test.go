package exporting_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/record"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/files"
	"kontor/printing/excel"
	"kontor/ui/tr"
)

type desk struct {
	*suite.Suite
	exports *exporting.Service
	dir     string
}

func newDesk(tb testing.TB, c *datatest.Company) *desk {
	tb.Helper()
	g := datatest.Ground(c)
	d := &desk{Suite: suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB)}), dir: tb.TempDir()}
	check(tb, d.Load(apptest.Program()))
	d.exports = exporting.New(g, exporting.Params{
		Sheet: excel.NewWriter, Views: d.Views,
		Create:  func(path string) (exporting.File, error) { return files.Create(path) },
		Company: func(context.Context) (string, error) { return "杭州澜石", nil },
	})
	for i, name := range []string{"王总", "林晓雯", "周启航"} {
		check(tb, g.Service(member.Persons).Create(apptest.Program(), &member.Person{Login: fmt.Sprint("p", i), Name: name}))
	}
	return d
}

func check(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func (d *desk) customer(t *testing.T, name, grade, mobile string, owner int64) *customer.Customer {
	t.Helper()
	c := &customer.Customer{Name: name, Kind: customer.Company, Grade: grade, Mobile: mobile, CreditLimit: 123456}
	c.OwnerID = owner
	check(t, d.Customers.Customers.Create(apptest.Owner(), c))
	return c
}

func rows(t *testing.T, path string) [][]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	check(t, err)
	out, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))).ReadAll()
	check(t, err)
	return out
}

func key(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return fmt.Sprint(err)
}

func TestExportIsTheListAsShown(t *testing.T) { // DAT-04
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		d.customer(t, "苏州恒拓㛃䶮𠮷", "a", "19900005521", 2)
		d.customer(t, "=1+1 有限公司", "b", "", 3)
		d.customer(t, "宁波三洲", "c", "", 2)
		q := listing.Query{
			Entity: "customer", Filter: listing.Is("grade", listing.In, "a", "b"), Sort: []listing.Sort{{Key: "grade", Desc: true}},
			Columns: []string{"name", "grade", "owner_id", "mobile", "credit_limit_minor", "created_at", "hot"}, Totals: []string{"credit_limit_minor"},
		}
		path := filepath.Join(d.dir, "客户.csv")
		done, err := d.exports.Save(apptest.Owner(), exporting.Request{Query: q, View: "重点", Path: path, Words: tr.In("zh")})
		check(t, err)
		at := "2026-03-18 14:32:00"
		want := [][]string{
			{"客户名称", "等级", "负责人", "手机", "信用额度", "创建时间", "重点客户"},
			{"'=1+1 有限公司", "B", "周启航", "", "1234.56", at, "否"},
			{"苏州恒拓㛃䶮𠮷", "A", "林晓雯", "19900005521", "1234.56", at, "否"},
			{"合计", "", "", "", "2469.12", "", ""},
		}
		if got := rows(t, path); fmt.Sprint(got) != fmt.Sprint(want) || done.Rows != 2 {
			t.Errorf("got  %q\nwant %q", got, want)
		}
		path = filepath.Join(d.dir, "Customers.xlsx")
		_, err = d.exports.Save(apptest.Owner(), exporting.Request{Query: q, View: "Key customers", Path: path, Words: tr.In("en")})
		check(t, err)
		x, err := excelize.OpenFile(path)
		check(t, err)
		defer x.Close()
		if v, err := x.GetCellValue("Key customers", "E2"); err != nil || v != "1,234.56" {
			t.Errorf("amount %q %v", v, err)
		}
		notes, err := x.GetComments("Key customers")
		if err != nil || len(notes) != 1 || notes[0].Text != "杭州澜石\nKey customers\n2026-03-18 14:32\n王总" {
			t.Errorf("comment %+v %v", notes, err)
		}
		logs, err := d.exports.Past(apptest.Owner(), time.Time{})
		if err != nil || len(logs) != 2 || logs[0].Rows != 2 || logs[0].File != "Customers.xlsx" || !strings.Contains(logs[0].Filter, "grade") {
			t.Errorf("log %+v %v", logs, err)
		}
	})
}

func TestRightsAndMasksHoldInFiles(t *testing.T) { // CUS-19, SYS-25
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		d.customer(t, "自己的", "a", "19900005521", 2)
		d.customer(t, "别人的", "a", "19900005522", 3)
		q := listing.Query{Entity: "customer", Columns: []string{"name", "mobile", "credit_limit_minor"}, Sort: []listing.Sort{{Key: "id"}}}
		path := filepath.Join(d.dir, "a.csv")
		_, err := d.exports.Save(apptest.Seller(2, 0, identity.ScopeAll), exporting.Request{Query: q, View: "v", Path: path, Words: tr.In("zh")})
		check(t, err)
		if got := rows(t, path); got[1][1] != "19900005521" || got[2][1] != "199****5522" {
			t.Errorf("masks: %q", got)
		}
		_, err = d.exports.Save(apptest.Seller(2, 0, identity.ScopeSelf), exporting.Request{Query: q, View: "v", Path: path, Words: tr.In("zh")})
		check(t, err)
		if got := rows(t, path); len(got) != 2 || got[1][0] != "自己的" {
			t.Errorf("scope: %q", got)
		}
		no := apptest.As(2, "李", nil, identity.Role{Key: "x", Grants: map[identity.Action]identity.Scope{identity.May("customer", identity.See): identity.ScopeAll}})
		if _, err := d.exports.Save(no, exporting.Request{Query: q, View: "v", Path: path + "2.csv", Words: tr.In("zh")}); app.KindOf(err) != app.Denied {
			t.Errorf("export without the right: %v", err)
		}
		if _, err := os.Stat(path + "2.csv"); !os.IsNotExist(err) {
			t.Error("a refused export leaves a file")
		}
	})
}

func TestManyPeopleNeedAPurpose(t *testing.T) { // SYS-24
	d := newDesk(t, datatest.Open(t, "sqlite"))
	b, err := d.Ground.Service("customer").OpenBulk(apptest.Owner(), record.BulkParams{Columns: []string{"name"}})
	check(t, err)
	for i := range exporting.ManyPeople + 1 {
		c := &customer.Customer{Name: fmt.Sprint("客户 ", i), Kind: customer.Company}
		check(t, b.Ready(apptest.Owner(), c))
		check(t, b.Add(apptest.Owner(), c))
	}
	_, err = b.Publish(apptest.Owner(), nil)
	check(t, err)
	check(t, b.Close(apptest.Owner()))
	r := exporting.Request{Query: listing.Query{Entity: "customer", Columns: []string{"name", "mobile"}}, View: "v", Path: filepath.Join(d.dir, "a.xlsx"), Words: tr.In("zh")}
	if _, err := d.exports.Save(apptest.Owner(), r); key(err) != "export.purpose" {
		t.Errorf("without a purpose: %v", err)
	}
	r.Purpose = " 年度回访 "
	if done, err := d.exports.Save(apptest.Owner(), r); err != nil || done.Rows != exporting.ManyPeople+1 {
		t.Errorf("with a purpose: %+v %v", done, err)
	}
	logs, err := d.exports.Past(apptest.Owner(), time.Time{})
	if err != nil || len(logs) != 1 || logs[0].Purpose != "年度回访" {
		t.Errorf("%+v %v", logs, err)
	}
	r.Query.Columns, r.Purpose = []string{"name", "grade"}, "" // nobody can be reached with these
	if _, err := d.exports.Save(apptest.Owner(), r); err != nil {
		t.Errorf("no contact data, no purpose: %v", err)
	}
	r.Path += ".pdf"
	if _, err := d.exports.Save(apptest.Owner(), r); key(err) != "export.format" {
		t.Errorf("another format: %v", err)
	}
}

func TestWishesOfTheCommand(t *testing.T) {
	d := newDesk(t, datatest.Open(t, "sqlite"))
	d.customer(t, "苏州恒拓", "a", "", 1)
	d.customer(t, "上海舜泽", "b", "", 1)
	zh := tr.In("zh")
	for _, c := range []struct {
		kind, view, filter, title string
		rows                      int
	}{{"customers", "", "", "全部客户", 2}, {"customers", "", "grade = a", "全部客户", 1}, {"customers", "all", "等级 = B", "全部客户", 1}, {"products", "", "", zh.T("product.many"), 0}} {
		if c.filter == "等级 = B" {
			d.Ground.Registry.Names = func(k string) []string { return []string{zh.T(k)} }
		}
		q, title, err := d.exports.Wish(apptest.Owner(), c.kind, c.view, c.filter, zh)
		if err != nil {
			t.Errorf("%+v: %v", c, err)
			continue
		}
		if c.kind == "customers" && title != c.title {
			t.Errorf("%+v: called %q", c, title)
		}
		done, err := d.exports.Save(apptest.Owner(), exporting.Request{Query: q, View: title, Path: filepath.Join(d.dir, "w.csv"), Words: zh})
		if err != nil || done.Rows != c.rows {
			t.Errorf("%+v: %d rows %v", c, done.Rows, err)
		}
	}
	for kind, want := range map[string]string{"nonsense": "export.kind", "customers": "export.view"} {
		if _, _, err := d.exports.Wish(apptest.Owner(), kind, "没有", "", zh); key(err) != want {
			t.Errorf("%s: %v", kind, err)
		}
	}
	if _, _, err := d.exports.Wish(apptest.Owner(), "customers", "", "没有 = 1", zh); app.KindOf(err) != app.Invalid {
		t.Error("a filter on an unknown field")
	}
}
