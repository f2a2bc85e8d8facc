package main

import (
	"context"
	"maps"
	"sync"

	"kontor/app/company"
	"kontor/app/identity"
)

// settingColumns keeps the columns of lists as the whole company has them.
const settingColumns = "lists.columns"

// sharedColumns are those columns, read once when the company is opened: lists are laid
// out without waiting.
type sharedColumns struct {
	c  *office
	mu sync.Mutex
	of map[string]string
}

// load reads them.
func (s *sharedColumns) load(ctx context.Context) error {
	of, err := company.Read(ctx, s.c.Company, settingColumns, map[string]string{})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = of
	return err
}

// Of gives the columns of a list, "" for those of the program.
func (s *sharedColumns) Of(entity string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.of[entity]
}

// Share makes columns those of the company.
func (s *sharedColumns) Share(ctx context.Context, entity, columns string) error {
	now, err := company.Read(identity.Elevated(ctx), s.c.Company, settingColumns, map[string]string{})
	if err != nil {
		return err
	}
	now = maps.Clone(now)
	now[entity] = columns
	if err := company.Write(ctx, s.c.Company, settingColumns, now); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of = now
	return nil
}
