package finance

import (
	"context"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// confirm books the line by one of its proposals and goes on to the next.
func (x *bank) confirm(n int) {
	r := x.line
	if r == nil || n < 0 || n >= len(r.Matches) || x.saving || x.mayConfirm() != "" {
		return
	}
	x.run(func(ctx context.Context) (string, error) {
		l, err := x.page.d.Books.ConfirmLine(ctx, r.Line.ID, r.Matches[n])
		if err != nil {
			return "", err
		}
		return x.page.host.T("bank.confirmed", "party", x.partyOf(&r.Line), "number", l.Number), nil
	}, func() { x.unmatch(r.Line.ID, x.page.host.T("bank.undo_reason")) })
}

// run does something with lines, says how it went and reads anew.
func (x *bank) run(do func(ctx context.Context) (string, error), undo func()) {
	h := x.page.host
	x.saving = true
	h.Go(func(ctx context.Context) {
		text, err := do(ctx)
		h.Post(func() {
			x.saving = false
			h.Report(err)
			if err == nil && text != "" {
				h.Toast(text, undo)
			}
			x.read()
		})
	})
}

func (x *bank) unmatch(id int64, reason string) {
	x.run(func(ctx context.Context) (string, error) {
		return x.page.host.T("bank.unmatched"), x.page.d.Books.Unmatch(ctx, id, reason)
	}, nil)
}

// confirmSure confirms what is sure, all at once.
func (x *bank) confirmSure() {
	if x.sure.Done == 0 || x.saving {
		return
	}
	x.run(func(ctx context.Context) (string, error) {
		done, err := x.page.d.Books.ConfirmSure(ctx, x.account)
		if err != nil {
			return "", err
		}
		text := x.page.host.T("bank.many_confirmed", "n", done.Done)
		if len(done.Failed) > 0 {
			text = x.page.host.T("bank.many_failed", "n", done.Done, "failed", len(done.Failed), "why", x.page.host.ErrorText(done.Failed[0]))
		}
		return text, nil
	}, nil)
}

// advance books the money of the customer without settling anything.
func (x *bank) advance() {
	if x.line == nil || x.pick >= len(x.line.Matches) || x.line.Matches[x.pick].Kind != finance.MatchReceive {
		return
	}
	m := &x.line.Matches[x.pick]
	m.Shares, m.Rest = nil, x.line.Line.In
	x.confirm(x.pick)
}

// find asks for another customer, whose proposal comes to the front.
func (x *bank) find() {
	r := x.line
	if r == nil || r.Line.State != finance.LineOpen || r.Line.In == 0 {
		return
	}
	t := x.page.host.T
	f := kit.NewSearch(t("bank.find"), records.Suggest(x.page.host, x.page.d.Deps, "customer", listing.Node{}))
	(&records.Ask{Title: t("bank.find"), Text: t("bank.find_text"), Rows: []records.AskRow{{Key: "customer", Label: t("money_in.customer_id"), Field: f.Field}}, Width: 460, Do: func() func(ctx context.Context) error {
		id := f.Value().ID
		return func(ctx context.Context) error {
			m, err := x.page.d.Books.MatchWith(ctx, r.Line.ID, id)
			if err == nil {
				x.page.host.Post(func() {
					r.Matches = append([]finance.Match{*m}, r.Matches...)
					x.pick = 0
					x.page.redraw()
				})
			}
			return err
		}
	}}).Show(x.page.host)
	kit.Post(f.Focus)
}

// skip leaves a line out of the books, or takes that back.
func (x *bank) skip() {
	r := x.line
	if r == nil || r.Line.State == finance.LineMatched {
		return
	}
	if r.Line.State == finance.LineSkipped {
		x.run(func(ctx context.Context) (string, error) { return "", x.page.d.Books.SkipLine(ctx, r.Line.ID, "") }, nil)
		return
	}
	askReason(x.page.host, x.page.host.T("bank.skip"), func(reason string) {
		x.run(func(ctx context.Context) (string, error) {
			return x.page.host.T("bank.skipped"), x.page.d.Books.SkipLine(ctx, r.Line.ID, reason)
		}, nil)
	})
}

// takeBack asks why a match is taken back.
func (x *bank) takeBack() {
	r := x.line
	if r == nil || r.Line.State != finance.LineMatched {
		return
	}
	askReason(x.page.host, x.page.host.T("bank.unmatch"), func(reason string) { x.unmatch(r.Line.ID, reason) })
}

func (x *bank) partyOf(l *finance.BankLine) string {
	if l.Party == "" {
		return x.page.host.T("bank.no_party")
	}
	return l.Party
}

// choose asks for the account and the file of a statement and takes it in.
func (x *bank) choose() {
	p, t := x.page, x.page.host.T
	row, account := p.accountRow()
	(&records.Ask{Title: t("bank.import"), Text: t("bank.import_text"), Rows: []records.AskRow{row}, Width: 460, Do: func() func(ctx context.Context) error {
		id := account()
		return func(context.Context) error {
			p.host.Post(func() {
				p.host.PickFile(kit.FileRequest{Title: t("bank.import"), Exts: []string{"csv", "xlsx", "txt"}, Kinds: "CSV, Excel"}, func(path string) { x.take(id, path) })
			})
			return nil
		}
	}}).Show(p.host)
}

// take reads a file and imports it into an account.
func (x *bank) take(account int64, path string) {
	h := x.page.host
	x.run(func(ctx context.Context) (string, error) {
		f, err := x.page.d.Statement(ctx, path)
		if err != nil {
			return "", err
		}
		b, err := x.page.d.Books.ImportStatement(ctx, account, f)
		if err != nil {
			return "", err
		}
		key := "bank.imported"
		if b.Gap != 0 {
			key = "bank.imported_gap"
		}
		return h.T(key, "n", b.Lines, "doubles", b.Doubles, "left", f.Read.Left, "gap", money.Of(b.Gap, kit.Home())), nil
	}, nil)
}

func (x *bank) mayConfirm() string { return x.page.may(finance.BankLines, identity.Confirm)() }

func (x *bank) mayImport() string {
	if x.page.d.Statement == nil {
		return x.page.host.T("bank.why_files")
	}
	return x.page.may(finance.Statements, identity.Import)()
}

func (x *bank) commands() []kit.Command {
	t := x.page.host.T
	open := func() string {
		if x.line == nil || x.line.Line.State != finance.LineOpen {
			return t("bank.why_open")
		}
		return x.mayConfirm()
	}
	return []kit.Command{
		{ID: "bank.confirm", Title: t("bank.confirm"), Keys: []kit.Key{"Enter"}, Icon: icons.Check, Scope: kit.ScopeList, Status: t("bank.confirm_word"), Enabled: open, Run: func() { x.confirm(x.pick) }},
		{ID: "bank.skip", Title: t("bank.skip"), Keys: []kit.Key{"S"}, Icon: icons.CircleMinus, Scope: kit.ScopeList, Status: t("bank.skip_word"), Enabled: x.mayConfirm, Run: x.skip},
		{ID: "bank.find", Title: t("bank.find"), Keys: []kit.Key{"F3"}, Icon: icons.Search, Status: t("bank.find_word"), Enabled: open, Run: x.find},
		{ID: "bank.split", Title: t("bank.split"), Keys: []kit.Key{"D"}, Icon: icons.Split, Scope: kit.ScopeList, Enabled: x.whySplit, Run: x.divide},
		{ID: "bank.sure", Title: t("bank.sure_do"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.CheckCheck, Status: t("bank.sure_word"), Enabled: x.mayConfirm, Run: x.confirmSure},
		{ID: "bank.unmatch", Title: t("bank.unmatch"), Keys: []kit.Key{"U"}, Icon: icons.Undo, Scope: kit.ScopeList, Enabled: x.mayConfirm, Run: x.takeBack},
		{ID: "bank.import", Title: t("bank.import"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Upload, Enabled: x.mayImport, Run: x.choose},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: x.read},
	}
}

// tabs are the tabs of statements.
func (x *bank) tabs() []records.Tab {
	t := x.page.host.T
	group := t("finance.part.bank")
	lines, names, files := newest("date_on"), newest("last_on"), newest("to_on")
	lines.Totals = []string{"in_minor", "out_minor"}
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	view := func(id string, st finance.State) records.View {
		return records.View{ID: id, Title: t("bank_line.state." + id), Filter: listing.Is("state", listing.Eq, string(st))}
	}
	return []records.Tab{
		{Kind: finance.BankLines, Title: t("bank.title"), Group: group, Draw: x.draw, Commands: x.commands, Shown: x.read},
		{
			Kind: finance.BankLines, Group: group, Fixed: true, Query: lines,
			Views:   []records.View{{ID: "all", Title: t("finance.view.all")}, view("open", finance.LineOpen), view("matched", finance.LineMatched), view("skipped", finance.LineSkipped)},
			Columns: []records.Column{col("date_on", 88), col("account_id", 120), {Key: "party", Width: 170, Flex: true}, col("memo", 130), col("in_minor", 104), col("out_minor", 104), col("balance_minor", 110), col("state", 80), col("target_number", 120)},
		},
		{Kind: finance.PayerNames, Group: group, Query: names, Columns: []records.Column{{Key: "name", Width: 170, Flex: true}, col("customer_id", 190), col("supplier_id", 170), col("category", 100), col("hits", 70), col("last_on", 96)}},
		{Kind: finance.Statements, Group: group, Fixed: true, Query: files, Columns: []records.Column{{Key: "name", Width: 180, Flex: true}, col("account_id", 130), col("format", 80), col("from_on", 92), col("to_on", 92), col("lines", 60), col("doubles", 60), col("opening_minor", 110), col("in_minor", 110), col("out_minor", 110), col("closing_minor", 110), col("gap_minor", 90)}},
	}
}
