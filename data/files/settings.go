package files

import (
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// mostRecent is how many companies are remembered.
const mostRecent = 12

// Company is a company that was opened on this computer.
type Company struct {
	Address string    `json:"address"` // a path, or postgres://… without a password
	Name    string    `json:"name"`
	User    string    `json:"user,omitempty"` // login name last used
	Opened  time.Time `json:"opened"`
}

// Window is where a window stood.
type Window struct {
	Width, Height float32
	Left          float32 `json:",omitempty"`
	Top           float32 `json:",omitempty"`
	Maximized     bool    `json:",omitempty"`
}

// Settings are those of one user of the computer. Values of newer programs are kept.
type Settings struct {
	path string
	mu   sync.Mutex
	all  map[string]json.RawMessage
}

// LoadSettings reads the settings. A missing or damaged file gives empty settings; a
// damaged one is kept beside for whoever wants to look.
func LoadSettings(p Paths) (*Settings, error) {
	s := &Settings{path: filepath.Join(p.Config, "settings.json"), all: map[string]json.RawMessage{}}
	text, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(text, &s.all) != nil || s.all == nil {
		s.all = map[string]json.RawMessage{}
		return s, os.Rename(s.path, s.path+".damaged")
	}
	return s, nil
}

// Get reads a setting into to; false when there is none of that shape.
func (s *Settings) Get(key string, to any) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	raw, ok := s.all[key]
	return ok && json.Unmarshal(raw, to) == nil
}

// Set writes a setting at once; nil removes it.
func (s *Settings) Set(key string, value any) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.put(key, value)
}

func (s *Settings) put(key string, value any) error {
	next := maps.Clone(s.all)
	if value == nil {
		delete(next, key)
	} else {
		raw, err := json.Marshal(value)
		if err != nil {
			return err
		}
		next[key] = raw
	}
	text, err := json.MarshalIndent(next, "", "  ")
	if err != nil {
		return err
	}
	if err := writeFile(s.path, text); err != nil {
		return err
	}
	s.all = next
	return nil
}

// Text is a setting that is a text; "" when there is none.
func (s *Settings) Text(key string) string {
	var v string
	s.Get(key, &v)
	return v
}

// Recent lists the companies opened last, the latest first.
func (s *Settings) Recent() []Company {
	var list []Company
	s.Get("recent", &list)
	return list
}

// Last is the company that was opened last; false at the first start.
func (s *Settings) Last() (Company, bool) {
	if list := s.Recent(); len(list) > 0 {
		return list[0], true
	}
	return Company{}, false
}

// Opened notes that a company was opened.
func (s *Settings) Opened(c Company) error {
	return s.changeRecent(func(list []Company) []Company {
		list = slices.DeleteFunc(list, func(o Company) bool { return o.Address == c.Address })
		return append([]Company{c}, list...)
	})
}

// Forget takes a company off the list.
func (s *Settings) Forget(address string) error {
	return s.changeRecent(func(list []Company) []Company {
		return slices.DeleteFunc(list, func(o Company) bool { return o.Address == address })
	})
}

func (s *Settings) changeRecent(change func([]Company) []Company) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Company
	if raw, ok := s.all["recent"]; ok {
		_ = json.Unmarshal(raw, &list) // a list of another shape starts anew
	}
	list = change(list)
	return s.put("recent", list[:min(len(list), mostRecent)])
}
