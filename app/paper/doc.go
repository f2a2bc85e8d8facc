// Package paper is the page model of everything that is printed: what an area fills in
// (Data), what a layout gives back (Doc: pages of text runs, lines, boxes and pictures in
// millimetres) and the small interface (Press) through which windows, commands and services
// lay out, save, preview and print. The implementation stands in printing.
//
// # Data
//
// Data is a map of texts, numbers and lists that an area builds from a record. Values may be
// string, Words (both languages), bool, int, int64, money.Amount, money.Quantity, money.Price,
// money.Rate, calendar.Date, time.Time, []byte (a picture), Data, []Data and []string. A
// missing key prints as nothing. Prices print with the decimals of "currency".
// Keys that every document reads:
//
//	company    name, name_en, address, phone, mail, bank, account, tax_number, legal_person, logo, stamp
//	currency   text: the code of the currency (EUR); none is CNY
//	void       true prints 作废 over every part
//	print      count (1 first; from 2 on the paper carries 补打 and count − 1), at (time), by
//	maker      who made the document
//	options    switches of the template: stamp, code, tax, image, lead_time (quote), code, tax (order), prices (delivery)
//	custom     fields of the company's own
//
// Keys by kind ([] is a list, the names behind it are the keys of each element). Example gives
// a filled map of every kind; a test keeps this list, the examples and the templates together.
//
//	quote        number, revision, date, valid_until, subject, customer{name, address, phone, tax_number},
//	             contact{name, phone}, owner{name, phone, mail}, lines[]{kind product|section|note|optional, no,
//	             code, name, spec, quantity, unit, price, discount (Rate), tax, amount, image, lead_time},
//	             subtotal, discount (negative), tax_total, tax_note, total, terms[] (texts), remark,
//	             trade{term, place, loading_port, shipment, packing, destination_port, fob, freight, insurance, insured
//	             (Rate), cover}
//	order        as quote without valid_until and revision, with delivery_date, delivery_address, quote_number,
//	             instalments[]{name, due, amount}
//	contract     number, name, date, place, from, until, customer{name, address, phone, tax_number, bank, account},
//	             contact{name, phone}, owner{name, phone, mail}, our_signer, their_signer, lines[]{no, code, name, spec,
//	             quantity, unit, price, tax, amount}, total, retention (Rate), instalments[]{name, due, amount}, terms[] (texts)
//	proposal     number, revision, title, date, customer{name, address, phone, tax_number}, contact{name, phone},
//	             owner{name, phone, mail}, needs[], approach[], schedule[], service[], about[] (texts), lines[]{no, code,
//	             name, spec, unit, quantity, price, amount, benefit}, total
//	pricing      title, date, due, asked_by, state, customer{name, address, phone, tax_number}, owner{name, phone, mail},
//	             needs[], answer[] (texts), lines[]{no, name, spec, unit, quantity, price, amount}, total
//	delivery     number, order_number, date, customer{name}, address, receiver{name, phone}, lines[]{no, code, name,
//	             spec, unit, quantity, packages, remark, price, amount}, total{quantity, packages, amount},
//	             warehouse, driver, plate, handler
//	purchase     number, date, subject, supplier{name, address, phone, tax_number, bank, account}, contact{name, phone},
//	             owner{name, phone, mail}, lines[]{kind, no, code, name, spec, quantity, unit, price, discount, tax, amount,
//	             image, lead_time}, subtotal, discount, tax_total, tax_note, total, terms[], remark, delivery_date,
//	             delivery_address
//	goods-receipt number, order_number, date, supplier{name}, their_note, inspector, warehouse, remark, lines[]{no, code,
//	             name, spec, unit, quantity, remark, price, amount}, total{quantity, amount}
//	return       number, order_number, date, customer{name}, reason, warehouse, remark, lines[]{no, code, name, spec, unit,
//	             quantity, remark, price, amount}, total{quantity, amount}
//	receipt      number, serial (int), date, payer, purpose, method, account, amount (Amount), remark, balance_before,
//	             balance_after, accountant, cashier, handler, notice
//	payment      number, date, department, payee, payee_bank, payee_account, purpose, method, account, amount,
//	             attachments (int), remark, applicant, reviewer, approver, cashier, steps[]{name, person, at, note}
//	expense      number, date, applicant, department, purpose, remark, lines[]{no, date, category, text, customer, amount},
//	             total, offset, amount, reviewer, approver, steps[]{name, person, at, note}
//	invoice-request number, order_number, date, category, applicant, department, customer{name, address, phone,
//	             tax_number, bank, account}, lines[]{no, name, spec, unit, quantity, amount}, subtotal, tax_total, tax, total, remark
//	statement    number, customer{name, address, phone}, contact{name, phone}, from, to, opening, lines[]{date, number,
//	             summary, increase, decrease, balance}, total{increase, decrease}, closing, owner{name, phone}
//	attendance   department, month (first day), sheet (text), days[]{n, weekday, off}, leaves[] (names), overtimes[] (names),
//	             lines[]{no, code, name, marks[], required, worked, late, missing, absent, leaves[], overtimes[]}, legend, reviewer
//	cash-journal account{name, number}, from, to, opening, lines[]{date, number, summary, party, in, out, balance},
//	             total{in, out}, closing
//	ageing       as_of, basis, buckets[] (names), lines[]{customer, owner, total, not_due, buckets[], advance},
//	             total{total, not_due, buckets[], advance}
//	list         title, filter, count, columns[]{title, align left|right|center}, lines[]{cells[]}, totals[] (one per column)
//	grid         no keys: the test grid of a printer
package paper

// Kind names a kind of document; it is the first part of the names of its templates.
type Kind string

// The kinds of documents.
const (
	Quote       Kind = "quote"
	Order       Kind = "order"
	Contract    Kind = "contract"
	Proposal    Kind = "proposal"
	Pricing     Kind = "pricing"
	Delivery    Kind = "delivery"
	Purchase    Kind = "purchase"
	GoodsIn     Kind = "goods-receipt"
	Return      Kind = "return"
	Receipt     Kind = "receipt"
	Payment     Kind = "payment"
	Expense     Kind = "expense"
	Invoice     Kind = "invoice-request"
	Statement   Kind = "statement"
	Attendance  Kind = "attendance"
	CashJournal Kind = "cash-journal"
	Ageing      Kind = "ageing"
	List        Kind = "list"
	Grid        Kind = "grid"
)

// Kinds lists all kinds of documents in the order of menus.
var Kinds = []Kind{Quote, Order, Contract, Proposal, Pricing, Delivery, Return, Purchase, GoodsIn, Receipt, Payment, Expense, Invoice, Statement, CashJournal, Ageing, Attendance, List, Grid}
