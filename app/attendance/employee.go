package attendance

import (
	"kontor/app"
	"kontor/app/attendance/punchfile"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Employee is somebody who works for the company, with or without a login.
type Employee struct {
	entity.Head
	Number     string
	Name       string
	Pinyin     string
	Department int64
	PersonID   int64 // the login of the same human being; 0 = none
	GroupID    int64
	System     string
	Position   string
	HiredOn    calendar.Date
	LeftOn     calendar.Date // last day; it still has attendance
	WorkSince  calendar.Date // first day of work anywhere, for annual leave
	AnnualDays *int64        // entitlement a year, when it differs from the law's
	PIN        string        // main number on the time clocks; more stand in badges
	Card       string        // eight digits
	Registry   string        // six digits
	Phone      string
	Mail       string
	Gender     string
	BornOn     calendar.Date
	IDNumber   string
	Education  string
	Origin     string
	Hobbies    string
	ContractTo calendar.Date
	Remark     string
}

// RightPrivate is needed to see ID numbers.
const RightPrivate = "employee.private"

// DescribeEmployee gives a fresh description. ATT-05
func DescribeEmployee() *entity.Desc[Employee] {
	return entity.Describe(Employees, "name", func(p *Employee, e *entity.Fields) {
		e.Text("number", &p.Number).Must().Only().Found().Printed().Max(20).Also("工号", "员工号", "员工编号", "number", "no", "no.", "employee no")
		e.Text("name", &p.Name).Must().Found().Printed().Max(60).Also("姓名", "员工姓名", "name")
		e.Text("name_pinyin", &p.Pinyin).Computed().Unlisted().Silent().Max(200)
		e.Ref("department_id", "department", &p.Department).Must().Printed().Also("部门", "所属部门", "department")
		e.Ref("person_id", "person", &p.PersonID).Also("登录账号", "操作员")
		e.Ref("group_id", Groups, &p.GroupID).Also("考勤组", "group")
		entity.Choice(e, "system", &p.System, "standard", "comprehensive", "flexible").Else(entity.Str("standard")).Also("工时制", "工时制度")
		e.Text("position", &p.Position).Printed().Max(60).Also("岗位", "职位", "职务", "position", "title")
		e.Date("hired_on", &p.HiredOn).Must().Printed().Also("入职日期", "入职", "入职时间", "hired", "date of joining")
		e.Date("left_on", &p.LeftOn).Printed().Also("离职日期", "离职", "left")
		e.Date("work_since", &p.WorkSince).Group("leave").Also("参加工作日期", "工龄起算")
		e.MaybeInt("annual_days", &p.AnnualDays).Group("leave").Also("年假天数")
		e.Text("pin", &p.PIN).Normal(punchfile.PIN).Max(24).Group("badge").Also("考勤号码", "登记号码", "打卡号", "pin")
		e.Text("card_number", &p.Card).Test(digitsOf(Card, 8)).Max(24).Group("badge").Also("卡号", "card number", "card")
		e.Text("registration", &p.Registry).Test(digitsOf(Registration, 6)).Max(24).Group("badge").Also("登记号", "注册号", "registration number")
		e.Phone("phone", &p.Phone).Masked().Group("person").Also("手机", "电话", "mobile", "phone")
		e.Mail("mail", &p.Mail).Group("person").Also("邮箱", "email")
		entity.Choice(e, "gender", &p.Gender, "female", "male").Group("person").Also("性别")
		e.Date("born_on", &p.BornOn).Group("person").Also("出生日期", "生日", "birthday")
		e.Text("id_number", &p.IDNumber).Masked().Rights(RightPrivate, RightPrivate).Max(18).Group("person").Also("身份证号", "身份证")
		entity.Choice(e, "education", &p.Education, "middle", "high", "college", "bachelor", "master", "doctor").Group("person").Also("学历")
		e.Text("origin", &p.Origin).Max(60).Group("person").Also("籍贯")
		e.Text("hobbies", &p.Hobbies).Max(200).Group("person").Also("爱好")
		e.Date("contract_to", &p.ContractTo).Group("person").Also("合同到期", "合同到期日")
		e.LongText("remark", &p.Remark).Also("备注", "remark")
	})
}

// BadgeKind says what a number identifies a person by.
type BadgeKind string

// The kinds of numbers. ATT-04, ATT-06
const (
	PIN          BadgeKind = "pin"          // number on a time clock
	Card         BadgeKind = "card"         // eight digits on a card
	Registration BadgeKind = "registration" // six digits of a registration
)

// Badge is a number that belongs to an employee between two instants. It is never
// changed into another number: a new card ends the old one, and both stay.
type Badge struct {
	entity.Head
	EmployeeID int64
	Kind       BadgeKind
	Number     string
	FromAt     int64 // 0 = always
	ToAt       int64 // 0 = still valid
	Reason     string
}

// DescribeBadge gives a fresh description.
func DescribeBadge() *entity.Desc[Badge] {
	return entity.Describe(Badges, "number", func(b *Badge, e *entity.Fields) {
		e.Ref("employee_id", Employees, &b.EmployeeID).Found().Must()
		entity.Choice(e, "kind", &b.Kind, PIN, Card, Registration).Must().Else(entity.Str(string(PIN)))
		e.Text("number", &b.Number).Must().Found().Max(24)
		e.Instant("from_at", &b.FromAt)
		e.Instant("to_at", &b.ToAt)
		e.Text("reason", &b.Reason)
		e.Follows("employee_id")
	})
}

// digitsOf refuses a number that has not exactly n digits. ATT-04
func digitsOf(kind BadgeKind, n int) func(string) *app.Error {
	return func(s string) *app.Error {
		bad := len(s) != n
		for _, r := range s {
			bad = bad || r < '0' || r > '9'
		}
		if bad {
			return app.E(app.Invalid, "attendance.badge."+string(kind), "number", s, "n", len([]rune(s)))
		}
		return nil
	}
}

// tidy checks and normalises the number.
func (b *Badge) tidy() *app.Error {
	switch b.Kind {
	case Card:
		return at(digitsOf(Card, 8)(b.Number), "number")
	case Registration:
		return at(digitsOf(Registration, 6)(b.Number), "number")
	}
	b.Number = punchfile.PIN(b.Number)
	return nil
}

func at(e *app.Error, field string) *app.Error {
	if e == nil {
		return nil
	}
	return e.At(field)
}

// Group is people with the same week, policy and clocks.
type Group struct {
	entity.Head
	Name     string
	Week     string // codes of shifts Monday to Sunday, separated by commas; empty = rest
	Makeup   string // code for make-up workdays
	Holidays bool   // public holidays are off
	Mode     string
	Dedupe   int64
	Unit     int64
	Again    int64
	DayLimit int64
}

// DescribeGroup gives a fresh description.
func DescribeGroup() *entity.Desc[Group] {
	return entity.Describe(Groups, "name", func(g *Group, e *entity.Fields) {
		e.Open()
		e.Text("name", &g.Name).Must().Only().Max(60).Also("考勤组", "group")
		e.Text("week", &g.Week).Max(200)
		e.Text("makeup", &g.Makeup).Max(20)
		e.Flag("holidays", &g.Holidays).Else(entity.Bool(true))
		entity.Choice(e, "overtime_mode", &g.Mode, "approved_and_present", "approved", "punched").Else(entity.Str("approved_and_present"))
		e.Int("dedupe_minutes", &g.Dedupe).Else(entity.Num(2))
		e.Int("overtime_unit_minutes", &g.Unit).Else(entity.Num(30))
		e.Int("again_minutes", &g.Again).Else(entity.Num(15))
		e.Int("day_limit_minutes", &g.DayLimit).Else(entity.Num(180))
	})
}
