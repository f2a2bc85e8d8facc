package designer

import (
	"kontor/app/identity"
	"kontor/app/printroom"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Commands are the actions of the window.
func (p *page) Commands() []kit.Command {
	t := p.host.T
	some := func() string {
		if len(p.sel) == 0 {
			return t("designer.none_chosen")
		}
		return ""
	}
	return append([]kit.Command{
		{ID: "designer.save", Title: t("designer.save"), Keys: []kit.Key{"Ctrl+Enter", "Ctrl+S"}, Icon: icons.Save, Run: p.save, Enabled: p.maySave},
		{ID: "designer.undo", Title: t("designer.undo"), Keys: []kit.Key{"Ctrl+Z"}, Icon: icons.Undo, Run: p.back},
		{ID: "designer.redo", Title: t("designer.redo"), Keys: []kit.Key{"Ctrl+Y", "Ctrl+Shift+Z"}, Icon: icons.Redo, Run: p.forth},
		{ID: "designer.move", Title: t("designer.key_move"), Keys: []kit.Key{"Left"}, Run: func() { p.sheetKey("Left") }, Status: t("designer.key_move")},
		{ID: "designer.move_fine", Title: t("designer.key_fine"), Keys: []kit.Key{"Ctrl+Left"}, Run: func() { p.sheetKey("Ctrl+Left") }, Status: t("designer.key_fine")},
		{ID: "designer.resize", Title: t("designer.key_size"), Keys: []kit.Key{"Shift+Left"}, Run: func() { p.sheetKey("Shift+Left") }, Status: t("designer.key_size")},
		{ID: "designer.names", Title: t("designer.names"), Keys: []kit.Key{"F9"}, Icon: icons.Eye, Run: p.toggleNames, Status: t("designer.key_names")},
		{ID: "designer.copy", Title: t("designer.copy"), Keys: []kit.Key{"Ctrl+D"}, Icon: icons.Copy, Run: p.duplicate, Enabled: some, Status: t("designer.key_copy")},
		{ID: "designer.delete", Title: t("designer.delete"), Icon: icons.Trash, Run: p.remove, Enabled: some},
		{ID: "designer.find", Title: t("designer.find"), Keys: []kit.Key{"Ctrl+F"}, Icon: icons.Search, Run: p.find.Focus, Scope: kit.ScopeHidden},
		{ID: "designer.properties", Title: t("designer.properties"), Keys: []kit.Key{"F2"}, Icon: icons.Sliders, Run: p.focusProps},
		{ID: "designer.template", Title: t("designer.template"), Icon: icons.FileText, Run: func() { p.choose() }},
		{ID: "designer.test", Title: t("designer.test"), Keys: []kit.Key{"Ctrl+P"}, Icon: icons.Printer, Run: p.testPrint},
		{ID: "designer.versions", Title: t("designer.versions"), Icon: icons.History, Run: p.showVersions},
		{ID: "designer.import", Title: t("designer.import"), Icon: icons.Upload, Run: p.importFile},
		{ID: "designer.export", Title: t("designer.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.Download, Run: p.exportFile},
		{ID: "designer.scan", Title: t("designer.scan"), Icon: icons.FileImage, Run: p.pickScan},
		{ID: "designer.zoom_in", Title: t("designer.zoom_in"), Keys: []kit.Key{"Ctrl+="}, Run: func() { p.magnify(1) }},
		{ID: "designer.zoom_out", Title: t("designer.zoom_out"), Keys: []kit.Key{"Ctrl+-"}, Run: func() { p.magnify(-1) }},
		{ID: "designer.zoom_fit", Title: t("designer.zoom_fit"), Keys: []kit.Key{"Ctrl+0"}, Run: func() { p.magnify(0) }},
		{ID: "designer.try", Title: t("designer.try"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.rehearse},
	}, p.arranging()...)
}

func (p *page) maySave() string {
	verb := identity.Change
	if p.own == nil {
		verb = identity.Add
	}
	if !p.host.Actor().Can(identity.May(printroom.Templates, verb)) {
		return p.host.T("designer.no_right")
	}
	return ""
}

func (p *page) toggleNames() { p.names = !p.names; p.relay() }
