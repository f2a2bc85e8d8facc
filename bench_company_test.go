//go:build bench && linux

package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/identity"
	"kontor/app/record"
	"kontor/data"
	"kontor/ui/cli"
)

// seller is the salesperson who owns 500 of the customers.
const seller = 999

var (
	benchPlaces   = strings.Fields("重庆 上海 长沙 厦门 北京 深圳 成都 西安 青岛 六安 东莞 乐清 杭州 苏州 无锡 宁波 合肥 佛山 中山 温州")
	benchWords    = strings.Fields("山湖 远大 长城 重力 银河 朝阳 行知 解放 曾氏 单氏 龙腾 金桥 天和 华宇 中兴 大同 明德 瑞丰 恒信 嘉禾 盛世 弘毅 博雅 宏图 信达 安泰 永昌 兴隆 德力 新亚 三江 九州 万里 乐道 恒拓 联芯 舜泽 澜石 启航 思远")
	benchTrades   = strings.Fields("科技 贸易 实业 精密制造 机械 电子 食品 建材 物流 服饰 化工 医药 传媒 咨询 软件 包装设备 光电")
	benchTails    = strings.Fields("有限公司 有限公司 有限公司 股份有限公司 集团 厂 商行 中心")
	benchPrefixes = strings.Fields("130 131 135 136 137 138 139 150 151 158 159 186 187 188 189 199")
	benchRare     = strings.Fields("㛃 䶮 𠮷 喆 堃 淼 犇 翀 旻 玥 昉 禤")
)

// benchCustomer invents a customer; the same number gives the same one.
func benchCustomer(c *customer.Customer, id, all int) {
	r := rand.New(rand.NewPCG(uint64(id), 7))
	pick := func(list []string) string { return list[r.IntN(len(list))] }
	city := pick(benchPlaces)
	name := city + pick(benchWords)
	if r.IntN(3) > 0 {
		a, b := []rune(pick(benchWords)), []rune(pick(benchWords))
		name += string(a[r.IntN(2)]) + string(b[r.IntN(2)])
	}
	if r.IntN(200) == 0 {
		name += pick(benchRare)
	}
	c.Name = name + pick(benchTrades) + pick(benchTails)
	if r.IntN(20) == 0 {
		c.Name = fmt.Sprintf("TCL%c%s", 'A'+rune(r.IntN(26)), c.Name)
	}
	c.Kind, c.City, c.Grade, c.Status = customer.Company, city, pick([]string{"a", "b", "c"}), pick([]string{"potential", "following", "signed"})
	c.Mobile = pick(benchPrefixes) + fmt.Sprintf("%08d", r.IntN(100_000_000))
	c.Mail = fmt.Sprintf("u%d@%s.example", id, pick([]string{"shanhu", "yinhe", "huayu"}))
	c.Remark = pick([]string{"", "", "老客户，账期30天", "展会认识"})
	c.OwnerID, c.UnitID = 2+r.Int64N(40), 1
	if id%(all/500) == 0 {
		c.OwnerID = seller
	}
	if id%20 < 3 {
		c.UnitID = 2
	}
	if r.IntN(10) > 0 {
		c.LastActivityAt = 1_700_000_000_000 + r.Int64N(70_000_000_000)
	}
}

// company gives the file of a company with n customers, made when it is not there yet.
func (b *bench) company(n int) string {
	b.Helper()
	file := filepath.Join(b.dir, fmt.Sprintf("bench-%d%s", n, data.Extension))
	if _, err := os.Stat(file); err == nil {
		return file
	}
	raw := filepath.Join(b.dir, "unfinished"+data.Extension)
	removeCompany(raw)
	h := b.house()
	_, err := h.found(background, founding{file: raw, name: "基准", short: "基准", owner: "林晓雯"})
	b.check(err)
	c := b.openRaw(h, raw)
	at := time.Now()
	b.fill(c, n)
	filled := time.Since(at)
	at = time.Now()
	b.check(c.index.Drain(c.ctx))
	fmt.Fprintf(os.Stderr, "made %s customers in %.0f s, indexed in %.0f s\n", thousands(n), filled.Seconds(), time.Since(at).Seconds())
	b.check(c.Close())
	b.move(raw, file, os.Rename)
	return file
}

// move takes a closed company with what belongs to it (mail, reserve) elsewhere.
func (b *bench) move(from, to string, how func(from, to string) error) {
	b.Helper()
	all, err := filepath.Glob(from + "*")
	b.check(err)
	for _, f := range all {
		b.check(how(f, to+strings.TrimPrefix(f, from)))
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func (b *bench) fill(c *office, n int) {
	b.Helper()
	ctx := dedupe.Checked(c.ctx)
	run, err := c.Customers.Customers.OpenBulk(ctx, record.BulkParams{Verb: identity.Add})
	b.check(err)
	defer run.Close(ctx)
	for from := 1; from <= n; from += 500 {
		var recs []any
		for id := from; id < min(from+500, n+1); id++ {
			rec := c.Customers.Customers.Desc.New()
			benchCustomer(rec, id, max(n, 500))
			b.check(run.Ready(ctx, rec))
			recs = append(recs, rec)
		}
		b.check(run.Add(ctx, recs...))
	}
	_, err = run.Publish(ctx, nil)
	b.check(err)
}

// openRaw opens a company as its owner without what runs in the background.
func (b *bench) openRaw(h *house, file string) *office {
	b.Helper()
	c, err := h.openCompany(background, h.params(file, cli.Where{}))
	b.check(err)
	b.check(c.login(background, "", ""))
	return c
}

// open opens the large company as the window does, and closes it at the end.
func (b *bench) open(n int) *office {
	b.Helper()
	c := b.openRaw(b.house(), b.company(n))
	c.start()
	b.Cleanup(func() { c.Close() })
	b.check(c.index.Drain(c.ctx))
	runtime.GC()
	return c
}
