// Package assets holds what is shipped inside the program: words, fonts, icons, print templates.
package assets

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
)

//go:embed translations
var translations embed.FS

// Languages the program speaks; Chinese is the source text.
var Languages = []string{"zh", "en"}

// Words reads all texts of a language: key → sentence. Each area keeps its own file;
// a key that stands in two files is an error.
func Words(lang string) (map[string]string, error) {
	all := map[string]string{}
	dir := path.Join("translations", lang)
	files, err := fs.ReadDir(translations, dir)
	if err != nil {
		return nil, fmt.Errorf("assets: no texts for language %q: %w", lang, err)
	}
	for _, f := range files {
		raw, err := fs.ReadFile(translations, path.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			return nil, fmt.Errorf("assets: %s/%s: %w", lang, f.Name(), err)
		}
		for k, v := range words {
			if _, twice := all[k]; twice {
				return nil, fmt.Errorf("assets: %s/%s: %q stands in another file too", lang, f.Name(), k)
			}
			all[k] = v
		}
	}
	return all, nil
}
