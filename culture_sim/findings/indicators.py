"""What moves first under a plan, what gets worse before it gets better, and when one organisation could tell."""

from __future__ import annotations

from collections.abc import Sequence

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.leading_indicators import Indicator, Way
from culture_sim.findings.amounts import in_unit, in_words, ways
from culture_sim.findings.numbers import listed
from culture_sim.outcomes import Outcome

FIRST_MOVERS = 3
COLUMNS = (
    "Measure",
    "First moves",
    "At first",
    "Worse in",
    "By the last year",
    "One organisation could tell",
)
HOW_TO_READ = (
    "“Moves” is when the average difference between plan and baseline is distinguished from chance for two"
    " quarters. “Could tell” is the year from which at least 8 of 10 organisations with the plan show a yearly"
    " figure that only 1 in 10 shows without it. Before that, a rise or fall in your own figures proves nothing."
)


def first_movers(found: Sequence[Indicator]) -> str:
    """The outcomes that move first."""
    early = [each.outcome.title.lower() for each in found if each.first_quarter is not None][:FIRST_MOVERS]
    return f"First to move: {listed(early)}." if early else "Nothing can be distinguished from chance."


def worse_before_better(comparison: Comparison, found: Sequence[Indicator], plan: str = "") -> list[str]:
    """What is at some time clearly worse than without the plan (the first if absent), each in its worst year."""
    worse = []
    for each in found:
        if each.worst_year is not None:
            change = comparison.difference(plan or comparison.plan, each.outcome.key).mean[each.worst_year]
            way = "higher" if change > 0 else "lower"
            size = in_words(each.outcome, abs(float(change)))
            worse.append(
                f"{each.outcome.title.lower()} ({size} {way} in year {each.worst_year}, {in_unit(each.outcome)})"
            )
    if worse:
        return [
            f"Worse at some time than without the plan: {listed(worse)}.",
            "Agree beforehand that this is expected, so that it is not read as failure.",
        ]
    if any(each.first_quarter is not None for each in found):
        return ["No measure is clearly worse in any whole year than without the plan."]
    return []


def when_noticed(comparison: Comparison, found: Sequence[Indicator]) -> str:
    """From which year on one organisation's own figures could distinguish the plan from chance."""
    early = [f"{each.outcome.title.lower()} from year {each.noticed_in}" for each in found if each.noticed_in]
    late = [each.outcome.title.lower() for each in found if not each.noticed_in]
    said = (
        f"One organisation’s own yearly figures could distinguish the plan from chance in: {listed(early)}. "
    )
    return (said if early else "") + (
        f"Not within {comparison.years} years in: {listed(late)}." if late else ""
    )


def in_way(what: Outcome, way: Way) -> str:
    """Better or worse; of an outcome with a caution lower or higher, as neither is a success alone."""
    return way if way == "unchanged" else ways(what)[way == "worse"]


def indicator_rows(comparison: Comparison, found: Sequence[Indicator]) -> list[list[str]]:
    """A row of `COLUMNS` for each outcome."""
    return [
        [
            each.outcome.title,
            "does not"
            if each.first_quarter is None
            else f"month {3 * each.first_quarter + 1} to {3 * each.first_quarter + 3}",
            in_way(each.outcome, each.first_way),
            listed([f"year {year}" for year in each.worse_years]) if each.worse_years else "no year",
            in_way(each.outcome, each.at_end),
            f"from year {each.noticed_in}"
            if each.noticed_in is not None
            else f"not within {comparison.years} years",
        ]
        for each in found
    ]
