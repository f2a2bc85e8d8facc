package entity

import "maps"

// Where a record stands: the value of the column archived.
const (
	Live   int64 = 0 // in the lists
	Binned int64 = 1 // in the recycle bin
	Staged int64 = 2 // part of an import that is not published yet
)

// Head is what every record has. Embed it first; its columns stand in every table.
type Head struct {
	ID        int64  // inside its company
	Version   int64  // 1 at creation, +1 with each save; guards against lost changes
	UID       string // UUIDv7, for exchange between companies
	OwnerID   int64  // the person in charge; 0 = nobody (shared pool)
	UnitID    int64  // the department it belongs to
	CreatedAt int64  // Unix ms
	UpdatedAt int64  // Unix ms
	Archived  int64  // Live, Binned or Staged
	ImportID  int64  // the import that created it, or 0
	Custom    Bag    // custom fields, keyed c<id>

	base any // the record as it was loaded, see Type.Keep
}

// Header is what embedding Head gives; only records satisfy it.
type Header interface{ head() *Head }

func (h *Head) head() *Head { return h }

// HeadOf gives the head of a record (a pointer to a struct that embeds Head).
func HeadOf(rec any) *Head { return rec.(Header).head() }

// Bag holds the custom fields of a record. It is never changed in place: With copies it,
// so that a kept original stays as it was.
type Bag map[string]Value

// With gives a bag in which key has the value v; Null removes the key.
func (b Bag) With(key string, v Value) Bag {
	out := maps.Clone(b)
	if out == nil {
		out = Bag{}
	}
	if v.IsNull() {
		delete(out, key)
	} else {
		out[key] = v
	}
	return out
}
