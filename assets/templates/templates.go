// Package templates holds the print templates that come with the program: one TOML file for
// each. A company copies a template before it changes it; printing/layout describes the form.
package templates

import "embed"

//go:embed *.toml
var files embed.FS

// Files are the shipped templates by file name.
func Files() embed.FS { return files }
