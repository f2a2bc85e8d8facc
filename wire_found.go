package main

import (
	"cmp"
	"context"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/tr"
)

// firstAccounts gives a new company a bank account and a cash box, so that money can be
// booked at once; both can be renamed.
func (c *office) firstAccounts(ctx context.Context, lang string) error {
	t := tr.In(cmp.Or(lang, "zh"))
	for _, a := range []struct {
		key, kind string
		opening   money.Minor
	}{{"account.first_bank", "bank", 0}, {"account.first_cash", "cash", 0}} {
		rec := &finance.Account{Name: t.T(a.key), Kind: a.kind, Currency: "CNY", Opening: a.opening}
		if err := c.Finance.Accounts.Create(ctx, rec); err != nil {
			return err
		}
	}
	return nil
}
