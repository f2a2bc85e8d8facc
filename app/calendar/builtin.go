package calendar

// notice is one year's holiday notice of the State Council, in short: the ranges that
// are off, and the weekend days worked for them.
type notice struct {
	year   int
	source string
	off    []noticeRange
	work   []noticeWork
}

type noticeRange struct {
	from, to int // month*100+day
	name     string
}

type noticeWork struct {
	day  int
	name string
}

var notices = []notice{
	{
		year: 2024, source: "国办发明电〔2023〕7号",
		off: []noticeRange{
			{101, 101, nameNewYear},
			{210, 217, nameSpring},
			{404, 406, nameQingming},
			{501, 505, nameLabour},
			{610, 610, nameDragon},
			{915, 917, nameAutumn},
			{1001, 1007, nameNational},
		},
		work: []noticeWork{
			{204, nameSpring},
			{218, nameSpring},
			{407, nameQingming},
			{428, nameLabour},
			{511, nameLabour},
			{914, nameAutumn},
			{929, nameNational},
			{1012, nameNational},
		},
	},
	{
		year: 2025, source: "国办发明电〔2024〕12号",
		off: []noticeRange{
			{101, 101, nameNewYear},
			{128, 204, nameSpring},
			{404, 406, nameQingming},
			{501, 505, nameLabour},
			{531, 602, nameDragon},
			{1001, 1008, nameNational},
		},
		work: []noticeWork{{126, nameSpring}, {208, nameSpring}, {427, nameLabour}, {928, nameNational}, {1011, nameNational}},
	},
	{
		year: 2026, source: "国务院办公厅 2025-11-04",
		off: []noticeRange{
			{101, 103, nameNewYear},
			{215, 223, nameSpring},
			{404, 406, nameQingming},
			{501, 505, nameLabour},
			{619, 621, nameDragon},
			{925, 927, nameAutumn},
			{1001, 1007, nameNational},
		},
		work: []noticeWork{
			{104, nameNewYear},
			{214, nameSpring},
			{228, nameSpring},
			{509, nameLabour},
			{920, nameNational},
			{1010, nameNational},
		},
	},
}

// days spells the notice out, one row per date.
func (n notice) days() []Day {
	statutory := StatutoryDates(n.year)
	var out []Day
	for _, r := range n.off {
		for d := packedDate(n.year, r.from); d <= packedDate(n.year, r.to); d++ {
			name, stat := statutory[d]
			if !stat {
				name = r.name
			}
			out = append(out, Day{Date: d, Kind: Holiday, Name: name, Statutory: stat, Source: n.source})
		}
	}
	for _, w := range n.work {
		out = append(out, Day{Date: packedDate(n.year, w.day), Kind: Makeup, Name: w.name + "调休", Source: n.source})
	}
	return out
}
