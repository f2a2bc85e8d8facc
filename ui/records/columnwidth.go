package records

import (
	"strings"

	"kontor/app/entity"
	"kontor/ui/kit"
)

// gives is the share of its width that a column of a field may lose before the list has to
// be scrolled sideways: names and remarks end in …, numbers of documents and codes never do.
func (l *List) gives(f *entity.Field, first bool) float32 {
	switch f.Kind {
	case entity.KindRef:
		if t := l.deps.Registry.Type(f.To); t != nil && t.Title != "number" {
			return 0.35
		}
	case entity.KindText:
		if !first && !strings.HasSuffix(f.Key, "number") && !strings.HasSuffix(f.Key, "code") {
			return 0.35
		}
	case entity.KindLongText:
		return 0.5
	case entity.KindMoney:
		return 0.1
	}
	return 0
}

// longest is the room that the longest option of a choice needs, within reason.
func longest(w Words, f *entity.Field) float32 {
	if f.Kind != entity.KindChoice {
		return 0
	}
	out := float32(0)
	for _, o := range f.Options() {
		out = max(out, kit.Measure(OptionText(w, f, o.Key), kit.Caption)+34)
	}
	return min(out, 150)
}

func usualWidth(f *entity.Field) float32 {
	switch f.Kind {
	case entity.KindMoney:
		return 116
	case entity.KindDate, entity.KindInstant:
		return 92
	case entity.KindChoice:
		if kit.Tongue().Lang != "zh" {
			return 112 // English words are longer
		}
		return 84
	case entity.KindInt, entity.KindNumber:
		return 76
	case entity.KindFlag:
		return 56
	case entity.KindPhone:
		return 116
	case entity.KindLongText:
		return 220
	}
	return 132
}
