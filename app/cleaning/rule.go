package cleaning

import (
	"strings"
	"time"
	"unicode"

	"kontor/app/calendar"
	"kontor/app/entity"
)

// Sort says what a rule does with what it finds.
type Sort string

// The sorts.
const (
	Fix  Sort = "fix"  // the field becomes what stands under After
	Bin  Sort = "bin"  // the record goes into the recycle bin
	Look Sort = "look" // a person has to look at it
)

// Rule finds records of a kind.
type Rule struct {
	Key  string // "customer.form"; its name is the text cleaning.rule.<key>
	Kind string
	Sort Sort
	Days int // how old what it finds is at least; 0: age says nothing

	columns func(t *entity.Type) []string
	find    func(look) []Finding
}

// Finding is one thing that a rule found.
type Finding struct {
	ID     int64
	Title  string
	Owner  string
	At     int64 // when the record was saved last, Unix ms
	Field  string
	Now    entity.Value
	After  entity.Value
	Reason string // the end of a translation key, cleaning.why.<reason>
}

// look is one record as a rule sees it.
type look struct {
	t     *entity.Type
	cells map[string]entity.Value
	today calendar.Date
	zone  *time.Location
	days  int
}

func (l look) text(key string) string { return l.cells[key].Text() }

func (l look) empty(keys ...string) bool {
	for _, k := range keys {
		if !l.cells[k].IsEmpty() {
			return false
		}
	}
	return true
}

// older tells whether a moment lies days back or was never; unknown moments do not count.
func (l look) older(key string) bool {
	v := l.cells[key]
	return v.IsEmpty() || calendar.On(time.UnixMilli(v.Int()), l.zone).AddDays(l.days) <= l.today
}

func shipped() []Rule {
	return []Rule{
		{Key: "customer.form", Kind: "customer", Sort: Fix, columns: textColumns, find: badForm},
		{Key: "contact.form", Kind: "contact", Sort: Fix, columns: textColumns, find: badForm},
		{Key: "customer.invalid", Kind: "customer", Sort: Look, columns: textColumns, find: invalid},
		{Key: "contact.invalid", Kind: "contact", Sort: Look, columns: textColumns, find: invalid},
		{Key: "customer.incomplete", Kind: "customer", Sort: Look, columns: columns("name", "phone", "mobile", "mail", "category", "industry", "in_pool", "owner_id"), find: incomplete},
		{Key: "customer.implausible", Kind: "customer", Sort: Look, columns: columns("name", "mobile", "phone", "credit_limit_minor", "last_activity_at"), find: implausible},
		{Key: "contact.implausible", Kind: "contact", Sort: Look, columns: columns("name", "mobile", "birthday"), find: implausible},
		{Key: "customer.stale", Kind: "customer", Sort: Look, Days: 365, columns: columns("updated_at", "last_activity_at"), find: stale},
		{Key: "customer.empty", Kind: "customer", Sort: Bin, Days: 180, columns: columns("phone", "mobile", "mail", "created_at", "updated_at", "last_activity_at", "next_action_on", "deal_minor", "receivable_minor", "open_deals"), find: hollow},
		{Key: "customer.dead", Kind: "customer", Sort: Bin, Days: 365, columns: columns("status", "updated_at", "last_activity_at", "receivable_minor", "open_deals"), find: dead},
		{Key: "contact.orphan", Kind: "contact", Sort: Bin, columns: columns("customer_id", "customer_id.name", "mobile", "phone", "mail", "wechat"), find: orphan},
	}
}

func columns(keys ...string) func(*entity.Type) []string {
	return func(t *entity.Type) []string {
		var out []string
		for _, k := range keys {
			if stem, _, _ := strings.Cut(k, "."); t.Field(stem) != nil {
				out = append(out, k)
			}
		}
		return out
	}
}

// textColumns are the fields people type as text.
func textColumns(t *entity.Type) []string {
	var out []string
	for _, f := range t.Fields() {
		if typed(f) {
			out = append(out, f.Key)
		}
	}
	return out
}

func typed(f *entity.Field) bool {
	switch f.Kind {
	case entity.KindText, entity.KindPhone, entity.KindMail, entity.KindURL:
		return !f.IsComputed && !f.IsHead && f.Store != entity.InSummary
	}
	return false
}

// badForm finds texts with idle blanks, and numbers that are not in their normal form.
func badForm(l look) []Finding {
	var out []Finding
	for _, f := range l.t.Fields() {
		now := l.text(f.Key)
		if !typed(f) || now == "" || strings.Contains(now, "****") {
			continue
		}
		after, err := f.Parse(tidy(now))
		if err == nil && f.CheckValue(after) == nil && after.Text() != now {
			out = append(out, Finding{Field: f.Key, Now: entity.Str(now), After: after, Reason: "form"})
		}
	}
	return out
}

// tidy drops blanks at the ends, invisible characters, and blanks that repeat.
func tidy(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// invalid finds values that the field would refuse today.
func invalid(l look) []Finding {
	var out []Finding
	for _, f := range l.t.Fields() {
		now := l.text(f.Key)
		if !typed(f) || now == "" || strings.Contains(now, "****") {
			continue
		}
		v, err := f.Parse(tidy(now))
		if err == nil {
			err = f.CheckValue(v)
		}
		if err != nil {
			out = append(out, Finding{Field: f.Key, Now: entity.Str(now), Reason: "invalid"})
		}
	}
	return out
}

// incomplete finds customers without what work needs: a way to reach them, a category, an
// industry, and somebody in charge unless they lie in the pool.
func incomplete(l look) []Finding {
	var out []Finding
	if l.empty("phone", "mobile", "mail") {
		out = append(out, Finding{Field: "phone", Reason: "unreachable"})
	}
	for _, key := range []string{"name", "category", "industry"} {
		if l.empty(key) {
			out = append(out, Finding{Field: key, Reason: "missing"})
		}
	}
	if l.empty("owner_id", "in_pool") {
		out = append(out, Finding{Field: "owner_id", Reason: "missing"})
	}
	return out
}

// trials are names of records that somebody made to try the program.
var trials = []string{"test", "测试", "试用", "aaa", "asdf", "xxx", "123"}

// implausible finds what can hardly be: names of one sign or of figures, numbers of one
// digit, birthdays and contacts to come.
func implausible(l look) []Finding {
	var out []Finding
	add := func(field, reason string) {
		out = append(out, Finding{Field: field, Now: l.cells[field], Reason: reason})
	}
	name := strings.ToLower(strings.TrimSpace(l.text("name")))
	if len([]rune(name)) == 1 || name != "" && strings.TrimFunc(name, unicode.IsDigit) == "" {
		add("name", "name")
	}
	for _, t := range trials {
		if name == t || strings.HasPrefix(name, "测试") {
			add("name", "trial")
			break
		}
	}
	for _, key := range []string{"mobile", "phone"} {
		if d := l.text(key); len(d) >= 7 && strings.Trim(d, d[len(d)-1:]) == "" || len(d) == 11 && strings.Trim(d[3:], d[10:]) == "" {
			add(key, "digits")
		}
	}
	if v := l.cells["credit_limit_minor"]; v.Int() < 0 {
		add("credit_limit_minor", "negative")
	}
	if b, err := calendar.Parse(l.text("birthday")); err == nil && b != 0 && (b > l.today || b.AddDays(120*365) < l.today) {
		add("birthday", "birthday")
	}
	if v := l.cells["last_activity_at"]; !v.IsEmpty() && calendar.On(time.UnixMilli(v.Int()), l.zone) > l.today {
		add("last_activity_at", "future")
	}
	return out
}

// stale finds customers that nobody saved or spoke to for long.
func stale(l look) []Finding {
	if !l.older("updated_at") || !l.older("last_activity_at") {
		return nil
	}
	return []Finding{{Field: "last_activity_at", Now: l.cells["last_activity_at"], Reason: "stale"}}
}

// hollow finds customers that nobody can reach, speaks to or does business with.
func hollow(l look) []Finding {
	if !l.empty("phone", "mobile", "mail", "last_activity_at", "next_action_on", "deal_minor", "receivable_minor", "open_deals") || !l.older("created_at") || !l.older("updated_at") {
		return nil
	}
	return []Finding{{Reason: "empty"}}
}

// dead finds customers marked invalid long ago that owe nothing.
func dead(l look) []Finding {
	if l.text("status") != "invalid" || !l.empty("receivable_minor", "open_deals") || !l.older("updated_at") || !l.older("last_activity_at") {
		return nil
	}
	return []Finding{{Field: "status", Now: l.cells["status"], Reason: "dead"}}
}

// orphan finds contacts of nobody that cannot be reached.
func orphan(l look) []Finding {
	if !l.empty("mobile", "phone", "mail", "wechat") || !l.empty("customer_id.name") {
		return nil
	}
	return []Finding{{Reason: "orphan"}}
}
