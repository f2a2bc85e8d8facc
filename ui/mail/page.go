// Package mail is the mail window (picture 09): folders and views, the list of mails,
// the reader, the answer below it with templates and papers, and at the right whose mail
// it is and what is open with them.
package mail

import (
	"context"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/app/mail/provider"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Desk is what the window asks of mail. *mail.Service is one.
type Desk interface {
	Sidebar(ctx context.Context, accounts []int64) (mail.Sidebar, error)
	List(ctx context.Context, v mail.ViewKey, f mail.Filter) ([]int64, error)
	InFolder(ctx context.Context, folder int64, f mail.Filter) ([]int64, error)
	Everywhere(ctx context.Context, f mail.Filter) ([]int64, error)
	Messages(ctx context.Context, ids []int64) ([]mail.Message, error)
	OutboxView(ctx context.Context, v mail.ViewKey, accounts []int64) ([]mail.Outgoing, error)
	Open(ctx context.Context, id int64) (*mail.Opened, error)
	FetchText(ctx context.Context, id int64) error
	File(ctx context.Context, message int64, path string) (*mail.File, error)
	OfCustomer(ctx context.Context, id int64, limit int) ([]mail.Message, error)
	Suggest(ctx context.Context, message int64) ([]mail.Owner, error)
	LinkCustomer(ctx context.Context, message, customer, contact int64) error
	Unlink(ctx context.Context, message int64, ignore bool) error
	LinkRecord(ctx context.Context, message int64, kind string, id int64) error
	UnlinkRecord(ctx context.Context, message int64, kind string, id int64) error
	Mark(ctx context.Context, ids []int64, f mail.Flags, on bool) (func(context.Context) error, error)
	Move(ctx context.Context, ids []int64, folder int64) (func(context.Context) error, error)
	MoveTo(ctx context.Context, ids []int64, role mail.Role) (func(context.Context) error, error)
	Erase(ctx context.Context, ids []int64) error
	Fetch(ctx context.Context, account int64) (mail.Report, error)
	NewLetter(ctx context.Context, st mail.Start) (*mail.Outgoing, []mail.OutgoingFile, error)
	SaveDraft(ctx context.Context, o *mail.Outgoing) error
	Outgoing(ctx context.Context, id int64) (*mail.Outgoing, []mail.OutgoingFile, error)
	Attach(ctx context.Context, f *mail.OutgoingFile) error
	AttachPaper(ctx context.Context, outgoing int64, entity string, id int64) error
	Detach(ctx context.Context, outgoing, file int64) error
	Discard(ctx context.Context, id int64) error
	Queue(ctx context.Context, id int64, at time.Time) (*mail.Outgoing, error)
	Recall(ctx context.Context, id int64) error
	Retry(ctx context.Context, id int64) error
	Resolve(ctx context.Context, id int64) error
	SendQueued(ctx context.Context) (mail.Tally, error)
	TemplatesFor(ctx context.Context) ([]*mail.Template, error)
	Fill(ctx context.Context, t *mail.Template, on mail.Subjects) (mail.Filled, error)
	SaveTemplate(ctx context.Context, t *mail.Template) error
	DeleteTemplate(ctx context.Context, id int64) error
	Discover(ctx context.Context, address string) (provider.Found, error)
	Try(ctx context.Context, a *mail.Account, secret string) (mail.Trial, error)
	SaveAccount(ctx context.Context, a *mail.Account, secret string) error
	DeleteAccount(ctx context.Context, id, version int64) error
}

// Deps are what the window needs.
type Deps struct {
	Mail     Desk
	Registry *entity.Registry
	Source   listing.Source
	Account  func() *mail.Account // a new account with its defaults
	Template func() *mail.Template
	// ReadFile reads a file that is to be attached; Keep writes one that was attached to a
	// mail to a path of the person's choice; Temp puts it where it can be opened.
	ReadFile func(path string) (name string, content []byte, err error)
	Keep     func(path string, content []byte) error
	Temp     func(name string, content []byte) (path string, err error)
}

// Page is the mail window.
type Page struct {
	host    kit.Host
	d       Deps
	surface *kit.Surface

	side     mail.Sidebar
	sideLoad *kit.Loader
	account  int64  // 0: all
	view     string // a ViewKey, or "folder.<id>"
	filter   mail.Filter
	search   *kit.Field

	list     kit.List
	listLoad *kit.Loader
	ids      []int64
	rows     map[int64]mail.Message
	asked    map[int]bool
	outs     []mail.Outgoing
	names    map[int64]string // short names of customers
	selected int64            // message, or letter in a view of the outbox

	reader   reader
	card     card
	write    *composer
	fetching map[int64]bool
	problem  error // of the last fetching, shown as a banner
	side2    kit.Split
	foot     kit.Split
	width    float32

	letterOf, letterVersion int64 // the letter that is previewed
	letterBlocks            []parse.Block
	letterFlow              *flow

	more   bool // junk and trash are listed too
	timers map[string]func()
	stop   []func()
}

// New makes the window.
func New(h kit.Host, d Deps) *Page {
	p := &Page{host: h, d: d, view: string(mail.ViewInbox), names: map[int64]string{}, fetching: map[int64]bool{}, timers: map[string]func(){}}
	p.surface = kit.NewSurface(p.draw)
	p.surface.Keys = func(k kit.Key, inField bool) bool { return p.key(k, inField) }
	redraw := p.surface.Redraw
	p.sideLoad, p.listLoad = kit.NewLoader(h, redraw), kit.NewLoader(h, redraw)
	p.reader.p, p.card.p = p, p
	p.reader.load, p.card.load = kit.NewLoader(h, redraw), kit.NewLoader(h, redraw)
	p.search = kit.NewField(h.T("mail.search"))
	p.search.Placeholder, p.search.LeftIcon, p.search.Clearable = h.T("mail.search"), icons.Search, true
	p.search.OnChange = func(s string) {
		p.filter.Text = strings.TrimSpace(s)
		p.later("search", 200*time.Millisecond, p.readList)
	}
	p.search.OnKey = func(k kit.Key) bool {
		if k == "Down" && len(p.ids) > 0 {
			p.Focus()
			return true
		}
		return false
	}
	p.list = kit.List{
		Name: h.T("mail.mails"), Height: theme.CardRow, Row: p.drawCard, OnCur: p.chose, OnOpen: p.opened, OnMenu: p.listMenu,
		KeyOf: func(i int) int64 { return p.keyAt(i) }, Want: p.want, OnTap: p.tapped,
	}
	p.side2 = kit.Split{Size: setting(h, "mail.side", 256), Min: 232, Max: 360, Rest: 480, OnChange: func(v float32) { keep(h, "mail.side", v) }}
	p.foot = kit.Split{Size: setting(h, "mail.reply", 287), Min: 200, Rest: 180, OnChange: func(v float32) { keep(h, "mail.reply", v) }}
	p.stop = append(p.stop, h.Changed(func(string, int64) { p.later("changed", 150*time.Millisecond, p.refresh) }, mail.Messages, mail.Accounts, mail.Templates))
	p.readSide()
	p.readList()
	return p
}

func setting(h kit.Host, key string, def float32) float32 {
	if v, err := strconv.ParseFloat(h.Setting(key), 32); err == nil && v > 0 {
		return float32(v)
	}
	return def
}

func keep(h kit.Host, key string, v float32) { h.SetSetting(key, strconv.Itoa(int(v))) }

// later runs fn after a pause; a newer call of the same name takes its place.
func (p *Page) later(name string, d time.Duration, fn func()) {
	if stop := p.timers[name]; stop != nil {
		stop()
	}
	p.timers[name] = kit.After(d, func() { delete(p.timers, name); fn() })
}

// Title, Content, Focus and Close make the window a kit.Page.
func (p *Page) Title() string { return p.host.T("area.mail") }

// Content is the surface.
func (p *Page) Content() fyne.CanvasObject { return p.surface }

// Focus puts the keyboard into the list.
func (p *Page) Focus() { p.surface.FocusID("list", true) }

// Close keeps the letter that is being written.
func (p *Page) Close() {
	if p.write != nil {
		p.write.keep()
	}
	for _, stop := range p.timers {
		stop()
	}
	for _, stop := range p.stop {
		stop()
	}
}

// Save keeps view and selection.
func (p *Page) Save() kit.State {
	return kit.State{"view": p.view, "account": number(p.account), "selected": number(p.selected), "text": p.search.Text()}
}

// Restore goes back to them.
func (p *Page) Restore(s kit.State) {
	if s["view"] != "" {
		p.view = s["view"]
	}
	p.account, _ = strconv.ParseInt(s["account"], 10, 64)
	p.selected, _ = strconv.ParseInt(s["selected"], 10, 64)
	p.search.SetText(s["text"])
	p.filter.Text = s["text"]
	p.readSide()
	p.readList()
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// OpenMail shows one mail, wherever it lies.
func (p *Page) OpenMail(id int64) {
	p.selected = id
	p.list.Select(-1)
	p.read(id, true)
}

// OpenDraft goes on with a letter of the outbox.
func (p *Page) OpenDraft(id int64) { p.resume(id) }

// WriteTo begins a letter: to a customer, with the PDF of a document.
func (p *Page) WriteTo(st mail.Start) { p.begin(st, "new") }
