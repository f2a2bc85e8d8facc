package entity_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

type grade string

type line struct {
	entity.Head
	DocID int64
	Pos   int64
	What  string
	Total money.Minor
}

type doc struct {
	entity.Head
	Number  string
	Remark  string
	On      calendar.Date
	At      int64
	Total   money.Minor
	Limit   *money.Minor
	Rate    int64
	Part    int64
	Done    int64
	Urgent  bool
	Grade   grade
	Tags    []grade
	Mail    string
	Mobile  string
	BuyerID int64
	Lines   []line
}

type buyer struct {
	entity.Head
	Name string
}

func describe() *entity.Desc[doc] {
	lines := entity.Describe("doc_line", "what", func(l *line, e *entity.Fields) {
		e.Ref("doc_id", "doc", &l.DocID)
		e.Int("pos", &l.Pos).Computed()
		e.Text("what", &l.What).Must()
		e.Money("total_minor", &l.Total)
	})
	return entity.Describe("doc", "number", func(d *doc, e *entity.Fields) {
		e.Text("number", &d.Number).Must().Max(10)
		e.LongText("remark", &d.Remark)
		e.Date("on_date", &d.On)
		e.Instant("at", &d.At)
		e.Money("total_minor", &d.Total).Computed()
		e.MaybeMoney("limit_minor", &d.Limit)
		e.Number("rate", 6, &d.Rate)
		e.Number("part", 6, &d.Part).In(entity.Share)
		e.Number("done", 1, &d.Done).In(entity.PerCent)
		e.Flag("urgent", &d.Urgent)
		entity.Choice(e, "grade", &d.Grade, "a", "b").Else(entity.Str("b"))
		entity.Multi(e, "tags", &d.Tags, "a", "b")
		e.Mail("mail", &d.Mail).Masked()
		e.Phone("mobile", &d.Mobile)
		e.Ref("buyer_id", "buyer", &d.BuyerID)
		entity.Lines(e, lines, "doc_id", &d.Lines)
	})
}

func registry() (*entity.Registry, *entity.Desc[doc]) {
	zone := time.FixedZone("CST", 8*3600)
	r := entity.NewRegistry(app.ClockFunc(func() time.Time { return time.UnixMilli(1773815520000) }), zone)
	d := describe()
	r.Add(d.Type)
	r.Add(entity.Describe("buyer", "name", func(b *buyer, e *entity.Fields) { e.Text("name", &b.Name) }).Type)
	return r, d
}

func TestTextBecomesValueAndBack(t *testing.T) {
	_, d := registry()
	for _, c := range []struct{ key, typed, back string }{
		{"number", " B-1\x00 ", "B-1"},
		{"number", "㛃 䶮 𠮷", "㛃 䶮 𠮷"},
		{"remark", "a\r\nb", "a\nb"},
		{"on_date", "2026/3/8", "2026-03-08"},
		{"on_date", "2026年3月18日", "2026-03-18"},
		{"on_date", "", ""},
		{"at", "2026-03-18 14:32", "2026-03-18 14:32:00"},
		{"total_minor", "999,999,999,999,999.99", "999999999999999.99"},
		{"total_minor", "1.2万", "12000.00"},
		{"total_minor", "－３．５", "-3.50"},
		{"limit_minor", "", ""},
		{"limit_minor", "0", "0.00"},
		{"rate", "0.000001", "0.000001"},
		{"part", "0.9", "90%"},
		{"part", "5.5%", "5.5%"},
		{"part", "-12 ％", "-12%"},
		{"done", "85.7", "85.7%"},
		{"done", "85.7%", "85.7%"},
		{"urgent", "是", "1"},
		{"grade", "A", "a"},
		{"tags", "a、b", "a,b"},
		{"buyer_id", "#42", "42"},
	} {
		f := d.Field(c.key)
		rec := d.New()
		v, err := f.Parse(c.typed)
		if err != nil {
			t.Errorf("%s %q: %v", c.key, c.typed, err)
			continue
		}
		f.Set(rec, v)
		if got := f.Format(f.Get(rec)); got != c.back {
			t.Errorf("%s %q came back as %q, not %q", c.key, c.typed, got, c.back)
		}
	}
}

// A window shows 90%, so who types 90 there means that; a file keeps the share.
func TestPerCentsAreTypedAsShown(t *testing.T) {
	_, d := registry()
	for _, c := range []struct{ key, typed, want string }{
		{"part", "90", "90%"}, {"part", "0.9", "0.9%"}, {"part", "90%", "90%"}, {"part", "", ""}, {"done", "85.7", "85.7"}, {"rate", "0.9", "0.9"},
	} {
		if got := d.Field(c.key).Typed(c.typed); got != c.want {
			t.Errorf("%s: %q typed is read as %q, not %q", c.key, c.typed, got, c.want)
		}
	}
	v, err := d.Field("part").Parse("0.9")
	if err != nil || v.Int() != 900_000 {
		t.Errorf("a share of a file: %v, %v", v, err)
	}
}

func TestBadTextIsRefusedWithTheField(t *testing.T) {
	_, d := registry()
	for key, typed := range map[string]string{
		"on_date": "2026-02-30", "total_minor": "1.234", "rate": "x",
		"urgent": "maybe", "grade": "c", "tags": "a,z", "buyer_id": "Müller", "at": "yesterday",
	} {
		_, err := d.Field(key).Parse(typed)
		var e *app.Error
		if !errors.As(err, &e) || e.Kind != app.Invalid || e.Field != key {
			t.Errorf("%s %q: %v", key, typed, err)
		}
	}
	if _, ok := entity.Decimal("99999999999999999999", 2); ok {
		t.Error("a number beyond 64 bits was taken")
	}
}

func TestUnknownDiffersFromZero(t *testing.T) {
	_, d := registry()
	rec, f := d.New(), d.Field("limit_minor")
	if f.Get(rec) != entity.Null {
		t.Fatal("a limit that nobody gave must be unknown")
	}
	f.Set(rec, entity.Num(0))
	if f.Get(rec) != entity.Num(0) || rec.Limit == nil {
		t.Fatal("a limit of 0 must stay 0")
	}
}

func TestDefaultsStandInNewRecordsOnly(t *testing.T) {
	_, d := registry()
	if d.New().Grade != "b" || d.Blank().(*doc).Grade != "" {
		t.Fatal("default of grade")
	}
}

func TestFormFillsAndMarksEveryProblem(t *testing.T) {
	_, d := registry()
	rec := d.New()
	err := d.Fill(rec, map[string]string{"number": "B-1", "on_date": "soon", "rate": "many", "total_minor": "5"})
	var p entity.Problems
	if !errors.As(err, &p) || len(p) != 3 {
		t.Fatalf("want three problems (date, rate, computed total), got %v", err)
	}
	var first *app.Error
	if !errors.As(err, &first) || first.Kind != app.Invalid {
		t.Fatal("the first problem is an *app.Error")
	}
	if rec.Number != "B-1" {
		t.Error("good fields are filled all the same")
	}
	in := d.Form(rec, func(f *entity.Field) entity.Access {
		switch f.Key {
		case "rate":
			return entity.Hidden
		case "mail":
			return entity.MaskedOut
		}
		return entity.Edit
	})
	for _, i := range in {
		if i.Field.Key == "rate" {
			t.Error("a hidden field is in the form")
		}
		if i.Field.Key == "total_minor" && !i.ReadOnly || i.Field.Key == "mail" && !i.ReadOnly {
			t.Errorf("%s can be typed into", i.Field.Key)
		}
	}
}

func TestCheckAsksOnlyChangedFields(t *testing.T) {
	_, d := registry()
	rec := d.New()
	rec.Mail, rec.Number = "not a mail", "A-1"
	if d.Check(rec) == nil {
		t.Fatal("a bad mail was taken")
	}
	d.Keep(rec) // an old record with an old bad value
	rec.Number = "A-2"
	if err := d.Check(rec); err != nil {
		t.Fatalf("an old bad value stops the save: %v", err)
	}
	rec.Number = "A-2345678901"
	if d.Check(rec) == nil {
		t.Fatal("eleven characters in a field of ten")
	}
	rec.Number = ""
	if d.Check(rec) == nil {
		t.Fatal("a required field was emptied")
	}
	rec.Number, rec.Lines = "A-3", []line{{}}
	var e *app.Error
	if err := d.Check(rec); !errors.As(err, &e) || e.Args["line"] != 1 {
		t.Fatalf("the line without a text: %v", err)
	}
}

func TestDiffOfFieldsLinesAndCustom(t *testing.T) {
	r, d := registry()
	c, err := entity.Custom{ID: 7, Label: "Brand", Kind: entity.KindText}.Field()
	if err != nil {
		t.Fatal(err)
	}
	r.SetCustom("doc", []*entity.Field{c})
	rec := d.New()
	rec.Lines = []line{{Head: entity.Head{ID: 1}, What: "x"}, {Head: entity.Head{ID: 2}, What: "y"}}
	d.Keep(rec)
	if len(d.Diff(rec)) != 0 || len(d.DiffLines(rec)) != 0 {
		t.Fatal("nothing changed yet")
	}
	rec.Remark = "hello"
	rec.UpdatedAt = 5
	d.Field("c7").Set(rec, entity.Str("Kontor"))
	rec.Lines[0].What = "z"
	rec.Lines = append(rec.Lines[:1], line{What: "new"})
	got := d.Diff(rec)
	if len(got) != 2 || got[0].Key != "remark" || got[1].After.Text() != "Kontor" {
		t.Fatalf("diff: %+v", got)
	}
	if d.Kept(rec).Custom["c7"] != entity.Null || d.Kept(rec).Lines[0].What != "x" {
		t.Fatal("the original was changed with the record")
	}
	lines := d.DiffLines(rec)
	if len(lines) != 3 || lines[0].Old == nil || lines[1].Old != nil || lines[2].Rec != nil {
		t.Fatalf("one changed, one added, one taken out: %+v", lines)
	}
}

func TestPathGoesOneReferenceDeep(t *testing.T) {
	r, _ := registry()
	for _, key := range []string{"buyer.name", "buyer_id.name"} {
		p, err := r.Path("doc", key)
		if err != nil || p.Via.Key != "buyer_id" || p.Field.Key != "name" || p.Target.Name != "buyer" {
			t.Errorf("%s: %+v %v", key, p, err)
		}
	}
	for _, key := range []string{"nmae", "buyer.owner_id.name", "number.x", ""} {
		if _, err := r.Path("doc", key); app.KindOf(err) != app.Invalid {
			t.Errorf("%s was taken", key)
		}
	}
	if l := r.Type("doc_line"); l == nil || l.Follows != "doc_id" {
		t.Error("lines are registered with their document and follow it")
	}
}

func TestTwoCompaniesHaveTheirOwnCustomFields(t *testing.T) {
	a, _ := registry()
	b, _ := registry()
	f, _ := entity.Custom{ID: 1, Label: "颜色", Kind: entity.KindChoice, Options: []entity.Option{{Key: "r", Label: "红"}}}.Field()
	a.SetCustom("doc", []*entity.Field{f})
	if a.Type("doc").Field("c1") == nil || b.Type("doc").Field("c1") != nil {
		t.Fatal("custom field in the wrong company")
	}
	if v, err := f.Parse("红"); err != nil || v.Text() != "r" {
		t.Fatalf("option by its label: %v %v", v, err)
	}
}

func TestMaskKeepsLittle(t *testing.T) {
	_, d := registry()
	mail, phone := d.Field("mail"), d.Field("mobile")
	for _, c := range []struct {
		f         *entity.Field
		full, cut string
	}{
		{phone, "13812345678", "138****5678"},
		{phone, "12345", "***"},
		{mail, "zhang@example.com", "z***@example.com"},
		{mail, "odd", "***"},
		{d.Field("number"), "张小明", "张**"},
	} {
		if got := c.f.Mask(entity.Str(c.full)).Text(); got != c.cut {
			t.Errorf("%s: %s", c.full, got)
		}
	}
	if d.Field("total_minor").Mask(entity.Num(5)).Text() != "***" {
		t.Error("an amount is masked whole")
	}
}

func TestFaultyDescriptionsPanic(t *testing.T) {
	type rec struct {
		entity.Head
		A, B string
	}
	for name, fn := range map[string]func(*rec, *entity.Fields){
		"field twice":     func(r *rec, e *entity.Fields) { e.Text("a", &r.A); e.Text("b", &r.A) },
		"key twice":       func(r *rec, e *entity.Fields) { e.Text("a", &r.A); e.Text("a", &r.B) },
		"field forgotten": func(r *rec, e *entity.Fields) { e.Text("a", &r.A) },
		"foreign address": func(r *rec, e *entity.Fields) { var s string; e.Text("a", &s); e.Text("b", &r.B) },
		"malformed key":   func(r *rec, e *entity.Fields) { e.Text("A b", &r.A); e.Text("b", &r.B) },
		"key of the head": func(r *rec, e *entity.Fields) { e.Text("id", &r.A); e.Text("b", &r.B) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("was taken")
				}
			}()
			entity.Describe("x", "a", fn)
		})
	}
}

func TestValueInJSON(t *testing.T) {
	for _, v := range []entity.Value{entity.Null, entity.Str("a\"b"), entity.Num(99999999999999999), entity.Str("")} {
		b, err := json.Marshal(v)
		var back entity.Value
		if err != nil || json.Unmarshal(b, &back) != nil || back != v {
			t.Errorf("%v became %s became %v", v, b, back)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "1.2w", "2026-03-18", "是", "a,b", "-999999999999999.99", "\x00\xff", "１２３，４５６．７８亿"} {
		f.Add(s)
	}
	_, d := registry()
	f.Fuzz(func(t *testing.T, s string) {
		for _, field := range d.Fields() {
			v, err := field.Parse(s)
			if err != nil {
				continue
			}
			back, err := field.Parse(field.Format(v))
			if err != nil || back != v {
				t.Errorf("%s: %q gave %v, which reads as %v (%v)", field.Key, s, v, back, err)
			}
			_ = field.Mask(v)
		}
	})
}

func BenchmarkGetField(b *testing.B) {
	_, d := registry()
	rec, f := d.New(), d.Field("number")
	for b.Loop() {
		f.Get(rec)
	}
}
