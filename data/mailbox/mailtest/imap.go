package mailtest

import (
	"crypto/tls"
	"fmt"
	"testing"

	"github.com/emersion/go-imap/v2/imapclient"
)

// DeleteFolder deletes a folder of a user with everything in it; made again it counts
// anew, with another UIDVALIDITY.
func (s *Servers) DeleteFolder(t testing.TB, user, path string) {
	t.Helper()
	c, err := imapclient.DialTLS(fmt.Sprint("localhost:", s.IMAPS), &imapclient.Options{TLSConfig: &tls.Config{RootCAs: s.Roots, ServerName: "localhost"}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(user, Password).Wait(); err != nil {
		t.Fatal(err)
	}
	if err := c.Delete(path).Wait(); err != nil {
		t.Fatal(err)
	}
}
