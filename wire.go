package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/customfield"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/importing"
	"kontor/app/jobs"
	"kontor/app/mail"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/files"
	"kontor/printing"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/settings"
)

// house is what lasts as long as the program: folders, settings, log, spelling, the press.
type house struct {
	paths    files.Paths
	settings *files.Settings
	log      *slog.Logger
	spelling *search.Spelling
	press    *printing.Press
	look     settings.Look // what the settings window changes of the shell
}

func newHouse(log *slog.Logger, paths files.Paths) (*house, error) {
	settings, err := files.LoadSettings(paths)
	if err != nil {
		return nil, err
	}
	return &house{paths: paths, settings: settings, log: log, spelling: search.NewSpelling(pinyin.Table{}), press: printing.New(printing.Params{})}, nil
}

// office is one open company with everything that runs for it.
type office struct {
	*suite.Suite
	house  *house
	db     *data.DB
	press  *printing.Press // with the templates of the company
	index  *data.Search
	search *search.Service
	jobs   *jobs.Pool
	ctx    context.Context
	actor  *identity.Actor
	cancel context.CancelFunc
	work   sync.WaitGroup

	imports *importing.Service
	exports *exporting.Service
	runner  *importing.Runner
	fields  *customfield.Service
	columns *sharedColumns
	Mail    *mail.Service

	password string // of the login, until the vault of secrets was opened with it
}

// clockOf is the real clock, or one that stands on another day at the real time of day.
func clockOf(today calendar.Date) app.Clock {
	if today.IsZero() {
		return app.ClockFunc(time.Now)
	}
	return app.ClockFunc(func() time.Time {
		now := time.Now()
		zone, err := time.LoadLocation("Asia/Shanghai")
		if err != nil {
			zone = time.UTC
		}
		local := now.In(zone)
		return today.At(local.Hour()*60+local.Minute(), zone).Add(time.Duration(local.Second()) * time.Second)
	})
}

// open opens a company and puts its services together; nobody is logged in yet.
func (h *house) openCompany(ctx context.Context, p data.Params) (*office, error) {
	db, err := data.Open(ctx, p)
	if err != nil {
		return nil, err
	}
	zone, err := zoneOf(ctx, db)
	if err != nil {
		db.Close()
		return nil, err
	}
	g := &record.Ground{Registry: entity.NewRegistry(p.Clock, zone), Store: db, Source: db, Tx: db, Clock: p.Clock, Notices: &effect.Bus{}}
	g.Registry.Names = inEveryLanguage
	c := &office{house: h, db: db, Suite: suite.New(suite.Params{Ground: g, Store: db, Numbers: data.NewNumbers(db), Spelling: h.spelling, Words: func(key string, args ...any) string { return kit.Tongue().T(key, args...) }})}
	c.printRoom()
	if err := c.complete(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return c, nil
}

func zoneOf(ctx context.Context, db *data.DB) (*time.Location, error) {
	name, err := db.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	if name == "" {
		name = "Asia/Shanghai"
	}
	return time.LoadLocation(name)
}

// complete adds the search and reads what the company has changed of the shipped lists.
func (c *office) complete(ctx context.Context) error {
	c.sheets()
	c.post()
	c.fields = customfield.New(c.Ground, c.db)
	var err error
	if c.index, err = data.NewSearch(c.db, c.Ground.Registry, c.house.spelling); err != nil {
		return err
	}
	c.index.Through(customer.Customers, customer.Contacts)
	c.index.Through(purchase.Suppliers, purchase.Contacts)
	c.db.UseSearch(c.index)
	c.fields.Reindex = func() { go c.reindex() }
	c.fields.Recount = func(kind string) { go c.recount(kind) }
	c.fields.Uses = append(c.fields.Uses, c.usedInViews)
	c.search = search.New(search.Parts{Registry: c.Ground.Registry, Index: c.index, Source: c.db, Spelling: c.house.spelling})
	sys := identity.System(ctx, "open")
	if err := c.Load(sys); err != nil {
		return err
	}
	if !c.db.ReadOnly() {
		if err := c.Members.RefreshRoles(sys); err != nil {
			return err
		}
	}
	c.columns = &sharedColumns{c: c}
	if err := c.columns.load(sys); err != nil {
		return err
	}
	return c.fields.Apply(sys)
}

// login finds the acting person: the one named, or the only one without a password.
func (c *office) login(ctx context.Context, user, password string) error {
	var err error
	if user == "" && password == "" {
		person, alone, err := c.Members.Alone(identity.System(ctx, "login"))
		if err != nil {
			return err
		}
		if !alone {
			return errNeedLogin
		}
		c.actor, err = c.Members.Actor(ctx, person.ID)
		return c.begin(err)
	}
	c.actor, err = c.Members.Login(ctx, user, password)
	c.password = password
	return c.begin(err)
}

func (c *office) begin(err error) error {
	if err != nil {
		return err
	}
	c.ctx, c.cancel = context.WithCancel(identity.With(context.Background(), c.actor))
	c.runner = importing.NewRunner(c.ctx, c.imports)
	return nil
}

var errNeedLogin = app.E(app.Denied, "login.needed")

// start runs what keeps the company up to date: the index, the reminders, the seal of
// the history, and whatever was missed while it was closed.
func (c *office) start() {
	c.work.Add(1)
	go func() {
		defer c.work.Done()
		if err := c.index.Run(identity.System(c.ctx, "index")); err != nil {
			c.house.log.Warn("search index", "err", err)
		}
	}()
	if c.db.ReadOnly() {
		return
	}
	host, _ := os.Hostname()
	c.jobs = jobs.New(jobs.Params{Store: data.NewJobs(c.db), Clock: c.Ground.Clock, Log: c.house.log, Holder: fmt.Sprintf("%s/%d", host, os.Getpid())})
	for _, j := range c.shippedJobs() {
		c.jobs.Add(j)
	}
	c.Market.Later = func() { c.jobs.Kick("territories") }
	c.Market.Later() // what an earlier run of the program did not finish
	c.Finance.ClassifyLater = func() { c.jobs.Kick("profits") }
	c.jobs.Start(c.ctx, 15*time.Second)
	c.work.Add(1)
	go func() {
		defer c.work.Done()
		c.db.Watch(c.ctx, time.Second, c.Ground.Notices)
	}()
}

func (c *office) shippedJobs() []jobs.Job {
	zone := c.Ground.Registry.Zone()
	as := func(name string, fn func(ctx context.Context) error) func(context.Context, jobs.Run) error {
		return func(ctx context.Context, _ jobs.Run) error { return fn(identity.System(ctx, name)) }
	}
	return append(c.Mail.Jobs(), []jobs.Job{
		{Name: "seal", When: jobs.Every(10 * time.Second), Do: as("seal", func(ctx context.Context) error { _, err := c.db.Seal(ctx); return err })},
		{Name: "reminders", When: jobs.Every(time.Minute), Do: as("reminders", func(ctx context.Context) error { _, err := c.Reminders.Run(ctx); return err })},
		{Name: "pool", When: jobs.Daily(5*60, zone), Do: as("pool", func(ctx context.Context) error { _, err := c.Customers.PoolRun(ctx); return err })},
		{Name: "accounts", When: jobs.Daily(5*60+10, zone), Do: as("accounts", func(ctx context.Context) error { _, err := c.Customers.ExpireAccounts(ctx); return err })},
		{Name: "approvals", When: jobs.Every(30 * time.Minute), Do: as("approvals", c.Approvals.Chase)},
		{Name: "flows", When: jobs.Daily(20, zone), Do: as("flows", c.Market.MakeDueFlows)},
		{Name: "territories", When: jobs.Every(10 * time.Minute), Do: as("territories", c.Market.Redraw)},
		{Name: "prints", When: jobs.Every(time.Minute), Do: as("prints", func(ctx context.Context) error { _, err := c.Prints.Follow(ctx); return err })},
		{Name: "quotes", When: jobs.Daily(30, zone), Do: as("quotes", func(ctx context.Context) error { _, err := c.Sales.Expire(ctx); return err })},
		{Name: "backup", When: jobs.Daily(2*60, zone), Do: as("backup", c.dailyBackup)},
		c.Attendance.Job(jobs.Every(10 * time.Minute)),
		{Name: "imports", When: jobs.Every(time.Hour), Do: as("imports", c.imports.Recover)},
		{Name: "bin", When: jobs.Daily(4*60, zone), Do: as("bin", func(ctx context.Context) error { _, err := c.Ground.EmptyBin(ctx); return err })},
		{Name: "profits", When: jobs.Daily(40, zone), Do: as("profits", func(ctx context.Context) error { _, err := c.Finance.Classify(ctx); return err })},
		{Name: "sums", When: jobs.Daily(3*60, zone), Do: as("sums", c.checkSums)},
	}...)
}

// reindex builds the search index anew after custom fields changed.
func (c *office) reindex() {
	if c.ctx == nil {
		return
	}
	if err := c.index.Rebuild(identity.System(c.ctx, "index")); err != nil {
		c.house.log.Warn("search index", "err", err)
	}
}

// checkSums is the nightly look at the contributed columns.
func (c *office) checkSums(ctx context.Context) error {
	wrong, err := c.Ground.CheckSums(ctx)
	for _, d := range wrong {
		c.house.log.Warn("sum put right", "entity", d.Entity, "key", d.Key, "record", d.Record)
	}
	return err
}

// Close ends everything of the company in order and waits for it.
func (c *office) Close() error {
	if c.jobs != nil {
		c.jobs.Close()
	}
	if c.cancel != nil {
		c.cancel()
	}
	c.work.Wait()
	return c.db.Close()
}

// Context carries the acting person.
func (c *office) Context(ctx context.Context) context.Context {
	return identity.With(ctx, c.actor)
}

// address is the company a command means: the one named, else the last opened.
func (h *house) address(w cli.Where) (string, error) {
	if w.Company != "" {
		return w.Company, nil
	}
	if last, ok := h.settings.Last(); ok {
		return last.Address, nil
	}
	return "", app.E(app.NotFound, "company.none")
}

func (h *house) params(address string, w cli.Where) data.Params {
	return data.Params{Company: address, Password: os.Getenv("KONTOR_DB_PASSWORD"), Program: version, Clock: clockOf(w.Today)}
}
