package data

import (
	"context"
	"testing"
)

// What was looked at once is not read again, however many records it has: after an import
// the last hundred change sets have a hundred thousand.
func TestWatchReadsEachSetOnce(t *testing.T) { // SYS-49
	eachEngine(t, func(t *testing.T, db *DB) {
		ctx := context.Background()
		for _, q := range []string{
			"INSERT INTO change_set (id, at, person_id, person, session, kind, reason, hash) VALUES (7, 1, 1, 'x', 'other', 'save', '', '')",
			"INSERT INTO change (set_id, pos, root, root_id, entity, record_id, version, action, digest) VALUES (7, 0, 'customer', 5, 'customer', 5, 1, 'add', '')",
		} {
			if _, err := db.write.ExecContext(ctx, q); err != nil {
				t.Fatal(err)
			}
		}
		seen := map[int64]bool{}
		told, newest, err := db.foreign(ctx, 0, seen)
		if err != nil || len(told) != 1 || told[0].ID != 5 || newest != 7 {
			t.Fatalf("%+v %d %v", told, newest, err)
		}
		if told, newest, err = db.foreign(ctx, newest, seen); err != nil || len(told) != 0 || newest != 7 {
			t.Errorf("told again: %+v %d %v", told, newest, err)
		}
	})
}
