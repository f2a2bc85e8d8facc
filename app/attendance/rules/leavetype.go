package rules

// LeaveType is a kind of leave with what the law says about counting it.
type LeaveType struct {
	Key           string
	SkipsHolidays bool // statutory days inside it are not consumed
	CalendarDays  bool // counted in calendar days, rest days included
	Paid          bool
	Column        string // the column of the month sheet it is added to
}

// The leave types that ship; the words are texts "leave.type.<key>".
var leaveTypes = []LeaveType{
	{Key: "annual", SkipsHolidays: true, Paid: true, Column: "annual"},
	{Key: "personal", Column: "personal"},
	{Key: "sick", Paid: true, Column: "sick"},
	{Key: "lieu", Paid: true, Column: "lieu"},
	{Key: "marriage", Paid: true, Column: "family"},
	{Key: "maternity", CalendarDays: true, Paid: true, Column: "family"},
	{Key: "paternity", Paid: true, Column: "family"},
	{Key: "childcare", Paid: true, Column: "family"},
	{Key: "bereavement", Paid: true, Column: "family"},
	{Key: "injury", Paid: true, Column: "family"},
	{Key: "other", Column: "personal"},
}

// LeaveTypes lists the leave types in the order in which they are offered.
func LeaveTypes() []LeaveType { return append([]LeaveType(nil), leaveTypes...) }

// LeaveTypeOf finds a leave type; an unknown one counts like personal leave.
func LeaveTypeOf(key string) LeaveType {
	for _, t := range leaveTypes {
		if t.Key == key {
			return t
		}
	}
	return LeaveType{Key: key, Column: "personal"}
}

// KnownLeave tells whether there is a text for the leave type.
func KnownLeave(key string) bool {
	for _, t := range leaveTypes {
		if t.Key == key {
			return true
		}
	}
	return false
}
