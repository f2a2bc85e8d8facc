package suite_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/data/datatest"
)

func TestFoundOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		_, _, err := o.Members.Found(context.Background(), member.Founder{Login: "x", Name: "x"})
		refused(t, err, "person.not_first")
		p, err := o.Members.People.Get(o.boss, o.ids["lin"])
		ok(t, err)
		if !p.Guarded || len(p.Units) != 1 || p.Pinyin != "lin xiao wen" {
			t.Errorf("the first person: %+v", p)
		}
		a, err := identity.From(o.boss)
		ok(t, err)
		if !a.Has(identity.RightAdmin) || len(a.Units) != 1 {
			t.Errorf("the first user is the owner: %+v", a)
		}
	})
}

// One person may work without a password; from the second on everybody needs one.
func TestPasswordForAllFromTheSecond(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		o := newOffice(t, c)
		_, alone, err := o.Members.Alone(o.boss)
		ok(t, err)
		if alone {
			t.Error("a person with a password is asked for it")
		}
		_, err = o.Members.ChangePassword(o.boss, "lan-shi-7716", "")
		ok(t, err)
		p, alone, err := o.Members.Alone(context.Background())
		_ = p
		if err != nil || !alone {
			t.Fatalf("one person without a password opens at once: %v %v", alone, err)
		}
		zhou := o.Members.People.Desc.New()
		zhou.Login, zhou.Name, zhou.Roles = "zhou", "周启航", []string{"sales"}
		refused(t, o.Members.Add(o.boss, zhou, "qi-hang-2026"), "password.needed")
		recovery, err := o.Members.ChangePassword(o.boss, "", "lan-shi-7716")
		ok(t, err)
		if recovery != "" {
			t.Error("a recovery code was made before and stays valid")
		}
		refused(t, o.Members.Add(o.boss, zhou, ""), "password.needed")
		refused(t, o.Members.Add(o.boss, zhou, "12345678"), "password.common")
		ok(t, o.Members.Add(o.boss, zhou, "qi-hang-2026"))
		_, err = o.Members.ChangePassword(o.boss, "lan-shi-7716", "")
		refused(t, err, "password.needed")
	})
}

func TestLogin(t *testing.T) { // SYS-01
	each(t, func(t *testing.T, o *office) {
		ctx := context.Background()
		for _, c := range [][2]string{{"lin", "wrong"}, {"nobody", "lan-shi-7716"}, {"lin", ""}} {
			_, err := o.Members.Login(ctx, c[0], c[1])
			refused(t, err, "login.failed")
		}
		a, err := o.Members.Login(ctx, " LIN ", "lan-shi-7716")
		ok(t, err)
		if a.ID != o.ids["lin"] || a.Session == "" {
			t.Errorf("%+v", a)
		}
		for range 5 {
			_, err = o.Members.Login(ctx, "lin", "wrong")
			refused(t, err, "login.failed")
		}
		_, err = o.Members.Login(ctx, "lin", "lan-shi-7716")
		refused(t, err, "login.wait")
		o.clock.Move(31 * time.Second)
		_, err = o.Members.Login(ctx, "lin", "lan-shi-7716")
		ok(t, err)
	})
}

func TestNewPersonChoosesAPassword(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ctx := context.Background()
		o.hire(t, "zhou", "sales", 1)
		_, err := o.Members.Login(ctx, "zhou", "good-password-zhou")
		refused(t, err, "login.must_reset")
		_, err = o.Members.Reset(ctx, "zhou", "guess", "a-better-word")
		refused(t, err, "password.old")
		a, err := o.Members.Reset(ctx, "zhou", "good-password-zhou", "a-better-word")
		ok(t, err)
		if a.ID != o.ids["zhou"] {
			t.Errorf("%+v", a)
		}
		refused(t, o.Members.SetPassword(o.as(t, "zhou"), o.ids["lin"], "stolen-word-1"), "access.right")
	})
}

func TestRecoveryCode(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		code, err := o.Members.NewRecovery(o.boss)
		ok(t, err)
		_, err = o.Members.Recover(context.Background(), "lin", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "brand-new-word")
		refused(t, err, "login.recovery")
		next, err := o.Members.Recover(context.Background(), "lin", code, "brand-new-word")
		ok(t, err)
		_, err = o.Members.Login(context.Background(), "lin", "brand-new-word")
		ok(t, err)
		_, err = o.Members.Recover(context.Background(), "lin", code, "another-new-word")
		refused(t, err, "login.recovery")
		_, err = o.Members.Recover(context.Background(), "lin", next, "another-new-word")
		ok(t, err)
	})
}

func TestDisabledPeople(t *testing.T) { // SYS-07, CUS-59
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		refused(t, o.Members.Disable(o.boss, o.ids["lin"]), "person.self")
		refused(t, o.Members.Disable(zhou, o.ids["lin"]), "access.right")
		refused(t, o.Members.Disable(o.boss, o.ids["zhou"]), "person.owns")
		_, err := o.Customers.Assign(o.boss, []int64{c.ID}, o.ids["lin"], "离职移交")
		ok(t, err)
		ok(t, o.Members.Disable(o.boss, o.ids["zhou"]))
		_, err = o.Members.Login(context.Background(), "zhou", "good-password-zhou")
		refused(t, err, "login.failed")
		_, err = o.Customers.Assign(o.boss, []int64{c.ID}, o.ids["zhou"], "")
		refused(t, err, "pool.owner")
		ok(t, o.Members.Enable(o.boss, o.ids["zhou"]))
	})
}

func TestLastAdministratorStays(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "zhou", "sales", 1)
		_, err := o.Members.People.Update(o.boss, o.ids["lin"], 0, func(p *member.Person) error { p.Roles = []string{"sales"}; return nil })
		refused(t, err, "person.last_owner")
		_, err = o.Members.People.Update(o.boss, o.ids["zhou"], 0, func(p *member.Person) error { p.Roles = []string{"emperor"}; return nil })
		if app.KindOf(err) != app.Invalid {
			t.Errorf("an unknown role: %v", err)
		}
		_, err = o.Members.People.Update(o.boss, o.ids["zhou"], 0, func(p *member.Person) error { p.Roles = []string{"owner"}; return nil })
		ok(t, err)
		_, err = o.Members.People.Update(o.boss, o.ids["lin"], 0, func(p *member.Person) error { p.Roles = []string{"sales"}; return nil })
		ok(t, err)
	})
}

func TestRolesAndDepartments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		east := o.unit(t, "华东销售部", 1)
		one := o.unit(t, "一部", east)
		refusedMove := func(id, parent int64) error {
			_, err := o.Members.Departments.Update(o.boss, id, 0, func(d *member.Department) error { d.ParentID = parent; return nil })
			return err
		}
		refused(t, refusedMove(east, one), "department.circle")
		wang := o.hire(t, "wang", "manager", east)
		_, err := o.Members.Departments.Update(o.boss, east, 0, func(d *member.Department) error { d.HeadID = o.ids["wang"]; return nil })
		ok(t, err)
		zhou := o.hire(t, "zhou", "sales", one)
		refused(t, o.Members.Departments.Archive(o.boss, one, 0), "department.used")

		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		if _, err := o.Customers.Customers.Get(wang, c.ID); err != nil {
			t.Errorf("the head sees the department's customers: %v", err)
		}
		_, err = o.Customers.Customers.Update(o.as(t, "wang"), c.ID, 0, func(c *customer.Customer) error { c.Remark = "重点"; return nil })
		ok(t, err)

		dir, err := o.Members.Directory(o.boss)
		ok(t, err)
		if got := dir.Managers(o.ids["zhou"]); len(got) != 2 || got[0] != o.ids["wang"] || got[1] != o.ids["lin"] {
			t.Errorf("managers of a salesperson: %v", got)
		}
		refused(t, o.Members.SaveRole(wang, 0, 0, identity.Role{Key: "x"}), "access.right")
		ok(t, o.Members.SaveRole(o.boss, 0, 0, identity.Role{Key: "assistant", Grants: map[identity.Action]identity.Scope{identity.May("customer", identity.See): identity.ScopeAll}}))
		helper := o.hire(t, "helper", "assistant", one)
		if n := o.count(t, helper, "customer", listing.Node{}); n != 1 {
			t.Errorf("the new role sees %d customers", n)
		}
		perms, err := o.Members.Permissions(o.boss, o.ids["helper"])
		ok(t, err)
		if len(perms) != 1 || perms[0].Scope != identity.ScopeAll || perms[0].Role != "assistant" {
			t.Errorf("what may this person do: %+v", perms)
		}
		_, err = o.Members.Permissions(helper, o.ids["lin"])
		refused(t, err, "access.right")
	})
}

func TestSettingsAndLists(t *testing.T) { // SYS-37
	each(t, func(t *testing.T, o *office) {
		type limits struct{ A, B int }
		got, err := company.Read(o.boss, o.Company, "x.limits", limits{1, 2})
		ok(t, err)
		if got != (limits{1, 2}) {
			t.Errorf("the default: %+v", got)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		refused(t, company.Write(zhou, o.Company, "x.limits", limits{3, 4}), "access.right")
		ok(t, company.Write(o.boss, o.Company, "x.limits", limits{3, 4}))
		ok(t, company.Write(o.boss, o.Company, "x.limits", limits{5, 6}))
		if got, err = company.Read(zhou, o.Company, "x.limits", limits{}); err != nil || got != (limits{5, 6}) {
			t.Errorf("%+v %v", got, err)
		}
		list, err := o.Company.Options(o.boss, "industry")
		ok(t, err)
		ok(t, o.Company.SetOptions(o.boss, "industry", append([]company.Option{{Key: "wine", Label: "酒业"}}, list[1:]...)))
		field := o.Ground.Registry.Type("customer").Field("industry")
		if opt, there := field.Option("wine"); !there || opt.Label != "酒业" {
			t.Error("the description does not offer the new entry")
		}
		if opt, there := field.Option(list[0].Key); !there || !opt.Gone {
			t.Error("an entry taken away stays as a retired one")
		}
	})
}

// What is kept of people is never older than their last change, and never what a
// transaction wrote that was taken back: SYS-07.
func TestDirectoryFollowsChanges(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		lin := o.ids["lin"]
		named := func(ctx context.Context) string {
			t.Helper()
			d, err := o.Members.Directory(ctx)
			ok(t, err)
			return d.Name(lin)
		}
		rename := func(ctx context.Context, name string) error {
			_, err := o.Members.People.Update(ctx, lin, 0, func(p *member.Person) error { p.Name = name; return nil })
			return err
		}
		before := named(o.boss)
		taken := errors.New("taken back")
		err := o.Ground.Tx.InTx(o.boss, func(ctx context.Context) error {
			ok(t, rename(ctx, "林二"))
			if got := named(ctx); got != "林二" {
				t.Errorf("inside the transaction: %s", got)
			}
			return taken
		})
		if !errors.Is(err, taken) || named(o.boss) != before {
			t.Errorf("taken back: %v, the name is %s", err, named(o.boss))
		}
		ok(t, rename(o.boss, "林三"))
		if got := named(o.boss); got != "林三" {
			t.Errorf("after a save: %s", got)
		}
	})
}

// SYS-20, CUS-54: a company that was made before there were attachments gives them to the
// shipped roles when a newer program opens it; what an administrator took away stays away.
func TestRolesOfAnOlderCompanyGetNewRights(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		see, add := identity.May(customer.Attachments, identity.See), identity.May(customer.Attachments, identity.Add)
		role := func() *member.RoleRecord {
			r, err := o.Members.Roles.First(o.boss, listing.Is("key", listing.Eq, identity.RoleSales))
			ok(t, err)
			return r
		}
		may := func(act identity.Action) bool {
			var x struct {
				Grants map[string]map[string]int `json:"grants"`
			}
			ok(t, json.Unmarshal([]byte(role().Grants), &x))
			return x.Grants[act.Kind][string(act.Verb)] > 0
		}
		older := func(role identity.Role) identity.Role {
			for act := range role.Grants {
				if act.Kind == customer.Attachments {
					delete(role.Grants, act)
				}
			}
			return role
		}
		all, err := o.Members.Roles.Find(o.boss, listing.Is("shipped", listing.Eq, "1"))
		ok(t, err)
		for _, ship := range identity.ShippedRoles() {
			for _, r := range all {
				if r.Key == ship.Key && r.Key != identity.RoleOwner {
					_, err := o.Members.Roles.Update(o.boss, r.ID, 0, func(r *member.RoleRecord) error { r.Grants = "{}"; return nil })
					ok(t, err)
					ok(t, o.Members.SaveRole(o.boss, r.ID, 0, older(ship)))
				}
			}
		}
		if may(see) {
			t.Fatal("the company is not older")
		}
		sys := identity.System(context.Background(), "open")
		ok(t, o.Members.RefreshRoles(sys))
		if !may(see) || !may(add) {
			t.Error("the new kind of records was not granted")
		}
		for _, ship := range identity.ShippedRoles() { // the administrator takes it away again
			if ship.Key == identity.RoleSales {
				ok(t, o.Members.SaveRole(o.boss, role().ID, 0, older(ship)))
			}
		}
		// A role of a newer program comes with the program; one that was thrown away does not.
		vp := func() []*member.RoleRecord {
			list, err := o.Members.Roles.Find(o.boss, listing.Is("key", listing.Eq, identity.RoleVP))
			ok(t, err)
			return list
		}
		old := vp()[0].ID
		ok(t, o.Members.Roles.Archive(sys, old, 0))
		ok(t, o.Members.RefreshRoles(sys))
		if len(vp()) != 0 {
			t.Error("a role that was thrown away came back")
		}
		ok(t, o.Ground.Tx.InTx(sys, func(ctx context.Context) error {
			_, err := o.Ground.Store.Remove(ctx, o.Members.Roles.Desc.Type, nil, old)
			return err
		}))
		ok(t, o.Members.RefreshRoles(sys))
		if len(vp()) != 1 || !vp()[0].Shipped {
			t.Error("the new role was not added")
		}
		version := role().Version
		ok(t, o.Members.RefreshRoles(sys))
		if may(see) || role().Version != version {
			t.Error("what an administrator took away came back")
		}
	})
}
