// Package metrics turns the state of a data file into numbers that a sales
// team steers by: indicators, their series and signals, and the health of the
// pipeline.
//
// It promises: nothing here does I/O beyond asking a record.Days, reads the
// clock, or rounds money; a number that cannot be had is absent, with a reason
// from the message catalogue, and never 0; the same state gives the same
// numbers, whatever the order in which it came about. It imports
// metrics/stat, metrics/control, store/record, store/say and store/money,
// never store.
//
// # Decisions
//
//   - An indicator is one entry of one table (catalogue.go) and texts in
//     store/say/metrics.go. Its Eval looks at a Window, any span of days for
//     any scope of reps, so that the tile, the series, the chart, the goal and
//     the statistics all ask the same function.
//   - A past period is read as it is known at the end of the as-of day: a deal
//     reopened in June is no longer won in March. Stocks (open pipeline) are
//     read as they stood at the end of each period.
//   - The value of a reading is the current period to date (Partial says
//     whether it is unfinished), Previous the whole period before, and
//     PreviousToDate the same number of days of that one, which is the fair
//     comparison. Signals look at complete periods only.
//   - A deal belongs to its owner of the day: its creation to the owner then,
//     its close to the owner at the close, its openness to the owner at the
//     end of each day. A team has the members it had on that day.
//   - Counts count every deal. Sums of money hold deals in the data file's
//     currency only; the others are reported in LeftOut, not converted.
//   - A deal whose creation is not known, or lies after its close, begins with
//     the first activity that names it, for sales cycles; without one it is
//     left out there, and reported. Where creation is known, an earlier touch
//     does not move it: one number, one definition.
//   - A deal counts as created with the amount of that day, or the first one
//     stated within a week while it was open. Amounts stated later would let
//     created pipeline know what became of it, which would make it lead
//     anything.
//   - Signals are judged by 26 complete periods (13 where each needs a look at
//     every activity), the first twenty at most being the baseline, never the
//     judged one. A period that began before the records did, and spans that
//     annotations exclude, are no part of a baseline. Seasons are not taken
//     out.
//   - Stocks that carry over from period to period (open pipeline, contacts,
//     coverage, attainment) have no signal: neighbours are so alike that the
//     usual limits would call every drift one. Pipeline growth stands in.
//   - An inquiry is followed for 30 days: unanswered ones are censored there,
//     so that one new activity never touches numbers far back.
//   - The table of the team counts activities from the counts of days in one
//     pass, with the matches of the indicators; everything else of a row is
//     what an indicator or Pipeline says in the scope of that rep. What belongs
//     to nobody known is a row of its own, so that rows add up.
//   - A rep is behind pace only where a rep on course would seldom be: the sum
//     booked is taken for a Poisson count of deals of the typical size. Pace is
//     even over working days; a team that closes late in its quarter will see
//     "below pace, within chance" in the middle of it.
//   - What everybody has to reach is the goal of the team, in whatever period it
//     was set, and the sum of the reps' goals only where every rep who is there
//     has one: one rep's goal is not the team's. A goal that begins within a
//     longer period is no goal for the whole of it.
//   - What was agreed on with an account counts for its deals that have no next
//     step of their own (promise.go): no_next_step, the share of deals with a next
//     step, the agenda and the table of the team all ask there. A promise that is
//     late is late for each of those deals, and stands on the agenda once.
//   - What to do next is ranked by what one more day puts at risk: stake times
//     urgency, whose weights are a judgement and stand in one table
//     (agenda_reason.go). Nothing is left out of the list for want of an
//     amount.
//   - What became of expectations is read as it stood when each period ended
//     (Outlook.Track): a later correction that is dated later changes no row of
//     it, unlike an indicator's past, which is read as it is known today. Both
//     are given where they part.
//   - An Engine keeps what it worked out, day by day and period by period,
//     and forgets only what a change touches. Without one, Readings and
//     NewPipeline work everything out afresh.
package metrics
