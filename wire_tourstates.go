package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/ui/cli"
	"kontor/ui/cli/tour"
	ui "kontor/ui/customer"
	"kontor/ui/shell"
)

// tourPlace is where the tour works: its folder, the sample company, and the office that
// is open.
type tourPlace struct {
	dir, file string
	where     cli.Where
	office    func() **office
}

// tourStates are pictures of what one seldom sees: the pages of the settings, lists behind
// other tabs, an import with its file, a conflict; then everything as somebody sees it who
// may do little, in a company without any record, and when nothing can be read.
func (h *house) tourStates(ctx context.Context, on bool, p tourPlace) []tour.Stop {
	if !on {
		return nil
	}
	c := func() *office { return *p.office() }
	at := func(name, area string, clicks ...string) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool {
			ok := r.Area(area)
			for _, id := range clicks {
				ok = r.Click(id) && ok
			}
			return ok
		}}
	}
	open := func(name string, t shell.Target) tour.Stop {
		return tour.Stop{Name: name, Show: func(r *shell.Rehearse) bool { r.Open(t); return true }}
	}
	stops := []tour.Stop{{Name: "15-import-loaded", Show: func(r *shell.Rehearse) bool {
		r.Open(shell.Target{Kind: "import", New: true, Args: map[string]string{}})
		return r.Drop(p.sheet()) && r.Until("run")
	}}}
	for i := range 10 {
		stops = append(stops, at("10-settings-"+strconv.Itoa(i), "settings", "tab."+strconv.Itoa(i)))
	}
	for i := 1; i < 7; i++ {
		n := strconv.Itoa(i)
		stops = append(stops, at("05-sales-"+n, "sales", "tab."+n))
	}
	for _, part := range []struct{ tab, n string }{{"1", "1"}, {"1", "2"}, {"1", "4"}, {"5", "5"}, {"5", "6"}, {"5", "7"}, {"8", ""}, {"9", "9"}, {"9", "10"}, {"9", "11"}, {"9", "12"}, {"9", "13"}, {"14", "15"}, {"14", "16"}, {"14", "17"}, {"18", "18"}, {"18", "19"}, {"18", "20"}, {"21", "22"}} {
		if part.n == "" { // a part of one list
			stops = append(stops, at("06-finance-"+part.tab, "finance", "tab."+part.tab))
			continue
		}
		stops = append(stops, at("06-finance-"+part.n, "finance", "tab."+part.tab, "part."+part.n))
	}
	stops = append(stops, at("03-contacts", "customer", "tab.contacts"), at("03-doubles", "customer", "tab.doubles"), at("05-sales-pane", "sales", "tab.0"),
		open("04-quote-new", shell.Target{Kind: sales.Quotes, New: true, Args: map[string]string{}}), open("16-order-new", shell.Target{Kind: sales.Orders, New: true, Args: map[string]string{}}),
		tour.Stop{Name: "04-quote-files", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: sales.Quotes, ID: c().newest(sales.Quotes)})
			return r.Click("tab.files")
		}},
		tour.Stop{Name: "16-delivery", Show: func(r *shell.Rehearse) bool {
			id := c().newest("delivery")
			if id != 0 {
				r.Open(shell.Target{Kind: "delivery", ID: id})
			}
			return id != 0
		}},
		tour.Stop{Name: "07-quote-print", Show: func(r *shell.Rehearse) bool {
			r.Open(shell.Target{Kind: "print", ID: c().newest(sales.Quotes), Args: map[string]string{"kind": "quote"}})
			return true
		}},
		tour.Stop{Name: "12-conflict", Show: func(r *shell.Rehearse) bool { return c().tourConflict(r) }},
		tour.Stop{Show: func(r *shell.Rehearse) bool { return h.tourAs(ctx, r, p, "jiang") }})
	stops = append(stops, everyArea("forbidden")...)
	stops = append(stops, open("forbidden-office", shell.Target{Kind: ui.Office}), tour.Stop{Show: func(r *shell.Rehearse) bool { return h.tourAs(ctx, r, p, "") }})
	stops = append(stops, tour.Stop{Show: func(r *shell.Rehearse) bool { return c().db.Close() == nil }})
	stops = append(stops, everyArea("failed")...)
	stops = append(stops, tour.Stop{Show: func(r *shell.Rehearse) bool { return h.tourEmpty(ctx, r, p) }})
	return append(stops, everyArea("empty")...)
}

// everyArea shows the areas one after another.
func everyArea(state string) []tour.Stop {
	var out []tour.Stop
	for _, id := range []string{"workbench", "customer", "sales", "finance", "attendance", "mail", "settings"} {
		out = append(out, tour.Stop{Name: state + "-" + id, Show: func(r *shell.Rehearse) bool { return r.Area(id) }})
		if id == "sales" {
			out = append(out, tour.Stop{Name: state + "-board", Show: func(r *shell.Rehearse) bool { return r.Area(id) && r.Click("tab.1") }})
		}
	}
	return out
}

// tourAs opens the sample company as another of its people, who cannot log in by
// themselves; "" is the owner again.
func (h *house) tourAs(ctx context.Context, r *shell.Rehearse, p tourPlace, login string) bool {
	c := *p.office()
	actor := *c.actor
	if login == "" {
		login = "lin"
	}
	list, err := c.Members.People.Find(identity.System(ctx, "tour"), listing.Is("login", listing.Eq, login))
	if err != nil || len(list) == 0 {
		return false
	}
	actor.ID, actor.Name, actor.Roles = list[0].ID, list[0].Name, nil
	for _, role := range identity.ShippedRoles() {
		if slices.Contains(list[0].Roles, role.Key) {
			actor.Roles = append(actor.Roles, role)
		}
	}
	r.Leave()
	return h.tourOpen(ctx, r, p, func(c *office) error { c.actor = &actor; return c.begin(nil) })
}

// tourEmpty makes a company without records and opens it.
func (h *house) tourEmpty(ctx context.Context, r *shell.Rehearse, p tourPlace) bool {
	r.Leave()
	p.file = filepath.Join(p.dir, "empty.kontor")
	if _, err := h.found(ctx, founding{file: p.file, name: "新公司", short: "新公司", owner: "林晓雯", currency: "CNY", tax: "13", yearStart: 1, where: p.where}); err != nil {
		return false
	}
	return h.tourOpen(ctx, r, p, func(c *office) error { return c.login(ctx, "", "") })
}

func (h *house) tourOpen(ctx context.Context, r *shell.Rehearse, p tourPlace, login func(c *office) error) bool {
	params := h.params(p.file, p.where)
	params.Clock = tourClock()
	c, err := h.openCompany(ctx, params)
	if err != nil {
		h.log.Warn("tour", "err", err)
		return false
	}
	*p.office() = c
	if err := login(c); err != nil {
		h.log.Warn("tour", "err", err)
		return false
	}
	d, err := c.desk(ctx)
	if err != nil {
		h.log.Warn("tour", "err", err)
		return false
	}
	r.Desk(d)
	return true
}

// tourConflict changes a quote in the window while somebody else saves it.
func (c *office) tourConflict(r *shell.Rehearse) bool {
	ctx := identity.With(c.ctx, c.actor)
	q, err := c.Sales.Quotes.Find(ctx, listing.Is("state", listing.Eq, string(sales.QuoteDraft)), listing.Sort{Key: "id", Desc: true})
	if err != nil || len(q) == 0 {
		return false
	}
	r.Open(shell.Target{Kind: sales.Quotes, ID: q[0].ID})
	if !r.Click("head.subject") {
		return false
	}
	r.Keys("Ctrl+A")
	r.Type("年度采购（含备件）")
	r.Keys("Tab")
	if _, err := c.Sales.Quotes.Update(ctx, q[0].ID, 0, func(x *sales.Quote) error { x.Subject, x.PaymentTerms = "年度框架采购", "d60"; return nil }); err != nil {
		return false
	}
	r.Keys("Ctrl+Enter")
	return true
}

// sheet writes the list of customers that the picture of the import has loaded.
func (p tourPlace) sheet() string {
	rows := []string{
		"公司名称,级别,业务员,手机,纳税人识别号,上次联系,地区,地址,行业,备注,QQ",
		"苏州恒拓精密制造有限公司,B,林晓雯,19900005521,,2026/3/12,华东,苏州市工业园区兴业路 18 号,机械制造,老客户,", "深圳联芯光电科技有限公司,A,周启航,1.39E+10,,3月9日,华南,南山区科苑路 18 号,电子电器,,",
		"上海舜泽食品有限公司,A,小陈,19900002716,,44265,华东,,食品饮料,茶叶礼盒,", "宁波三洲阀门有限公司,特级,王雨桐,12345678901,9132059MA1X,2026-03-09,华东,,五金,,", ",C,周启航,19900003344,,2月30日,,,,无名称,",
	}
	for i := range 240 {
		rows = append(rows, "展会客户"+strconv.Itoa(i+1)+"有限公司,"+string("ABC"[i%3])+",林晓雯,1990001"+strconv.Itoa(1000+i)+",,2026-02-1"+strconv.Itoa(i%9)+",华东,,机械制造,展会,")
	}
	path := filepath.Join(p.dir, "客户名单2026.csv")
	if os.WriteFile(path, []byte(strings.Join(rows, "\n")+"\n"), 0o600) != nil {
		return ""
	}
	return path
}
