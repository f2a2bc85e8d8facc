package data

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"kontor/app/listing"
)

// Kinds that are searched together find what each finds alone, also where the index has
// more than are read at once: CUS-26.
func TestKindsFoundTogether(t *testing.T) { eachEngine(t, kindsFoundTogether) }

func kindsFoundTogether(t *testing.T, db *DB) {
	f := newFirms(t, db)
	ctx := context.Background()
	for i := range int64(90) {
		c := &firm{Name: fmt.Sprintf("重庆山湖%d号科技", i), Mobile: fmt.Sprintf("139%08d", i*7)}
		c.ID, c.OwnerID, c.UpdatedAt = i+1, 5, i
		f.save(c)
		if i%3 > 0 {
			continue
		}
		if _, err := db.write.Exec(db.SQL("INSERT INTO clerk (id, firm_id, updated_at, name, mobile, custom) VALUES (?, ?, ?, ?, ?, '{}')"), i+1, i+1, i, fmt.Sprintf("单山湖%d", i), "13800138000"); err != nil {
			t.Fatal(err)
		}
		if err := db.MarkFound(ctx, db.write, f.reg.Type("clerk"), i+1); err != nil {
			t.Fatal(err)
		}
	}
	f.drain()
	usual := plans
	defer func() { plans = usual }()
	for _, most := range []int{10, 100, 100_000} {
		plans = map[Engine]limits{SQLite: usual[SQLite], Postgres: usual[Postgres]}
		for e, l := range plans {
			l.most, l.few = most, min(l.few, most/2)
			plans[e] = l
		}
		for _, text := range []string{"山湖", "山湖 科技", "sh", "shan", "1390000", "8号", "龙", "1"} {
			together, err := f.find.Find(ctx, []*listing.Plan{f.plan(boss, "firm", text), f.plan(boss, "clerk", text)}, 200)
			if err != nil {
				t.Fatal(err)
			}
			for i, kind := range []string{"firm", "clerk"} {
				if alone := f.finds(boss, kind, text, 200); !slices.Equal(alone, together[i]) || len(alone) != len(f.ids(boss, kind, text)) {
					t.Errorf("%s %q, at most %d: alone %d, together %d of %d", kind, text, most, len(alone), len(together[i]), len(f.ids(boss, kind, text)))
				}
			}
		}
	}
	if got, err := f.find.Find(ctx, nil, 5); err != nil || len(got) != 0 {
		t.Errorf("no kinds: %v %v", got, err)
	}
}
