"""What a comparison found, in plain words. Every sentence that users read about results stands here."""

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np

from culture_sim.ensemble import Comparison, Difference
from culture_sim.ensemble.comparison import WHAT_IT_IS
from culture_sim.findings.numbers import change, listed, million, number, pounds, span
from culture_sim.outcomes import Outcome
from culture_sim.settings.nhs_trust.outcomes import outcome

TOOL = WHAT_IT_IS
"""The sentence that stands beside every result."""

ONE_LIFE = (
    "One life is an example, not a finding: another seed gives another. What a plan does, compare tells."
)

DIFFERENCE = "Difference: plan less baseline under the same luck."
BY_CHANCE = (
    "8 runs in 10: where it lies by chance alone. Better / worse: in how many runs; in the others nothing"
    " changes."
)
BY_ASSUMPTION = (
    "Other assumptions: where it lies when the model's uncertain numbers are drawn from their plausible"
    " ranges."
)

HEADLINES = ("turnover_percent", "complaints_per_1000_staff", "grievances_per_1000_staff")
"""What boards ask about first."""

SURE = 0.9
"""Share of runs in which a plan must be better for its direction to be told without doubt."""

FAIR_PLANS = ("embedded", "training_only")
FAIR_COMMAND = f"culture-sim compare {' '.join(FAIR_PLANS)}"
LIKE_SPEND = 0.6
"""Two plans are held against each other if the cheaper costs at least this share of the dearer."""

NO_CHANGE_IN_PRACTICE = 0.01
OBSERVED_TITLES = {
    "leaver_rate_percent": "Leavers, % of staff a year",
    "sickness_percent": "Sickness absence, % of staff time",
    "vacancy_percent": "Vacancies, % of posts",
    "complaints_per_1000_staff": "Complaints, per 1,000 staff a year",
    "grievances_per_1000_staff": "Grievances, per 1,000 staff a year",
    "disciplinaries_per_1000_staff": "Disciplinaries, per 1,000 staff a year",
    "claims_per_1000_staff": "Claims, per 1,000 staff a year",
    "reported_incidents_per_1000_staff": "Reported incidents, per 1,000 staff a year",
    "burnt_out_share_percent": "Often or always burnt out, % of staff",
    "treated_fairly_percent": "Treated fairly after an error, % agree",
    "safe_to_speak_up_percent": "Safe to speak up, % agree",
}
"""Observed levels as a table names them."""

COSTS_ARE_PLACEHOLDERS = (
    "Unit costs are placeholders until a finance team replaces them, for example with --set"
    " cost_per_leaver=20000; see culture-sim parameters money."
)

FEW_RUNS = 10
FAIRLY_SURE = 0.8
LASTING = 0.9


class Named(NamedTuple):
    """A headline outcome in a sentence: "2.2 points less staff turnover"."""

    name: str
    less: str
    more: str


NAMED = {
    "turnover_percent": Named("staff turnover", "points less staff turnover", "points more staff turnover"),
    "complaints_per_1000_staff": Named(
        "complaints", "fewer complaints per 1,000 staff", "more complaints per 1,000 staff"
    ),
    "grievances_per_1000_staff": Named(
        "grievances", "fewer grievances per 1,000 staff", "more grievances per 1,000 staff"
    ),
}


def amount(what: Outcome, value: float) -> str:
    """A level as a table shows it; money in millions of pounds."""
    return million(value) if what.unit.startswith("GBP") else number(value, what.decimals)


def amount_change(what: Outcome, value: float) -> str:
    """A difference as a table shows it; money in millions of pounds."""
    return change(value / 1e6, 2) if what.unit.startswith("GBP") else change(value, what.decimals)


def amount_span(what: Outcome, low: float, high: float) -> str:
    """A band as a table shows it; money in millions of pounds."""
    if what.unit.startswith("GBP"):
        return span(low / 1e6, high / 1e6, 2)
    return span(low, high, what.decimals)


def unit(what: Outcome) -> str:
    """The unit beside an amount."""
    return what.unit.replace("GBP", "£ million")


def how_to_read(comparison: Comparison) -> str:
    """What the rows of the tables of this comparison mean."""
    parts = [DIFFERENCE]
    if comparison.runs > 1:
        parts.append(BY_CHANCE)
    if comparison.parameter_draws:
        parts.append(BY_ASSUMPTION)
    return " ".join([*parts, COSTS_ARE_PLACEHOLDERS])


def better_and_worse_in(difference: Difference[float], runs: int) -> str:
    """In how many runs the plan is better, and in how many worse: "38 / 2 of 40"."""
    better, worse = round(difference.share_better * runs), round(difference.share_worse * runs)
    return f"{better} / {worse} of {runs}"


def shown_years(years: int, most: int = 4) -> list[int]:
    """The year before, years 1, 3, 5 and the last one; of these `most` where room is short, the last before all."""
    wanted = dict.fromkeys((years, *(year for year in (1, 5, 3) if year < years)))
    return sorted({0, *list(wanted)[: max(most, 1)]})


def spend(comparison: Comparison, name: str) -> float:
    """What a programme costs over all its years, GBP, mean over runs."""
    return float(comparison.interval(name, "programme_cost_gbp").mean[1:].sum())


def finding(comparison: Comparison, levers: Mapping[str, int] | None = None) -> str:
    """One paragraph: what each plan did, whether it lasted, how far the distance between plans is built in.

    Args:
        comparison: what was lived.
        levers: number of levers that each scenario uses.
    """
    if not comparison.plans:
        return ""
    few = (
        f"{comparison.runs} run{'' if comparison.runs == 1 else 's'} cannot tell luck from effect: add runs."
    )
    told = [few] if comparison.runs < FEW_RUNS else []
    told += [what_it_did(comparison, name) for name in comparison.plans]
    told.append(built_in(comparison, levers or {}))
    return " ".join(part for part in told if part)


def what_it_did(comparison: Comparison, name: str) -> str:
    """Two or three sentences on one plan."""
    title = comparison.scenarios[name].title
    last = {key: comparison.difference_in(-1, name, key) for key in HEADLINES}
    clear = [key for key in HEADLINES if _sure(key, last[key])]
    unclear = [NAMED[key].name for key in HEADLINES if key not in clear]
    if clear:
        effects = listed([_effect(key, last[key]) for key in clear])
        runs = round(min(_one_way(key, last[key]) for key in clear) * comparison.runs)
        told = f"With {title}, year {comparison.years} has {effects}, in {_at_least(runs, comparison.runs)}."
        if unclear:
            told += f" It makes no clear difference to {listed(unclear, 'or')}."
    else:
        told = f"With {title}, year {comparison.years} shows no clear difference in {listed(unclear, 'or')}."
    parts = (told, _first_worse(comparison, name), _course(comparison, name))
    return " ".join(part for part in parts if part)


def _at_least(runs: int, of: int) -> str:
    if runs == of:
        return {1: "the one run", 2: "both runs"}.get(of, f"all {of} runs")
    return f"at least {runs} of {of} runs"


def _one_way(key: str, difference: Difference[float]) -> float:
    """Share of runs that point the same way as the mean; those without any difference point nowhere."""
    better = (difference.mean < 0) == (outcome(key).better == "lower")
    return difference.share_better if better else difference.share_worse


def _sure(key: str, difference: Difference[float]) -> bool:
    return _one_way(key, difference) >= SURE and _size(key, difference.mean) != _size(key, 0.0)


def _effect(key: str, difference: Difference[float]) -> str:
    words = NAMED[key]
    return f"{_size(key, difference.mean)} {words.less if difference.mean < 0 else words.more}"


def _size(key: str, value: float) -> str:
    """How large a difference is: two or three figures, no more."""
    decimals = outcome(key).decimals
    return number(abs(value), 0 if abs(value) >= 10 else min(decimals, 2))


def _first_worse(comparison: Comparison, name: str) -> str:
    """A sentence if complaints rise before they fall."""
    risen = _first_rise(comparison, name)
    if risen is None:
        return ""
    size, year = risen
    when = f"(by {number(size)} in year {year})"
    return f"Complaints are higher at first {when}, as they are where people are invited to speak."


def _first_rise(comparison: Comparison, name: str) -> tuple[float, int] | None:
    """By how much, and in which year, complaints are higher in years 1 or 2 if they are lower at the end."""
    key = HEADLINES[1]
    years = [comparison.difference_in(year, name, key) for year in range(comparison.years + 1)]
    early = [(years[year], year) for year in range(1, min(3, len(years) - 1))]
    risen = [
        (found.mean, year) for found, year in early if found.mean > 0 and found.share_worse >= FAIRLY_SURE
    ]
    return max(risen) if risen and years[-1].mean < 0 else None


def _course(comparison: Comparison, name: str) -> str:
    """A sentence on whether the change in practice lasts or fades."""
    gains = comparison.difference(name, "practice").mean
    if len(gains) < 3:
        return ""
    last_year, peak_year = len(gains) - 1, int(np.argmax(gains))
    if gains[peak_year] < NO_CHANGE_IN_PRACTICE:
        return "Restorative practice hardly changes."
    kept = gains[-1] / gains[peak_year]
    if kept >= LASTING:
        way = "is still growing" if peak_year == last_year else "has lasted"
        return f"Its gain in restorative practice {way} in year {last_year}."
    lost = number(100 * (1 - max(kept, 0.0)))
    gone = f"{lost}% of what it had in year {peak_year} is gone by year {last_year}"
    return f"Its gain in restorative practice fades: {gone}."


def built_in(comparison: Comparison, levers: Mapping[str, int]) -> str:
    """How far a plan's lead over another is assumed, not found: plans with more levers and money do more."""
    plans = [name for name in comparison.plans if levers.get(name)]
    if len(plans) < 2:
        return ""
    most, least = max(plans, key=levers.__getitem__), min(plans, key=levers.__getitem__)
    if levers[most] < 1.5 * levers[least]:
        return ""
    titles = [comparison.scenarios[name].title for name in (most, least)]
    money = [pounds(spend(comparison, name)) for name in (most, least)]
    one = f"{titles[0]} uses {levers[most]} levers and {money[0]}"
    other = f"{titles[1]} {levers[least]} and {money[1]}"
    assumed = f"{one}, {other}, and the model assumes that each lever helps"
    return f"Much of the distance between them is built in, not found: {assumed}."


def at_like_spend(comparison: Comparison) -> str:
    """For pairs of plans of about the same cost, and for the fair pair: how much of one the other reaches."""
    pairs = combinations(sorted(comparison.plans, key=lambda name: _in_practice(comparison, name)), 2)
    return " ".join(
        _reached(comparison, weaker, stronger)
        for weaker, stronger in pairs
        if {weaker, stronger} == set(FAIR_PLANS)
        or _alike(spend(comparison, weaker), spend(comparison, stronger))
    )


def _in_practice(comparison: Comparison, name: str) -> float:
    return comparison.difference_in(-1, name, "practice").mean


def _alike(one: float, other: float) -> bool:
    return min(one, other) > 0 and min(one, other) >= LIKE_SPEND * max(one, other)


def _reached(comparison: Comparison, weaker: str, stronger: str) -> str:
    """What one plan brings of the other one's effects, in percent."""
    keys = (*HEADLINES, "psychological_safety")
    one, other = (
        {key: comparison.difference_in(-1, name, key) for key in keys} for name in (weaker, stronger)
    )
    shares = [
        f"{number(max(0.0, 100 * one[key].mean / other[key].mean))}% in {outcome(key).title.lower()}"
        for key in keys
        if _sure(key, other[key])
    ]
    first, second = (comparison.scenarios[name].title for name in (weaker, stronger))
    money = (
        f"{first} costs {pounds(spend(comparison, weaker))}, {second} {pounds(spend(comparison, stronger))}."
    )
    if not shares:
        return f"{money} By year {comparison.years} too little has changed to hold one against the other."
    start = f"By year {comparison.years}, {first} reaches this much of what {second} does"
    return f"{money} {start}: {listed(shares)}."


def if_parameters_differ(comparison: Comparison) -> str:
    """What other plausible parameters would do to the plan that changes most, apart from chance."""
    if not comparison.plans:
        return ""
    name = max(comparison.plans, key=lambda each: abs(_in_practice(comparison, each)))
    found = {key: comparison.parameter_interval(name, key) for key in HEADLINES}
    last = {key: (float(each[0][-1]), float(each[1][-1])) for key, each in found.items() if each}
    if not last:
        return ""
    ranges = [
        f"{NAMED[key].name} {amount_change(outcome(key), low)} to {amount_change(outcome(key), high)}"
        for key, (low, high) in last.items()
    ]
    open_ones = [NAMED[key].name for key, (low, high) in last.items() if low < 0 < high]
    title = comparison.scenarios[name].title
    told = (
        "The figures above hold the model's parameters at their central values. When they are drawn from"
        f" their plausible ranges ({_draws(comparison.parameter_draws)}), the difference that"
        f" {title} makes in year {comparison.years} lies at {listed(ranges)}."
    )
    return f"{told} Even its direction is open for {listed(open_ones)}." if open_ones else told


def _draws(count: int) -> str:
    return "1 draw" if count == 1 else f"{count} draws, 8 in 10 of them"


def fair_pointer(comparison: Comparison, told: bool) -> str:
    """What FAIR_COMMAND would show, if this comparison does not hold it; `told` if its result was told."""
    if FAIR_PLANS[0] not in comparison.plans or FAIR_PLANS[1] in comparison.plans:
        return ""
    return "In full:" if told else "What training alone does for such money:"


def trace(comparison: Comparison) -> str:
    """All it takes to live the same again."""
    hashes = ", ".join(f"{name} {each.hash}" for name, each in comparison.scenarios.items())
    seeds = f"seed {comparison.seed}"
    if comparison.runs > 1:
        seeds = f"seeds {comparison.seed} to {comparison.seed + comparison.runs - 1}"
    return (
        f"culture-sim {comparison.version}; {seeds}; scenarios {hashes};"
        f" organisation {comparison.organisation_hash}; parameters {comparison.parameters_hash}"
    )


def headline(comparison: Comparison) -> str:
    """One line: what was compared."""
    plans = listed([comparison.scenarios[name].title for name in comparison.plans])
    base = comparison.scenarios[comparison.baseline].title
    against = f"{plans} against {base}" if plans else f"{base} alone"
    runs = f"{comparison.runs} run{'' if comparison.runs == 1 else 's'} under the same luck"
    years = f"{comparison.years} year{'' if comparison.years == 1 else 's'}"
    return f"{against}: {number(comparison.staff)} staff, {years}, {runs}"


def figure_title(comparison: Comparison, key: str, name: str) -> str:
    """What a panel of a figure shows, as its title: the finding for one outcome and one plan, if one can be found."""
    what = outcome(key)
    difference = comparison.difference_in(-1, name, key)
    title = comparison.scenarios[name].title
    if comparison.runs == 1:
        return what.title
    if not _sure(key, difference):
        return f"{what.title}: no clear difference"
    direction = "lower" if difference.mean < 0 else "higher"
    points = " points" if "%" in what.unit else ""
    first = "first higher, then " if key == HEADLINES[1] and _first_rise(comparison, name) else ""
    return f"{what.title}: {first}{_size(key, difference.mean)}{points} {direction} with {title}"
