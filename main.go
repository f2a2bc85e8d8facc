// Kontor 商栈 runs a small company's customers, sales, finance, attendance and mail from one file.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	_ "time/tzdata" // business dates need the company's zone, also where the system has none

	"kontor/data/files"
	"kontor/ui/cli"
)

// Set by the build.
var (
	version = "0.1.0"
	commit  = "unknown"
)

func main() { os.Exit(run()) }

func run() int {
	attachConsole()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	paths, err := files.UserPaths()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	log, closer, err := files.OpenLog(paths, slog.LevelInfo)
	if err != nil {
		log = files.Discard()
	} else {
		defer closer.Close()
		if err := files.KeepCrashes(paths); err != nil {
			log.Warn("crash file", "err", err)
		}
	}
	h, err := newHouse(log, paths)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	log.Info("start", "version", version, "commit", commit, "os", runtime.GOOS)
	return cli.Run(ctx, cli.Program{
		Version: version, Commit: commit, Engines: engines,
		Open: h.openFor, New: h.newCompany, CheckFile: h.check, Restore: h.restore, Verify: h.verify,
		Calc: calcCase, Tour: h.tour, Window: h.window,
	}, os.Args[1:])
}
