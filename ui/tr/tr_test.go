package tr

import (
	"errors"
	"regexp"
	"sort"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/paper"
	"kontor/assets"
)

func TestBothLanguagesHaveTheSameKeysAndPlaceholders(t *testing.T) {
	zh, err := assets.Words("zh")
	if err != nil {
		t.Fatal(err)
	}
	en, err := assets.Words("en")
	if err != nil {
		t.Fatal(err)
	}
	for key, text := range zh {
		if stem, is := strings.CutSuffix(key, ".one"); is && zh[stem+".other"] != "" {
			t.Errorf("zh %q: Chinese has only the form .other", key)
		}
		other, ok := en[key]
		if !ok {
			t.Errorf("en lacks %q (%s)", key, text)
			continue
		}
		if a, b := placeholders(text), placeholders(other); a != b {
			t.Errorf("%q: zh has placeholders %s, en has %s", key, a, b)
		}
		if strings.TrimSpace(text) == "" || strings.TrimSpace(other) == "" {
			t.Errorf("%q is empty", key)
		}
	}
	for key := range en {
		if stem, is := strings.CutSuffix(key, ".one"); is && en[stem+".other"] != "" {
			continue
		}
		if _, ok := zh[key]; !ok {
			t.Errorf("zh lacks %q", key)
		}
	}
}

var holder = regexp.MustCompile(`\{[a-zA-Z_]+\}`)

func placeholders(text string) string {
	seen := map[string]bool{}
	for _, h := range holder.FindAllString(text, -1) {
		seen[h] = true
	}
	list := make([]string, 0, len(seen))
	for h := range seen {
		list = append(list, h)
	}
	sort.Strings(list)
	return strings.Join(list, " ")
}

func TestErrorsBecomeSentences(t *testing.T) {
	zh, en := In("zh"), In("en")
	if got := zh.Error(errors.New("disk on fire")); strings.Contains(got, "fire") || !strings.Contains(got, "日志") {
		t.Errorf("a foreign error was told as %q", got)
	}
	if got := en.Error(app.E(app.Denied, "nobody.knows.this")); !strings.Contains(got, "right") {
		t.Errorf("an unknown key was told as %q", got)
	}
	if got := zh.T("no.such.key"); got != "‹no.such.key›" {
		t.Errorf("a missing text shows as %q", got)
	}
}

// Names of kinds begin with a small letter inside an English sentence, not at its start.
func TestNamesInsideSentences(t *testing.T) {
	err := app.E(app.NotFound, "record.not_found", "kind", entity.Label("quote.one"))
	if got := In("en").Error(err); !strings.HasPrefix(got, "This quote ") {
		t.Error(got)
	}
	if got := In("en").T("saleswindow.conflict", "who", "Lin", "what", entity.Label("quote.one")); !strings.HasSuffix(got, "this quote, too") {
		t.Error(got)
	}
	if got := In("zh").Error(err); !strings.Contains(got, "报价单") {
		t.Error(got)
	}
}

func TestDatesAsTheLanguageWritesThem(t *testing.T) {
	d := calendar.Must("2026-03-18")
	for _, c := range []struct{ got, want string }{
		{In("zh").Heading(d), "3 月 18 日 周三"},
		{In("en").Heading(d), "Wed 18 Mar"},
		{In("zh").Near(d, d), "今天"},
		{In("zh").Near(d-2, d), "03-16"},
		{In("en").Near(d-90, d), "2025-12-18"},
		{In("en").Long(d), "18 Mar 2026"},
		{Group(-1234567), "−1,234,567"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Every kind of document that prints has a name, for lists of templates and of jobs.
func TestEveryKindOfPaperHasAName(t *testing.T) {
	zh, err := assets.Words("zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range paper.Kinds {
		if zh["dict.paper."+string(kind)] == "" {
			t.Errorf("dict.paper.%s is missing", kind)
		}
	}
}
