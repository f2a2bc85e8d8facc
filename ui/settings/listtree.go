package settings

import "kontor/app/company"

// treeOf orders options so that each is followed by those below it.
func treeOf(options []company.Option) []company.Option {
	var out []company.Option
	var add func(under string, level int)
	add = func(under string, level int) {
		for _, o := range options {
			if o.Under == under && level < 10 {
				out = append(out, o)
				add(o.Key, level+1)
			}
		}
	}
	add("", 0)
	return out
}

// swap exchanges an option with its next or former neighbour of the same branch.
func swap(list []company.Option, i, by int) bool {
	for j := i + by; j >= 0 && j < len(list); j += by {
		if list[j].Under == list[i].Under {
			list[i], list[j] = list[j], list[i]
			return true
		}
	}
	return false
}

func indent(list []company.Option, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if list[j].Under == list[i].Under {
			list[i].Under = list[j].Key
			return true
		}
	}
	return false
}

func outdent(list []company.Option, i int) bool {
	for _, o := range list {
		if o.Key == list[i].Under {
			list[i].Under = o.Under
			return true
		}
	}
	return false
}
