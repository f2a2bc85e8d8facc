package data

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"kontor/app"
	"kontor/app/blob"
)

// Blobs gives the store of attached files: the folder beside a company file, or a table
// of a team database.
func (db *DB) Blobs() blob.Store {
	if db.Engine == Postgres {
		return &blobTable{db}
	}
	return &blobFolder{db: db, dir: db.BlobDir()}
}

// blobFolder keeps each file as <dir>/<first two digits>/<sum>.
type blobFolder struct {
	db  *DB
	dir string
}

func (b *blobFolder) file(s blob.Sum) string { return filepath.Join(b.dir, string(s[:2]), string(s)) }

// Put writes to a file of its own first, so that a file under its sum is always whole.
func (b *blobFolder) Put(ctx context.Context, r io.Reader) (info blob.Info, err error) {
	if b.db.readOnly {
		return info, app.E(app.Denied, "company.read_only", "path", b.db.path)
	}
	if err := os.MkdirAll(b.dir, 0o700); err != nil {
		return info, b.problem(err)
	}
	tmp, err := os.CreateTemp(b.dir, ".new-*")
	if err != nil {
		return info, b.problem(err)
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(tmp, sum), &cancelled{ctx, r})
	if err == nil {
		err = tmp.Sync()
	}
	if err = errors.Join(err, tmp.Close()); err != nil {
		return info, b.problem(err)
	}
	info = blob.Info{Sum: blob.Sum(hex.EncodeToString(sum.Sum(nil))), Size: size, At: b.db.params.Clock.Now()}
	to := b.file(info.Sum)
	if old, err := os.Stat(to); err == nil && old.Size() == size {
		_ = os.Chtimes(to, info.At, info.At) // young again: about to be referred to
		return info, nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return info, b.problem(err)
	}
	if err := os.Rename(tmp.Name(), to); err != nil {
		return info, b.problem(err)
	}
	_ = os.Chtimes(to, info.At, info.At) // the company's clock, which Sweep compares with
	return info, nil
}

func (b *blobFolder) problem(err error) error {
	if IsFull(err) || errors.Is(err, context.Canceled) {
		return b.db.Problem(err)
	}
	return app.E(app.Denied, "company.no_access", "path", b.dir).Because(err)
}

// Open checks the bytes while they are read.
func (b *blobFolder) Open(_ context.Context, s blob.Sum) (io.ReadCloser, error) {
	missing := app.E(app.NotFound, "blob.missing", "name", shortSum(s))
	if !s.Valid() {
		return nil, missing
	}
	f, err := os.Open(b.file(s))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, missing.Because(err)
	}
	if err != nil {
		return nil, app.E(app.Denied, "company.no_access", "path", b.dir).Because(err)
	}
	return &checked{Reader: f, sum: sha256.New(), want: s, close: f.Close}, nil
}

func shortSum(s blob.Sum) string { return string(s[:min(len(s), 12)]) }

// Each walks the folder in the order of the sums.
func (b *blobFolder) Each(ctx context.Context, fn func(blob.Info) error) error {
	parts, err := os.ReadDir(b.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return app.E(app.Denied, "company.no_access", "path", b.dir).Because(err)
	}
	for _, part := range parts {
		if !part.IsDir() || len(part.Name()) != 2 {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(b.dir, part.Name()))
		if err != nil {
			return app.E(app.Denied, "company.no_access", "path", b.dir).Because(err)
		}
		sort.Slice(entries, func(i, j int) bool { return entries[i].Name() < entries[j].Name() })
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || !blob.Sum(e.Name()).Valid() {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := fn(blob.Info{Sum: blob.Sum(e.Name()), Size: info.Size(), At: info.ModTime()}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Remove takes a file away.
func (b *blobFolder) Remove(_ context.Context, s blob.Sum) error {
	if !s.Valid() {
		return nil
	}
	err := os.Remove(b.file(s))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return app.E(app.Denied, "company.no_access", "path", b.dir).Because(err)
	}
	return nil
}

// checked fails at the end of reading when the bytes are not those of the sum.
type checked struct {
	io.Reader
	sum   hash.Hash
	want  blob.Sum
	close func() error
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.sum.Write(p[:n])
	if errors.Is(err, io.EOF) && hex.EncodeToString(c.sum.Sum(nil)) != string(c.want) {
		return n, app.E(app.Internal, "blob.damaged")
	}
	return n, err
}

func (c *checked) Close() error { return c.close() }

// cancelled ends a long copy when its context does.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
