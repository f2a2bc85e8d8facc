//go:build !windows

package main

// attachConsole is for Windows alone: elsewhere a program has its terminal.
func attachConsole() {}
