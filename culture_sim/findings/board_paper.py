"""The board paper: two pages, text first, with everything that it takes to reproduce it."""

from __future__ import annotations

import importlib.util
from html import escape
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.ensemble.account import Account, account
from culture_sim.ensemble.comparison import WHAT_IT_IS, Comparison
from culture_sim.ensemble.intervals import Difference
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.figures.matplotlib import svg
from culture_sim.figures.plans import headlines_figure
from culture_sim.findings.amounts import in_unit, ways
from culture_sim.findings.briefing import PENDING, QUESTIONS, briefing, heading, pays
from culture_sim.findings.cautions import READ_FIRST, cautions
from culture_sim.findings.claims import is_conclusive
from culture_sim.findings.indicators import first_movers, when_noticed
from culture_sim.findings.numbers import listed, number, pounds, span
from culture_sim.findings.sentences import better_and_worse_in, in_sentence, no_conclusion, trace
from culture_sim.findings.titles import MANY
from culture_sim.scenario import Scenario
from culture_sim.settings import Setting, load_parameters

ROWS = {"survey": 1, "events": 4, "staff": 5, "states": 2}
"""How many outcomes of each group the paper's table holds beside three headlines, the first that the setting declares:
two pages in all. Every further headline takes the room of an event and of an outcome of staff."""
USUAL_HEADLINES = 3

MOST_CHANGES = 4
"""Changed parameters that the paper names; more of them would need a page of their own."""

NOT_YET = (
    "This is chance alone. What parameter uncertainty adds had not been worked out when this paper was made."
)
"""A paper lasts, so it must not say that something is being worked out."""

STYLE = """
@page { size: A4; margin: 12mm 16mm; }
@page { @bottom-right { content: counter(page) " of " counter(pages); font: 8pt Arial, sans-serif; } }
body { font: 9.3pt/1.32 Arial, "DejaVu Sans", sans-serif; color: #0b0c0c; max-width: 176mm; margin: 0 auto; }
h1 { font-size: 16pt; margin: 0 0 2mm; line-height: 1.2; } h2 { font-size: 11pt; margin: 3mm 0 .6mm; }
p, ul { margin: 0 0 1.2mm; } ul { padding-left: 5mm; } li { margin-bottom: .6mm; }
.first { font-size: 11pt; font-weight: bold; } .soft { color: #505a5f; font-size: 8.5pt; }
table { border-collapse: collapse; width: 100%; font-size: 7.9pt; margin: .6mm 0 1.2mm; }
th, td { text-align: left; padding: .55mm 1.4mm; border-bottom: .3mm solid #b1b4b6; vertical-align: top; }
caption { text-align: left; font-weight: bold; padding-bottom: .5mm; }
.band { white-space: nowrap; } .caution { border-left: 1.2mm solid #505a5f; padding-left: 2.5mm; }
svg { width: 100%; height: auto; } .page2 { break-before: page; } @media screen { body { padding: 8mm; } }
"""


def can_make_pdf() -> bool:
    """Whether the PDF maker is installed."""
    return importlib.util.find_spec("weasyprint") is not None


def paper_pdf(comparison: Comparison) -> bytes:
    """The paper as a tagged PDF."""
    import weasyprint

    def nothing_from_outside(url: str, *_: Any, **__: Any) -> Any:
        raise ValueError(f"{url} is not fetched")

    page = weasyprint.HTML(string=paper_html(comparison), url_fetcher=nothing_from_outside)
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1") or b"")


def paper_html(comparison: Comparison) -> str:
    """The paper as a page that stands alone.

    Args:
        comparison: what it reports: its first plan, compared with its rival or the baseline.
    """
    name, title = comparison.plan, comparison.title(comparison.plan)
    warned = cautions(comparison, (name,))
    answers = [
        tuple(NOT_YET if each == PENDING else each for each in part if each not in warned)
        for part in briefing(comparison)
    ]
    found, last = account(comparison), comparison.years
    baseline = escape(comparison.label(comparison.baseline).phrase)
    parts = [
        f"<h1>{escape(heading(comparison))}</h1>",
        (
            f"<p class='soft'>Paper for the board of {escape(comparison.organisation.name)}. Simulated,"
            f" {comparison.staff:,} posts, {last} years, {comparison.runs} paired runs.</p>"
        ),
        *([f"<p class='caution'><b>{READ_FIRST}.</b> {escape(' '.join(warned))}</p>"] if warned else []),
        *(
            f"<h2>{question}</h2><p><b>{escape(first)}</b> {escape(' '.join(others))}</p>"
            for question, (first, *others) in zip(QUESTIONS, answers, strict=True)
        ),
        (
            f"<p class='soft'>{escape(WHAT_IT_IS)} An 80 % interval of runs is chance alone: how far organisations"
            " with equal prospects differ.</p>"
        ),
        "<h2>What the plan is</h2>",
        f"<p>{escape(comparison.scenarios[name].shows) or 'A plan of our own.'} {escape(_doing(comparison))}</p>",
        _picture(comparison),
        "<h2>What moves first, and when it could be seen</h2>",
        f"<p>{escape(_moving(comparison))}</p>",
        f"<div class='page2'></div><h2>What would change</h2>{_outcomes(comparison)}",
        "<h2>Money and time</h2>",
        f"<p>The programme costs {pounds(found.cost)} over {last} years ("
        + "; ".join(f"year {year}: {pounds(value)}" for year, value in enumerate(found.cost_by_year, 1))
        + f"). It takes {number(round(found.staff_days, -2))} staff days, of which"
        f" {number(round(found.uncovered_days, -2))}"
        f" have no cover. Net saving over all years, compared with {baseline}: {pounds(found.net.mean)} on average,"
        f" 80 % interval {pounds(found.net.low)} to {pounds(found.net.high)}. "
        + pays(comparison, found)
        + _apart(found)
        + " Unit costs are placeholders until finance has replaced them.</p>",
        "<h2>What it rests on</h2>",
        f"<p>{escape(_parameters(comparison))}</p>",
        _observed(comparison),
        "<h2>What it cannot say</h2>",
        (
            f"<p>Which {escape(comparison.setting.words['institution'])} will succeed, what happens to any one person"
            " or team, or whether the mechanisms hold. It would be refuted if training without leaders and policies"
            " kept more than half of its gain after two years, if restorative practice had nothing to do with"
            " leaders’ example, or if embedded sites did no better than training for the same money.</p>"
        ),
        f"<h2>To reproduce this</h2><p class='soft'>{escape(trace(comparison))}; {last} years.</p>",
    ]
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}: board'
        f" paper</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _apart(found: Account) -> str:
    """What is left of the net saving without groups of savings that carry a caution; "" where there are none."""
    return "".join(
        f" Without {each.group.name}: {pounds(each.net.mean)}, 80 % interval {pounds(each.net.low)} to"
        f" {pounds(each.net.high)}."
        for each in found.without
    )


def rollouts(setting: Setting) -> dict[str, str]:
    """Kinds of rollout in plain words."""
    return {
        "everywhere": "Everywhere at once",
        "directorates": f"One {setting.words['part']} after another",
        "pilot": "A fifth of teams first, the others later",
        "leaders_first": "Leaders and policies first, the rest later",
    }


def _doing(comparison: Comparison) -> str:
    scenario = comparison.scenarios[comparison.plan]
    used = [in_sentence(scenario.levers.declared[path].title) for path in scenario.levers.used]
    ends = f" Its funding ends in week {scenario.ends}." if scenario.ends else ""
    kind = in_sentence(rollouts(comparison.setting)[scenario.rollout.kind])
    unused = [
        in_sentence(each.title)
        for each in scenario.levers.declared.levers
        if each.path not in scenario.levers.used
    ]
    named = listed(used)
    if len(unused) < len(used):  # the shorter list, for two pages
        named = f"all {len(used) + len(unused)} levers" + (f" but {listed(unused)}" if unused else "")
    return f"It uses {named}. Rollout: {kind}.{_manner(scenario)}{ends}" if used else "It does nothing."


def _manner(scenario: Scenario) -> str:
    """How the plan is carried out, where that is not in good faith or not in all teams; else nothing."""
    how = scenario.manner
    parts = [
        words
        for words, said in (
            ("people are made to come and to speak", how.is_forced),
            (f"{1 - how.accountability:.0%} of reckless acts are excused", how.accountability < 1),
            (f"{how.follow_through:.0%} of what is promised is done", how.follow_through < 1),
            (f"courses are worth {how.course_quality:.0%} of what they could be", how.course_quality < 1),
            (f"leadership work, conversations and circles reach {how.cover:.0%} of teams", how.cover < 1),
        )
        if said
    ]
    return f" It is carried out so: {listed(parts)}." if parts else ""


def _outcomes(comparison: Comparison) -> str:
    last = comparison.years
    middle = min(3, last)
    rows = []
    further = max(0, len(comparison.headlines) - USUAL_HEADLINES)
    room = {**ROWS, "events": ROWS["events"] - further, "staff": ROWS["staff"] - further}
    groups = (
        [
            each
            for each in comparison.outcomes
            if each.chart == group and each.key not in comparison.headlines
        ][:most]
        for group, most in room.items()
    )
    for about in chain(comparison.setting.headlines, *groups):
        key = about.key
        level = float(comparison.interval(comparison.baseline, key).mean[last])
        decimals = 0 if level >= MANY else about.decimals
        effect = comparison.difference(comparison.plan, key)
        cells = [
            number(level, decimals),
            *(_banded(effect, year, decimals) for year in dict.fromkeys((1, middle, last))),
            better_and_worse_in(comparison.difference_in(-1, comparison.plan, key), comparison.runs)
            + (f" ({' / '.join(ways(about))})" if about.caution else ""),
        ]
        if comparison.rival:
            cells.append(_banded(comparison.difference(comparison.rival, key), last, decimals))
        rows.append(
            f"<tr><th scope='row'>{about.title},"
            f" {in_unit(about)}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        )
    heads = [
        "Measure",
        f"{escape(comparison.title(comparison.baseline))}, year {last}",
        *(f"The plan, year {year}" for year in dict.fromkeys((1, middle, last))),
        f"Better / worse in, year {last}",
        *(
            [f"Instead, with {escape(comparison.label(comparison.rival).phrase)}, year {last}"]
            if comparison.rival
            else []
        ),
    ]
    return (
        f"<table><caption>Difference from {escape(comparison.label(comparison.baseline).phrase)}: the average, and in"
        " brackets the 80 % interval of runs</caption><thead><tr>"
        + "".join(f"<th scope='col'>{head}</th>" for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _banded(effect: Difference[NDArray[np.float64]], year: int, decimals: int) -> str:
    """A difference and its interval, which is not broken at a line's end."""
    band = span(float(effect.low[year]), float(effect.high[year]), decimals)
    return f"{number(float(effect.mean[year]), decimals)} <span class='band'>({band})</span>"


def _picture(comparison: Comparison) -> str:
    names = listed([in_sentence(each.title) for each in comparison.setting.headlines])
    text = f"By year: {names}, with the plan (solid) and without (dashed); bands are 80 % intervals of runs."
    return (
        f"<div role='img' aria-label='{escape(text, quote=True)}'>{svg(headlines_figure(comparison))}</div>"
    )


def _moving(comparison: Comparison) -> str:
    if not is_conclusive(comparison):
        return no_conclusion(comparison)
    found = leading_indicators(comparison)
    headlines = [each for each in found if each.outcome.key in comparison.headlines]
    return f"{first_movers(found)} {when_noticed(comparison, headlines)}"


def _parameters(comparison: Comparison) -> str:
    """Which parameters differ from the files' (calibrated ones apart), and which matter most."""
    words = comparison.setting.key_parameters
    solved = comparison.calibration.solved if comparison.calibration else {}
    usual = load_parameters(comparison.setting)
    moved = [
        f"{words.get(name, name)}: {value:g} instead of {usual[name]:g}"
        for name, value in comparison.parameters.changed.items()
        if solved.get(name) != value and value != usual[name]
    ]
    carry = listed([in_sentence(each) for each in list(words.values())[:6]])
    more = len(moved) - MOST_CHANGES
    rest = f" and {more} more" if more > 0 else ""
    changes = f"Parameters changed for this paper: {'; '.join(moved[:MOST_CHANGES])}{rest}."
    first = changes if moved else "No parameter was changed."
    most = f" Among those that matter most are {carry}; most of them are judgements, each with its range."
    return first + (most if carry else "")


def _observed(comparison: Comparison) -> str:
    pairs = []
    for row in comparison.observed:
        decimals = 0 if row.observed >= MANY else 1
        title = in_sentence(comparison.setting.observable[row.key].title)
        pairs.append(f"{title} {number(row.observed, decimals)} ({number(row.reproduced, decimals)})")
    if not pairs:
        return ""
    return (
        "<p>Before any plan the simulated organisation was calibrated to observed figures (reproduced in brackets):"
        f" {escape('; '.join(pairs))}.</p>"
    )
