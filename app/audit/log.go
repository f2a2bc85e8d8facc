package audit

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/entity"
)

// Wanted narrows what is read from the log. Zero fields do not narrow.
type Wanted struct {
	Root         string
	RootID       int64
	AfterVersion int64 // changes that led to a later version of the root
	Person       int64
	Session      string
	Kind         string // of the set
	ImportID     int64
	From, To     int64 // instants in Unix ms, both included
	Before       int64 // sets older than this one, for paging
	Limit        int   // sets; 0: 100
	Heads        bool  // without their changes
}

// Log reads the history, newest set first, without asking who reads: app/history does.
type Log interface {
	Sets(ctx context.Context, w Wanted) ([]Set, error)
	// Undone tells which set undid the given one; 0: none.
	Undone(ctx context.Context, set int64) (int64, error)
}

// Rewind takes changes (newest first) back from a copy of a record and its lines: it
// gives the record as it was before the oldest of them. ok is false when a change has no
// content any more, so that the result is not certain; made is false when the record did
// not exist then.
func Rewind(t *entity.Type, rec any, changes []Change) (was any, made, ok bool) {
	was, made, ok = t.Copy(rec), true, true
	for _, c := range changes {
		if c.Entity == t.Name {
			if c.Action == Created {
				return was, false, ok
			}
			ok = ok && !c.Bodiless
			back(t, was, c.Fields)
			continue
		}
		for _, k := range t.Kids {
			if k.Name == c.Entity {
				ok = ok && !c.Bodiless
				rewindLine(k, was, c)
			}
		}
	}
	for _, k := range t.Kids {
		if pos := k.Field("pos"); pos != nil {
			lines := k.All(was)
			slices.SortStableFunc(lines, func(a, b any) int { return cmp.Compare(pos.Get(a).Int(), pos.Get(b).Int()) })
			k.Replace(was, lines)
		}
	}
	return was, made, ok
}

func back(t *entity.Type, rec any, fields []entity.Delta) {
	for _, d := range fields {
		if f := t.Field(d.Key); f != nil {
			f.Set(rec, d.Before)
		}
	}
}

func rewindLine(k *entity.Child, doc any, c Change) {
	lines := k.All(doc)
	at := slices.IndexFunc(lines, func(l any) bool { return entity.HeadOf(l).ID == c.Record })
	switch {
	case c.Action == Created && at >= 0:
		lines = slices.Delete(slices.Clone(lines), at, at+1)
	case c.Action == Removed && at < 0:
		line := k.Blank()
		back(k.Type, line, c.Fields)
		entity.HeadOf(line).ID = c.Record
		lines = append(slices.Clone(lines), line)
	case at >= 0:
		back(k.Type, lines[at], c.Fields)
		return
	default:
		return
	}
	k.Replace(doc, lines)
}
