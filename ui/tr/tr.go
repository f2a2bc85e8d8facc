// Package tr speaks the user's language: it finds the sentence for a key, fills its
// placeholders, picks the plural form, and writes dates, amounts and errors as the
// language does. The language can change while the program runs.
package tr

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"unicode"

	"kontor/app"
	"kontor/app/entity"
	"kontor/assets"
)

// Tongue is one language with its texts. The zero value is not usable; see In.
type Tongue struct {
	Lang  string // "zh" or "en"
	words map[string]string
}

var (
	mu    sync.Mutex
	cache = map[string]*Tongue{}
)

// In gives the tongue of a language; an unknown one falls back to English.
func In(lang string) *Tongue {
	mu.Lock()
	defer mu.Unlock()
	if t, ok := cache[lang]; ok {
		return t
	}
	words, err := assets.Words(lang)
	if err != nil && lang != "en" {
		mu.Unlock()
		t := In("en")
		mu.Lock()
		return t
	}
	t := &Tongue{Lang: lang, words: words}
	cache[lang] = t
	return t
}

// T gives the text of a key with its {placeholders} filled from name, value pairs.
// When a pair is named n, the keys "key.one" and "key.other" are tried first.
// A key without a text comes back in ‹ ›, so that it is seen in every picture.
func (t *Tongue) T(key string, pairs ...any) string {
	text, ok := t.find(key, pairs)
	if !ok {
		return "‹" + key + "›"
	}
	if len(pairs) < 2 || !strings.Contains(text, "{") {
		return text
	}
	old := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		holder := "{" + fmt.Sprint(pairs[i]) + "}"
		old = append(old, holder, t.inside(text, holder, pairs[i+1]))
	}
	return strings.NewReplacer(old...).Replace(text)
}

// Language is the language of the tongue.
func (t *Tongue) Language() string { return t.Lang }

// Has tells whether a key has a text.
func (t *Tongue) Has(key string) bool { _, ok := t.words[key]; return ok }

// Or gives the text of a key, or other when there is none (names the user gave).
func (t *Tongue) Or(key, other string) string {
	if text, ok := t.words[key]; ok {
		return text
	}
	return other
}

func (t *Tongue) find(key string, pairs []any) (string, bool) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] != "n" {
			continue
		}
		form := ".other"
		if fmt.Sprint(pairs[i+1]) == "1" && t.Lang != "zh" {
			form = ".one"
		}
		if text, ok := t.words[key+form]; ok {
			return text, true
		}
	}
	text, ok := t.words[key]
	if !ok {
		text, ok = t.words[key+".other"]
	}
	return text, ok
}

// inside writes an argument as it stands in a text: names of kinds and fields begin with a
// small letter inside an English sentence.
func (t *Tongue) inside(text, holder string, v any) string {
	out := t.value(v)
	named := false
	switch x := v.(type) {
	case string:
		named = strings.HasPrefix(x, "@") && !strings.HasPrefix(out, "@")
	case entity.Label:
		named = true
	}
	at := strings.Index(text, holder)
	if !named || t.Lang != "en" || at <= 0 {
		return out
	}
	before := strings.TrimRight(text[:at], " ")
	if strings.HasSuffix(before, ".") || strings.HasSuffix(before, "“") || strings.HasSuffix(before, ":") {
		return out // it begins a sentence, or is quoted as it is shown
	}
	if r := []rune(out); len(r) > 1 && unicode.IsUpper(r[0]) && unicode.IsLower(r[1]) {
		return string(unicode.ToLower(r[0])) + string(r[1:])
	}
	return out
}

// value writes an argument as text: whole numbers with separators; a text that is itself a key
// prefixed with "@" is translated (errors name fields this way).
func (t *Tongue) value(v any) string {
	switch x := v.(type) {
	case int:
		return Group(int64(x))
	case int64:
		return Group(x)
	case string:
		if key, is := strings.CutPrefix(x, "@"); is && t.Has(key) {
			return t.words[key]
		}
		return x
	case entity.Label:
		return t.T(string(x))
	case entity.Words:
		return x.In(t.Lang)
	case entity.Spoken:
		return x.Say(t.Lang, t.T)
	case fmt.Stringer:
		return x.String()
	}
	return fmt.Sprint(v)
}

// Error tells an error as a sentence: what happened, why, what to do. An error that
// is not ours is told in general words; its text belongs into the log, not before the user.
func (t *Tongue) Error(err error) string {
	var e *app.Error
	if err == nil {
		return ""
	}
	if !errors.As(err, &e) {
		return t.T("error.internal")
	}
	pairs := make([]any, 0, 2*len(e.Args)+2)
	for k, v := range e.Args {
		pairs = append(pairs, k, v)
	}
	if e.Field != "" {
		pairs = append(pairs, "field", "@"+e.Field)
	}
	key := "error." + e.Key
	if _, ok := t.find(key, pairs); !ok {
		switch e.Kind {
		case app.NotFound, app.Invalid, app.Conflict, app.Stale, app.Denied:
			return t.T("error.kind."+kindName(e.Kind), "what", e.Key)
		}
		return t.T("error.internal")
	}
	return t.T(key, pairs...)
}

func kindName(k app.Kind) string {
	return [...]string{"internal", "notfound", "invalid", "conflict", "stale", "denied"}[k]
}

// Group writes a whole number with thousands separators and the minus sign of the design.
func Group(n int64) string {
	minus := ""
	if n < 0 {
		minus = "−"
	}
	digits := strings.TrimPrefix(fmt.Sprintf("%d", n), "-")
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	return minus + b.String()
}
