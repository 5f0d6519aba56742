"""Solves the calibrated numbers of children's social work (mark C) for the levels of the design's section 9.

    python docs/social_work_levels.py            # what they would be, and what levels they reach
    python docs/social_work_levels.py --write    # and into the parameter files of the setting

The calibration that every command makes brings a baseline to an organisation's observed levels; it scales rates. The
thresholds of decisions have no such scale: here each moves by the logarithm of its level over its target.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim import CultureModel
from culture_sim.calibration.knobs import KNOBS, levels, log_odds
from culture_sim.parameters import Parameters
from culture_sim.settings import load_parameters, load_setting

SETTING = load_setting("social_work")
WEEKS = 260
WARM_UP = 312
DAMPING = 0.6
LONGEST = 0.7
"""Share of a correction that is made in a round, and the longest."""
CHILDREN_A_FAMILY = 1.75


class Solved(NamedTuple):
    """A number, the level it is solved for, and how: by its ratio, its log-odds, or by so much a unit of log level."""

    parameter: str
    level: str
    target: float
    turns: Literal["ratio", "shift", "log-odds"]
    per_log: float = 1.0


SOLVED = (
    Solved("threshold_need", "not in need, % of assessments", 29.3, "shift", -0.12),
    Solved("threshold_protection", "protection plans per 100 referrals", 10.8, "shift", 0.10),
    Solved("threshold_care", "entries to care per 100 referrals", 4.8, "shift", 0.08),
    Solved("threshold_proceedings", "pre-proceedings per 100 referrals", 3.5, "shift", 0.08),
    Solved("threshold_court", "proceedings per 100 referrals", 3.6, "shift", 0.08),
    Solved("threshold_close", "caseload", 16.4, "shift", 0.25),
    Solved("care_weeks", "children in care for each post that holds cases", 416 / 108, "ratio", -1.0),
    Solved("return_hazard", "re-referrals, %", 22.0, "ratio", -1.0),
    Solved("earlier_plan", "second plans, %", 20.5, "ratio", -1.2),
    Solved("front_door_closes", "no further action, %", 7.5, "ratio", -1.0),
    Solved("leave_other", "turnover, %", 15.2, "ratio", -1.6),
    Solved("weeks_to_fill", "vacancies, %", 17.3, "ratio", -1.2),
    Solved("agency_weeks", "agency workers, % of social workers", 16.4, "ratio", 2.0),
    Solved("absence_begins", "absence, %", 3.15, "ratio", -1.0),
    Solved("with_base", "decisions with families, %", 25.0, "log-odds", -1.3),
    Solved("complaint_cause", "complaints for each 108 posts that hold cases", 70.0, "ratio", -1.0),
)


def run(parameters: Parameters, seeds: range) -> dict[str, float]:
    """Levels of the baseline: means over runs and years."""
    found: dict[str, list[float]] = {}
    for seed in seeds:
        model = CultureModel(
            "social_work/blame_culture", seed=seed, parameters=parameters, warm_up_weeks=WARM_UP
        ).run_for(WEEKS)
        weeks = model.tally[WARM_UP:]
        posts = float(weeks.area_children.mean()) / parameters.children_for_each_post
        referrals = float(weeks.referrals.sum())
        years = WEEKS / 52
        here = {
            "not in need, % of assessments": 100 * weeks.not_in_need.sum() / weeks.assessments.sum(),
            "protection plans per 100 referrals": 100 * families(weeks.protection_plans) / referrals,
            "entries to care per 100 referrals": 100 * families(weeks.care_entries) / referrals,
            "pre-proceedings per 100 referrals": 100 * weeks.pre_proceedings.sum() / referrals,
            "proceedings per 100 referrals": 100 * families(weeks.court_children) / referrals,
            "caseload": weeks.open_children.sum() / weeks.case_holders.sum(),
            "children in care for each post that holds cases": weeks.in_care.mean() / posts,
            "re-referrals, %": 100 * weeks.re_referrals.sum() / referrals,
            "second plans, %": 100 * weeks.second_plans.sum() / weeks.protection_plans.sum(),
            "no further action, %": 100 * weeks.no_further_action.sum() / referrals,
            "decisions with families, %": 100 * weeks.decisions_with.sum() / weeks.decisions.sum(),
            "turnover, %": 5200 * weeks.leavers.sum() / weeks.headcount.sum(),
            "vacancies, %": 100 * weeks.vacant.sum() / (weeks.vacant.sum() + weeks.headcount.sum()),
            "absence, %": 100 * weeks.sick.sum() / weeks.headcount.sum(),
            "agency workers, % of social workers": 100 * weeks.agency.sum() / weeks.social_workers.sum(),
            "complaints for each 108 posts that hold cases": weeks.complaints.sum() / years * 108 / posts,
        }
        states = {knob.level: float(weeks[knob.level].mean()) for knob in KNOBS}
        also = {
            "families' trust": weeks.family_trust.sum() / weeks.open_families.sum(),
            "risk known": weeks.known_risk.sum() / weeks.real_risk.sum(),
            "practice": weeks.practice.mean(),
            "workers a family and year": weeks.child_workers.sum() / weeks.open_children.sum(),
            "serious harms per 100 open families": 100
            * 52
            * weeks.child_harms.sum()
            / weeks.open_families.sum(),
            "open families": float(weeks.open_families.mean()),
        }
        for name, value in {**here, **states, **also}.items():
            found.setdefault(name, []).append(float(value))
    return {name: float(np.mean(values)) for name, values in found.items()}


def families(column: NDArray[np.float64]) -> float:
    """Families of a count of children: referrals are counted in families."""
    return float(column.sum()) / CHILDREN_A_FAMILY


def turn(parameters: Parameters, found: Mapping[str, float]) -> Parameters:
    """One round of corrections."""
    changes: dict[str, float] = {}
    for each in SOLVED:
        log = float(np.log(max(found[each.level], 1e-3) / each.target))
        step = float(np.clip(DAMPING * each.per_log * log, -LONGEST, LONGEST))
        value = parameters[each.parameter]
        changes[each.parameter] = value * np.exp(step) if each.turns == "ratio" else value + step
    targets = levels(parameters)
    for knob in KNOBS:
        value, stands = parameters[knob.parameter], found[knob.level]
        step = DAMPING * (log_odds(targets[knob.level]) - log_odds(stands))
        if knob.turns == "ratio":
            changes[knob.parameter] = value * (targets[knob.level] / stands) ** 1.2
        elif knob.turns == "log-odds":
            changes[knob.parameter] = value + step
        else:
            changes[knob.parameter] = 1 / (1 + np.exp(-(log_odds(value) + step)))
    return parameters.moved(changes)


def write(parameters: Parameters) -> None:
    """Into the files: the setting's own numbers, and those of the core that it changes."""
    core = dict(SETTING.parameters)
    solved = [each.parameter for each in SOLVED] + [knob.parameter for knob in KNOBS]
    for name in solved:
        if not any(
            replaced(path, name, parameters[name]) for path in (SETTING.folder / "parameters").glob("*.yaml")
        ):
            core[name] = float(f"{parameters[name]:.4g}")
    file = SETTING.folder / "setting.yaml"
    listed = ", ".join(f"{name}: {value:g}" for name, value in core.items())
    text = re.sub(r"(?m)^parameters: .*$", f"parameters: {{{listed}}}", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def replaced(path: Path, name: str, value: float) -> bool:
    """Whether the file holds the parameter, which then has another value; a range that was a point stays one."""
    text = path.read_text(encoding="utf-8")
    entry = re.search(rf"(?ms)^{name}:\n.*?  value: (\S+)\n.*?(?=^\S|\Z)", text)
    if entry is None:
        return False
    new = re.sub(rf"(value|low|high): {re.escape(entry[1])}\n", rf"\g<1>: {value:.4g}\n", entry[0])
    path.write_text(text.replace(entry[0], new), encoding="utf-8")
    return True


def say(found: Mapping[str, float], parameters: Parameters) -> None:
    """Every level, its target, and the number that was solved for it."""
    lines = [(each.level, each.target, each.parameter) for each in SOLVED]
    lines += [(knob.level, levels(parameters)[knob.level], knob.parameter) for knob in KNOBS]
    for level, target, name in lines:
        sys.stdout.write(f"{level:50} {found[level]:8.3f} {target:8.3f}  {name} {parameters[name]:.4g}\n")
    for level in [name for name in found if name not in {line[0] for line in lines}]:
        sys.stdout.write(f"{level:50} {found[level]:8.3f}\n")


def main() -> None:
    """Solve, say, and write if asked to."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--rounds", type=int, default=14)
    asked.add_argument("--runs", type=int, default=4)
    given = asked.parse_args()
    parameters = load_parameters(SETTING)
    for turned in range(given.rounds):
        parameters = turn(parameters, run(parameters, range(1, 1 + given.runs * (1 + turned // 5))))
    say(run(parameters, range(1001, 1001 + 4 * given.runs)), parameters)
    if given.write:
        write(parameters)


if __name__ == "__main__":
    main()
