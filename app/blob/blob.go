// Package blob is the word for attached files: their bytes, kept once under their
// SHA-256. Records keep the text "<sha256>/<name>" (Ref), never a path.
package blob

import (
	"context"
	"encoding/hex"
	"io"
	"strings"
	"time"

	"kontor/app"
)

// Sum is the SHA-256 of a file in 64 hexadecimal digits, lower case.
type Sum string

// Valid tells whether s has the form of a Sum.
func (s Sum) Valid() bool {
	if len(s) != 64 || strings.ToLower(string(s)) != string(s) {
		return false
	}
	_, err := hex.DecodeString(string(s))
	return err == nil
}

// Info is what is known of a stored file.
type Info struct {
	Sum  Sum
	Size int64
	At   time.Time // when it was first stored
}

// Store keeps files. Beside a company file it is a folder, in a team database a table.
type Store interface {
	// Put stores what r gives and tells its sum; the same bytes are stored once. The
	// bytes are safe on the disk when it returns, so a transaction may then refer to
	// them. An unused file is taken away by Sweep. Errors: Internal company.disk_full,
	// Denied company.read_only.
	Put(ctx context.Context, r io.Reader) (Info, error)
	// Open gives the bytes; reading ends with Internal blob.damaged when they are not
	// those of the sum. NotFound blob.missing.
	Open(ctx context.Context, s Sum) (io.ReadCloser, error)
	// Each calls fn for all files in the order of their sums; fn's error ends it.
	Each(ctx context.Context, fn func(Info) error) error
	// Remove takes a file away; one that is not there is no error.
	Remove(ctx context.Context, s Sum) error
}

// Ref is a file as a record keeps it.
type Ref struct {
	Sum  Sum
	Name string // as the user knows it: no path
}

// ParseRef reads the text of a field of the kind file; false when it is none.
func ParseRef(text string) (Ref, bool) {
	sum, name, ok := strings.Cut(text, "/")
	r := Ref{Sum: Sum(sum), Name: name}
	return r, ok && r.Sum.Valid() && name != ""
}

// String writes the reference as a record keeps it.
func (r Ref) String() string { return string(r.Sum) + "/" + r.Name }

// CleanName makes a file name safe to show and to save under: the last element of a
// path, without control and direction signs, at most 120 bytes with its extension kept.
// Nothing left gives "file".
func CleanName(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	name = name[strings.LastIndexByte(name, '/')+1:]
	name = strings.Map(func(r rune) rune {
		switch {
		case r < 0x20, r == 0x7F, r == 0xFFFD, r >= 0x80 && r < 0xA0,
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F:
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.TrimRight(strings.TrimSpace(name), ". ")
	base, ext := name, ""
	if dot := strings.LastIndexByte(name, '.'); dot > 0 && len(name)-dot <= 12 {
		base, ext = name[:dot], name[dot:]
	}
	for len(base)+len(ext) > 120 {
		base = strings.ToValidUTF8(base[:len(base)-1], "")
	}
	if reserved(base) {
		base = "_" + base
	}
	if base+ext == "" {
		return "file"
	}
	return base + ext
}

// reserved tells the device names of Windows.
func reserved(base string) bool {
	up := strings.ToUpper(base)
	switch up {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(up) == 4 && (strings.HasPrefix(up, "COM") || strings.HasPrefix(up, "LPT")) && up[3] >= '1' && up[3] <= '9'
}

// User is an area that refers to files, so that Sweep knows what is in use.
type User interface {
	// UsedBlobs calls fn with the sum of every file referred to, history included.
	UsedBlobs(ctx context.Context, fn func(Sum)) error
}

// Sweep removes files that nobody refers to. Files younger than grace stay: a form that
// is being filled may be about to refer to them. It tells how many were removed.
func Sweep(ctx context.Context, p SweepParams) (removed int, err error) {
	var old []Sum
	before := p.Clock.Now().Add(-p.Grace)
	err = p.Store.Each(ctx, func(i Info) error {
		if i.At.Before(before) {
			old = append(old, i.Sum)
		}
		return ctx.Err()
	})
	if err != nil || len(old) == 0 {
		return 0, err
	}
	used := map[Sum]bool{}
	for _, u := range p.Users {
		if err := u.UsedBlobs(ctx, func(s Sum) { used[s] = true }); err != nil {
			return 0, err
		}
	}
	for _, s := range old {
		if used[s] {
			continue
		}
		if err := p.Store.Remove(ctx, s); err != nil {
			return removed, err
		}
		removed++
	}
	return removed, nil
}

// SweepParams are what Sweep works with.
type SweepParams struct {
	Store Store
	Users []User
	Clock app.Clock
	Grace time.Duration
}
