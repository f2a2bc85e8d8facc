package sample

import (
	"context"

	"kontor/app/identity"
	"kontor/app/member"
)

// person is somebody of the sample company.
type person struct {
	login, name, role, unit, title, phone string
	leads                                 string // the department the person leads
	id, unitID                            int64
	ctx                                   context.Context
}

// staff are the people with a login, the owner first; only she can log in, without a
// password. Departments are listed from the top down.
var units = []struct{ name, parent, number string }{
	{"销售部", "", "XS"},
	{"销售一部", "销售部", "XS1"},
	{"销售二部", "销售部", "XS2"},
	{"财务部", "", "CW"},
	{"行政人事部", "", "XZ"},
	{"生产部", "", "SC"},
	{"技术服务部", "", "JS"},
}

func staff() []*person {
	return []*person{
		{login: "lin", name: "林晓雯", role: "owner", title: "总经理", phone: "19900007716"},
		{login: "zheng", name: "郑怀远", role: "manager", unit: "销售部", title: "销售总监", phone: "19900007701", leads: "销售部"},
		{login: "wang", name: "王雨桐", role: "manager", unit: "销售一部", title: "销售经理", phone: "19900007702", leads: "销售一部"},
		{login: "zhou", name: "周启航", role: "sales", unit: "销售一部", title: "客户经理", phone: "19900007703"},
		{login: "chen", name: "陈思远", role: "sales", unit: "销售一部", title: "客户经理", phone: "19900007704"},
		{login: "zhao", name: "赵明轩", role: "sales", unit: "销售二部", title: "客户经理", phone: "19900007705", leads: "销售二部"},
		{login: "sun", name: "孙嘉怡", role: "sales", unit: "销售二部", title: "客户经理", phone: "19900007706"},
		{login: "heyq", name: "何雨晴", role: "sales", unit: "销售二部", title: "客户经理", phone: "19900007707"},
		{login: "xu", name: "徐子昂", role: "sales", unit: "销售二部", title: "销售助理", phone: "19900007708"},
		{login: "li", name: "李博文", role: "finance", unit: "财务部", title: "财务主管", phone: "19900007709", leads: "财务部"},
		{login: "qian", name: "钱思敏", role: "finance", unit: "财务部", title: "会计", phone: "19900007710"},
		{login: "he", name: "何静", role: "cashier", unit: "财务部", title: "出纳", phone: "19900007711"},
		{login: "wu", name: "吴佩珊", role: "hr", unit: "行政人事部", title: "人事主管", phone: "19900007712", leads: "行政人事部"},
		{login: "jiang", name: "江一帆", role: "readonly", unit: "技术服务部", title: "售后工程师", phone: "19900007713", leads: "技术服务部"},
		{login: "tang", name: "唐海峰", role: "readonly", unit: "生产部", title: "生产主管", phone: "19900007714", leads: "生产部"},
		{login: "yu", name: "余晨", role: "readonly", unit: "技术服务部", title: "安装工程师", phone: "19900007715"},
	}
}

// people founds the company's organisation.
func (m *maker) people(ctx context.Context) error {
	m.staff = staff()
	boss := m.staff[0]
	p, _, err := m.s.Members.Found(ctx, member.Founder{Login: boss.login, Name: boss.name, Company: firmShort})
	if err != nil {
		return err
	}
	boss.id, boss.unitID = p.ID, p.Units[0].DepartmentID
	boss.ctx = m.as(boss)
	if _, err := m.s.Members.People.Update(ctx, p.ID, 0, func(p *member.Person) error {
		p.Title, p.Phone, p.Mail = boss.title, boss.phone, "lin@lanshi.example"
		return nil
	}); err != nil {
		return err
	}
	ids := map[string]int64{"": boss.unitID}
	for i, u := range units {
		d := &member.Department{Name: u.name, Number: u.number, ParentID: ids[u.parent], Pos: int64(i + 1), Kind: "department"}
		if err := m.s.Members.Departments.Create(ctx, d); err != nil {
			return err
		}
		ids[u.name] = d.ID
	}
	for _, x := range m.staff[1:] {
		p := m.s.Members.People.Desc.New()
		p.Login, p.Name, p.Roles, p.State, p.Title, p.Phone = x.login, x.name, []string{x.role}, member.Disabled, x.title, x.phone
		p.Mail, p.Units = x.login+"@lanshi.example", []member.PersonUnit{{DepartmentID: ids[x.unit]}}
		if err := m.s.Members.Add(ctx, p, ""); err != nil {
			return err
		}
		x.id, x.unitID = p.ID, ids[x.unit]
		x.ctx = m.as(x)
		if x.leads == "" {
			continue
		}
		if _, err := m.s.Members.Departments.Update(ctx, ids[x.leads], 0, func(d *member.Department) error { d.HeadID = x.id; return nil }); err != nil {
			return err
		}
	}
	m.units = ids
	return nil
}

// as gives the context in which a person acts while the company is made. People whose
// login is disabled act here, too: they are part of the story.
func (m *maker) as(x *person) context.Context {
	a := &identity.Actor{ID: x.id, Name: x.name, Session: "sample-" + x.login, Units: []int64{x.unitID}, Tree: []int64{x.unitID}}
	for _, r := range identity.ShippedRoles() {
		if r.Key == x.role {
			a.Roles = []identity.Role{r}
		}
	}
	return identity.With(context.Background(), a)
}
