package entity

import "reflect"

// Delta is the change of one field.
type Delta struct {
	Key    string `json:"k"`
	Before Value  `json:"b"`
	After  Value  `json:"a"`
}

// LineChange is one line of a document that was added, changed or taken out.
type LineChange struct {
	Child  *Child
	Rec    any // the line as it is now; nil when taken out
	Old    any // the line as it was; nil when added
	Deltas []Delta
}

// Keep remembers the record as it is now, lines included, as the base that Diff, Check
// and rules compare with. Storage calls it after loading and after saving.
func (t *Type) Keep(rec any) {
	HeadOf(rec).base = nil
	for _, k := range t.Kids {
		for _, line := range k.All(rec) {
			HeadOf(line).base = nil
		}
	}
	HeadOf(rec).base = t.Copy(rec)
}

// Copy makes an independent copy of a record and its lines.
func (t *Type) Copy(rec any) any {
	dup := reflect.New(t.goType)
	dup.Elem().Set(reflect.ValueOf(rec).Elem())
	out := dup.Interface()
	for _, k := range t.Kids {
		v := k.at.in(out)
		lines := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(lines, v)
		v.Set(lines)
	}
	return out
}

// Original gives what Keep remembered, or nil for a new record.
func Original(rec any) any { return HeadOf(rec).base }

// Kept gives what Keep remembered as *T, or nil for a new record.
func (d *Desc[T]) Kept(rec *T) *T {
	base, _ := Original(rec).(*T)
	return base
}

// Diff lists the stored fields of a record that differ from the kept original, against
// an empty record when there is none. Silent fields are left out.
func (t *Type) Diff(rec any) []Delta {
	base := Original(rec)
	return t.Compare(base, rec)
}

// Compare lists the stored fields that differ between two records; nil stands for an
// empty one.
func (t *Type) Compare(before, after any) []Delta { return t.compare(before, after, false) }

// Unsaved lists every stored field that differs from the kept original, silent ones
// included: what storage has to write.
func (t *Type) Unsaved(rec any) []Delta { return t.compare(Original(rec), rec, true) }

// Touched is Compare with the silent fields.
func (t *Type) Touched(before, after any) []Delta { return t.compare(before, after, true) }

func (t *Type) compare(before, after any, silent bool) []Delta {
	var out []Delta
	both := before != nil && after != nil
	for _, f := range t.Fields() {
		if f.Store == InSummary || f.IsSilent && !silent {
			continue
		}
		if both && f.Store == InColumn && f.at.same(before, after) {
			continue
		}
		d := Delta{Key: f.Key, Before: f.Empty(), After: f.Empty()}
		if before != nil {
			d.Before = f.Get(before)
		}
		if after != nil {
			d.After = f.Get(after)
		}
		if d.Before != d.After {
			out = append(out, d)
		}
	}
	return out
}

// DiffLines lists the lines that differ from the kept original, matched by id. The
// pointers are into the records, so ids given on saving are seen afterwards.
func (t *Type) DiffLines(rec any) []LineChange {
	var out []LineChange
	base := Original(rec)
	for _, k := range t.Kids {
		old := map[int64]any{}
		var before []any
		if base != nil {
			before = k.All(base)
		}
		for _, l := range before {
			old[HeadOf(l).ID] = l
		}
		for _, l := range k.All(rec) {
			id := HeadOf(l).ID
			was := old[id]
			delete(old, id)
			if id == 0 {
				was = nil
			}
			deltas := k.Compare(was, l)
			if was == nil || len(deltas) > 0 || len(k.compare(was, l, true)) > 0 {
				out = append(out, LineChange{Child: k, Rec: l, Old: was, Deltas: deltas})
			}
		}
		for _, l := range before {
			if old[HeadOf(l).ID] != nil {
				out = append(out, LineChange{Child: k, Old: l, Deltas: k.Compare(l, nil)})
			}
		}
	}
	return out
}
