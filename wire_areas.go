package main

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/effect"
	books "kontor/app/finance"
	"kontor/app/finance/bankfile"
	"kontor/app/identity"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/printroom"
	"kontor/assets/icons"
	ui "kontor/ui/customer"
	"kontor/ui/finance"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// areas are the items of the rail.
func (c *office) areas() []shell.Area {
	see := func(kind string) identity.Action { return identity.May(kind, identity.See) }
	return []shell.Area{
		{ID: "workbench", Icon: icons.Layout, Kinds: []string{"task", "reminder", "approval", mark.Marks}, Build: c.workbenchPage},
		{ID: "customer", Icon: icons.Users, Kinds: slices.Concat([]string{"customer", "contact", "activity", "import", "merge", "cleaning", "batch_entry"}, ui.OfficeKinds, ui.DossierKinds), Need: see("customer"), Build: c.customerPage},
		{ID: "sales", Icon: icons.ChartLine, Kinds: []string{"lead", "contract", "quote", "sales_order", "delivery", "sales_return", "opportunity", "product", "price_list", "pricing_request", "proposal"}, Need: see("quote"), Build: c.salesPage},
		{ID: "finance", Icon: icons.Coins, Kinds: []string{"receivable", "money_in", "receipt", "journal", "payable", "payment", "expense", "advance", "invoice", "account", "bank_line", "bank_statement", "payer_name", "wage", "period", "commission", "commission_rule", "finance"}, Need: see("receivable"), Or: see("expense"), Build: c.financePage},
		{ID: "attendance", Icon: icons.Clock, Kinds: attendanceKinds, Need: see("day_result"), Build: c.attendancePage},
		{ID: "results", Icon: icons.TrendingUp, Kinds: resultKinds, Need: see("target"), Build: c.resultsPage},
		{ID: "purchase", Icon: icons.Warehouse, Kinds: []string{"purchase_order", "goods_receipt", "supplier", "supplier_contact", "stock_level", "stock_move"}, Need: see("stock_level"), Build: c.purchasePage},
		{ID: "mail", Icon: icons.Mail, Kinds: []string{"mail_message"}, Below: true, Build: c.mailPage},
		{ID: "settings", Icon: icons.Settings, Foot: true, Kinds: []string{"person", "department", "company", printroom.Templates, printroom.Jobs}, Build: c.settingsPage},
	}
}

// financePage is the finance window; a receipt of money started elsewhere opens in it.
func (c *office) financePage(h kit.Host, t shell.Target) kit.Page {
	return financePages{finance.New(h, finance.Deps{PageDeps: c.deps(), Books: c.Finance, Reviews: c.Effort, Earned: c.Commissions, Names: c.names, Keep: c.keptFile, Statement: c.statement, SendStatement: c.sendStatement, Figures: writeFigures})}
}

type financePages struct{ kit.Page }

// Chosen is what is chosen in the page.
func (p financePages) Chosen() (string, []int64) { return chosenIn(p.Page) }

// OpenTarget shows a record of finance, or starts a receipt of money.
func (p financePages) OpenTarget(t shell.Target) bool {
	own, ok := p.Page.(interface {
		ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
		ShowTitled(title string) bool
		OpenCustomer(id int64)
	})
	if !ok {
		return false
	}
	if tab := t.Args["tab"]; t.Kind == "finance" && tab != "" {
		return own.ShowTitled(kit.Tongue().T(tab))
	}
	if t.Kind == "money_in" && t.New {
		id, _ := strconv.ParseInt(t.Args["customer_id"], 10, 64)
		own.OpenCustomer(id)
		return true
	}
	return own.ShowWith(t.Kind, t.ID, t.New, t.Args)
}

// keptFile reads a file of the disk and stores it.
func (c *office) keptFile(ctx context.Context, path string) ([]byte, string, error) {
	_, raw, err := readFile(path)
	if err != nil {
		return nil, "", err
	}
	ref, _, err := stored{c}.Put(ctx, path)
	return raw, ref, err
}

// statement reads the file of a statement of a bank or a wallet and keeps it.
func (c *office) statement(ctx context.Context, path string) (books.StatementFile, error) {
	src, err := openSheet(path)
	if err != nil {
		return books.StatementFile{}, err
	}
	defer src.Close()
	read, err := bankfile.Read(src, importing.Layout{}, c.Ground.Registry.Today())
	if err != nil {
		return books.StatementFile{}, err
	}
	ref, _, err := stored{c}.Put(ctx, path)
	return books.StatementFile{Name: filepath.Base(path), File: ref, Read: read}, err
}

// names reads the titles of records that the person may see.
func (c *office) names(ctx context.Context, kind string, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	t := c.Ground.Registry.Type(kind)
	plan, err := listing.Allow(ctx, c.Ground.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Columns: []string{t.Title}})
	if err != nil || len(ids) == 0 {
		return out, err
	}
	for len(ids) > 0 {
		n := min(len(ids), 500)
		rows, err := c.db.Block(ctx, plan, ids[:n])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.ID != 0 && len(r.Cells) > 0 {
				out[r.ID] = r.Cells[0].Text()
			}
		}
		ids = ids[n:]
	}
	return out, nil
}

// actions are what the palette and the menu 新建 offer.
func (c *office) actions() []shell.Action {
	add := func(kind string, icon icons.Name, arg string) shell.Action {
		a := shell.Action{
			ID: kind + ".new", Key: "action." + kind + ".new", Icon: icon, Need: identity.May(kind, identity.Add), Create: true,
			Target: shell.Target{Kind: kind, New: true}, Arg: arg,
		}
		if arg != "" {
			a.Object = "customer"
		}
		return a
	}
	return []shell.Action{
		add("customer", icons.Building, ""), add("contact", icons.User, "customer_id"), add("lead", icons.Flag, ""), add("opportunity", icons.Target, "customer_id"),
		add("quote", icons.FileText, "customer_id"), add("sales_order", icons.ClipboardList, "customer_id"), add("contract", icons.FileText, "customer_id"), add("product", icons.Package, ""), add("price_list", icons.Coins, ""),
		add("supplier", icons.Truck, ""), add("purchase_order", icons.ShoppingCart, ""),
		add("money_in", icons.Receipt, "customer_id"), add("invoice", icons.FileText, ""), add("expense", icons.Receipt, ""), add("advance", icons.Coins, ""), add("payment", icons.Send, ""), add("payable", icons.Calendar, ""),
		{ID: "mail.new", Key: "action.mail.new", Icon: icons.Mail, Create: true, Object: "customer", Target: shell.Target{Kind: "mail_message", New: true}, Arg: "customer_id"},
		{
			ID: "import.customers", Key: "action.import.customers", Icon: icons.Upload, Need: identity.May("customer", identity.Import),
			Target: shell.Target{Kind: "import", New: true, Args: map[string]string{"kind": "customers"}},
		},
		{ID: "customers.many", Key: "action.customers.many", Icon: icons.Table, Need: identity.May("customer", identity.Add), Target: shell.Target{Kind: "batch_entry", New: true}},
		{ID: "cleaning", Key: "action.cleaning", Icon: icons.ListChecks, Need: identity.May("customer", identity.Change), Target: shell.Target{Kind: "cleaning", New: true}},
		{ID: "mark", Key: "action.mark", Icon: icons.Bookmark, Keys: []kit.Key{"Ctrl+M"}, OnRecords: c.putMark},
		add("channel", icons.Handshake, ""), add("territory", icons.Network, ""), add("competitor", icons.Flag, ""),
		add("performance", icons.TrendingUp, ""), add("sales_log", icons.BookOpen, ""), add("reward", icons.Gift, ""),
		{ID: "results.appraisals", Key: "resultspage.tab.appraisals", Icon: icons.Scale, Need: identity.May("appraisal", identity.See), Target: shell.Target{Kind: "results", Args: map[string]string{"tab": "appraisals"}}},
		{ID: "finance.bank", Key: "action.finance.bank", Icon: icons.ListChecks, Need: identity.May("bank_line", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "bank.title"}}},
		{ID: "finance.statements", Key: "action.finance.statements", Icon: icons.FileText, Need: identity.May("receivable", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "account_statement.title"}}},
		{ID: "finance.periods", Key: "closing.periods", Icon: icons.Lock, Need: identity.May("period", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "closing.periods"}}},
		{ID: "finance.vouchers", Key: "voucher.title", Icon: icons.BookOpen, Need: identity.May("period", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "voucher.title"}}},
		{ID: "finance.review", Key: "review.title", Icon: icons.ListChecks, Need: identity.May("performance", identity.Approve), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "review.title"}}},
		{ID: "finance.order_review", Key: "order_review.title", Icon: icons.CheckCheck, Need: identity.May("sales_order", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "order_review.title"}}},
		{ID: "finance.live", Key: "live.title", Icon: icons.Chart, Need: identity.May("receivable", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "live.title"}}},
		{ID: "finance.statistics", Key: "stat.title", Icon: icons.Chart, Need: identity.May("receivable", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "stat.title"}}},
		{ID: "finance.revenue", Key: "revenue.title", Icon: icons.TrendingUp, Need: identity.May("receivable", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "revenue.title"}}},
		{ID: "finance.state", Key: "state.title", Icon: icons.Table, Need: identity.May("receivable", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "state.title"}}},
		{ID: "finance.profit", Key: "profit.title", Icon: icons.Coins, Need: identity.May("sales_order", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "profit.title"}}},
		{ID: "finance.commission", Key: "commission.sums", Icon: icons.Coins, Need: identity.May("commission", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "commission.sums"}}},
		{ID: "finance.forecast", Key: "cash.title", Icon: icons.ChartLine, Need: identity.May("journal", identity.See), Target: shell.Target{Kind: "finance", Args: map[string]string{"tab": "cash.title"}}},
		{ID: "results.report", Key: "resultspage.tab.report", Icon: icons.Notebook, Need: identity.May("sales_order", identity.See), Target: shell.Target{Kind: "results", Args: map[string]string{"tab": "report"}}},
		{ID: "results.targets", Key: "resultspage.tab.targets", Icon: icons.Target, Need: identity.May("target", identity.See), Target: shell.Target{Kind: "target", Args: map[string]string{"mode": "board"}}},
		{ID: "results.workload", Key: "resultspage.tab.workload", Icon: icons.Chart, Need: identity.May("sales_order", identity.See), Target: shell.Target{Kind: "results", Args: map[string]string{"tab": "workload"}}},
		{ID: "results.extracts", Key: "resultspage.tab.extracts", Icon: icons.Table, Need: identity.May("customer", identity.See), Target: shell.Target{Kind: "results", Args: map[string]string{"tab": "extracts"}}},
		{ID: "approvals", Key: "action.approvals", Icon: icons.ListChecks, Target: shell.Target{Kind: "approval"}},
		{ID: "marks", Key: "action.marks", Icon: icons.Bookmark, Target: shell.Target{Kind: mark.Marks}},
		{ID: "backup.now", Key: "action.backup.now", Icon: icons.Database, Need: identity.May("company", identity.Change), Run: c.backupNow},
		{ID: "templates", Key: "action.templates", Icon: icons.FileText, Target: shell.Target{Kind: "company", Args: map[string]string{"tab": "templates"}}},
		{ID: "prints", Key: "action.prints", Icon: icons.Printer, Target: shell.Target{Kind: "company", Args: map[string]string{"tab": "prints"}}},
		{ID: "profile", Key: "shell.profile", Icon: icons.User, Run: func(h kit.Host, _ int64) { h.Open("person", c.actor.ID, nil) }},
		add("employee", icons.User, ""),
	}
}

// note listens for saves; get tells when the last one was.
func (l *lastSave) note(clock app.Clock) func(effect.Notice) {
	return func(effect.Notice) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.at = clock.Now()
	}
}

func (l *lastSave) get() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.at
}

// lastSave remembers when something was saved last, for the status bar.
type lastSave struct {
	mu sync.Mutex
	at time.Time
}

// preview are the figures beside a row of the palette.
func (c *office) preview(ctx context.Context, kind string, id int64) (shell.Facts, error) {
	t := c.Ground.Registry.Type(kind)
	if t == nil {
		return shell.Facts{}, nil
	}
	var keys []string
	for _, f := range t.Fields() {
		if f.Printable && len(keys) < 7 && f.Key != t.Title {
			keys = append(keys, f.Key)
		}
	}
	if kind == "customer" {
		keys = []string{"receivable_minor", "grade", "stage", "mobile", "owner_id.name", "next_action_on"}
	}
	plan, err := listing.Allow(ctx, c.Ground.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Columns: append([]string{t.Title}, keys...)})
	if err != nil {
		return shell.Facts{}, err
	}
	rows, err := c.db.Block(ctx, plan, []int64{id})
	if err != nil || len(rows) == 0 || rows[0].ID == 0 {
		return shell.Facts{}, err
	}
	return c.facts(plan, rows[0]), nil
}

func (c *office) facts(plan *listing.Plan, row listing.Row) shell.Facts {
	f := shell.Facts{}
	for i, col := range plan.Columns() {
		text := records.Text(words{c}, col.Field, row.Cells[i])
		if i == 0 {
			f.Title = text
			continue
		}
		if text != "" {
			field := col.Field
			if col.Via != nil {
				field = col.Via
			}
			f.Rows = append(f.Rows, shell.FactRow{Label: records.Label(words{c}, field), Value: text})
		}
	}
	return f
}
