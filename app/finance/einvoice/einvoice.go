// Package einvoice reads the XML of fully digital invoices (数电票). Providers spell the same
// facts differently, so the reader goes by the names of elements, wherever they stand; it
// knows no network, resolves no entities and refuses what carries a document type.
package einvoice

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// MaxBytes is the largest file that is read.
const MaxBytes = 5 << 20

// Party is a seller or a buyer.
type Party struct{ Name, TaxNumber string }

// Invoice is what an invoice says.
type Invoice struct {
	Number, Code    string // 20 digits, or number and code of before
	On              calendar.Date
	Seller, Buyer   Party
	Item            string
	Net, Tax, Gross money.Minor
}

// names are the elements of a fact, in the order of preference; small letters only.
var names = map[string][]string{
	"number": {"invoicenumber", "einvoicenumber", "invoiceno", "fphm", "发票号码"},
	"code":   {"invoicecode", "fpdm", "发票代码"},
	"on":     {"issuetime", "issuedate", "invoicedate", "kprq", "requesttime", "开票日期"},
	"seller": {"sellername", "xsfmc", "销售方名称"}, "seller_tax": {"selleridnum", "sellertaxid", "sellertaxnumber", "xsfnsrsbh", "销售方纳税人识别号"},
	"buyer": {"buyername", "gmfmc", "购买方名称"}, "buyer_tax": {"buyeridnum", "buyertaxid", "buyertaxnumber", "gmfnsrsbh", "购买方纳税人识别号"},
	"item": {"itemname", "xmmc", "项目名称"},
	"net":  {"totalamwithouttax", "taxexclusivetotalamount", "hjje", "合计金额"}, "tax": {"totaltaxam", "taxtotalamount", "hjse", "合计税额"},
	"gross": {"totaltax-includedamount", "totaltaxincludedamount", "taxinclusivetotalamount", "jshj", "价税合计"},
}

// Read reads one invoice. Errors: Invalid invoice.xml_large, invoice.xml_doctype,
// invoice.xml (no XML), invoice.xml_missing (a fact is not there), invoice.xml_amount,
// invoice.xml_sum (net and tax are not the gross).
func Read(raw []byte) (Invoice, error) {
	var inv Invoice
	if len(raw) > MaxBytes {
		return inv, app.E(app.Invalid, "invoice.xml_large", "mb", MaxBytes>>20)
	}
	texts, err := leaves(raw)
	if err != nil {
		return inv, err
	}
	get := func(fact string) string {
		for _, n := range names[fact] {
			if t := texts[n]; t != "" {
				return t
			}
		}
		return ""
	}
	inv.Number, inv.Code, inv.Item = digits(get("number")), digits(get("code")), get("item")
	inv.Seller, inv.Buyer = Party{get("seller"), get("seller_tax")}, Party{get("buyer"), get("buyer_tax")}
	for _, need := range []string{"number", "on", "seller", "buyer", "gross"} {
		if get(need) == "" {
			return inv, app.E(app.Invalid, "invoice.xml_missing", "field", entity.Label("invoice.xml."+need))
		}
	}
	if inv.On, err = day(get("on")); err != nil {
		return inv, err
	}
	for fact, to := range map[string]*money.Minor{"net": &inv.Net, "tax": &inv.Tax, "gross": &inv.Gross} {
		if get(fact) == "" {
			continue
		}
		m, err := money.Parse(strings.TrimPrefix(get(fact), "¥"), "CNY")
		if err != nil {
			return inv, app.E(app.Invalid, "invoice.xml_amount", "text", get(fact)).Because(err)
		}
		*to = m
	}
	if get("net") == "" {
		inv.Net = inv.Gross - inv.Tax
	}
	if inv.Net+inv.Tax != inv.Gross {
		return inv, app.E(app.Invalid, "invoice.xml_sum", "net", money.Of(inv.Net, "CNY"), "tax", money.Of(inv.Tax, "CNY"), "gross", money.Of(inv.Gross, "CNY"))
	}
	return inv, nil
}

// leaves are the first texts of all elements without children, by their names in small
// letters.
func leaves(raw []byte) (map[string]string, error) {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict, d.Entity = true, nil
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		switch strings.ToLower(charset) {
		case "gbk", "gb2312", "gb18030":
			return simplifiedchinese.GB18030.NewDecoder().Reader(in), nil
		}
		return nil, errors.New("charset " + charset)
	}
	out := map[string]string{}
	var path []string
	var text strings.Builder
	leaf := false
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, app.E(app.Invalid, "invoice.xml").Because(err)
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, app.E(app.Invalid, "invoice.xml_doctype")
		case xml.StartElement:
			if len(path) > 64 {
				return nil, app.E(app.Invalid, "invoice.xml")
			}
			path, leaf = append(path, strings.ToLower(t.Name.Local)), true
			text.Reset()
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			if value := strings.TrimSpace(text.String()); leaf && value != "" && out[path[len(path)-1]] == "" {
				out[path[len(path)-1]] = value
			}
			path, leaf = path[:len(path)-1], false
			text.Reset()
		}
	}
	if len(out) == 0 {
		return nil, app.E(app.Invalid, "invoice.xml")
	}
	return out, nil
}

// day reads a date, with or without a time of day behind it.
func day(text string) (calendar.Date, error) {
	for _, layout := range []string{"2006-01-02", "20060102", "2006/01/02", "2006年01月02日"} {
		if n := len(layout); len(text) >= n {
			if t, err := time.Parse(layout, text[:n]); err == nil {
				return calendar.Of(t.Year(), t.Month(), t.Day()), nil
			}
		}
	}
	return 0, app.E(app.Invalid, "invoice.xml_date", "text", text)
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
