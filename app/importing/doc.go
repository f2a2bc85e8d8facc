// Package importing brings rows of a spreadsheet or text file into the company:
// it guesses which column is which field, converts values, checks every row, shows what
// would change, writes in small steps while others go on working, and can take the
// whole import back. It reads files only through Source and writes only through Store.
package importing
