package suite_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/customfield"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/tr"
)

// own adds a field to an entity and gives its key.
func own(t testing.TB, ctx context.Context, fields *customfield.Service, d customfield.Definition) string {
	t.Helper()
	ok(t, fields.Create(ctx, &d))
	return fmt.Sprint("c", d.ID)
}

// SYS-33: every kind of field is kept, listed, filtered and sorted, on both engines.
func TestFieldsOfEveryKind(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		fields := customfield.New(o.Ground, o.db)
		other := o.sell(t, o.boss, "苏州恒拓精密制造")
		values := map[string][2]string{ // kind → as typed, as stored
			"text": {"三班倒", "三班倒"}, "long_text": {"一行\n二行", "一行\n二行"}, "int": {"12", "12"}, "number": {"1.123456", "1.123456"}, "money": {"1.2w", "12000.00"},
			"date": {"2026-03-26", "2026-03-26"}, "instant": {"2026-03-26 09:30", "2026-03-26 09:30:00"}, "choice": {"封箱机", "packer"}, "multi": {"封箱机，缠绕机", "packer,wrapper"},
			"flag": {"是", "1"}, "phone": {"021-55003126", "021-55003126"}, "mail": {"a@b.example", "a@b.example"}, "url": {"www.b.example", "www.b.example"}, "address": {"川沙路 1108 号", "川沙路 1108 号"},
			"picture": {strings.Repeat("a", 64) + "/机.png", strings.Repeat("a", 64) + "/机.png"}, "file": {strings.Repeat("b", 64) + "/单.pdf", strings.Repeat("b", 64) + "/单.pdf"},
			"user": {fmt.Sprint(o.ids["lin"]), fmt.Sprint(o.ids["lin"])}, "customer": {fmt.Sprint(other.ID), fmt.Sprint(other.ID)}, "ref": {fmt.Sprint(other.ID), fmt.Sprint(other.ID)}, "formula": {"", "24.00"},
		}
		texts, keys := map[string]string{"name": "上海舜泽食品"}, map[string]string{}
		for _, kind := range customfield.Kinds {
			d := customfield.Definition{Entity: "customer", Label: "字段" + kind, LabelEN: "Field " + kind, Kind: kind, Scale: 6, Listed: true, Printed: true}
			switch kind {
			case "choice", "multi":
				d.Options = "packer 封箱机\nwrapper 缠绕机"
			case "ref":
				d.Target = "customer"
			case "formula":
				d.Result, d.Formula, d.Scale = "number", "[字段int] × 2", 2
			}
			if kind != "number" && kind != "formula" {
				d.Scale = 0
			}
			keys[kind] = own(t, o.boss, fields, d)
			if v, has := values[kind]; !has {
				t.Fatalf("no value for a %s", kind)
			} else if kind != "formula" {
				texts[keys[kind]] = v[0]
			}
		}
		c, err := o.Customers.Customers.Save(o.boss, 0, 0, texts)
		ok(t, err)
		typ := o.Customers.Customers.Desc
		for kind, key := range keys {
			f := typ.Field(key)
			if got := f.Format(f.Get(c)); got != values[kind][1] {
				t.Errorf("%s: kept %q, want %q", kind, got, values[kind][1])
			}
			n := listing.Is(key, listing.Filled)
			if kind == "flag" {
				n = listing.Is(key, listing.Eq, "1")
			}
			q := listing.Query{Entity: "customer", Filter: n, Sort: []listing.Sort{{Key: key}}, Columns: []string{key}}
			if f.Kind == entity.KindRef {
				q.Columns = append(q.Columns, key+".name")
			}
			p, err := listing.Allow(o.boss, o.Ground.Registry, identity.May("customer", identity.See), q)
			ok(t, err)
			var rows []listing.Row
			ok(t, o.db.Each(o.boss, p, func(r listing.Row) error { rows = append(rows, r); return nil }))
			if len(rows) != 1 || rows[0].ID != c.ID || f.Format(rows[0].Cells[0]) != values[kind][1] {
				t.Errorf("%s: the list shows %v", kind, rows)
				continue
			}
			if want := map[string]string{"user": "林晓雯", "customer": other.Name, "ref": other.Name}[kind]; want != "" && rows[0].Cells[1].Text() != want {
				t.Errorf("%s: the record behind it is %q", kind, rows[0].Cells[1].Text())
			}
		}
	})
}

// SYS-33: unique, limited, with a start of its own; kinds stay, circles are refused.
func TestWhatFieldsRefuse(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Ground.Registry.Names = func(key string) []string { return []string{tr.In("zh").T(key), tr.In("en").T(key)} }
		fields := customfield.New(o.Ground, o.db)
		serial := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "机号", Kind: "text", Unique: true, MaxLen: 6})
		save := func(texts map[string]string) error {
			_, err := o.Customers.Customers.Save(o.boss, 0, 0, texts)
			return err
		}
		ok(t, save(map[string]string{"name": "甲", serial: "A-1"}))
		refused(t, save(map[string]string{"name": "乙", serial: "A-1"}), "record.taken")
		refused(t, save(map[string]string{"name": "丙", serial: "A-123456"}), "field.too_long")

		month := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "月耗材额", LabelEN: "Monthly use", Kind: "money"})
		year := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "年耗材额", Kind: "formula", Result: "money", Formula: "[Monthly use] * 12"})
		stored, err := fields.Get(o.boss, idOf(year))
		ok(t, err)
		if stored.Formula != "["+month+"] * 12" {
			t.Errorf("the formula is kept as %q", stored.Formula)
		}
		refused(t, fields.Create(o.boss, &customfield.Definition{Entity: "customer", Label: "坏", Kind: "formula", Result: "money", Formula: "[没有的] + 1"}), "formula.no_field")
		half := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "半年", Kind: "formula", Result: "money", Formula: "[年耗材额] / 2"})
		_, err = fields.Update(o.boss, idOf(year), 0, func(d *customfield.Definition) error { d.Formula = "[半年] * 2"; return nil })
		refused(t, err, "formula.circle")
		refused(t, fields.Create(o.boss, &customfield.Definition{Entity: "customer", Label: "月耗材额", Kind: "text"}), "custom.name_taken")
		refused(t, fields.Create(o.boss, &customfield.Definition{Entity: "customer", Label: "等级", Kind: "text"}), "custom.name_taken")

		due := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "下次检修", Kind: "date", Preset: "=[today] + 180"})
		c, err := o.Customers.Customers.Save(o.boss, 0, 0, map[string]string{"name": "丁", month: "2600"})
		ok(t, err)
		if c.Custom[year].Int() != 3120000 || c.Custom[half].Int() != 1560000 {
			t.Errorf("worked out %v and %v", c.Custom[year], c.Custom[half])
		}
		_, err = o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{year: "5"})
		refused(t, err, "field.not_writable")
		fresh := o.Customers.Customers.Desc.New()
		if want := (o.Ground.Registry.Today() + 180).String(); fresh.Custom[due].Text() != want {
			t.Errorf("a new record starts with %q, want %s", fresh.Custom[due].Text(), want)
		}
		// A formula that is new is stored in the records there are.
		_, err = fields.Update(o.boss, idOf(year), 0, func(d *customfield.Definition) error { d.Formula = "[月耗材额] * 10"; return nil })
		ok(t, err)
		ok(t, fields.Recalculate(identity.System(o.boss, "test"), "customer", nil))
		c, err = o.Customers.Customers.Get(o.boss, c.ID)
		ok(t, err)
		if c.Custom[year].Int() != 2600000 || c.Custom[half].Int() != 1300000 {
			t.Errorf("after the change: %v and %v", c.Custom[year], c.Custom[half])
		}
		used, err := fields.UsedIn(o.boss, "customer", year)
		ok(t, err)
		if len(used) != 1 || used[0].What != "formula" || used[0].Name != "半年" {
			t.Errorf("used in %v", used)
		}
	})
}

func idOf(key string) int64 {
	var id int64
	_, _ = fmt.Sscanf(key, "c%d", &id)
	return id
}

// CUS-07, SYS-33: a category chooses the form, and its rules are kept below the window.
func TestFormsAndTheirRules(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		fields := customfield.New(o.Ground, o.db)
		kit := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "现用设备", Kind: "multi", Options: "packer 封箱机\nwrapper 缠绕机"})
		due := own(t, o.boss, fields, customfield.Definition{Entity: "customer", Label: "下次检修", Kind: "date"})
		form := entity.Layout{
			Entity: "customer", Name: entity.Words{ZH: "设备客户", EN: "Equipment"}, For: map[string][]string{"category": {"device"}},
			Groups: []entity.Group{
				{ID: "basic", Places: []entity.Place{{Key: "name"}, {Key: "category"}}},
				{ID: "g1", Title: "设备情况", EN: "Equipment", Places: []entity.Place{
					{Key: kit},
					{Key: due, Show: when(kit, "has", "packer"), Need: when("status", "is", "signed"), Lock: when("grade", "is", "vip")},
				}},
			}, Out: []string{"website"},
		}
		key, err := fields.SaveLayout(o.boss, form)
		ok(t, err)
		save := func(id int64, texts map[string]string) (*customer.Customer, error) {
			return o.Customers.Customers.Save(o.boss, id, 0, texts)
		}
		_, err = save(0, map[string]string{"name": "甲", "category": "device", due: "2026-03-26"})
		refused(t, err, "field.not_shown")
		_, err = save(0, map[string]string{"name": "甲", "category": "device", kit: "packer", "status": "signed"})
		refused(t, err, "field.needed_when")
		_, err = save(0, map[string]string{"name": "甲", "category": "general", kit: "packer", "status": "signed"})
		ok(t, err) // another form
		c, err := save(0, map[string]string{"name": "乙", "category": "device", kit: "packer", "status": "signed", due: "2026-03-26"})
		ok(t, err)
		_, err = save(c.ID, map[string]string{due: "2026-04-01", "grade": "vip"})
		ok(t, err)
		_, err = save(c.ID, map[string]string{due: "2026-05-01"})
		refused(t, err, "field.locked_when")
		c, err = save(c.ID, map[string]string{"remark": "其余照改"})
		ok(t, err)

		groups := o.Customers.Customers.Desc.LayoutOf(c).Parts(o.Customers.Customers.Desc.Type, c)
		if groups[1].Name("en") != "Equipment" || len(groups[1].Fields) != 2 || !groups[1].Fields[1].Locked {
			t.Errorf("the form shows %+v", groups[1])
		}
		if in, err := o.Customers.Customers.Form(o.boss, c.ID); err != nil || !away(in.Inputs, "website") || away(in.Inputs, due) {
			t.Errorf("the form of the record: %v %+v", err, in.Inputs)
		}
		refused(t, func() error {
			_, err := fields.SaveLayout(o.hire(t, "sun", identity.RoleSales, 1), form)
			return err
		}(), "access.denied")
		form.Groups[1].Places[1].Show = when(due, "filled", "")
		_, err = fields.SaveLayout(o.boss, form)
		refused(t, err, "form.own_rule")

		// The next start has the form; without it the rules are gone.
		fresh := customfield.New(o.Ground, o.db)
		ok(t, fresh.Apply(o.boss))
		_, err = save(0, map[string]string{"name": "丙", "category": "device", due: "2026-03-26"})
		refused(t, err, "field.not_shown")
		ok(t, fields.DropLayout(o.boss, "customer", key))
		_, err = save(0, map[string]string{"name": "丙", "category": "device", due: "2026-03-26"})
		ok(t, err)
	})
}

func when(key, op, value string) entity.When {
	return entity.When{Terms: []entity.Term{{Key: key, Op: op, Value: value}}}
}

func away(list []entity.Input, key string) bool {
	for _, in := range list {
		if in.Field.Key == key {
			return in.Away
		}
	}
	return false
}

// CUS-02: persons have a form of their own, and a company may take companies only.
func TestPrivatePersonsHaveTheirForm(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.Customers.Customers.Desc.New()
		if key := o.Customers.Customers.Desc.LayoutOf(c).Key; key != "company" {
			t.Errorf("a company gets the form %s", key)
		}
		c.Name, c.Kind = "单国平", customer.Person
		l := o.Customers.Customers.Desc.LayoutOf(c)
		if l.Key != "person" {
			t.Errorf("a person gets the form %s", l.Key)
		}
		if _, in := l.Placed("credit_code"); in {
			t.Error("a person is asked for a credit code")
		}
		firm, err := o.Company.Get(o.boss)
		ok(t, err)
		_, err = o.Company.Companies.Save(o.boss, firm.ID, 0, map[string]string{"corporate": "1"})
		ok(t, err)
		refused(t, o.Customers.Customers.Create(o.boss, c), "customer.corporate")
	})
}
