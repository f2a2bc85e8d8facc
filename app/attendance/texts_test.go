package attendance_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kontor/app/attendance"
	"kontor/app/entity"
)

func words(t *testing.T, lang string) map[string]string {
	t.Helper()
	all := map[string]string{}
	files, err := filepath.Glob(filepath.Join("../../assets/translations", lang, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &all); err != nil {
			t.Fatal(f, err)
		}
	}
	return all
}

func types() []*entity.Type {
	return []*entity.Type{
		attendance.DescribeGroup().Type, attendance.DescribeEmployee().Type, attendance.DescribeBadge().Type, attendance.DescribeShift().Type,
		attendance.DescribeDevice().Type, attendance.DescribeRoster().Type, attendance.DescribePunch().Type, attendance.DescribeImport().Type,
		attendance.DescribeLeave().Type, attendance.DescribeTrip().Type, attendance.DescribeCorrection().Type, attendance.DescribeOvertime().Type,
		attendance.DescribeDayResult().Type, attendance.DescribeMonthLock().Type, attendance.DescribeSupplement().Type, attendance.DescribeDay().Type, attendance.DescribeParameter().Type,
	}
}

// Every field, option, group and refusal has its words in both languages.
func TestWordsOfAttendance(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		have := words(t, lang)
		need := func(key string) {
			if have[key] == "" {
				t.Errorf("%s: %s", lang, key)
			}
		}
		var each func(ty *entity.Type)
		each = func(ty *entity.Type) {
			need(ty.Name + ".one")
			need(ty.Name + ".many")
			for _, f := range ty.Fields() {
				if f.IsHead {
					continue
				}
				need(f.LabelKey())
				if f.FormPart != "" {
					need(ty.Name + ".group." + f.FormPart)
				}
				for _, o := range f.Options() {
					need(f.OptionKey(o.Key))
				}
			}
			for _, k := range ty.Kids {
				each(k.Type)
			}
		}
		for _, ty := range types() {
			each(ty)
		}
		for _, key := range refusals(t) {
			need("error." + key)
		}
	}
}

var refusalForm = regexp.MustCompile(`app\.E\(app\.\w+, "([a-z_.]*[a-z_])"`)

// refusals finds the keys of all errors of this package in its source.
func refusals(t *testing.T) []string {
	t.Helper()
	files, _ := filepath.Glob("*.go")
	out := []string{"attendance.badge.card", "attendance.badge.registration"}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range refusalForm.FindAllStringSubmatch(string(raw), -1) {
			out = append(out, m[1])
		}
	}
	if len(out) < 20 {
		t.Fatalf("only %d refusals found", len(out))
	}
	return out
}
