package uitest

import (
	"context"
	"image"
	"io"
	"os"
	"path/filepath"

	"kontor/app"
	"kontor/app/blob"
)

// Shelf keeps attached files of a test's company and notes what was opened or saved.
type Shelf struct {
	Blobs interface {
		Put(ctx context.Context, r io.Reader) (blob.Info, error)
	}
	Opened []string // references that were opened, paths that were saved to
}

// Put keeps a file of the disk.
func (s *Shelf) Put(ctx context.Context, path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	defer f.Close()
	info, err := s.Blobs.Put(ctx, f)
	return blob.Ref{Sum: info.Sum, Name: filepath.Base(path)}.String(), info.Size, err
}

// Open notes what is opened.
func (s *Shelf) Open(_ context.Context, ref string) error {
	s.Opened = append(s.Opened, ref)
	return nil
}

// SaveAs notes where a copy would go.
func (s *Shelf) SaveAs(_ context.Context, _, path string) error {
	s.Opened = append(s.Opened, path)
	return nil
}

// PutPicture keeps a picture of the disk.
func (s *Shelf) PutPicture(ctx context.Context, path string) (string, int64, error) {
	return s.Put(ctx, path)
}

// Image gives a small picture for every stored one.
func (s *Shelf) Image(context.Context, string) (image.Image, error) {
	return image.NewRGBA(image.Rect(0, 0, 8, 8)), nil
}
