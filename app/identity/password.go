package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost is the work that one argon2id hash takes. The default needs about 64 MiB and a
// tenth of a second, as RFC 9106 proposes for machines with little memory.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Threads   uint8
}

// DefaultCost is what new passwords are hashed with.
var DefaultCost = Cost{MemoryKiB: 64 * 1024, Passes: 3, Threads: 4}

const (
	saltBytes = 16
	keyBytes  = 32
)

var errHash = errors.New("identity: not an argon2id hash of this program")

// HashPassword hashes with a fresh salt into the usual text form
// ($argon2id$v=19$m=…,t=…,p=…$salt$key). The empty password hashes to the empty text:
// it means "no password", which only a company of one person may have.
func HashPassword(password string, c Cost) (string, error) {
	if password == "" {
		return "", nil
	}
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key := argon2.IDKey([]byte(password), salt, c.Passes, c.MemoryKiB, c.Threads, keyBytes)
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		c.MemoryKiB, c.Passes, c.Threads, b.EncodeToString(salt), b.EncodeToString(key)), nil
}

// CheckPassword tells whether password belongs to hash, comparing in constant time.
// An empty hash accepts the empty password only.
func CheckPassword(hash, password string) (bool, error) {
	if hash == "" {
		return password == "", nil
	}
	c, salt, key, err := parseHash(hash)
	if err != nil {
		return false, err
	}
	got := argon2.IDKey([]byte(password), salt, c.Passes, c.MemoryKiB, c.Threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1, nil
}

// WeakHash tells whether a hash was made with less work than c and should be made
// again at the next successful login.
func WeakHash(hash string, c Cost) bool {
	got, _, _, err := parseHash(hash)
	return hash != "" && (err != nil || got.MemoryKiB < c.MemoryKiB || got.Passes < c.Passes)
}

// parseHash takes a hash apart; limits keep a forged file from asking for all memory.
func parseHash(hash string) (c Cost, salt, key []byte, err error) {
	parts := strings.Split(hash, "$")
	var version int
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return c, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return c, nil, nil, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.MemoryKiB, &c.Passes, &c.Threads); err != nil {
		return c, nil, nil, errHash
	}
	if c.MemoryKiB > 1<<20 || c.Passes < 1 || c.Passes > 64 || c.Threads < 1 {
		return c, nil, nil, errHash
	}
	b := base64.RawStdEncoding
	if salt, err = b.DecodeString(parts[4]); err != nil || len(salt) < 8 {
		return c, nil, nil, errHash
	}
	if key, err = b.DecodeString(parts[5]); err != nil || len(key) < 16 || len(key) > 64 {
		return c, nil, nil, errHash
	}
	return c, salt, key, nil
}

// PasswordFault says what is wrong with a new password: "" | "short" | "common" | "name".
// Length counts more than mixtures: eight characters, none of the best known ones,
// and not the login name itself.
func PasswordFault(password, login string) string {
	low := strings.ToLower(strings.TrimSpace(password))
	switch {
	case utf8.RuneCountInString(password) < 8:
		return "short"
	case login != "" && (low == strings.ToLower(login) || strings.Trim(low, "0123456789") == strings.ToLower(login)):
		return "name"
	case known[low] || oneRune(low):
		return "common"
	}
	return ""
}

// known are the passwords that every guessing list starts with.
var known = func() map[string]bool {
	m := map[string]bool{}
	for _, p := range strings.Fields(`12345678 123456789 1234567890 12341234 11223344 87654321 123123123
		password password1 passw0rd qwertyui qwerty123 qwertyuiop 1qaz2wsx 1q2w3e4r asdfghjk asdfghjkl
		zxcvbnm1 iloveyou admin123 admin888 administrator abcd1234 abc12345 a1234567 a12345678 aa123456
		aa12345678 88888888 66666666 00000000 5201314520 woaini520 woaini1314 woaini123 kontor123`) {
		m[p] = true
	}
	return m
}()

func oneRune(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.Trim(s, string(first)) == ""
}

// codeAlphabet has no I, L, O, U, 0 and 1: a recovery code is copied by hand.
const codeAlphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789"

// NewRecoveryCode draws a code of five groups of five (about 122 bits). It is shown and
// printed once, when the owner or a password is created; only its hash is kept.
func NewRecoveryCode() (string, error) {
	var b strings.Builder
	buf := make([]byte, 1)
	for n := 0; n < 25; {
		if _, err := rand.Read(buf); err != nil {
			return "", err
		}
		if int(buf[0]) >= 240 { // 240 = 8 × 30: no letter is likelier than another
			continue
		}
		if n > 0 && n%5 == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(codeAlphabet[int(buf[0])%len(codeAlphabet)])
		n++
	}
	return b.String(), nil
}

// TidyCode brings a typed recovery code to the form that was hashed:
// capitals, without blanks and dashes.
func TidyCode(code string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			r -= 'a' - 'A'
		}
		if strings.ContainsRune(codeAlphabet, r) {
			return r
		}
		return -1
	}, code)
}
