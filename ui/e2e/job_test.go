package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const (
	company  = "晨光工业㛃有限公司"
	customer = "嘉禾精密机械䶮𠮷有限公司"
	product  = "伺服电机 䶮型"
)

// TestMainJob is the day of a person who never saw the program: a company, a customer, a
// quote, an order, the money, the receipt, and everything found again afterwards.
func TestMainJob(t *testing.T) {
	d := newDesk(t)
	d.start()
	d.firstStart()
	d.toDo()
	d.newCustomer()
	d.followUp()
	d.newProduct()
	quote := d.quote()
	d.printed()
	d.order()
	d.money()
	d.receipt()
	d.palette()
	d.undo()
	d.export()
	d.languages()
	d.otherWindows()
	d.beside(quote)
	d.secondWindow()
	d.secondStart()
}

// firstStart is picture 01: a new company by typing, in Chinese.
func (d *desk) firstStart() {
	d.t.Helper()
	d.shows("#choice.new", "#choice.sample", "#choice.open", "#choice.team")
	d.picture("first-start")
	d.click("#lang.zh")
	d.shows("新建公司账套")
	d.fill("#first.name", company)
	if file := d.find("#first.file").Value; !strings.HasSuffix(file, company+".kontor") {
		d.fail("the file is not named after the company: " + file)
	}
	d.fill("#first.short", "晨光")
	d.fill("#first.owner", "李老板")
	d.keys("ctrl+Return")
	d.shows("#area.workbench", "李老板", "基本户")
}

// toDo writes one line and finds it on its day; it is done with a click and comes back.
func (d *desk) toDo() {
	d.t.Helper()
	d.fill("#quick", "明天 10 点 回访 恒拓")
	d.keys("Return")
	d.shows("回访 恒拓", "明天")
	d.value("#quick", "")
	d.picture("workbench")
}

// newCustomer fills the form with the keyboard; rare characters stay what they are.
func (d *desk) newCustomer() {
	d.t.Helper()
	d.keys("alt+2")
	d.value("#area.customer", "on")
	d.keys("ctrl+n")
	d.fill("#in.name", customer)
	d.fill("#in.short_name", "嘉禾")
	d.fill("#in.contact.name", "王小姐")
	d.fill("#in.contact.mobile", "13800138000")
	d.fill("#in.contact.mail", "buyer@jiahe.example")
	d.keys("ctrl+Return")
	d.gone("#in.contact.name")
	d.shows(customer)
	d.picture("customer")
}

// followUp notes a call and plans the next one.
func (d *desk) followUp() {
	d.t.Helper()
	d.keys("alt+2")
	d.click("#follow")
	d.focused("#text")
	d.write("电话确认型号，本周报价")
	d.value("#text", "电话确认型号，本周报价")
	d.keys("ctrl+Return")
	d.gone("#text")
	d.shows("电话确认型号，本周报价")
	d.picture("follow-up")
}

func (d *desk) newProduct() {
	d.t.Helper()
	d.keys("alt+3")
	d.value("#area.sales", "on")
	d.click("商品")
	d.keys("ctrl+n")
	d.focused("#form.code")
	d.write("P-100")
	d.fill("#form.name", product)
	d.fill("#form.spec", "750W")
	d.fill("#form.unit", "台")
	d.fill("#form.price", "1280.5")
	d.keys("ctrl+Return")
	d.gone("#form.code")
	d.shows("P-100", "1,280.5")
	d.picture("product")
}

// quote types a quote of two lines with the keyboard alone, after the customer was found
// by the initials of its name. It returns the number.
func (d *desk) quote() string {
	d.t.Helper()
	d.click("报价单")
	d.keys("ctrl+n")
	d.focused("#head.customer_id")
	d.write("jhjm")
	d.shows("#option")
	d.keys("Return")
	d.value("#head.customer_id", customer)
	d.fill("#head.subject", "伺服电机一批")
	d.click("#lines")
	d.keys("Home")
	d.value("#lines", "1 code")
	d.line("3", "2 code")
	d.shows("3,841.50")
	d.line("2", "3 code")
	d.shows("6,402.50", "736.57")
	d.keys("ctrl+Return")
	d.shows("已保存", "R1")
	d.picture("quote")
	d.click("#send")
	title := regexp.MustCompile(`BJ\d+`)
	number := ""
	if !d.until(patience, func() bool {
		for _, p := range d.read() {
			if n := title.FindString(p.Name); n != "" {
				number = n
			}
		}
		return number != ""
	}) {
		d.fail("the quote has no number")
	}
	d.shows("#convert")
	return number
}

// line takes the product by its code, then types the quantity.
func (d *desk) line(quantity, next string) {
	d.t.Helper()
	row, _, _ := strings.Cut(d.find("#lines").Value, " ")
	d.write("P-1")
	d.shows("1,280.50 / 台")
	d.keys("Return")
	d.value("#lines", row+" quantity")
	d.write(quantity)
	d.keys("Return")
	after, _, _ := strings.Cut(next, " ")
	d.value("#lines", after+" quantity")
	d.keys("Home")
	d.value("#lines", next)
}

// printed sees the print dialog and saves the PDF through the program's own path dialog,
// since this desk has no file dialog of the system.
func (d *desk) printed() {
	d.t.Helper()
	d.keys("ctrl+p")
	d.shows("#printer", "没有打印机，存为 PDF", "标准报价单")
	d.picture("print")
	d.click("存为 PDF")
	file := filepath.Join(d.home, "Documents", "quote.pdf")
	d.path(file)
	d.keys("Escape")
	d.gone("#printer")
	d.pdfSays(file, customer, product, "6,402.50")
}

// path types a file into the program's own path dialog.
func (d *desk) path(file string) {
	d.t.Helper()
	d.shows("这台电脑没有文件对话框，直接输入完整路径。")
	d.focused("#path") // with the proposal selected
	d.write(file)
	d.value("#path", file)
	d.keys("Return")
	d.gone("#path")
	if !d.until(patience, func() bool { st, err := os.Stat(file); return err == nil && st.Size() > 0 }) {
		d.fail("no file " + file)
	}
}

// pdfSays reads a PDF as another program does.
func (d *desk) pdfSays(file string, want ...string) {
	d.t.Helper()
	raw, err := exec.Command("pdftotext", "-layout", file, "-").CombinedOutput()
	if err != nil {
		d.fail("pdftotext: " + err.Error())
	}
	for _, w := range want {
		if !strings.Contains(string(raw), w) {
			d.fail(file + " does not say " + w + ":\n" + string(raw))
		}
	}
}

// order turns the quote into an order; a company of one person approves it at once.
func (d *desk) order() {
	d.t.Helper()
	d.click("#convert")
	d.shows("#submit")
	d.picture("order")
	d.click("#submit")
	d.shows("已批准")
	d.picture("approved")
}

// money comes in for a part; it is proposed for the open receivable and booked.
func (d *desk) money() {
	d.t.Helper()
	d.keys("alt+4")
	d.value("#area.finance", "on")
	d.shows(customer, "6,402.50")
	d.fill("#amount", "6000")
	d.keys("Tab")
	d.value("#amount", "6,000.00")
	d.shows("402.50")
	d.picture("finance")
	d.click("#book")
	d.value("#amount", "")
	d.shows("402.50", "#receipt")
}

// receipt is issued for the money just received; its page stands in the print dialog.
func (d *desk) receipt() {
	d.t.Helper()
	d.click("#receipt")
	d.focused("#issue.purpose")
	d.value("#issue.cashier", "李老板")
	d.picture("receipt-words")
	d.keys("ctrl+Return")
	d.shows("#printer", "没有打印机，存为 PDF", "第一联存根（白）")
	d.picture("receipt")
	d.click("存为 PDF")
	file := filepath.Join(d.home, "Documents", "receipt.pdf")
	d.path(file)
	d.keys("Escape")
	d.gone("#printer")
	d.pdfSays(file, customer, "陆仟元整", "订单 DD", "会计：李老板", "出纳：李老板")
}

// palette finds the customer by the initials of its pinyin.
func (d *desk) palette() {
	d.t.Helper()
	d.keys("alt+1", "ctrl+k")
	d.focused("#query")
	d.write("jhjm")
	d.value("#query", "jhjm")
	d.shows("#row.customer/1", customer)
	d.picture("palette")
	d.keys("Return")
	d.gone("#query")
	d.value("#area.customer", "on")
	d.shows(customer)
}

// undo takes the last action back.
func (d *desk) undo() {
	d.t.Helper()
	d.keys("alt+1")
	d.fill("#quick", "今天 undo me")
	d.keys("Return")
	d.shows("undo me")
	d.value("#quick", "")
	d.keys("Escape", "ctrl+z")
	d.gone("undo me")
}

// export writes the list that is shown.
func (d *desk) export() {
	d.t.Helper()
	d.keys("alt+2")
	d.value("#area.customer", "on")
	d.keys("ctrl+e")
	d.path(filepath.Join(d.home, "Documents", "customers.xlsx"))
}

// lookSettings opens language, theme and size, the last page of the settings.
func (d *desk) lookSettings(title string) {
	d.t.Helper()
	d.click("#area.settings")
	d.click(title)
}

// languages switches to English and back without a restart.
func (d *desk) languages() {
	d.t.Helper()
	d.lookSettings("外观与安全")
	d.click("#lang.en")
	d.shows("Settings", "Customers")
	for _, area := range []string{"workbench", "customer", "sales", "finance", "settings"} {
		d.click("#area." + area)
		d.value("#area."+area, "on")
		d.noKeys()
		d.picture("english-" + area)
	}
	d.lookSettings("Look and safety")
	d.click("#theme.dark")
	d.value("#theme.dark", "on")
	d.click("#area.workbench")
	d.value("#area.workbench", "on")
	d.picture("english-dark")
	d.lookSettings("Look and safety")
	d.click("#theme.light")
	d.click("#lang.zh")
	d.shows("设置", "客户")
}

// otherWindows opens attendance and mail of a company that has neither yet.
func (d *desk) otherWindows() {
	d.t.Helper()
	for _, area := range []string{"attendance", "mail"} {
		d.click("#area." + area)
		d.value("#area."+area, "on")
		d.gone("重试")
		d.noKeys()
		d.picture(area)
	}
}

// noKeys sees that every text is translated: a missing one stands as ‹key›.
func (d *desk) noKeys() {
	d.t.Helper()
	for _, p := range d.read() {
		if strings.Contains(p.Name, "‹") {
			d.fail("not translated: " + p.Name)
		}
	}
}

// beside runs commands while the window is open.
func (d *desk) beside(quote string) {
	d.t.Helper()
	if out := d.kontor("search", "jhjm", "--lang", "zh"); !strings.Contains(out, customer) {
		d.fail("search does not find the customer: " + out)
	}
	list := filepath.Join(d.home, "customers.csv")
	d.kontor("export", "customers", "--to", list)
	if raw, err := os.ReadFile(list); err != nil || !strings.Contains(string(raw), customer) {
		d.fail("the exported list does not name the customer")
	}
	paper := filepath.Join(d.home, "beside.pdf")
	d.kontor("print", "quote", quote, "--to", paper, "--lang", "zh")
	d.pdfSays(paper, customer, product, "6,402.50")
}

// secondWindow starts the program again on the file that is open: the first window comes
// to the front and says so, and the second program ends.
func (d *desk) secondWindow() {
	d.t.Helper()
	_, ended := d.launch(filepath.Join(d.home, "parts2.json"))
	d.shows("账套已经打开，就在这个窗口。")
	d.picture("second-window")
	if !d.until(patience, func() bool {
		select {
		case <-ended:
			return true
		default:
			return false
		}
	}) {
		d.fail("the second program did not end")
	}
	if !d.until(patience, func() bool { return d.frontProgram() == d.cmd.Process.Pid }) {
		d.fail(fmt.Sprintf("the keyboard is not with the first window but with process %d", d.frontProgram()))
	}
}

// secondStart opens the same company again, in the language chosen before.
func (d *desk) secondStart() {
	d.t.Helper()
	d.stop()
	d.start()
	d.shows("#area.workbench", "李老板", "晨光", "设置")
	d.keys("alt+2")
	d.shows(customer)
	d.picture("second-start")
}
