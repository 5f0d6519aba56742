"""Drawings of the boardroom, made from an answer."""

from __future__ import annotations

from culture_sim.dashboard.boardroom.effects import in_unit
from culture_sim.dashboard.charts import (
    BASELINE,
    OTHERS,
    PLAN,
    Drawing,
    Line,
    frame,
    line_table,
    lines,
    year_names,
)
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.numbers import number, pounds
from culture_sim.settings.nhs_trust.outcomes import outcome

THOUSANDS = 1e-3
MOST_DECIMALS = 2
"""In a title; the table has them all."""

MANY = 100
"""Level from which decimals are noise."""


def outcome_drawing(answer: Comparison, key: str, plan: str = "") -> Drawing:
    """One outcome by year: plan and baseline, each with its band, and what the plan is held against."""
    about = outcome(key)
    name, last = plan or answer.plan, answer.years
    is_money = key.endswith("_gbp")
    scale, unit = (THOUSANDS, "Thousand pounds a year") if is_money else (1.0, in_unit(about.unit))

    def line(of: str, words: str, colour: str, dash: str, banded: bool) -> Line:
        found = answer.interval(of, key)
        low, high = (found.low * scale, found.high * scale) if banded else (None, None)
        return Line(words, found.mean * scale, low, high, colour, dash)

    drawn = [
        line(answer.baseline, "No change", BASELINE, "dashed", True),
        line(name, "Plan", PLAN, "solid", True),
    ]
    ends = [(name, "with the plan"), (answer.baseline, "with no change")]
    if answer.rival:
        drawn.insert(1, line(answer.rival, answer.label(answer.rival).short, OTHERS[0], "dotted", False))
        ends.insert(1, (answer.rival, f"with {answer.label(answer.rival).phrase}"))
    level = max(abs(float(each.values[-1])) for each in drawn)
    decimals = 0 if level >= MANY else about.decimals
    few = min(decimals, MOST_DECIMALS)
    names = year_names(last)
    columns, rows = line_table(names, drawn[::-1], decimals)

    def amount(of: str) -> str:
        value = float(answer.interval(of, key).mean[last])
        # A line must not end between a minus and its amount.
        return pounds(value).replace("−", "−\u2060") if is_money else number(value, few)

    said = ", ".join(f"{amount(of)} {words}" for of, words in ends)
    return Drawing(
        title=f"{about.title} in year {last}: {said}",
        option=lines(frame(names, decimals=decimals), drawn),
        columns=columns,
        rows=rows,
        description=f"Line chart of {about.title.lower()}, {unit}. In year {last}: {said}.",
        note=f"{unit[:1].upper()}{unit[1:]}; bands hold 8 of 10 simulated organisations",
        file=f"{key}",
        about=provenance(answer, name),
    )


def provenance(answer: Comparison, plan: str) -> tuple[str, ...]:
    """What it takes to live it again."""
    scenario = answer.scenarios[plan]
    return (
        (
            f"culture-sim {answer.version}; {answer.organisation.name} ({answer.organisation_hash}),"
            f" {answer.staff} posts"
        ),
        (
            f"plan {scenario.title} ({scenario.hash}); parameters {answer.parameters_hash}; "
            f"{answer.runs} simulations from seed {answer.seed} on"
        ),
    )
