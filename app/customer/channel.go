package customer

import (
	"context"
	"slices"

	"kontor/app/identity"
	"kontor/app/listing"
)

// Channel is a way to reach a contact that the contact may refuse (CUS-06).
type Channel string

// The channels that can be refused one by one.
const (
	ByCall    Channel = "call"
	ByMail    Channel = "mail"
	ByMessage Channel = "message"
)

// Refuses tells whether a contact wants nothing unasked by a channel.
func (c *Contact) Refuses(by Channel) bool {
	switch by {
	case ByCall:
		return c.NoCall
	case ByMail:
		return c.NoMail
	case ByMessage:
		return c.NoMessage
	}
	return false
}

// Refusing tells which of the addresses (of mail) or numbers belong to contacts that
// refuse a channel, whoever asks: one contact that refuses is enough. Mass mails and mass
// messages leave them out. Addresses are compared as contacts keep them: in lower case.
func (s *Service) Refusing(ctx context.Context, by Channel, addresses []string) (map[string]bool, error) {
	field, flag := "mobile_key", "no_"+string(by)
	keys := map[string]string{}
	for _, a := range addresses {
		k := tidyMail(a)
		if by != ByMail {
			k = s.p.Checks.key(a)
		}
		if k != "" {
			keys[a] = k
		}
	}
	if by == ByMail {
		field = "mail"
	}
	refused := map[string]bool{}
	var all []string
	for _, k := range keys {
		all = append(all, k)
	}
	ctx = identity.System(ctx, "opt-outs")
	for part := range slices.Chunk(all, 400) {
		found, err := s.Contacts.Find(ctx, listing.All(listing.Is(flag, listing.Eq, "1"), listing.Is(field, listing.In, part...)))
		if err != nil {
			return nil, err
		}
		for _, c := range found {
			refused[c.Mail], refused[c.MobileKey] = true, true
		}
	}
	out := map[string]bool{}
	for a, k := range keys {
		if refused[k] {
			out[a] = true
		}
	}
	return out, nil
}
