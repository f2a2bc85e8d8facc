package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write THIRD_PARTY_NOTICES anew")

// licences that may be shipped, each recognised by a sentence of its text.
var licences = []struct {
	name string
	mark *regexp.Regexp
}{
	{"forbidden", regexp.MustCompile(`(?i)GNU (AFFERO |LESSER |LIBRARY )?GENERAL PUBLIC LICENSE\s+Version`)},
	{"MPL-2.0", regexp.MustCompile(`Mozilla Public License,? [Vv]ersion 2\.0`)},
	{"Apache-2.0", regexp.MustCompile(`Apache License,?\s+Version 2\.0`)},
	{"OFL-1.1", regexp.MustCompile(`SIL OPEN FONT LICENSE`)},
	{"ISC", regexp.MustCompile(`Permission to use, copy, modify, and(/or)? distribute this software`)},
	{"MIT", regexp.MustCompile(`(?s)Permission is hereby granted, free of charge`)},
	{"BSD", regexp.MustCompile(`Redistribution and use in source and binary forms`)},
}

// TestThirdPartyNotices holds that every module in the program has a licence that lets it be
// shipped under Apache-2.0, and that THIRD_PARTY_NOTICES names just these. -update writes it.
func TestThirdPartyNotices(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	modules := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		if line != "" {
			modules[line] = ""
		}
	}
	lines := make([]string, 0, len(modules))
	for m := range modules {
		lines = append(lines, m)
	}
	sort.Strings(lines)

	var b bytes.Buffer
	b.WriteString("Kontor contains the following works of others.\n")
	for _, line := range lines {
		part := strings.Split(line, "\t")
		text := licenceText(part[2])
		name := classify(text)
		if name == "" || name == "forbidden" {
			t.Errorf("%s %s: its licence (%s) may not be shipped", part[0], part[1], name)
		}
		fmt.Fprintf(&b, "\n==== %s %s (%s)\n\n%s\n", part[0], part[1], name, strings.TrimSpace(text))
	}
	for _, extra := range []string{"assets/fonts", "assets/icons", "assets/pinyin"} {
		texts, _ := filepath.Glob(filepath.Join(extra, "*LICEN*"))
		more, _ := filepath.Glob(filepath.Join(extra, "*OFL*"))
		if len(texts)+len(more) == 0 {
			t.Errorf("%s: no licence lies beside what is shipped of it", extra)
		}
		for _, f := range append(texts, more...) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if name := classify(string(raw)); name == "" || name == "forbidden" {
				t.Errorf("%s: this licence (%s) may not be shipped", f, name)
			}
			fmt.Fprintf(&b, "\n==== %s (%s)\n\n%s\n", filepath.ToSlash(f), classify(string(raw)), bytes.TrimSpace(raw))
		}
	}
	if *update {
		if err := os.WriteFile("THIRD_PARTY_NOTICES", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile("THIRD_PARTY_NOTICES")
	if err != nil || !bytes.Equal(have, b.Bytes()) {
		t.Error("THIRD_PARTY_NOTICES is not what go.mod says; run make notices")
	}
}

func licenceText(dir string) string {
	for _, pattern := range []string{"LICEN[CS]E*", "licen[cs]e*", "COPYING*", "Licen[cs]e*"} {
		files, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, f := range files {
			if raw, err := os.ReadFile(f); err == nil {
				return string(raw)
			}
		}
	}
	return ""
}

func classify(text string) string {
	for _, l := range licences {
		if l.mark.MatchString(text) {
			return l.name
		}
	}
	return ""
}
