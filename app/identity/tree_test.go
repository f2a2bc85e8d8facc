package identity

import (
	"reflect"
	"testing"
)

// company:
//
//	1 公司 (head 10) ── 2 销售部 (head 20) ── 3 一部 (head 30), 4 二部 (none)
//	                 └─ 5 财务部 (head 50)
func company() *Tree {
	return NewTree([]Unit{
		{ID: 3, Parent: 2, Head: 30, Name: "一部"},
		{ID: 4, Parent: 2, Name: "二部"},
		{ID: 1, Head: 10, Name: "公司"},
		{ID: 2, Parent: 1, Head: 20, Name: "销售部"},
		{ID: 5, Parent: 1, Head: 50, Name: "财务部", Pos: 1},
	}, map[int64][]int64{10: {1}, 20: {2}, 30: {3}, 31: {3}, 41: {4, 5}, 50: {5}})
}

func TestTree(t *testing.T) { // SYS-05, SYS-09, SYS-11
	c := company()
	if got := c.Below(2); !reflect.DeepEqual(got, []int64{2, 3, 4}) {
		t.Errorf("below 销售部: %v", got)
	}
	if got := c.Kids(1); !reflect.DeepEqual(got, []int64{2, 5}) {
		t.Errorf("kids of the top: %v", got)
	}
	if p := c.Path(3); len(p) != 3 || p[0].ID != 1 || p[2].ID != 3 {
		t.Errorf("path %v", p)
	}
	if c.CanMove(2, 4) || c.CanMove(2, 2) || !c.CanMove(3, 5) {
		t.Error("a department never hangs under itself")
	}
	for person, want := range map[int64][]int64{
		31: {3}, 20: {2, 3, 4}, 10: {1, 2, 3, 4, 5}, 41: {4, 5}, 99: nil,
	} {
		if got := c.Reach(person); !reflect.DeepEqual(got, want) {
			t.Errorf("reach of %d: %v, want %v", person, got, want)
		}
	}
	for person, want := range map[int64][]int64{
		31: {30, 20, 10}, 30: {20, 10}, 41: {20, 10}, 10: nil, 99: nil, 50: {10},
	} {
		if got := c.Managers(person); !reflect.DeepEqual(got, want) {
			t.Errorf("managers of %d: %v, want %v", person, got, want)
		}
	}
}

func TestBrokenTree(t *testing.T) {
	c := NewTree([]Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 1}, {ID: 3, Parent: 3}, {ID: 4, Parent: 77}}, nil)
	seen := map[int64]bool{}
	for _, top := range c.Kids(0) {
		for _, id := range c.Below(top) {
			seen[id] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("a circle or a missing parent hides departments: %v", seen)
	}
}
