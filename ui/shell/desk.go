package shell

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/app/search"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Target is what a page is asked to show.
type Target struct {
	Kind string // entity, "" for the area's home
	ID   int64
	New  bool
	Args map[string]string
}

// Area is one item of the rail with the kinds of records that its pages show.
type Area struct {
	ID    string // "customer"; its name is the text area.<id>
	Icon  icons.Name
	Kinds []string
	Need  identity.Action // who lacks it does not see the area
	Or    identity.Action // unless they may do this
	Below bool            // behind the separator of the rail
	Foot  bool            // at the foot of the rail
	Build func(h kit.Host, t Target) kit.Page
}

// open tells whether somebody sees the area.
func (a Area) open(who *identity.Actor) bool {
	return a.Need.Kind == "" || who.Can(a.Need) || a.Or.Kind != "" && who.Can(a.Or)
}

// Opener is implemented by pages that can show another target of their area themselves
// (a list selects the row); true = done.
type Opener interface {
	OpenTarget(t Target) bool
}

// Action is something the palette and the menu 新建 offer everywhere. With Object it
// works on a record of that kind, which the palette finds.
type Action struct {
	ID     string
	Key    string // translation key of the title
	Icon   icons.Name
	Keys   []kit.Key
	Need   identity.Action
	Object string
	Create bool   // stands in the menu 新建
	Target Target // what it opens; the object's id goes into Args[ObjectArg]
	Arg    string // name of the argument that takes the object
	Run    func(h kit.Host, object int64)
	// OnRecords works on what is chosen in the page that is shown.
	OnRecords func(h kit.Host, kind string, ids []int64)
}

// Hit is a record that the search found.
type Hit struct {
	Kind, Title, Note string
	ID                int64
	Own, Today        bool
	Spans             []search.Span
}

// Facts are shown beside a row of the palette.
type Facts struct {
	Title, Line string
	Rows        []FactRow
}

// FactRow is a label with a value; Tone "bad", "warn", "ok" or "".
type FactRow struct{ Label, Value, Tone string }

// Desk is one open company with the person who works at it.
type Desk struct {
	Ctx   context.Context // carries the actor; ends when the company is closed
	Actor *identity.Actor
	Clock app.Clock
	Zone  *time.Location
	Bus   *effect.Bus

	Name, Short, File string
	Team              bool
	ReadOnly          bool
	Warnings          []error

	Areas    []Area
	Dialogs  map[string]func(h kit.Host, t Target) // what opens over the page, by kind ("print")
	Actions  []Action
	Spelling *search.Spelling
	// Find searches the records of some kinds; none are all.
	Find    func(ctx context.Context, text string, limit int, kinds ...string) ([]Hit, error)
	Preview func(ctx context.Context, kind string, id int64) (Facts, error)
	Undo    func(ctx context.Context) (what string, err error)
	Redo    func(ctx context.Context) (what string, err error)
	Counts  func(ctx context.Context) map[string]int // red numbers of the rail
	Notices func(ctx context.Context) ([]Notice, error)
	SavedAt func() time.Time
	Lock    func(password string) bool // checks the password of the acting person
	Close   func()
}

// Notice is a reminder in the bell's list.
type Notice struct {
	Icon  icons.Name
	Title string
	Note  string
	Open  Target
	Done  func(ctx context.Context) error
}

// Front is what the shell needs before a company is open.
type Front interface {
	// Recent lists the companies opened last, newest first.
	Recent() []Recent
	// Folder proposes where a new company file goes.
	Folder() string
	// Open opens a company. When it needs a login, the error is *NeedLogin.
	Open(ctx context.Context, o OpenRequest) (*Desk, error)
	// Create makes a company file and gives the recovery code to print.
	Create(ctx context.Context, n NewRequest) (file, recovery string, err error)
	// Sample makes the sample company, or finds the one of today.
	Sample(ctx context.Context) (file string, err error)
	// Restore makes a company file of a backup.
	Restore(ctx context.Context, backup, to string) error
}

// Recent is a company that was opened before.
type Recent struct {
	Name, Company string
	At            time.Time
	Missing       bool
}

// OpenRequest says which company to open, and as whom.
type OpenRequest struct {
	Company, User, Password string
	Then                    Target // what opens once the company is there; nothing when empty
}

// NewRequest is the form of picture 01.
type NewRequest struct {
	Name, Short, Currency, TaxRate string
	YearStart                      int
	Owner, Password, File          string
	DailyBackup                    bool
	Lang                           string
}

// NeedLogin tells that a name and a password are needed; People may be offered.
type NeedLogin struct {
	Company, Name string
	People        []string
	Wrong         error // why the last try failed
}

// Error satisfies error.
func (e *NeedLogin) Error() string { return "login needed" }

// Prefs keep small things per person and machine; missing keys are "".
type Prefs interface {
	Get(key string) string
	Set(key, value string)
}
