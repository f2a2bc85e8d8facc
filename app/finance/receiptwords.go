package finance

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
)

// wordReceipt fills what a receipt says where nobody wrote it: for what the money is, who
// kept the books, who took the money, and who brought the business.
func (s *Service) wordReceipt(ctx context.Context, m *MoneyIn, r *Receipt) error {
	orders, err := s.ordersOf(ctx, m)
	if err != nil {
		return err
	}
	if r.Purpose == "" {
		if r.Purpose, err = s.purposeOf(ctx, m, orders); err != nil {
			return err
		}
	}
	if r.Handler == "" {
		if r.Handler, err = s.handlerOf(ctx, m, orders); err != nil {
			return err
		}
	}
	if who, err := identity.From(ctx); err == nil && r.Cashier == "" {
		r.Cashier = who.Name
	}
	if r.Accountant == "" {
		last, err := s.Receipts.First(ctx, listing.Is("accountant", listing.Filled), listing.Sort{Key: "id", Desc: true})
		switch {
		case err == nil:
			r.Accountant = last.Accountant
		case app.KindOf(err) == app.NotFound:
			r.Accountant = r.Cashier
		default:
			return err
		}
	}
	return nil
}

// ordersOf are the orders that money settles, else the one it was received for.
func (s *Service) ordersOf(ctx context.Context, m *MoneyIn) ([]int64, error) {
	list, err := s.Allocations.Find(ctx, ref("money_in_id", m.ID), listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	sums := map[int64]int64{}
	var orders []int64
	for _, a := range list {
		if a.OrderID != 0 && !slices.Contains(orders, a.OrderID) {
			orders = append(orders, a.OrderID)
		}
		sums[a.OrderID] += int64(a.Amount)
	}
	orders = slices.DeleteFunc(orders, func(id int64) bool { return sums[id] == 0 })
	if len(orders) == 0 && m.OrderID != 0 {
		orders = []int64{m.OrderID}
	}
	return orders, nil
}

// purposeOf writes "自动封箱机，订单 DD2026030001": the subject of the first order and the
// numbers of all; else the memo of the money, else that it is an advance.
func (s *Service) purposeOf(ctx context.Context, m *MoneyIn, orders []int64) (string, error) {
	firm, err := s.company.Get(ctx)
	if err != nil {
		return "", err
	}
	word := func(key string) string {
		if w := s.company.Words(key); firm.Language == "en" {
			return w.EN
		} else {
			return w.ZH
		}
	}
	if len(orders) == 0 {
		if m.Memo != "" {
			return m.Memo, nil
		}
		return word("receipt.purpose.advance"), nil
	}
	numbers, err := s.texts(ctx, "sales_order", "number", orders...)
	if err != nil {
		return "", err
	}
	subjects, err := s.texts(ctx, "sales_order", "subject", orders[0])
	if err != nil {
		return "", err
	}
	var list []string
	for _, id := range orders {
		list = append(list, numbers[id])
	}
	comma, between := "，", "、"
	if firm.Language == "en" {
		comma, between = ", ", ", "
	}
	text := word("receipt.purpose.order") + " " + strings.Join(list, between)
	if subjects[orders[0]] != "" {
		text = subjects[orders[0]] + comma + text
	}
	if r := []rune(text); len(r) > 300 {
		text = string(r[:299]) + "…"
	}
	return text, nil
}

// handlerOf is the person in charge of the order, else of the customer.
func (s *Service) handlerOf(ctx context.Context, m *MoneyIn, orders []int64) (string, error) {
	kind, id := "customer", m.CustomerID
	if len(orders) > 0 {
		kind, id = "sales_order", orders[0]
	}
	names, err := s.texts(ctx, kind, "owner_id.name", id)
	return names[id], err
}
