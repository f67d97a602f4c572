package demo

// The people and companies of the demo are made up; likeness to any that
// exist is chance.

// person is a rep as the team begins.
type person struct{ name, team string }

var people = []person{
	{"Amara Okonkwo", "Harbour"}, {"Jonas Lindqvist", "Harbour"}, {"Priya Raman", "Harbour"}, {"Mateo Rivas", "Harbour"},
	{"Hana Sato", "Ridge"}, {"Elias Brandt", "Ridge"}, {"Zeynep Aydın", "Ridge"}, {"Colm Byrne", "Ridge"},
	{"Nurul Hassan", "Meadow"}, {"Chloé Marchand", "Meadow"}, {"Tomasz Zieliński", "Meadow"}, {"Grace Mbeki", "Meadow"},
}

// joiner takes the desk of the one who leaves.
var joiner = person{"Linh Tran", "Ridge"}

const leaver = 7 // index into people

var surnames = []string{
	"Abelard", "Ferrow", "Castellan", "Okafor", "Lindgren", "Delgado", "Tanabe", "Haddad", "Kowal", "Moreau",
	"Bianchi", "Novak", "Osei", "Rahman", "Vasquez", "Whitlock", "Yilmaz", "Zander", "Eriksen", "Farouk",
	"Galanis", "Halvorsen", "Ibarra", "Jansen", "Kimura", "Lazar", "Mbeki", "Nakata", "Orlov", "Petrescu",
	"Quispe", "Rosario", "Sharma", "Tembo", "Ueda", "Varga", "Winslow", "Xavier", "Yamin", "Zoric",
	"Adeyemi", "Brennan", "Chowdhury", "Dvorak", "Espinoza", "Fontaine", "Grimaldi", "Hughes", "Iversen", "Juma",
}

var firstNames = []string{
	"Dana", "Luca", "Mei", "Omar", "Ingrid", "Rafael", "Sofia", "Kwame", "Anya", "Pavel", "Lucía", "Björn", "Farah",
	"Noah", "Aisha", "Hugo", "Yuki", "Marta", "Tariq", "Elena", "Sven", "Nadia", "Kofi", "Ruth", "Diego", "Leila",
	"Marek", "Wei", "Olga", "Samuel", "Ines", "Jamal", "Karin", "Arjun", "Beatriz", "Ravi", "Greta", "Ahmed",
}

// segment is an industry: how its companies are called and how large their
// orders are.
type segment struct {
	name   string
	weight int
	size   float64
	trades []string
}

var segments = []segment{
	{"Manufacturing", 28, 1.4, []string{"Precision", "Castings", "Tooling", "Pumps", "Polymers", "Assembly", "Instruments", "Metalworks"}},
	{"Retail", 24, 0.7, []string{"Stores", "Outfitters", "Foods", "Home", "Books", "Garden", "Bakeries", "Trading"}},
	{"Logistics", 18, 1.1, []string{"Freight", "Logistics", "Shipping", "Couriers", "Warehousing", "Cold Chain", "Haulage", "Lines"}},
	{"Health", 16, 1.2, []string{"Clinics", "Dental", "Diagnostics", "Care", "Pharma", "Medical", "Labs", "Optics"}},
	{"Services", 14, 0.8, []string{"Advisory", "Studios", "Legal", "Architects", "Partners", "Media", "Energy", "Hotels"}},
}

// landmarks are accounts that every demo has, by name and segment.
var landmarks = []struct {
	name    string
	segment int
}{
	{"Café Lumière", 1}, {"Östersund Energi", 4}, {"北海 Trading", 1}, {"Acme Tooling", 0}, {"Harbor & Finch", 1},
	{"Żuraw Logistyka", 2}, {"Bluebird Clinics", 3}, {"Señorío Hotels", 4}, {"Müller & Söhne Pumps", 0}, {"Nordlys Freight", 2},
	{"Kestrel Instruments", 0}, {"サクラ Foods", 1}, {"Tidewater Shipping", 2}, {"Maple Row Dental", 3}, {"Løvenskog Architects", 4},
	{"Copperfield Castings", 0}, {"Εγνατία Lines", 2}, {"Juniper Garden", 1}, {"Pale Moon Studios", 4}, {"São Bento Pharma", 3},
}

// endings tell apart companies that share family name and trade.
var endings = []string{"", " Group", " & Sons", " International", " North", " South", " East", " West"}

var sources = weighted{{"web", 40}, {"referral", 24}, {"event", 14}, {"outbound", 12}, {"partner", 10}}

// product is something sold, at a typical price in major units.
type product struct {
	name   string
	price  float64
	weight int
}

var products = []product{
	{"Starter", 3200, 22}, {"Team", 5400, 34}, {"Business", 8200, 28}, {"Enterprise", 13500, 10}, {"Onboarding", 4100, 6},
}

var lostReasons = weighted{{"price", 30}, {"no budget", 22}, {"competitor", 20}, {"timing", 16}, {"no decision", 12}}

var callNotes = []string{
	"Wants pricing before the budget freeze", "Asked for a reference in the same industry", "Decision is with the board",
	"Happy with the pilot, wants two more seats", "Compares us with two others", "Asked to be called after the holidays",
	"New head of operations, introduced us", "Security questionnaire to follow", "Needs it live before the season starts",
	"Contract with the present supplier ends next quarter", "Sent us on to procurement", "Likes the reports, doubts the migration",
}

var inquiryNotes = []string{
	"Form on the website: asks for a price list", "Asks whether we deliver in two weeks", "Downloaded the buyer's guide, wants a call",
	"Recommended by a customer", "Saw us at the fair", "Asks for a trial", "Wants to compare plans", "Question about data protection",
}

var trainings = []string{"Product update", "Discovery questions", "Negotiation", "Writing proposals", "Tool training"}

// weighted is a list of words to draw from.
type weighted []struct {
	word   string
	weight int
}
