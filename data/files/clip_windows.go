package files

import "strings"

func clipPrograms(path string) []clipProgram {
	script := "Add-Type -AssemblyName System.Windows.Forms; $p = [System.Windows.Forms.Clipboard]::GetImage(); if ($p -eq $null) { exit 1 }; $p.Save('" +
		strings.ReplaceAll(path, "'", "''") + "', [System.Drawing.Imaging.ImageFormat]::Png)"
	return []clipProgram{{writes: true, args: []string{"powershell", "-NoProfile", "-STA", "-Command", script}}}
}
