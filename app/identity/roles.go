package identity

// Keys of the shipped roles. The owner is the administrator.
const (
	RoleOwner    = "owner"
	RoleVP       = "vp" // sales vice-president: like a sales manager, of the whole company
	RoleManager  = "manager"
	RoleSales    = "sales"
	RoleFinance  = "finance"
	RoleCashier  = "cashier"
	RoleBuyer    = "buyer"
	RoleHR       = "hr"
	RoleReadOnly = "readonly"
)

// SellerRoles are the roles of the people who sell: they stand among the targets and are
// judged even before they have figures.
var SellerRoles = []string{RoleVP, RoleManager, RoleSales}

// Verbs beyond those that every kind of record knows.
const (
	Claim    Verb = "claim"    // take a customer out of the shared pool
	Assign   Verb = "assign"   // give records to another person
	Approve  Verb = "approve"  // decide on a submitted document
	Convert  Verb = "convert"  // turn a quote into an order
	Issue    Verb = "issue"    // give a document its number and let it out
	Confirm  Verb = "confirm"  // book money
	Reverse  Verb = "reverse"  // take a booked document back
	Allocate Verb = "allocate" // settle receivables with money
	Lock     Verb = "lock"     // close a period
)

// Single rights.
const (
	RightAdmin    = "admin"                  // people, roles, settings
	RightCost     = "cost.read"              // costs and margins
	RightDiscount = "discount.high"          // discounts above the limit without approval
	RightCredit   = "customer.credit"        // set credit limits
	RightLock     = "customer.lock"          // keep a customer out of the pool
	RightMobile   = "customer.mobile.change" // change a mobile number after creation
	RightPurge    = "bin.purge"              // delete for good what lies in the recycle bin
	RightStamp    = "stamp.use"              // print the stamp picture
	RightWriteOff = "finance.write_off"
	RightPeriod   = "period.lock"
	RightBalance  = "account.balance" // see what is in the accounts
	RightDeadline = "flow.deadline"   // set the due times of reporting tasks (OA-21)
	RightTargets  = "target.allocate" // set sales targets: sales vice-president and sales manager (SAL-34)
)

// Kinds of records by area, as the permission matrix groups them.
var (
	KindsCustomer   = append([]string{"customer", "contact", "activity"}, KindsDossier...)
	KindsDossier    = []string{"competitor_note", "product_need", "credit_review", "trial_report", "complaint_report", "work_report", "promotion_plan", "subscription", "attachment"}
	KindsOwnership  = []string{"handover", "customer_request", "customer_account"} // what happens to customers beside their data
	KindsSales      = []string{"lead", "lead_note", "opportunity", "quote", "sales_order", "delivery", "sales_return", "contract", "pricing_request", "proposal"}
	KindsEffort     = []string{"performance", "sales_log"}           // what people write about their own work
	KindsAppraisal  = []string{"appraisal", "reward"}                // how people did, and what they get for it; everybody sees their own
	KindsMarket     = []string{"channel", "territory", "competitor"} // whom the company sells through, and where
	KindsFlow       = []string{"flow_task"}                          // what distributors sold on, to be reported every month
	KindsPurchase   = []string{"supplier", "supplier_contact", "purchase_order", "goods_receipt"}
	KindsFinance    = []string{"receivable", "money_in", "allocation", "receipt", "payable", "payment", "invoice"}
	KindsClaim      = []string{"expense", "expense_line", "advance"} // what people spend for the company
	KindsFunds      = []string{"account", "journal"}
	KindsClosing    = []string{"period"}                                    // months of the books; locking them is a right
	KindsBank       = []string{"bank_statement", "bank_line", "payer_name"} // what banks and wallets say happened
	KindsWage       = []string{"wage"}                                      // what people get; everybody sees their own
	KindsCommission = []string{"commission", "commission_rule"}             // everybody sees their own, and the rules
	KindsAttendance = []string{
		"employee", "shift", "roster", "punch", "leave", "trip", "correction", "overtime", "day_result",
		"badge", "attendance_group", "device", "punch_import", "month_lock", "supplement", "calendar_day", "law_parameter",
	}
	KindsRequest = []string{"leave", "trip", "correction", "overtime"} // what everybody may ask for
	KindsOwn     = []string{"task", "reminder", "approval", "saved_view", "mark", "mark_item", "mail_account", "mail_folder", "mail_message", "mail_template", "print_job"}
	KindsCompany = []string{"company", "setting", "person", "department", "product", "product_picture", "product_relation", "price_list", "stock_move", "stock_level", "role", "target", "indicator", "snippet", "print_template", "print_version"}
)

// ShippedRoles are the roles of a new company, as the permission matrix shows them.
func ShippedRoles() []Role {
	return []Role{
		{Key: RoleOwner, Grants: map[Action]Scope{{"*", "*"}: ScopeAll}, Rights: []string{"*"}},
		vicePresident(), manager(), sales(), financeRole(), cashier(), buyer(), hr(), readOnly(),
	}
}

type grants map[Action]Scope

func (g grants) give(scope Scope, kinds []string, verbs ...Verb) grants {
	for _, k := range kinds {
		for _, v := range verbs {
			g[Action{k, v}] = scope
		}
	}
	return g
}

// everyone starts a role with what everybody may do: their own tasks, reminders, views
// and mail, and the names of people, departments and products.
func everyone() grants {
	g := grants{}
	g.give(ScopeSelf, KindsOwn, See, Add, Change, Remove, Export, Print)
	g.give(ScopeSelf, KindsWage, See)
	g.give(ScopeSelf, KindsAppraisal, See)
	g.give(ScopeSelf, []string{"commission"}, See, Export)
	g.give(ScopeAll, []string{"commission_rule"}, See)
	return g.give(ScopeAll, KindsCompany, See)
}

func manager() Role {
	g := everyone()
	g.give(ScopeAll, KindsCustomer, See)
	g.give(ScopeAll, KindsOwnership, See, Export)
	g.give(ScopeAll, []string{"pool_run"}, See)
	g.give(ScopeTree, []string{"customer_request"}, Add)
	g.give(ScopeTree, KindsCustomer, Add, Change, Remove, Export, Print, Import, Assign)
	g.give(ScopeAll, []string{"customer", "lead"}, Claim)
	g.give(ScopeTree, KindsSales, See, Add, Change, Remove, Export, Print, Import, Issue, Convert, Approve, Assign)
	g.give(ScopeTree, KindsEffort, See, Add, Change, Remove, Export)
	g.give(ScopeTree, KindsAppraisal, See, Add, Change, Remove, Export, Print)
	g.give(ScopeTree, []string{"appraisal"}, Confirm)
	g.give(ScopeAll, []string{"indicator"}, Add, Change, Remove, Export)
	g.give(ScopeAll, []string{"product", "product_picture", "product_relation", "price_list"}, Add, Change, Remove, Export, Import)
	g.give(ScopeAll, KindsMarket, See, Add, Change, Remove, Export, Import)
	g.give(ScopeTree, KindsFlow, See, Add, Change, Remove, Export)
	g.give(ScopeAll, KindsPurchase, See, Add, Change, Remove, Export, Print, Import, Issue, Approve)
	g.give(ScopeAll, []string{"payable"}, See, Export)
	g.give(ScopeAll, []string{"stock_level", "stock_move"}, Change, Export)
	g.give(ScopeAll, []string{"target"}, Add, Change, Remove, Export)
	g.give(ScopeAll, []string{"snippet", "print_template"}, Add, Change, Remove)
	g.give(ScopeTree, []string{"print_job"}, See, Change, Export)
	g.give(ScopeTree, []string{"receivable", "money_in", "allocation", "receipt"}, See, Print, Export)
	g.give(ScopeTree, []string{"task"}, See, Add, Change)
	g.give(ScopeTree, KindsAttendance, See)
	g.give(ScopeTree, KindsRequest, Add)
	g.give(ScopeTree, KindsClaim, See, Export)
	g.give(ScopeTree, []string{"invoice"}, See, Add, Change, Export)
	g.give(ScopeSelf, KindsClaim, Add, Change, Remove, Print)
	g.give(ScopeTree, []string{"commission"}, See, Export)
	return Role{Key: RoleManager, Grants: g, Rights: []string{RightCost, RightDiscount, RightCredit, RightLock, RightMobile, RightStamp, RightTargets, RightDeadline}}
}

// vicePresident is the sales manager of the whole company.
func vicePresident() Role {
	r := manager()
	r.Key = RoleVP
	for act, scope := range r.Grants {
		if scope == ScopeTree {
			r.Grants[act] = ScopeAll
		}
	}
	return r
}

func sales() Role {
	g := everyone()
	g.give(ScopeSelf, KindsCustomer, See, Add, Change, Print)
	g.give(ScopeSelf, KindsOwnership, See)
	g.give(ScopeSelf, []string{"customer_request"}, Add)
	g.give(ScopeAll, []string{"customer", "lead"}, Claim)
	g.give(ScopeSelf, []string{"contact", "activity"}, Remove)
	g.give(ScopeSelf, KindsDossier, Remove, Export)
	g.give(ScopeSelf, KindsSales, See, Add, Change, Remove, Print, Issue, Convert)
	g.give(ScopeSelf, KindsEffort, See, Add, Change, Remove, Export)
	g.give(ScopeAll, KindsMarket, See)
	g.give(ScopeAll, []string{"competitor"}, Add, Change, Export)
	g.give(ScopeSelf, KindsFlow, See, Change, Export)
	g.give(ScopeSelf, []string{"receivable", "money_in", "allocation", "receipt"}, See, Print)
	g.give(ScopeSelf, KindsAttendance, See)
	g.give(ScopeSelf, KindsRequest, Add)
	g.give(ScopeSelf, KindsClaim, See, Add, Change, Remove, Print, Export)
	g.give(ScopeSelf, []string{"invoice"}, See, Add, Change)
	return Role{Key: RoleSales, Grants: g, Rights: []string{RightStamp}}
}

func financeRole() Role {
	g := everyone()
	g.give(ScopeAll, KindsCustomer, See, Print)
	g.give(ScopeAll, []string{"credit_review"}, Add, Change, Remove)
	g.give(ScopeAll, KindsSales, See, Print)
	g.give(ScopeAll, KindsMarket, See)
	g.give(ScopeAll, KindsPurchase, See, Print, Export, Approve)
	g.give(ScopeAll, KindsFinance, See, Add, Change, Remove, Export, Print, Import, Issue, Confirm, Reverse, Allocate, Approve)
	g.give(ScopeAll, KindsFunds, See, Add, Change, Export, Print, Import, Reverse)
	g.give(ScopeAll, KindsClosing, See, Export)
	g.give(ScopeAll, KindsBank, See, Add, Change, Remove, Export, Print, Import, Confirm)
	g.give(ScopeAll, KindsWage, See, Add, Change, Remove, Export, Print, Import, Approve, Confirm, Reverse)
	g.give(ScopeAll, KindsCommission, See, Add, Change, Remove, Export, Import, Approve, Reverse)
	g.give(ScopeAll, KindsEffort, See, Export)
	g.give(ScopeAll, []string{"performance"}, Approve)
	g.give(ScopeAll, KindsAppraisal, See, Export, Print)
	g.give(ScopeAll, []string{"reward"}, Confirm)
	g.give(ScopeSelf, KindsAttendance, See)
	g.give(ScopeSelf, KindsRequest, Add)
	g.give(ScopeAll, KindsClaim, See, Add, Change, Remove, Export, Print, Confirm, Reverse)
	g.give(ScopeAll, []string{"print_template"}, Add, Change, Remove)
	g.give(ScopeAll, []string{"print_job"}, See, Change, Export)
	return Role{Key: RoleFinance, Grants: g, Rights: []string{RightCost, RightStamp, RightWriteOff, RightPeriod, RightBalance}}
}

func cashier() Role {
	g := everyone()
	g.give(ScopeAll, []string{"customer", "contact"}, See)
	g.give(ScopeAll, KindsSales, See)
	g.give(ScopeAll, KindsMarket, See)
	g.give(ScopeAll, KindsPurchase, See)
	g.give(ScopeAll, []string{"receivable", "allocation"}, See)
	g.give(ScopeAll, []string{"money_in", "receipt"}, See, Add, Change, Print, Issue, Confirm, Export)
	g.give(ScopeAll, []string{"payment"}, See, Add, Change, Print, Confirm, Export)
	g.give(ScopeAll, []string{"payable"}, See, Add, Change, Export)
	g.give(ScopeAll, []string{"invoice"}, See, Add, Change, Export, Print, Issue)
	g.give(ScopeAll, KindsFunds, See, Add, Export, Print, Import)
	g.give(ScopeAll, KindsClosing, See)
	g.give(ScopeAll, KindsBank, See, Export, Print, Import, Confirm)
	g.give(ScopeSelf, KindsAttendance, See)
	g.give(ScopeSelf, KindsRequest, Add)
	g.give(ScopeAll, KindsClaim, See, Export, Print, Confirm)
	g.give(ScopeSelf, KindsClaim, Add, Change, Remove)
	return Role{Key: RoleCashier, Grants: g, Rights: []string{RightStamp, RightBalance}}
}

// buyer looks after suppliers, purchase orders, goods that come in and the stock.
func buyer() Role {
	g := everyone()
	g.give(ScopeAll, KindsPurchase, See, Add, Change, Remove, Export, Print, Import, Issue)
	g.give(ScopeAll, []string{"sales_order", "delivery", "sales_return"}, See)
	g.give(ScopeAll, []string{"product", "product_picture", "product_relation"}, Add, Change, Export, Import)
	g.give(ScopeAll, []string{"stock_level", "stock_move"}, Change, Export)
	g.give(ScopeAll, []string{"payable"}, See, Export)
	g.give(ScopeSelf, []string{"invoice"}, See, Add, Change)
	g.give(ScopeSelf, KindsAttendance, See)
	g.give(ScopeSelf, KindsRequest, Add)
	g.give(ScopeSelf, KindsClaim, See, Add, Change, Remove, Print, Export)
	return Role{Key: RoleBuyer, Grants: g, Rights: []string{RightCost, RightStamp}}
}

func hr() Role {
	g := everyone()
	g.give(ScopeSelf, []string{"customer", "contact", "activity"}, See)
	g.give(ScopeAll, KindsAttendance, See, Add, Change, Remove, Export, Print, Import, Approve, Lock)
	g.give(ScopeAll, KindsWage, See, Add, Change, Remove, Export, Print, Import)
	g.give(ScopeSelf, KindsClaim, See, Add, Change, Remove, Print, Export)
	return Role{Key: RoleHR, Grants: g}
}

func readOnly() Role {
	g := everyone()
	g.give(ScopeAll, KindsCustomer, See)
	g.give(ScopeAll, KindsSales, See)
	g.give(ScopeAll, KindsMarket, See)
	g.give(ScopeAll, KindsPurchase, See)
	g.give(ScopeAll, []string{"receivable", "money_in", "allocation", "receipt", "payable", "invoice"}, See)
	return Role{Key: RoleReadOnly, Grants: g}
}
