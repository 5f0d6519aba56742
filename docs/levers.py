"""Makes levers.md: what each lever is for, what it costs, and what it does alone and removed from embedded.

python docs/levers.py    some minutes on one core
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from culture_sim import Comparison, Scenario, compare, load_scenario, load_setting
from culture_sim.ensemble.thresholds import CLEAR_ERRORS
from culture_sim.findings.numbers import NOTHING, change, number
from culture_sim.outcomes import CORE_TEAM_LINES
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.scenario.declarations import LeverInfo

PAGE = Path(__file__).with_name("levers.md")
STAFF, RUNS, YEARS = 1000, 12, 3
INDEX = "speak_up_index_percent"
LEVEL_DECIMALS = {"psychological_safety": 4, "trust": 4, "practice": 4, "patient_trust": 4}
OWN = {
    "leadership_modelling": ("leadership_modelling",),
    "succession": ("leadership_modelling", "commitment"),
    "measurement_and_feedback": ("commitment", "promises_kept_percent"),
    "training.introduction": ("practice",),
    "training.champions": ("practice",),
    "training.refreshers": ("practice",),
    "training.backfill": ("workload",),
    "induction": ("practice",),
    "everyday_conversations": ("practice", "trust"),
    "circles": ("practice", "voice_percent"),
    "restorative_supervision": ("burnt_out_percent", "settled_percent"),
    "relationship_time": ("patient_trust", "complaints_per_1000_staff"),
    "shared_language": ("practice",),
    "formal_processes": ("needs_met_percent",),
    "peer_facilitators": ("settled_percent", "grievances_per_1000_staff"),
    "policy_integration.hr": ("disciplinaries_per_1000_staff", "grievances_per_1000_staff"),
    "policy_integration.complaints": ("complaints_per_1000_staff", "patient_trust"),
    "policy_integration.patient_safety": ("needs_met_percent", "restorative_processes_per_1000_staff"),
    "diagnosis": ("voice_percent",),
    "staff_engagement": ("practice", "voice_percent"),
    "power_sharing": ("voice_percent", "complaints_per_1000_staff"),
    "co_production": ("patient_trust", "needs_met_percent"),
    "multi_agency_alignment": ("patient_trust", "practice"),
}
"""By lever, the outcomes that it is for."""

HEAD = f"""# The levers

What leaders can choose, what each is for, what it costs and what it does. Made by
`python docs/levers.py`: {RUNS} runs of the published example with {STAFF:,} posts, every plan under the same
random numbers; each lever as strong and as early as in
[`embedded`](../scenarios/nhs_trust/embedded.yaml).

- **Alone**: the blame culture with this lever only, compared with the blame culture. **Removed**:
  embedded without it, compared with embedded. Both in year {YEARS}. A “{NOTHING}” stands where the
  difference is not distinguished from chance (its mean is below {CLEAR_ERRORS:g} standard errors).
- **Price**: what it costs alone, in thousand pounds a year for 1,000 staff (mean of the {YEARS} years),
  with the time of staff valued. It includes the team that runs a programme: £90,000 a year where
  sessions, courses for champions or leaders are held, £13,500 where there are only policies, other
  courses or measurement. **Its own**: without that team.

Every figure rests on assumed sizes of effects ([parameters](parameters.md)). For boards the columns
“removed” matter more than “alone”: levers need each other.

| lever | what it is for | price | its own | index alone, points | index removed, points |
|---|---|---|---|---|---|
"""

OWN_HEAD = """
## What each is for

| lever | outcome | without any | alone | in embedded | removed |
|---|---|---|---|---|---|
"""

FOOT = """
## What follows from it

- Refreshers and backfill do nothing alone: there is nobody trained to refresh, and no time of a
  programme to cover.
- The HR policy offers a conversation before a grievance, and needs somebody trained to hold it: alone it
  only lowers investigations, and who had no voice in it trusts a little less. A grievance lasts half a
  year whatever is done; fewer of them is all that changes.
- A patient safety policy alone lowers the needs met: meetings are promised, and held by leaders without
  the skill for them. Within embedded it raises them more than any other lever does. A complaints policy
  alone costs trust of those served, where it is promised and not put into practice.
- Working with partner agencies is seen by staff; it hardly reaches those served.
- Power sharing brings complaints and concerns to light. Where success is counted by them, and not
  measured, that tires the sponsor.
- The second stage of complaints is not in the model.

What each is for, and its price, is tested: `python -m pytest tests/patterns/test_levers.py` (24 paired
seeds, the typical trust of the model's specification).
"""


def levers_page() -> str:
    """The whole page."""
    levers = load_setting("nhs_trust").levers
    blame, embedded = load_scenario("blame_culture"), load_scenario("embedded")
    plans = [embedded]
    for lever in levers:
        plans.append(blame.with_changes({f"levers.{lever.path}": _as_in(embedded, lever)}, _alone(lever)))
        plans.append(embedded.with_changes({f"levers.{lever.path}": 0}, _without(lever)))
    found = compare(plans, staff=STAFF, years=YEARS, runs=RUNS, parameter_share=0)
    effects = "".join(_effect_row(found, lever) for lever in levers)
    own = "".join(_own_row(found, lever, key) for lever in levers for key in OWN[lever.path])
    return HEAD + effects + OWN_HEAD + own + FOOT


def _alone(lever: LeverInfo) -> str:
    return f"alone_{lever.field}"


def _without(lever: LeverInfo) -> str:
    return f"without_{lever.field}"


def _as_in(scenario: Scenario, lever: LeverInfo) -> Any:
    """What a scenario says of a lever."""
    said: Any = scenario.to_dict()["levers"]
    for part in lever.path.split("."):
        said = said[part]
    return said


def _effect_row(found: Comparison, lever: LeverInfo) -> str:
    price = found.values(_alone(lever), "programme_cost_gbp")[:, 1:].mean()
    price -= found.values(found.baseline, "programme_cost_gbp")[:, 1:].mean()
    core = sum(
        found.weeks(_alone(lever), line.column)[:, WEEKS_A_YEAR:].sum() * found.parameters[line.price]
        for line in CORE_TEAM_LINES
    )
    own = price - core / (RUNS * YEARS)
    thousands = (number(each / STAFF, 0) for each in (price, own))
    cells = (
        lever.title,
        lever.sentence,
        *thousands,
        _clear(found, _alone(lever), INDEX, found.baseline),
        _clear(found, _without(lever), INDEX, "embedded"),
    )
    return "| " + " | ".join(cells) + " |\n"


def _own_row(found: Comparison, lever: LeverInfo, key: str) -> str:
    what = found.outcome(key)
    decimals = LEVEL_DECIMALS.get(key, max(what.decimals, 1))
    nobody = key == "commitment"  # without a plan there is no sponsor to compare with
    cells = (
        lever.title,
        f"{what.title}, {what.unit}",
        NOTHING if nobody else number(found.level(found.baseline, key), decimals),
        NOTHING if nobody else _clear(found, _alone(lever), key, found.baseline, decimals),
        number(found.level("embedded", key), decimals),
        _clear(found, _without(lever), key, "embedded", decimals),
    )
    return "| " + " | ".join(cells) + " |\n"


def _clear(found: Comparison, plan: str, key: str, against: str, decimals: int = 2) -> str:
    """A mean difference in the last year, if it is distinguished from chance and does not round to nothing."""
    each = found.difference_in(-1, plan, key, against)
    clear = abs(each.mean) > CLEAR_ERRORS * each.error and round(each.mean, decimals) != 0
    return change(each.mean, decimals) if clear else NOTHING


if __name__ == "__main__":
    PAGE.write_text(levers_page(), encoding="utf-8")
