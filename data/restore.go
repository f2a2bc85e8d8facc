package data

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/flate"

	"kontor/app"
	"kontor/app/backup"
	"kontor/app/blob"
	"kontor/app/entity"
)

// mostManifest bounds the table of contents: a hostile file must not fill the memory.
const mostManifest = 64 << 20

// archive is a backup opened for reading.
type archive struct {
	*zip.ReadCloser
	path     string
	manifest backup.Manifest
	parts    map[string]*zip.File
}

func damagedBackup(path, part string) *app.Error {
	return app.E(app.Internal, "backup.damaged", "path", path, "part", entity.Label("backup.part."+part))
}

// openArchive reads the table of contents and checks that it is whole and ours.
func openArchive(path string) (*archive, error) {
	z, err := zip.OpenReader(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, app.E(app.NotFound, "company.no_file", "path", path).Because(err)
	}
	if err != nil {
		return nil, app.E(app.Invalid, "backup.not_a_backup", "path", path).Because(err)
	}
	a := &archive{ReadCloser: z, path: path, parts: map[string]*zip.File{}}
	z.RegisterDecompressor(zip.Deflate, func(r io.Reader) io.ReadCloser { return flate.NewReader(r) })
	if err := a.readManifest(); err != nil {
		z.Close()
		return nil, err
	}
	return a, nil
}

func (a *archive) readManifest() error {
	if !strings.HasPrefix(a.Comment, sealMark) || len(a.Comment) != len(sealMark)+sealSize {
		return app.E(app.Invalid, "backup.not_a_backup", "path", a.path)
	}
	for _, f := range a.File {
		if a.parts[f.Name] != nil {
			return damagedBackup(a.path, "manifest")
		}
		a.parts[f.Name] = f
	}
	f := a.parts[partManifest]
	if f == nil {
		return damagedBackup(a.path, "manifest")
	}
	r, err := f.Open()
	if err != nil {
		return damagedBackup(a.path, "manifest").Because(err)
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, mostManifest))
	if err != nil || json.Unmarshal(text, &a.manifest) != nil {
		return damagedBackup(a.path, "manifest").Because(err)
	}
	m := a.manifest
	known := map[int64]bool{}
	for _, t := range templates() {
		known[t.version] = true
	}
	for _, v := range m.Schema {
		if !known[v] {
			return app.E(app.Conflict, "backup.newer", "path", a.path, "needs", m.Needs)
		}
	}
	if m.Format != 1 || len(a.parts) != len(m.Contents)+1 {
		return damagedBackup(a.path, "manifest")
	}
	for _, p := range m.Contents {
		if a.parts[p.Name] == nil || !knownPart(p.Name) {
			return damagedBackup(a.path, "manifest")
		}
	}
	if a.parts[partCompany] == nil {
		return damagedBackup(a.path, "manifest")
	}
	return nil
}

// knownPart tells the names that may stand in a backup, so that none leads elsewhere.
func knownPart(name string) bool {
	sum, isFile := strings.CutPrefix(name, partFiles)
	return name == partCompany || name == partMail || isFile && blob.Sum(sum).Valid()
}

// read copies one part and checks size and sum.
func (a *archive) read(ctx context.Context, p backup.Part, to io.Writer) error {
	r, err := a.parts[p.Name].Open()
	if err != nil {
		return damagedBackup(a.path, "archive").Because(err)
	}
	defer r.Close()
	h := &hashing{w: to, sum: sha256.New()}
	_, err = io.Copy(h, &cancelled{ctx, io.LimitReader(r, p.Size+1)})
	var ours *app.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &ours) || IsFull(err):
		return err
	case err != nil:
		return damagedBackup(a.path, "archive").Because(err)
	case h.size != p.Size || hex.EncodeToString(h.sum.Sum(nil)) != p.SHA256:
		return damagedBackup(a.path, "checksum")
	case strings.HasPrefix(p.Name, partFiles) && p.Name != partFiles+p.SHA256:
		return damagedBackup(a.path, "checksum")
	}
	return nil
}

// VerifyBackup reads a backup back: the sums of all parts, the soundness of the databases
// and the number of rows of every table.
func VerifyBackup(ctx context.Context, path string, clock app.Clock) (backup.Verified, error) {
	v := backup.Verified{File: path}
	a, err := openArchive(path)
	if err != nil {
		return v, err
	}
	defer a.Close()
	if v.SHA256, err = a.checkSeal(); err != nil {
		return v, err
	}
	work, err := os.MkdirTemp(filepath.Dir(path), ".kontor-verify-*")
	if err != nil {
		if work, err = os.MkdirTemp("", "kontor-verify-*"); err != nil {
			return v, err
		}
	}
	defer func() { _ = os.RemoveAll(work) }()
	err = a.unpack(ctx, func(name string) string {
		if strings.HasPrefix(name, partFiles) {
			return "" // read and checked, not kept
		}
		return filepath.Join(work, name)
	})
	if err != nil {
		return v, err
	}
	if err := a.compare(ctx, filepath.Join(work, partCompany), clock); err != nil {
		return v, err
	}
	v.Manifest = a.manifest
	return v, nil
}

// unpack writes every part to where to says; "" checks a part without keeping it.
func (a *archive) unpack(ctx context.Context, to func(name string) string) error {
	for _, p := range a.manifest.Contents {
		path := to(p.Name)
		if path == "" {
			if err := a.read(ctx, p, io.Discard); err != nil {
				return err
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		err = a.read(ctx, p, f)
		if err == nil {
			err = f.Sync()
		}
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(path)
			return err
		}
	}
	return nil
}

// compare checks an unpacked company against the manifest.
func (a *archive) compare(ctx context.Context, company string, clock app.Clock) error {
	got, err := describeCopy(ctx, company, clock)
	var ours *app.Error
	if errors.As(err, &ours) && ours.Key == "company.foreign_parts" {
		return err
	}
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return damagedBackup(a.path, "database").Because(err)
	}
	if !maps.Equal(got.Counts, a.manifest.Counts) {
		return damagedBackup(a.path, "count")
	}
	return nil
}

// checkSeal compares the whole file with the sum at its end, and gives the sum of all.
func (a *archive) checkSeal() (string, error) {
	f, err := os.Open(a.path)
	if err != nil {
		return "", app.E(app.Denied, "company.no_access", "path", a.path).Because(err)
	}
	defer f.Close()
	whole := sha256.New()
	s := newSealing(whole)
	if _, err := io.Copy(s, f); err != nil {
		return "", app.E(app.Internal, "company.disk_error", "path", a.path).Because(err)
	}
	if s.text() != string(s.tail) {
		return "", damagedBackup(a.path, "checksum")
	}
	return hex.EncodeToString(whole.Sum(nil)), nil
}

// RestoreBackup makes a new company file of a backup. It never writes over anything: what
// was unpacked is checked first and gets its name at the end.
func RestoreBackup(ctx context.Context, path, to string, clock app.Clock) (err error) {
	if to, err = filepath.Abs(to); err != nil {
		return app.E(app.Invalid, "company.bad_path", "path", to).Because(err)
	}
	target := &DB{path: to, Dialect: newDialect(SQLite)}
	for _, p := range []string{to, target.MailPath(), target.BlobDir()} {
		if _, err := os.Lstat(p); err == nil {
			return app.E(app.Conflict, "backup.target_exists", "path", p)
		}
	}
	a, err := openArchive(path)
	if err != nil {
		return err
	}
	defer a.Close()
	if _, err := a.checkSeal(); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return app.E(app.Denied, "company.no_folder", "path", filepath.Dir(to)).Because(err)
	}
	work, err := os.MkdirTemp(filepath.Dir(to), ".kontor-restore-*")
	if err != nil {
		return app.E(app.Denied, "company.no_folder", "path", filepath.Dir(to)).Because(err)
	}
	defer func() { _ = os.RemoveAll(work) }()
	err = a.unpack(ctx, func(name string) string {
		if sum, ok := strings.CutPrefix(name, partFiles); ok {
			return filepath.Join(work, "files", sum[:2], sum)
		}
		return filepath.Join(work, name)
	})
	if err != nil {
		return target.Problem(err)
	}
	if err := a.compare(ctx, filepath.Join(work, partCompany), clock); err != nil {
		return err
	}
	// The company file comes last: a restore that is broken off leaves no company.
	for _, move := range [][2]string{{"files", target.BlobDir()}, {partMail, target.MailPath()}, {partCompany, to}} {
		err := os.Rename(filepath.Join(work, move[0]), move[1])
		if err != nil && (move[0] == partCompany || !errors.Is(err, os.ErrNotExist)) {
			return app.E(app.Denied, "company.no_folder", "path", filepath.Dir(to)).Because(err)
		}
	}
	return nil
}
