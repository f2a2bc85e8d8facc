package mailbox

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"strings"

	"kontor/app/mail"
)

// verifier checks the certificate of one connection and remembers why it was refused,
// because the libraries in between wrap or lose the error.
type verifier struct {
	host    string
	pin     string
	roots   *x509.CertPool
	refused *mail.CertError
}

// config makes the TLS settings. The library's own check is replaced by the same check
// with the accepted key beside it: it is never left out.
func (v *verifier) config() *tls.Config {
	return &tls.Config{
		ServerName:         v.host,
		MinVersion:         tls.VersionTLS12,
		InsecureSkipVerify: true, //nolint:gosec // verify does it, see above
		VerifyConnection:   v.verify,
	}
}

func (v *verifier) verify(cs tls.ConnectionState) error {
	if len(cs.PeerCertificates) == 0 {
		return errors.New("mailbox: the server has no certificate")
	}
	leaf := cs.PeerCertificates[0]
	options := x509.VerifyOptions{DNSName: v.host, Roots: v.roots, Intermediates: x509.NewCertPool()}
	for _, c := range cs.PeerCertificates[1:] {
		options.Intermediates.AddCert(c)
	}
	_, err := leaf.Verify(options)
	if err == nil {
		return nil
	}
	pin := Pin(leaf)
	if v.pin != "" && pin == v.pin {
		return nil
	}
	sum := sha256.Sum256(leaf.Raw)
	v.refused = &mail.CertError{
		Host: v.host, Reason: reason(err, leaf), Subject: said(leaf.Subject.String()), Issuer: said(leaf.Issuer.String()),
		From: leaf.NotBefore, Until: leaf.NotAfter, SHA256: pairs(sum[:]), Pin: pin,
	}
	if v.pin != "" {
		v.refused.Reason = "changed"
	}
	return v.refused
}

// Pin gives the text that stands for the key of a certificate.
func Pin(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base64.StdEncoding.EncodeToString(sum[:])
}

func pairs(b []byte) string {
	s := strings.ToUpper(hex.EncodeToString(b))
	var out strings.Builder
	for i := 0; i < len(s); i += 2 {
		if i > 0 {
			out.WriteByte(':')
		}
		out.WriteString(s[i : i+2])
	}
	return out.String()
}

func reason(err error, leaf *x509.Certificate) string {
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &host):
		return "wrong_host"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return "expired"
	case errors.As(err, &unknown) && leaf.Subject.String() == leaf.Issuer.String():
		return "self_signed"
	}
	return "unknown_authority"
}

// problem turns the failure of a protected connection into an error of ours.
func (v *verifier) problem(err error, host string) error {
	if v.refused != nil {
		return mail.Refusal(mail.Untrusted, host).Because(v.refused)
	}
	var record tls.RecordHeaderError
	if errors.As(err, &record) {
		return mail.Refusal(mail.NoProtection, host).Because(errors.New("the server does not speak TLS on this port"))
	}
	return mail.Refusal(mail.Unreachable, host).Because(withoutAddress(err))
}
