package main

import (
	"context"
	"image"
	"os"
	"path/filepath"

	"kontor/app"
	"kontor/app/importing/vcard"
	"kontor/app/picture"
	"kontor/data/files"
	"kontor/ui/attach"
)

// cards reads pictures of business cards from the disk and the clipboard.
type cards struct{}

// Read reads a picture and what its QR code says.
func (cards) Read(_ context.Context, path string) (image.Image, map[string]string, string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, "", app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return nil, nil, "", app.E(app.Invalid, "file.unreadable", "file", path).Because(err)
	}
	img, err := picture.Read(filepath.Base(path), f, st.Size())
	if err != nil {
		return nil, nil, "", err
	}
	code := picture.Code(img)
	return img, vcard.Parse(code), code, nil
}

// Clip keeps the picture of the clipboard in a file of its own.
func (cards) Clip(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "kontor-card-")
	if err != nil {
		return "", app.E(app.Internal, "export.file", "file", os.TempDir()).Because(err)
	}
	path, err := files.ClipPicture(ctx, dir)
	if path == "" || err != nil {
		_ = os.RemoveAll(dir)
	}
	return path, err
}

// Turn turns a picture a quarter to the right.
func (cards) Turn(img image.Image) image.Image { return picture.Turn(img) }

// Exts are the endings of pictures.
func (cards) Exts() []string { return picture.Exts }

var _ attach.Cards = cards{}
