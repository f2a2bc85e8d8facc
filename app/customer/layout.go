package customer

import "kontor/app/entity"

// ShippedLayouts are the forms of customers as they come with the program: one for private
// persons, one for all others. Fields that none of them names stand where the description
// puts them. CUS-02, CUS-07
func ShippedLayouts() []entity.Layout {
	return []entity.Layout{
		{Key: "person", Entity: Customers, For: map[string][]string{"kind": {string(Person)}}, Groups: []entity.Group{
			group("basic", "kind", "name", "mobile", "mail", "category", "grade", "source", "owner_id", "region", "city", "status", "phone", "address", "tags", "segments"),
			group(groupPerson), group(groupProfile), group(groupPayment), group(groupPlace), group("custom"), rest(),
		}, Out: []string{"main_business", "staff_size", "short_name", "industry", "credit_code", "website", "parent_id", "invoice_title"}},
		{Key: "company", Entity: Customers, Groups: []entity.Group{
			group("basic", "kind", "name", "short_name", "category", "industry", "grade", "credit_code", "source", "phone", "owner_id", "region", "website", "city", "status", "mobile", "mail", "address", "main_business", "staff_size", "tags", "segments"),
			group(groupPayment), group(groupPurchasing), group(groupProfile), group(groupPlace), group("custom"), rest(),
		}, Out: []string{"gender", "birthday", "profession", "education", "income_level", "spend_level", "credit_level", "family", "dwelling", "lifestyle"}},
	}
}

func rest() entity.Group {
	return group("more", "hot", "remark", "parent_id", "referred_by", "locked", "unit_id")
}

// group is a part of a form with the fields named first; those that the description puts
// there follow.
func group(id string, keys ...string) entity.Group {
	g := entity.Group{ID: id}
	for _, k := range keys {
		g.Places = append(g.Places, entity.Place{Key: k})
	}
	return g
}
