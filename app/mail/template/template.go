// Package template fills the marks {{field.path|format}} of mail templates. There is no
// code in a template and no loop: only marks. What a path means and how a value is
// written is the caller's business, so the same grammar serves every kind of record.
package template

import (
	"strings"
	"unicode/utf8"

	"kontor/app"
)

// MaxLen is the longest template, in bytes.
const MaxLen = 64 << 10

// MaxMarks is the most marks in one template.
const MaxMarks = 500

// Mark is one {{path|format}}.
type Mark struct {
	Path   string // "quote.number", "customer.name", "me.name"
	Format string // "" or the name of a format
}

// String is the mark as it is written.
func (m Mark) String() string {
	if m.Format == "" {
		return "{{" + m.Path + "}}"
	}
	return "{{" + m.Path + "|" + m.Format + "}}"
}

// Template is a text cut at its marks.
type Template struct {
	texts []string // one more than marks
	marks []Mark
}

// Parse reads a template. Errors: Invalid template.open (a {{ without its end),
// template.bad_mark (no path, or characters that are in no path), template.too_long.
// The argument line is the line of the fault, from 1.
func Parse(s string) (*Template, error) {
	if len(s) > MaxLen || !utf8.ValidString(s) {
		return nil, app.E(app.Invalid, "template.too_long", "limit", MaxLen)
	}
	t := &Template{}
	line := 1
	for {
		i := strings.Index(s, "{{")
		if i < 0 {
			t.texts = append(t.texts, s)
			return t, nil
		}
		line += strings.Count(s[:i], "\n")
		j := strings.Index(s[i:], "}}")
		if j < 0 {
			return nil, app.E(app.Invalid, "template.open", "line", line)
		}
		inner := s[i+2 : i+j]
		m, ok := mark(inner)
		if !ok {
			return nil, app.E(app.Invalid, "template.bad_mark", "line", line, "mark", short(inner))
		}
		if len(t.marks) == MaxMarks {
			return nil, app.E(app.Invalid, "template.too_long", "limit", MaxMarks)
		}
		t.texts, t.marks = append(t.texts, s[:i]), append(t.marks, m)
		s = s[i+j+2:]
	}
}

func short(s string) string {
	r := []rune(s)
	if len(r) > 40 {
		r = append(r[:40], '…')
	}
	return string(r)
}

func mark(s string) (Mark, bool) {
	path, format, piped := strings.Cut(s, "|")
	m := Mark{Path: strings.TrimSpace(path), Format: strings.TrimSpace(format)}
	if m.Path == "" || piped && m.Format == "" || len(s) > 200 {
		return m, false
	}
	for _, part := range strings.Split(m.Path, ".") {
		if !name(part) {
			return m, false
		}
	}
	return m, m.Format == "" || name(m.Format)
}

// name is letters, digits and _, as keys of fields are.
func name(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_') {
			return false
		}
	}
	return s != ""
}

// Marks lists the marks in their order, each once.
func (t *Template) Marks() []Mark {
	seen := map[Mark]bool{}
	var out []Mark
	for _, m := range t.marks {
		if !seen[m] {
			seen[m] = true
			out = append(out, m)
		}
	}
	return out
}

// State is what became of a mark.
type State int

// The states of a mark.
const (
	Filled  State = iota
	Empty         // the record has no value there
	Unknown       // there is no such field, or not for this person
)

// Filling is what became of one mark.
type Filling struct {
	Mark
	State State
	Value string
}

// Values gives the written value of a mark. ok is false when there is no such field
// for the person, or the format does not fit it.
type Values func(m Mark) (value string, ok bool)

// Fill writes the template with values. A mark without a value leaves a gap of
// underscores where the writer has to fill in; one that is unknown stays as it stands.
func (t *Template) Fill(values Values) (string, []Filling) {
	known := map[Mark]Filling{}
	var report []Filling
	var out strings.Builder
	for i, m := range t.marks {
		out.WriteString(t.texts[i])
		f, done := known[m]
		if !done {
			f = Filling{Mark: m}
			value, ok := values(m)
			switch {
			case !ok:
				f.State = Unknown
			case strings.TrimSpace(value) == "":
				f.State = Empty
			default:
				f.Value = value
			}
			known[m] = f
			report = append(report, f)
		}
		switch f.State {
		case Filled:
			out.WriteString(f.Value)
		case Empty:
			out.WriteString("____")
		case Unknown:
			out.WriteString(m.String())
		}
	}
	out.WriteString(t.texts[len(t.texts)-1])
	return out.String(), report
}
