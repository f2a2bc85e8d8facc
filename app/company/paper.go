package company

import (
	"context"
	"io"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/identity"
	"kontor/app/paper"
)

// Words gives the text of a translation key in both languages, for paper.
func (s *Service) Words(key string) paper.Words {
	if s.g.Registry.Names == nil {
		return paper.Words{ZH: key, EN: key}
	}
	names := s.g.Registry.Names(key)
	switch len(names) {
	case 0:
		return paper.Words{ZH: key, EN: key}
	case 1:
		return paper.Words{ZH: names[0], EN: names[0]}
	}
	return paper.Words{ZH: names[0], EN: names[1]}
}

// Print says how a document is filled.
type Print struct {
	Files blob.Store // for logo and stamp; nil leaves them out
	Stamp bool       // with the stamp picture: needs its right
	Count int64      // which print it is; more than 1 carries 补打
}

// Paper gives what every document says of the company and of this print of it. The stamp
// needs its own right (Denied access.right) and is printed only when asked for.
func (s *Service) Paper(ctx context.Context, p Print) (paper.Data, error) {
	c, err := s.Get(ctx)
	if err != nil {
		return nil, err
	}
	firm := paper.Data{
		"name": c.Name, "name_en": c.NameEN, "address": c.Address, "phone": c.Phone, "mail": c.Mail,
		"bank": c.Bank, "account": c.BankAccount, "tax_number": c.CreditCode, "legal_person": c.LegalPerson,
	}
	if firm["logo"], err = Picture(ctx, p.Files, c.Logo); err != nil {
		return nil, err
	}
	d := paper.Data{"company": firm}
	by := ""
	if a, err := identity.From(ctx); err == nil {
		by = a.Name
		d["maker"] = by
	}
	if p.Count > 0 {
		d["print"] = paper.Data{"count": p.Count, "at": s.g.Clock.Now().In(s.g.Registry.Zone()), "by": by}
	}
	if !p.Stamp {
		return d, nil
	}
	if _, err := identity.NeedRight(ctx, identity.RightStamp); err != nil {
		return nil, err
	}
	if firm["stamp"], err = Picture(ctx, p.Files, c.Stamp); err != nil {
		return nil, err
	}
	d["options"] = paper.Data{"stamp": true}
	return d, nil
}

// Picture reads a stored file; nothing when there is none.
func Picture(ctx context.Context, files blob.Store, text string) ([]byte, error) {
	ref, ok := blob.ParseRef(text)
	if !ok || files == nil {
		return nil, nil
	}
	r, err := files.Open(ctx, ref.Sum)
	if app.KindOf(err) == app.NotFound {
		return nil, nil // a document prints without a lost logo
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, 20<<20))
}
