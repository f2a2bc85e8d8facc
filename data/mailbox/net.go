package mailbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"kontor/app/mail/provider"
)

// Net asks the internet where the mail of a domain lives; see provider.Net.
type Net struct {
	Client   *http.Client  // nil: one of ours
	Resolver *net.Resolver // nil: the system's
}

var _ provider.Net = Net{}

// each question has this long; a dialog is waiting.
const questionTime = 6 * time.Second

func (n Net) resolver() *net.Resolver {
	if n.Resolver != nil {
		return n.Resolver
	}
	return net.DefaultResolver
}

// MX lists the mail exchangers of a domain, the preferred first.
func (n Net) MX(ctx context.Context, domain string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	list, err := n.resolver().LookupMX(ctx, domain)
	if len(list) == 0 {
		return nil, err
	}
	var out []string
	for _, m := range list {
		out = append(out, strings.TrimSuffix(m.Host, "."))
	}
	return out, nil
}

// SRV gives the preferred host of a service; "." means that there is none.
func (n Net) SRV(ctx context.Context, service, domain string) (string, int, error) {
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	_, list, err := n.resolver().LookupSRV(ctx, service, "tcp", domain)
	if err != nil {
		return "", 0, err
	}
	for _, s := range list {
		if h := strings.TrimSuffix(s.Target, "."); h != "" {
			return strings.ToLower(h), int(s.Port), nil
		}
	}
	return "", 0, errors.New("mailbox: no such service")
}

// Get fetches a page of at most a megabyte, over https only, redirects included.
func (n Net) Get(ctx context.Context, url string) ([]byte, error) {
	if !strings.HasPrefix(url, "https://") {
		return nil, errors.New("mailbox: only https is asked")
	}
	ctx, cancel := context.WithTimeout(ctx, questionTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{}
	if n.Client != nil {
		copied := *n.Client
		client = &copied
	}
	client.CheckRedirect = func(req *http.Request, via []*http.Request) error {
		if req.URL.Scheme != "https" || len(via) > 3 {
			return errors.New("mailbox: refused redirect")
		}
		return nil
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("mailbox: status %d", resp.StatusCode)
	}
	b, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20+1))
	if err == nil && len(b) > 1<<20 {
		err = errors.New("mailbox: answer too long")
	}
	return b, err
}
