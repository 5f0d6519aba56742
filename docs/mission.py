"""Makes mission.md: what the NHS text says, where it lives in the model, and what each lever moved.

python docs/mission.py measure   runs every lever alone and left out (some minutes), writes mission.csv and the page
python docs/mission.py           only the page, from mission.yaml and mission.csv
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from culture_sim import Scenario, compare, load_scenario, load_setting
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.scenario.declarations import levers_of

DOCS = Path(__file__).resolve().parent
FIGURES, SENTENCES, PAGE = (DOCS / f"mission.{kind}" for kind in ("csv", "yaml", "md"))
RUNS = 12
LATE = slice(3, 6)
"""Years 3 to 5: year 0 is the one before the launch."""
SETTING = "nhs_trust"
PLANS = ("embedded", "bolted_on", "done_badly", "half_measures", "pockets")
ALONE, WITHOUT = "alone ", "without "
BASELINE, COST, HOURS, MADE_BY = "baseline", "cost a year", "hours a year", "made by"
OF_A_PROGRAMME = ("commitment",)
"""Outcomes that a baseline without a programme has not."""
CLEAR = 2.0
"""Standard errors beyond which a change is told from chance."""

HEAD = """# The mission, sentence by sentence

"Embedding Restorative Justice in the NHS: From Blame to Healing" (Jim Simon and Joanne Hughes, Restorative Justice
Council) says what a restorative NHS would take and give. This page says for each of its sentences, cut to its point,
where it lives in the model, which lever it is, what that takes, what it moved, and where to see and to test it. A
sentence that lives nowhere is listed as such. The text on social work is not built yet.

**How to read it.** *Rule*: equations of [the model](model.md) and functions. *Takes*: cost (fees and all staff time,
core team included) and hours of staff, a year for 1,000 staff, of the lever used alone as in the embedded plan.
*Moved*: mean of years 3 to 5, {runs} runs with the same random numbers; **alone** against a blame culture (no
change), **left out** of the embedded plan against that plan whole. Counts are a year for 1,000 staff. "No clear
change": less than two standard errors, or nothing at the decimals shown. Levers help each other, so that what is moved
alone and what is lost without do not add up. Sizes are assumptions within bounds: read the direction first.

This page is made from `docs/mission.yaml` and `docs/mission.csv` by `python docs/mission.py measure` ({made_by});
[the levers](levers.md) have a page with a test for each.
"""


def plans() -> dict[str, Scenario]:
    """Some plans, each lever of the embedded plan by itself, and that plan without it, by what they are called here."""
    embedded, nothing = load_scenario("embedded"), load_scenario("blame_culture")
    found = {name: load_scenario(name) for name in PLANS}
    for lever in levers_of(SETTING):
        full = embedded.to_dict()["levers"]
        for part in lever.path.split("."):
            full = full[part]
        found[ALONE + lever.path] = nothing.with_changes({f"levers.{lever.path}": full}, lever.path)
        found[WITHOUT + lever.path] = embedded.with_changes({f"levers.{lever.path}": 0}, f"no {lever.path}")
    return found


def measure() -> None:
    """Run them all with the same seeds; write what years 3 to 5 show, and what five years take."""
    named = plans()
    found = compare(list(named.values()), runs=RUNS, parameter_share=0, workers=1)
    rows: list[tuple[str, str, float, float]] = []
    for key in (outcome.key for outcome in found.setting.outcomes):
        rows.append((BASELINE, key, *mean_and_error(found.values(found.baseline, key)[:, LATE])))
        for name, each in named.items():
            against = "embedded" if name.startswith(WITHOUT) else ""
            rows.append((name, key, *mean_and_error(found.paired(each.name, key, against)[:, LATE])))
    for name, each in named.items():
        rows.append((name, COST, *mean_and_error(found.values(each.name, "programme_cost_gbp")[:, 1:])))
        hours = found.weeks(each.name, "hours")[:, WEEKS_A_YEAR:]
        rows.append((name, HOURS, *mean_and_error(hours * WEEKS_A_YEAR)))
    with FIGURES.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["plan", "outcome", "mean", "standard_error"])
        out.writerows((*row[:2], *(f"{number:.4g}" for number in row[2:])) for row in rows)
        out.writerow(
            [MADE_BY, f"organisation {found.organisation_hash}; parameters {found.parameters_hash}", RUNS, 0]
        )


def mean_and_error(values: NDArray[np.floating[Any]]) -> tuple[float, float]:
    """Of the means of runs, (runs, years or weeks)."""
    means = values.mean(axis=1)
    return float(means.mean()), float(means.std(ddof=1) / len(means) ** 0.5)


@cache
def figures() -> dict[tuple[str, str], tuple[float, float]]:
    """Mean and standard error by plan and outcome."""
    with FIGURES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(plan, key): (float(mean), float(error)) for plan, key, mean, error in rows}


def page() -> str:
    """The page."""
    (made_by, runs) = next(
        (key, int(mean)) for (plan, key), (mean, _) in figures().items() if plan == MADE_BY
    )
    lines = [HEAD.format(runs=runs, made_by=made_by)]
    for part in yaml.safe_load(SENTENCES.read_text(encoding="utf-8")):
        lines += [
            f"\n## {part['title']}\n",
            "| the text says | in the model | takes a year | moved | see, test |",
        ]
        lines.append("|---|---|---|---|---|")
        lines += [row(each) for each in part["sentences"]]
    lines += ["\n## Every lever\n", *every_lever()]
    return "\n".join(lines) + "\n"


def row(each: dict[str, Any]) -> str:
    """A sentence, as a row of a table."""
    if "nowhere" in each:
        return f"| {each['says']} | **Nowhere.** {each['nowhere']} | | | |"
    lives = f"{each['lives']} *Rule:* {each['rule']}"
    takes = "<br>".join(price(lever) for lever in each.get("levers", ()))
    file, _, test = each["test"].partition("::")
    where = f"{each['page']}<br>*{Path(file).name}*{': ' * bool(test)}{test}"
    return f"| {each['says']} | {lives} | {takes} | {'<br>'.join(moved(each))} | {where} |"


def price(lever: str) -> str:
    """Cost and hours of a lever alone."""
    cost, hours = (figures()[ALONE + lever, key][0] for key in (COST, HOURS))
    return f"`{lever}`: {pounds(cost)}, {hours:,.0f} hours"


def moved(each: dict[str, Any]) -> Iterable[str]:
    """What a sentence's levers and plans moved, a line an outcome."""
    for key in each.get("baseline", ()):
        yield f"baseline: {title(key)} {amount(key, figures()[BASELINE, key][0])}"
    for plan, keys in each.get("plans", {}).items():
        for key in keys:
            yield f"`{plan}`: {title(key)} {change(plan, key)}"
    for lever in each.get("levers", ()):
        name = f"`{lever}`: " if len(each["levers"]) > 1 else ""
        for key in each.get("moved", ()):
            alone = "" if key in OF_A_PROGRAMME else f"alone {change(ALONE + lever, key)}, "
            yield f"{name}{title(key)} {alone}left out {change(WITHOUT + lever, key)}"


def title(key: str) -> str:
    """An outcome's title within a sentence."""
    said = load_setting(SETTING).outcome(key).title
    return said[0].lower() + said[1:]


def change(plan: str, key: str) -> str:
    """A difference with its sign, if it is told from chance."""
    mean, error = figures()[plan, key]
    said = amount(key, mean, sign=True)
    return (
        said
        if abs(mean) >= CLEAR * error and any(digit in said for digit in "123456789")
        else "no clear change"
    )


def amount(key: str, number: float, sign: bool = False) -> str:
    """A number with as many decimals as its outcome needs."""
    outcome = load_setting(SETTING).outcome(key)
    if outcome.unit.startswith("GBP"):
        return ("+" if sign and number > 0 else "") + pounds(number)
    decimals = 1 if outcome.unit.startswith("%") or "1,000" in outcome.unit else 3
    unit = (" points" if sign else " %") if outcome.unit.startswith("%") else ""
    return f"{number:{'+' if sign else ''}.{decimals}f}".replace("-", "−") + unit


def pounds(number: float) -> str:
    """Money, in words that a table can hold."""
    size = abs(number)
    said = f"£{size / 1e6:.2f}m" if size >= 995_000 else f"£{size / 1000:,.0f},000" if size >= 500 else "£0"
    return ("−" if number < 0 else "") + said


def every_lever() -> Iterable[str]:
    """All levers with what they take and move, and what the specification had."""
    yield "| lever | cost a year | hours a year | speak-up index alone | left out | practice alone | left out |"
    yield "|---|---|---|---|---|---|---|"
    for lever in levers_of(SETTING):
        cost, hours = (figures()[ALONE + lever.path, key][0] for key in (COST, HOURS))
        both = [
            change(how + lever.path, key)
            for key in ("speak_up_index_percent", "practice")
            for how in (ALONE, WITHOUT)
        ]
        yield f"| {lever.title} (`{lever.path}`) | {pounds(cost)} | {hours:,.0f} | {' | '.join(both)} |"
    cost, hours = (figures()["embedded", key][0] for key in (COST, HOURS))
    both = [change("embedded", key) for key in ("speak_up_index_percent", "practice")]
    yield f"| the embedded plan | {pounds(cost)} | {hours:,.0f} | {both[0]} | | {both[1]} | |"


if __name__ == "__main__":
    if "measure" in sys.argv[1:]:
        measure()
    PAGE.write_text(page(), encoding="utf-8")
