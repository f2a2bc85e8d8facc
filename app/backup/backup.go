// Package backup is the room of backups: one file that holds a whole company, made while
// others work, read back before it counts, kept by a rule of days, weeks and months.
package backup

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/identity"
)

// Extension is how backup files end.
const Extension = ".kontor-backup"

// Manifest is the table of contents of a backup.
type Manifest struct {
	Format   int              `json:"format"` // 1
	Program  string           `json:"program"`
	Needs    string           `json:"needs"` // the oldest program that reads it
	Schema   []int64          `json:"schema"`
	At       time.Time        `json:"at"`
	Company  string           `json:"company"` // file name or database, without a path
	Counts   map[string]int64 `json:"counts"`  // rows by table
	Contents []Part           `json:"contents"`
}

// Part is one file inside a backup.
type Part struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Verified is a backup that was read back.
type Verified struct {
	File     string
	SHA256   string // of the whole file
	Manifest Manifest
}

// Store makes and reads backup files; storage implements it.
type Store interface {
	// Make writes the company into a new file. Errors: Denied backup.no_folder, Internal
	// company.disk_full.
	Make(ctx context.Context, to string) error
	// Verify reads a backup back as a restore would: checksums, soundness, row counts.
	// Errors: Invalid backup.not_a_backup, Internal backup.damaged (part: what is wrong),
	// Conflict backup.newer.
	Verify(ctx context.Context, file string) (Verified, error)
	// Note remembers in the company that a backup was verified.
	Note(ctx context.Context, v Verified) error
	// List gives the backups of this company in a folder.
	List(ctx context.Context, folder string) ([]File, error)
	// Keep moves a verified backup to its final name; Remove deletes one.
	Keep(ctx context.Context, from, to string) error
	Remove(ctx context.Context, file string) error
	// Name is the company's short name, for file names.
	Name() string
	// ReadOnly tells that nothing can be noted.
	ReadOnly() bool
}

// Service makes backups for the acting person, who needs the right admin.
type Service struct {
	store Store
	clock app.Clock
	zone  *time.Location
}

// New makes the service; the zone decides days and months.
func New(store Store, clock app.Clock, zone *time.Location) *Service {
	return &Service{store, clock, zone}
}

// Run makes a backup in a folder, reads it back, remembers it and removes those that the
// rule does not keep. A backup that fails its check is removed and is an error.
func (s *Service) Run(ctx context.Context, folder string) (Verified, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return Verified{}, err
	}
	now := s.clock.Now().In(s.zone)
	final := filepath.Join(folder, FileName(s.store.Name(), now))
	part := final + ".part"
	if err := s.store.Make(ctx, part); err != nil {
		return Verified{}, err
	}
	v, err := s.store.Verify(ctx, part)
	if err != nil {
		_ = s.store.Remove(context.WithoutCancel(ctx), part)
		return Verified{}, err
	}
	if err := s.store.Keep(ctx, part, final); err != nil {
		return Verified{}, err
	}
	v.File = final
	if !s.store.ReadOnly() {
		if err := s.store.Note(ctx, v); err != nil {
			return v, err
		}
	}
	return v, s.prune(ctx, folder, now)
}

// Verify reads a backup back and, when it is one of this company, remembers it.
func (s *Service) Verify(ctx context.Context, file string) (Verified, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return Verified{}, err
	}
	return s.store.Verify(ctx, file)
}

// List gives the backups of this company that lie in a folder.
func (s *Service) List(ctx context.Context, folder string) ([]File, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return nil, err
	}
	return s.store.List(ctx, folder)
}

func (s *Service) prune(ctx context.Context, folder string, now time.Time) error {
	list, err := s.store.List(ctx, folder)
	if err != nil {
		return err
	}
	for _, f := range Drop(list, now) {
		if err := s.store.Remove(ctx, f.Path); err != nil {
			return err
		}
	}
	return nil
}

const stamp = "20060102-150405"

// FileName names the backup of a company made at an instant.
func FileName(company string, at time.Time) string {
	return fmt.Sprintf("%s-%s%s", company, at.Format(stamp), Extension)
}

// ParseName reads what FileName wrote; false for other names.
func ParseName(name string, zone *time.Location) (company string, at time.Time, ok bool) {
	base, ok := strings.CutSuffix(name, Extension)
	if !ok || len(base) <= len(stamp)+1 || base[len(base)-len(stamp)-1] != '-' {
		return "", time.Time{}, false
	}
	at, err := time.ParseInLocation(stamp, base[len(base)-len(stamp):], zone)
	return base[:len(base)-len(stamp)-1], at, err == nil
}
