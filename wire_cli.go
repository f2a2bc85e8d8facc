package main

import (
	"cmp"
	"context"
	"strconv"

	"kontor/app/attendance/casefile"
	"kontor/app/search"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// openFor opens a company for a command, beside a window that may have it open.
func (h *house) openFor(ctx context.Context, w cli.Where) (cli.Company, error) {
	address, err := h.address(w)
	if err != nil {
		return nil, err
	}
	kit.SetTongue(tr.In(w.Lang))
	c, err := h.openCompany(ctx, h.params(address, w))
	if err != nil {
		return nil, err
	}
	if err := c.login(ctx, w.User, w.Password); err != nil {
		c.db.Close()
		return nil, err
	}
	return c, nil
}

// newCompany is `company new`: an empty company whose owner has no password, or the sample.
func (h *house) newCompany(ctx context.Context, n cli.NewCompany) error {
	kit.SetTongue(tr.In(n.Lang))
	where := cli.Where{Lang: n.Lang, Today: n.Today}
	if n.Sample {
		return h.makeSample(ctx, n.File, where)
	}
	t := kit.Tongue()
	_, err := h.found(ctx, founding{file: n.File, name: cmp.Or(n.Name, t.T("cli.company")), owner: t.T("cli.owner"), where: where})
	return err
}

// calcCase computes a self-contained attendance case.
func calcCase(_ context.Context, raw []byte) ([]byte, error) {
	return casefile.Run(raw, func(key string, pairs ...any) string { return kit.Tongue().T(key, pairs...) })
}

// Search finds records as the search field does.
func (c *office) Search(ctx context.Context, text string, limit int) ([]cli.Found, error) {
	hits, err := c.search.Find(ctx, text, search.Scope{Limit: limit})
	if err != nil {
		return nil, err
	}
	out := make([]cli.Found, len(hits))
	for i, h := range hits {
		out[i] = cli.Found{Kind: h.Kind, ID: strconv.FormatInt(h.ID, 10), Title: h.Title, Subtitle: h.Subtitle}
	}
	return out, nil
}
