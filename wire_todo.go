package main

import (
	"context"

	"kontor/app"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/shell"
)

func (h *house) makeSample(ctx context.Context, file string, w cli.Where) error {
	_, err := h.found(ctx, founding{file: file, name: "杭州澜石包装设备有限公司", short: "澜石包装", owner: "林晓雯", where: w})
	return err
}
func (c *office) MailSync(ctx context.Context) (int, error) {
	return 0, app.E(app.Internal, "internal")
}
func (c *office) MailSend(ctx context.Context) (int, int, error) {
	return 0, 0, app.E(app.Internal, "internal")
}

func (c *office) Generate(ctx context.Context, customers, orders, employees int, progress func(done, all int)) error {
	return app.E(app.Internal, "internal")
}

func (c *office) mailPaper(h kit.Host, t shell.Target, pdf []byte, name string) {}
