package record

import (
	"context"

	"kontor/app/entity"
)

type relinkKey struct{}

// Relinking gives a context in which what points to one record is made to point to
// another, by a merge or by its undo. A save that changes nothing but such pointers asks
// no rule of an area: an issued order keeps everything it says, only the customer it
// belongs to has another number. Effects and history see it as any save.
func Relinking(ctx context.Context) context.Context {
	return context.WithValue(ctx, relinkKey{}, true)
}

// IsRelinking tells whether a merge, or its undo, is under way.
func IsRelinking(ctx context.Context) bool { return ctx.Value(relinkKey{}) != nil }

// Pointers are the pairs of fields that name a record by kind and id.
var Pointers = map[string]string{"link_id": "link_entity", "record_id": "kind"}

// onlyPointers tells whether a save of a merge changes nothing but pointers.
func onlyPointers(ctx context.Context, t *entity.Type, before, after any) bool {
	if before == nil || !IsRelinking(ctx) || len(t.DiffLines(after)) > 0 {
		return false
	}
	if entity.HeadOf(before).Archived != entity.HeadOf(after).Archived {
		return false
	}
	deltas := t.Compare(before, after)
	for _, d := range deltas {
		f := t.Field(d.Key)
		if f.Kind != entity.KindRef && Pointers[d.Key] == "" || f.IsHead {
			return false
		}
	}
	return len(deltas) > 0
}
