package suite_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/money"
	"kontor/app/sales"
)

// SAL-17: a document in a foreign currency does not go out at 1 : 1; the rate of the newest
// one that went out is the one proposed.
func TestRateIsAskedForAndProposed(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "Hanse Lebensmittel GmbH").ID
		quote := func(on string, rate int64) *sales.Quote {
			q := o.Sales.Quotes.Desc.New()
			q.CustomerID, q.On, q.Currency, q.RateE8 = c, calendar.Must(on), "EUR", rate
			q.Lines = []sales.QuoteLine{{Item: sales.Item{Name: "FKJ-450", Unit: "台", Quantity: 1_000_000, Price: 5_600_000_000}}}
			ok(t, o.Sales.Quotes.Create(o.boss, q))
			return q
		}
		open := quote("2026-03-18", money.ExchangeScale)
		_, err := o.Sales.Send(o.boss, open.ID)
		refused(t, err, "sales.rate")
		rate, _, err := o.Sales.RateOf(o.boss, "EUR")
		ok(t, err)
		if rate.RateE8 != 0 {
			t.Errorf("a rate out of nothing: %v", rate)
		}
		quote("2026-02-01", 7_60000000)
		quote("2026-03-02", 7_81500000)
		rate, on, err := o.Sales.RateOf(o.boss, "EUR")
		ok(t, err)
		if rate.String() != "7.8150" || on != calendar.Must("2026-03-02") {
			t.Errorf("proposed %v of %v", rate, on)
		}
		_, err = o.Sales.Quotes.Update(o.boss, open.ID, 0, func(q *sales.Quote) error { q.RateE8 = rate.RateE8; return nil })
		ok(t, err)
		if sent, err := o.Sales.Send(o.boss, open.ID); err != nil || sent.HomeMinor == sent.TotalMinor {
			t.Errorf("%+v, %v", sent, err)
		}
		order := o.Sales.Orders.Desc.New()
		order.CustomerID, order.On, order.Currency = c, calendar.Must("2026-03-18"), "USD"
		order.Lines = []sales.OrderLine{{Item: sales.Item{Name: "FKJ-450", Unit: "台", Quantity: 1_000_000, Price: 5_600_000_000}}}
		ok(t, o.Sales.Orders.Create(o.boss, order))
		_, err = o.Sales.Submit(o.boss, order.ID)
		refused(t, err, "sales.rate")
	})
}

// SAL-26: a contract abroad counts among the contracts of its customer in the company's
// currency, and is not submitted without a rate.
func TestContractsAbroadCountAtTheirRate(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		who := o.sell(t, o.boss, "Hanse Lebensmittel GmbH")
		c, err := o.Sales.NewContract(o.boss, sales.ContractSource{Customer: who.ID})
		ok(t, err)
		c.Name, c.Currency, c.Amount, c.StartsOn = "年度供货", "EUR", 10_000_00, calendar.Must("2026-03-18")
		ok(t, o.Sales.Contracts.Create(o.boss, c))
		_, err = o.Sales.SubmitContract(o.boss, c.ID)
		refused(t, err, "sales.rate")
		_, err = o.Sales.Contracts.Update(o.boss, c.ID, 0, func(c *sales.Contract) error { c.RateE8 = 7_81500000; return nil })
		ok(t, err)
		_, err = o.Sales.SubmitContract(o.boss, c.ID)
		ok(t, err)
		if got := o.cell(t, o.boss, customer.Customers, who.ID, "contract_minor").Int(); got != 78_150_00 {
			t.Errorf("contracts of the customer come to %d", got)
		}
	})
}
