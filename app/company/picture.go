package company

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // the kinds of pictures that papers take
	_ "image/png"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/identity"
)

// PictureKind says which picture of the company.
type PictureKind string

// The pictures that stand on papers.
const (
	Logo  PictureKind = "logo"
	Stamp PictureKind = "stamp"
)

// The largest picture in bytes and along an edge in pixels.
const (
	maxPictureBytes = 4 << 20
	maxPictureEdge  = 6000
)

func (c *Company) picture(kind PictureKind) *string {
	if kind == Stamp {
		return &c.Stamp
	}
	return &c.Logo
}

// SetPicture takes a PNG or JPEG as logo or stamp; no content takes the picture away. It
// needs the administrator's right. Errors: Invalid company.picture_large,
// company.picture_unreadable.
func (s *Service) SetPicture(ctx context.Context, files blob.Store, kind PictureKind, name string, content []byte) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	ref := ""
	if len(content) > 0 {
		if len(content) > maxPictureBytes {
			return app.E(app.Invalid, "company.picture_large", "mb", maxPictureBytes>>20)
		}
		cfg, _, err := image.DecodeConfig(bytes.NewReader(content))
		if err != nil {
			return app.E(app.Invalid, "company.picture_unreadable", "file", name).Because(err)
		}
		if cfg.Width > maxPictureEdge || cfg.Height > maxPictureEdge {
			return app.E(app.Invalid, "company.picture_large", "mb", maxPictureBytes>>20)
		}
		info, err := files.Put(ctx, bytes.NewReader(content))
		if err != nil {
			return err
		}
		ref = blob.Ref{Sum: info.Sum, Name: blob.CleanName(name)}.String()
	}
	_, err := s.Save(ctx, 0, func(c *Company) error { *c.picture(kind) = ref; return nil })
	return err
}

// Picture gives logo or stamp as stored; nil when there is none.
func (s *Service) Picture(ctx context.Context, files blob.Store, kind PictureKind) ([]byte, error) {
	c, err := s.Get(ctx)
	if err != nil {
		return nil, err
	}
	return Picture(ctx, files, *c.picture(kind))
}
