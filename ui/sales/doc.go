// Package sales is the sales window: quotes with their editor and live page, orders,
// opportunities on their board, products.
package sales
