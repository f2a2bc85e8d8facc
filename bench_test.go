//go:build bench && linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"kontor/data/files"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// TestBench measures what the program promises and prints one table. docs/bench.md says
// what each figure is; .ci/bench.sh runs it.
func TestBench(t *testing.T) {
	b := &bench{T: t, n: 1_000_000, dir: os.Getenv("KONTOR_BENCH_DIR")}
	if n, err := strconv.Atoi(os.Getenv("KONTOR_BENCH_CUSTOMERS")); err == nil && n >= 1000 {
		b.n = n
	}
	if b.dir == "" {
		b.dir = filepath.Join(os.TempDir(), "kontor-bench")
	}
	b.check(os.MkdirAll(b.dir, 0o755))
	t.Setenv("KONTOR_HOME", filepath.Join(b.dir, "home"))
	kit.SetTongue(tr.In("zh"))
	at := time.Now()
	fmt.Printf("%-80s | %12s | %-26s | %s\n", "figure", "value", "peer or limit", "ratio")
	only := os.Getenv("KONTOR_BENCH_ONLY")
	for _, part := range []struct {
		name string
		run  func()
	}{
		{"search", b.search}, {"list", b.list}, {"doubles", b.doubles}, {"save", b.save}, {"import", b.imports}, {"batch", b.batches}, {"export", b.export}, {"pdf", b.pdf}, {"sales", b.sales}, {"finance", b.finance}, {"start", b.start}, {"memory", b.memory},
	} {
		if only == "" || slices.Contains(strings.Split(only, ","), part.name) {
			part.run()
		}
	}
	fmt.Printf("\n%s customers, %d cores, %s, Go %s. Ratio: value / limit (at most 1), or peer / value (×). Took %.0f minutes, load of the machine at the end %s.\n", thousands(b.n), runtime.NumCPU(), processor(), strings.TrimPrefix(runtime.Version(), "go"), time.Since(at).Minutes(), load())
}

// bench is one run.
type bench struct {
	*testing.T
	n   int    // customers of the large company
	dir string // kept between runs
}

func (b *bench) check(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

func (b *bench) house() *house {
	paths, err := files.UserPaths()
	b.check(err)
	h, err := newHouse(files.Discard(), paths)
	b.check(err)
	return h
}

// within prints a figure with the limit it has to keep; a limit of 0 is none.
func (b *bench) within(name string, value, limit float64, unit string) {
	against, ratio := "-", ""
	if limit > 0 {
		against, ratio = "≤ "+short(limit)+" "+unit, fmt.Sprintf("%.2f", value/limit)
		if value > limit {
			ratio += "  OVER"
		}
	}
	b.row(name, short(value)+" "+unit, against, ratio)
}

// against prints a figure beside a peer's; want is how many times as fast it has to be.
func (b *bench) against(name string, value float64, unit, peer string, theirs, want float64) {
	if theirs == 0 {
		b.row(name, short(value)+" "+unit, peer+" is not installed", "")
		return
	}
	ratio := fmt.Sprintf("×%.1f (≥ ×%s)", theirs/value, short(want))
	if theirs/value < want {
		ratio += "  UNDER"
	}
	b.row(name, short(value)+" "+unit, peer+" "+short(theirs)+" "+unit, ratio)
}

func (b *bench) row(name, value, against, ratio string) {
	pad := func(s string, n int) string { return s + strings.Repeat(" ", max(0, n-len([]rune(s)))) }
	fmt.Println(strings.TrimRight(pad(name, 80)+" | "+strings.Repeat(" ", max(0, 12-len([]rune(value))))+value+" | "+pad(against, 26)+" | "+ratio, " "))
}

func short(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	case v >= 1 || v == 0:
		return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 2, 64), ".00")
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}

func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// load is how busy the machine was with everything in the last five minutes.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(raw)); err == nil && len(f) > 1 {
		return f[1]
	}
	return "unknown"
}

func processor() string {
	raw, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if k, v, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(k) == "model name" {
			return strings.TrimSpace(v)
		}
	}
	return runtime.GOARCH
}

// times are measured durations.
type times []time.Duration

// ms is a quantile in milliseconds: 0.5 is the median.
func (t times) ms(q float64) float64 {
	if len(t) == 0 {
		return 0
	}
	s := slices.Clone(t)
	slices.Sort(s)
	return float64(s[min(len(s)-1, int(q*float64(len(s))))].Nanoseconds()) / 1e6
}

// took measures fn n times by the clock.
func took(n int, fn func(i int)) times {
	out := make(times, n)
	for i := range out {
		at := time.Now()
		fn(i)
		out[i] = time.Since(at)
	}
	return out
}

// timed measures fn n times, by the clock and by the CPU time of the whole program.
func timed(n int, fn func()) (clock, used times) {
	clock = took(n, func(int) {
		at := cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID)
		fn()
		used = append(used, cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID)-at)
	})
	return clock, used
}

// cpuOf is the CPU time used so far: unix.CLOCK_PROCESS_CPUTIME_ID of the whole program,
// unix.CLOCK_THREAD_CPUTIME_ID of the calling thread.
func cpuOf(clock int32) time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(clock, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}

// cpu is the CPU time of the whole program for fn.
func cpu(fn func()) float64 {
	runtime.GC()
	before := cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID)
	fn()
	return (cpuOf(unix.CLOCK_PROCESS_CPUTIME_ID) - before).Seconds()
}

// peer runs a Python program where its module is installed; it prints seconds of its
// own CPU time. 0: not installed.
func (b *bench) peer(module, program string, args ...string) float64 {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import "+module).Run() != nil {
			continue
		}
		c := exec.Command(python, append([]string{"-c", program}, args...)...)
		c.Stderr = os.Stderr
		out, err := c.Output()
		b.check(err)
		v, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		b.check(err)
		return v
	}
	return 0
}

// memoryOf gives the memory of a process in MB: "VmRSS" now, "VmHWM" the most so far.
func memoryOf(pid int, what string) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if v, ok := strings.CutPrefix(line, what+":"); ok {
			kb, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(v), " kB"), 64)
			return kb / 1024
		}
	}
	return 0
}

var background = context.Background()
