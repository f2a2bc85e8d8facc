package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/member"
	"kontor/data"
	"kontor/data/files"
	"kontor/ui/cli"
	"kontor/ui/shell"
)

// front is what the shell needs before a company is open.
type front struct {
	*house
	where cli.Where
	raise func()
}

// Recent lists the companies opened last.
func (f *front) Recent() []shell.Recent {
	var out []shell.Recent
	for _, r := range f.settings.Recent() {
		missing := false
		if !data.IsServer(r.Address) {
			_, err := os.Stat(r.Address)
			missing = err != nil
		}
		out = append(out, shell.Recent{Name: r.Name, Company: r.Address, At: r.Opened, Missing: missing})
	}
	return out
}

// Folder proposes where a new company goes.
func (f *front) Folder() string { return f.paths.Companies }

// Open opens a company for the window and logs in.
func (f *front) Open(ctx context.Context, o shell.OpenRequest) (*shell.Desk, error) {
	p := f.params(o.Company, f.where)
	p.Raise = f.raise
	if data.IsServer(o.Company) && p.Password == "" {
		p.Password = o.Password
	}
	c, err := f.openCompany(ctx, p)
	var refused *app.Error
	if errors.As(err, &refused) && refused.Key == "company.open_here" && data.Activate(o.Company) == nil {
		return nil, app.E(app.Conflict, "company.brought_to_front", "path", o.Company)
	}
	if err != nil {
		return nil, err
	}
	user := o.User
	if user == "" && o.Password == "" {
		user = f.where.User
	}
	if err := c.login(ctx, user, cmp.Or(o.Password, f.where.Password)); err != nil {
		defer c.db.Close()
		return nil, f.needLogin(ctx, c, o, err)
	}
	c.start()
	f.remember(ctx, c, o.Company)
	return c.desk(ctx)
}

// needLogin turns a refused login into the question for name and password.
func (f *front) needLogin(ctx context.Context, c *office, o shell.OpenRequest, err error) error {
	if app.KindOf(err) == app.Internal {
		return err
	}
	need := &shell.NeedLogin{Company: o.Company, Name: c.name(ctx)}
	if !errors.Is(err, errNeedLogin) {
		need.Wrong = err
	}
	return need
}

func (f *front) remember(ctx context.Context, c *office, address string) {
	if abs, err := filepath.Abs(address); err == nil && !data.IsServer(address) {
		address = abs
	}
	if err := f.settings.Opened(files.Company{Address: address, Name: c.name(ctx), User: c.actor.Name, Opened: time.Now()}); err != nil {
		f.log.Warn("settings", "err", err)
	}
}

// Create makes a company file with its first person.
func (f *front) Create(ctx context.Context, n shell.NewRequest) (string, string, error) {
	if filepath.Ext(n.File) == "" {
		n.File += data.Extension
	}
	where := f.where
	where.Lang = n.Lang
	code, err := f.found(ctx, founding{
		file: n.File, name: n.Name, short: n.Short, owner: n.Owner, password: n.Password, currency: n.Currency,
		tax: n.TaxRate, yearStart: n.YearStart, where: where,
	})
	return n.File, code, err
}

// Sample makes the sample company of today, or opens the one that is there.
func (f *front) Sample(ctx context.Context) (string, error) {
	today := clockOf(f.where.Today).Now()
	file := filepath.Join(f.paths.Companies, "sample-"+today.Format("20060102")+data.Extension)
	if _, err := os.Stat(file); err == nil {
		return file, nil
	}
	return file, f.makeSample(ctx, file, f.where)
}

// Restore makes a company file of a backup, after checking it.
func (f *front) Restore(ctx context.Context, backup, to string) error {
	return f.restore(ctx, backup, to)
}

// founding is what a new company starts with.
type founding struct {
	file, name, short, owner, password, currency, tax string
	yearStart                                         int
	where                                             cli.Where
}

// found makes a company: the file, its settings, the shipped roles and the first person.
// When anything fails nothing stays behind.
func (h *house) found(ctx context.Context, n founding) (recovery string, err error) {
	if err := os.MkdirAll(filepath.Dir(n.file), 0o755); err != nil {
		return "", app.E(app.Denied, "company.no_access", "path", filepath.Dir(n.file)).Because(err)
	}
	p := h.params(n.file, n.where)
	p.Create = true
	c, err := h.openCompany(ctx, p)
	if err != nil {
		return "", err
	}
	defer func() {
		closed := c.db.Close()
		if err == nil {
			err = closed
		} else {
			removeCompany(n.file)
		}
	}()
	sys := identity.System(ctx, "founding")
	firm := c.Suite.Company.Companies.Desc.New()
	firm.Name, firm.ShortName, firm.Currency = n.name, n.short, cmp.Or(n.currency, "CNY")
	if n.yearStart > 0 {
		firm.YearStart = int64(n.yearStart)
	}
	if n.tax != "" {
		firm.TaxCode = n.tax
	}
	if err := c.Suite.Company.Companies.Create(sys, firm); err != nil {
		return "", err
	}
	if err := c.Load(sys); err != nil {
		return "", err
	}
	_, recovery, err = c.Members.Found(sys, member.Founder{Login: n.owner, Name: n.owner, Password: n.password, Company: cmp.Or(n.short, n.name)})
	if err != nil {
		return "", err
	}
	return recovery, c.firstAccounts(sys, n.where.Lang)
}

// removeCompany takes away what a failed founding left.
func removeCompany(file string) {
	for _, end := range []string{"", "-wal", "-shm", "-lock", "-mail", "-mail-wal", "-mail-shm", "-reserve"} {
		_ = os.Remove(file + end) // most of them are not there
	}
}

// name is the company's name for titles and lists.
func (c *office) name(ctx context.Context) string {
	firm, err := c.Suite.Company.Get(identity.System(ctx, "name"))
	if err != nil {
		return filepath.Base(c.db.Path())
	}
	return firm.Name
}

func (c *office) firm(ctx context.Context) (*company.Company, error) { return c.Suite.Company.Get(ctx) }

// prefs keep the window's small things in the settings of the user.
type prefs struct {
	s   *files.Settings
	log *slog.Logger
}

func (p prefs) Get(key string) string { return p.s.Text("ui." + key) }

func (p prefs) Set(key, value string) {
	if err := p.s.Set("ui."+key, value); err != nil {
		p.log.Warn("settings", "err", err)
	}
}
