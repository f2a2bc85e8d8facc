// Package sample makes the sample company: a small maker of packaging machines in
// Hangzhou with customers, products, pipeline, quotes, orders, money and people. It is
// the same for the same date, everything in it adds up, and nothing in it is real:
// domains end in .example, mobile numbers begin with 199 0000.
//
// It also makes bulk data for load tests (Generate).
package sample
