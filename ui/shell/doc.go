// Package shell is the main window: first start and login, the rail with its areas, the
// top bar, the palette, the status bar, detached windows, and the Host through which
// pages reach all of that. It knows no area: main hands it a Desk with everything that
// one open company offers.
package shell
