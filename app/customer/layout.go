package customer

import "kontor/app/entity"

// ShippedLayouts are the forms of customers as they come with the program: one for private
// persons, one for all others. Fields that none of them names stand where the description
// puts them. CUS-02, CUS-07
func ShippedLayouts() []entity.Layout {
	return []entity.Layout{
		{Key: "person", Entity: Customers, For: map[string][]string{"kind": {string(Person)}}, Groups: []entity.Group{
			group("basic", "kind", "name", "mobile", "mail", "category", "grade", "source", "owner_id", "region", "city", "status", "phone", "address", "tags"),
			group("payment"), group("custom"), rest(),
		}, Out: []string{"short_name", "industry", "credit_code", "website", "parent_id", "invoice_title"}},
		{Key: "company", Entity: Customers, Groups: []entity.Group{
			group("basic", "kind", "name", "short_name", "category", "industry", "grade", "credit_code", "source", "phone", "owner_id", "region", "website", "city", "status", "mobile", "mail", "address", "tags"),
			group("payment"), group("custom"), rest(),
		}},
	}
}

func rest() entity.Group {
	return group("more", "hot", "needs", "remark", "parent_id", "referred_by", "locked", "unit_id")
}

func group(id string, keys ...string) entity.Group {
	g := entity.Group{ID: id}
	for _, k := range keys {
		g.Places = append(g.Places, entity.Place{Key: k})
	}
	return g
}
