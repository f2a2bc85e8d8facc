package files

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/chacha20poly1305"
)

// Draft is what was typed into a form and not saved.
type Draft struct {
	Key     string            `json:"key"` // what it is a draft of: "quote/17", "customer/new"
	Version int64             `json:"version,omitempty"`
	At      time.Time         `json:"at"`
	Fields  map[string]string `json:"fields"`
}

// Drafts keeps the drafts of one user in one company, encrypted: they are what a crash,
// a lost connection or a closed lid would take. A draft is one file.
type Drafts struct {
	dir string
	key []byte
}

// OpenDrafts gives the drafts of a user in a company. The key of 32 bytes comes from the
// keyring of the system (secrets.Vault); without one the drafts are lost, never readable.
func OpenDrafts(p Paths, company string, user int64, key []byte) (*Drafts, error) {
	if len(key) != chacha20poly1305.KeySize {
		return nil, errors.New("files: a key of drafts has 32 bytes")
	}
	sum := sha256.Sum256([]byte(company))
	dir := filepath.Join(p.Config, "drafts", hex.EncodeToString(sum[:8])+"-"+itoa(user))
	return &Drafts{dir: dir, key: key}, os.MkdirAll(dir, 0o700)
}

func itoa(n int64) string { text, _ := json.Marshal(n); return string(text) }

func (d *Drafts) file(key string) string {
	sum := sha256.Sum256([]byte(key))
	return filepath.Join(d.dir, hex.EncodeToString(sum[:12])+".draft")
}

// Save keeps a draft in place of the one with the same key.
func (d *Drafts) Save(draft Draft) error {
	text, err := json.Marshal(draft)
	if err != nil {
		return err
	}
	box, err := chacha20poly1305.NewX(d.key)
	if err != nil {
		return err
	}
	nonce := make([]byte, box.NonceSize(), box.NonceSize()+len(text)+box.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return err
	}
	path := d.file(draft.Key)
	return writeFile(path, box.Seal(nonce, nonce, text, []byte(filepath.Base(path))))
}

// Drop removes the draft of a key, after saving or when it was thrown away.
func (d *Drafts) Drop(key string) error {
	err := os.Remove(d.file(key))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// List gives all drafts, the latest first. Files that cannot be read with the key are
// skipped.
func (d *Drafts) List() ([]Draft, error) {
	entries, err := os.ReadDir(d.dir)
	if err != nil {
		return nil, err
	}
	var out []Draft
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".draft") {
			continue
		}
		if draft, ok := d.read(e.Name()); ok {
			out = append(out, draft)
		}
	}
	slices.SortFunc(out, func(a, b Draft) int { return b.At.Compare(a.At) })
	return out, nil
}

// Get gives the draft of a key.
func (d *Drafts) Get(key string) (Draft, bool) { return d.read(filepath.Base(d.file(key))) }

func (d *Drafts) read(name string) (Draft, bool) {
	sealed, err := os.ReadFile(filepath.Join(d.dir, name))
	if err != nil || len(sealed) < chacha20poly1305.NonceSizeX {
		return Draft{}, false
	}
	box, err := chacha20poly1305.NewX(d.key)
	if err != nil {
		return Draft{}, false
	}
	n := chacha20poly1305.NonceSizeX
	text, err := box.Open(nil, sealed[:n], sealed[n:], []byte(name))
	if err != nil {
		return Draft{}, false
	}
	var draft Draft
	return draft, json.Unmarshal(text, &draft) == nil
}
