package customer

import (
	"time"

	"kontor/app/calendar"
	"kontor/app/entity"
)

// TaskKind says how a task is done; it gives the icon.
type TaskKind string

// The kinds of tasks.
const (
	TaskTodo    TaskKind = "todo"
	TaskCall    TaskKind = "call"
	TaskVisit   TaskKind = "visit"
	TaskMeeting TaskKind = "meeting"
	TaskMail    TaskKind = "mail"
	TaskQuote   TaskKind = "quote"
	TaskDeliver TaskKind = "delivery"
	TaskCollect TaskKind = "collect"
)

// TaskKinds lists the kinds in their order.
var TaskKinds = []TaskKind{TaskTodo, TaskCall, TaskVisit, TaskMeeting, TaskMail, TaskQuote, TaskDeliver, TaskCollect}

// TaskState tells whether a task is still to be done.
type TaskState string

// The states of a task.
const (
	TaskOpen    TaskState = "open"
	TaskDone    TaskState = "done"
	TaskDropped TaskState = "dropped"
)

// Task is something to do, often for a customer; its owner is who does it.
type Task struct {
	entity.Head
	Title      string
	Kind       TaskKind
	CustomerID int64
	ContactID  int64
	DueOn      calendar.Date
	Minute     *int64 // of the day, 600 = 10:00; nil = any time
	Length     int64  // minutes, 0 = a moment
	State      TaskState
	DoneAt     int64
	Result     string
	Priority   int64 // 0 normal, 1 high
	Place      string
	Remark     string
	LinkEntity string
	LinkID     int64
	RemindLead *int64 // minutes before it is due; nil = no reminder
}

// DescribeTask describes tasks.
func DescribeTask() *entity.Desc[Task] {
	return entity.Describe(Tasks, "title", func(t *Task, e *entity.Fields) {
		e.Text("title", &t.Title).Must().Found().Max(200).Also("待办", "任务", "task")
		entity.Choice(e, "kind", &t.Kind, TaskKinds...).Else(entity.Str(string(TaskTodo)))
		e.Ref("customer_id", Customers, &t.CustomerID).Found().Also("客户", "客户名称")
		e.Ref("contact_id", Contacts, &t.ContactID)
		e.Date("due_on", &t.DueOn).Must().Also("日期", "到期")
		e.MaybeInt("minute", &t.Minute)
		e.Int("length", &t.Length)
		entity.Choice(e, "state", &t.State, TaskOpen, TaskDone, TaskDropped).Else(entity.Str(string(TaskOpen))).Computed()
		e.Instant("done_at", &t.DoneAt).Computed()
		e.Text("result", &t.Result).Computed().Max(400)
		e.Int("priority", &t.Priority)
		e.Text("place", &t.Place).Max(120)
		e.LongText("remark", &t.Remark)
		e.Text("link_entity", &t.LinkEntity).Computed().Unlisted()
		e.Int("link_id", &t.LinkID).Computed().Unlisted()
		e.MaybeInt("remind_lead", &t.RemindLead)
	})
}

// Urgency colours the next action of a customer or the row of a task.
type Urgency string

// The urgencies: overdue is red, today amber, later green, none grey.
const (
	UrgencyNone    Urgency = "none"
	UrgencyLater   Urgency = "later"
	UrgencyToday   Urgency = "today"
	UrgencyOverdue Urgency = "overdue"
)

// UrgencyOf judges a due day.
func UrgencyOf(due, today calendar.Date) Urgency {
	switch {
	case due == 0:
		return UrgencyNone
	case due < today:
		return UrgencyOverdue
	case due == today:
		return UrgencyToday
	}
	return UrgencyLater
}

// RemindAt is the instant of the task's reminder in ms, 0 for none. Tasks without a time
// are due at nine.
func (t *Task) RemindAt(zone *time.Location) int64 {
	if t.RemindLead == nil || t.State != TaskOpen || t.DueOn == 0 {
		return 0
	}
	minute := int64(9 * 60)
	if t.Minute != nil {
		minute = *t.Minute
	}
	return t.DueOn.At(int(minute-*t.RemindLead), zone).UnixMilli()
}
