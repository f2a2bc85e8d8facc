package customer

import (
	"context"
	"strings"
	"sync"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/phone"
	"kontor/app/reminder"
)

// SettingPrefixes is the table of mobile prefixes in use, as phone.ParseTable reads it.
const SettingPrefixes = "customer.mobile_prefixes"

// CompanyChecks tests phone numbers by the table that the company keeps (SYS-35).
func CompanyChecks(c *company.Service) Checks {
	var mu sync.Mutex
	last, table := "", phone.Shipped()
	return Checks{Table: func() *phone.Table {
		text, err := company.Read(identity.System(context.Background(), "phones"), c, SettingPrefixes, "")
		mu.Lock()
		defer mu.Unlock()
		if err != nil || text == last {
			return table
		}
		last = text
		if t, err := phone.ParseTable(text); err == nil && text != "" {
			table = t
		} else {
			table = phone.Shipped()
		}
		return table
	}}
}

// Checks are the tests of phone fields that are in force.
func (s *Service) Checks() Checks { return s.p.Checks }

// Prefixes gives the table of mobile prefixes in use.
func (s *Service) Prefixes() string { return s.p.Checks.Table().String() }

// SetPrefixes replaces the table; an empty text goes back to the shipped one. It needs
// the administrator's right. Numbers that were saved before stay as they are.
func (s *Service) SetPrefixes(ctx context.Context, text string) error {
	text = strings.TrimSpace(text)
	if text != "" {
		t, err := phone.ParseTable(text)
		if err != nil {
			return err
		}
		text = t.String()
	}
	return company.Write(ctx, s.p.Company, SettingPrefixes, text)
}

// GuardPhones gives the test of phone numbers to every field that holds one and has no
// test of its own, whatever area it is of.
func (c Checks) GuardPhones(reg *entity.Registry, more ...*entity.Field) {
	for _, t := range reg.Types() {
		for _, f := range t.Fields() {
			if f.Kind == entity.KindPhone && !f.HasTest() {
				more = append(more, f)
			}
		}
	}
	for _, f := range more {
		f.Test(c.BadPhone)
	}
}

// mostBirthdayDays is the longest notice before a birthday.
const mostBirthdayDays = 60

// usualBirthday is three days before, at nine.
var usualBirthday = reminder.Lead{Days: 3, Minute: 9 * 60}

// BirthdayLead tells how long before a birthday people are reminded.
func (s *Service) BirthdayLead(ctx context.Context) (reminder.Lead, error) {
	if s.p.Company == nil {
		return usualBirthday, nil
	}
	return company.Read(ctx, s.p.Company, SettingBirthdayLead, usualBirthday)
}

// SetBirthdayDays sets how many days before a birthday people are reminded; it needs the
// administrator's right.
func (s *Service) SetBirthdayDays(ctx context.Context, days int) error {
	if days < 0 || days > mostBirthdayDays {
		return app.E(app.Invalid, "customer.birthday_days", "max", mostBirthdayDays).At("days")
	}
	lead, err := s.BirthdayLead(ctx)
	if err != nil {
		return err
	}
	lead.Days = days
	return company.Write(ctx, s.p.Company, SettingBirthdayLead, lead)
}
