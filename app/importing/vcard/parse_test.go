package vcard_test

import (
	"maps"
	"testing"

	"kontor/app/importing/vcard"
)

// DAT-07: the text of a code on a business card is read, whichever of the usual forms it has.
func TestCardOfACode(t *testing.T) {
	for text, want := range map[string]map[string]string{
		"BEGIN:VCARD\nVERSION:3.0\nN:单;国平\nORG:上海舜泽食品有限公司\nTITLE:采购经理\nTEL;TYPE=CELL:13800003126\nTEL;TYPE=WORK:021-55003126\nEMAIL:shan@shunze.example\nEND:VCARD": {
			"company": "上海舜泽食品有限公司", "contact": "单国平", "job title": "采购经理", "mobile": "13800003126", "phone": "021-55003126", "email": "shan@shunze.example",
		},
		"BEGIN:VCARD\r\nFN:Chen\r\n": {"contact": "Chen"},
		"MECARD:N:陈,思远;ORG:苏州明达;TEL:13912345678;EMAIL:chen@mingda.example;ADR:苏州市,星湖街 1 号;URL:https\\://mingda.example;NOTE:a\\;b;;": {
			"company": "苏州明达", "contact": "陈思远", "mobile": "13912345678", "email": "chen@mingda.example", "address": "苏州市星湖街 1 号", "website": "https://mingda.example", "remark": "a;b",
		},
		"https://u.wechat.com/abc": nil,
		"":                         nil,
		"MECARD:":                  nil,
	} {
		if got := vcard.Parse(text); !maps.Equal(got, want) {
			t.Errorf("%q: %v", text, got)
		}
	}
}
