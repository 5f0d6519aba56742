"""From a study folder to what the analyses take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from culture_sim.errors import InputError
from culture_sim.study.analysis.replicates import Replicates, replicates, varied

if TYPE_CHECKING:
    import pandas

    from culture_sim.study.results import Study

EVERY_SCENARIO = "all"


def outcome_matrix(
    study: Study,
    outcome: str,
    *,
    scenario: str | None = None,
    year: int | None = None,
    difference: bool | None = None,
    draw: int | None = 0,
    units: bool = False,
    over_years: Literal["last", "mean", "sum"] = "last",
) -> Replicates:
    """One outcome of a study as points by seeds.

    Args:
        study: a study folder that was opened.
        outcome: its key.
        scenario: one plan of the study; the first if absent. "all" makes the plan one more factor.
        year: the last if absent.
        over_years: instead of one year, the mean or the sum of all years of the programme.
        difference: less the baseline of the same seed; so wherever there is one, unless said otherwise.
        draw: the central parameters (0), or a drawn set; None takes every set as one more replicate.
        units: factors as places between 0 and 1, in the order of the design, as Morris and Sobol need them.

    Raises:
        InputError: there is no such outcome or scenario, or nothing was varied.
    """
    import pandas

    points = study.points()
    names = [str(each["name"]) for each in study.factors]
    if units:
        points = pandas.DataFrame(study.units(), index=points.index, columns=names)
    plans = study.scenarios if scenario == EVERY_SCENARIO else [scenario or study.scenarios[0]]
    parts = []
    for number, plan in enumerate(plans):
        part = _values(study, outcome, plan, year, difference, over_years)
        if part.empty:
            raise InputError("No run of this study has finished yet.", study.folder)
        part = part[part["draw"] == draw] if draw is not None else part
        if part.empty:
            raise InputError(f"This study has no drawn set of parameters number {draw}.", study.folder)
        part = part.join(points, on="point")
        part["scenario"] = plan
        part["point"] += number * (int(points.index.max()) + 1)
        part["seed"] = part["seed"].astype("int64") + part["draw"].astype("int64") * 2**32
        parts.append(part)
    frame = pandas.concat(parts, ignore_index=True).rename(columns={"value": outcome})
    chosen = names if units else varied(frame, names)
    if len(plans) > 1:
        chosen = [*chosen, "scenario"]
    return replicates(frame, outcome, chosen)


def _values(
    study: Study, outcome: str, plan: str, year: int | None, difference: bool | None, over_years: str
) -> pandas.DataFrame:
    if over_years == "last":
        return study.values(outcome, scenario=plan, year=year, difference=difference)
    years = [
        study.values(outcome, scenario=plan, year=each, difference=difference).set_index(
            ["point", "draw", "seed"]
        )
        for each in range(1, study.years + 1)
    ]
    total = sum(each["value"] for each in years[1:]) + years[0]["value"]
    return (total / len(years) if over_years == "mean" else total).reset_index()
