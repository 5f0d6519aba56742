"""What the `numbers.py` of each study is written with: outcomes by point and seed, and the words for them.

"±" is half of the 90 % interval of a mean over seeds (Student's t), differences paired by seed: chance, not uncertainty
about the model. Ranges "over draws" are of means over seeds, one for each set of parameters.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import t as student

from culture_sim.study import Study


class Found(NamedTuple):
    """What a page says: every sentence is made from the numbers that it tells of."""

    short: str
    """In the list of all studies."""
    sentences: Sequence[str]
    tables: str


class OutcomeValues:
    """One outcome of one plan of a study, less the baseline under the same random numbers, by point, draw and seed.

    `over` is a year, "mean" of all years of the programme, or "sum".
    """

    def __init__(
        self,
        study: Study,
        outcome: str,
        scenario: str | None = None,
        over: int | str | None = None,
        difference: bool = True,
    ) -> None:
        years = range(1, study.years + 1) if isinstance(over, str) else [over or study.years]
        frames = [
            study.values(outcome, scenario=scenario, year=year, difference=difference).set_index(
                ["point", "draw", "seed"]
            )
            for year in years
        ]
        total = sum(frames[1:], frames[0])["value"]
        self.table = (
            (total / len(frames) if over == "mean" else total).reset_index().join(study.points(), on="point")
        )

    def of(self, draw: int | None = 0, **where: object) -> pd.Series:
        """Values by seed (by draw and seed without a draw), the mean over the points that are meant."""
        table = self.table
        for name, value in where.items():
            same = np.isclose(table[name], value) if isinstance(value, float) else table[name] == value
            table = table[same]
        if draw is not None:
            return table[table["draw"] == draw].groupby("seed")["value"].mean()
        return table.groupby(["draw", "seed"])["value"].mean()


def half_width(values: pd.Series) -> float:
    """Half of the 90 % interval of a mean over seeds."""
    return float(student.ppf(0.95, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))


def plus_minus(values: pd.Series, digits: int = 3) -> str:
    """A mean over seeds with half of its 90 % interval."""
    return f"{values.mean():+,.{digits}f} ± {half_width(values):,.{digits}f}"


def sign(values: pd.Series) -> int:
    """1 or -1 where the 90 % interval of the mean leaves out 0, else 0."""
    return int(np.sign(values.mean())) if abs(values.mean()) > half_width(values) else 0


def goes(values: pd.Series, digits: int = 3, unit: str = "", many: bool = False) -> str:
    """What a difference is: "rises by 0.010 ± 0.004" ("rise by" of `many`), or that chance could have made it."""
    size = f"{abs(values.mean()):,.{digits}f} ± {half_width(values):,.{digits}f}{unit}"
    if not sign(values):
        return f"{'do' if many else 'does'} not clearly change ({plus_minus(values, digits)}{unit})"
    return f"{'rise' if sign(values) > 0 else 'fall'}{'' if many else 's'} by {size}"


def of_all(count: int, number: int) -> str:
    """How many of several: "all 8", "3 of 8", "none of 8"."""
    return f"all {number}" if count == number else f"{count or 'none'} of {number}"


def over_draws(values: pd.Series, digits: int = 3) -> str:
    """A mean over draws and seeds, with the least and the most of a draw."""
    each = values.groupby("draw").mean()
    return f"{each.mean():+,.{digits}f} ({each.min():+,.{digits}f} to {each.max():+,.{digits}f} over draws)"


def table(rows: Sequence[tuple[str, ...]], *heads: str) -> str:
    """A table of a page."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def where_from(study: Study) -> str:
    """What the numbers of a study are of."""
    manifest, runs = study.manifest, study.runs()
    organisations = ", ".join(sorted({each for each in runs["organisation_hash"] if each}))
    staff = ", ".join(f"{each:,}" for each in sorted({each for each in runs["staff"] if each}))
    scenarios = ", ".join(f"{name} {each['hash']}" for name, each in manifest["scenarios"].items())
    seeds, draws = manifest["seeds"], int(manifest["draws"]["number"])
    last = seeds["first"] + seeds["number"] - 1
    held = runs[runs["error"].isna()]["draw"].nunique() - 1
    drawn = (
        f"; {draws} drawn sets of parameters beside the central one, {held} of which keep the observed baseline"
        if draws
        else ""
    )
    failed = int(runs["error"].notna().sum())
    lost = (
        f" {failed:,} runs have no result: their baseline does not stay at its observed levels."
        if failed
        else ""
    )
    return textwrap.fill(
        f"{manifest['name']}: {runs['run'].nunique():,} runs of {staff} posts (organisation {organisations}), model "
        f"{manifest['model']}, study {manifest['essence']}; scenarios {scenarios}. Seeds {seeds['first']} to {last}, "
        f"the same at every point, each paired with the baseline under the same random numbers{drawn}; "
        f"{manifest['years']} years; "
        f"calibration: {manifest['centring']}.{lost} Another version of the model gives other last digits.",
        118,
        break_on_hyphens=False,
    )
