package market

import (
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
)

// Flows is the entity name of reporting tasks.
const Flows = "flow_task"

// FlowState tells whether a report was handed in.
type FlowState string

// The states of a reporting task. That one is locked is never stored: it follows from the
// clock.
const (
	FlowOpen FlowState = "open"
	FlowDone FlowState = "done"
)

// FlowExtension is by how long one request moves the due time of a task (OA-22).
const FlowExtension = 2 * time.Hour

// FlowTask 流向上报任务 asks somebody to report, for a month and a region, what the
// distributors there sold on. Its owner is the person in charge.
type FlowTask struct {
	entity.Head
	Title       string
	Month       calendar.Date // the first day of it
	Region      string
	State       FlowState
	DueAt       int64 // ms; nothing is entered later unless it was extended
	LatestAt    int64 // ms; nothing is extended later
	Extended    int64 // how often
	SubmittedAt int64
	SubmittedBy int64
	Nothing     bool // handed in without a line: there was no flow
	Remark      string

	Lines  []FlowLine
	Delays []FlowDelay
}

// FlowLine is what one distributor passed on of a product.
type FlowLine struct {
	entity.Head
	TaskID    int64
	Pos       int64
	ChannelID int64
	ProductID int64
	Product   string
	Unit      string
	Quantity  money.Quantity
	From      string // whom it came from
	To        string // whom it went to
	On        calendar.Date
	Batch     string
}

// FlowDelay is one extension: who asked for it, why, and what it changed.
type FlowDelay struct {
	entity.Head
	TaskID   int64
	Pos      int64
	At       int64
	PersonID int64
	Reason   string
	Was      int64 // the due time before
	Until    int64
}

func describeFlowLine() *entity.Desc[FlowLine] {
	return entity.Describe("flow_line", "product", func(l *FlowLine, e *entity.Fields) {
		e.Ref("task_id", Flows, &l.TaskID)
		e.Int("pos", &l.Pos)
		e.Ref("channel_id", Channels, &l.ChannelID).Must()
		e.Ref("product_id", sales.Products, &l.ProductID)
		e.Text("product", &l.Product).Must().Max(400)
		e.Text("unit", &l.Unit).Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity)
		e.Text("from_whom", &l.From).Max(200)
		e.Text("to_whom", &l.To).Max(200)
		e.Date("date_on", &l.On)
		e.Text("batch", &l.Batch).Max(60)
	})
}

func describeFlowDelay() *entity.Desc[FlowDelay] {
	return entity.Describe("flow_delay", "reason", func(d *FlowDelay, e *entity.Fields) {
		e.Ref("task_id", Flows, &d.TaskID)
		e.Int("pos", &d.Pos)
		e.Instant("at", &d.At)
		e.Ref("person_id", "person", &d.PersonID)
		e.Text("reason", &d.Reason).Must().Max(400)
		e.Instant("was_due_at", &d.Was)
		e.Instant("until_at", &d.Until)
	})
}

// DescribeFlowTask describes reporting tasks.
func DescribeFlowTask() *entity.Desc[FlowTask] {
	return entity.Describe(Flows, "title", func(f *FlowTask, e *entity.Fields) {
		e.Date("month", &f.Month).In(entity.Month).Must()
		e.Dict("region", "region", &f.Region).Must()
		e.Text("title", &f.Title).Found().Max(120)
		entity.Choice(e, "state", &f.State, FlowOpen, FlowDone).Computed().Else(entity.Str(string(FlowOpen)))
		e.Instant("due_at", &f.DueAt).Rights("", identity.RightDeadline)
		e.Instant("latest_at", &f.LatestAt).Rights("", identity.RightDeadline)
		e.Int("extended", &f.Extended).Computed()
		e.Instant("submitted_at", &f.SubmittedAt).Computed()
		e.Ref("submitted_by", "person", &f.SubmittedBy).Computed()
		e.Flag("no_flow", &f.Nothing).Computed()
		e.LongText("remark", &f.Remark)
		entity.Lines(e, describeFlowLine(), "task_id", &f.Lines)
		entity.Lines(e, describeFlowDelay(), "task_id", &f.Delays)
	})
}

// Stage is where a task stands at an instant (ms).
func (f *FlowTask) Stage(now int64) FlowStage {
	switch {
	case f.State == FlowDone:
		return FlowHandedIn
	case now >= f.LatestAt:
		return FlowMissed
	case now > f.DueAt:
		return FlowLocked
	}
	return FlowRunning
}

// FlowStage is where a task stands, as lists and panes show it.
type FlowStage string

// The stages.
const (
	FlowRunning  FlowStage = "running"
	FlowLocked   FlowStage = "locked" // past its due time; an extension opens it again
	FlowMissed   FlowStage = "missed" // past the latest deadline
	FlowHandedIn FlowStage = "handed_in"
)

// extension is the due time that an extension asked for now would give: two hours from
// now, but never past the latest deadline.
func (f *FlowTask) extension(now int64) int64 {
	return min(now+FlowExtension.Milliseconds(), f.LatestAt)
}
