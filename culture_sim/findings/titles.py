"""Titles of figures: what a chart of a comparison, a control chart or a grid of levers shows, as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.amounts import best, is_money
from culture_sim.findings.numbers import MINUS, change, number, pounds
from culture_sim.outcomes import Outcome

MANY = 100
"""Level from which decimals are noise."""

MOST_DECIMALS = 2
WORD_JOINER = "\N{WORD JOINER}"


def decimals_at(what: Outcome, level: float) -> int:
    """Decimals of an outcome at a level."""
    return 0 if abs(level) >= MANY else what.decimals


def level_title(what: Outcome, year: int, ends: Sequence[tuple[float, str]]) -> str:
    """Where scenarios end: "Staff turnover in year 5: 9.5 with the plan, 11.6 with no change".

    Args:
        what: the outcome.
        year: the year.
        ends: level in that year, and "with the plan", for each scenario.
    """
    decimals = min(decimals_at(what, max(abs(value) for value, _ in ends)), MOST_DECIMALS)

    def amount(value: float) -> str:
        if is_money(what):  # a line must not end between a minus and its amount
            return pounds(value).replace(MINUS, f"{MINUS}{WORD_JOINER}")
        return number(value, decimals)

    return f"{what.title} in year {year}: {', '.join(f'{amount(value)} {words}' for value, words in ends)}"


def best_title(what: Outcome, year: int, plan: str) -> str:
    """Which of several plans is best."""
    return f"{what.title} in year {year}: {best(what)} with {plan}"


def control_chart_title(has_plan: bool, weeks: int | None) -> str:
    """When one organisation would first see a signal on its own chart, None if never."""
    who = "With the plan" if has_plan else "Without the plan"
    if weeks is None:
        return f"{who}: nothing but ordinary ups and downs"
    return f"{who}: the first signal of a change comes {weeks} weeks after the start"


def own_series_title(what: str, signals: Sequence[str]) -> str:
    """Which periods of an organisation's own series signal a change, in the order of time."""
    if not signals:
        return f"{what}: nothing but ordinary ups and downs"
    count = (
        f"{len(signals)} signals of a change, the first" if len(signals) > 1 else "one signal of a change,"
    )
    return f"{what}: {count} in {signals[0]}"


def two_lever_title(what: Outcome, levers: tuple[str, str], one: float, other: float, both: float) -> str:
    """What two levers do together and alone."""
    said = [change(each, what.decimals) for each in (both, one, other)]
    first, second = (lever[:1].lower() + lever[1:] for lever in levers)
    return f"{what.title}: {said[0]} with both at full strength; {first} alone {said[1]}, {second} alone {said[2]}"


def swings_title(most: str) -> str:
    """Which parameter the result rests on most."""
    return f"It rests most on: {most[:1].lower()}{most[1:]}"


def provenance(comparison: Comparison, plan: str) -> tuple[str, ...]:
    """What is needed to reproduce a chart of a comparison: put below its picture and before its numbers."""
    scenario = comparison.scenarios[plan]
    return (
        (
            f"culture-sim {comparison.version}; {comparison.organisation.name} ({comparison.organisation_hash}),"
            f" {comparison.staff} posts"
        ),
        (
            f"plan {scenario.title} ({scenario.hash}); parameters {comparison.parameters_hash};"
            f" {comparison.runs} simulations from seed {comparison.seed} on"
        ),
    )
