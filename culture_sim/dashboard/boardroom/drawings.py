"""Drawings of the boardroom, made from an answer."""

from __future__ import annotations

from culture_sim.dashboard.answer import Answer
from culture_sim.dashboard.charts import BASELINE, PLAN, Drawing, Line, frame, line_table, lines, year_names
from culture_sim.outcomes import outcome
from culture_sim.report.numbers import number


def outcome_drawing(answer: Answer, key: str, plan: str = "") -> Drawing:
    """One outcome by year: plan and baseline, each with its band."""
    about = outcome(key)
    name = plan or answer.plan
    base, with_plan = answer.spread(answer.baseline, key), answer.spread(name, key)
    names = year_names(answer.years)
    drawn = [
        Line("No change", base.mean, base.low, base.high, BASELINE, "dashed"),
        Line("Plan", with_plan.mean, with_plan.low, with_plan.high, PLAN, "solid"),
    ]
    columns, rows = line_table(names, drawn, about.decimals)
    last = answer.years
    title = (
        f"{about.title}: {number(float(with_plan.mean[last]), about.decimals)} against"
        f" {number(float(base.mean[last]), about.decimals)} in year {last}"
    )
    return Drawing(
        title=title,
        option=lines(frame(names, decimals=about.decimals), drawn),
        columns=columns,
        rows=rows,
        description=f"Line chart of {about.title.lower()}, {about.unit}. {title}.",
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
