package shell

import (
	"testing"

	"kontor/app/search"
	"kontor/assets/pinyin"
)

func spelling() *search.Spelling { return search.NewSpelling(pinyin.Table{}) }

func TestQueryJoinsCommandAndObject(t *testing.T) {
	found := false
	for _, s := range splits("skht") {
		if s == [2]string{"sk", "ht"} {
			found = true
		}
	}
	if !found {
		t.Errorf("skht is not read as sk · ht: %v", splits("skht"))
	}
	if got := splits("收款 恒拓"); len(got) != 1 || got[0] != [2]string{"收款", "恒拓"} {
		t.Errorf("a space divides: %v", got)
	}
}

func TestTitlesMatchByCharactersPinyinAndInitials(t *testing.T) {
	sp := spelling()
	for _, q := range []string{"登记", "dj", "djsk", "dengji", "收款"} {
		if score, marks := match(sp, "登记收款", q); score == 0 || len(marks) == 0 {
			t.Errorf("%q does not find 登记收款", q)
		}
	}
	if a, _ := match(sp, "登记收款", "dj"); a != scorePrefix {
		t.Errorf("a prefix scores %d", a)
	}
	if score, _ := match(sp, "登记收款", "xyz"); score != 0 {
		t.Error("xyz finds 登记收款")
	}
}

func TestEightRowsTheBestGroupFirstEveryGroupHeard(t *testing.T) {
	var all []Choice
	for i := range 9 {
		all = append(all, Choice{Group: GroupCustomers, Score: 200 - i})
	}
	all = append(all, Choice{Group: GroupCommands, Score: 300}, Choice{Group: GroupDocuments, Score: 10}, Choice{Group: GroupPeople, Score: 5})
	got := arrange(all)
	if len(got) != paletteRows {
		t.Fatalf("%d rows", len(got))
	}
	if got[0].Group != GroupCommands || got[1].Group != GroupCustomers {
		t.Errorf("first rows are of %s, %s", got[0].Group, got[1].Group)
	}
	seen := map[Group]int{}
	for _, c := range got {
		seen[c.Group]++
	}
	if seen[GroupDocuments] != 1 || seen[GroupPeople] != 1 || seen[GroupCustomers] != 5 {
		t.Errorf("rows by group: %v", seen)
	}
}

// skht means 登记收款 with 恒拓, but jhjm is the customer 嘉禾精密 rather than 新建合同 with
// 精密.
func TestCommandBeforeItsObjectFitsByAWord(t *testing.T) {
	sp := spelling()
	for query, c := range map[string]struct {
		title string
		want  int
	}{
		"sk": {"登记收款", scoreWordStarts},
		"xj": {"新建合同", scoreWordStarts},
		"ht": {"新建合同", scoreWordStarts},
		"jh": {"新建合同", scoreInner},
	} {
		_, marks := match(sp, c.title, query)
		if got := joinScore(c.title, marks); got != c.want {
			t.Errorf("%s before its object scores %d, want %d", query, got, c.want)
		}
	}
}

// xjbj spells the command 新建报价; with a command and an object it would be somebody in 北京.
func TestSpeltOutCommandStandsFirst(t *testing.T) {
	sp := spelling()
	for query, want := range map[string]int{"xjbj": 2 * scoreWordStarts, "xj bj": 2 * scoreWordStarts, "xj": scorePrefix, "bj": scoreInner} {
		score, _ := match(sp, "新建报价", query)
		if got := wholeCommand(score, query); got != want {
			t.Errorf("%s scores %d, want %d", query, got, want)
		}
	}
}
