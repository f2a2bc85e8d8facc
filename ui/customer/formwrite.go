package customer

import (
	"context"
	"errors"
	"strings"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/record"
)

// save checks everything and saves; then stays, or begins the next.
func (f *Form) save(next bool) {
	if f.saving || !f.ready {
		return
	}
	f.tried = true
	for _, i := range f.inputs {
		if i.box != nil {
			i.box.Commit()
			if i.away {
				i.box.Err = ""
				continue
			}
			if i.picker == nil && !i.area && i.changed() {
				i.box.Err = f.fault(i, i.box.Text())
			}
			if f.needs(i) && i.text() == "" {
				i.box.Err = f.host.ErrorText(app.E(app.Invalid, "field.required", "field", i.field.Label()))
			}
		}
	}
	if bad := f.errorsNow(); len(bad) > 0 {
		f.reveal(bad[0])
		return
	}
	f.saving = true
	id, ver, mine, contact, others := f.id, f.ver, f.texts(false), f.texts(true), f.others
	picture := f.card.Path()
	f.host.Go(func(ctx context.Context) {
		var saved, version int64
		err := f.oneStep(ctx, picture != "", func(ctx context.Context) (err error) {
			var first int64
			if saved, version, first, err = f.write(ctx, id, ver, mine, contact); err != nil {
				return err
			}
			return f.keepCard(ctx, picture, customer.Of{Customer: saved, Contact: first})
		})
		if err == nil && len(others) > 0 {
			_, err = f.deps.Customers.Note(ctx, customer.FollowUp{Activity: customer.Activity{
				CustomerID: saved, Kind: customer.NotePost,
				Text: f.host.T("cust.form.other_note", "names", strings.Join(others, "、")),
			}})
		}
		f.host.Post(func() { f.written(saved, version, err, next) })
	})
}

// needs tells that a field has to be filled; those of the first contact only when there
// is one.
func (f *Form) needs(i *input) bool {
	return !i.away && i.need && (!strings.HasPrefix(i.key, "contact.") || f.hasContact())
}

// hasContact tells whether anything was typed for the first contact.
func (f *Form) hasContact() bool {
	for key, i := range f.inputs {
		if strings.HasPrefix(key, "contact.") && i.filled() {
			return true
		}
	}
	return false
}

// oneStep runs what belongs together as one step of the history.
func (f *Form) oneStep(ctx context.Context, needed bool, do func(ctx context.Context) error) error {
	if !needed || f.deps.InTx == nil {
		return do(ctx)
	}
	return f.deps.InTx(ctx, "save", do)
}

// write saves: a new customer with its contact in one step, or the changed fields. first
// is the contact that came with it.
func (f *Form) write(ctx context.Context, id, ver int64, mine, contact map[string]string) (saved, version, firstID int64, err error) {
	if id != 0 {
		rec, err := f.deps.Records(customer.Customers).Save(ctx, id, ver, mine)
		if err != nil {
			return id, ver, 0, err
		}
		return id, entity.HeadOf(rec).Version, 0, nil
	}
	reg := f.deps.Registry
	c := f.deps.Records(customer.Customers).New().(*customer.Customer)
	if err := reg.Type(customer.Customers).Fill(c, mine); err != nil {
		return 0, 0, 0, err
	}
	var first *customer.Contact
	if len(contact) > 0 {
		first = f.deps.Records(customer.Contacts).New().(*customer.Contact)
		if err := reg.Type(customer.Contacts).Fill(first, contact); err != nil {
			return 0, 0, 0, contactFault(err)
		}
	}
	create := f.deps.Customers.Create
	if f.given["pool"] != "" {
		create = f.deps.Customers.CreateInPool
	}
	if err := create(ctx, c, first); err != nil {
		return 0, 0, 0, err
	}
	if first != nil {
		firstID = first.ID
	}
	return c.ID, c.Version, firstID, nil
}

// contactFault names the fields of the first contact as the form does.
func contactFault(err error) error {
	var list entity.Problems
	if !errors.As(err, &list) {
		return err
	}
	for _, e := range list {
		e.Field = "contact." + e.Field
	}
	return list
}

// written goes on after saving: back to the list, or to the next new customer.
func (f *Form) written(id, version int64, err error, next bool) {
	f.saving = false
	if err != nil {
		f.refused(err)
		return
	}
	f.dropDraft()
	f.host.Toast(f.host.T("cust.form.saved"), f.p.undo)
	for _, i := range f.inputs {
		i.first = i.text()
	}
	f.ver = version
	if next {
		f.card.Clear()
		f.id, f.ready, f.doubles, f.others, f.other, f.tried = 0, false, nil, nil, map[int64]bool{}, false
		f.open()
		return
	}
	f.host.Close()
	f.host.Open(customer.Customers, id, nil)
}

// refused marks the fields at fault, or shows the conflict.
func (f *Form) refused(err error) {
	if clashes := record.Clashes(err); len(clashes) > 0 {
		f.conflict(err, clashes)
		return
	}
	var list entity.Problems
	var one *app.Error
	if !errors.As(err, &list) && errors.As(err, &one) && one.Field != "" {
		list = entity.Problems{one}
	}
	var first *input
	for _, e := range list {
		i := f.inputs[e.Field]
		if i == nil && e.Field == "mobile" {
			i = f.inputs["contact.mobile"]
		}
		if i == nil || i.box == nil {
			continue
		}
		i.box.Err = f.host.ErrorText(e)
		if first == nil {
			first = i
		}
	}
	if first == nil {
		f.host.Report(err)
		return
	}
	f.reveal(first)
}

// reveal brings a field into view and gives it the keyboard.
func (f *Form) reveal(i *input) {
	f.onlyGaps = false
	f.s.Redraw()
	f.s.Flush()
	i.focus(f)
}
