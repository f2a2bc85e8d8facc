package entity

import "strings"

// shipped begins the texts of instalments that payment terms make.
const shipped = "terms.part."

// IsShipped tells whether a text was written by the program as the key of a translation,
// so that each reader gets it in his language; what people write stays as it is.
func IsShipped(text string) bool { return strings.HasPrefix(text, shipped) }
