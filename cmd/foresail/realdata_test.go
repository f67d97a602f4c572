package main_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Real exports that nobody in this project made, through the built program.
// They are no part of the project: FORESAIL_DATA names the folder that holds
// them. The expected figures were computed from the files by independent
// scripts; they stand in the README of that folder.

// desk is a data file and a copy of the real files beside it, so that rejects
// have a place to go.
type desk struct {
	testing.TB
	dir, file string
}

func realData(t *testing.T, sets ...string) *desk {
	t.Helper()
	data := os.Getenv("FORESAIL_DATA")
	if data == "" {
		t.Skip("FORESAIL_DATA does not name a folder of real data")
	}
	d := &desk{TB: t, dir: t.TempDir()}
	d.file = filepath.Join(d.dir, "team.db")
	for _, set := range sets {
		if err := os.CopyFS(filepath.Join(d.dir, set), os.DirFS(filepath.Join(data, set))); err != nil {
			t.Fatal(err)
		}
	}
	d.run(0, "init", "--as", "Tester", "--currency", "USD", "--zone", "UTC")
	return d
}

// run runs the program in the folder and gives its standard output and error.
func (d *desk) run(status int, args ...string) (out, errs string) {
	d.Helper()
	path, err := built()
	if err != nil {
		d.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Dir = d.dir
	cmd.Env = append(os.Environ(), "FORESAIL_FILE="+d.file, "FORESAIL_REP=Tester", "TZ=UTC")
	var o, e strings.Builder
	cmd.Stdout, cmd.Stderr = &o, &e
	err = cmd.Run()
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		d.Fatal(err)
	}
	if got != status {
		d.Fatalf("foresail %s: exit status %d, want %d\n%s%s", strings.Join(args, " "), got, status, o.String(), e.String())
	}
	return o.String(), e.String()
}

// ask runs a command that answers in JSON and holds fields of the answer, by
// dotted path. Numbers agree when they do to six digits.
func (d *desk) ask(want map[string]any, args ...string) {
	d.Helper()
	status := 0
	if n, _ := want["rejected"].(int); n > 0 {
		status = 1
	}
	out, _ := d.run(status, append(args, "--json")...)
	for path, value := range want {
		text, err := at(out, path)
		if err != nil {
			d.Errorf("foresail %s: %v", strings.Join(args, " "), err)
			continue
		}
		var got any
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			got = text
		}
		if !same(got, value) {
			d.Errorf("foresail %s: %s is %v, want %v", strings.Join(args, " "), path, got, value)
		}
	}
}

func same(got, want any) bool {
	x, ok := got.(float64)
	switch want := want.(type) {
	case int:
		return ok && x == float64(want)
	case float64:
		return ok && math.Abs(x-want) <= 5e-7*max(1, math.Abs(want))
	}
	return got == want
}

// imports imports a file twice: the first time everything lands, the second
// time nothing changes.
func (d *desk) imports(rows int, args ...string) {
	d.Helper()
	args = append([]string{"import"}, args...)
	d.ask(map[string]any{"rows": rows, "created": rows, "rejected": 0}, args...)
	d.ask(map[string]any{"rows": rows, "created": 0, "updated": 0, "unchanged": rows, "rejected": 0}, args...)
}

func window(asOf, from, to string) []string {
	return []string{"--as-of", asOf, "--from", from, "--to", to}
}

// Maven Analytics' "CRM Sales Opportunities": 8,800 deals of 30 reps.
func TestRealMaven(t *testing.T) {
	d := realData(t, "crm_maven")
	d.imports(8800, "crm_maven/sales_pipeline.csv")
	all := window("2017-12-31", "2016-01-01", "2017-12-31")
	d.ask(map[string]any{
		"won_count": 4238, "lost_count": 2473, "open_count": 2089, "won_value": 10_005_534,
		"win_rate": 4238.0 / 6711, "avg_deal_value": 2360.9094, "median_deal_value": 1117,
		"avg_cycle_days": 51.781973, "median_cycle_days": 57,
		"stages.5.stage": "engaging", "stages.5.open": 1589, "stages.6.stage": "prospecting", "stages.6.open": 500,
	}, append([]string{"pipeline"}, all...)...)
	for rep, want := range map[string][3]int{
		"Darcel Schlecht": {349, 204, 1_153_214}, "Vicki Laflamme": {221, 126, 478_396},
		"Hayden Neloms": {107, 45, 272_111}, "Lajuana Vencill": {127, 104, 194_632},
	} {
		d.ask(map[string]any{"won_count": want[0], "lost_count": want[1], "won_value": want[2]},
			append([]string{"pipeline", "--rep", rep}, all...)...)
	}
	quarters := []struct {
		from, to             string
		won, closed, revenue int
	}{
		{"2017-01-01", "2017-03-31", 531, 647, 1_134_672}, {"2017-04-01", "2017-06-30", 1254, 2032, 3_086_111},
		{"2017-07-01", "2017-09-30", 1257, 2047, 2_982_255}, {"2017-10-01", "2017-12-31", 1196, 1985, 2_802_496},
	}
	for _, q := range quarters {
		want := map[string]any{"won_count": q.won, "lost_count": q.closed - q.won, "won_value": q.revenue, "win_rate": float64(q.won) / float64(q.closed)}
		d.ask(want, append([]string{"pipeline"}, window("2017-12-31", q.from, q.to)...)...)
		d.ask(want, append([]string{"pipeline"}, window(q.to, q.from, q.to)...)...) // the same, seen from that day
		d.indicators(map[string]float64{
			"deals_won": float64(q.won), "booked_revenue": float64(q.revenue), "win_rate": float64(q.won) / float64(q.closed),
		}, "--period", "quarter", "--as-of", q.to)
	}
}

// indicators holds the values of indicators by id.
func (d *desk) indicators(want map[string]float64, args ...string) {
	d.Helper()
	out, _ := d.run(0, append([]string{"indicators", "--json"}, args...)...)
	var answer struct {
		Indicators []struct {
			ID    string
			Value *float64
		}
	}
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		d.Fatal(err)
	}
	found := 0
	for _, x := range answer.Indicators {
		if value, ok := want[x.ID]; ok {
			found++
			if x.Value == nil || !same(*x.Value, value) {
				d.Errorf("indicators %v: %s is %v, want %v", args, x.ID, x.Value, value)
			}
		}
	}
	if found != len(want) {
		d.Errorf("%d of %d indicators found", found, len(want))
	}
}

// data.world's "Fictitious CRM data", with clicks on the website.
func TestRealSparklesquad(t *testing.T) {
	d := realData(t, "crm_sparklesquad")
	d.imports(14277, "crm_sparklesquad/sales-pipeline.csv")
	_, errs := d.run(1, "import", "crm_sparklesquad/clicks.csv")
	if !strings.Contains(errs, "--map") {
		t.Errorf("nothing says how to map the columns: %s", errs)
	}
	d.imports(30244, "crm_sparklesquad/clicks.csv", "--records", "activities",
		"--map", "kind==click", "--map", "at=Created_On", "--map", "outcome=Source", "--map", "note=Industry")
	d.ask(map[string]any{
		"won_count": 6438, "lost_count": 3493, "open_count": 4346, "won_value": 17_936_928,
		"win_rate": 6438.0 / 9931, "avg_cycle_days": 49.758465, "median_cycle_days": 52,
	}, append([]string{"pipeline"}, window("2017-12-31", "2016-01-01", "2017-12-31")...)...)
	d.ask(map[string]any{"won_count": 662, "lost_count": 999 - 662, "won_value": 2_282_609},
		append([]string{"pipeline", "--rep", "darcel schlecht"}, window("2017-12-31", "2016-01-01", "2017-12-31")...)...)
	for _, q := range []struct {
		from, to             string
		won, closed, revenue int
	}{
		{"2017-01-01", "2017-03-31", 219, 348, 608_189}, {"2017-04-01", "2017-06-30", 1222, 2090, 3_472_470},
		{"2017-07-01", "2017-09-30", 2745, 4288, 7_623_202}, {"2017-10-01", "2017-12-31", 2252, 3205, 6_233_067},
	} {
		d.ask(map[string]any{"won_count": q.won, "lost_count": q.closed - q.won, "won_value": q.revenue},
			append([]string{"pipeline"}, window(q.to, q.from, q.to)...)...)
	}
}

// Salesforce's own demo records in the layout of its weekly export.
func TestRealSalesforce(t *testing.T) {
	d := realData(t, "salesforce_demo")
	d.imports(31, "salesforce_demo/Opportunity.csv")
	d.ask(map[string]any{"format": "salesforce", "records": "stage-changes", "rows": 62, "rejected": 0}, "import", "salesforce_demo/OpportunityHistory.csv")
	d.ask(map[string]any{"updated": 0, "unchanged": 62}, "import", "salesforce_demo/OpportunityHistory.csv")
	d.ask(map[string]any{
		"won_count": 18, "lost_count": 0, "won_value": 3_645_000, "open_count": 13, "open_value": 2_115_000, "weighted_value": 1_094_500,
		"avg_cycle_days": nil, "cycle_left_out": 18, // every win was entered after its close: no cycle, least of all a negative one
	}, append([]string{"pipeline"}, window("2020-03-31", "2010-01-01", "2020-03-31")...)...)
	for _, m := range []struct {
		from, to string
		won      int
	}{
		{"2018-06-01", "2018-06-30", 60_000}, {"2018-07-01", "2018-07-31", 940_000}, {"2018-08-01", "2018-08-31", 825_000},
		{"2018-09-01", "2018-09-30", 1_475_000}, {"2018-10-01", "2018-10-31", 345_000},
	} {
		d.ask(map[string]any{"won_value": m.won}, append([]string{"pipeline"}, window("2020-03-31", m.from, m.to)...)...)
	}
}

// A lead scoring table without any date, and a subscription business whose
// dates say neither day nor month first until one is asked.
func TestRealOthers(t *testing.T) {
	d := realData(t, "leads_xeducation", "ravenstack")
	d.imports(9240, "leads_xeducation/Leads.csv", "--records", "accounts",
		"--map", "id=Prospect ID", "--map", "name=Lead Number", "--map", "source=Lead Source")
	accounts := []string{"ravenstack/ravenstack_accounts.csv", "--records", "accounts", "--map", "id=account_id", "--map", "name=account_name",
		"--map", "segment=industry", "--map", "created=signup_date", "--map", "source=referral_source"}
	_, errs := d.run(1, append([]string{"import"}, accounts...)...)
	if !strings.Contains(errs, "--dates") {
		t.Errorf("nothing asks how to read the dates: %s", errs)
	}
	d.imports(500, append(accounts, "--dates", "dmy")...)
	d.imports(2000, "ravenstack/ravenstack_supports_ticket.csv", "--dates", "dmy", "--records", "activities",
		"--map", "id=ticket_id", "--map", "account=account_id", "--map", "at=submitted_at", "--map", "kind==support", "--map", "note=priority")
	d.run(0, "check")
}

// Broken rows among good ones: the good ones land, the others are named by
// their lines and kept for mending.
func TestRealBroken(t *testing.T) {
	d := realData(t, "crm_maven")
	path := filepath.Join(d.dir, "crm_maven", "sales_pipeline.csv")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimRight(string(whole), "\r\n"), "\n")
	broken := map[int]string{ // by line, the header being 1
		10:   "BAD00001,Moses Frase,GTX Plus Basic,Cancity,Won,2017-02-30,2017-03-01,1054",
		200:  "BAD00002,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,twelve",
		3000: "BAD00003,Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,,1054",
		8000: ",Moses Frase,GTX Plus Basic,Cancity,Won,2016-10-20,2017-03-01,1054",
	}
	for line, text := range broken {
		lines[line-1] = text
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"rows": 8800, "created": 8796, "rejected": 4}
	for i, line := range []int{10, 200, 3000, 8000} {
		want[fmt.Sprintf("rejects.%d.line", i)] = line
	}
	want["rejects.0.field"], want["rejects.1.field"], want["rejects.2.field"], want["rejects.3.field"] = "created", "amount", "closed", "id"
	d.ask(want, "import", "crm_maven/sales_pipeline.csv")
	rejects, err := os.ReadFile(path + ".rejects.csv")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(strings.TrimSpace(string(rejects)), "\n"); n != 4 {
		t.Errorf("%d rejected rows are kept:\n%s", n, rejects)
	}
}
