"""The four questions of a board, answered in words: what we gain, how sure that is, what it costs, what gets worse."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from culture_sim.ensemble.account import Account, account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.thresholds import FEW_DRAWS, FEW_RUNS, TURNOVER_CEILING
from culture_sim.findings.amounts import as_shown, in_unit, in_words
from culture_sim.findings.cautions import saving_cautions
from culture_sim.findings.claims import (
    Change,
    about_the_same,
    behind,
    change_in,
    is_conclusive,
    worsenings,
)
from culture_sim.findings.numbers import listed, number, pounds, rounded_pounds
from culture_sim.findings.sentences import (
    effect,
    in_runs,
    in_sentence,
    last_parameter_interval,
    levels,
    name_of,
    no_conclusion,
    of_runs,
)
from culture_sim.outcomes import Outcome

PENDING = "This is chance alone. What parameter uncertainty adds is being worked out …"
PLACEHOLDERS = "Unit costs are placeholders until your finance team replaces them."
AGREE = "Agree beforehand that this is expected, so that it is not read as failure."
TURNOVER = "turnover_percent"
"""The one outcome that burnout is known to bound: of another, a large fall is no reason for doubt."""

QUESTIONS = (
    "What would we gain?",
    "How sure is that?",
    "What does it cost?",
    "What gets worse first?",
)


class Briefing(NamedTuple):
    """Sentences, the most important first, in answer to each question."""

    gain: tuple[str, ...]
    sure: tuple[str, ...]
    cost: tuple[str, ...]
    worse: tuple[str, ...]


def briefing(comparison: Comparison) -> Briefing:
    """The first plan compared with its rival if it has one, else with the baseline, in words."""
    plan = comparison.plan
    if plan == comparison.baseline or comparison.scenarios[plan].does_nothing:
        forgone = _forgone(comparison) if comparison.rival else ()
        return Briefing(
            ("Nothing: this plan does nothing, so it is the organisation as it is.", *forgone),
            ("There is nothing to be unsure of: with the plan and without it, all is the same.",),
            ("Nothing for the plan. What blame costs goes on.",),
            ("Nothing gets worse than it would have been.",),
        )
    return Briefing(_gain(comparison), _sure(comparison), _cost(comparison), _worse(comparison))


def heading(comparison: Comparison) -> str:
    """The plan, and what it is compared with."""
    return f"{comparison.title(comparison.plan)}, compared with {_against(comparison)}"


def _other(comparison: Comparison) -> str:
    return comparison.rival or comparison.baseline


def _against(comparison: Comparison) -> str:
    return comparison.label(_other(comparison)).phrase


def _headline_changes(comparison: Comparison) -> list[Change]:
    return [change_in(comparison, comparison.plan, key, -1, comparison.rival) for key in comparison.headlines]


def _gain(comparison: Comparison) -> tuple[str, ...]:
    changes = _headline_changes(comparison)
    few = comparison.runs < FEW_RUNS
    sentences = [_compared(comparison, each, few) for each in changes]
    shown = [each for each in changes if (each.is_clear or few) and each.size]
    if not any(_is_gain(each) for each in shown):
        lead = "No gain here: " if any(_is_worse_way(each) for each in shown) else "No clear gain here: "
        sentences[0] = f"{lead}{in_sentence(sentences[0])}"
    if comparison.rival:
        baseline = comparison.label(comparison.baseline).phrase
        sentences.append(f"With {baseline}: {levels(comparison, comparison.baseline)}.")
    return tuple(sentences)


def _is_gain(change: Change) -> bool:
    """Whether it goes the wanted way; what carries a caution is no gain by itself."""
    return not change.outcome.caution and change.is_lower == (change.outcome.better == "lower")


def _is_worse_way(change: Change) -> bool:
    return change.is_lower != (change.outcome.better == "lower")


def _compared(comparison: Comparison, change: Change, few: bool) -> str:
    """One headline against what the plan is compared with; with few runs as a first look, told as it stands."""
    percent = " %" if change.outcome.unit.startswith("%") else ""
    here, there = (f"{in_words(change.outcome, level)}{percent}" for level in (change.here, change.there))
    against = f"{here} against {there}"
    if not (change.is_clear or (few and change.size)):
        same = "the same" if here == there else "no clear difference"
        name = name_of(change.outcome.key, comparison)
        return f"{name[:1].upper()}{name[1:]} in year {change.year}: {same} ({against})."
    size = effect(change)
    return f"{size[:1].upper()}{size[1:]} in year {change.year} than with {_against(comparison)}: {against}."


def _forgone(comparison: Comparison) -> tuple[str, ...]:
    """What the rival of a plan that does nothing would bring."""
    return (
        f"With {_against(comparison)}, year {comparison.years} would have {levels(comparison, comparison.rival)}.",
        f"As it is: {levels(comparison, comparison.plan)}.",
    )


def _sure(comparison: Comparison) -> tuple[str, ...]:
    sentences = []
    first = comparison.headlines[0]
    for change in _headline_changes(comparison):
        title = change.outcome.title
        verb = _verb(title)
        if not change.difference.mean:
            sentences.append(f"{title} {verb} equal on average ({in_runs(change)}).")
            continue
        within = _interval(change) if change.outcome.key == first and comparison.runs >= FEW_RUNS else ""
        sentences.append(f"{title} {verb} {in_runs(change)}{within}.")
    if not is_conclusive(comparison):
        return (*sentences, no_conclusion(comparison))
    sentences.append(parameter_sentence(comparison))
    base = comparison.level(comparison.baseline, first)
    fall = -comparison.difference_in(-1, comparison.plan, first).mean / base if base > 0 else 0.0
    if first == TURNOVER and fall > TURNOVER_CEILING:
        sentences.append(
            f"A fall in {name_of(first, comparison)} of {100 * fall:.0f} %"
            f" against {comparison.label(comparison.baseline).phrase} is more"
            " than burnout alone can explain: expect less."
        )
    return tuple(sentences)


def _verb(title: str) -> str:
    """Complaints "are", entries to care "are", staff turnover "is", psychological distress "is"."""
    head = re.split(r" (?:to|of|that|with|made) ", title)[0]
    return "are" if head.endswith("s") and not head.endswith("ss") else "is"


def _points(outcome: Outcome) -> str:
    return " points" if outcome.unit.startswith("%") else ""


def _interval(change: Change) -> str:
    low, high = change.difference.low, change.difference.high
    sizes = [in_words(change.outcome, abs(end)) for end in (low, high)]
    points = _points(change.outcome)
    if low * high > 0:
        least, most = sizes if abs(low) < abs(high) else sizes[::-1]
        return f"; in 8 of 10 by {least} to {most}{points}"
    return f"; 8 of 10 lie between {sizes[0]}{points} lower and {sizes[1]}{points} higher"


def parameter_sentence(comparison: Comparison) -> str:
    """What parameter uncertainty does to the first headline outcome, beyond chance."""
    draws = comparison.parameter_draws
    if not draws:
        return PENDING
    outcome = comparison.outcome(comparison.headlines[0])
    ends = last_parameter_interval(comparison, comparison.plan, outcome.key, comparison.rival)
    if ends is None:
        return (
            f"This is chance alone. Only {draws} {'set' if draws == 1 else 'sets'} of drawn parameters could be used:"
            f" too few for an interval, which takes {FEW_DRAWS}."
        )
    low, high = ends
    least, most = sorted((as_shown(outcome, abs(low)), as_shown(outcome, abs(high))))
    against, points = _against(comparison), _points(outcome)
    name = f"{in_sentence(outcome.title)} {_verb(outcome.title)}"
    lead = f"This is chance alone. With parameter uncertainty ({draws} sets, 80 % interval), {name}"
    if not most:
        return f"{lead} still the same."
    if low * high > 0:
        way = "lower" if high < 0 else "higher"
        size = f"{in_words(outcome, least)} to" if least else "up to"
        return f"{lead} {size} {in_words(outcome, most)}{points} {way} than with {against} on average."
    return (
        f"{lead} anywhere from {in_words(outcome, abs(low))}{points} lower to"
        f" {in_words(outcome, abs(high))}{points} higher than with {against}: even the direction is not certain."
    )


def _cost(comparison: Comparison) -> tuple[str, ...]:
    found = account(comparison)
    lead = f"{pounds(found.cost)} over {comparison.years} years"
    if comparison.rival:
        other = account(comparison, comparison.rival).cost
        difference = rounded_pounds(found.cost) - rounded_pounds(other)
        if about_the_same(found.cost, other):
            lead += f", about as much as {_against(comparison)} ({pounds(other)})"
        else:
            word = "more" if difference > 0 else "less"
            lead += f": {pounds(abs(difference))} {word} than {_against(comparison)} ({pounds(other)})"
    days = round(found.staff_days, -2)
    time = f"{number(days)} working days of staff." if days else "No working days of staff are counted."
    apart = saving_cautions(comparison, (comparison.plan,))
    return (f"{lead}.", time, pays(comparison, found), *apart, PLACEHOLDERS)


def pays(comparison: Comparison, found: Account) -> str:
    """When the plan has paid for itself, in a sentence."""
    even = of_runs(round(found.share_even * comparison.runs), comparison.runs)
    if found.break_even is None:
        earlier = np.flatnonzero(found.net_by_year.cumsum() >= 0)
        not_for_good = " for good" if len(earlier) else ""
        return (
            f"It has not paid for itself{not_for_good} by the end of year {comparison.years}, on average"
            f" (it has in {even})."
        )
    return (
        f"On average it has paid for itself by the end of year {found.break_even}"
        f" (by year {comparison.years} in {even})."
    )


def _worse(comparison: Comparison) -> tuple[str, ...]:
    if not is_conclusive(comparison):
        return (no_conclusion(comparison),)
    found = worsenings(comparison, comparison.plan)
    against = comparison.label(comparison.baseline).phrase
    sentences = [_is_worse(comparison, change, first) for change, first in found[:2]]
    if not found:
        sentences.append(f"No measure is clearly worse in any whole year than with {against}.")
    if len(found) > 2:
        rest = [f"{in_sentence(each.outcome.title)} (year {each.year})" for each, _ in found[2:]]
        sentences.append(f"Also worse, most in the year named: {listed(rest)}.")
    late = behind(comparison, comparison.plan, comparison.rival) if comparison.rival else []
    if late:
        parts = [
            f"{name_of(each.outcome.key, comparison)} in year {each.year}: {in_words(each.outcome, each.here)} against"
            f" {in_words(each.outcome, each.there)}"
            for each in late
        ]
        sentences.append(f"Behind {_against(comparison)} for a time: {'; '.join(parts)}.")
    dear = _dear_years(comparison)
    if dear:
        sentences.append(f"Money: it costs more than it saves in {dear}.")
    if found:
        sentences.append(AGREE)
    return tuple(sentences)


def _is_worse(comparison: Comparison, change: Change, first: int) -> str:
    """One measure in its worst year, compared with the baseline."""
    way = "lower" if change.is_lower else "higher"
    since = f" (worse from year {first} on)" if first != change.year else ""
    return (
        f"{change.outcome.title} {in_words(change.outcome, change.size)} {way} in year {change.year} than with"
        f" {comparison.label(comparison.baseline).phrase}: {in_words(change.outcome, change.here)} against"
        f" {in_words(change.outcome, change.there)} {in_unit(change.outcome)}{since}."
    )


def _dear_years(comparison: Comparison) -> str:
    net = account(comparison).net_by_year
    years = [str(year) for year, value in enumerate(net, 1) if value < 0]
    if len(years) == len(net):
        return "every year"
    return f"year{'s' if len(years) > 1 else ''} {listed(years)}" if years else ""
