package address

import "strings"

// freeMail are domains where anybody gets an address: they never say to which company
// a person belongs.
var freeMail = func() map[string]bool {
	m := map[string]bool{}
	for _, d := range strings.Fields(`qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com
		netease.com sina.com sina.cn vip.sina.com sina.com.cn sohu.com vip.sohu.com tom.com aliyun.com 139.com 189.cn wo.cn
		21cn.com 263.net 263.net.cn chinaren.com 88.com 111.com 2980.com eyou.com cntv.cn tencent.com
		gmail.com googlemail.com outlook.com outlook.de outlook.jp outlook.fr hotmail.com hotmail.de hotmail.fr hotmail.co.uk
		hotmail.it live.com live.cn live.de live.fr live.co.uk msn.com msn.cn passport.com yahoo.com yahoo.com.cn yahoo.cn
		yahoo.co.jp yahoo.com.hk yahoo.com.tw yahoo.com.sg yahoo.co.uk yahoo.co.in yahoo.de yahoo.fr yahoo.it yahoo.es ymail.com
		rocketmail.com icloud.com me.com mac.com aol.com aim.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de freenet.de t-online.de
		arcor.de mail.com email.com usa.com proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com hey.com zoho.com
		mail.ru list.ru bk.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net naver.com daum.net hanmail.net nate.com
		seznam.cz wp.pl o2.pl onet.pl interia.pl libero.it virgilio.it tiscali.it orange.fr wanadoo.fr free.fr laposte.net sfr.fr
		bluewin.ch btinternet.com sky.com virginmedia.com comcast.net verizon.net att.net sbcglobal.net cox.net charter.net
		rediffmail.com pchome.com.tw hinet.net uol.com.br bol.com.br terra.com.br docomo.ne.jp ezweb.ne.jp softbank.ne.jp`) {
		m[d] = true
	}
	return m
}()

// FreeMail tells whether the domain of mail is one where anybody gets an address.
func FreeMail(mail string) bool {
	d := Domain(mail)
	if d == "" {
		d = strings.ToLower(mail)
	}
	return freeMail[d]
}
