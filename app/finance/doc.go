// Package finance is the room of money: what customers owe (receivables), what came in,
// which receivable it settles, receipts, accounts and the cash journal, payment orders.
//
// Allocation is the core: open = amount − Σ allocations. Whether something is settled is
// derived from that, never typed. Confirmed and issued documents are locked; they are
// taken back by a counter-document (红冲), so that numbers and books stay whole.
package finance
