package workbench

import (
	"context"
	"sort"
	"time"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
)

// dueDays is how far ahead receivables are shown; todoDays how far ahead to-dos.
const (
	dueDays  = 14
	todoDays = 2
	mostRows = 60
)

// Params are the services the workbench reads from.
type Params struct {
	Ground    *record.Ground
	Customers *customer.Service
	Sales     *sales.Service
	Finance   *finance.Service
	Approvals *approval.Service
	Reminders *reminder.Engine
	Calendar  func(ctx context.Context) (*calendar.Table, error) // working days; nil: those that ship
	Home      func(ctx context.Context) (string, error)          // the company's currency; nil: CNY
	Signals   []Signal
	// Backup, when set, is when the company was last backed up; the zero time: never.
	Backup func(ctx context.Context) (time.Time, error)
}

// Signal is a list that should be empty: what stands in it needs somebody.
type Signal struct {
	Key   string // of its text, which names how many there are
	Query listing.Query
	Open  string // kind of the window that shows it, with its Args
	Args  map[string]string
}

// Sign is a signal with as many records as it has now.
type Sign struct {
	Signal
	N int64
}

// Service makes boards.
type Service struct{ p Params }

// New makes the service.
func New(p Params) *Service { return &Service{p} }

// Task is a to-do as the board shows it.
type Task struct {
	customer.Task
	Customer string
	Late     bool
}

// Day is one day of the week strip.
type Day struct {
	On    calendar.Date
	Off   bool
	Tasks []Task
}

// Due is a receivable that falls due or is late.
type Due struct {
	ID, CustomerID int64
	Customer       string
	Number         string
	DueOn          calendar.Date
	Open           money.Minor
}

// Part is a card that the person may see; each is missing without its right (WB-20).
type Part string

// The parts.
const (
	PartWeek      Part = "week"
	PartTasks     Part = "tasks"
	PartApprovals Part = "approvals"
	PartDue       Part = "due"
	PartFunds     Part = "funds"
	PartTarget    Part = "target"
	PartFunnel    Part = "funnel"
	PartNotices   Part = "notices"
)

// Board is everything on the workbench at one moment.
type Board struct {
	Today    calendar.Date
	Parts    map[Part]bool
	Week     []Day
	Todo     []Task // late ones, today, the next days; done ones of today at their place
	Pending  []approval.Pending
	Due      []Due
	DueSum   money.Minor
	Accounts []finance.Balance
	Funds    money.Minor // of the accounts in the company's currency
	Target   money.Minor
	Sold     money.Minor
	Weeks    []money.Minor // sold in each week of the month
	TimePart money.Rate    // how much of the month's working days is gone
	DaysLeft int
	Funnel   []sales.FunnelRow
	Weighted money.Minor
	Deals    int
	Notices  []*reminder.Reminder
	Signs    []Sign
	BackedUp *time.Time // nil: not this person's business
}

// Read makes the board for whose records: own, the departments', or everything visible.
func (s *Service) Read(ctx context.Context, w sales.Whose) (*Board, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	b := &Board{Today: s.p.Ground.Registry.Today(), Parts: map[Part]bool{}}
	see := func(kind string) bool { return a.Can(identity.May(kind, identity.See)) }
	steps := []struct {
		part Part
		may  bool
		read func(context.Context, *Board, sales.Whose) error
	}{
		{PartTasks, see(customer.Tasks), s.tasks},
		{PartApprovals, true, s.pending},
		{PartDue, see(finance.Receivables), s.due},
		{PartFunds, see(finance.Accounts) && a.Has(identity.RightBalance), s.funds},
		{PartTarget, see(sales.Orders), s.target},
		{PartFunnel, see(sales.Opportunities), s.funnel},
		{PartNotices, true, s.notices},
	}
	for _, step := range steps {
		if !step.may {
			continue
		}
		if err := step.read(ctx, b, w); err != nil {
			return nil, err
		}
		b.Parts[step.part] = true
	}
	b.Parts[PartWeek] = b.Parts[PartTasks]
	return b, nil
}

// TasksQuery are the open to-dos up to a day.
func TasksQuery(w sales.Whose, until calendar.Date) listing.Query {
	return listing.Query{
		Entity: customer.Tasks, Sort: []listing.Sort{{Key: "due_on"}, {Key: "minute"}},
		Filter: listing.All(w.Filter(), listing.Is("state", listing.Eq, string(customer.TaskOpen)), listing.Is("due_on", listing.Le, until.String())),
	}
}

func (s *Service) tasks(ctx context.Context, b *Board, w sales.Whose) error {
	monday := b.Today - calendar.Date((int(b.Today.Weekday())+6)%7)
	sunday := monday + 6
	until := max(sunday, b.Today+todoDays)
	late := listing.All(w.Filter(), listing.Is("state", listing.Eq, string(customer.TaskOpen)), listing.Is("due_on", listing.Lt, monday.String()))
	near := listing.All(w.Filter(), listing.Is("state", listing.Ne, string(customer.TaskDropped)), listing.Is("due_on", listing.Between, monday.String(), until.String()))
	order := []listing.Sort{{Key: "due_on"}, {Key: "minute"}}
	var all []Task
	for _, filter := range []listing.Node{late, near} {
		list, err := s.p.Customers.Tasks.Find(ctx, filter, order...)
		if err != nil {
			return err
		}
		for _, t := range list {
			all = append(all, Task{Task: *t, Late: t.State == customer.TaskOpen && t.DueOn < b.Today})
		}
	}
	if err := s.nameTasks(ctx, all); err != nil {
		return err
	}
	table, err := s.days(ctx)
	if err != nil {
		return err
	}
	for d := monday; d <= sunday; d++ {
		day := Day{On: d, Off: table.Day(d).Off()}
		for _, t := range all {
			if t.DueOn == d {
				day.Tasks = append(day.Tasks, t)
			}
		}
		b.Week = append(b.Week, day)
	}
	for _, t := range all {
		open := t.State == customer.TaskOpen
		if open && t.DueOn <= b.Today+todoDays || !open && t.DueOn == b.Today {
			b.Todo = append(b.Todo, t)
		}
	}
	if len(b.Todo) > mostRows {
		b.Todo = b.Todo[:mostRows]
	}
	return nil
}

func (s *Service) nameTasks(ctx context.Context, tasks []Task) error {
	var ids []int64
	for _, t := range tasks {
		ids = append(ids, t.CustomerID)
	}
	names, err := s.names(ctx, ids)
	for i := range tasks {
		tasks[i].Customer = names[tasks[i].CustomerID]
	}
	return err
}

// names are the short names of customers, their names where there is none.
func (s *Service) names(ctx context.Context, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	seen := map[int64]bool{0: true}
	var wanted []int64
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			wanted = append(wanted, id)
		}
	}
	if len(wanted) == 0 {
		return out, nil
	}
	p, err := listing.Allow(ctx, s.p.Ground.Registry, identity.May(customer.Customers, identity.See), listing.Query{Entity: customer.Customers, Columns: []string{"name", "short_name"}})
	if err != nil {
		return out, nil // who may not see customers sees no names
	}
	for len(wanted) > 0 {
		n := min(len(wanted), 200)
		rows, err := s.p.Ground.Source.Block(ctx, p, wanted[:n])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.ID == 0 || len(r.Cells) < 2 {
				continue
			}
			out[r.ID] = r.Cells[0].Text()
			if short := r.Cells[1].Text(); short != "" {
				out[r.ID] = short
			}
		}
		wanted = wanted[n:]
	}
	return out, nil
}

func (s *Service) pending(ctx context.Context, b *Board, _ sales.Whose) error {
	var err error
	b.Pending, err = s.p.Approvals.Pending(ctx)
	return err
}

// DueQuery lists the receivables that are late or fall due soon.
func DueQuery(w sales.Whose, today calendar.Date) listing.Query {
	return listing.Query{
		Entity: finance.Receivables, Sort: []listing.Sort{{Key: "due_on"}}, Columns: finance.ReceivableColumns, Totals: []string{"open_home_minor"},
		Filter: listing.All(w.Filter(), listing.Is("open_minor", listing.Gt, "0"), listing.Is("due_on", listing.Le, (today+dueDays).String())),
	}
}

// due adds up what is late or falls due soon, in the company's currency, and reads the
// first of it.
func (s *Service) due(ctx context.Context, b *Board, w sales.Whose) error {
	q := DueQuery(w, b.Today)
	q.Columns = []string{"customer_id", "number", "due_on", "open_home_minor"}
	p, err := listing.Allow(ctx, s.p.Ground.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return err
	}
	sum, err := s.p.Ground.Source.Sum(ctx, p)
	if err != nil {
		return err
	}
	if len(sum) > 0 {
		b.DueSum = money.Minor(sum[0].Int())
	}
	first, err := s.p.Ground.Source.First(ctx, p, mostRows)
	if err != nil {
		return err
	}
	rows, err := s.p.Ground.Source.Block(ctx, p, first)
	if err != nil {
		return err
	}
	var ids []int64
	for _, r := range rows {
		if r.ID == 0 {
			continue
		}
		b.Due = append(b.Due, Due{ID: r.ID, CustomerID: r.Cells[0].Int(), Number: r.Cells[1].Text(), DueOn: dateOf(r.Cells[2]), Open: money.Minor(r.Cells[3].Int())})
		ids = append(ids, r.Cells[0].Int())
	}
	names, err := s.names(ctx, ids)
	for i := range b.Due {
		b.Due[i].Customer = names[b.Due[i].CustomerID]
	}
	return err
}

func dateOf(v entity.Value) calendar.Date {
	d, err := calendar.Parse(v.Text())
	if err != nil {
		return 0
	}
	return d
}

func (s *Service) funds(ctx context.Context, b *Board, _ sales.Whose) error {
	var err error
	if b.Accounts, err = s.p.Finance.Balances(ctx, b.Today.MonthStart(), b.Today); err != nil {
		return err
	}
	home := "CNY"
	if s.p.Home != nil {
		if home, err = s.p.Home(ctx); err != nil {
			return err
		}
	}
	for _, a := range b.Accounts {
		if a.Account.Currency == home {
			b.Funds += a.Closing
		}
	}
	return nil
}

func (s *Service) notices(ctx context.Context, b *Board, _ sales.Whose) error {
	list, err := s.p.Reminders.Mine(ctx)
	if err != nil {
		return err
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].DueAt > list[j].DueAt })
	b.Notices = list[:min(len(list), 8)]
	return s.signs(ctx, b)
}

// signs counts what needs somebody, of the lists that the person may see.
func (s *Service) signs(ctx context.Context, b *Board) error {
	a, err := identity.From(ctx)
	if err != nil {
		return err
	}
	for _, x := range s.p.Signals {
		plan, err := listing.Allow(ctx, s.p.Ground.Registry, identity.May(x.Query.Entity, identity.See), x.Query)
		if app.KindOf(err) == app.Denied {
			continue
		}
		if err != nil {
			return err
		}
		n, err := s.p.Ground.Source.Count(ctx, plan)
		if err != nil {
			return err
		}
		if n > 0 {
			b.Signs = append(b.Signs, Sign{x, n})
		}
	}
	if s.p.Backup != nil && a.Has(identity.RightAdmin) {
		at, err := s.p.Backup(ctx)
		if err != nil {
			return err
		}
		b.BackedUp = &at
	}
	return nil
}
