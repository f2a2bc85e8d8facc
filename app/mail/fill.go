package mail

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail/template"
	"kontor/app/money"
)

// Filled is a template filled for a letter.
type Filled struct {
	Subject string // "" when the template has none
	Text    string
	Marks   []template.Filling // of subject and text, each once
}

// TemplatesFor lists the templates the acting person may use: shared and own ones.
func (s *Service) TemplatesFor(ctx context.Context) ([]*Template, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.Templates.Find(system(ctx), listing.Node{}, listing.Sort{Key: "pos"}, listing.Sort{Key: "id"})
	return slices.DeleteFunc(all, func(t *Template) bool { return !t.Shared && !who.Owns(t.OwnerID) }), err
}

// Subjects are the records whose fields a template may name.
type Subjects struct {
	Entity     string // of the document, with RecordID
	RecordID   int64
	CustomerID int64
	ContactID  int64
}

// Fill fills a template. The marks are read through the list engine with the rights of
// the acting person: what may not be seen is unknown to the template.
func (s *Service) Fill(ctx context.Context, t *Template, on Subjects) (Filled, error) {
	subject, err := template.Parse(t.Subject)
	if err != nil {
		return Filled{}, err
	}
	text, err := template.Parse(t.Text)
	if err != nil {
		return Filled{}, err
	}
	marks := append(subject.Marks(), text.Marks()...)
	values, err := s.values(ctx, marks, t, on)
	if err != nil {
		return Filled{}, err
	}
	lookup := func(m template.Mark) (string, bool) { v, ok := values[m]; return v, ok }
	var f Filled
	var first, second []template.Filling
	f.Subject, first = subject.Fill(lookup)
	f.Text, second = text.Fill(lookup)
	for _, m := range append(first, second...) {
		if !slices.ContainsFunc(f.Marks, func(x template.Filling) bool { return x.Mark == m.Mark }) {
			f.Marks = append(f.Marks, m)
		}
	}
	return f, nil
}

// values finds the written values of marks. The first part of a path is an entity, or
// one of me, company, today.
func (s *Service) values(ctx context.Context, marks []template.Mark, t *Template, on Subjects) (map[template.Mark]string, error) {
	out := map[template.Mark]string{}
	byEntity := map[string][]template.Mark{}
	for _, m := range marks {
		head, rest, _ := strings.Cut(m.Path, ".")
		switch {
		case head == "today" && rest == "":
			out[m] = date(s.g.Registry.Today(), m.Format, t.Language)
		case head == "me":
			if v, ok := s.me(ctx, rest); ok {
				out[m] = v
			}
		case rest != "":
			byEntity[head] = append(byEntity[head], m)
		}
	}
	for name, list := range byEntity {
		id := s.subject(ctx, name, on)
		if id == 0 {
			s.blank(name, list, out)
			continue
		}
		if err := s.record(ctx, name, id, list, t.Language, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// subject gives the record of an entity that a template speaks of.
func (s *Service) subject(ctx context.Context, name string, on Subjects) int64 {
	switch {
	case name == on.Entity:
		return on.RecordID
	case name == "customer":
		return on.CustomerID
	case name == "contact":
		return on.ContactID
	case name == "company":
		if s.g.Registry.Type(name) == nil {
			return 0
		}
		plan, err := listing.Allow(system(ctx), s.g.Registry, identity.May(name, identity.See), listing.Query{Entity: name})
		if err != nil {
			return 0
		}
		ids, err := s.g.Source.First(ctx, plan, 1)
		if err != nil || len(ids) == 0 {
			return 0
		}
		return ids[0]
	}
	return 0
}

// blank marks fields of a record that is not there as empty, when they exist at all.
func (s *Service) blank(name string, list []template.Mark, out map[template.Mark]string) {
	if s.g.Registry.Type(name) == nil {
		return
	}
	for _, m := range list {
		_, key, _ := strings.Cut(m.Path, ".")
		if _, err := s.g.Registry.Path(name, key); err == nil {
			out[m] = ""
		}
	}
}

// record reads the marks of one record.
func (s *Service) record(ctx context.Context, name string, id int64, list []template.Mark, lang string, out map[template.Mark]string) error {
	if s.g.Registry.Type(name) == nil {
		return nil
	}
	keys := []string{}
	currency := s.g.Registry.Type(name).Field("currency") != nil
	if currency {
		keys = append(keys, "currency")
	}
	for _, m := range list {
		_, key, _ := strings.Cut(m.Path, ".")
		p, err := s.g.Registry.Path(name, key)
		if err == nil && p.Field.Kind == entity.KindRef && p.Via == nil { // a reference is written by the name behind it
			key += "." + s.titleOf(p.Field.To)
		}
		if err == nil && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	plan, err := listing.Allow(ctx, s.g.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Columns: keys, Filter: listing.IDs([]int64{id})})
	if err != nil {
		return nil //nolint:nilerr // what may not be read is unknown to the template
	}
	rows, err := s.g.Source.Block(ctx, plan, []int64{id})
	if err != nil || len(rows) == 0 || rows[0].ID == 0 {
		return err
	}
	code := "CNY"
	cells := map[string]cell{}
	for i, c := range plan.Columns() {
		key := c.Key
		cells[key] = cell{c.Field, rows[0].Cells[i]}
		if key == "currency" && currency && rows[0].Cells[i].Text() != "" {
			code = rows[0].Cells[i].Text()
		}
	}
	for _, m := range list {
		_, key, _ := strings.Cut(m.Path, ".")
		c, ok := cells[key]
		if !ok {
			for k, x := range cells {
				if strings.HasPrefix(k, key+".") {
					c, ok = x, true
				}
			}
		}
		if !ok {
			continue
		}
		if v, fits := s.written(c, m.Format, lang, code); fits {
			out[m] = v
		}
	}
	return nil
}

type cell struct {
	field *entity.Field
	value entity.Value
}

func (s *Service) titleOf(name string) string {
	if t := s.g.Registry.Type(name); t != nil {
		return t.Title
	}
	return "name"
}

// written writes a cell as people read it. fits is false when the format is not one for
// its kind.
func (s *Service) written(c cell, format, lang, currency string) (text string, fits bool) {
	f, v := c.field, c.value
	switch f.Kind {
	case entity.KindMoney:
		if format != "" && format != "amount" && format != "plain" {
			return "", false
		}
		if v.IsNull() {
			return "", true
		}
		a := money.Of(money.Minor(v.Int()), currency)
		if v.IsText() { // masked
			return v.Text(), true
		}
		if format == "plain" {
			return a.Plain(), true
		}
		return a.String(), true
	case entity.KindDate:
		d, err := calendar.Parse(v.Text())
		if err != nil {
			return v.Text(), true
		}
		return date(d, format, lang), format == "" || format == "iso" || format == "long"
	case entity.KindChoice, entity.KindMulti:
		return s.choice(f, v, lang), format == ""
	}
	return strings.TrimSpace(f.Format(v)), format == ""
}

// choice writes an option: its own label, else the translation.
func (s *Service) choice(f *entity.Field, v entity.Value, lang string) string {
	if v.Text() == "" {
		return ""
	}
	var out []string
	for _, key := range strings.Split(strings.Trim(v.Text(), ","), ",") {
		label := key
		if o, ok := f.Option(key); ok && o.Label != "" {
			label = o.Name(lang)
		} else if s.p.Label != nil {
			label = s.p.Label(lang, f.OptionKey(key))
		}
		out = append(out, label)
	}
	return strings.Join(out, ", ")
}

// me writes a fact about the writer.
func (s *Service) me(ctx context.Context, what string) (string, bool) {
	if s.p.Sender == nil {
		return "", false
	}
	m := s.p.Sender(ctx)
	v, ok := map[string]string{"name": m.Name, "title": m.Title, "phone": m.Phone, "mail": m.Mail, "company": m.Company}[what]
	return v, ok
}

var months = [...]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// date writes a business date: 2026 年 4 月 15 日, 15 Apr 2026, or 2026-04-15.
func date(d calendar.Date, format, lang string) string {
	if d.IsZero() || format == "iso" {
		return d.String()
	}
	y, m, day := d.Parts()
	if lang == "en" {
		return fmt.Sprintf("%d %s %d", day, months[m], y)
	}
	return fmt.Sprintf("%d 年 %d 月 %d 日", y, m, day)
}
