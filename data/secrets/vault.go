// Package secrets is the room of secrets: passwords of mail accounts and the like. They
// lie in the company, each sealed with a key of the person; the key lies in the keyring
// of the system, or, where there is none, sealed with the person's login password, or,
// without a password, only in memory. Nothing is ever kept in plain text.
package secrets

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"sync"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/hkdf"

	"kontor/app"
)

// Box keeps sealed bytes by name.
type Box interface {
	// Load gives what was kept under a name; nil when there is nothing.
	Load(ctx context.Context, name string) ([]byte, error)
	// Save keeps bytes under a name; nil removes it.
	Save(ctx context.Context, name string, sealed []byte) error
}

// Ring is the keyring of the system.
type Ring interface {
	// Get gives the text kept for an account; "" and no error when there is none. Any
	// error means that there is no keyring to be used now.
	Get(account string) (string, error)
	Set(account, text string) error
	Delete(account string) error
}

// Where the key of a vault is kept.
type Where string

// The places of a key.
const (
	InKeyring  Where = "keyring"
	InPassword Where = "password" // sealed with the login password
	InMemory   Where = "memory"   // secrets last until the program ends
)

// Params are what a Vault works with.
type Params struct {
	Box      Box
	Ring     Ring          // nil: there is none
	Account  string        // company uid and person: the name of the key in the keyring
	Password string        // the login password; "" when the person has none
	Patience time.Duration // how long to wait for the keyring; 0: 20 seconds
}

// Vault keeps the secrets of one person in one company. It is safe for several
// goroutines.
type Vault struct {
	p      Params
	mu     sync.Mutex
	where  Where
	key    []byte
	memory map[string]string // InMemory only
}

// wrapName is where the key lies sealed with the password.
const wrapName = "key"

// Open finds the key of the person, or makes one. It may take seconds: the keyring may
// ask the user, and a password is meant to be slow. Denied secrets.wrong_password when
// the key is sealed with another password.
func Open(ctx context.Context, p Params) (*Vault, error) {
	if p.Patience == 0 {
		p.Patience = 20 * time.Second
	}
	v := &Vault{p: p, memory: map[string]string{}}
	if p.Ring != nil {
		text, err := patiently(ctx, p.Patience, func() (string, error) { return p.Ring.Get(p.Account) })
		if key, bad := base64.StdEncoding.DecodeString(text); err == nil && bad == nil && len(key) == chacha20poly1305.KeySize {
			v.key, v.where = key, InKeyring
			return v, nil
		}
		if err != nil {
			p.Ring, v.p.Ring = nil, nil
		}
	}
	if err := v.fromPassword(ctx); err != nil || v.key != nil {
		return v, err
	}
	return v, v.make(ctx)
}

// fromPassword opens the key that is sealed with the login password, when there is one.
func (v *Vault) fromPassword(ctx context.Context) error {
	sealed, err := v.p.Box.Load(ctx, wrapName)
	if err != nil || sealed == nil || v.p.Password == "" {
		return err
	}
	var w wrapped
	if json.Unmarshal(sealed, &w) != nil {
		return nil // damaged: a new key is made
	}
	key, err := w.open(v.p.Password, v.p.Account)
	if err != nil {
		return app.E(app.Denied, "secrets.wrong_password").Because(err)
	}
	v.key, v.where = key, InPassword
	return nil
}

// make makes a new key and keeps it where it can be kept.
func (v *Vault) make(ctx context.Context) error {
	v.key = make([]byte, chacha20poly1305.KeySize)
	if _, err := rand.Read(v.key); err != nil {
		return err
	}
	v.where = InMemory
	if v.p.Ring != nil {
		text := base64.StdEncoding.EncodeToString(v.key)
		_, err := patiently(ctx, v.p.Patience, func() (string, error) { return "", v.p.Ring.Set(v.p.Account, text) })
		if err == nil {
			v.where = InKeyring
			return nil
		}
	}
	if v.p.Password != "" {
		return v.wrap(ctx, v.p.Password)
	}
	return nil
}

// wrap keeps the key sealed with a password.
func (v *Vault) wrap(ctx context.Context, password string) error {
	w, err := seal(v.key, password, v.p.Account)
	if err != nil {
		return err
	}
	text, err := json.Marshal(w)
	if err != nil {
		return err
	}
	if err := v.p.Box.Save(ctx, wrapName, text); err != nil {
		return err
	}
	v.where = InPassword
	return nil
}

// ChangePassword seals the key with a new login password; the secrets stay as they are.
// An empty password leaves the key in memory only, when there is no keyring.
func (v *Vault) ChangePassword(ctx context.Context, password string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.where == InKeyring {
		return nil
	}
	if password == "" {
		v.where = InMemory
		return v.p.Box.Save(ctx, wrapName, nil)
	}
	return v.wrap(ctx, password)
}

// Where tells where the key is kept.
func (v *Vault) Where() Where {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.where
}

// Get reads a secret; "" when there is none, or none that this key opens: a company
// copied to another computer asks for its passwords again.
func (v *Vault) Get(ctx context.Context, name string) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.where == InMemory {
		return v.memory[name], nil
	}
	sealed, err := v.p.Box.Load(ctx, "s/"+name)
	if err != nil || sealed == nil {
		return "", err
	}
	plain, err := unbox(v.key, sealed, v.aad(name))
	if err != nil {
		return "", nil //nolint:nilerr // sealed with another key
	}
	return string(plain), nil
}

// Set keeps a secret.
func (v *Vault) Set(ctx context.Context, name, secret string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.where == InMemory {
		v.memory[name] = secret
		return nil
	}
	sealed, err := box(v.key, []byte(secret), v.aad(name))
	if err != nil {
		return err
	}
	return v.p.Box.Save(ctx, "s/"+name, sealed)
}

// Delete forgets a secret.
func (v *Vault) Delete(ctx context.Context, name string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.memory, name)
	return v.p.Box.Save(ctx, "s/"+name, nil)
}

// aad binds a secret to its name: sealed rows that were exchanged do not open.
func (v *Vault) aad(name string) []byte { return []byte("acct:" + v.p.Account + "/" + name) }

// Key derives a key of 32 bytes for another purpose: the drafts of this person.
func (v *Vault) Key(purpose string) []byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	out := make([]byte, 32)
	r := hkdf.New(func() hash.Hash { return sha256.New() }, v.key, nil, []byte("kontor "+purpose))
	if _, err := io.ReadFull(r, out); err != nil {
		panic(err) // 32 bytes are always there
	}
	return out
}

// wrapped is a key sealed with a password. Its costs are kept with it, so that they can
// be raised later.
type wrapped struct {
	Salt   []byte `json:"salt"`
	Time   uint32 `json:"t"`
	KiB    uint32 `json:"m"`
	Lanes  uint8  `json:"p"`
	Sealed []byte `json:"key"`
}

// The cost of trying a password: 64 MiB, three passes.
const (
	costTime  = 3
	costKiB   = 64 << 10
	costLanes = 2
	mostKiB   = 1 << 20 // a hostile file must not fill the memory
)

func seal(key []byte, password, account string) (wrapped, error) {
	w := wrapped{Salt: make([]byte, 16), Time: costTime, KiB: costKiB, Lanes: costLanes}
	if _, err := rand.Read(w.Salt); err != nil {
		return w, err
	}
	var err error
	w.Sealed, err = box(w.derive(password), key, []byte("key:"+account))
	return w, err
}

func (w wrapped) derive(password string) []byte {
	return argon2.IDKey([]byte(password), w.Salt, w.Time, w.KiB, w.Lanes, chacha20poly1305.KeySize)
}

func (w wrapped) open(password, account string) ([]byte, error) {
	if w.Time < 1 || w.Time > 20 || w.KiB < 8 || w.KiB > mostKiB || w.Lanes < 1 {
		return nil, errors.New("secrets: costs out of bounds")
	}
	key, err := unbox(w.derive(password), w.Sealed, []byte("key:"+account))
	if err == nil && len(key) != chacha20poly1305.KeySize {
		err = errors.New("secrets: a key of another length")
	}
	return key, err
}

func box(key, plain, aad []byte) ([]byte, error) {
	c, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, c.NonceSize(), c.NonceSize()+len(plain)+c.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return c.Seal(nonce, nonce, plain, aad), nil
}

func unbox(key, sealed, aad []byte) ([]byte, error) {
	c, err := chacha20poly1305.NewX(key)
	if err != nil {
		return nil, err
	}
	if len(sealed) < c.NonceSize() {
		return nil, errors.New("secrets: cut off")
	}
	return c.Open(nil, sealed[:c.NonceSize()], sealed[c.NonceSize():], aad)
}

// errPatience tells that the keyring has not answered in time.
var errPatience = errors.New("secrets: the keyring does not answer")

// patiently waits for the keyring, which may hang on a question to the user. The call
// that was given up goes on in its goroutine until the keyring answers.
func patiently(ctx context.Context, patience time.Duration, call func() (string, error)) (string, error) {
	type answer struct {
		text string
		err  error
	}
	got := make(chan answer, 1)
	go func() {
		text, err := call()
		got <- answer{text, err}
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case a := <-got:
		return a.text, a.err
	case <-timer.C:
		return "", errPatience
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
