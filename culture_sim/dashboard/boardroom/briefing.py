"""The four things that a board asks, in words: what we gain, how sure that is, what it costs, what gets worse first."""

from __future__ import annotations

from typing import NamedTuple

from culture_sim.dashboard.boardroom.effects import (
    FIRST,
    WORTH_TELLING,
    Money,
    in_runs,
    in_unit,
    level,
    money,
    moves,
)
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.thresholds import TURNOVER_CEILING
from culture_sim.findings.numbers import as_shown, listed, number, pounds
from culture_sim.settings.nhs_trust.outcomes import outcome

FEWEST_RUNS = 8
"""Pairs of lives below which bands and first moves are not told."""

ABOUT = 0.05
"""Share by which two sums may differ and still be called about the same."""

TOLD = 0.05
"""Points of turnover below which one decimal shows nothing."""

CLEAR = 0.8
"""Share of simulations from which a plan is said to be behind its rival."""

PENDING = "That is luck alone. What if the model's uncertain numbers are otherwise? Being worked out …"
NO_CHANGE = "no change"
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


def briefing(answer: Comparison) -> Briefing:
    """The answer in words: the plan against its rival if it has one, else against no change."""
    said = answer.label(answer.rival).phrase if answer.rival else NO_CHANGE
    if answer.scenarios[answer.plan].does_nothing:
        return Briefing(
            (
                "Nothing: this plan does nothing, so it is the organisation as it is.",
                *(_forgone(answer, said) if answer.rival else ()),
            ),
            ("There is nothing to be unsure of: with the plan and without it, all is the same.",),
            ("Nothing for the plan. What blame costs goes on.",),
            ("Nothing gets worse than it would have been.",),
        )
    return Briefing(_gain(answer, said), _sure(answer, said), _cost(answer, said), _worse(answer, said))


def _gain(answer: Comparison, said: str) -> tuple[str, ...]:
    last, other = answer.years, answer.rival or answer.baseline
    sentences = []
    for key in FIRST:
        about = outcome(key)
        here, there = (level(answer, name, key) for name in (answer.plan, other))
        words = f"{number(here, about.decimals)} against {number(there, about.decimals)}"
        if _is_same(here - there, there):
            sentences.append(f"{about.title} in year {last}: the same as with {said}.")
        elif key == FIRST[0]:
            word, lead = ("less", "") if here < there else ("more", "No gain here: ")
            sentences.append(
                f"{lead}{number(abs(here - there), 1)} points {word} staff turnover in year {last} than with"
                f" {said}: {number(here, 1)} % against {number(there, 1)} %."
            )
        else:
            way = "fewer" if here < there else "more"
            share = f"{100 * abs(here - there) / there:.0f} % {way} " if there > 0 else ""
            sentences.append(f"{share}{about.title.lower()}: {words} per 1,000 staff.")
    if answer.rival:
        sentences.append(f"With no change at all: {_levels(answer, answer.baseline)}.")
    return tuple(sentences)


def _forgone(answer: Comparison, said: str) -> tuple[str, ...]:
    """What the rival of a plan that does nothing would bring."""
    return (
        f"With {said}, year {answer.years} would have {_levels(answer, answer.rival)}.",
        f"As it is: {_levels(answer, answer.plan)}.",
    )


def _levels(answer: Comparison, name: str) -> str:
    levels = [number(level(answer, name, key), outcome(key).decimals) for key in FIRST]
    return f"turnover {levels[0]} %, complaints {levels[1]} and grievances {levels[2]} per 1,000 staff"


def _is_same(difference: float, level: float) -> bool:
    return abs(difference) < WORTH_TELLING * abs(level)


def _sure(answer: Comparison, said: str) -> tuple[str, ...]:
    last, other = answer.years, answer.rival or answer.baseline
    words, runs = [], answer.runs
    for key in FIRST:
        effect = answer.difference(answer.plan, key, answer.rival)
        there = level(answer, other, key)
        mean = float(effect.mean[last])
        if _is_same(level(answer, answer.plan, key) - there, there):
            words.append("")
            continue
        way = "lower" if mean < 0 else "higher"
        share = float(effect.share_better[last] if mean < 0 else 1 - effect.share_better[last])
        words.append(f"{way} in {in_runs(share, runs)}")
    band = answer.difference(answer.plan, FIRST[0], answer.rival)
    sentences = [
        f"Turnover is {words[0]}{_between(float(band.low[last]), float(band.high[last]), runs)}."
        if words[0]
        else "Turnover is the same, as far as can be told.",
        *(
            f"{outcome(key).title} are {word}."
            for key, word in zip(FIRST[1:], words[1:], strict=True)
            if word
        ),
    ]
    if words[1] and words[1] == words[2]:
        sentences[1:] = [f"Complaints and grievances are {words[1]}."]
    if runs >= FEWEST_RUNS:
        sentences.append(_doubt(answer, said))
    base = float(answer.interval(answer.baseline, FIRST[0]).mean[last])
    fall = -float(answer.difference(answer.plan, FIRST[0]).mean[last]) / base if base > 0 else 0.0
    if fall > TURNOVER_CEILING:
        sentences.append(
            f"A fall in turnover of {100 * fall:.0f} % against no change is more than burnout alone can explain:"
            " expect less."
        )
    return tuple(sentences)


def _between(low: float, high: float, runs: int) -> str:
    if runs < FEWEST_RUNS:
        return " so far"
    if low * high > 0:
        least, most = sorted((abs(low), abs(high)))
        return f"; in 8 of 10 by {number(least, 1)} to {number(most, 1)} points"
    return (
        f"; 8 of 10 lie between {number(abs(low), 1)} points lower and {number(abs(high), 1)} points higher"
    )


def _doubt(answer: Comparison, said: str) -> str:
    found = answer.parameter_interval(answer.plan, FIRST[0], answer.rival)
    if found is None:
        return PENDING
    low, high = (float(end[-1]) for end in found)
    least, most = sorted((abs(low), abs(high)))
    sets = answer.parameter_draws
    lead = f"That is luck alone. If the model's uncertain numbers are otherwise ({sets} sets), turnover is"
    if most < TOLD:
        return f"{lead} still the same."
    if low * high > 0:
        way = "lower" if high < 0 else "higher"
        size = f"{number(least, 1)} to {number(most, 1)}" if least >= TOLD else f"up to {number(most, 1)}"
        return f"{lead} {size} points {way} than with {said} on average."
    return (
        f"{lead} anywhere from {number(abs(low), 1)} points lower to {number(abs(high), 1)} points higher than"
        f" with {said}: even the direction is not certain."
    )


def _cost(answer: Comparison, said: str) -> tuple[str, ...]:
    found = money(answer)
    lead = f"{pounds(found.programme)} over {answer.years} years"
    if answer.rival:
        other = money(answer, answer.rival).programme
        difference = as_shown(found.programme) - as_shown(other)
        if abs(difference) < ABOUT * max(other, 1.0):
            lead += f", about as much as {said} ({pounds(other)})"
        else:
            word = "more" if difference > 0 else "less"
            lead += f": {pounds(abs(difference))} {word} than {said} ({pounds(other)})"
    days = round(found.staff_days, -2)
    return (
        f"{lead}.",
        f"{number(days)} working days of staff." if days else "No working days of staff are counted.",
        pays(answer, found),
        "Unit costs are placeholders until your finance team replaces them.",
    )


def pays(answer: Comparison, found: Money) -> str:
    """When the plan has paid for itself, in a sentence."""
    if found.break_even is None:
        return f"It has not paid for itself by the end of year {answer.years}, on average."
    return (
        f"On average it has paid for itself by the end of year {found.break_even}"
        f" (by year {answer.years} in {in_runs(found.share_even, answer.runs)})."
    )


def _worse(answer: Comparison, said: str) -> tuple[str, ...]:
    if answer.runs < FEWEST_RUNS:
        return ("A few more simulations will tell …",)
    found = sorted((each for each in moves(answer) if each.worse_years), key=lambda each: each.worse_years[0])
    told = [_is_worse(answer, each.key, each.worse_years[0]) for each in found[:2]]
    if not found:
        told.append("No measure is worse in any whole year than with no change, beyond luck.")
    if len(found) > 2:
        rest = listed([outcome(each.key).title.lower() for each in found[2:]])
        told.append(f"Later or less: {rest}.")
    told += _behind(answer, said) if answer.rival else []
    dear = _dear_years(answer)
    if dear:
        told.append(f"Money: it costs more than it saves in {dear}.")
    if found:
        told.append("Agree beforehand that this is expected, so that it is not read as failure.")
    return tuple(told)


def _is_worse(answer: Comparison, key: str, year: int) -> str:
    """One measure in one year, against no change."""
    about = outcome(key)
    here, there = (level(answer, name, key, year) for name in (answer.plan, answer.baseline))
    way = "higher" if here > there else "lower"
    return (
        f"{about.title} {number(abs(here - there), about.decimals)} {way} in year {year} than with no change:"
        f" {number(here, about.decimals)} against {number(there, about.decimals)} {in_unit(about.unit)}."
    )


def _behind(answer: Comparison, said: str) -> list[str]:
    """Where the plan is worse than its rival before the last year and no longer in it, at its worst."""
    told = []
    for key in FIRST:
        about = outcome(key)
        effect = answer.difference(answer.plan, key, answer.rival)
        years = range(1, answer.years)
        year = max(years, key=lambda place: float(effect.mean[place]), default=0)
        clear = bool(year) and float(1 - effect.share_better[year]) >= CLEAR
        if level(answer, answer.plan, key) > level(answer, answer.rival, key):
            continue  # that is no matter of time, and is told as what is not gained
        here, there = (level(answer, name, key, year) for name in (answer.plan, answer.rival))
        if clear and here > there and not _is_same(here - there, there):
            told.append(
                f"{about.title.lower()} in year {year}: {number(here, about.decimals)} against"
                f" {number(there, about.decimals)}"
            )
    return [f"Behind {said} for a time: {'; '.join(told)}."] if told else []


def _dear_years(answer: Comparison) -> str:
    net = answer.values(answer.plan, "net_saving_gbp")[:, 1:].mean(axis=0)
    years = [str(year) for year, value in enumerate(net, 1) if value < 0]
    if len(years) == len(net):
        return "every year"
    return f"year{'s' if len(years) > 1 else ''} {listed(years)}" if years else ""
