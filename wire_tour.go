package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	books "kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/printroom"
	"kontor/data"
	"kontor/ui/cli"
	"kontor/ui/cli/tour"
	ui "kontor/ui/customer"
	"kontor/ui/kit"
	"kontor/ui/shell"
	"kontor/ui/tr"
)

// tourDay and tourMinute are the moment of the tour: 2026-03-18 14:32 in Shanghai.
var tourDay = calendar.Must("2026-03-18")

const tourMinute = 14*60 + 32

// tourClock stands still, so that the pictures of two runs are the same.
func tourClock() app.Clock {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		zone = time.UTC
	}
	return app.ClockFunc(func() time.Time { return tourDay.At(tourMinute, zone) })
}

// tour makes the sample company in a folder of its own and drives every window over it.
func (h *house) tour(ctx context.Context, t cli.Tour) error {
	dir, err := os.MkdirTemp("", "kontor-tour")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	lang := cmp.Or(t.Lang, "zh")
	kit.SetTongue(tr.In(lang))
	kit.Match = matcher(h.spelling)
	file := filepath.Join(dir, "lanshi"+data.Extension)
	where := cli.Where{Lang: lang, Today: tourDay}
	if err := h.makeSample(ctx, file, where); err != nil {
		return err
	}
	look := memoryPrefs{"lang": lang}
	if t.Dark {
		look["theme"] = "dark"
	}
	width, height, zoom, err := t.Window()
	if err != nil {
		return err
	}
	look["zoom"] = strconv.FormatFloat(zoom, 'f', 1, 64)
	var c *office
	return tour.Run(ctx, tour.Params{
		Out: t.Out, Width: float32(width / zoom), Height: float32(height / zoom), Scale: float32(zoom),
		Shell: func(a fyne.App) *shell.Shell {
			sh := shell.New(shell.Params{App: a, Front: &front{house: h, where: where}, Prefs: look, Log: h.log, Version: version, Lang: lang})
			h.look = looks{sh, h}
			return sh
		},
		Desk: func(ctx context.Context) (*shell.Desk, error) {
			p := h.params(file, where)
			p.Clock = tourClock()
			if c, err = h.openCompany(ctx, p); err != nil {
				return nil, err
			}
			if err := c.login(ctx, "", ""); err != nil {
				return nil, err
			}
			if err := c.index.Drain(c.ctx); err != nil {
				return nil, err
			}
			return c.desk(ctx)
		},
		Stops:  stops(func() *office { return c }),
		Papers: func(ctx context.Context, out string) error { return c.tourPapers(c.ctx, out) },
		Only:   t.Only, States: h.tourStates(ctx, t.States, tourPlace{dir: dir, file: file, where: where, office: func() **office { return &c }}),
	})
}

// memoryPrefs are settings that nobody keeps.
type memoryPrefs map[string]string

func (m memoryPrefs) Get(key string) string { return m[key] }

// Set keeps all but where somebody was: every picture begins at the home of its area.
func (m memoryPrefs) Set(key, value string) {
	if !strings.HasPrefix(key, "place.") {
		m[key] = value
	}
}

// stops are the pictures in their order, with the numbers of the design board.
func stops(c func() *office) []tour.Stop {
	area := func(name, id string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool { return r.Area(id) }}
	}
	quoted := func(name, customer string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			id, err := c().firstOf(c().ctx, listing.Query{
				Entity: "quote", Filter: listing.All(listing.Is("customer_id.short_name", listing.Eq, customer), listing.Is("subject", listing.Contains, "年度采购")),
				Sort: []listing.Sort{{Key: "id", Desc: true}},
			})
			if err != nil || id == 0 {
				return false
			}
			r.Open(shell.Target{Kind: "quote", ID: id})
			return true
		}}
	}
	fresh := func(name, kind string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: kind, New: true, Args: map[string]string{}})
			return true
		}}
	}
	office := func(name, kind string, args map[string]string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: kind, Args: args})
			return true
		}}
	}
	settingsTab := func(name, id string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			r.Area("settings")
			r.Open(shell.Target{Kind: "company", Args: map[string]string{"tab": id}})
			return true
		}}
	}
	tab := func(name, id string) tour.Stop { return office(name, "customer", map[string]string{"tab": id}) }
	dossier := func(name, kind string, args map[string]string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			id, err := c().firstOf(c().ctx, listing.Query{Entity: "customer", Filter: listing.Is("prefers", listing.Filled)})
			if err != nil || id == 0 {
				return false
			}
			t := shell.Target{Kind: kind, Args: args}
			if kind == "customer" {
				t.ID = id
			} else {
				t.Args = map[string]string{"customer_id": strconv.FormatInt(id, 10)}
			}
			r.Open(t)
			return true
		}}
	}
	one := func(name, kind string, args map[string]string) tour.Stop { // the page of the newest document
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			id := c().newest(kind)
			r.Open(shell.Target{Kind: kind, ID: id, Args: args})
			return id != 0
		}}
	}
	return []tour.Stop{
		area("02-workbench", "workbench"), area("03-customers", "customer"), quoted("04-quote-editor", "苏州恒拓精密"),
		{Name: "04-terms-library", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "quote", New: true, Args: map[string]string{}})
			return r.Until("tab.terms") && r.Click("tab.terms") && r.Click("head.terms.icon")
		}},
		area("05-sales", "sales"), area("06-finance", "finance"),
		{Name: "07-receipt-print", Show: func(r *shell.Rehearse) bool {
			id := c().newest("receipt")
			if id == 0 {
				return false
			}
			r.Open(shell.Target{Kind: "print", ID: id, Args: map[string]string{"kind": "receipt"}})
			return true
		}},
		area("08-attendance", "attendance"), area("09-mail", "mail"), area("10-settings", "settings"), fresh("13-customer-form", "customer"),
		dossier("03-dossier", "customer", map[string]string{"pane": "dossier"}), dossier("03-documents", "customer", map[string]string{"pane": "docs"}),
		dossier("03-files", "customer", map[string]string{"pane": "files"}), dossier("13-customer-edit", "customer", map[string]string{"form": "edit"}),
		dossier("13-dossier-lists", "credit_review", nil),
		{Name: "13-dossier-rates", Show: func(r *shell.Rehearse) bool { r.Open(shell.Target{Kind: "dossier_overview"}); return true }},
		{Name: "13-dossier-map", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "dossier_overview", Args: map[string]string{"part": "map"}})
			return true
		}},
		fresh("15-import", "import"),
		{Name: "16-order", Show: func(r *shell.Rehearse) bool {
			id, err := c().firstOf(c().ctx, listing.Query{
				Entity: "sales_order", Filter: listing.All(listing.Is("customer_id.short_name", listing.Eq, "苏州恒拓精密"), listing.Is("state", listing.Eq, "approved")),
				Sort: []listing.Sort{{Key: "id"}},
			})
			if err != nil || id == 0 {
				return false
			}
			r.Open(shell.Target{Kind: "sales_order", ID: id})
			return true
		}},
		{Name: "16-order-terms", Show: func(r *shell.Rehearse) bool { return r.Click("below.terms") }},
		{Name: "03-marks", Show: func(r *shell.Rehearse) bool {
			id, err := c().tourMark()
			r.Open(shell.Target{Kind: mark.Marks, ID: id})
			return err == nil
		}},
		office("05-leads", "lead", nil), office("05-leads-board", "lead", map[string]string{"mode": "board"}), office("05-leads-quality", "lead", map[string]string{"mode": "rates"}),
		office("05-deals", "opportunity", map[string]string{"mode": "list"}), office("18-forecast", "opportunity", map[string]string{"mode": "forecast"}),
		office("02-approvals", "approval", nil), office("17-approval-flow", "company", map[string]string{"tab": "flow"}),
		office("16-contracts", "contract", nil),
		office("18-targets", "target", map[string]string{"mode": "board"}), office("18-targets-pipeline", "target", map[string]string{"mode": "compare"}),
		office("18-performance", "performance", map[string]string{"mode": "sums"}), office("18-appraisal", "results", map[string]string{"tab": "appraisals"}), office("18-rewards", "reward", nil), office("18-report", "results", map[string]string{"tab": "report"}),
		office("18-visits", "results", map[string]string{"tab": "visits"}), office("18-workload", "results", map[string]string{"tab": "workload"}),
		office("18-logs", "sales_log", nil), office("18-extracts", "results", map[string]string{"tab": "extracts"}), office("18-acquired", "results", map[string]string{"tab": "acquired"}),
		office("18-channels", "channel", nil), office("18-territories", "territory", nil), office("18-flows", "flow_task", nil), office("18-competitors", "competitor", nil), office("05-pricing", "pricing_request", nil), office("05-proposals", "proposal", nil),
		office("16-price-lists", "price_list", nil), office("16-purchase", "purchase_order", nil), office("16-suppliers", "supplier", nil), office("16-stock", "stock_level", nil),
		one("16-purchase-order", "purchase_order", nil),
		{Name: "16-contract", Show: func(r *shell.Rehearse) bool {
			id, err := c().firstOf(c().ctx, listing.Query{Entity: "contract", Filter: listing.Is("state", listing.Eq, "draft"), Sort: []listing.Sort{{Key: "id"}}})
			r.Open(shell.Target{Kind: "contract", ID: id})
			return err == nil && id != 0
		}},
		one("16-contract-plan", "contract", map[string]string{"tab": "plan"}), one("05-proposal", "proposal", nil),
		office("20-bank-matching", "finance", map[string]string{"tab": "bank.title"}), office("21-forecast", "finance", map[string]string{"tab": "cash.title"}), office("21-wages", "wage", nil), office("21-statements", "finance", map[string]string{"tab": "account_statement.title"}), office("21-periods", "finance", map[string]string{"tab": "closing.periods"}), office("21-vouchers", "finance", map[string]string{"tab": "voucher.title"}), office("21-chart", "finance", map[string]string{"tab": "chart.title"}),
		{Name: "20-bank-split", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "finance", Args: map[string]string{"tab": "bank.title"}})
			return r.Click("divide")
		}},
		{Name: "20-bank-difference", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "finance", Args: map[string]string{"tab": "bank.title"}})
			return r.Click("sum0")
		}},
		{Name: "21-write-off", Show: func(r *shell.Rehearse) bool {
			off, err := c().Finance.Allocations.First(c().ctx, listing.Is("kind", listing.Eq, string(books.ByWriteOff)))
			if err != nil {
				return false
			}
			id := off.ReceivableID
			r.Open(shell.Target{Kind: books.Receivables, ID: id})
			r.Settle()
			r.Keys("W")
			return err == nil && id != 0
		}},
		settingsTab("21-write-off-limits", "finance"),
		{Name: "21-order-proof", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "finance", Args: map[string]string{"tab": "order_review.title"}})
			if !r.Until("order_review.title") || !r.Click("order_review.title") {
				return false
			}
			r.Keys("End")
			return true
		}},
		office("21-review", "finance", map[string]string{"tab": "review.title"}), office("21-order-review", "finance", map[string]string{"tab": "order_review.title"}),
		office("21-live", "finance", map[string]string{"tab": "live.title"}), office("21-statistics", "finance", map[string]string{"tab": "stat.title"}), office("21-revenue", "finance", map[string]string{"tab": "revenue.title"}), office("21-state", "finance", map[string]string{"tab": "state.title"}), office("21-commission", "finance", map[string]string{"tab": "commission.sums"}), office("21-commission-rules", "commission_rule", nil), office("21-profit", "finance", map[string]string{"tab": "profit.title"}),
		tab("14-potential", "potential"), tab("14-pool", "pool"),
		{Name: "14-pool-preview", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "customer", Args: map[string]string{"tab": "pool"}})
			r.Press("Ctrl+L")
			return true
		}},
		office("14-requests", ui.Office, nil), office("14-rules", ui.Office, map[string]string{"tab": "rules"}), office("14-handovers", "handover", nil),
		office("14-review", ui.Office, map[string]string{"tab": "review"}), office("14-logins", customer.Accounts, nil), office("14-bin", ui.Office, map[string]string{"tab": "bin"}),
		tab("14-doubles", "doubles"), tab("14-address-book", "contacts"),
		{Name: "19-template-designer", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: printroom.Templates, Args: map[string]string{"name": "delivery-standard"}})
			r.Until("sheet")
			r.Settle()
			for range 12 { // the name of the customer
				r.Keys("PgDn")
			}
			return true
		}},
		settingsTab("19-templates", "templates"), settingsTab("19-prints", "prints"),
		settingsTab("23-fields", "fields"), settingsTab("23-lists", "lists"), settingsTab("23-customer-rules", "customers"), settingsTab("23-texts", "texts"),
		fresh("12-batch-entry", "batch_entry"), fresh("24-cleaning", "cleaning"),
		{Name: "24-merge", Show: func(r *shell.Rehearse) bool {
			keep, gone := c().twoCustomers()
			r.Open(shell.Target{Kind: "merge", ID: keep, Args: map[string]string{"with": strconv.FormatInt(gone, 10)}})
			return gone != 0
		}},
		{Name: "22-palette", Show: func(r *shell.Rehearse) bool {
			text := "skht"
			if kit.Tongue().Lang != "zh" {
				text = "rec ht"
			}
			r.Palette(text)
			return true
		}},
	}
}

// newest is the id of the newest record of a kind that has a number, 0 when there is none.
func (c *office) newest(kind string) int64 {
	t := c.Ground.Registry.Type(kind)
	if t == nil {
		return 0
	}
	filter := listing.Node{}
	if t.Field("number") != nil {
		filter = listing.Is("number", listing.Filled)
	}
	id, err := c.firstOf(c.ctx, listing.Query{Entity: kind, Filter: filter, Sort: []listing.Sort{{Key: "id", Desc: true}}})
	if err != nil {
		return 0
	}
	return id
}

// twoCustomers are the oldest customer and the one behind it, for the picture of a merge.
func (c *office) twoCustomers() (keep, gone int64) {
	plan, err := listing.Allow(c.ctx, c.Ground.Registry, identity.May("customer", identity.See), listing.Query{Entity: "customer", Sort: []listing.Sort{{Key: "id"}}})
	if err != nil {
		return 0, 0
	}
	ids, err := c.db.First(c.ctx, plan, 2)
	if err != nil || len(ids) < 2 {
		return 0, 0
	}
	return ids[0], ids[1]
}

// tourPapers writes one document of each kind, and the lists as Excel.
func (c *office) tourPapers(ctx context.Context, out string) error {
	for _, p := range []struct{ kind, entity string }{{"quote", "quote"}, {"order", "sales_order"}, {"purchase", "purchase_order"}, {"receipt", "receipt"}, {"payment", "payment"}} {
		id := c.newest(p.entity)
		if id == 0 {
			continue
		}
		rec, err := c.Ground.Service(p.entity).Get(ctx, id)
		if err != nil {
			return err
		}
		number := c.Ground.Registry.Type(p.entity).TitleOf(rec)
		if _, err := c.Print(ctx, cli.PrintWish{Kind: p.kind, Number: number, To: filepath.Join(out, p.kind+".pdf")}); err != nil {
			return err
		}
	}
	for _, kind := range []string{"customers", "quotes", "orders", "receivables", "money-in", "receipts", "cash-journal"} {
		if _, err := c.Export(ctx, cli.ExportWish{Kind: kind, To: filepath.Join(out, kind+".xlsx"), Purpose: "tour"}); err != nil {
			return err
		}
	}
	return nil
}
