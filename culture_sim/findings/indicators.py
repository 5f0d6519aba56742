"""Leading indicators in words: what moves first, what gets worse, and from when on one organisation could tell."""

from __future__ import annotations

from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.leading_indicators import Indicator, leading_indicators
from culture_sim.findings.amounts import in_unit, in_words
from culture_sim.findings.briefing import AGREE
from culture_sim.findings.claims import is_conclusive, worsenings
from culture_sim.findings.numbers import listed
from culture_sim.findings.sentences import in_sentence, no_conclusion

SHOWN = 3
"""How many of the first movers are named."""

HEADINGS = [
    "Measure",
    "First moves",
    "At first",
    "Worse in",
    "By the last year",
    "One organisation could tell",
]
HOW_TO_READ = (
    "“Moves” is when the average difference between plan and baseline stands out from chance for two quarters."
    " “Could tell” is the year from which at least 8 of 10 organisations with the plan show a yearly figure that only"
    " 1 in 10 shows without it. Before that, a rise or fall in your own figures proves nothing."
)


def indicator_sentences(comparison: Comparison, plan: str = "") -> list[str]:
    """What moves first and what gets worse, in two or three sentences."""
    if not is_conclusive(comparison):
        return [no_conclusion(comparison)]
    worse = [
        f"{in_sentence(change.outcome.title)} ({in_words(change.outcome, change.size)}"
        f" {'lower' if change.is_lower else 'higher'} in year {change.year}, {in_unit(change.outcome)})"
        for change, _ in worsenings(comparison, plan or comparison.plan)
    ]
    if worse:
        return [
            first_movers(comparison, plan),
            f"Worse at some time than without the plan, at its worst: {listed(worse)}.",
            AGREE,
        ]
    return [
        first_movers(comparison, plan),
        "No measure is clearly worse in any whole year than without the plan.",
    ]


def first_movers(comparison: Comparison, plan: str = "") -> str:
    """The first measures that clearly differ."""
    found = leading_indicators(comparison, plan)
    early = [in_sentence(each.outcome.title) for each in found if each.first_quarter is not None][:SHOWN]
    return f"First to move: {listed(early)}." if early else "Nothing moves beyond chance."


def noticed(comparison: Comparison, plan: str = "") -> str:
    """From when on one organisation's own yearly figures could tell the plan from chance."""
    found = leading_indicators(comparison, plan)
    early = [
        f"{in_sentence(each.outcome.title)} from year {each.noticed_in}" for each in found if each.noticed_in
    ]
    late = [in_sentence(each.outcome.title) for each in found if not each.noticed_in]
    parts = []
    if early:
        parts.append(
            f"One organisation’s own yearly figures could tell the plan from chance in: {listed(early)}."
        )
    if late:
        parts.append(f"Not within {comparison.years} years in: {listed(late)}.")
    return " ".join(parts)


def indicator_row(found: Indicator, years: int) -> list[str]:
    """One measure in a table below `HEADINGS`."""
    when = "does not"
    if found.first_quarter is not None:
        when = f"month {3 * found.first_quarter + 1} to {3 * found.first_quarter + 3}"
    worse = listed([f"year {year}" for year in found.worse_years]) if found.worse_years else "no year"
    told = f"from year {found.noticed_in}" if found.noticed_in is not None else f"not within {years} years"
    return [found.outcome.title, when, found.first_way, worse, found.at_end, told]
