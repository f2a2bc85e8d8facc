package importing

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/sales"
)

// labels reads the shipped texts, as the wiring does for Registry.Names.
func labels(tb testing.TB) func(string) []string {
	tb.Helper()
	var all []map[string]string
	for _, lang := range []string{"zh", "en"} {
		words := map[string]string{}
		files, err := filepath.Glob("../../assets/translations/" + lang + "/*.json")
		if err != nil || len(files) == 0 {
			tb.Fatalf("no texts: %v", err)
		}
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				tb.Fatal(err)
			}
			if err := json.Unmarshal(raw, &words); err != nil {
				tb.Fatal(err)
			}
		}
		all = append(all, words)
	}
	return func(key string) []string {
		var out []string
		for _, w := range all {
			if s := w[key]; s != "" {
				out = append(out, s)
			}
		}
		return out
	}
}

func testRegistry(tb testing.TB) *entity.Registry {
	zone := time.FixedZone("CST", 8*3600)
	r := entity.NewRegistry(app.ClockFunc(func() time.Time { return time.Date(2026, 3, 18, 14, 32, 0, 0, zone) }), zone)
	r.Names = labels(tb)
	r.Add(customer.Describe(customer.ShippedChecks()).Type)
	r.Add(customer.DescribeContact(customer.ShippedChecks()).Type)
	r.Add(sales.DescribeProduct().Type)
	return r
}

func targetsOf(r *entity.Registry, k Kind) []Target {
	var out []Target
	t := r.Type(k.Entity)
	for _, f := range t.Fields() {
		if importable(f) {
			out = append(out, Target{Key: f.Key, Type: t, Field: f})
		}
	}
	if k.Side == nil {
		return out
	}
	side := r.Type(k.Side.Entity)
	for _, f := range side.Fields() {
		if importable(f) && !f.IsHead && f.Key != k.Side.Ref && k.Side.Fixed[f.Key] == "" {
			out = append(out, Target{Key: side.Name + "." + f.Key, Type: side, Field: f, Side: true})
		}
	}
	return out
}

func guessHeaders(tb testing.TB, kind string, headers ...string) []Column {
	r := testRegistry(tb)
	k, err := KindNamed(kind)
	if err != nil {
		tb.Fatal(err)
	}
	columns := make([]sample, len(headers))
	for i, h := range headers {
		name, cells, _ := strings.Cut(h, "=")
		columns[i].header = name
		for _, c := range strings.Split(cells, "|") {
			if c != "" {
				columns[i].cells = append(columns[i].cells, Cell{Text: c})
			}
		}
	}
	conv := converter{reg: r, today: r.Today(), find: func(string, string) (int64, error) { return 1, nil }}
	return newGuesser(targetsOf(r, k), r.Names).guess(columns, func(t Target, c Cell, zeros int) bool {
		v, ok, err := conv.value(-1, Column{Zeros: zeros}, t, c)
		return err == nil && (!ok || t.Field.CheckValue(v) == nil)
	})
}

func TestHeadersAreRecognisedInBothLanguages(t *testing.T) { // DAT-01
	for _, c := range []struct {
		kind   string
		header string
		field  string
		sure   Sure
	}{
		{"customers", "客户名称", "name", High},
		{"customers", "公司名称", "name", High},
		{"customers", "名称", "name", High},
		{"customers", "name", "name", High},
		{"customers", "Company", "name", High},
		{"customers", "公司名称 *", "name", High},
		{"customers", "单位全称", "name", Low},
		{"customers", "联系人", "contact.name", High},
		{"customers", "contact", "contact.name", High},
		{"customers", "手机", "mobile", High},
		{"customers", "手机号", "mobile", High},
		{"customers", "mobile", "mobile", High},
		{"customers", "手机号码", "mobile", High},
		{"customers", "联系人手机", "contact.mobile", High},
		{"customers", "电话", "phone", High},
		{"customers", "Ｐｈｏｎｅ", "phone", High},
		{"customers", "公司电话", "phone", High},
		{"customers", "邮箱", "mail", High},
		{"customers", "E-Mail", "mail", High},
		{"customers", "地址", "address", High},
		{"customers", "Address", "address", High},
		{"customers", "行业", "industry", High},
		{"customers", "Industry", "industry", High},
		{"customers", "来源", "source", High},
		{"customers", "Source", "source", High},
		{"customers", "备注", "remark", High},
		{"customers", "remark", "remark", High},
		{"customers", "负责人", "owner_id", High},
		{"customers", "owner", "owner_id", High},
		{"customers", "业务员", "owner_id", Medium},
		{"customers", "客户级别", "grade", High},
		{"customers", "纳税人识别号", "credit_code", High},
		{"customers", "統一社會信用代碼", "credit_code", High},
		{"customers", "信用额度(万元)", "credit_limit_minor", Low},
		{"customers", "信用额度（元）", "credit_limit_minor", High},
		{"customers", "QQ", "", ""},
		{"customers", "传真", "", ""},
		{"customers", "序号", "", ""},
		{"customers", "职务", "contact.title", High},
		{"products", "产品编号", "code", High},
		{"products", "规格型号", "spec", High},
		{"products", "单价", "price", High},
		{"products", "SKU", "code", High},
		{"products", "Unit price", "price", Medium},
		{"products", "库存", "stock", High},
		{"contacts", "姓名", "name", High},
		{"contacts", "公司名称", "customer_id", High},
		{"contacts", "生日", "birthday", High},
	} {
		got := guessHeaders(t, c.kind, c.header)[0]
		if got.Field != c.field || got.Sure != c.sure {
			t.Errorf("%s %q goes into %q (%s), want %q (%s)", c.kind, c.header, got.Field, got.Sure, c.field, c.sure)
		}
	}
}

func TestEachFieldOnceAndContentCounts(t *testing.T) {
	got := guessHeaders(t, "customers", "手机", "联系电话", "电话")
	if got[0].Field != "mobile" || got[2].Field != "phone" || got[1].Field == "mobile" || got[1].Field == "phone" {
		t.Errorf("%+v", got)
	}
	got = guessHeaders(t, "customers", "列1=zhang@a.example|li@b.example", "列2=19900005521|199 0000 5522", "列3=91350100M000100Y43|91350100M000100Y43", "列4=随便|写写")
	for i, want := range []string{"mail", "mobile", "credit_code", ""} {
		if got[i].Field != want || want != "" && got[i].Sure != Low {
			t.Errorf("column %d by its content: %+v", i+1, got[i])
		}
	}
	got = guessHeaders(t, "customers", "手机=川沙路 1108 号|科苑路 18 号")
	if got[0].Sure == High {
		t.Errorf("addresses under 手机: %+v", got[0])
	}
	if got := guessHeaders(t, "customers", "信用额度(万)=28.6|120")[0]; got.Zeros != 4 || got.Sure != Low {
		t.Errorf("a unit needs a confirmation: %+v", got)
	}
}

func TestHeaderRowIsFound(t *testing.T) {
	r := testRegistry(t)
	k, _ := KindNamed("customers")
	g := newGuesser(targetsOf(r, k), r.Names)
	row := func(line int, cells ...string) Row {
		x := Row{Line: line}
		for _, c := range cells {
			x.Cells = append(x.Cells, Cell{Text: c})
		}
		return x
	}
	for name, c := range map[string]struct {
		rows []Row
		want int
	}{
		"first row":             {[]Row{row(1, "客户名称", "手机"), row(2, "恒拓", "19900005521")}, 1},
		"below a title":         {[]Row{row(1, "2026 年展会客户名单"), row(3, "客户名称", "手机", "备注"), row(4, "恒拓", "1", "")}, 3},
		"unknown but header":    {[]Row{row(1, "甲", "乙"), row(2, "恒拓", "19900005521")}, 1},
		"no header":             {[]Row{row(1, "恒拓精密", "19900005521"), row(2, "舜泽", "19900005522")}, 0},
		"nothing at all":        {nil, 0},
		"a single row of names": {[]Row{row(1, "客户名称", "手机")}, 1},
	} {
		if got := g.headerRow(c.rows); got != c.want {
			t.Errorf("%s: %d", name, got)
		}
	}
}

func TestUnitsInHeaders(t *testing.T) {
	for in, want := range map[string]int{"年采购额(万)": 4, "金额（万元）": 4, "金额【亿元】": 8, "金额(千元)": 3, "金额 单位：万元": 4, "金额(元)": 0, "金额": 0, "备注(选填)": 0, "电话(万一)": 0} {
		if name, got := unitOf(in); got != want || want > 0 && strings.Contains(name, "万") {
			t.Errorf("%q: %q, %d zeros", in, name, got)
		}
	}
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	today := calendar.Must("2026-03-18")
	for in, want := range map[string]string{
		"2026-03-12": "2026-03-12", "2026/3/12": "2026-03-12", "2026.3.12": "2026-03-12", "2026年3月12日": "2026-03-12", "20260312": "2026-03-12",
		"26-3-12": "2026-03-12", "99/12/31": "1999-12-31", "3月9日": "2026-03-09", "12月31日": "2025-12-31", "3-9": "2026-03-09", "2026年3月": "2026-03-01",
		"44265": "2021-03-10", "12 Mar 2026": "2026-03-12", "Mar 12, 2026": "2026-03-12", "12-Mar-26": "2026-03-12", "March 9": "2026-03-09", "12th March 2026": "2026-03-12",
		"31/12/2025": "2025-12-31", "12/31/2025": "2025-12-31", "２０２６－０３－１２": "2026-03-12", "2026-03-12 周四": "2026-03-12", "Thu, 12 Mar 2026": "2026-03-12",
		"2026-03-12 08:30": "2026-03-12 08:30:00", "2026/3/12 下午3:05": "2026-03-12 15:05:00", "2026-03-12T08:30:15Z": "2026-03-12 08:30:15",
		"3/12/2026 3:05 pm": "import.date_unsure", "2026-02-30": "import.date_no_day", "2月30日": "import.date_no_day", "3/4/2026": "import.date_unsure",
		"2026-13-01": "import.date_form", "hello": "import.date_form", "3.5": "import.date_form", "": "import.date_form", "123456": "import.date_form", "20261301": "import.date_form",
		"5/5/2026": "2026-05-05", "2026-03-12 25:00": "import.date_form",
	} {
		m, fault := readDate(in, AnyOrder, today)
		got := string(fault)
		if fault == dateOK {
			got = m.day.String()
			if m.timed {
				got += time.Unix(int64(m.seconds), 0).UTC().Format(" 15:04:05")
			}
		}
		if got != want {
			t.Errorf("%q is %s, want %s", in, got, want)
		}
	}
	for order, want := range map[Order]string{DMY: "2026-04-03", MDY: "2026-03-04"} {
		if m, fault := readDate("3/4/2026", order, today); fault != dateOK || m.day.String() != want {
			t.Errorf("%s: %s %s", order, m.day, fault)
		}
	}
	for text, want := range map[string]Order{"31/12/2025": DMY, "12/31/2025": MDY, "3/4/2026": AnyOrder, "2026/12/31": AnyOrder, "电话 12/31": AnyOrder} {
		if got := orderSeen(text); got != want {
			t.Errorf("%q shows %q", text, got)
		}
	}
}

func TestCellsBecomeValues(t *testing.T) {
	r := testRegistry(t)
	k, _ := KindNamed("customers")
	targets := targetsOf(r, k)
	conv := converter{reg: r, today: r.Today(), find: func(kind, name string) (int64, error) {
		switch name {
		case "林晓雯":
			return 2, nil
		case "张伟":
			return 0, app.E(app.NotFound, "import.ambiguous")
		}
		return 0, errNobody
	}}
	for _, c := range []struct {
		field string
		cell  Cell
		col   Column
		want  string // the value, "" for left empty, or the key of the error
	}{
		{"name", Cell{Text: "　 苏州恒拓\u200b "}, Column{}, "苏州恒拓"},
		{"name", Cell{Text: "'=1+1"}, Column{}, "=1+1"},
		{"name", Cell{Text: "O'Neill"}, Column{}, "O'Neill"},
		{"name", Cell{Text: "a\x00b\x07"}, Column{}, "ab"},
		{"name", Cell{Text: "1.39E+10"}, Column{}, "import.scientific"},
		{"name", Cell{Text: "坏\uFFFD了"}, Column{}, "import.garbled"},
		{"name", Cell{Text: "#N/A", Kind: ErrorValue}, Column{}, "import.cell_fault"},
		{"name", Cell{Text: "—"}, Column{}, ""},
		{"remark", Cell{Text: "a\nb"}, Column{}, "a\nb"},
		{"remark", Cell{Text: "-"}, Column{}, "-"},
		{"mobile", Cell{Text: "19900005521", Kind: Number}, Column{}, "19900005521"},
		{"mobile", Cell{Text: "'+86 199 0000 5521"}, Column{}, "19900005521"},
		{"mobile", Cell{Text: "无"}, Column{}, ""},
		{"credit_code", Cell{Text: "320102199001011000", Kind: Lost}, Column{}, "import.digits_lost"},
		{"credit_code", Cell{Text: "9132 0594 ma1x 7x2k 3p"}, Column{}, "91320594MA1X7X2K3P"},
		{"credit_limit_minor", Cell{Text: "28.6"}, Column{Zeros: 4}, "28600000"},
		{"credit_limit_minor", Cell{Text: "1.2万"}, Column{}, "1200000"},
		{"credit_limit_minor", Cell{Text: "￥1,234.50 元"}, Column{}, "123450"},
		{"credit_limit_minor", Cell{Text: "(1,234.50)"}, Column{}, "-123450"},
		{"credit_limit_minor", Cell{Text: "人民币 5 万元"}, Column{}, "5000000"},
		{"credit_limit_minor", Cell{Text: "33.3333333", Kind: Number}, Column{}, "3333"},
		{"credit_limit_minor", Cell{Text: "-0.005", Kind: Number}, Column{}, "-1"},
		{"credit_limit_minor", Cell{Text: "33.333"}, Column{}, "import.decimals"},
		{"credit_limit_minor", Cell{Text: "面议"}, Column{}, "field.not_a_number"},
		{"grade", Cell{Text: "VIP"}, Column{}, "field.not_a_choice"}, // no dictionary is loaded here
		{"kind", Cell{Text: "个人"}, Column{}, "person"},
		{"kind", Cell{Text: "Company"}, Column{}, "company"},
		{"kind", Cell{Text: "企业"}, Column{Values: map[string]string{"企业": "公司"}}, "company"},
		{"hot", Cell{Text: "1", Kind: Flag}, Column{}, "1"},
		{"hot", Cell{Text: "是"}, Column{}, "1"},
		{"owner_id", Cell{Text: "林晓雯"}, Column{}, "2"},
		{"owner_id", Cell{Text: "小林"}, Column{Values: map[string]string{"小林": "林晓雯"}}, "2"},
		{"owner_id", Cell{Text: "小陈"}, Column{}, "import.nobody"},
		{"owner_id", Cell{Text: "小陈"}, Column{Unknown: Leave}, ""},
		{"owner_id", Cell{Text: "张伟"}, Column{Unknown: Leave}, "import.ambiguous"},
		{"contact.birthday", Cell{Text: "44265", Kind: Number}, Column{}, "2021-03-10"},
		{"contact.birthday", Cell{Text: "44265.5", Kind: Number}, Column{}, "2021-03-10"},
		{"contact.birthday", Cell{Text: "1990-02-30"}, Column{}, "import.date_no_day"},
	} {
		target, ok := targetNamed(targets, c.field)
		if !ok {
			t.Fatalf("no field %s", c.field)
		}
		v, filled, err := conv.value(0, c.col, target, c.cell)
		got := v.String()
		if err != nil {
			got = asError(err).Key
		} else if !filled {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.cell.Text, got, c.want)
		}
	}
}

func TestRatesInPercent(t *testing.T) {
	r := testRegistry(t)
	f := r.Type("product").Field("price") // a number with six decimals
	v, err := number(Column{}, Target{Key: "price", Field: f}, Cell{Text: "13%"})
	if err != nil || v.Int() != 130_000 {
		t.Errorf("13%% is %v %v", v, err)
	}
}

func TestMappingFileOfTheCommand(t *testing.T) {
	m, err := ReadMapping([]byte(`{"公司名称": "name", "手机 ": "mobile"}`))
	if err != nil {
		t.Fatal(err)
	}
	fit, ok := m.Fit([]string{"序号", "手机", "公司名称*"})
	if !ok || fit.Columns[0].Field != "" || fit.Columns[1].Field != "mobile" || fit.Columns[2].Field != "name" || len(fit.Doubtful()) != 0 {
		t.Errorf("%+v %v", fit, ok)
	}
	if _, ok := m.Fit([]string{"公司名称"}); ok {
		t.Error("a mapping fits a file without one of its columns")
	}
	whole, err := ReadMapping([]byte(`{"mode":"upsert","keys":["name"],"columns":[{"header":"a","field":"name","zeros":4}]}`))
	if err != nil || whole.Mode != Upsert || whole.Columns[0].Zeros != 4 {
		t.Errorf("%+v %v", whole, err)
	}
	for _, bad := range []string{"", "[]", "{", `{"a": 1}`} {
		if _, err := ReadMapping([]byte(bad)); app.KindOf(err) != app.Invalid {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func BenchmarkConvert(b *testing.B) {
	r := testRegistry(b)
	k, _ := KindNamed("customers")
	targets := targetsOf(r, k)
	conv := converter{reg: r, today: r.Today()}
	name, _ := targetNamed(targets, "name")
	mobile, _ := targetNamed(targets, "mobile")
	limit, _ := targetNamed(targets, "credit_limit_minor")
	for b.Loop() {
		_, _, _ = conv.value(0, Column{}, name, Cell{Text: "苏州恒拓精密制造有限公司"})
		_, _, _ = conv.value(1, Column{}, mobile, Cell{Text: "19900005521"})
		_, _, _ = conv.value(2, Column{}, limit, Cell{Text: "286,000.00"})
	}
}
