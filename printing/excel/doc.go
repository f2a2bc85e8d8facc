// Package excel reads and writes workbooks (.xlsx). Reading is a stream over the XML of
// one sheet, so that memory does not grow with the number of rows; it keeps what plain
// text readers lose: whether a cell was a number or a text, dates by their format, and
// numbers that the sheet itself has cut to 15 digits. Writing streams, too.
package excel
