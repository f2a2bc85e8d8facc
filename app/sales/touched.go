package sales

import (
	"slices"

	"kontor/app/entity"
)

// unlocked are the fields that may change on every document, whatever its state: they are
// not part of what the customer got.
var unlocked = []string{"remark", "updated_at", "owner_id", "unit_id"}

// touched tells whether lines or fields of a document differ beyond unlocked and free.
func touched(t *entity.Type, before, after any, free ...string) bool {
	if len(t.DiffLines(after)) > 0 {
		return true
	}
	return slices.ContainsFunc(t.Compare(before, after), func(d entity.Delta) bool {
		return !slices.Contains(unlocked, d.Key) && !slices.Contains(free, d.Key)
	})
}
