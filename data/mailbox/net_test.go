package mailbox

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestGetIsHTTPSOnly(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("plain")) }))
	defer plain.Close()
	s := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ok":
			w.Write([]byte("config"))
		case "/down":
			http.Redirect(w, r, plain.URL, http.StatusFound)
		case "/long":
			w.Write([]byte(strings.Repeat("x", 2<<20)))
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	n := Net{Client: s.Client()}
	if b, err := n.Get(t.Context(), s.URL+"/ok"); err != nil || string(b) != "config" {
		t.Errorf("%q, %v", b, err)
	}
	for _, url := range []string{s.URL + "/down", s.URL + "/long", s.URL + "/loop", s.URL + "/none", plain.URL} {
		if b, err := n.Get(t.Context(), url); err == nil {
			t.Errorf("%s gives %d bytes", url, len(b))
		}
	}
	if s.Client().CheckRedirect != nil {
		t.Error("the caller's client was changed")
	}
}
