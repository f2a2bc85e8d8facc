package sales

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// mostDrafts is how many new documents are kept unsaved; the oldest goes when one more
// comes.
const mostDrafts = 20

// kept is unsaved work in the settings of this machine.
type kept[T any] struct {
	At      int64  `json:"at"` // ms
	Version int64  `json:"version"`
	Slot    string `json:"slot,omitempty"` // of a new document
	Rec     *T     `json:"rec"`
}

// draftKey is the setting that keeps the document at hand. New documents have one each,
// by a slot, so that none takes the place of another.
func (e *editor[T]) draftKey() string {
	if e.fresh() {
		return e.slotKey(e.slot)
	}
	return "draft." + e.typ.Name + "." + strconv.FormatInt(entity.HeadOf(e.rec).ID, 10)
}

func (e *editor[T]) slotKey(slot string) string {
	key := "draft." + e.typ.Name + ".0"
	if slot != "" {
		key += "." + slot
	}
	return key
}

// slotsKey is the setting that lists the slots, the oldest first.
func (e *editor[T]) slotsKey() string { return "drafts." + e.typ.Name }

func (e *editor[T]) slots() []string {
	text := e.host.Setting(e.slotsKey())
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// takeSlot gives a new document a place of its own.
func (e *editor[T]) takeSlot() {
	all := e.slots()
	if e.slot == "" {
		for n := e.host.Now().UnixMilli(); e.slot == "" || slices.Contains(all, e.slot); n++ {
			e.slot = strconv.FormatInt(n, 36)
		}
	}
	if slices.Contains(all, e.slot) {
		return
	}
	for all = append(all, e.slot); len(all) > mostDrafts; all = all[1:] {
		e.host.SetSetting(e.slotKey(all[0]), "")
	}
	e.host.SetSetting(e.slotsKey(), strings.Join(all, ","))
}

func (e *editor[T]) dropSlot(slot string) {
	if e.host.Setting(e.slotKey(slot)) != "" {
		e.host.SetSetting(e.slotKey(slot), "")
	}
	all := e.slots()
	if i := slices.Index(all, slot); i >= 0 {
		e.host.SetSetting(e.slotsKey(), strings.Join(slices.Delete(all, i, i+1), ","))
	}
}

func (e *editor[T]) keepSoon() {
	if e.keeping != nil {
		e.keeping()
	}
	e.keeping = kit.After(draftDelay, e.keep)
}

// keep writes unsaved work into the settings of this machine.
func (e *editor[T]) keep() {
	e.keeping = nil
	if !e.unsaved() || e.saving {
		return
	}
	if e.fresh() {
		e.takeSlot()
	}
	e.host.SetSetting(e.draftKey(), e.pack())
}

func (e *editor[T]) pack() string {
	k := kept[T]{At: e.host.Now().UnixMilli(), Version: e.head().Version, Rec: e.rec}
	if e.fresh() {
		k.Slot = e.slot
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(raw)
}

// forget drops the kept copy of the document at hand.
func (e *editor[T]) forget() {
	if e.keeping != nil {
		e.keeping()
		e.keeping = nil
	}
	if e.rec == nil {
		return
	}
	if e.fresh() {
		if e.slot != "" {
			e.dropSlot(e.slot)
			e.slot = ""
		}
		return
	}
	e.left = nil
	if e.host.Setting(e.draftKey()) != "" {
		e.host.SetSetting(e.draftKey(), "")
	}
}

// lookLeft finds unsaved work of an earlier time: of this document, or new ones.
func (e *editor[T]) lookLeft() {
	e.left = nil
	if !e.fresh() {
		if k := e.unpack(e.host.Setting(e.draftKey())); k != nil {
			e.left = append(e.left, k)
		}
		return
	}
	for _, slot := range append([]string{""}, e.slots()...) {
		if k := e.unpack(e.host.Setting(e.slotKey(slot))); k != nil && (slot == "" || slot != e.slot) {
			k.Slot = slot
			e.left = append([]*kept[T]{k}, e.left...)
		}
	}
}

func (e *editor[T]) unpack(text string) *kept[T] {
	if text == "" {
		return nil
	}
	k := &kept[T]{}
	if err := json.Unmarshal([]byte(text), k); err != nil || k.Rec == nil {
		return nil
	}
	return k
}

// takeUp goes on with unsaved work; it can be undone.
func (e *editor[T]) takeUp(k *kept[T]) {
	if k == nil {
		return
	}
	e.left = nil
	h := *e.head()
	if e.fresh() {
		e.slot = k.Slot
		if k.Slot == "" {
			e.dropSlot("") // kept by an earlier version; it moves into a slot of its own
		}
	}
	e.edit("", func(rec *T) {
		e.write(rec, k.Rec)
		*entity.HeadOf(rec) = h
		entity.HeadOf(rec).OwnerID = entity.HeadOf(k.Rec).OwnerID
	})
	if k.Version != 0 && k.Version < h.Version {
		e.head().Version = k.Version // so that what others saved since is compared
	}
}

// drop forgets unsaved work of an earlier time for good.
func (e *editor[T]) drop(list []*kept[T]) {
	for _, k := range list {
		if e.fresh() {
			e.dropSlot(k.Slot)
		} else {
			e.forget()
		}
	}
	e.left = nil
}

// leftBanner offers what was left unsaved; with several new documents a menu has them all.
func (e *editor[T]) leftBanner(s *kit.Surface) (kit.Banner, bool) {
	if len(e.left) == 0 {
		return kit.Banner{}, false
	}
	t := e.host.T
	at := func(k *kept[T]) string {
		return tr.In(e.host.Lang()).NearInstant(instant(k.At), e.host.Zone(), e.host.Today())
	}
	b := kit.Banner{
		Tint: kit.Blue, Icon: icons.History, Text: t("saleswindow.left", "at", at(e.left[0])), Action: t("saleswindow.take_up"),
		Run: func() { e.takeUp(e.left[0]) }, Close: func() { e.drop(e.left) },
	}
	if len(e.left) == 1 {
		return b, true
	}
	b.Text, b.Action, b.Close = t("saleswindow.left_many", "n", len(e.left)), t("saleswindow.left_choose"), func() { e.left = nil }
	b.Run = func() {
		var items []kit.MenuItem
		for _, k := range e.left {
			items = append(items, kit.MenuItem{Title: e.nameOf(k.Rec), Detail: at(k), Icon: icons.FileText, Run: func() { e.takeUp(k) }})
		}
		items = append(items, kit.MenuItem{}, kit.MenuItem{Title: t("saleswindow.left_drop"), Icon: icons.Trash, Danger: true, Run: func() { e.drop(e.left); s.Redraw() }})
		below, _ := s.HitRect("banner.action")
		e.host.ShowMenu(kit.Menu{From: s, Below: below, Items: items})
	}
	return b, true
}

// nameOf is the subject of a kept document.
func (e *editor[T]) nameOf(rec *T) string {
	if f := e.typ.Field("subject"); f != nil {
		if text := f.Get(rec).Text(); text != "" {
			return text
		}
	}
	return e.host.T("saleswindow.left_blank")
}
