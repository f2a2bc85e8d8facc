package mail

import (
	"errors"
	"fmt"
	"time"

	"kontor/app"
)

// Keys of the errors that reaching a server gives. All are app.Invalid at a field of the
// account unless noted.
const (
	Unreachable   = "mail.unreachable"    // no connection: offline, wrong host or port (Internal)
	LoginRefused  = "mail.login_refused"  // wrong user or secret
	NeedsID       = "mail.unsafe_login"   // logged in, but no folder may be opened
	NoProtection  = "mail.no_protection"  // the server offers no TLS: the secret is not sent
	Untrusted     = "mail.untrusted"      // the certificate; Err is a *CertError
	BrokenServer  = "mail.server_broken"  // the server answers nonsense or breaks off (Internal)
	NotAllowed    = "mail.server_refused" // the server refuses the command
	OAuthRequired = "mail.oauth_required" // the server takes no password
)

// CertError is a certificate that cannot be trusted by itself. A person may accept its
// key after comparing the fingerprint; the key is then pinned for the account.
type CertError struct {
	Host    string
	Reason  string // "self_signed", "expired", "wrong_host", "unknown_authority", "changed"
	Subject string
	Issuer  string
	From    time.Time
	Until   time.Time
	SHA256  string // of the certificate, upper-case hex pairs with colons
	Pin     string // of its public key; what Login.Pin takes
}

// Error says it for logs.
func (e *CertError) Error() string {
	return fmt.Sprintf("certificate of %s: %s (%s)", e.Host, e.Reason, e.SHA256)
}

// Outcome is what became of a submission.
type Outcome string

// The outcomes.
const (
	Temporary Outcome = "temporary" // not sent; trying again later makes sense
	Permanent Outcome = "permanent" // not sent; trying again would fail the same way
	Unknown   Outcome = "unknown"   // the text was handed over, the answer was lost: it may be on its way
)

// SendError is a submission that did not end with the server's yes.
type SendError struct {
	Outcome Outcome
	Code    int    // reply code, 0 when there was none
	Status  string // enhanced status "5.1.1", or ""
	Text    string // what the server said, one line, cut
	Refused []string
	Err     error
}

// Error says it for logs; recipients are not in it.
func (e *SendError) Error() string {
	s := fmt.Sprintf("submission %s", e.Outcome)
	if e.Code != 0 {
		s += fmt.Sprintf(": %d %s", e.Code, e.Status)
	}
	if e.Err != nil && e.Code == 0 {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }

// Refusal makes the error of a login that failed.
func Refusal(key, host string) *app.Error {
	kind := app.Invalid
	if key == Unreachable || key == BrokenServer {
		kind = app.Internal
	}
	return app.E(kind, key, "host", host, "said", "")
}

// keyOf names an error for storage: its key, never its text.
func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return "internal"
}
