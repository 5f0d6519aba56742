"""The board paper: two pages, text first, with everything that is needed to reproduce it."""

from __future__ import annotations

import importlib.util
import io
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.dashboard.boardroom.levers import ROLLOUTS
from culture_sim.dashboard.components import in_sentence
from culture_sim.dashboard.page_state import PageState
from culture_sim.dashboard.uploads import setting_of
from culture_sim.ensemble.account import account
from culture_sim.ensemble.comparison import WHAT_IT_IS, Comparison, Difference
from culture_sim.ensemble.leading_indicators import leading_indicators
from culture_sim.figures.style import BASELINE, PLANS
from culture_sim.findings.amounts import in_unit
from culture_sim.findings.briefing import PENDING, QUESTIONS, briefing, pays
from culture_sim.findings.indicators import first_movers, when_noticed
from culture_sim.findings.numbers import listed, number, pounds, span
from culture_sim.findings.titles import MANY

REPORTED = {"headlines", "events", "staff", "states"}
"""Groups of outcomes that stand in the table."""

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
table { border-collapse: collapse; width: 100%; font-size: 8.3pt; margin: .6mm 0 1.2mm; }
th, td { text-align: left; padding: .55mm 1.4mm; border-bottom: .3mm solid #b1b4b6; vertical-align: top; }
caption { text-align: left; font-weight: bold; padding-bottom: .5mm; }
.band { white-space: nowrap; }
svg { width: 100%; height: auto; } .page2 { break-before: page; } @media screen { body { padding: 8mm; } }
"""


def can_make_pdf() -> bool:
    """Whether the PDF maker is installed."""
    return importlib.util.find_spec("weasyprint") is not None


def paper_pdf(answer: Comparison, desk: PageState) -> bytes:
    """The paper as a tagged PDF."""
    import weasyprint

    def nothing_from_outside(url: str, *_: Any, **__: Any) -> Any:
        raise ValueError(f"{url} is not fetched")

    page = weasyprint.HTML(string=paper_html(answer, desk), url_fetcher=nothing_from_outside)
    return bytes(page.write_pdf(pdf_variant="pdf/ua-1") or b"")


def paper_html(answer: Comparison, desk: PageState) -> str:
    """The paper as a page that stands alone.

    Args:
        answer: what it reports.
        desk: what was set.
    """
    name, title = answer.plan, answer.title(answer.plan)
    said = [tuple(NOT_YET if each == PENDING else each for each in part) for part in briefing(answer)]
    found = leading_indicators(answer)
    money = account(answer)
    last = answer.years
    against = answer.label(answer.rival).phrase if answer.rival else answer.label(answer.baseline).phrase
    parts = [
        f"<h1>{escape(title)}, compared with {escape(against)}</h1>",
        (
            f"<p class='soft'>Paper for the board of {escape(answer.organisation.name)}. Simulated,"
            f" {answer.staff:,} posts, {last} years, {answer.runs} pairs of simulated organisations.</p>"
        ),
        *(
            f"<h2>{question}</h2><p><b>{escape(first)}</b> {escape(' '.join(others))}</p>"
            for question, (first, *others) in zip(QUESTIONS, said, strict=True)
        ),
        (
            f"<p class='soft'>{escape(WHAT_IT_IS)} “8 of 10 simulations” shows chance alone: how far organisations with"
            " equal prospects differ.</p>"
        ),
        "<h2>What the plan is</h2>",
        f"<p>{escape(answer.scenarios[name].shows) or 'A plan of our own.'} {escape(_doing(answer))}</p>",
        _picture(answer),
        "<h2>What moves first, and when it could be seen</h2>",
        f"<p>{escape(first_movers(found))} {escape(when_noticed(answer, found))}</p>",
        f"<div class='page2'></div><h2>What would change</h2>{_outcomes(answer)}",
        "<h2>Money and time</h2>",
        f"<p>The programme costs {pounds(money.cost)} over {last} years ("
        + "; ".join(
            f"year {year}: {pounds(float(value))}" for year, value in enumerate(money.cost_by_year, 1)
        )
        + f"). It takes {number(round(money.staff_days, -2))} staff days, of which"
        f" {number(round(money.uncovered_days, -2))}"
        f" have no cover. Net saving over all years, compared with no change: {pounds(money.net.mean)} on average,"
        f" 80 % interval {pounds(money.net.low)} to {pounds(money.net.high)}. "
        + pays(answer, money)
        + " Unit costs are placeholders until finance has replaced them.</p>",
        "<h2>What it rests on</h2>",
        f"<p>{escape(_assumptions(desk))}</p>",
        _observed(answer),
        "<h2>What it cannot say</h2>",
        (
            "<p>Which trust will succeed, what happens to any one person or team, or whether the mechanisms"
            " hold. It would be refuted if training without leaders and policies kept more than half of its"
            " gain after two years, if restorative practice had nothing to do with leaders’ example, or if"
            " embedded sites did no better than training for the same money.</p>"
        ),
        "<h2>To reproduce this</h2>",
        (
            f"<p class='soft'>culture-sim {escape(answer.version)}; plan {answer.scenarios[name].hash};"
            f" baseline {answer.scenarios[answer.baseline].hash};"
            + (f" compared with {answer.scenarios[answer.rival].hash};" if answer.rival else "")
            + f" organisation {answer.organisation_hash};"
            f" parameters {answer.parameters_hash}; seeds {answer.seed} to {answer.seed + answer.runs - 1};"
            f" {last} years.</p>"
        ),
    ]
    body = "\n".join(parts)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(title)}: board'
        f" paper</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _doing(answer: Comparison) -> str:
    scenario = answer.scenarios[answer.plan]
    used = [in_sentence(scenario.levers.declared[path].title) for path in scenario.levers.used]
    ends = f" Its funding ends in week {scenario.ends}." if scenario.ends else ""
    kind = in_sentence(dict(ROLLOUTS)[scenario.rollout.kind])
    return f"It uses {listed(used)}. Rollout: {kind}.{ends}" if used else "It does nothing."


def _outcomes(answer: Comparison) -> str:
    last = answer.years
    middle = min(3, last)
    rows = []
    for about in answer.outcomes:
        if about.chart not in REPORTED:
            continue
        key = about.key
        level = float(answer.interval(answer.baseline, key).mean[last])
        decimals = 0 if level >= MANY else about.decimals
        effect = answer.difference(answer.plan, key)
        cells = [
            number(level, decimals),
            *(_banded(effect, year, decimals) for year in dict.fromkeys((1, middle, last))),
            f"{100 * float(effect.share_better[last]):.0f} %",
        ]
        if answer.rival:
            cells.append(_banded(answer.difference(answer.rival, key), last, decimals))
        rows.append(
            f"<tr><th scope='row'>{escape(about.title)},"
            f" {escape(in_unit(about))}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        )
    heads = [
        "Measure",
        f"Blame culture (no change), year {last}",
        *(f"The plan, year {year}" for year in dict.fromkeys((1, middle, last))),
        f"Better in, year {last}",
        *(
            [f"Instead, with {escape(answer.label(answer.rival).phrase)}, year {last}"]
            if answer.rival
            else []
        ),
    ]
    return (
        "<table><caption>Difference from blame culture (no change): the average, and in brackets the 80 %"
        " interval</caption><thead><tr>"
        + "".join(f"<th scope='col'>{head}</th>" for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _banded(effect: Difference[NDArray[np.float64]], year: int, decimals: int) -> str:
    """A difference and its band, which is not broken at a line's end."""
    band = span(float(effect.low[year]), float(effect.high[year]), decimals)
    return f"{number(float(effect.mean[year]), decimals)} <span class='band'>({band})</span>"


def _picture(answer: Comparison) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.4, 2.1), layout="constrained")
    headlines = answer.organisation.setting.headlines
    places = np.atleast_1d(figure.subplots(1, len(headlines)))
    times = list(range(answer.years + 1))
    lines = [
        (answer.baseline, BASELINE, "--", "blame culture (no change)"),
        (answer.plan, PLANS[0], "-", "plan"),
    ]
    if answer.rival:
        lines.insert(1, (answer.rival, PLANS[1], ":", answer.label(answer.rival).phrase))
    for axes, about in zip(places, headlines, strict=True):
        key = about.key
        for name, colour, dash, label in lines:
            spread = answer.interval(name, key)
            if name != answer.rival:
                axes.fill_between(times, spread.low, spread.high, color=colour, alpha=0.15, linewidth=0)
            axes.plot(
                times,
                spread.mean,
                dash,
                color=colour,
                linewidth=1.8,
                label=label,
            )
        axes.set_title(f"{about.title}\n{about.unit}", fontsize=7.5, loc="left")
        axes.set_xticks(times, ["before", *map(str, times[1:])], fontsize=7)
        axes.tick_params(axis="y", labelsize=7)
        axes.spines[["top", "right"]].set_visible(False)
    places[0].legend(fontsize=7, frameon=False)
    target = io.StringIO()
    figure.savefig(target, format="svg", metadata={"Date": None})
    svg = target.getvalue()
    names = listed([each.title for each in headlines])
    said = escape(f"{names} by year, with the plan (solid) and without (dashed), with 80 % intervals.")
    return f"<div role='img' aria-label='{said}'>{svg[svg.index('<svg') :]}</div>"


def _assumptions(desk: PageState) -> str:
    setting = setting_of(desk.place)
    table, words_of = setting.all_parameters.table, setting.key_parameters
    moved = [
        f"{words_of.get(name, name)}: {value:g} instead of {table[name].value:g}"
        for name, value in desk.parameters
        if name in table
    ]
    carry = listed([f"{words[:1].lower()}{words[1:]}" for words in list(words_of.values())[:6]])
    said = (
        f"Assumptions moved for this paper: {'; '.join(moved)}. "
        if moved
        else "All assumptions stand at their usual values. "
    )
    return (
        f"{said}Among those that matter most are {carry}; most of them are judgements, with ranges in the"
        " Laboratory."
    )


def _observed(answer: Comparison) -> str:
    from culture_sim.dashboard.boardroom.organisation_panel import reproduced

    if answer.calibration is None:
        return ""
    observable = answer.organisation.setting.observable
    pairs = [
        f"{observable[row.key].title.lower()} {number(row.observed, 0 if row.observed >= MANY else 1)}"
        f" ({number(reproduced(answer, row.key, row.reproduced), 0 if row.observed >= MANY else 1)})"
        for row in answer.calibration.rows
        if row.key in observable
    ]
    return (
        "<p>Before any plan the simulated organisation was set to observed figures (simulated in brackets):"
        f" {escape('; '.join(pairs))}.</p>"
    )
