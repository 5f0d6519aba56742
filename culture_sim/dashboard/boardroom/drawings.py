"""Drawings of the boardroom, made from an answer."""

from __future__ import annotations

from culture_sim.dashboard.answer import Answer
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
from culture_sim.outcomes import outcome
from culture_sim.report.numbers import number


def outcome_drawing(answer: Answer, key: str, plan: str = "") -> Drawing:
    """One outcome by year: plan and baseline, each with its band, and what the plan is held against."""
    about = outcome(key)
    name, last = plan or answer.plan, answer.years
    base, with_plan = answer.spread(answer.baseline, key), answer.spread(name, key)
    names = year_names(last)
    drawn = [
        Line("No change", base.mean, base.low, base.high, BASELINE, "dashed"),
        Line("Plan", with_plan.mean, with_plan.low, with_plan.high, PLAN, "solid"),
    ]
    ends = [(with_plan, "with the plan"), (base, "with no change")]
    if answer.rival:
        rival = answer.spread(answer.rival, key)
        drawn.insert(1, Line(answer.short, rival.mean, colour=OTHERS[0], dash="dotted"))
        ends.insert(1, (rival, f"with {answer.against}"))
    columns, rows = line_table(names, drawn, about.decimals)
    said = [f"{number(float(each.mean[last]), about.decimals)} {words}" for each, words in ends]
    return Drawing(
        title=f"{about.title} in year {last}: {', '.join(said)}",
        option=lines(frame(names, decimals=about.decimals), drawn),
        columns=columns,
        rows=rows,
        description=f"Line chart of {about.title.lower()}, {about.unit}. In year {last}: {', '.join(said)}.",
        note=f"{about.unit[:1].upper()}{about.unit[1:]}; bands hold 8 of 10 simulated organisations",
        file=f"{key}",
        about=provenance(answer, name),
    )


def provenance(answer: Answer, plan: str) -> tuple[str, ...]:
    """What it takes to live it again."""
    scenario = answer.scenarios[plan]
    return (
        (
            f"culture-sim {answer.version}; {answer.organisation} ({answer.organisation_hash}),"
            f" {answer.staff} posts"
        ),
        (
            f"plan {scenario.title} ({scenario.hash}); parameters {answer.parameters_hash}; "
            f"{answer.runs} pairs of lives from seed {answer.seed}"
        ),
    )
