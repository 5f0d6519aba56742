"""The four things that a board asks, in words: what we gain, how sure that is, what it costs, what gets worse first."""

from __future__ import annotations

from typing import NamedTuple

from culture_sim.dashboard.answer import Answer
from culture_sim.dashboard.boardroom.findings import FIRST, WORTH_TELLING, Money, in_runs, money, moves
from culture_sim.ensemble.comparison import TURNOVER_CEILING
from culture_sim.outcomes import outcome
from culture_sim.report.numbers import listed, number, pounds

FEWEST_RUNS = 8
"""Pairs of lives below which bands and first moves are not told."""

ABOUT = 0.05
"""Share by which two sums may differ and still be called about the same."""

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


def briefing(answer: Answer) -> Briefing:
    """The answer in words: the plan against its rival if it has one, else against no change."""
    if answer.scenarios[answer.plan].does_nothing:
        return Briefing(
            ("This plan does nothing, so it is the baseline: both lines are the same.",),
            ("There is nothing to be unsure of.",),
            ("Nothing.",),
            ("Nothing.",),
        )
    said = answer.against if answer.rival else NO_CHANGE
    return Briefing(_gain(answer, said), _sure(answer, said), _cost(answer, said), _worse(answer))


def _gain(answer: Answer, said: str) -> tuple[str, ...]:
    last, other = answer.years, answer.rival or answer.baseline
    sentences = []
    for key in FIRST:
        about = outcome(key)
        here, there = (float(answer.spread(name, key).mean[last]) for name in (answer.plan, other))
        words = f"{number(here, about.decimals)} against {number(there, about.decimals)}"
        if _is_same(here - there, there):
            sentences.append(f"{about.title} in year {last}: the same as with {said}.")
        elif key == FIRST[0]:
            word = "less" if here < there else "more"
            sentences.append(
                f"{number(abs(here - there), 1)} points {word} staff turnover in year {last} than with {said}:"
                f" {number(here, 1)} % against {number(there, 1)} %."
            )
        else:
            way = "fewer" if here < there else "more"
            share = f"{100 * abs(here - there) / there:.0f} % {way} " if there > 0 else ""
            sentences.append(f"{share}{about.title.lower()}: {words} per 1,000 staff.")
    if answer.rival:
        levels = [float(answer.spread(answer.baseline, key).mean[last]) for key in FIRST]
        sentences.append(
            f"With no change at all: turnover {number(levels[0], 1)} %, complaints {number(levels[1])},"
            f" grievances {number(levels[2], 1)}."
        )
    return tuple(sentences)


def _is_same(difference: float, level: float) -> bool:
    return abs(difference) < WORTH_TELLING * abs(level)


def _sure(answer: Answer, said: str) -> tuple[str, ...]:
    last = answer.years
    words, runs = [], answer.runs
    for key in FIRST:
        effect = answer.effect(answer.plan, key, answer.rival)
        there = float(answer.spread(answer.rival or answer.baseline, key).mean[last])
        mean = float(effect.mean[last])
        if _is_same(mean, there):
            words.append("")
            continue
        way = "lower" if mean < 0 else "higher"
        share = float(effect.better[last] if mean < 0 else 1 - effect.better[last])
        words.append(f"{way} in {in_runs(share, runs)}")
    band = answer.effect(answer.plan, FIRST[0], answer.rival)
    sentences = [
        f"Turnover is {words[0]}{_between(float(band.low[last]), float(band.high[last]), runs)}."
        if words[0]
        else "In turnover there is nothing to tell apart.",
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
    base = float(answer.spread(answer.baseline, FIRST[0]).mean[last])
    fall = -float(answer.effect(answer.plan, FIRST[0]).mean[last]) / base if base > 0 else 0.0
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


def _doubt(answer: Answer, said: str) -> str:
    found = answer.doubt(answer.plan, FIRST[0], answer.rival)
    if found is None:
        return "That is luck alone. What if the model's uncertain numbers are otherwise? Being worked out …"
    low, high = found
    sets = len(answer.otherwise[answer.plan]) if answer.otherwise else 0
    lead = f"That is luck alone. If the model's uncertain numbers are otherwise ({sets} sets), turnover is"
    if low * high > 0:
        least, most = sorted((abs(low), abs(high)))
        way = "lower" if high < 0 else "higher"
        return f"{lead} {number(least, 1)} to {number(most, 1)} points {way} than with {said} on average."
    return (
        f"{lead} anywhere from {number(abs(low), 1)} points lower to {number(abs(high), 1)} points higher than"
        f" with {said}: even the direction is not certain."
    )


def _cost(answer: Answer, said: str) -> tuple[str, ...]:
    found = money(answer)
    lead = f"{pounds(found.programme)} over {answer.years} years"
    if answer.rival:
        other = money(answer, answer.rival).programme
        difference = found.programme - other
        if abs(difference) < ABOUT * max(other, 1.0):
            lead += f", about as much as {said} ({pounds(other)})"
        else:
            word = "more" if difference > 0 else "less"
            lead += f": {pounds(abs(difference))} {word} than {said} ({pounds(other)})"
    return (
        f"{lead}.",
        f"{number(round(found.staff_days, -2))} working days of staff.",
        pays(answer, found),
        "Unit costs are placeholders until your finance team replaces them.",
    )


def pays(answer: Answer, found: Money) -> str:
    """When the plan has paid for itself, in a sentence."""
    if found.break_even is None:
        return f"It has not paid for itself by the end of year {answer.years}, on average."
    return (
        f"On average it has paid for itself by the end of year {found.break_even}"
        f" (by year {answer.years} in {in_runs(found.share_even, answer.runs)})."
    )


def _worse(answer: Answer) -> tuple[str, ...]:
    if answer.runs < FEWEST_RUNS:
        return ("A few more pairs of lives will tell …",)
    found = sorted((each for each in moves(answer) if each.worse_years), key=lambda each: each.worse_years[0])
    said = [_is_worse(answer, each.key, each.worse_years[0]) for each in found[:2]]
    if not found:
        said.append("No measure is worse in any whole year than with no change, beyond luck.")
    if len(found) > 2:
        rest = listed([outcome(each.key).title.lower() for each in found[2:]])
        said.append(f"Later or less: {rest}.")
    dear = _dear_years(answer)
    if dear:
        said.append(f"Money: it costs more than it saves in {dear}.")
    if found:
        said.append("Agree beforehand that this is expected, so that it is not read as failure.")
    return tuple(said)


def _is_worse(answer: Answer, key: str, year: int) -> str:
    about = outcome(key)
    mean = float(answer.effect(answer.plan, key).mean[year])
    way = "higher" if mean > 0 else "lower"
    size = number(abs(mean), max(about.decimals, 1) if about.decimals < 3 else 3)
    return f"{about.title} {size} {way} in year {year} than with no change ({about.unit})."


def _dear_years(answer: Answer) -> str:
    net = answer.values(answer.plan, "net_saving_gbp")[:, 1:].mean(axis=0)
    years = [str(year) for year, value in enumerate(net, 1) if value < 0]
    if len(years) == len(net):
        return "every year"
    return f"year{'s' if len(years) > 1 else ''} {listed(years)}" if years else ""
