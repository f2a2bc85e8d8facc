package data

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/flate"

	"kontor/app"
	"kontor/app/backup"
	"kontor/app/blob"
	"kontor/data/files"
)

// The names inside a backup.
const (
	partCompany  = "company.kontor"
	partMail     = "company.kontor-mail"
	partFiles    = "files/"
	partManifest = "manifest.json"
)

// Backups makes and reads backups of a company (app/backup.Store).
type Backups struct {
	db   *DB
	zone *time.Location
}

// NewBackups gives the backups of a company; the zone reads the times in file names.
func NewBackups(db *DB, zone *time.Location) *Backups { return &Backups{db, zone} }

var _ backup.Store = (*Backups)(nil)

// Name is the file name of the company without its extension, or that of the database.
func (b *Backups) Name() string {
	if b.db.path != "" {
		return strings.TrimSuffix(filepath.Base(b.db.path), Extension)
	}
	_, name, _ := strings.Cut(b.db.params.Company, "://")
	name, _, _ = strings.Cut(name, "?")
	if i := strings.LastIndexByte(name, '/'); i >= 0 && name[i+1:] != "" {
		return blob.CleanName(name[i+1:])
	}
	return "kontor"
}

// ReadOnly tells that nothing can be noted in the company.
func (b *Backups) ReadOnly() bool { return b.db.readOnly }

// Make writes the company, its mail and its attached files into one ordinary zip file. A
// team database is written as a company file. Writers are not kept waiting. Half a file
// is never left behind.
func (b *Backups) Make(ctx context.Context, to string) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil || !files.Writable(filepath.Dir(to)) {
		return app.E(app.Denied, "backup.no_folder", "path", filepath.Dir(to)).Because(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(to), ".kontor-backup-*")
	if err != nil {
		return b.problem(err, to)
	}
	defer func() { _ = os.RemoveAll(work) }()
	company := filepath.Join(work, partCompany)
	if err := b.snapshot(ctx, company); err != nil {
		return b.problem(err, to)
	}
	m, err := describeCopy(ctx, company, b.db.params.Clock)
	if err != nil {
		return b.problem(err, to)
	}
	m.Company, m.At = b.Name(), b.db.params.Clock.Now()
	m.Program = b.db.params.Program
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return b.problem(err, to)
	}
	h := newSealing(out)
	err = b.pack(ctx, h, work, m)
	if err == nil {
		err = h.seal(out)
	}
	if err == nil {
		err = out.Sync()
	}
	if err = errors.Join(err, out.Close()); err != nil {
		_ = os.Remove(to)
		return b.problem(err, to)
	}
	return nil
}

func (b *Backups) problem(err error, to string) error {
	if IsFull(err) {
		return app.E(app.Internal, "company.disk_full", "path", filepath.Dir(to)).Because(err)
	}
	var path *os.PathError
	if errors.As(err, &path) {
		return app.E(app.Denied, "backup.no_folder", "path", filepath.Dir(to)).Because(err)
	}
	return b.db.Problem(err)
}

// snapshot writes the company as of one moment into new files.
func (b *Backups) snapshot(ctx context.Context, company string) error {
	if b.db.Engine == Postgres {
		return b.db.toFile(ctx, company)
	}
	targets := map[string]string{"main": company}
	if _, err := os.Stat(b.db.MailPath()); err == nil {
		targets["mail"] = strings.TrimSuffix(company, Extension) + ".kontor-mail"
	}
	return b.db.copySchemas(ctx, targets)
}

// describeCopy opens a copy and reads what the manifest says about it.
func describeCopy(ctx context.Context, company string, clock app.Clock) (backup.Manifest, error) {
	m := backup.Manifest{Format: 1}
	db, err := openCopy(ctx, company, clock)
	if err != nil {
		return m, err
	}
	defer db.Close()
	s, err := db.Check(ctx, false)
	if err != nil {
		return m, err
	}
	if !s.Sound {
		return m, app.E(app.Internal, "company.damaged", "path", company)
	}
	done, err := db.applied(ctx)
	if err != nil {
		return m, err
	}
	for _, t := range templates() {
		if done[t.version] {
			m.Schema = append(m.Schema, t.version)
		}
	}
	m.Counts, m.Needs = s.Counts, s.Program
	return m, nil
}

// openCopy opens a copied company file that nobody else has, for reading, whatever its
// schema.
func openCopy(ctx context.Context, company string, clock app.Clock) (*DB, error) {
	db := &DB{Dialect: newDialect(SQLite), path: company, readOnly: true, params: Params{Company: company, Clock: clock}}
	db.immutable = true
	info, err := os.Stat(company)
	if err != nil {
		return nil, app.E(app.NotFound, "company.no_file", "path", company).Because(err)
	}
	if err := db.checkHeader(info.Size()); err != nil {
		return nil, err
	}
	if err := db.checkParts(ctx); err != nil {
		return nil, err
	}
	if err := db.connect(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// pack writes the zip: the databases, the attached files, and the manifest at last.
func (b *Backups) pack(ctx context.Context, out io.Writer, work string, m backup.Manifest) error {
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	add := func(name string, method uint16, from io.Reader) error {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method, Modified: m.At})
		if err != nil {
			return err
		}
		h := &hashing{w: w, sum: sha256.New()}
		if _, err := io.Copy(h, &cancelled{ctx, from}); err != nil {
			return err
		}
		m.Contents = append(m.Contents, backup.Part{Name: name, Size: h.size, SHA256: hex.EncodeToString(h.sum.Sum(nil))})
		return nil
	}
	for _, name := range []string{partCompany, partMail} {
		f, err := os.Open(filepath.Join(work, name))
		if errors.Is(err, os.ErrNotExist) && name == partMail {
			continue
		}
		if err != nil {
			return err
		}
		err = add(name, zip.Deflate, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	store := b.db.Blobs()
	err := store.Each(ctx, func(i blob.Info) error {
		f, err := store.Open(ctx, i.Sum)
		if err != nil {
			return err
		}
		return errors.Join(add(partFiles+string(i.Sum), zip.Store, f), f.Close())
	})
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	w, err := z.Create(partManifest)
	if err != nil {
		return err
	}
	if _, err := w.Write(text); err != nil {
		return err
	}
	if err := z.SetComment(sealMark + strings.Repeat("0", sealSize)); err != nil {
		return err
	}
	return z.Close()
}

// A backup ends, as the comment of the zip, with the sum of everything before it: so a
// changed byte anywhere is found.
const (
	sealMark = "kontor-backup "
	sealSize = 2 * sha256.Size
)

// sealing writes on and keeps the sum of all but the last sealSize bytes.
type sealing struct {
	w    io.Writer
	sum  hash.Hash
	tail []byte
}

func newSealing(w io.Writer) *sealing { return &sealing{w: w, sum: sha256.New()} }

func (s *sealing) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	s.tail = append(s.tail, p[:n]...)
	if extra := len(s.tail) - sealSize; extra > 0 {
		s.sum.Write(s.tail[:extra])
		s.tail = append(s.tail[:0], s.tail[extra:]...)
	}
	return n, err
}

func (s *sealing) text() string { return hex.EncodeToString(s.sum.Sum(nil)) }

// seal writes the sum over the place kept for it.
func (s *sealing) seal(f *os.File) error {
	_, err := f.Seek(-sealSize, io.SeekEnd)
	if err == nil {
		_, err = f.WriteString(s.text())
	}
	return err
}

// hashing writes on and keeps size and sum.
type hashing struct {
	w    io.Writer
	sum  hash.Hash
	size int64
}

func (h *hashing) Write(p []byte) (int, error) {
	n, err := h.w.Write(p)
	h.sum.Write(p[:n])
	h.size += int64(n)
	return n, err
}

// Note remembers in the company that a backup was verified.
func (b *Backups) Note(ctx context.Context, v backup.Verified) error {
	return b.db.NoteBackup(ctx, Backup{At: v.Manifest.At, File: filepath.Base(v.File), SHA: v.SHA256})
}

// List gives the backups of this company in a folder.
func (b *Backups) List(_ context.Context, folder string) ([]backup.File, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, app.E(app.Denied, "backup.no_folder", "path", folder).Because(err)
	}
	var out []backup.File
	for _, e := range entries {
		company, at, ok := backup.ParseName(e.Name(), b.zone)
		if ok && company == b.Name() && e.Type().IsRegular() {
			out = append(out, backup.File{Path: filepath.Join(folder, e.Name()), At: at})
		}
	}
	return out, nil
}

// Keep gives a verified backup its final name.
func (b *Backups) Keep(_ context.Context, from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return app.E(app.Denied, "backup.no_folder", "path", filepath.Dir(to)).Because(err)
	}
	return nil
}

// Remove deletes a backup file.
func (b *Backups) Remove(_ context.Context, file string) error {
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		return app.E(app.Denied, "backup.no_folder", "path", filepath.Dir(file)).Because(err)
	}
	return nil
}

// Verify reads a backup back.
func (b *Backups) Verify(ctx context.Context, file string) (backup.Verified, error) {
	return VerifyBackup(ctx, file, b.db.params.Clock)
}
