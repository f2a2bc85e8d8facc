package dedupe

import (
	"context"
	"strings"
	"unicode"

	"kontor/app/phone"
)

// Card is what is known of a company or person when looking for its double.
type Card struct {
	Name   string
	People []string       // names of its contacts
	Phones []phone.Number // its own and those of its contacts
	Tax    string         // tax number or unified social credit code
	Mails  []string
}

// Keys are the values to look up in indexed columns; empty ones are left out.
type Keys struct {
	Name   string
	Phones []string
	Tax    string
	Mails  []string
}

// Keys makes the keys of a card.
func (c Card) Keys() Keys {
	k := Keys{Name: Name(c.Name), Tax: Tax(c.Tax)}
	for _, p := range c.Phones {
		if key := p.Key(); key != "" {
			k.Phones = append(k.Phones, key)
		}
	}
	for _, m := range c.Mails {
		if key := Mail(m); key != "" {
			k.Mails = append(k.Mails, key)
		}
	}
	return k
}

// Tax is the normal form of a tax number: letters and digits, upper case.
func Tax(s string) string {
	return strings.Map(func(r rune) rune {
		r = unicode.ToUpper(r)
		if r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' {
			r -= 0xFEE0
		}
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, s)
}

// Mail is the normal form of a mail address: lower case, no blanks; empty when it has no @.
func Mail(s string) string {
	s = strings.ToLower(strings.TrimSpace(Fold(s)))
	if at := strings.LastIndexByte(s, '@'); at <= 0 || at == len(s)-1 {
		return ""
	}
	return s
}

// Reason says why two cards may be the same; it is the end of a translation key
// ("dedupe.reason.<reason>").
type Reason string

// The reasons, strongest first.
const (
	MobileAndName Reason = "mobile_and_name" // the only one that refuses
	SameTax       Reason = "tax"
	SameName      Reason = "name"
	SamePhone     Reason = "phone"
	SameMail      Reason = "mail"
	NearName      Reason = "near_name"
)

// Verdict is the comparison of two cards.
type Verdict struct {
	Refuse  bool     // same mobile and same name of customer or contact
	Reasons []Reason // empty: nothing in common
	Near    int      // likeness of the names in percent, 100 when equal
	Phone   string   // the phone in common, in normal form
}

// NearFrom is the likeness in percent from which a name counts as near.
const NearFrom = 70

// Compare judges whether a and b are the same. The same mobile together with the same
// customer name or the same contact name refuses; everything else only warns.
func Compare(a, b Card) Verdict {
	var v Verdict
	ka, kb := a.Keys(), b.Keys()
	v.Phone, v.Refuse = commonPhone(a, b)
	v.Refuse = v.Refuse && (ka.Name != "" && ka.Name == kb.Name || shareName(a.People, b.People))
	v.Near = Near(ka.Name, kb.Name)
	add := func(yes bool, r Reason) {
		if yes {
			v.Reasons = append(v.Reasons, r)
		}
	}
	add(v.Refuse, MobileAndName)
	add(ka.Tax != "" && ka.Tax == kb.Tax, SameTax)
	add(ka.Name != "" && ka.Name == kb.Name, SameName)
	add(v.Phone != "" && !v.Refuse, SamePhone)
	add(shareAny(ka.Mails, kb.Mails), SameMail)
	add(v.Near >= NearFrom && v.Near < 100, NearName)
	return v
}

// commonPhone gives the first phone in common and whether one in common is a mobile.
func commonPhone(a, b Card) (first string, mobile bool) {
	for _, p := range a.Phones {
		for _, q := range b.Phones {
			if p.Key() == "" || p.Key() != q.Key() {
				continue
			}
			if first == "" || p.Kind == phone.Mobile && !mobile {
				first = p.Normal
			}
			mobile = mobile || p.Kind == phone.Mobile
		}
	}
	return first, mobile
}

func shareName(a, b []string) bool {
	for _, x := range a {
		n := Name(x)
		for _, y := range b {
			if n != "" && n == Name(y) {
				return true
			}
		}
	}
	return false
}

func shareAny(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// Near is the likeness of two normal forms in percent: twice the pairs of neighbouring
// characters in common, divided by all pairs (Dice).
func Near(a, b string) int {
	if a == b {
		if a == "" {
			return 0
		}
		return 100
	}
	pa, pb := pairs(a), pairs(b)
	if len(pa) == 0 || len(pb) == 0 {
		return 0
	}
	left := make(map[[2]rune]int, len(pa))
	for _, p := range pa {
		left[p]++
	}
	common := 0
	for _, p := range pb {
		if left[p] > 0 {
			left[p]--
			common++
		}
	}
	return min(99, 200*common/(len(pa)+len(pb)))
}

func pairs(s string) [][2]rune {
	r := []rune(s)
	var out [][2]rune
	for i := 0; i+1 < len(r); i++ {
		out = append(out, [2]rune{r[i], r[i+1]})
	}
	return out
}

type checkedKey struct{}

// Checked marks a context in which the caller has looked for duplicates of a whole batch
// at once, so that the rule of a single record need not ask again: an import of a hundred
// thousand rows would ask a hundred thousand times.
func Checked(ctx context.Context) context.Context {
	return context.WithValue(ctx, checkedKey{}, true)
}

// IsChecked tells whether the caller has looked for duplicates.
func IsChecked(ctx context.Context) bool { return ctx.Value(checkedKey{}) != nil }
