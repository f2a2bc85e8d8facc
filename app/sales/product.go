package sales

import (
	"kontor/app/entity"
	"kontor/app/money"
)

// ProductState tells whether a product is offered.
type ProductState string

// The states of a product.
const (
	ProductActive  ProductState = "active"
	ProductStopped ProductState = "stopped"
)

// Product is something the company sells.
type Product struct {
	entity.Head
	Code       string
	Name       string
	Pinyin     string // for the picker: kept by search
	Spec       string
	Unit       string
	Category   string
	State      ProductState
	Price      money.Price // in the company's currency, with or without tax as the company sells
	Cost       money.Price // without tax
	Tax        money.TaxCode
	Stock      *int64 // × 10⁶; nil = not kept
	SafeStock  *int64
	Barcode    string
	LeadTime   string // from the order to the delivery, in words
	SupplierID int64  // whom it is bought from as a rule
	Image      string
	Remark     string
}

// DescribeProduct describes products.
func DescribeProduct() *entity.Desc[Product] {
	return entity.Describe("product", "name", func(p *Product, e *entity.Fields) {
		e.Open()
		e.Text("code", &p.Code).Must().Only().Found().Printed().Max(60).Also("编码", "产品编号", "型号", "货号", "code", "sku")
		e.Text("name", &p.Name).Must().Found().Printed().Max(200).Also("品名", "产品名称", "商品名称", "名称", "product")
		e.Text("name_pinyin", &p.Pinyin).Computed().Unlisted().Silent().Max(400)
		e.Text("spec", &p.Spec).Found().Printed().Max(200).Also("规格", "规格型号", "specification")
		e.Text("unit", &p.Unit).Printed().Max(20).Also("单位")
		e.Dict("category", "product_category", &p.Category).Also("类别", "分类")
		entity.Choice(e, "state", &p.State, ProductActive, ProductStopped).Else(entity.Str(string(ProductActive)))
		entity.Scaled(e, "price", 6, &p.Price).Printed().Also("单价", "价格", "售价")
		entity.Scaled(e, "cost", 6, &p.Cost).Rights(CostRight, CostRight).Also("成本", "成本价")
		taxField(e, "tax_code", &p.Tax).Else(entity.Str("13")).Also("税率")
		e.MaybeNumber("stock", 6, &p.Stock).Also("库存", "数量")
		e.MaybeNumber("safe_stock", 6, &p.SafeStock).Also("安全库存")
		e.Text("lead_time", &p.LeadTime).Printed().Max(40).Also("交期", "货期", "供货周期", "lead time")
		e.Text("barcode", &p.Barcode).Found().Max(60).Also("条码", "条形码")
		e.Ref("supplier_id", "supplier", &p.SupplierID).Found().Also("供应商", "主供应商")
		e.File("image", &p.Image).Unlisted()
		e.LongText("remark", &p.Remark).Also("备注")
	})
}

// SoldOut tells whether stock is kept and gone.
func (p *Product) SoldOut() bool { return p.Stock != nil && *p.Stock <= 0 }

// Low tells whether the stock is kept and below the safe stock.
func (p *Product) Low() bool {
	return p.Stock != nil && p.SafeStock != nil && *p.Stock < *p.SafeStock
}

// LineFor makes the line that picking the product writes.
func (p *Product) LineFor() Item {
	return Item{
		Kind: Goods, ProductID: p.ID, Code: p.Code, Name: p.Name, Spec: p.Spec, Unit: p.Unit,
		Quantity: money.Scale, Price: p.Price, Tax: p.Tax, Cost: p.Cost,
	}
}
