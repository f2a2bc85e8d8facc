package customer

import (
	"errors"

	"kontor/app"
	"kontor/app/dedupe"
	"kontor/app/phone"
)

// Checks are the tests of phone fields; the company may edit the table of prefixes.
type Checks struct {
	Table func() *phone.Table
}

// ShippedChecks uses the table of a new company.
func ShippedChecks() Checks {
	t := phone.Shipped()
	return Checks{Table: func() *phone.Table { return t }}
}

// TidyPhone brings a valid number into its stored form and leaves others as typed.
func (c Checks) TidyPhone(s string) string {
	n, err := c.Table().Parse(s)
	if err != nil || n.Normal == "" {
		return s
	}
	return n.Stored()
}

// BadPhone refuses what is no phone number of any kind.
func (c Checks) BadPhone(s string) *app.Error {
	_, err := c.Table().Parse(s)
	return asError(err)
}

// BadMobile refuses what is no mobile number; foreign numbers with + pass.
func (c Checks) BadMobile(s string) *app.Error {
	_, err := c.Table().ParseMobile(s)
	return asError(err)
}

func asError(err error) *app.Error {
	var e *app.Error
	if err == nil {
		return nil
	}
	if errors.As(err, &e) {
		return e
	}
	return app.E(app.Invalid, "phone.letters").Because(err)
}

// key is what duplicates are found by.
func (c Checks) key(s string) string { return c.Table().Keep(s).Key() }

// complete fills what follows from other fields before a customer is saved.
func (c Checks) complete(x *Customer) {
	x.NameKey = dedupe.Name(x.Name)
	x.PhoneKey, x.MobileKey = c.key(x.Phone), c.key(x.Mobile)
	x.Mail = tidyMail(x.Mail)
}

func (c Checks) completeContact(x *Contact) {
	x.NameKey = dedupe.Name(x.Name)
	x.PhoneKey, x.MobileKey = c.key(x.Phone), c.key(x.Mobile)
	x.Mail = tidyMail(x.Mail)
}

// tidyMail lower-cases a mail address; what is no address stays as typed.
func tidyMail(s string) string {
	if m := dedupe.Mail(s); m != "" {
		return m
	}
	return s
}
