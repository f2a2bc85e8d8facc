package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every file that a page of the documentation names is there, and every picture is shown.
func TestDocumentationNamesWhatIsThere(t *testing.T) {
	pages, err := filepath.Glob("*.md")
	if err != nil {
		t.Fatal(err)
	}
	pictures := map[string]bool{} // path → shown
	err = filepath.WalkDir("docs", func(path string, d fs.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".md":
			pages = append(pages, path)
		case ".png":
			pictures[path] = false
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`\]\(([^)#\s]+)`)
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			to := filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s names %s, which is not there", page, m[1])
			}
			if _, is := pictures[to]; is {
				pictures[to] = true
			}
		}
	}
	for path, shown := range pictures {
		if !shown {
			t.Errorf("%s is shown nowhere", path)
		}
	}
}
