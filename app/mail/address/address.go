// Package address knows mail addresses: reading them as people and programs write
// them, comparing them, and which domains belong to everybody.
package address

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// Address is a person or place that mail goes to. Mail is empty when only a name
// could be read.
type Address struct {
	Name string
	Mail string
}

// String is the address for reading: Name <mail>.
func (a Address) String() string {
	switch {
	case a.Name == "":
		return a.Mail
	case a.Mail == "":
		return a.Name
	}
	return a.Name + " <" + a.Mail + ">"
}

// Label is what a list shows: the name, else the mail address.
func (a Address) Label() string {
	if a.Name != "" {
		return a.Name
	}
	return a.Mail
}

// Pretends tells whether the name is itself an address, but another one: the trick of
// "boss@own.example" <stranger@evil.example>.
func (a Address) Pretends() bool {
	for _, w := range strings.FieldsFunc(a.Name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("<>()[]（）", r) }) {
		if Valid(w) && Key(w) != a.Key() {
			return true
		}
	}
	return false
}

// Key is the form in which addresses are stored for matching and compared: lower case,
// the domain in its ASCII form. Two addresses reach the same mailbox when their keys
// are equal.
func (a Address) Key() string { return Key(a.Mail) }

// Key is Address.Key for a bare address; "" when it is none.
func Key(mail string) string {
	local, domain, ok := split(mail)
	if !ok {
		return ""
	}
	return strings.ToLower(local) + "@" + asciiDomain(domain)
}

// Domain is the ASCII domain in lower case, "" when mail is no address.
func Domain(mail string) string {
	if _, d, ok := split(mail); ok {
		return asciiDomain(d)
	}
	return ""
}

// Valid tells whether mail can be given to a server as a recipient.
func Valid(mail string) bool {
	local, domain, ok := split(mail)
	if !ok || len(local) > 64 || len(mail) > 254 || strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") {
		return false
	}
	for _, r := range local {
		if r <= ' ' || r == 127 || strings.ContainsRune(`()<>[]:;,\"@，；`, r) || unicode.IsSpace(r) {
			return false
		}
	}
	return validDomain(asciiDomain(domain))
}

func validDomain(d string) bool {
	labels := strings.Split(d, ".")
	if len(labels) < 2 && d != "localhost" {
		return false
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
		for _, c := range []byte(l) {
			if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
				return false
			}
		}
	}
	return true
}

// split cuts at the last @.
func split(mail string) (local, domain string, ok bool) {
	mail = strings.TrimSpace(mail)
	i := strings.LastIndexByte(mail, '@')
	if i < 1 || i == len(mail)-1 {
		return "", "", false
	}
	return mail[:i], mail[i+1:], true
}

func asciiDomain(d string) string {
	d = strings.TrimSuffix(strings.TrimSpace(d), ".")
	if a, err := idna.Lookup.ToASCII(d); err == nil && a != "" {
		return strings.ToLower(a)
	}
	return strings.ToLower(d)
}

// ASCII gives the address as servers without SMTPUTF8 take it: the domain in its
// ASCII form; the local part stays as written.
func ASCII(mail string) string {
	local, domain, ok := split(mail)
	if !ok {
		return mail
	}
	return local + "@" + asciiDomain(domain)
}

// Typed reads what a person typed into a recipient field. Full-width characters
// (＠ ， ；) count as the plain ones. Entries that are no address come back in wrong.
func Typed(s string) (good []Address, wrong []string) {
	for _, a := range Parse(norm.NFC.String(s), nil) {
		a.Mail = norm.NFKC.String(a.Mail)
		if Valid(a.Mail) {
			good = append(good, a)
		} else {
			wrong = append(wrong, a.String())
		}
	}
	return good, wrong
}

// Unique drops later entries with the key of an earlier one and those in skip.
func Unique(list []Address, skip ...string) []Address {
	seen := map[string]bool{"": true}
	for _, s := range skip {
		seen[Key(s)] = true
	}
	var out []Address
	for _, a := range list {
		if k := a.Key(); !seen[k] {
			seen[k] = true
			out = append(out, a)
		}
	}
	return out
}
