package customer

import (
	"context"

	"kontor/app/audit"
	"kontor/app/batch"
	"kontor/app/blob"
	"kontor/app/calendar"
	"kontor/app/cleaning"
	"kontor/app/customer"
	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/app/market"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Service is what the window asks of the customer service.
type Service interface {
	Note(ctx context.Context, f customer.FollowUp) (*customer.Activity, error)
	Done(ctx context.Context, id int64, f customer.Finish) error
	Create(ctx context.Context, c *customer.Customer, first *customer.Contact) error
	Duplicates(ctx context.Context, in customer.CardInput, except int64) ([]customer.Duplicate, error)
	MainContact(ctx context.Context, id int64) (*customer.Contact, error)
	InPool(ctx context.Context) (context.Context, error)
	Claim(ctx context.Context, ids []int64) (customer.Batch, error)
	Release(ctx context.Context, ids []int64, reason string) (customer.Batch, error)
	Assign(ctx context.Context, ids []int64, to int64, reason string) (customer.Batch, error)
	Quota(ctx context.Context) (customer.Quota, error)
	PoolRules(ctx context.Context) ([]customer.PoolRule, error)
	AboutToReturn(ctx context.Context, days int) ([]customer.Returning, error)
	PoolPolicy(ctx context.Context) (customer.PoolPolicy, error)
	SetPoolPolicy(ctx context.Context, p customer.PoolPolicy) error
	Preview(ctx context.Context, m customer.Move) (customer.Batch, error)
	Do(ctx context.Context, m customer.Move) (customer.Batch, error)
	CreateInPool(ctx context.Context, c *customer.Customer, first *customer.Contact) error
	Lives
	Requests
	Entries
	PaneOf(ctx context.Context) (customer.Pane, error)
	UnitsOf(ctx context.Context, id int64) ([]int64, error)
	SetUnits(ctx context.Context, id int64, departments []int64) error
	Dossiers
}

// Lives is how customers become formal, end, are reviewed and are deleted for good.
type Lives interface {
	LifeCriteria(ctx context.Context) (customer.LifeCriteria, error)
	SetLifeCriteria(ctx context.Context, c customer.LifeCriteria) error
	ReviewOn(ctx context.Context) (bool, error)
	SetReview(ctx context.Context, on bool) error
	Convert(ctx context.Context, ids []int64) error
	Deregister(ctx context.Context, ids []int64, reason string) error
	Reinstate(ctx context.Context, ids []int64) error
	Decide(ctx context.Context, ids []int64, accept bool, note string) error
	Resubmit(ctx context.Context, id int64) error
	Purge(ctx context.Context, id int64) error
}

// Requests is what people ask about customers, and the logins that come of it.
type Requests interface {
	Ask(ctx context.Context, r customer.Request) (*customer.Request, error)
	Withdraw(ctx context.Context, id int64) error
	Settle(ctx context.Context, id int64, v customer.Verdict) error
	OpenAccount(ctx context.Context, id int64, o customer.Opening) error
	CheckAccount(ctx context.Context, login, password string) (bool, error)
}

// Dossiers is what is known of customers beside their fields, and how much of it.
type Dossiers interface {
	Attach(ctx context.Context, of customer.Of, file blob.Ref, size int64) (*customer.Attachment, error)
	Family(ctx context.Context, id int64) ([]customer.Unit, error)
	Rates(ctx context.Context) (customer.Rates, error)
	AdoptReview(ctx context.Context, id int64) error
}

// Views keeps the views of a list and counts them.
type Views interface {
	records.Viewing
	Count(ctx context.Context, q listing.Query) (int64, error)
}

// History reads what was changed.
type History interface {
	Timeline(ctx context.Context, kind string, id, before int64, limit int) ([]audit.Set, error)
}

// Drafts keeps what was typed and not saved, on this computer.
type Drafts interface {
	Save(key, title string, texts map[string]string) error
	Get(key string) (texts map[string]string, ok bool)
	Drop(key string) error
}

// Scans looks for customers that are the same; a scan goes on when the page is left.
type Scans interface {
	Start(kind string, tell func()) (*cleaning.Scan, error)
	Latest(kind string) *cleaning.Scan
}

// Entries are the use cases of entries of the timeline.
type Entries interface {
	Pin(ctx context.Context, id int64, on bool) error
	Comment(ctx context.Context, r customer.Remark) (*customer.Activity, error)
	TakeOut(ctx context.Context, id int64, reason string) error
}

// Deps are what the window needs. Drafts, Files and History may be nil.
type Deps struct {
	records.Deps
	Customers Service
	Views     Views
	Records   func(kind string) record.Any
	History   History
	Drafts    Drafts
	Files     attach.Files
	Cards     attach.Cards                                              // reads pictures of business cards; may be nil
	Habits    func(ctx context.Context, id int64) (sales.Habits, error) // may be nil
	OpenLink  func(url string) error                                    // shows a web address; may be nil
	InTx      func(ctx context.Context, why string, fn func(context.Context) error) error
	Batch     func(ctx context.Context, j batch.Job) (batch.Result, error)
	Scans     Scans
	Undo      func(ctx context.Context) error
	Export    func(ctx context.Context, r ExportRequest) error
	Checks    customer.Checks
	// Print opens the print window of a list; nil: lists are not printed.
	Print func(h kit.Host, w records.ListPaper)
	// Mark asks which named mark to put on records, and Marks lists the marks; nil: none.
	Mark  func(h kit.Host, kind string, ids []int64)
	Marks func(ctx context.Context) ([]mark.Row, error)
	// Care tells who looks after the customers of a region; nil: nobody is proposed.
	Care func(ctx context.Context, region string) (market.Care, error)
	// Statement adds up what a customer was charged and paid; nil: no tab for it.
	Statement func(ctx context.Context, customer int64, from, to calendar.Date) (*finance.Statement, error)
	// States is what was agreed with a customer and what came of it; nil leaves it out.
	States func(ctx context.Context, customer int64) ([]finance.CustomerState, error)
}

// ExportRequest is a list to be written to a file.
type ExportRequest struct {
	Query   listing.Query
	View    string
	Path    string
	Purpose string
	Lang    string
}
