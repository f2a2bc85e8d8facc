package importing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/history"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/suite"
	"kontor/assets"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/printing/excel"
)

// names gives the labels of a key in both languages, as the wiring does.
func names(tb testing.TB) func(string) []string {
	var all []map[string]string
	for _, lang := range assets.Languages {
		words, err := assets.Words(lang)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, words)
	}
	return func(key string) []string {
		var out []string
		for _, w := range all {
			if s, ok := w[key]; ok {
				out = append(out, s)
			}
		}
		return out
	}
}

type desk struct {
	*suite.Suite
	imports *importing.Service
	history *history.Service
	ctx     context.Context
	tb      testing.TB
}

func newDesk(tb testing.TB, c *datatest.Company) *desk {
	tb.Helper()
	g := datatest.Ground(c)
	d := &desk{Suite: suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB)}), ctx: apptest.Owner(), tb: tb}
	g.Registry.Names = names(tb)
	d.history = history.New(g)
	d.imports = importing.New(g, importing.Params{History: d.history, Sheet: excel.NewWriter})
	d.check(d.Load(apptest.Program()))
	for i, name := range []string{"王总", "林晓雯", "周启航", "陈思远"} {
		p := &member.Person{Login: fmt.Sprint("p", i+1), Name: name}
		d.check(g.Service(member.Persons).Create(apptest.Program(), p))
	}
	return d
}

func (d *desk) check(err error) {
	d.tb.Helper()
	if err != nil {
		d.tb.Fatal(err)
	}
}

func csvSource(tb testing.TB, text string) importing.Source {
	tb.Helper()
	f, err := csvfile.New("名单.csv", strings.NewReader(text), int64(len(text)), nil)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// job inspects and guesses as the page does.
func (d *desk) job(kind, text string, change func(*importing.Mapping)) importing.Job {
	d.tb.Helper()
	k, err := importing.KindNamed(kind)
	d.check(err)
	src := csvSource(d.tb, text)
	p, err := d.imports.Inspect(d.ctx, k, src, importing.Layout{}, -1)
	d.check(err)
	m, _, err := d.imports.Guess(d.ctx, k, p, false)
	d.check(err)
	if change != nil {
		change(&m)
	}
	return importing.Job{Kind: k, Source: src, Mapping: m, Orders: p.Orders}
}

func (d *desk) customers() map[string]*customer.Customer {
	d.tb.Helper()
	list, err := d.Customers.Customers.Find(d.ctx, listing.Node{})
	d.check(err)
	out := map[string]*customer.Customer{}
	for _, c := range list {
		out[c.Name] = c
	}
	return out
}

func counts(r *importing.Report) string {
	return fmt.Sprintf("%d = %d new %d changed %d same %d skipped %d failed", r.Rows, r.Created, r.Updated, r.Unchanged, r.Skipped, r.Failed)
}

const first = `公司名称,级别,业务员,手机,联系人,所属行业,信用额度(万),备注
苏州恒拓精密制造有限公司,A,林晓雯,199 0000 5521,陈建国,机械制造,28.6,老客户
深圳联芯光电科技有限公司,B,周启航,19900005522,李娜,电子光电,120,
上海舜泽食品有限公司,特级,小陈,12345678901,单国平,食品饮料,,
,A,,,,,,
宁波三洲阀门有限公司,C,陈思远,1.39E+10,王五,机械制造,,
苏州市恒拓精密制造有限责任公司,A,林晓雯,19900005521,陈建国,,,
`

func TestDryRunAndImportAgree(t *testing.T) { // DAT-01, CUS-14, SYS-35
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		job := d.job("customers", first, nil)
		dry, err := d.imports.DryRun(d.ctx, job)
		d.check(err)
		if got := counts(dry); got != "6 = 2 new 0 changed 0 same 1 skipped 3 failed" || dry.Sum() != dry.Rows {
			t.Errorf("dry run: %s\n%+v", got, dry.Faults)
		}
		if n := len(d.customers()); n != 0 {
			t.Fatalf("the dry run wrote %d customers", n)
		}
		var faults []string
		for _, f := range dry.Faults {
			faults = append(faults, fmt.Sprintf("%d %s %q %s", f.Line, f.Field, f.Text, f.Err.Key))
		}
		want := []string{
			`4 grade "特级" field.not_a_choice`, `4 owner_id "小陈" import.nobody`, `4 mobile "12345678901" phone.prefix`,
			`5 name "" field.required`, `6 mobile "1.39E+10" import.scientific`,
		}
		if strings.Join(faults, "\n") != strings.Join(want, "\n") {
			t.Errorf("faults\n%s", strings.Join(faults, "\n"))
		}
		if s := dry.Skips[0]; s.Line != 7 || s.Why.Key != "import.same_row" || s.Why.Args["line"] != 2 {
			t.Errorf("skipped %+v", s)
		}
		real, err := d.imports.Run(d.ctx, job)
		d.check(err)
		if counts(real) != counts(dry) || real.ImportID == 0 {
			t.Errorf("import: %s", counts(real))
		}
		got := d.customers()["苏州恒拓精密制造有限公司"]
		if got == nil || got.Grade != "a" || got.OwnerID != 2 || got.CreditLimit != 28_600_000 || got.Mobile != "19900005521" || got.ImportID != real.ImportID || got.Industry != "machinery" {
			t.Fatalf("%+v", got)
		}
		people, err := d.Customers.Contacts.Find(d.ctx, listing.Node{})
		d.check(err)
		if len(people) != 2 || people[0].Name != "陈建国" || people[0].CustomerID != got.ID || !people[0].Main || people[0].Mobile != got.Mobile || people[0].OwnerID != got.OwnerID {
			t.Fatalf("%d contacts: %+v", len(people), people[0])
		}
	})
}

func TestAnImportSkipsWhatExistsAndNamesTheOwner(t *testing.T) { // CUS-14
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		_, err := d.imports.Run(d.ctx, d.job("customers", first, nil))
		d.check(err)
		r, err := d.imports.Run(d.ctx, d.job("customers", "名称,手机,联系人\n蘇州恆拓精密製造,19900005521,\n某某商贸,19900005522,李娜\n另一家,19900005522,王二\n", nil))
		d.check(err)
		if got := counts(r); got != "3 = 1 new 0 changed 0 same 2 skipped 0 failed" {
			t.Errorf("%s %+v", got, r.Faults)
		}
		if r.Owners["林晓雯"] != 1 || r.Owners["周启航"] != 1 {
			t.Errorf("owners %v", r.Owners)
		}
	})
}

func TestUpdateByKeyAndRevert(t *testing.T) { // DAT-01
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		_, err := d.imports.Run(d.ctx, d.job("customers", first, nil))
		d.check(err)
		second := "客户名称,等级,备注,联系人,职务\n苏州市恒拓精密制造,B,,陈建国,采购经理\n深圳联芯光电科技有限公司,B,,,\n全新有限公司,C,,,\n"
		job := d.job("customers", second, func(m *importing.Mapping) { m.Mode, m.Keys = importing.Upsert, []string{"name"} })
		dry, err := d.imports.DryRun(d.ctx, job)
		d.check(err)
		if got := counts(dry); got != "3 = 1 new 1 changed 1 same 0 skipped 0 failed" || dry.Changes != 2 && dry.Changes != 3 {
			t.Fatalf("%s, %d changes %+v", got, dry.Changes, dry.Updates)
		}
		for _, ch := range dry.Updates[0].Changes {
			if ch.Field == "grade" && (ch.Before.Text() != "a" || ch.After.Text() != "b") || ch.Field == "remark" {
				t.Errorf("change %+v: an empty cell must not overwrite", ch)
			}
		}
		real, err := d.imports.Run(d.ctx, job)
		d.check(err)
		if counts(real) != counts(dry) {
			t.Errorf("import: %s", counts(real))
		}
		got := d.customers()
		if x := got["苏州恒拓精密制造有限公司"]; x == nil || x.Grade != "b" || x.Remark != "老客户" {
			// the name is the key and written differently: the file's spelling wins
			if x = got["苏州市恒拓精密制造"]; x == nil || x.Grade != "b" || x.Remark != "老客户" {
				t.Fatalf("%+v", got)
			}
		}
		// somebody changes one of the fields afterwards
		id := dry.Updates[0].ID
		_, err = d.Customers.Customers.Update(d.ctx, id, 0, func(x *customer.Customer) error { x.Grade = "c"; return nil })
		d.check(err)
		changed, err := d.imports.Changed(d.ctx, real.ImportID)
		d.check(err)
		if len(changed) != 1 || changed[0].Key != "grade" {
			t.Errorf("changed since: %+v", changed)
		}
		clashes, err := d.imports.Revert(d.ctx, real.ImportID, nil)
		d.check(err)
		if len(clashes) != 1 || clashes[0].Theirs.Text() != "c" {
			t.Errorf("clashes %+v", clashes)
		}
		got = d.customers()
		if x := got["苏州恒拓精密制造有限公司"]; x == nil || x.Grade != "c" || got["全新有限公司"] != nil {
			t.Errorf("after the revert: %+v", got)
		}
		if _, err := d.imports.Revert(d.ctx, real.ImportID, nil); err == nil {
			t.Error("an import can be taken back twice")
		}
	})
}

func TestRightsHoldForImports(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		d := newDesk(t, c)
		_, err := d.imports.Run(d.ctx, d.job("customers", first, nil))
		d.check(err)
		owner := d.ctx
		d.ctx = apptest.Seller(2, 0, 1) // 林晓雯, own records only, no single rights
		job := d.job("customers", "客户名称,手机,信用额度\n苏州恒拓精密制造有限公司,19900009999,5\n深圳联芯光电科技有限公司,,6\n", func(m *importing.Mapping) {
			m.Mode, m.Keys = importing.Update, []string{"name"}
		})
		if job.Mapping.Columns[2].Field != "" {
			t.Errorf("a field that may not be edited is guessed: %+v", job.Mapping.Columns[2])
		}
		job.Mapping.Columns[2].Field = "credit_limit_minor" // a saved mapping names it
		if _, err := d.imports.DryRun(d.ctx, job); err == nil {
			t.Error("a mapping onto a forbidden field is run")
		}
		job.Mapping.Columns[2].Field = ""
		r, err := d.imports.Run(d.ctx, job)
		d.check(err)
		if got := counts(r); got != "2 = 0 new 0 changed 1 same 1 skipped 0 failed" {
			t.Errorf("%s", got)
		}
		if r.Updates[0].Changes[0].Lock != importing.FixedOnce { // CUS-20
			t.Errorf("the mobile is not locked: %+v", r.Updates[0])
		}
		if r.Skips[0].Owner != "周启航" {
			t.Errorf("skipped %+v", r.Skips[0])
		}
		// records for somebody else's pile
		job = d.job("customers", "客户名称,负责人\n新的一家,周启航\n", nil)
		r, err = d.imports.DryRun(d.ctx, job)
		d.check(err)
		if r.Failed != 1 {
			t.Errorf("rows for another person are taken: %s", counts(r))
		}
		d.ctx = owner
		if _, err := d.imports.Revert(apptest.Seller(3, 0, 1), 1, nil); err == nil {
			t.Error("somebody else's import can be taken back")
		}
	})
}
