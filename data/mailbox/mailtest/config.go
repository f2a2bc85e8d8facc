package mailtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// certificate makes an authority and a certificate of it for localhost.
func (s *Servers) certificate() (tls.Certificate, error) {
	ca, caKey, err := newCert(&x509.Certificate{
		Subject: pkix.Name{CommonName: "Kontor test authority"}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign,
	}, nil, nil)
	if err != nil {
		return tls.Certificate{}, err
	}
	leaf, key, err := newCert(&x509.Certificate{
		Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, KeyUsage: x509.KeyUsageDigitalSignature,
	}, ca, caKey)
	if err != nil {
		return tls.Certificate{}, err
	}
	s.Roots = x509.NewCertPool()
	s.Roots.AddCert(ca)
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return tls.Certificate{}, err
	}
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Raw})
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER})
	if err := os.WriteFile(filepath.Join(s.Dir, "cert.pem"), certPEM, 0o600); err != nil {
		return tls.Certificate{}, err
	}
	if err := os.WriteFile(filepath.Join(s.Dir, "key.pem"), keyPEM, 0o600); err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(certPEM, keyPEM)
}

// newCert signs a certificate; without a parent it signs itself.
func newCert(c, parent *x509.Certificate, parentKey *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	c.SerialNumber, _ = rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if c.NotAfter.IsZero() {
		c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(48*time.Hour)
	}
	if parent == nil {
		parent, parentKey = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, parentKey)
	if err != nil {
		return nil, nil, err
	}
	out, err := x509.ParseCertificate(der)
	return out, key, err
}

// SelfSigned makes a certificate for localhost that nobody vouches for. Until is its end.
func SelfSigned(until time.Time) (tls.Certificate, error) {
	c := &x509.Certificate{
		Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: until.Add(-100 * time.Hour), NotAfter: until, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	leaf, key, err := newCert(c, nil, nil)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: key, Leaf: leaf}, nil
}

// dovecot writes the configuration, starts the server and waits for it.
func (s *Servers) dovecot(program string) error {
	who, err := nobody()
	if err != nil {
		return err
	}
	conf := strings.NewReplacer("DIR", s.Dir, "ME", who.name, "GROUP", who.group,
		"IMAPPORT", fmt.Sprint(s.IMAP), "IMAPSPORT", fmt.Sprint(s.IMAPS), "LMTPPORT", fmt.Sprint(s.LMTP)).Replace(dovecotConf)
	file := filepath.Join(s.Dir, "dovecot.conf")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		return err
	}
	for _, d := range []string{"run", "state", "mail", "spool", "log"} {
		if err := os.Mkdir(filepath.Join(s.Dir, d), 0o755); err != nil {
			return err
		}
	}
	if err := s.own(); err != nil {
		return err
	}
	if err := s.serve(program, "-F", "-c", file); err != nil {
		return err
	}
	return s.ready(s.IMAPS, true)
}

// exim starts a copy of the program without its setuid bit.
func (s *Servers) exim(program string) error {
	who, err := nobody()
	if err != nil {
		return err
	}
	b, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	copied := filepath.Join(s.Dir, "exim")
	if err := os.WriteFile(copied, b, 0o755); err != nil {
		return err
	}
	conf := strings.NewReplacer("DIR", s.Dir, "ME", who.name, "GROUP", who.group, "SMTPSPORT", fmt.Sprint(s.SMTPS),
		"SUBMISSIONPORT", fmt.Sprint(s.Submission), "LMTPPORT", fmt.Sprint(s.LMTP)).Replace(eximConf)
	file := filepath.Join(s.Dir, "exim.conf")
	if err := os.WriteFile(file, []byte(conf), 0o644); err != nil {
		return err
	}
	if err := s.own(); err != nil {
		return err
	}
	if err := s.serve(copied, "-C", file, "-bdf", "-q10s"); err != nil {
		return err
	}
	return s.ready(s.SMTPS, true)
}

const dovecotConf = `base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/dovecot.log
default_internal_user = ME
default_internal_group = GROUP
default_login_user = ME
first_valid_uid = 1
protocols = imap lmtp
listen = 127.0.0.1
ssl = required
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
auth_mechanisms = plain login
auth_failure_delay = 0
mail_location = sdbox:DIR/mail/%n
mail_uid = ME
mail_gid = GROUP
mailbox_list_index = yes
mail_fsync = never
mail_max_userip_connections = 100
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
  mailbox Drafts {
    auto = create
    special_use = \Drafts
  }
  mailbox Junk {
    auto = create
    special_use = \Junk
  }
  mailbox Trash {
    auto = create
    special_use = \Trash
  }
  mailbox Archive {
    auto = create
    special_use = \Archive
  }
}
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=ME gid=GROUP home=DIR/mail/%n allow_all_users=yes
}
service imap-login {
  chroot =
  service_count = 0
  inet_listener imap {
    port = IMAPPORT
  }
  inet_listener imaps {
    port = IMAPSPORT
    ssl = yes
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
service lmtp {
  inet_listener lmtp {
    port = LMTPPORT
  }
}
service imap {
  process_limit = 64
}
`

const eximConf = `exim_user = ME
exim_group = GROUP
spool_directory = DIR/spool
log_file_path = DIR/log/%slog
pid_file_path = DIR/exim.pid
primary_hostname = localhost
daemon_smtp_ports = SUBMISSIONPORT : SMTPSPORT
tls_on_connect_ports = SMTPSPORT
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = DIR/cert.pem
tls_privatekey = DIR/key.pem
auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
message_size_limit = 30M
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = accept
deliver_drop_privilege
never_users =
host_lookup =
rfc1413_query_timeout = 0s
queue_run_in_order
remote_max_parallel = 2
begin acl
acl_rcpt:
  deny message = 5.1.1 no such user
       local_parts = nobody
  defer message = 4.2.1 mailbox busy
       local_parts = later
  accept authenticated = *
  deny message = authentication required
begin routers
all:
  driver = accept
  transport = lmtp_dovecot
begin transports
lmtp_dovecot:
  driver = smtp
  protocol = lmtp
  hosts = 127.0.0.1
  port = LMTPPORT
  hosts_override
  allow_localhost
  hosts_avoid_tls = *
  rcpt_include_affixes = false
begin retry
* * F,1m,10s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${if eq{$auth3}{secret}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = ${if eq{$auth2}{secret}}
  server_set_id = $auth1
`
