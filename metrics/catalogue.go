package metrics

import (
	"strings"

	"foresail/metrics/control"
	"foresail/store/record"
)

// The ids that code refers to.
const (
	idBooked   = "booked_revenue"
	idResponse = "lead_response_time"
)

// aliases are the other words that sales people have for an indicator, mostly
// when they set goals.
var aliases = map[string]string{
	"quota": idBooked, "revenue": idBooked, "bookings": idBooked, "booked": idBooked,
	"response_time": idResponse, "coverage": "pipeline_coverage", "attainment": "quota_attainment",
	"pipeline": "open_pipeline", "meetings": "meetings_held", "demos": "demos_booked", "proposals": "proposals_sent", "wins": "deals_won",
}

// canonical brings an id as people type it to the form of the catalogue.
func canonical(id string) string {
	id = strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(strings.TrimSpace(id)))
	if a, ok := aliases[id]; ok {
		return a
	}
	return id
}

var (
	fromDeals    = Needs{Types: []record.Type{record.TypeDeal}}
	fromCycles   = Needs{Types: []record.Type{record.TypeDeal}, Touches: true}
	fromGoals    = Needs{Types: []record.Type{record.TypeDeal, record.TypeGoal}}
	fromLeads    = Needs{Types: []record.Type{record.TypeDeal, record.TypeAccount}}
	fromPromises = Needs{Types: []record.Type{record.TypeDeal, record.TypeAccount}}
	fromMeasures = Needs{Types: []record.Type{record.TypeMeasure}}
	fromAnswers  = Needs{Kinds: []string{AnyKind}, Inquiries: true, Rows: true, Types: []record.Type{record.TypeKind, record.TypeGoal}}
)

func kinds(keys ...string) Needs { return Needs{Kinds: keys} }

// catalogue is the table of the built-in indicators. To add one, add an entry
// and its messages.
var catalogue = []Indicator{
	{ID: "calls", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Day, Fold: Sum, Chart: control.Counts,
		Needs: kinds(kindCall), LagWeeks: [2]int{4, 10}, Interval: "interval.poisson", Since: sinceActivities, Eval: counting(done(kindCall))},
	{ID: "connected_calls", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Day, Fold: Sum, Chart: control.Counts,
		Needs: kinds(kindCall), LagWeeks: [2]int{4, 10}, Interval: "interval.poisson",
		Since: sinceActivities, Eval: counting(connectedCalls)},
	{ID: "emails", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Day, Fold: Sum, Chart: control.Counts,
		Needs: kinds(kindEmail), LagWeeks: [2]int{4, 12}, Interval: "interval.poisson", Since: sinceActivities, Eval: counting(done(kindEmail))},
	{ID: "meetings_booked", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: kinds(AnyKind), LagWeeks: [2]int{4, 10}, Interval: "interval.poisson",
		Since: sinceActivities, Eval: counting(meetingsBooked)},
	{ID: "meetings_held", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: kinds(kindMeeting), LagWeeks: [2]int{3, 9}, Interval: "interval.poisson",
		Since: sinceActivities, Eval: counting(meetingsHeld)},
	{ID: "demos_booked", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: kinds(AnyKind), LagWeeks: [2]int{3, 8}, Interval: "interval.poisson",
		Since: sinceActivities, Eval: counting(match{Kinds: []string{kindDemo}, Only: booked})},
	{ID: "proposals_sent", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: kinds(kindProposal), LagWeeks: [2]int{2, 6}, Interval: "interval.poisson", Since: sinceActivities, Eval: counting(match{Kinds: []string{kindProposal}, Except: unsent})},
	{ID: "inquiries", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: kinds(record.KindInquiry), LagWeeks: [2]int{4, 12}, Interval: "interval.poisson", Since: sinceActivities, Eval: counting(match{Kinds: []string{record.KindInquiry}, Except: noise})},
	{ID: idResponse, Horizon: Leading, Unit: UnitHours, Better: Lower, Cadence: record.Week, Fold: Rate,
		Needs: fromAnswers, LagWeeks: [2]int{3, 10}, Interval: "interval.median", Since: sinceActivities, Eval: responseTime},
	{ID: "answered_in_time", Horizon: Leading, Unit: UnitShare, Better: Higher, Cadence: record.Week, Fold: Rate, Chart: control.Proportions,
		Needs: fromAnswers, LagWeeks: [2]int{3, 10}, Interval: "interval.incidence", Since: sinceActivities, Eval: answeredInTime},
	{ID: "new_leads", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: fromLeads, LagWeeks: [2]int{6, 16}, Interval: "interval.poisson", Since: sinceLeads, Eval: newLeads},
	{ID: "qualified_leads", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: fromLeads, LagWeeks: [2]int{5, 13}, Interval: "interval.poisson", Since: sinceLeads, Eval: qualifiedLeads},
	{ID: "lead_conversion", Horizon: Leading, Unit: UnitShare, Better: Higher, Cadence: record.Month, Fold: Rate, Chart: control.Proportions,
		Needs: fromLeads, LagWeeks: [2]int{5, 13}, Interval: "interval.incidence", Since: sinceLeads, Eval: leadConversion},
	{ID: "new_deals", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: fromDeals, LagWeeks: [2]int{4, 13}, Interval: "interval.poisson", Since: sinceDeals, Eval: newDeals},
	{ID: "pipeline_created", Horizon: Leading, Unit: UnitMoney, Better: Higher, Cadence: record.Week, Fold: Sum,
		Needs: fromDeals, LagWeeks: [2]int{4, 13}, Interval: "interval.none.total", Since: sinceDeals, Eval: pipelineCreated},
	{ID: "open_pipeline", Horizon: Leading, Unit: UnitMoney, Better: Higher, Cadence: record.Week, Fold: Stock, NoChart: true,
		Needs: fromDeals, LagWeeks: [2]int{4, 13}, Interval: "interval.none.total", Since: sinceDeals, Eval: openPipeline},
	{ID: "pipeline_growth", Horizon: Leading, Unit: UnitShare, Better: Higher, Cadence: record.Month, Fold: Stock,
		Needs: fromDeals, LagWeeks: [2]int{4, 13}, Interval: "interval.none.total", Signed: true, Since: sinceDeals, Eval: pipelineGrowth},
	{ID: "pipeline_coverage", Horizon: Leading, Unit: UnitTimes, Better: Higher, Cadence: record.Week, Fold: Stock, NoChart: true,
		Needs: fromGoals, LagWeeks: [2]int{2, 13}, Interval: "interval.none.total", Eval: coverage},
	{ID: "next_step_share", Horizon: Leading, Unit: UnitShare, Better: Higher, Cadence: record.Week, Fold: Stock,
		Needs: fromPromises, LagWeeks: [2]int{2, 8}, Interval: "interval.none.total", Since: sinceDeals, Eval: withNextStep},
	{ID: "accounts_touched", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Rate,
		Needs: Needs{Kinds: []string{AnyKind}, Rows: true, Types: []record.Type{record.TypeKind}}, LagWeeks: [2]int{4, 12}, Interval: "interval.none.distinct", Since: sinceActivities, Eval: accountsTouched},
	{ID: "touches_per_deal", Horizon: Leading, Unit: UnitRatio, Better: Higher, Cadence: record.Week, Fold: Rate,
		Needs: Needs{Kinds: []string{AnyKind}, Rows: true, Types: []record.Type{record.TypeKind, record.TypeDeal}}, LagWeeks: [2]int{2, 8}, Interval: "interval.poisson", Since: sinceActivities, Eval: touchesPerDeal},
	{ID: "contacts_per_deal", Horizon: Leading, Unit: UnitRatio, Better: Higher, Cadence: record.Week, Fold: Stock, NoChart: true,
		Needs: Needs{Types: []record.Type{record.TypeDeal, record.TypeContact}}, LagWeeks: [2]int{2, 10}, Interval: "interval.none.total", Since: sinceDeals, Eval: contactsPerDeal},
	{ID: "website_traffic", Horizon: Leading, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, TeamOnly: true,
		Needs: fromMeasures, LagWeeks: [2]int{6, 16}, Interval: "interval.none.measured", Measure: measureTraffic, Eval: measured(measureTraffic, total)},
	{ID: "training_hours", Horizon: Leading, Unit: UnitHours, Better: Higher, Cadence: record.Month, Fold: Sum,
		Needs:    Needs{Kinds: []string{kindTraining}, Types: []record.Type{record.TypeMeasure}},
		LagWeeks: [2]int{8, 26}, Interval: "interval.none.total", Measure: measureTraining, Since: sinceTraining, Eval: trainingHours},

	{ID: idBooked, Horizon: Lagging, Unit: UnitMoney, Better: Higher, Cadence: record.Week, Fold: Sum,
		Needs: fromDeals, Interval: "interval.none.total", Since: sinceCloses, Eval: bookedRevenue},
	{ID: "deals_won", Horizon: Lagging, Unit: UnitCount, Better: Higher, Cadence: record.Week, Fold: Sum, Chart: control.Counts,
		Needs: fromDeals, Interval: "interval.poisson", Since: sinceCloses, Eval: dealsWon},
	{ID: "win_rate", Horizon: Lagging, Unit: UnitShare, Better: Higher, Cadence: record.Month, Fold: Rate, Chart: control.Proportions,
		Needs: fromDeals, Interval: "interval.wilson", Since: sinceCloses, Eval: winRate},
	{ID: "win_rate_value", Horizon: Lagging, Unit: UnitShare, Better: Higher, Cadence: record.Month, Fold: Rate,
		Needs: fromDeals, Interval: "interval.none.weighted", Since: sinceCloses, Eval: winRateValue},
	{ID: "average_deal_value", Horizon: Lagging, Unit: UnitMoney, Better: Higher, Cadence: record.Month, Fold: Rate,
		Needs: fromDeals, Interval: "interval.student", Since: sinceCloses, Eval: averageDealValue},
	{ID: "sales_cycle", Horizon: Lagging, Unit: UnitDays, Better: Lower, Cadence: record.Month, Fold: Rate,
		Needs: fromCycles, Interval: "interval.median", Since: sinceCloses, Eval: salesCycle},
	{ID: "sales_cycle_mean", Horizon: Lagging, Unit: UnitDays, Better: Lower, Cadence: record.Month, Fold: Rate,
		Needs: fromCycles, Interval: "interval.student", Since: sinceCloses, Eval: salesCycleMean},
	{ID: "quota_attainment", Horizon: Lagging, Unit: UnitShare, Better: Higher, Cadence: record.Month, Fold: Stock, NoChart: true,
		Needs: fromGoals, Interval: "interval.none.total", Eval: quotaAttainment},
	{ID: "churn", Horizon: Lagging, Unit: UnitShare, Better: Lower, Cadence: record.Month, Fold: Rate, Chart: control.Proportions,
		Needs: fromLeads, Interval: "interval.wilson", Eval: churn},
	{ID: "csat", Horizon: Lagging, Unit: UnitScore, Better: Higher, Cadence: record.Month, Fold: Rate, TeamOnly: true,
		Needs: fromMeasures, Interval: "interval.none.measured", Measure: measureCSAT, Eval: measured(measureCSAT, average)},
	{ID: "nps", Horizon: Lagging, Unit: UnitScore, Better: Higher, Cadence: record.Month, Fold: Rate, TeamOnly: true,
		Needs: fromMeasures, Interval: "interval.none.measured", Measure: measureNPS, Signed: true, Eval: measured(measureNPS, average)},
	{ID: "earnings_ratio", Horizon: Lagging, Unit: UnitRatio, Better: Higher, Cadence: record.Quarter, Fold: Stock, TeamOnly: true,
		Needs: fromMeasures, Interval: "interval.none.measured", Measure: measureEarnings, Eval: measured(measureEarnings, newest)},
}
