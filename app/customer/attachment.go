package customer

import (
	"context"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/entity"
)

// Attachment is a file kept with a customer, one of its contacts or one of its documents
// (CUS-54). Its bytes lie beside the company under their sum, and go into the backup.
type Attachment struct {
	entity.Head
	CustomerID int64
	ContactID  int64
	LinkEntity string // the document it is attached to: contract, …
	LinkID     int64
	Name       string
	File       string
	Size       int64
	Remark     string
}

// DescribeAttachment describes attached files.
func DescribeAttachment() *entity.Desc[Attachment] {
	return entity.Describe(Attachments, "name", func(x *Attachment, e *entity.Fields) {
		e.Belongs("customer_id")
		e.Ref("customer_id", Customers, &x.CustomerID).Found()
		e.Ref("contact_id", Contacts, &x.ContactID)
		e.Text("link_entity", &x.LinkEntity).Max(40).Unlisted()
		e.Int("link_id", &x.LinkID).Unlisted()
		e.Text("name", &x.Name).Must().Found().Max(200)
		e.File("file", &x.File).Must().Unlisted()
		e.Int("size", &x.Size).Computed()
		e.Text("remark", &x.Remark)
	})
}

// Of says what a file is attached to: a customer, with a contact or a document of it, or
// a contact of no customer.
type Of struct {
	Customer int64
	Contact  int64
	Entity   string
	ID       int64
}

// Attach keeps a stored file with what it belongs to and, for a customer, notes it in the
// timeline. The person needs to be allowed to add files there.
func (s *Service) Attach(ctx context.Context, of Of, file blob.Ref, size int64) (*Attachment, error) {
	a := &Attachment{CustomerID: of.Customer, ContactID: of.Contact, LinkEntity: of.Entity, LinkID: of.ID, Name: file.Name, File: file.String(), Size: size}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if of.Contact != 0 {
			c, err := s.Contacts.Get(ctx, of.Contact)
			if err != nil {
				return err
			}
			a.CustomerID = c.CustomerID
		}
		if err := s.Attachments.Create(ctx, a); err != nil || a.CustomerID == 0 {
			return err
		}
		return s.Log(ctx, Activity{CustomerID: a.CustomerID, ContactID: a.ContactID, Kind: NoteFile, Title: a.Name, LinkEntity: Attachments, LinkID: a.ID})
	})
	return a, err
}

// ruleAttachment keeps a record from pointing to another file than the one it was made
// for, and from pointing to none.
func (s *Service) ruleAttachment(_ context.Context, before, after *Attachment) error {
	if _, ok := blob.ParseRef(after.File); !ok || before != nil && before.File != after.File {
		return app.E(app.Invalid, "attachment.file").At("file")
	}
	return nil
}
