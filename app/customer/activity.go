package customer

import (
	"slices"

	"kontor/app/entity"
	"kontor/app/money"
)

// Note says what an entry of a timeline is.
type Note string

// The kinds of entries.
const (
	NoteCreate   Note = "create"
	NotePost     Note = "post" // a remark somebody wrote
	NoteCall     Note = "call"
	NoteVisit    Note = "visit"
	NoteMeeting  Note = "meeting"
	NoteWeChat   Note = "wechat"
	NoteMailIn   Note = "mail_in"
	NoteMailOut  Note = "mail_out"
	NoteStatus   Note = "status"
	NoteOwner    Note = "owner"
	NoteField    Note = "field"
	NoteQuote    Note = "quote"
	NoteOrder    Note = "order"
	NoteDelivery Note = "delivery"
	NoteReceipt  Note = "receipt"
	NoteService  Note = "service"
	NoteFile     Note = "file"
	NoteRemind   Note = "remind"
	NoteComment  Note = "comment" // what a colleague says of the customer, or of an entry
)

// Notes lists all kinds in the order of the filter above the timeline.
var Notes = []Note{
	NotePost, NoteCall, NoteVisit, NoteMeeting, NoteWeChat, NoteMailIn, NoteMailOut, NoteQuote,
	NoteOrder, NoteDelivery, NoteReceipt, NoteService, NoteStatus, NoteOwner, NoteField, NoteFile, NoteRemind, NoteComment, NoteCreate,
}

// Typed lists the kinds that people write by hand.
var Typed = []Note{NotePost, NoteCall, NoteVisit, NoteMeeting, NoteWeChat, NoteService}

// written tells whether people wrote the entry: its author may correct it.
func (n Note) written() bool { return n == NoteComment || slices.Contains(Typed, n) }

// Meaningful tells whether an entry shows that the customer is alive: only these move
// last_activity_at and the clock of the shared pool.
func (n Note) Meaningful() bool {
	switch n {
	case NotePost, NoteCall, NoteVisit, NoteMeeting, NoteWeChat, NoteMailIn, NoteMailOut,
		NoteQuote, NoteOrder, NoteDelivery, NoteReceipt, NoteService:
		return true
	}
	return false
}

// Activity is one entry of a customer's timeline. Hand-written ones are follow-ups;
// others are written by the program when something happened.
type Activity struct {
	entity.Head
	CustomerID    int64
	ContactID     int64
	OpportunityID int64
	Kind          Note
	At            int64
	Title         string // of entries by the program: a number, a subject
	Text          string
	Result        string
	Place         string // of a visit or meeting
	AmountMinor   *money.Minor
	Currency      string
	LinkEntity    string // the document it speaks of
	LinkID        int64
	Pinned        bool
	TaskID        int64  // the task that it finished
	Data          string // further facts as JSON: {"from":…,"to":…}
}

// DescribeActivity describes timeline entries; who sees the customer sees its timeline.
func DescribeActivity() *entity.Desc[Activity] {
	return entity.Describe(Activities, "title", func(a *Activity, e *entity.Fields) {
		e.Follows("customer_id")
		e.Ref("customer_id", Customers, &a.CustomerID).Found().Must().Also("客户", "客户名称")
		e.Ref("contact_id", Contacts, &a.ContactID).Also("联系人")
		e.Ref("opportunity_id", "opportunity", &a.OpportunityID)
		entity.Choice(e, "kind", &a.Kind, Notes...).Else(entity.Str(string(NotePost))).Also("方式", "跟进方式")
		e.Instant("at", &a.At).Also("时间", "跟进时间", "日期")
		e.Text("title", &a.Title).Max(200)
		e.LongText("text", &a.Text).Found().Also("内容", "跟进内容")
		e.Text("result", &a.Result).Max(400).Also("结果")
		e.Text("place", &a.Place).Max(200).Also("地点", "拜访地点", "place")
		e.MaybeMoney("amount_minor", &a.AmountMinor).Computed()
		e.Text("currency", &a.Currency).Computed().Max(3).Unlisted()
		e.Text("link_entity", &a.LinkEntity).Computed().Unlisted()
		e.Int("link_id", &a.LinkID).Computed().Unlisted()
		e.Flag("pinned", &a.Pinned)
		e.Ref("task_id", Tasks, &a.TaskID).Computed().Unlisted()
		e.LongText("data", &a.Data).Computed().Unlisted()
	})
}
