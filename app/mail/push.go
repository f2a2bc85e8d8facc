package mail

import (
	"context"
	"slices"
)

// tries is how often the server may refuse a step before it is given up; the server's
// state then counts.
const tries = 5

// push does on the server what was done here. Flags go first: a message that was moved
// here is known there at its old place until it is moved there too.
func (r *round) push(folders []Folder) error {
	ops, err := r.store().Ops(r.ctx, r.a.ID)
	if err != nil || len(ops) == 0 {
		return err
	}
	rank := map[OpKind]int{OpMark: 0, OpClear: 0, OpMove: 1, OpErase: 2, OpAppend: 3}
	slices.SortStableFunc(ops, func(a, b Op) int { return rank[a.Kind] - rank[b.Kind] })
	at := map[int64]Folder{}
	for _, f := range folders {
		at[f.ID] = f
	}
	open := int64(0)
	for i := 0; i < len(ops); {
		if ops[i].Kind == OpAppend {
			open = 0
			if err := r.append(ops[i], at[ops[i].FolderID], false); err != nil {
				return err
			}
			i++
			continue
		}
		group := together(ops[i:])
		i += len(group)
		f, there := at[group[0].FolderID]
		to, known := at[group[0].ToFolder]
		if !there || group[0].Kind == OpMove && !known || group[0].UID == 0 {
			if err := r.end(group, !there || group[0].Attempts >= tries); err != nil {
				return err
			}
			continue
		}
		if open != f.ID {
			if _, err := r.box.Open(r.ctx, f.Path); err != nil {
				return err
			}
			open = f.ID
		}
		err := r.do(group, to)
		if err != nil && keyOf(err) != NotAllowed {
			return err // the connection: everything waits for the next round
		}
		if err := r.end(group, err == nil || group[0].Attempts >= tries); err != nil {
			return err
		}
	}
	return nil
}

// together takes the steps from the start that can be done with one command.
func together(ops []Op) []Op {
	n := 1
	for n < len(ops) && ops[n].Kind == ops[0].Kind && ops[n].FolderID == ops[0].FolderID && ops[n].ToFolder == ops[0].ToFolder &&
		ops[n].Flags == ops[0].Flags && ops[n].UID != 0 && ops[0].UID != 0 && n < 500 {
		n++
	}
	return ops[:n]
}

func (r *round) do(group []Op, to Folder) error {
	var uids []uint32
	for _, o := range group {
		uids = append(uids, o.UID)
	}
	switch group[0].Kind {
	case OpMark:
		return r.box.Mark(r.ctx, uids, group[0].Flags, 0)
	case OpClear:
		return r.box.Mark(r.ctx, uids, 0, group[0].Flags)
	case OpMove:
		return r.box.Move(r.ctx, uids, to.Path)
	}
	return r.box.Erase(r.ctx, uids)
}

func (r *round) end(group []Op, done bool) error {
	return r.write(func(ctx context.Context) error {
		for _, o := range group {
			if err := r.store().EndOp(ctx, o.ID, done); err != nil {
				return err
			}
		}
		return nil
	})
}
