package bankfile

import (
	"fmt"
	"strconv"
	"strings"

	"kontor/app/importing"
)

// role is what a column holds.
type role string

const (
	isDate    role = "date"
	isTime    role = "time"
	isIn      role = "in"
	isOut     role = "out"
	isAmount  role = "amount"
	isWay     role = "way"
	isBalance role = "balance"
	isParty   role = "party"
	isCode    role = "code"
	isMemo    role = "memo"
	isRef     role = "ref"
	isState   role = "state"
)

// headers are the names that banks and wallets give their columns, as headers are compared.
var headers = map[role][]string{
	isDate:    {"交易日期", "记账日期", "日期", "交易日", "入账日期", "发生日期", "记账日", "付款日期", "date", "transactiondate", "bookingdate", "postingdate", "valuedate"},
	isTime:    {"交易时间", "时间", "记账时间", "付款时间", "交易创建时间", "入账时间", "发生时间", "交易日期时间", "time", "datetime", "transactiontime"},
	isIn:      {"收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "转入金额", "存入", "存入金额", "收款金额", "贷方发生额元收入", "贷方发生额元", "credit", "creditamount", "moneyin", "paidin", "deposit", "in"},
	isOut:     {"支出", "支出金额", "借方发生额", "借方金额", "借方", "转出金额", "支取", "支取金额", "付款金额", "借方发生额元支取", "借方发生额元", "debit", "debitamount", "moneyout", "paidout", "withdrawal", "out"},
	isAmount:  {"金额", "交易金额", "发生额", "收支金额", "收付金额", "发生金额", "amount", "transactionamount"},
	isWay:     {"收支", "借贷标志", "借贷", "收付标志", "借贷方向", "收支类型", "资金方向", "收付", "交易方向", "借贷标记", "direction", "debitcredit", "drcr"},
	isBalance: {"余额", "账户余额", "本次余额", "联机余额", "交易后余额", "balance", "runningbalance"},
	isParty:   {"对方户名", "对方名称", "交易对方", "对方账户名称", "收付方名称", "收付款方名称", "对方单位名称", "对方单位", "对方账户户名", "对手名称", "对方", "付款人", "交易对手", "counterparty", "party", "payerpayee", "name", "payee", "payer"},
	isCode:    {"对方账号", "对方账户", "对方帐号", "收付方账号", "收付方帐号", "对手账号", "counterpartyaccount"},
	isMemo:    {"摘要", "附言", "备注", "用途", "商品", "商品说明", "商品名称", "交易附言", "交易摘要", "摘要说明", "description", "memo", "reference", "details", "remark", "narrative"},
	isRef:     {"交易流水号", "流水号", "交易单号", "交易号", "交易订单号", "业务流水号", "支付宝交易号", "账务流水号", "柜员流水号", "transactionid", "transactionno", "referenceno"},
	isState:   {"当前状态", "交易状态", "状态", "status"},
}

var byHeader = func() map[string]role {
	out := map[string]role{}
	for what, names := range headers {
		for _, n := range names {
			out[n] = what
		}
	}
	return out
}()

// roleOf tells what a column holds by its header; units behind it do not matter.
func roleOf(header string) role {
	for _, unit := range []string{"", "元", "人民币元", "人民币", "cny", "rmb"} {
		if what, ok := byHeader[strings.TrimSuffix(header, unit)]; ok {
			return what
		}
	}
	return ""
}

// wayOf reads the direction of an amount.
func wayOf(text string) string {
	_, plain := importing.Plain(importing.Cell{Text: text})
	switch plain {
	case "收入", "收", "贷", "贷方", "转入", "入账", "来账", "credit", "cr", "c", "in":
		return "in"
	case "支出", "支", "借", "借方", "转出", "出账", "往账", "付", "debit", "dr", "d", "out":
		return "out"
	case "", "中性交易", "不计收支", "其他", "none", "neutral":
		return "none"
	}
	return plain
}

// closed tells whether an order of a wallet never moved money.
func closed(state string) bool {
	for _, w := range []string{"交易关闭", "已关闭", "失败", "等待付款", "closed", "failed"} {
		if strings.Contains(strings.ToLower(state), w) {
			return true
		}
	}
	return false
}

// isFoot recognises sums and notes below the table.
func isFoot(row *importing.Row) bool {
	for _, c := range row.Cells {
		text, header := importing.Plain(c)
		if text == "" {
			continue
		}
		for _, w := range []string{"合计", "总计", "小计", "本页", "total", "共"} {
			if strings.HasPrefix(header, w) {
				return true
			}
		}
		return strings.HasPrefix(text, "---") || strings.HasPrefix(text, "***") || strings.HasPrefix(text, "#")
	}
	return true
}

// clock reads 11:26, 11:26:05 and 112605.
func clock(c importing.Cell) (seconds int, ok bool) {
	text, _ := importing.Plain(c)
	parts := strings.Split(text, ":")
	if len(parts) == 1 && len(text) == 6 {
		parts = []string{text[:2], text[2:4], text[4:]}
	}
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	n := [3]int{}
	for i, p := range parts {
		v, err := strconv.Atoi(strings.TrimSpace(p))
		if err != nil || v < 0 || v > 59 || i == 0 && v > 23 {
			return 0, false
		}
		n[i] = v
	}
	return n[0]*3600 + n[1]*60 + n[2], true
}

func hours(seconds int) string { return fmt.Sprintf("%02d:%02d", seconds/3600%24, seconds/60%60) }
