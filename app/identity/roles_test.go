package identity

import "testing"

// The permission matrix of picture 10: rows are what one may do, columns the shipped
// roles owner, sales vice-president, manager, sales, finance, cashier, hr, readonly.
func TestPermissionMatrix(t *testing.T) { // SYS-08, SYS-09
	const (
		A = ScopeAll
		D = ScopeTree
		S = ScopeSelf
		o = ScopeNone
	)
	roles := ShippedRoles()
	if len(roles) != 9 {
		t.Fatalf("%d roles", len(roles))
	}
	for _, row := range []struct {
		act  Action
		want [9]Scope
	}{
		{May("customer", See), [9]Scope{A, A, A, S, A, A, o, S, A}},
		{May("customer", Add), [9]Scope{A, A, D, S, o, o, o, o, o}},
		{May("customer", Change), [9]Scope{A, A, D, S, o, o, o, o, o}},
		{May("customer", Remove), [9]Scope{A, A, D, o, o, o, o, o, o}}, // CUS-20
		{May("customer", Claim), [9]Scope{A, A, A, A, o, o, o, o, o}},
		{May("customer", Export), [9]Scope{A, A, D, o, o, o, o, o, o}},
		{May("quote", See), [9]Scope{A, A, D, S, A, A, o, o, A}},
		{May("sales_order", See), [9]Scope{A, A, D, S, A, A, A, o, A}},
		{May("quote", Approve), [9]Scope{A, A, D, o, o, o, o, o, o}},
		{May("quote", Convert), [9]Scope{A, A, D, S, o, o, o, o, o}},
		{May("receivable", See), [9]Scope{A, A, D, S, A, A, o, o, A}},
		{May("money_in", Add), [9]Scope{A, o, o, o, A, A, o, o, o}},
		{May("allocation", Allocate), [9]Scope{A, o, o, o, A, o, o, o, o}},
		{May("account", See), [9]Scope{A, o, o, o, A, A, o, o, o}},
		{May("receipt", Issue), [9]Scope{A, o, o, o, A, A, o, o, o}},
		{May("day_result", See), [9]Scope{A, A, D, S, S, S, S, A, o}},
		{May("punch", Change), [9]Scope{A, o, o, o, o, o, o, A, o}},
		{May("punch", Lock), [9]Scope{A, o, o, o, o, o, o, A, o}},
		{May("purchase_order", Add), [9]Scope{A, A, A, o, o, o, A, o, o}},
		{May("task", Add), [9]Scope{A, A, D, S, S, S, S, S, S}},
		{May("person", See), [9]Scope{A, A, A, A, A, A, A, A, A}},
		{May("person", Change), [9]Scope{A, o, o, o, o, o, o, o, o}},
		{May("role", Change), [9]Scope{A, o, o, o, o, o, o, o, o}},
	} {
		for i, r := range roles {
			a := &Actor{ID: 1, Roles: []Role{r}}
			if got := a.Scope(row.act); got != row.want[i] {
				t.Errorf("%s may %s %s: scope %d, want %d", r.Key, row.act.Verb, row.act.Kind, got, row.want[i])
			}
		}
	}
	for right, who := range map[string]string{RightAdmin: "owner", RightCost: "owner vp manager finance buyer", RightDiscount: "owner vp manager", RightTargets: "owner vp manager", RightBalance: "owner finance cashier"} {
		for _, r := range roles {
			a := &Actor{ID: 1, Roles: []Role{r}}
			if got, want := a.Has(right), containsWord(who, r.Key); got != want {
				t.Errorf("%s has %s: %v", r.Key, right, got)
			}
		}
	}
	both := &Actor{ID: 1, Roles: []Role{roles[3], roles[4]}}
	if both.Scope(May("customer", See)) != A || both.Scope(May("customer", Add)) != S {
		t.Error("the more permissive role wins")
	}
}

func containsWord(list, word string) bool {
	for len(list) > 0 {
		w, rest := list, ""
		for i := range list {
			if list[i] == ' ' {
				w, rest = list[:i], list[i+1:]
				break
			}
		}
		if w == word {
			return true
		}
		list = rest
	}
	return false
}
