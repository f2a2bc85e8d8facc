package sales

import (
	"kontor/app/customer"
	"kontor/app/listing"
)

// Holds are the records of sales that change hands when a person leaves: those that
// somebody still has to work on. Closed ones keep the name of who did them.
func Holds() []customer.Hold {
	in := func(entity string, states ...string) customer.Hold {
		return customer.Hold{Entity: entity, Filter: listing.Is("state", listing.In, states...)}
	}
	return []customer.Hold{
		in(Opportunities, string(Open)),
		in(Quotes, string(QuoteDraft), string(QuoteSent)),
		in(Contracts, string(ContractDraft), string(ContractInReview), string(ContractActive)),
		in(Orders, string(OrderDraft), string(OrderSubmitted), string(OrderApproved)),
	}
}
