"""What a comparison found, in plain words: the sentences that command line, figures, board paper and pages share."""

from collections.abc import Sequence

from culture_sim.ensemble import Comparison
from culture_sim.ensemble.account import account
from culture_sim.ensemble.caveats import unreached
from culture_sim.ensemble.comparison import WHAT_IT_IS
from culture_sim.ensemble.equal_cost import how_scaled
from culture_sim.ensemble.intervals import Difference
from culture_sim.ensemble.thresholds import FEW_DRAWS, FEW_RUNS
from culture_sim.findings.amounts import amount_change, in_unit, in_words, is_money
from culture_sim.findings.claims import (
    PRACTICE,
    Change,
    Reached,
    built_in,
    change_in,
    course,
    is_conclusive,
    pairs_by_effect,
    worsenings,
)
from culture_sim.findings.numbers import counted, listed, number, pounds

TOOL = WHAT_IT_IS
"""The sentence that stands beside every result."""

ONE_RUN = "One run is an example, not a finding: another seed gives another. What a plan does, compare says."

DIFFERENCE = "Difference: plan less baseline, run by run under the same random numbers."
BY_CHANCE = (
    "80 % interval: where 8 in 10 runs lie, by chance alone. Better / worse: in how many runs; in the others"
    " nothing changes."
)
BY_PARAMETERS = (
    "Parameter uncertainty: the 80 % interval of the mean difference when the model's uncertain parameters are"
    " drawn from their plausible ranges."
)
COSTS_ARE_PLACEHOLDERS = (
    "Unit costs are placeholders until a finance team replaces them, for example with --set"
    " cost_per_leaver=20000; see culture-sim parameters money."
)

FAIR_PLANS = frozenset(("embedded", "training_only"))
"""The pair of gallery plans that is always compared with each other: what money buys with and without embedding."""


# Tables ------------------------------------------------------------------------------------------------


def how_to_read(comparison: Comparison) -> str:
    """What the rows of the tables of this comparison mean."""
    parts = [DIFFERENCE]
    if comparison.runs > 1:
        parts.append(BY_CHANCE)
    if comparison.parameter_draws >= FEW_DRAWS:
        parts.append(BY_PARAMETERS)
    return " ".join([*parts, COSTS_ARE_PLACEHOLDERS])


def better_and_worse_in(difference: Difference[float], runs: int) -> str:
    """In how many runs the plan is better, and in how many worse: "38 / 2 of 40"."""
    better, worse = round(difference.share_better * runs), round(difference.share_worse * runs)
    return f"{better} / {worse} of {runs}"


def shown_years(years: int, most: int = 4) -> list[int]:
    """The year before, years 1, 3, 5 and the last one; of these `most` where room is short, the last before all."""
    wanted = dict.fromkeys((years, *(year for year in (1, 5, 3) if year < years)))
    return sorted({0, *list(wanted)[: max(most, 1)]})


# Parts of sentences ------------------------------------------------------------------------------------


def in_runs(change: Change) -> str:
    """In how many runs the level is lower, higher and equal, the side of the mean first.

    "lower in all 40 runs", "higher in 2 of 10 runs, equal in 8".
    """
    counts = [("lower", change.lower_runs), ("higher", change.higher_runs), ("equal", change.equal_runs)]
    if change.difference.mean > 0:
        counts[:2] = counts[1::-1]
    (first, count), *rest = counts
    others = "".join(f", {word} in {each}" for word, each in rest if each)
    return f"{first} in {of_runs(count, change.runs)}{others}"


def of_runs(count: int, runs: int) -> str:
    """A number of runs out of all: "38 of 40 runs", "all 40 runs", "none of 40 runs"."""
    if count == runs:
        return {1: "the one run", 2: "both runs"}.get(runs, f"all {runs} runs")
    return f"{count or 'none'} of {runs} runs"


def effect(change: Change) -> str:
    """How large a change is: "2.2 points less staff turnover", "workload 0.02 higher"."""
    size, name = in_words(change.outcome, change.size), in_sentence(change.outcome.title)
    if change.outcome.per == "per 1000 staff":
        return f"{size} {'fewer' if change.is_lower else 'more'} {name} per 1,000 staff"
    if change.outcome.headline and change.outcome.unit.startswith("%"):
        return f"{size} points {'less' if change.is_lower else 'more'} {name}"
    points = (" point" if size == "1" else " points") if change.outcome.unit.startswith("%") else ""
    return f"{name} {size}{points} {'lower' if change.is_lower else 'higher'}"


def in_sentence(title: str) -> str:
    """A title within a sentence: "Refreshers" as "refreshers", "HR policy" as it is."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def name_of(key: str, comparison: Comparison) -> str:
    """An outcome in a sentence."""
    return in_sentence(comparison.outcome(key).title)


def few_runs(runs: int) -> str:
    """Why nothing is concluded."""
    return f"{counted(runs, 'run')} cannot tell chance from effect: add runs, {FEW_RUNS} at the least."


def no_conclusion(comparison: Comparison) -> str:
    """Why nothing is concluded from a comparison; "" where something may be."""
    if comparison.runs < FEW_RUNS:
        return few_runs(comparison.runs)
    if unreached(comparison.calibration):
        return "Nothing is concluded: the baseline does not reproduce the observed levels (see the cautions)."
    return ""


# The finding -------------------------------------------------------------------------------------------


def finding(comparison: Comparison) -> str:
    """One paragraph: what each plan did, whether it lasted, how far the distance between plans is built in.

    Where nothing may be concluded, because there are too few runs or the baseline does not stand where it should, it
    says so and concludes nothing.
    """
    if not comparison.plans:
        return ""
    if not is_conclusive(comparison):
        return f"{no_conclusion(comparison)} {built_in_sentence(comparison)}".strip()
    sentences = [what_it_did(comparison, name) for name in comparison.plans]
    return " ".join(part for part in (*sentences, built_in_sentence(comparison)) if part)


def what_it_did(comparison: Comparison, name: str) -> str:
    """A few sentences on one plan: what it changes for certain, what gets worse, whether it lasts."""
    changes = [change_in(comparison, name, key) for key in comparison.headlines]
    clear = [each for each in changes if each.is_clear]
    unclear = listed([name_of(each.outcome.key, comparison) for each in changes if not each.is_clear], "or")
    start = f"With {comparison.title(name)}, year {comparison.years}"
    if clear:
        effects = listed([f"{effect(each)} ({in_runs(each)})" for each in clear])
        first = f"{start} has {effects}."
        if unclear:
            first += f" It makes no clear difference to {unclear}."
    else:
        first = f"{start} shows no clear difference in {unclear}."
    parts = (first, worse_sentence(comparison, name), course_sentence(comparison, name))
    return " ".join(part for part in parts if part)


def worse_sentence(comparison: Comparison, name: str) -> str:
    """Everything that is clearly worse in some year, at its worst; headlines in the last year stand elsewhere."""
    found = [
        (change, first)
        for change, first in worsenings(comparison, name)
        if not (change.outcome.key in comparison.headlines and change.year == first == comparison.years)
    ]
    if not found:
        return ""
    parts = [f"{effect(change)} in year {change.year}" for change, _ in found]
    return f"At its worst: {listed(parts)}."


def course_sentence(comparison: Comparison, name: str) -> str:
    """A sentence on whether the change in practice lasts or fades."""
    found = course(comparison, name)
    if found is None:
        return ""
    if found.kind == "unchanged":
        return "Restorative practice hardly changes."
    if found.kind == "falls":
        return "Restorative practice falls."
    if found.kind == "fading":
        gone = f"{number(100 * found.lost)}% of what it had in year {found.peak_year} is gone by year {found.last_year}"
        return f"Its gain in restorative practice fades: {gone}."
    way = "is still growing" if found.kind == "growing" else "has lasted"
    return f"Its gain in restorative practice {way} in year {found.last_year}."


def built_in_sentence(comparison: Comparison) -> str:
    """How far a plan's lead over another is assumed, not found: plans with more levers and money do more."""
    found = built_in(comparison)
    if found is None:
        return ""
    parts = [
        f"{comparison.title(name)} uses {counted(levers, 'lever')} and {pounds(account(comparison, name).cost)}"
        for name, levers in ((found.most, found.most_levers), (found.least, found.least_levers))
    ]
    assumed = f"{', '.join(parts)}, and the model assumes that each lever helps"
    return f"Much of the distance between them is built in, not found: {assumed}."


# Plans for similar money -------------------------------------------------------------------------------


def by_cost(comparison: Comparison) -> str:
    """For pairs of plans of about the same cost, and for the fair pair: how much of one the other brings."""
    scaled = equal_cost_sentence(comparison)
    if not is_conclusive(comparison):
        return scaled
    pairs = (_reached(comparison, each) for each in pairs_by_effect(comparison, FAIR_PLANS))
    return " ".join(part for part in (scaled, *pairs) if part)


def equal_cost_sentence(comparison: Comparison) -> str:
    """How training alone was scaled until it cost as much as the plan, or that it could not be."""
    found = comparison.equal_cost
    if found is None or not comparison.rival:
        return ""
    plan, other = (pounds(account(comparison, name).cost) for name in (comparison.plan, comparison.rival))
    scale, how = number(found.scale, 2), how_scaled(comparison.setting.name)
    if found.reached:
        return f"Training alone at {scale} times its usual amount costs {other}; the plan costs {plan}. {how}"
    way = "still costs" if found.cost > found.wanted else "costs only"
    return (
        f"Training alone cannot be made to cost the same: at {scale} times its usual amount it {way} {other}, and the"
        f" plan {plan}. {how}"
    )


def _reached(comparison: Comparison, found: Reached) -> str:
    first, second = (comparison.title(name) for name in (found.weaker, found.stronger))
    money = f"{first} costs {pounds(found.weaker_cost)}, {second} {pounds(found.stronger_cost)}"
    if not found.costs_alike:
        money += ", so this is not a comparison at equal cost"
    shares = [
        f"{number(100 * share)}% in {name_of(what.key, comparison)}"
        for what, share in found.shares
        if share is not None and share > 0
    ]
    opposite = [
        name_of(what.key, comparison) for what, share in found.shares if share is not None and share < 0
    ]
    unclear = [name_of(what.key, comparison) for what, share in found.shares if share is None]
    if not found.shares:
        return f"{money}. By year {comparison.years} {second} has changed too little to compare them."
    parts = []
    if shares:
        parts.append(f"{first} reaches this much of what {second} does: {listed(shares)}")
    if opposite:
        parts.append(
            f"it moves {listed(opposite)} the other way"
            if shares
            else f"{first} moves {listed(opposite)} the other way"
        )
    if unclear:
        parts.append(
            f"it makes no clear difference to {listed(unclear, 'or')}"
            if parts
            else f"{first} makes no clear difference to {listed(unclear, 'or')}, {second} does"
        )
    return f"{money}. By year {comparison.years}, {'; '.join(parts)}."


# Parameter uncertainty ---------------------------------------------------------------------------------


def if_parameters_differ(comparison: Comparison) -> str:
    """What other plausible parameters would do to the plan that changes most, apart from chance."""
    if not comparison.plans or not comparison.parameter_draws:
        return ""
    if comparison.parameter_draws < FEW_DRAWS:
        draws = counted(comparison.parameter_draws, "set")
        return (
            f"{draws} of drawn parameters could be used: too few for an interval, which takes {FEW_DRAWS}."
            " More come with more --runs, or a larger --parameter-share."
        )
    name = max(comparison.plans, key=lambda each: abs(comparison.difference_in(-1, each, PRACTICE).mean))
    ends = {key: last_parameter_interval(comparison, name, key) for key in comparison.headlines}
    known = {key: each for key, each in ends.items() if each is not None}
    ranges = [
        f"{name_of(key, comparison)} {amount_change(comparison.outcome(key), low)} to"
        f" {amount_change(comparison.outcome(key), high)}"
        for key, (low, high) in known.items()
    ]
    open_ones = [name_of(key, comparison) for key, (low, high) in known.items() if low < 0 < high]
    text = (
        "The figures above hold the model's parameters at their central values. When they are drawn from their"
        f" plausible ranges ({comparison.parameter_draws} draws, 80 % interval), the difference that"
        f" {comparison.title(name)} makes in year {comparison.years} lies at {listed(ranges)}."
    )
    return f"{text} Even its direction is open for {listed(open_ones)}." if open_ones else text


def last_parameter_interval(
    comparison: Comparison, plan: str, key: str, against: str = ""
) -> tuple[float, float] | None:
    """The parameter interval of the last year; None with too few draws."""
    found = comparison.parameter_interval(plan, key, against)
    return (float(found[0][-1]), float(found[1][-1])) if found else None


# Headings and what it takes to reproduce it ------------------------------------------------------------


def trace(comparison: Comparison) -> str:
    """All it takes to reproduce the numbers."""
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
    plans = listed([comparison.title(name) for name in comparison.plans])
    base = comparison.title(comparison.baseline)
    compared = f"{plans} compared with {base}" if plans else f"{base} alone"
    runs = f"{counted(comparison.runs, 'run')} under the same random numbers"
    years = counted(comparison.years, "year")
    return f"{compared}: {counted(comparison.staff, 'post')}, {years}, {runs}"


def figure_title(comparison: Comparison, key: str, name: str) -> str:
    """What a panel of a figure shows, as its title: the finding for one outcome and one plan, if one can be found."""
    found = change_in(comparison, name, key)
    title = found.outcome.title
    if not is_conclusive(comparison):
        return title
    if not found.is_clear:
        return f"{title}: no clear difference"
    direction = "lower" if found.is_lower else "higher"
    points = " points" if "%" in found.outcome.unit else ""
    early = [change_in(comparison, name, key, year) for year in range(1, comparison.years)]
    first_worse = found.way == "better" and any(each.is_clear and each.way == "worse" for each in early)
    first = f"first {'higher' if found.is_lower else 'lower'}, then " if first_worse else ""
    size = in_words(found.outcome, found.size)
    return f"{title}: {first}{size}{points} {direction} with {comparison.title(name)}"


def levels(comparison: Comparison, name: str, keys: Sequence[str] = ()) -> str:
    """Levels of the last year in a sentence; those of the headlines if absent: "staff turnover 9.8 %, ..."."""
    parts = []
    for key in keys or comparison.headlines:
        what = comparison.outcome(key)
        short = "%" if what.unit.startswith("%") else in_unit(what)
        if is_money(what) or what.unit.startswith("share"):
            short = ""
        parts.append(
            f"{name_of(key, comparison)} {in_words(what, comparison.level(name, key))} {short}".strip()
        )
    return listed(parts)
