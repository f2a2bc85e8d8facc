// Package workbench reads from all areas what a person has to do and know today: the
// week, to-dos by day, approvals that wait for them, receivables that fall due, accounts,
// the month's target, the funnel. Nobody reads from it.
package workbench
