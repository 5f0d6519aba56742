"""Centring the blame-culture baseline on what is observed, by solving for the calibrated intercepts (mark C)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.kept import is_kept, kept
from culture_sim.model import BURN_IN_WEEKS, CultureModel
from culture_sim.organisation import Organisation
from culture_sim.outcomes.money import WEEKS_A_YEAR
from culture_sim.parameters import Parameters, load_parameters
from culture_sim.scenario import load_scenario

CENTRING_SEED = 1
"""The luck in which levels are measured: always the same, so that one organisation has one centring, whatever luck
its comparisons and runs then meet."""
MEASURED_WEEKS = 2 * WEEKS_A_YEAR
ROUNDS = 5
POSTS_LIVED = 4000
POSTS_LIVED_LAST = 12_000
"""Posts lived in each round of the solver, and in its last, where single organisations' luck must average out."""
DRAW_ROUNDS = 6
STATE_TOLERANCE = 0.02
RATE_TOLERANCE = 0.25
"""How near a drawn baseline must come: for indices, and as a share of rates and of use. Wider than chance alone makes
two years of one organisation, narrow against the ranges between trusts."""
STATES = ("workload", "burnout", "psychological_safety", "trust", "use")
LEVELS = (*STATES, "practice", "patient_trust", "lessons", "leadership_modelling")

RATES = {
    "leaver_rate_percent": ("chance_of_leaving", 100.0),
    "complaints_per_1000_staff": ("chance_of_complaint", 1000.0),
    "grievances_per_1000_staff": ("chance_of_grievance", 1000.0),
    "disciplinaries_per_1000_staff": ("chance_of_disciplinary", 1000.0),
    "claims_per_1000_staff": ("chance_of_claim", 1000.0),
    "reported_incidents_per_1000_staff": ("chance_of_report", 1000.0),
}
"""Observed rates, the column of expected counts that reproduces each, and its scale. Expected counts are used
because they carry far less noise than the counts."""

SCALED_BY = {
    "leaver_rate_percent": ("leaving_anyway_per_year", "leaving_culture_per_year"),
    "sickness_percent": ("sickness_share",),
    "complaints_per_1000_staff": ("dissatisfaction_per_staff_year",),
    "grievances_per_1000_staff": ("grievance_share",),
    "disciplinaries_per_1000_staff": ("disciplinary_after_blame", "other_disciplinaries_per_year"),
    "claims_per_1000_staff": ("claim_share",),
    "reported_incidents_per_1000_staff": ("incidents_per_staff_year",),
}
"""The parameters that are scaled until an observed rate is reproduced."""

_MOST = 0.7
_STRIDE = 0.15
"""Longest corrections in one round: of an index, of log-odds, of the logarithm of a rate."""
_LOG_STRIDE = 1.0
_LOG_RATE_STRIDE = 2.0
_SHARES = {"grievance_share", "disciplinary_after_blame", "claim_share", "sickness_share"}


@dataclass(frozen=True, slots=True)
class CentringRow:
    """One observed level and what the centred baseline reproduces."""

    key: str
    observed: float
    reproduced: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Centring:
    """Parameters whose baseline sits at the observed levels.

    `solved` holds the intercepts that were solved for; `outside` those that ended outside their range.
    """

    parameters: Parameters
    rows: tuple[CentringRow, ...]
    solved: Mapping[str, float]
    outside: tuple[str, ...]


def recentre(
    organisation: Organisation, parameters: Parameters | None = None, executor: Executor | None = None
) -> Centring:
    """Solve the calibrated intercepts so that the blame-culture baseline reproduces the organisation's figures.

    States without an observed level sit at the centring references; rates without one stay where the parameters
    put them.

    Args:
        organisation: posts, teams, ties and observed levels.
        parameters: where to start from.
        executor: lives them side by side, if given.
    """
    given = parameters if parameters is not None else load_parameters()
    figures = organisation.observed.figures() if organisation.observed else {}
    known = kept(lambda: _solved(organisation, given, executor), "centring", organisation.hash, given.hash)
    changed, reached = known["changed"], known["reached"]
    outside = tuple(
        name
        for name, value in changed.items()
        if given.table[name].uncertain and not given.table[name].low <= value <= given.table[name].high
    )
    rows = tuple(
        CentringRow(key, figure.value, reached[key], figure.source, _note(key, outside))
        for key, figure in figures.items()
    )
    return Centring(given.replace(**changed), rows, changed, outside)


def is_centred_before(organisation: Organisation, parameters: Parameters) -> bool:
    """Whether this machine has centred the organisation with these parameters before, so that it takes no time."""
    return is_kept("centring", organisation.hash, parameters.hash)


def _solved(
    organisation: Organisation, given: Parameters, executor: Executor | None
) -> dict[str, dict[str, float]]:
    """The intercepts that were moved, and the levels that they reach in lives they were not solved in."""
    figures = organisation.observed.figures() if organisation.observed else {}
    targets = {key: figure.value for key, figure in figures.items()}
    targets |= {
        "workload": 1.0,
        "burnout": given.burnout_reference,
        "psychological_safety": given.safety_reference,
        "trust": given.trust_reference,
        "use": given.use_reference,
    }
    lives = _seeds(POSTS_LIVED, organisation)
    solved = given
    for _ in range(ROUNDS):
        solved = corrected(solved, levels(organisation, solved, lives, executor), targets)
    solved = corrected(
        solved, levels(organisation, solved, _seeds(POSTS_LIVED_LAST, organisation), executor), targets
    )
    solved = fit_survey(organisation, solved, targets, lives)
    others = [seed + 1000 for seed in lives]
    return {
        "changed": {name: value for name, value in solved.overrides.items() if value != given[name]},
        "reached": levels(organisation, solved, others, executor),
    }


def _seeds(posts: int, organisation: Organisation) -> range:
    """The luck of as many lives as have about this many posts."""
    return range(CENTRING_SEED, CENTRING_SEED + max(1, round(posts / organisation.staff)))


def _note(key: str, outside: Iterable[str]) -> str:
    beyond = [name for name in SCALED_BY.get(key, ()) if name in set(outside)]
    return f"takes {' and '.join(beyond)} beyond the plausible range" if beyond else ""


def standing(organisation: Organisation, parameters: Parameters) -> dict[str, float]:
    """The levels at which one life of the baseline stands, for drawn parameters to be held at."""
    found: dict[str, float] = kept(
        lambda: levels(organisation, parameters, [CENTRING_SEED]),
        "standing",
        organisation.hash,
        parameters.hash,
    )
    return found


def levels(
    organisation: Organisation,
    parameters: Parameters,
    seeds: Iterable[int],
    executor: Executor | None = None,
    settle: int = BURN_IN_WEEKS,
) -> dict[str, float]:
    """Where the blame-culture baseline stands: means over lives and over two years, after `settle` weeks."""

    def one(seed: int) -> dict[str, float]:
        return _levels_of(_baseline(organisation, parameters, seed, settle))

    found = list(executor.map(one, seeds) if executor else map(one, seeds))
    return {key: float(np.mean([each[key] for each in found])) for key in found[0]}


def _baseline(
    organisation: Organisation, parameters: Parameters, seed: int, settle: int = BURN_IN_WEEKS
) -> CultureModel:
    idle = load_scenario(f"{organisation.setting.name}/blame_culture")
    weeks = settle + MEASURED_WEEKS
    return CultureModel(
        idle, seed=seed, organisation=organisation, parameters=parameters, burn_in_weeks=weeks
    )


def _levels_of(model: CultureModel) -> dict[str, float]:
    weeks = model.tally[-MEASURED_WEEKS:]
    people = weeks.headcount.sum()
    found = {
        key: float(scale * WEEKS_A_YEAR * weeks[column].sum() / people)
        for key, (column, scale) in RATES.items()
    }
    found["sickness_percent"] = float(100 * weeks.sick.sum() / people)
    found["vacancy_percent"] = float(100 * weeks.vacant.sum() / (weeks.vacant.sum() + people))
    found["posts_emptied_percent"] = float(
        100 * WEEKS_A_YEAR * (weeks.chance_of_leaving.sum() + weeks.promotions.sum()) / people
    )
    found["reports_a_week"] = float(weeks.reported_incidents.sum() / people)
    for name in LEVELS:
        found[name] = float(np.nanmean(weeks[name]))
    found["burnt_out_share_percent"] = float(100 * weeks.burnt_out.mean())
    found["treated_fairly_percent"] = float(100 * weeks.treated_fairly.mean())
    found["safe_to_speak_up_percent"] = float(100 * weeks.safe_to_speak_up.mean())
    return found


def held(organisation: Organisation, drawn: Parameters, targets: Mapping[str, float]) -> Parameters | None:
    """The drawn parameters with intercepts that hold the baseline at the targets, or None if none do.

    A draw whose blame culture cannot stay where it is observed, because it tips or runs away, is implausible:
    history matching would drop it too.
    """
    changed = kept(
        lambda: _holding(organisation, drawn, targets),
        "held",
        organisation.hash,
        drawn.hash,
        dict(targets),
    )
    return drawn.replace(**changed) if changed is not None else None


def _holding(
    organisation: Organisation, drawn: Parameters, targets: Mapping[str, float]
) -> dict[str, float] | None:
    before = drawn
    for _ in range(DRAW_ROUNDS):
        found = levels(organisation, drawn, [CENTRING_SEED], settle=WEEKS_A_YEAR)
        if all(
            abs(found[key] - target) <= (STATE_TOLERANCE if key in STATES[:4] else RATE_TOLERANCE * target)
            for key, target in targets.items()
        ):
            return {name: value for name, value in drawn.overrides.items() if value != before[name]}
        drawn = corrected(drawn, found, targets)
    return None


def corrected(parameters: Parameters, found: Mapping[str, float], targets: Mapping[str, float]) -> Parameters:
    """One round of corrections, none longer than a stride: far from the target a level need not follow."""
    p = parameters

    def short(level: str) -> float:
        return _bounded(targets[level] - found[level], _STRIDE)

    changes = {
        "demand_scale": p.demand_scale * targets["workload"] / found["workload"],
        "safety_intercept": p.safety_intercept + short("psychological_safety"),
        "fairness_offset": p.fairness_offset + short("trust"),
        "practice_reference": found["practice"],
        "learning_quality_reference": p.learning_quality_reference * found["lessons"],
        "reports_reference": found["reports_a_week"],
    }
    if np.isfinite(found["patient_trust"]):
        changes["patient_trust_reference"] = found["patient_trust"]
    changes["burnout_build_up"] = p.burnout_build_up * np.exp(
        _bounded(_log_odds(targets["burnout"]) - _log_odds(found["burnout"]), _LOG_STRIDE)
    )
    changes["use_intercept"] = p.use_intercept + _bounded(
        _log_odds(targets["use"]) - _log_odds(found["use"]), _LOG_STRIDE
    )
    if "vacancy_percent" in targets:
        # In balance vacant / filled posts = posts emptied a week x weeks to fill one (model 3.3).
        emptied = found["posts_emptied_percent"]
        if "leaver_rate_percent" in targets:
            emptied += targets["leaver_rate_percent"] - found["leaver_rate_percent"]
        weeks = _odds(targets["vacancy_percent"]) * 100 * WEEKS_A_YEAR / max(emptied, 1e-6)
        changes["weeks_to_fill"] = max(weeks, 1.0)
    for key, names in SCALED_BY.items():
        if key in targets and found[key] > 0:
            step = float(np.log(max(targets[key], 1e-6) / found[key]))
            factor = float(np.exp(min(max(step, -_LOG_RATE_STRIDE), _LOG_RATE_STRIDE)))
            for name in names:
                changes[name] = min(p[name] * factor, 1.0) if name in _SHARES else p[name] * factor
    return p.replace(**{name: float(value) for name, value in changes.items()})


def _bounded(step: float, longest: float) -> float:
    """Most of a step: feedback in the model carries a level further than its intercept."""
    return min(max(_MOST * step, -longest), longest)


def _log_odds(share: float) -> float:
    inside = min(max(share, 0.001), 0.999)
    return float(np.log(inside / (1 - inside)))


def _odds(percent: float) -> float:
    return percent / max(100 - percent, 1e-6)


def fit_survey(
    organisation: Organisation, parameters: Parameters, targets: Mapping[str, float], seeds: Iterable[int]
) -> Parameters:
    """Set the cuts of the staff survey so that the baseline answers as observed (model 2.11.5)."""
    everyone = [_baseline(organisation, parameters, seed).staff for seed in seeds]
    people = np.concatenate([staff[staff.filled] for staff in everyone]).view(type(everyone[0]))
    changes = {}
    if "burnt_out_share_percent" in targets:
        changes["burnt_out_cut"] = float(
            np.quantile(people.burnout, 1 - targets["burnt_out_share_percent"] / 100)
        )
    for key, column, slope, midpoint in (
        ("treated_fairly_percent", "trust", "fair_slope", "fair_midpoint"),
        ("safe_to_speak_up_percent", "psychological_safety", "speak_up_slope", "speak_up_midpoint"),
    ):
        if key in targets:
            share = min(max(targets[key] / 100, 0.001), 0.999)
            changes[midpoint] = _midpoint(np.asarray(people[column]), parameters[slope], share)
    return parameters.replace(**changes)


def _midpoint(states: NDArray[np.float64], slope: float, share: float) -> float:
    """The state at which half say yes, if `share` of these people do."""
    from scipy.optimize import brentq

    def surplus(midpoint: float) -> float:
        return float(np.mean(1 / (1 + np.exp(-slope * (states - midpoint)))) - share)

    return float(brentq(surplus, -3.0, 4.0))
