package phone

import (
	"errors"
	"testing"

	"kontor/app"
)

func TestParseAcceptsWhatPeopleWrite(t *testing.T) { // SYS-35
	tab := Shipped()
	for _, c := range []struct {
		typed, stored, shown, key string
		kind                      Kind
	}{
		{"19900005521", "19900005521", "199 0000 5521", "19900005521", Mobile},
		{"199 0000 5521", "19900005521", "199 0000 5521", "19900005521", Mobile},
		{"＋８６ １９９－００００－５５２１", "19900005521", "199 0000 5521", "19900005521", Mobile},
		{"8613800138000", "13800138000", "138 0013 8000", "13800138000", Mobile},
		{"008613800138000", "13800138000", "138 0013 8000", "13800138000", Mobile},
		{"013800138000", "13800138000", "138 0013 8000", "13800138000", Mobile},
		{"\u202d13800138000\u202c", "13800138000", "138 0013 8000", "13800138000", Mobile},
		{"021-5500 3126 转 808", "02155003126-808", "021-5500 3126 转 808", "2155003126", Landline},
		{"(0512) 6688 2010-12", "051266882010-12", "0512-6688 2010 转 12", "51266882010", Landline},
		{"0512-66882010 ext. 12", "051266882010-12", "0512-6688 2010 转 12", "51266882010", Landline},
		{"+86 21 5500 3126", "02155003126", "021-5500 3126", "2155003126", Landline},
		{"010-62345678", "01062345678", "010-6234 5678", "1062345678", Landline},
		{"5500 3126", "55003126", "5500 3126", "55003126", Landline},
		{"2345678", "2345678", "234 5678", "2345678", Landline},
		{"0913-2345678", "09132345678", "0913-234 5678", "9132345678", Landline},
		{"400-820-8820", "4008208820", "400-820-8820", "", Service},
		{"800 810 1234", "8008101234", "800-810-1234", "", Service},
		{"95588", "95588", "95588", "", Service},
		{"96777", "96777", "96777", "", Service},
		{"95105105", "95105105", "95105105", "", Service},
		{"+49 (30) 1234-567", "+49301234567", "+49301234567", "+49301234567", Foreign},
		{"0044 20 7946 0958", "+442079460958", "+442079460958", "+442079460958", Foreign},
		{"", "", "", "", None},
		{"  ", "", "", "", None},
	} {
		n, err := tab.Parse(c.typed)
		if err != nil {
			t.Errorf("%q refused: %v", c.typed, err)
			continue
		}
		if n.Stored() != c.stored || n.String() != c.shown || n.Key() != c.key || n.Kind != c.kind {
			t.Errorf("%q: stored %q, shown %q, key %q, kind %d", c.typed, n.Stored(), n.String(), n.Key(), n.Kind)
		}
		again, err := tab.Parse(n.Stored())
		if err != nil || again.Stored() != n.Stored() || again.Kind != n.Kind {
			t.Errorf("%q: its stored form %q reads back as %q (%v)", c.typed, n.Stored(), again.Stored(), err)
		}
	}
}

func TestParseRefusesWithTheReason(t *testing.T) { // SYS-35
	tab := Shipped()
	for typed, key := range map[string]string{
		"12345678901":               "phone.prefix",
		"1380000552":                "phone.mobile_length", // 10 digits
		"138000055210":              "phone.mobile_length", // 12 digits
		"123 4567 8901":             "phone.prefix",
		"1.39E+10":                  "phone.letters",
		"一三八":                       "phone.letters",
		"13800000000/13900000000":   "phone.several",
		"13800000000、13900000000":   "phone.several",
		"021-550031":                "phone.landline",
		"021-550031261":             "phone.landline",
		"026-55003126":              "phone.landline",
		"0512-16882010":             "phone.landline", // local numbers do not begin with 1
		"12345":                     "phone.landline",
		"400-820-88201":             "phone.service",
		"+49 12":                    "phone.foreign",
		"+1234567890123456":         "phone.foreign",
		"021-55003126 转 前台":         "phone.extension",
		"13800138000 转 12":          "phone.extension",
		"+":                         "phone.letters",
		"++49 301234567":            "phone.letters",
		"021-55003126 转 1234567890": "phone.extension",
	} {
		n, err := tab.Parse(typed)
		var e *app.Error
		if !errors.As(err, &e) || e.Key != key || e.Kind != app.Invalid {
			t.Errorf("%q: %v %v, want %s", typed, n, err, key)
		}
		if kept := tab.Keep(typed); !kept.Bad() || kept.Stored() != typed {
			t.Errorf("%q is not kept and flagged: %+v", typed, kept)
		}
	}
}

func TestParseMobileTakesOnlyMobiles(t *testing.T) { // SYS-35
	tab := Shipped()
	for typed, key := range map[string]string{
		"13800138000":      "",
		"+44 7700 900123":  "",
		"":                 "",
		"021-55003126":     "phone.prefix",
		"55003126":         "phone.mobile_length",
		"4008208820":       "phone.mobile_length",
		"23800138000":      "phone.prefix",
		"138001380001":     "phone.mobile_length",
		"0512-66882010-12": "phone.not_mobile",
	} {
		_, err := tab.ParseMobile(typed)
		var e *app.Error
		switch {
		case key == "" && err != nil:
			t.Errorf("%q refused: %v", typed, err)
		case key != "" && (!errors.As(err, &e) || e.Key != key):
			t.Errorf("%q: %v, want %s", typed, err, key)
		}
	}
}

func TestTableCanBeEdited(t *testing.T) { // SYS-35
	tab, err := ParseTable("123, 130-132")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tab.Parse("12345678901"); err != nil {
		t.Errorf("a prefix put into the table is not accepted: %v", err)
	}
	if _, err := tab.Parse("13800138000"); err == nil {
		t.Error("a prefix that is not in the table is accepted")
	}
	if got := tab.String(); got != "123 130-132" {
		t.Errorf("table reads %q", got)
	}
	if again, err := ParseTable(Shipped().String()); err != nil || *again != *Shipped() {
		t.Errorf("the shipped table does not survive writing and reading: %v", err)
	}
	for _, bad := range []string{"13", "1300", "230", "139-130", "1a0", "130-"} {
		if _, err := ParseTable(bad); err == nil {
			t.Errorf("%q is accepted as a prefix", bad)
		}
	}
}

func TestMaskKeepsThreeAndFour(t *testing.T) { // CUS-19
	for in, want := range map[string]string{
		"19900005521":         "199****5521",
		"199 0000 5521":       "199 **** 5521",
		"02155003126-808":     "021****3126-***",
		"021-5500 3126 转 808": "021-**** 3126 转 ***",
		"55003126":            "55****26",
		"+49301234567":        "+493****4567",
		"+49301234567#12":     "+493****4567#**",
		"95588":               "95*88",
		"110":                 "**0",
		"":                    "",
	} {
		if got := Mask(in); got != want {
			t.Errorf("Mask(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"19900005521", "021-5500 3126 转 808", "+49 30 1", "１３８", "400-1", "95", "0", "+86", "转1", "x", "0086", "\u202d1"} {
		f.Add(s)
	}
	tab := Shipped()
	f.Fuzz(func(t *testing.T, s string) {
		n, err := tab.Parse(s)
		_ = n.String()
		_ = Mask(s)
		if err != nil || n.Kind == None {
			return
		}
		again, err := tab.Parse(n.Stored())
		if err != nil || again.Normal != n.Normal || again.Ext != n.Ext || again.Kind != n.Kind {
			t.Fatalf("%q is stored as %q, which reads as %+v (%v)", s, n.Stored(), again, err)
		}
	})
}
