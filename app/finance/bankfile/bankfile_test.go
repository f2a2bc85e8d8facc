package bankfile

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/money"
)

var today = calendar.Must("2026-03-18")

func read(t testing.TB, text string) (*Statement, error) {
	t.Helper()
	src, err := csvfile.Open("流水.csv", bytes.NewReader([]byte(text)), int64(len(text)), nil)
	if err != nil {
		return nil, err
	}
	return Read(src, importing.Layout{}, today)
}

const (
	bank = "招商银行交易明细\n账号：5719 0000 6621,,,,,,\n交易日,交易时间,收入,支出,余额,对方户名,摘要,流水号\n" +
		"2026-03-18,09:12:05,\"120,000.00\",,\"448,310.55\",苏州恒拓精密制造有限公司,货款 3 月,C0003\n" +
		"2026-03-17,16:40:00,,\"8,640.00\",\"328,310.55\",宁波海顺物流有限公司,3 月运费,C0002\n" +
		"2026-03-15,,,120.00,\"336,950.55\",,账户管理费,C0001\n合计,,\"120,000.00\",\"8,760.00\",,,,\n"
	wechat = "微信支付账单明细,,,,,,,,,,\n微信昵称：[澜石],,,,,,,,,,\n----------------------微信支付账单明细列表--------------------,,,,,,,,,,\n" +
		"交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n" +
		"2026-03-18 11:26:31,转账,何志强,胶带尾款 1 月,收入,¥5600.00,/,已存入零钱,\"4200002633918847\t\",\"/\",\"/\"\n" +
		"2026-03-16 10:02:00,商户消费,小周物料,垫片,支出,¥368.00,零钱,支付成功,\"4200002633918001\t\",\"/\",\"/\"\n" +
		"2026-03-15 10:02:00,零钱提现,招商银行,/,/,¥2000.00,招商银行,提现已到账,\"4200002633918000\t\",\"/\",\"/\"\n"
	alipay = "支付宝交易记录明细查询\n账号:[pay@lanshi.example]\n---------------------------------交易记录明细列表------------------------------------\n" +
		"交易号,交易创建时间,交易对方,商品名称,金额（元）,收/支,交易状态\n" +
		"2026031322001,2026-03-13 08:00:01,舜泽*王,—,2000.00,收入,交易成功\n" +
		"2026031322002,2026-03-12 08:00:01,某店,纸箱,88.00,支出,交易关闭\n" +
		"------------------------------------------------------------------------------------\n共2笔记录\n"
)

// Statements of a bank, 微信 and 支付宝 are read as they are downloaded, newest line first or
// last, with what stands above and below the table. FIN-05
func TestStatementsAsTheyAreDownloaded(t *testing.T) {
	st, err := read(t, bank)
	if err != nil {
		t.Fatal(err)
	}
	in, out := st.Sums()
	if len(st.Lines) != 3 || !st.Balanced || st.Opening != 337_070_55 || st.Closing != 448_310_55 || in != 120_000_00 || out != 8_760_00 {
		t.Errorf("%+v", st)
	}
	if l := st.Lines[2]; l.Party != "苏州恒拓精密制造有限公司" || l.Memo != "货款 3 月" || l.Time != "09:12" || l.Ref != "C0003" || l.Row != 4 {
		t.Errorf("%+v", l)
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(bank)
	if err != nil {
		t.Fatal(err)
	}
	again, err := read(t, gbk)
	if err != nil || strings.Join(again.Prints(), " ") != strings.Join(st.Prints(), " ") {
		t.Errorf("the same file in GBK: %v", err)
	}
	st, err = read(t, wechat)
	if err != nil {
		t.Fatal(err)
	}
	if st.Format != "wechat" || len(st.Lines) != 2 || st.Left != 1 || st.Lines[1].In != 5600_00 || st.Lines[1].Time != "11:26" || st.Lines[1].Ref != "4200002633918847" || st.Lines[0].Out != 368_00 {
		t.Errorf("%+v", st)
	}
	st, err = read(t, alipay)
	if err != nil {
		t.Fatal(err)
	}
	if st.Format != "alipay" || len(st.Lines) != 1 || st.Left != 1 || st.Lines[0].In != 2000_00 || st.Lines[0].Party != "舜泽*王" {
		t.Errorf("%+v", st)
	}
}

// One column of amounts, with a sign or with the word for its direction; a booking with the
// opposite sign counts on the other side.
func TestAmountsInOneColumn(t *testing.T) {
	for text, want := range map[string]money.Minor{
		"日期,金额,对方\n2026-03-01,-12.50,甲\n":                 -1250,
		"Date,Amount,Counterparty\n2026-03-01,+12.5,A\n":  1250,
		"交易日期,借贷标志,交易金额,摘要\n20260301,借,12.50,费\n":         -1250,
		"交易日期,借贷标志,交易金额,摘要\n20260301,贷,12.50,费\n":         1250,
		"日期,收入,支出,摘要\n2026-03-01,-12.50,,退回\n":            -1250,
		"日期,借方发生额/元(支取),贷方发生额/元(收入),摘要\n2026-3-1,0,12.5,": 1250,
	} {
		st, err := read(t, text)
		if err != nil || len(st.Lines) != 1 || st.Lines[0].In-st.Lines[0].Out != want {
			t.Errorf("%q: %+v %v", text, st, err)
		}
	}
}

// A wrong file is refused with what is missing or with the row; nothing of it is taken.
func TestWrongFilesAreRefusedWithThePlace(t *testing.T) {
	for text, want := range map[string]string{
		"你好,世界\n1,2\n": "bank.no_header",
		"交易日期,对方户名,摘要,余额\n2026-03-01,甲,货款,3\n":                          "bank.no_column",
		"日期,收入,支出,摘要\n":                                                 "bank.empty",
		"日期,收入,支出,摘要\n下周,12,,a\n":                                       "bank.row_date",
		"日期,收入,支出,摘要\n2026-03-01,十二,,a\n":                               "bank.row_amount",
		"日期,收入,支出,摘要\n2026-03-01,1,2,a\n":                               "bank.row_both",
		"日期,金额,收/支,摘要\n2026-03-01,1,来回,a\n":                             "bank.row_way",
		"日期,收入,支出,余额\n2026-03-01,1,,1\n2026-03-02,1,,3\n":               "bank.balance",
		"日期,收入,支出,余额\n2026-03-01,1,,1\n2026-03-01,1,,7\n2026-03-01,1,,": "",
	} {
		_, err := read(t, text)
		var e *app.Error
		switch {
		case want == "" && err == nil:
		case !errors.As(err, &e) || e.Key != want:
			t.Errorf("%q: want %s, got %v", text, want, err)
		}
	}
}

// Whatever a file holds, reading it ends with lines that make sense or with a sentence.
func FuzzRead(f *testing.F) {
	for _, s := range []string{bank, wechat, alipay, "日期,金额,对方\n2026-03-01,-12.50,甲\n", "日期,收入,支出,余额\n2026-03-01,1,,1\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		st, err := read(t, text)
		if err != nil {
			if app.KindOf(err) == app.Internal {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if len(st.Prints()) != len(st.Lines) {
			t.Fatal("a line without a mark")
		}
		for _, l := range st.Lines {
			if l.In < 0 || l.Out < 0 || (l.In == 0) == (l.Out == 0) || l.On.IsZero() {
				t.Fatalf("%q: %+v", text, l)
			}
		}
	})
}
