package kit

import "sync/atomic"

var home atomic.Value

// SetHome says which currency the company that is open keeps its books in.
func SetHome(code string) {
	if code != "" {
		home.Store(code)
	}
}

// Home is the currency of the company's own amounts, CNY before a company is open.
func Home() string {
	if code, ok := home.Load().(string); ok {
		return code
	}
	return "CNY"
}
