// Package mark is the room of named marks: a person puts a mark ("Monday meeting") on
// records of any kind, and the mark then lists all of them together.
package mark

import (
	"kontor/app/entity"
)

// Entity names.
const (
	Marks = "mark"
	Items = "mark_item"
)

// Mark is a name that records carry. It is its owner's alone unless it is shared.
type Mark struct {
	entity.Head
	Name   string
	Shared bool  // colleagues see it and may put it on records, too
	UsedAt int64 // ms, when it was last put on something: the newest come first
}

// Describe describes marks.
func Describe() *entity.Desc[Mark] {
	return entity.Describe(Marks, "name", func(m *Mark, e *entity.Fields) {
		e.Text("name", &m.Name).Must().Max(40)
		e.Flag("shared", &m.Shared)
		e.Instant("used_at", &m.UsedAt).Computed().Silent()
	})
}

// Item says that a record carries a mark; its owner put it there.
type Item struct {
	entity.Head
	MarkID   int64
	Kind     string // entity of the record
	RecordID int64
}

// DescribeItem describes marked records. Whether a reader sees one depends on the record.
func DescribeItem() *entity.Desc[Item] {
	return entity.Describe(Items, "kind", func(i *Item, e *entity.Fields) {
		e.Ref("mark_id", Marks, &i.MarkID).Must()
		e.Text("kind", &i.Kind).Must().Max(40)
		e.Int("record_id", &i.RecordID)
	})
}
