package files

import (
	"os"
	"path/filepath"
	"strings"
)

// syncedNames are folders of services that copy files between computers, by the name
// their folder has; the value is the name of the service.
var syncedNames = []struct{ prefix, service string }{
	{"onedrive", "OneDrive"},
	{"坚果云", "坚果云"},
	{"我的坚果云", "坚果云"},
	{"nutstore", "坚果云"},
	{"dropbox", "Dropbox"},
	{"icloud", "iCloud"},
	{"com~apple~clouddocs", "iCloud"},
	{"mobile documents", "iCloud"},
	{"google drive", "Google Drive"},
	{"googledrive", "Google Drive"},
	{"我的云端硬盘", "Google Drive"},
	{"baidusyncdisk", "百度网盘"},
	{"百度网盘同步空间", "百度网盘"},
	{"wps云盘", "WPS 云盘"},
	{"wpsdrive", "WPS 云盘"},
	{"微云同步", "微云"},
	{"weiyun", "微云"},
	{"nextcloud", "Nextcloud"},
	{"owncloud", "ownCloud"},
	{"seafile", "Seafile"},
	{"synologydrive", "Synology Drive"},
	{"pcloud", "pCloud"},
	{"megasync", "MEGA"},
	{"box sync", "Box"},
	{"resilio", "Resilio Sync"},
}

// syncedMarks are files that such services leave in the folder they copy.
var syncedMarks = []struct{ file, service string }{
	{".stfolder", "Syncthing"},
	{".dropbox", "Dropbox"},
	{".dropbox.cache", "Dropbox"},
	{".nextcloudsync.log", "Nextcloud"},
	{".owncloudsync.log", "ownCloud"},
	{".SynologyWorkingDirectory", "Synology Drive"},
	{".nutstore", "坚果云"},
	{".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"},
}

// Synced tells the service that copies the folder of path to other computers; "" when
// none is known to. Two computers that write into copies of one company lose data.
func Synced(path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		name := strings.ToLower(filepath.Base(dir))
		for _, s := range syncedNames {
			if strings.HasPrefix(name, s.prefix) {
				return s.service
			}
		}
		for _, m := range syncedMarks {
			if _, err := os.Lstat(filepath.Join(dir, m.file)); err == nil {
				return m.service
			}
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// Writable tells whether files can be made in a folder.
func Writable(dir string) bool {
	f, err := os.CreateTemp(dir, ".kontor-*")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}
