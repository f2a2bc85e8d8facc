package sales

import (
	"context"
	"image"

	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/attach"
	"kontor/ui/records"
)

// Keeper reads and saves the records of one entity; a record.Service is one.
type Keeper[T any] interface {
	Get(ctx context.Context, id int64) (*T, error)
	Find(ctx context.Context, filter listing.Node, order ...listing.Sort) ([]*T, error)
	Create(ctx context.Context, rec *T) error
	Update(ctx context.Context, id, version int64, fn func(rec *T) error) (*T, error)
}

// Quoting is what the quote editor asks of sales.
type Quoting interface {
	NewQuote(ctx context.Context, customerID int64) (*sales.Quote, error)
	CopyQuote(ctx context.Context, id, customerID int64) (*sales.Quote, error)
	Send(ctx context.Context, id int64) (*sales.Quote, error)
	SubmitDiscount(ctx context.Context, id int64) error
	NewRevision(ctx context.Context, id int64) (*sales.Quote, error)
	Revisions(ctx context.Context, id int64) ([]*sales.Quote, error)
	Accept(ctx context.Context, id int64) (*sales.Quote, error)
	Reject(ctx context.Context, id int64, reason string) (*sales.Quote, error)
	Cancel(ctx context.Context, id int64, reason string) (*sales.Quote, error)
	Convert(ctx context.Context, id int64) (*sales.Order, error)
	QuotePaper(ctx context.Context, q *sales.Quote, p sales.Print) (paper.Data, error)
	Pick(ctx context.Context, typed string, n int) ([]*sales.Product, error)
	RateOf(ctx context.Context, currency string) (money.Exchange, calendar.Date, error)
}

// Ordering is what the order page asks of sales.
type Ordering interface {
	NewOrder(ctx context.Context, customerID int64) (*sales.Order, error)
	NewOffline(ctx context.Context, customerID int64) (*sales.Order, error)
	Submit(ctx context.Context, id int64) (*sales.Order, error)
	Recall(ctx context.Context, id int64) error
	Close(ctx context.Context, id int64, reason string) (*sales.Order, error)
	CopyOrder(ctx context.Context, id int64) (*sales.Order, error)
	CancelOrder(ctx context.Context, id int64, reason string) (*sales.Order, error)
}

// Pipeline is what the board of opportunities asks of sales.
type Pipeline interface {
	StagesOf(ctx context.Context) ([]sales.Stage, error)
	DwellLimits(ctx context.Context) (map[string]int, error)
	Move(ctx context.Context, id, version int64, stage string) (*sales.Opportunity, error)
	CloseWon(ctx context.Context, id int64, c sales.Closing) (*sales.Opportunity, error)
	OrderedOn(ctx context.Context, deal int64) (calendar.Date, error)
	Lacks(ctx context.Context, o *sales.Opportunity) ([]string, error)
	LoseTo(ctx context.Context, id int64, reason, to string) (*sales.Opportunity, error)
	Reopen(ctx context.Context, id int64, reason string) (*sales.Opportunity, error)
	Checklist(ctx context.Context, o *sales.Opportunity, st sales.Stage) ([]sales.Check, error)
	Tick(ctx context.Context, id int64, key string, done bool) (*sales.Opportunity, error)
	StageHistory(ctx context.Context, id int64) ([]sales.StageStep, error)
	ScoreDeal(ctx context.Context, id int64) (sales.Score, error)
	UseScore(ctx context.Context, id int64) (*sales.Opportunity, error)
	FollowStage(ctx context.Context, id int64) (*sales.Opportunity, error)
	ForecastOf(ctx context.Context, w sales.ForecastWish) (*sales.Forecast, error)
	ConversionsOf(ctx context.Context, w sales.Whose) ([]sales.Conversion, error)
	FunnelOf(ctx context.Context, narrow func(listing.Reach) listing.Reach) ([]sales.FunnelRow, error)
}

// Crediting tells how far a customer may buy on account.
type Crediting interface {
	Credit(ctx context.Context, customerID int64) (sales.Credit, error)
}

// Sales is all of it; the service of sales is one.
type Sales interface {
	Quoting
	Ordering
	Crediting
	Pipeline
	Catalogue
}

// Delivering is what the delivery note asks of stock.
type Delivering interface {
	NewDelivery(ctx context.Context, orderID int64) (*stock.Delivery, error)
	Issue(ctx context.Context, id int64) (*stock.Delivery, error)
	Sign(ctx context.Context, id int64, on calendar.Date, by string) (*stock.Delivery, error)
	Reverse(ctx context.Context, id int64, reason string) (*stock.Delivery, error)
	NewReturn(ctx context.Context, orderID, deliveryID int64) (*stock.Return, error)
	PostReturn(ctx context.Context, id int64) (*stock.Return, error)
	ReverseReturn(ctx context.Context, id int64, reason string) (*stock.Return, error)
	Counted(ctx context.Context, product int64, warehouse string, found money.Quantity, reason string) error
	Carry(ctx context.Context, c stock.Carriage) error
	ReportOf(ctx context.Context, from, to calendar.Date, warehouse string) (*stock.Report, error)
}

// Approvals tells who has agreed to a document and whom it waits for.
type Approvals interface {
	Of(ctx context.Context, name string, id int64) ([]*approval.Approval, error)
}

// Deps are what the windows of sales need.
type Deps struct {
	records.PageDeps
	Sales       Sales
	Stock       Delivering
	Deliveries  Keeper[stock.Delivery]
	Returns     Keeper[stock.Return]
	Buying      Buying
	Quotes      Keeper[sales.Quote]
	Orders      Keeper[sales.Order]
	Deals       Keeper[sales.Opportunity]
	Products    Keeper[sales.Product]
	QuoteDesc   *entity.Desc[sales.Quote]
	Contracting Contracting
	Contracts   Keeper[sales.Contract]
	PriceLists  Keeper[sales.PriceList]
	Relations   Keeper[sales.ProductRelation]
	Pricings    Keeper[sales.Pricing]
	Office      Office
	Proposals   Keeper[sales.Proposal]
	Proposing   Proposing
	Leads       Leading
	LeadRecords Keeper[lead.Lead]
	Approvals   Approvals
	Press       paper.Press
	Firm        func(ctx context.Context) (*company.Company, error)
	Names       func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
	// Print says how previews are filled (logo, stamp).
	Print sales.Print
	// Attach keeps the files of documents; without Files it shows what is there.
	Attach attach.Deps
	// PDF makes the paper of a saved document; nil offers none.
	PDF func(ctx context.Context, kind string, id int64) (name string, raw []byte, err error)
	// Timeline reads the changes of a record, the newest first; nil offers none.
	Timeline func(ctx context.Context, kind string, id, before int64, limit int) ([]audit.Set, error)
	// HandOver gives running records to somebody else; nil offers nothing.
	HandOver func(ctx context.Context, h customer.Hand) (int, error)
	// Undo takes the last step back; nil offers nothing.
	Undo func(ctx context.Context) error
	// Image reads a stored picture; nil shows none.
	Image func(ctx context.Context, ref string) (image.Image, error)
	// Book writes figures into a workbook; nil offers none.
	Book func(ctx context.Context, path string, head exporting.Head, rows [][]entity.Value) error
	// Write saves a file; it is whole or not there.
	Write func(path string, content []byte) error
}

// kindOf is the kind of a line, a product when nothing is said.
func kindOf(i *sales.Item) sales.LineKind {
	if i.Kind == "" {
		return sales.Goods
	}
	return i.Kind
}

// plain writes an amount of a document without its currency.
func plain(m money.Minor, currency string) string { return money.Of(m, currency).Plain() }
