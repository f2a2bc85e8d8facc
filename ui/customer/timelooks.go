package customer

import (
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// commented is the badge of an entry that colleagues spoke of.
func (a *pane) commented(n int) string {
	if n == 0 {
		return ""
	}
	return a.p.host.T("cust.entry.comments", "n", n)
}

// pinnedItems are the entries that always stand above the others.
func (a *pane) pinnedItems(comments map[int64]int) []kit.TimelineItem {
	var out []kit.TimelineItem
	for i, r := range a.data.pinned {
		item := a.entry(r, customer.Note(r.text("kind")))
		item.Badge = a.commented(comments[r.id])
		if i == 0 {
			item.Day = a.p.host.T("cust.pinned")
		}
		item.Icon, item.Tint = icons.Pin, kit.Amber
		out = append(out, item)
	}
	return out
}

// nextLooks colour what is to be done by its day.
var nextLooks = map[customer.Urgency]kit.Tint{customer.UrgencyOverdue: kit.Red, customer.UrgencyToday: kit.Amber, customer.UrgencyLater: kit.Green, customer.UrgencyNone: kit.Gray}

// taskItems are the open next actions: what is to be done stands above what was done.
func (a *pane) taskItems() []kit.TimelineItem {
	t := a.p.host.T
	var out []kit.TimelineItem
	for i, r := range a.data.tasks {
		d, err := calendar.Parse(r.text("due_on"))
		if err != nil {
			continue
		}
		look := nextLooks[customer.UrgencyOf(d, a.p.host.Today())]
		item := kit.TimelineItem{Icon: taskIcon(r.text("kind")), Tint: look, Title: r.text("title"), Who: r.text("owner_id.name"), Text: a.due(r.text("due_on")), Warn: d <= a.p.host.Today()}
		if i == 0 {
			item.Day = t("cust.next_actions")
		}
		if a.mayChange() {
			item.Link, item.Do = t("cust.finish"), func() { a.p.finish(a.id, r) }
		}
		out = append(out, item)
	}
	return out
}

func taskIcon(kind string) icons.Name {
	switch customer.TaskKind(kind) {
	case customer.TaskCall:
		return icons.Phone
	case customer.TaskVisit:
		return icons.MapPin
	case customer.TaskMeeting:
		return icons.Users
	case customer.TaskMail:
		return icons.Mail
	case customer.TaskQuote:
		return icons.FileText
	case customer.TaskDeliver:
		return icons.Truck
	case customer.TaskCollect:
		return icons.Coins
	}
	return icons.Flag
}

func noteLook(k customer.Note) (icons.Name, kit.Tint) {
	switch k {
	case customer.NoteCall:
		return icons.Phone, kit.Petrol
	case customer.NoteVisit:
		return icons.MapPin, kit.Petrol
	case customer.NoteMeeting:
		return icons.Users, kit.Petrol
	case customer.NoteWeChat:
		return icons.Message, kit.Petrol
	case customer.NotePost:
		return icons.Pencil, kit.Petrol
	case customer.NoteMailIn, customer.NoteMailOut:
		return icons.Mail, kit.Blue
	case customer.NoteQuote:
		return icons.FileText, kit.Petrol
	case customer.NoteOrder:
		return icons.Package, kit.Purple
	case customer.NoteDelivery:
		return icons.Truck, kit.Purple
	case customer.NoteReceipt:
		return icons.Receipt, kit.Green
	case customer.NoteService:
		return icons.Wrench, kit.Petrol
	case customer.NoteFile:
		return icons.Paperclip, kit.Gray
	case customer.NoteRemind:
		return icons.TriangleAlert, kit.Amber
	case customer.NoteComment:
		return icons.Message, kit.Amber
	case customer.NoteCreate:
		return icons.Building, kit.Gray
	}
	return icons.User, kit.Gray
}
