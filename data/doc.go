// Package data is the outside world that remembers: one company in one SQLite file, or
// in one PostgreSQL database for a team, with the same code. It implements the small
// interfaces that the rooms of app declare, and is the only place that knows SQL.
//
// SQL is written with ? marks and run through DB.SQL, which numbers them for PostgreSQL.
// Whatever differs between the engines is in Dialect and nowhere else. Migrations are
// templates in migrations/, see Dialect.Render for their marks.
package data
