package records

import (
	"context"
	"image"

	"kontor/app/blob"
	"kontor/app/entity"
	"kontor/app/picture"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// FileStore keeps the files that fields of records hold. Put stores a file of the disk and
// gives its reference, PutPicture one that has to be a picture; Open shows a stored one in
// the program for its kind.
type FileStore interface {
	Put(ctx context.Context, path string) (ref string, size int64, err error)
	PutPicture(ctx context.Context, path string) (ref string, size int64, err error)
	Open(ctx context.Context, ref string) error
	// Image reads a stored picture.
	Image(ctx context.Context, ref string) (image.Image, error)
}

// FileBox is the control of a field that holds a file or a picture: a picker that shows the
// file's name and offers to choose another one, to open it, and to take it away (SYS-33).
type FileBox struct {
	*kit.Picker
	host    kit.Host
	store   FileStore
	field   *entity.Field
	kept    kit.Option
	changed func()
}

const (
	fileChoose = "\x00choose"
	fileOpen   = "\x00open"
	fileRemove = "\x00remove"
)

// NewFileBox makes the control; changed is called when the file is another one. Without a
// store the file can be looked at by its name only.
func NewFileBox(h kit.Host, store FileStore, f *entity.Field, changed func()) *FileBox {
	x := &FileBox{host: h, store: store, field: f, changed: changed}
	x.Picker = kit.NewSearch(Label(h, f), func(_ string, answer func([]kit.Option)) { answer(x.offers()) })
	x.Placeholder = h.T("records.file.none")
	x.OnPick = x.picked
	x.ReadOnly = store == nil
	return x
}

func (x *FileBox) offers() []kit.Option {
	t := x.host.T
	list := []kit.Option{{Key: fileChoose, Text: t("records.file.choose"), Icon: icons.FolderOpen}}
	if x.kept.Key != "" {
		list = append(list, kit.Option{Key: fileOpen, Text: t("records.file.open"), Icon: icons.External}, kit.Option{Key: fileRemove, Text: t("records.file.remove"), Icon: icons.X})
	}
	return list
}

// SetRef shows a stored file.
func (x *FileBox) SetRef(text string) {
	x.kept = kit.Option{}
	if r, ok := blob.ParseRef(text); ok {
		x.kept = kit.Option{Key: text, Text: r.Name}
	}
	x.SetValue(x.kept)
}

func (x *FileBox) picked(o kit.Option) {
	switch o.Key {
	case fileChoose:
		x.SetValue(x.kept)
		x.choose()
	case fileOpen:
		x.SetValue(x.kept)
		x.Open()
	default: // taken away, or the name was deleted
		x.SetRef("")
		x.changed()
	}
}

// Ref is the file that is shown; empty when there is none.
func (x *FileBox) Ref() string { return x.kept.Key }

// Open shows the file in the program for its kind.
func (x *FileBox) Open() {
	ref := x.kept.Key
	if ref == "" || x.store == nil {
		return
	}
	x.host.Go(func(ctx context.Context) {
		err := x.store.Open(ctx, ref)
		x.host.Post(func() { x.host.Report(err) })
	})
}

// Take stores a file of the disk, as if it had been chosen.
func (x *FileBox) Take(path string) { x.put(x.store.Put, path) }

func (x *FileBox) choose() {
	t := x.host.T
	r := kit.FileRequest{Title: t("records.file.choose")}
	put := x.store.Put
	if x.field.IsPicture {
		r.Kinds, r.Exts, put = t("records.file.pictures"), picture.Exts, x.store.PutPicture
	}
	x.host.PickFile(r, func(path string) { x.put(put, path) })
}

func (x *FileBox) put(put func(ctx context.Context, path string) (string, int64, error), path string) {
	x.host.Go(func(ctx context.Context) {
		ref, _, err := put(ctx, path)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.SetRef(ref)
			x.changed()
		})
	})
}

// FileName is the name of a stored file as the user knows it.
func FileName(ref string) string {
	if r, ok := blob.ParseRef(ref); ok {
		return r.Name
	}
	return ref
}
