package finance

import (
	"context"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// WritingOff is what the window asks about rests that will not come.
type WritingOff interface {
	WriteOff(ctx context.Context, receivableID int64, amount money.Minor, reason string) error
	Credit(ctx context.Context, receivableID int64, amount money.Minor, reason string) error
	SettingOff
}

// receivableActions write a rest off, or credit a part of it, with a reason.
func (p *page) receivableActions(id int64, r *records.Row) []kit.Command {
	open := money.Minor(r.Get("open_minor").Int())
	if amount := money.Minor(r.Get("amount_minor").Int()); amount < 0 {
		return p.creditActions(id, open, money.Minor(r.Get("settled_minor").Int()))
	}
	if open <= 0 {
		return nil
	}
	t := p.host.T
	currency := r.Get("currency").Text()
	cmd := func(key string, k kit.Key, enabled func() string, run func(ctx context.Context, id int64, amount money.Minor, reason string) error) kit.Command {
		return kit.Command{ID: "receivable." + key, Title: t("writeoff." + key), Icon: icons.Undo, Keys: []kit.Key{k}, Scope: kit.ScopeList, Enabled: enabled, Run: func() {
			amount, why := kit.NewAmount(t("allocation.amount_minor"), currency), kit.NewField(t("finance.reason"))
			amount.SetValue(open)
			(&records.Ask{
				Title: t("writeoff." + key), Text: t("writeoff." + key + "_text"), Rows: []records.AskRow{{Key: "amount_minor", Label: t("allocation.amount_minor"), Field: amount.Field}, {Key: "reason", Label: t("finance.reason"), Field: why}},
				Do: func() func(ctx context.Context) error {
					m, _ := amount.Value()
					reason := why.Text()
					return func(ctx context.Context) error { return run(ctx, id, m, reason) }
				},
				Done: func() { p.host.Toast(t("finance.done"), nil) },
			}).Show(p.host)
		}}
	}
	right := func() string {
		if p.host.Actor().Has(identity.RightWriteOff) {
			return ""
		}
		return t("writeoff.why_right")
	}
	return []kit.Command{
		cmd("write_off", "W", right, p.d.Books.WriteOff),
		cmd("credit", "D", p.may(finance.Allocations, identity.Allocate), p.d.Books.Credit),
	}
}

// writeOffCommands lead to the limits of roles, which the settings keep.
func (p *page) writeOffCommands() []kit.Command {
	return []kit.Command{{ID: "writeoff.limits", Title: p.host.T("writeoff.limits"), Icon: icons.Lock, Enabled: p.notAdmin, Run: func() {
		p.host.Open("company", 0, map[string]string{"tab": "finance"})
	}}}
}
