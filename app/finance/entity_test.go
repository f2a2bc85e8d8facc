package finance

import "testing"

func TestDescriptionsAreComplete(t *testing.T) {
	for _, n := range []string{
		DescribeReceivable().Name, DescribeMoneyIn().Name, DescribeAllocation().Name, DescribeReceipt().Name,
		DescribeAccount().Name, DescribeEntry().Name, DescribePayment().Name,
	} {
		if n == "" {
			t.Error("an entity without a name")
		}
	}
}
