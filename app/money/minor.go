// Package money knows amounts: int64 minor units and a currency, never floats.
// Prices, quantities and rates are scaled integers; rounding is half away from zero (四舍五入).
package money

// Minor is an amount in the smallest unit of its currency (分 for CNY).
type Minor int64
