package formula_test

import (
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/formula"
)

var fields = map[string]formula.Value{
	"月耗材额": formula.Number(260000, 2), "产线": formula.Number(4, 0), "设备": formula.Text(",packer,wrapper,"), "成交日": formula.Day(calendar.Must("2026-03-18")),
	"到期": formula.Day(calendar.Must("2026-04-01")), "空": formula.Null, "等级": formula.Text("a"), "满意": formula.Bool(true),
}

// SYS-33: what a formula field works out.
func TestFormulas(t *testing.T) {
	for text, want := range map[string]int64{ // as hundredths
		"1 + 2 * 3":                 700,
		"(1+2)×3":                   900,
		"10 − 4 ÷ 8":                950,
		"-2 * -3":                   600,
		"2 - 3 - 4":                 -500,
		"[月耗材额] × 12":               3120000,
		"【月耗材额】*50%":                130000,
		"10 / 3":                    333,
		"-10 / 4 * 1.002":           -251,
		"days([成交日], [到期])":         1400,
		"[到期] - [成交日]":              1400,
		`if([设备] = "packer", 1, 2)`: 100,
		`如果([设备] = "冰箱"，1，2)`:       200,
		"if([产线] >= 4 and [等级] = \"a\", [产线] * 10, 0)": 4000,
		"if([空] = \"\", 5)":     500,
		"if(not([满意]), 1, 3)":   300,
		"max([产线], 7, [空])":     700,
		"min(3, 2)":             200,
		"round(2.345, 2) * 100": 23500,
		"round(-2.5)":           -300,
	} {
		f, err := formula.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		v, err := f.Eval(func(r string) formula.Value { return fields[r] })
		if n, ok := v.Scaled(2); err != nil || !ok || n != want {
			t.Errorf("%s = %d (%v %v), want %d", text, n, v, err, want)
		}
	}
	f, err := formula.Parse("[成交日] + 180")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := f.Eval(func(r string) formula.Value { return fields[r] }); err != nil || v.Day.String() != "2026-09-14" {
		t.Errorf("180 days later: %v %v", v.Day, err)
	}
}

func TestUnknownStaysUnknown(t *testing.T) {
	for _, text := range []string{"[空] * 12", "1 / 0", "[空] + [产线]", "days([空], [到期])", "if(1 = 2, 5)"} {
		f, err := formula.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := f.Eval(func(r string) formula.Value { return fields[r] }); err != nil || v.Kind != formula.KindNull {
			t.Errorf("%s gave %v %v", text, v, err)
		}
	}
}

func TestFormulasThatCannotBeRead(t *testing.T) {
	for text, key := range map[string]string{
		"": "formula.unfinished", "1 +": "formula.unfinished", "(1": "formula.unfinished", "[a": "formula.unexpected", "1 2": "formula.unexpected",
		"sum(1)": "formula.unknown", "if(1)": "formula.arguments", "1..2": "formula.unexpected", "[]": "formula.unexpected",
		strings.Repeat("(", 60) + "1": "formula.too_deep", strings.Repeat("1+", 600) + "1": "formula.too_long",
	} {
		_, err := formula.Parse(text)
		e, _ := err.(*app.Error)
		if e == nil || e.Kind != app.Invalid || e.Key != key {
			t.Errorf("%.20q: %v, want %s", text, err, key)
		}
	}
	f, err := formula.Parse("[等级] * 2")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Eval(func(r string) formula.Value { return fields[r] }); app.KindOf(err) != app.Invalid {
		t.Errorf("a grade was multiplied: %v", err)
	}
}

func TestNamesInBracketsCanBeRenamed(t *testing.T) {
	f, err := formula.Parse("if([月额] > 0, [月额] * 12, [定额])")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"月额": "c1", "定额": "credit_minor"}
	if got := f.Rename(func(s string) string { return names[s] }); got != "if([c1] > 0, [c1] * 12, [credit_minor])" {
		t.Error(got)
	}
	if got := strings.Join(f.Refs(), " "); got != "月额 定额" {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("if([a] >= 1.5%, days([b], [c]), \"x\") ÷ 2")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := formula.Parse(text)
		if err != nil {
			return
		}
		_, _ = got.Eval(func(string) formula.Value { return formula.Number(3, 1) })
		if _, err := formula.Parse(got.Rename(func(s string) string { return s })); err != nil {
			t.Errorf("%q cannot be read again: %v", text, err)
		}
	})
}
