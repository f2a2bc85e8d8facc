// Package member is the room of the people who use the program: persons with their
// login, roles, departments with their heads, and the company's lists of who may what.
package member

import (
	"strings"

	"kontor/app/entity"
)

// Entity names.
const (
	Persons     = "person"
	Departments = "department"
	Roles       = "role"
)

// State tells whether a person may log in.
type State string

// The states of a person.
const (
	Active   State = "active"
	Disabled State = "disabled" // may not log in; the records stay
)

// Person is somebody who uses, or used, the program. A person is never deleted: records
// keep pointing to who made them.
type Person struct {
	entity.Head
	Login    string
	Name     string
	Pinyin   string
	State    State
	Title    string // position
	Phone    string
	Mail     string
	Roles    []string // keys
	Code     string   // salesperson code, two letters and four digits
	Color    int64    // tint of the avatar, 0 = by name
	Language string
	Guarded  bool // has a password
	Remark   string

	Units []PersonUnit // departments, the main one first
}

// PersonUnit says that a person belongs to a department.
type PersonUnit struct {
	entity.Head
	PersonID     int64
	DepartmentID int64
	Pos          int64
	Position     string
}

// DescribePerson describes persons.
func DescribePerson() *entity.Desc[Person] {
	return entity.Describe(Persons, "name", func(p *Person, e *entity.Fields) {
		e.Open()
		e.Text("login", &p.Login).Must().Only().Max(60).Normal(tidyLogin).Also("账号", "登录名", "login")
		e.Text("name", &p.Name).Must().Found().Printed().Max(60).Also("姓名", "name")
		e.Text("name_pinyin", &p.Pinyin).Computed().Unlisted().Silent().Max(200)
		entity.Choice(e, "state", &p.State, Active, Disabled).Else(entity.Str(string(Active))).Computed()
		e.Text("title", &p.Title).Printed().Max(60).Also("职位", "职务")
		e.Text("phone", &p.Phone).Printed().Max(40).Also("电话", "手机")
		e.Mail("mail", &p.Mail).Printed().Also("邮箱")
		entity.Multi(e, "roles", &p.Roles).Also("角色").Dict = "role"
		e.Text("code", &p.Code).Only().Max(20).Also("业务员编号")
		e.Int("color", &p.Color).Unlisted()
		entity.Choice(e, "language", &p.Language, "zh", "en")
		e.Flag("guarded", &p.Guarded).Computed()
		e.LongText("remark", &p.Remark)
		entity.Lines(e, describePersonUnit(), "person_id", &p.Units)
	})
}

func describePersonUnit() *entity.Desc[PersonUnit] {
	return entity.Describe("person_unit", "position", func(u *PersonUnit, e *entity.Fields) {
		e.Ref("person_id", Persons, &u.PersonID)
		e.Ref("department_id", Departments, &u.DepartmentID).Must()
		e.Int("pos", &u.Pos)
		e.Text("position", &u.Position).Max(60)
	})
}

// Department is one node of the organisation tree.
type Department struct {
	entity.Head
	Number   string
	Name     string
	ParentID int64
	HeadID   int64
	Pos      int64
	Kind     string // department, team, branch
}

// DescribeDepartment describes departments.
func DescribeDepartment() *entity.Desc[Department] {
	return entity.Describe(Departments, "name", func(d *Department, e *entity.Fields) {
		e.Open()
		e.Text("number", &d.Number).Only().Max(20).Also("部门编号", "编号")
		e.Text("name", &d.Name).Must().Found().Max(60).Also("部门", "部门名称", "department")
		e.Ref("parent_id", Departments, &d.ParentID).Also("上级部门")
		e.Ref("head_id", Persons, &d.HeadID).Also("负责人")
		e.Int("pos", &d.Pos)
		entity.Choice(e, "kind", &d.Kind, "department", "team", "branch").Else(entity.Str("department"))
	})
}

// RoleRecord is a stored role; shipped ones keep their key and may be changed.
type RoleRecord struct {
	entity.Head
	Key     string
	Name    string // the user's own name; empty: the text role.<key>
	Pos     int64
	Shipped bool
	Grants  string // JSON, see grantsJSON
}

// DescribeRole describes roles.
func DescribeRole() *entity.Desc[RoleRecord] {
	return entity.Describe(Roles, "key", func(r *RoleRecord, e *entity.Fields) {
		e.Open()
		e.Text("key", &r.Key).Must().Only().Max(40)
		e.Text("name", &r.Name).Max(60)
		e.Int("pos", &r.Pos)
		e.Flag("shipped", &r.Shipped).Computed()
		e.LongText("grants", &r.Grants)
	})
}

// tidyLogin makes logins equal that people take for equal: no blanks around, lower case.
func tidyLogin(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Credential is how a person logs in. It is no record: no list, form, export or history
// ever shows it.
type Credential struct {
	PersonID  int64
	Hash      string // argon2id of the password; "" = none
	Recovery  string // argon2id of the recovery code
	MustReset bool   // a new password has to be chosen at the next login
	Failures  int64  // in a row
	FailedAt  int64  // ms
	SeenAt    int64  // last login, ms
}
