package sales

import (
	"context"

	"kontor/app/approval"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Leading is what the windows ask of the leads.
type Leading interface {
	Assign(ctx context.Context, ids []int64, person int64) (lead.Outcome, error)
	Claim(ctx context.Context, ids []int64) (lead.Outcome, error)
	Release(ctx context.Context, ids []int64, reason string) (lead.Outcome, error)
	Discard(ctx context.Context, ids []int64, d lead.Discard) (lead.Outcome, error)
	Restore(ctx context.Context, ids []int64) (lead.Outcome, error)
	Begin(ctx context.Context, id int64) (*lead.Lead, error)
	NotesOf(ctx context.Context, id int64) ([]*lead.Note, error)
	Log(ctx context.Context, id int64, kind customer.Note, text string) (*lead.Lead, error)
	Judge(ctx context.Context, id int64, q lead.Quality, reason string) (*lead.Lead, error)
	WishFor(ctx context.Context, id int64) (lead.Wish, error)
	AskConversion(ctx context.Context, id int64, w lead.Wish) (*lead.Lead, error)
	Recall(ctx context.Context, id int64) error
	Doubles(ctx context.Context, id int64) ([]lead.Double, error)
	Rates(ctx context.Context, q lead.RateQuery) ([]lead.Rate, error)
}

// leads is the tab of leads: list, board and rates, with what is known of one beside.
type leads struct {
	host  kit.Host
	d     Deps
	page  *page
	board *leadBoard
	rates *leadRates
	load  *kit.Loader

	id     int64
	now    *lead.Lead
	doubts []lead.Double
	steps  []*approval.Approval
	notes  []*lead.Note
	names  map[int64]string // people
}

func newLeads(h kit.Host, d Deps, p *page) *leads {
	l := &leads{host: h, d: d, page: p, names: map[int64]string{}}
	l.load = kit.NewLoader(h, p.redraw)
	l.board = newLeadBoard(l)
	l.rates = newLeadRates(h, d, p.redraw)
	return l
}

func (l *leads) tab() records.Tab {
	t := l.host.T
	query := newest("created_at")
	live := listing.Is("state", listing.In, string(lead.Fresh), string(lead.Working))
	in := func(s lead.State) listing.Node { return listing.Is("state", listing.Eq, string(s)) }
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("leadpage.view." + id), Filter: f}
	}
	hidden := func(keys ...string) []records.Column {
		var out []records.Column
		for _, k := range keys {
			out = append(out, records.Column{Key: k, Hidden: true})
		}
		return out
	}
	return records.Tab{
		Kind: lead.Leads, Query: query, Actions: l.actions, Pane: l.pane, Looked: l.look,
		Columns: append(column("name", "company", "person", "source", "campaign", "state", "quality", "amount_minor", "created_at", "owner_id"),
			hidden("in_pool", "asked", "customer_id", "opportunity_id", "kind", "mobile", "region", "city", "expect_on", "project_stage", "tender_on", "discard_reason", "last_at")...),
		Views: []records.View{
			view("live", live), view("mine", listing.All(live, listing.Is("owner_id", listing.Eq, "me"))),
			view("pool", listing.All(live, listing.Is("in_pool", listing.Eq, "1"))), view("idle", lead.Idle), view("asked", listing.Is("asked", listing.Eq, "1")),
			view("converted", in(lead.Converted)), view("discarded", in(lead.Discarded)), view("all", listing.Node{}),
		},
		Modes: []records.Mode{
			{ID: "list", Title: t("saleswindow.mode_list")},
			{ID: "board", Title: t("saleswindow.mode_board"), Draw: l.board.draw, Commands: l.board.commands, Shown: l.board.read},
			{ID: "rates", Title: t("leadpage.rates"), Draw: l.rates.draw, Commands: l.rates.commands, Shown: l.rates.read},
		},
	}
}

// look reads what the pane shows of a lead.
func (l *leads) look(id int64) {
	type seen struct {
		now    *lead.Lead
		doubts []lead.Double
		steps  []*approval.Approval
		notes  []*lead.Note
		names  map[int64]string
	}
	kit.Load(l.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		var err error
		if s.now, err = l.d.LeadRecords.Get(ctx, id); err != nil {
			return s, err
		}
		if s.now.Live() {
			if s.doubts, err = l.d.Leads.Doubles(ctx, id); err != nil {
				return s, err
			}
		}
		if s.steps, err = l.d.Approvals.Of(ctx, lead.Leads, id); err != nil {
			return s, err
		}
		if s.notes, err = l.d.Leads.NotesOf(ctx, id); err != nil {
			return s, err
		}
		people := []int64{s.now.JudgedBy}
		for _, n := range s.notes {
			people = append(people, n.PersonID)
		}
		if len(s.steps) > 0 {
			for _, seat := range s.steps[0].Seats {
				people = append(people, seat.PersonID)
			}
		}
		s.names, err = l.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		l.id, l.now, l.doubts, l.steps, l.notes, l.names = id, s.now, s.doubts, s.steps, s.notes, s.names
	})
}

// chosen are the ticked leads, else the one the command was given for.
func (l *leads) chosen(id int64) []int64 {
	if _, ids := l.page.Chosen(); len(ids) > 1 {
		return ids
	}
	return []int64{id}
}

func (l *leads) may(verb identity.Verb) func() string {
	return func() string {
		if l.host.Actor().Can(identity.May(lead.Leads, verb)) {
			return ""
		}
		return l.host.T("saleswindow.why_right")
	}
}

// actions are what can be done with the current lead, or with all that are ticked.
func (l *leads) actions(id int64, r *records.Row) []kit.Command {
	return l.commandsFor(id, leadState{
		state: lead.State(r.Get("state").Text()), pool: r.Get("in_pool").Int() != 0, asked: r.Get("asked").Int() != 0,
		customer: r.Get("customer_id.name").Text() != "", deal: r.Get("opportunity_id.name").Text() != "",
	})
}

// leadState is what decides about the commands of a lead.
type leadState struct {
	state                       lead.State
	pool, asked, customer, deal bool
}

func (l *leads) commandsFor(id int64, s leadState) []kit.Command {
	t := l.host.T
	cmd := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) kit.Command {
		c := kit.Command{ID: "lead." + key, Title: t("leadpage." + key), Icon: icon, Scope: kit.ScopeList, Enabled: l.may(verb), Run: run}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		return c
	}
	assign := cmd("assign", icons.Users, "A", identity.Assign, func() { l.assign(l.chosen(id)) })
	discard := cmd("discard", icons.Trash, "D", identity.Change, func() { l.discard(l.chosen(id), l.doubts) })
	switch {
	case s.asked:
		return []kit.Command{cmd("recall", icons.Undo, "", identity.Change, func() { l.recall(id) })}
	case s.state == lead.Converted:
		return []kit.Command{
			cmd("open_customer", icons.Building, "", identity.See, func() { l.openWhat(id, "customer") }),
			cmd("open_deal", icons.Target, "", identity.See, func() { l.openWhat(id, "opportunity") }),
		}
	case s.state == lead.Discarded:
		return []kit.Command{cmd("restore", icons.Undo, "", identity.Change, func() { l.many(l.chosen(id), "restored", l.d.Leads.Restore) })}
	case s.pool:
		return []kit.Command{cmd("claim", icons.Check, "K", identity.Claim, func() { l.many(l.chosen(id), "claimed", l.d.Leads.Claim) }), assign, discard}
	}
	list := []kit.Command{
		cmd("log", icons.Pencil, "F", identity.Change, func() { l.log(id) }), cmd("convert", icons.Target, "C", identity.Convert, func() { l.convert(id) }),
		cmd("judge", icons.CircleCheck, "J", identity.Change, func() { l.judge(id, nil) }),
	}
	if s.state == lead.Fresh {
		list = append(list, cmd("begin", icons.Play, "B", identity.Change, func() { l.begin(id) }))
	}
	return append(list, assign, cmd("release", icons.Undo, "", identity.Change, func() { l.release(l.chosen(id)) }), discard)
}
