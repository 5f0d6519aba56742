"""The board paper: two pages, text first, with everything that it takes to live it again."""

from __future__ import annotations

import importlib.util
import io
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.dashboard.boardroom.assumptions import EXPOSED
from culture_sim.dashboard.boardroom.briefing import FEWEST_RUNS, PENDING, QUESTIONS, briefing, pays
from culture_sim.dashboard.boardroom.effects import FIRST, Move, in_unit, money, moves
from culture_sim.dashboard.boardroom.levers import ROLLOUTS
from culture_sim.dashboard.components import in_sentence
from culture_sim.dashboard.page_state import PageState
from culture_sim.ensemble.comparison import WHAT_IT_IS, Comparison, Difference
from culture_sim.figures.style import BASELINE, PLANS
from culture_sim.findings.numbers import listed, number, pounds, span
from culture_sim.findings.titles import MANY
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.outcomes import outcome

REPORTED = (
    *FIRST,
    "harms_per_1000_staff",
    "reported_incidents_per_1000_staff",
    "claims_per_1000_staff",
    "sickness_percent",
    "disciplinaries_per_1000_staff",
    "trust",
    "psychological_safety",
    "burnout",
)

NOT_YET = (
    "That is luck alone. What follows if the model's uncertain numbers are otherwise had not been worked out"
    " when this paper was made."
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
    found = moves(answer) if answer.runs >= FEWEST_RUNS else []
    account = money(answer)
    last = answer.years
    against = answer.label(answer.rival).phrase if answer.rival else "no change"
    parts = [
        f"<h1>{escape(title)}, compared with {escape(against)}</h1>",
        (
            f"<p class='soft'>Paper for the board of {escape(answer.organisation.name)}. Simulated,"
            f" {answer.staff:,} staff, {last} years, {answer.runs} pairs of simulated organisations.</p>"
        ),
        *(
            f"<h2>{question}</h2><p><b>{escape(first)}</b> {escape(' '.join(others))}</p>"
            for question, (first, *others) in zip(QUESTIONS, said, strict=True)
        ),
        (
            f"<p class='soft'>{escape(WHAT_IT_IS)} “8 of 10 simulations” is luck alone: how far organisations with"
            " equal prospects differ.</p>"
        ),
        "<h2>What the plan is</h2>",
        f"<p>{escape(answer.scenarios[name].shows) or 'A plan of our own.'} {escape(_doing(answer))}</p>",
        _picture(answer),
        "<h2>What moves first, and when it could be seen</h2>",
        f"<p>{escape(_first(found))} {escape(_seen(answer, found))}</p>",
        f"<div class='page2'></div><h2>What would change</h2>{_outcomes(answer)}",
        "<h2>Money and time</h2>",
        f"<p>The programme costs {pounds(account.programme)} over {last} years ("
        + "; ".join(f"year {year}: {pounds(value)}" for year, value in enumerate(account.by_year, 1))
        + f"). It takes {number(round(account.staff_days, -2))} staff days, of which"
        f" {number(round(account.unbackfilled_days, -2))}"
        f" have no cover. Saved less spent over all years, against no change: {pounds(account.net)} on average,"
        f" {pounds(account.net_low)} to {pounds(account.net_high)} in 8 of 10 simulations. "
        + pays(answer, account)
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
        "<h2>To live it again</h2>",
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
    for key in REPORTED:
        about = outcome(key)
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
            f"<tr><th scope='row'>{about.title},"
            f" {in_unit(about.unit)}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        )
    heads = [
        "Measure",
        f"No change, year {last}",
        *(f"The plan, year {year}" for year in dict.fromkeys((1, middle, last))),
        f"Better in, year {last}",
        *(
            [f"Instead, with {escape(answer.label(answer.rival).phrase)}, year {last}"]
            if answer.rival
            else []
        ),
    ]
    return (
        "<table><caption>Difference from no change: the average, and in brackets what 8 of 10 organisations"
        " see</caption><thead><tr>"
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
    places = figure.subplots(1, 3)
    times = list(range(answer.years + 1))
    lines = [(answer.baseline, BASELINE, "--", "no change"), (answer.plan, PLANS[0], "-", "plan")]
    if answer.rival:
        lines.insert(1, (answer.rival, PLANS[1], ":", answer.label(answer.rival).phrase))
    for axes, key in zip(places, FIRST, strict=True):
        about = outcome(key)
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
    said = (
        "Turnover, complaints and grievances by year, with the plan (solid) and without (dashed), bands hold 8"
        " of 10 simulations."
    )
    return f"<div role='img' aria-label='{said}'>{svg[svg.index('<svg') :]}</div>"


def _first(found: list[Move]) -> str:
    early = [outcome(each.key).title.lower() for each in found if each.first_quarter is not None][:3]
    return f"First to move: {listed(early)}." if early else "Nothing moves beyond luck."


def _seen(answer: Comparison, found: list[Move]) -> str:
    early = [f"{outcome(each.key).title.lower()} from year {each.seen_in}" for each in found if each.seen_in]
    late = [outcome(each.key).title.lower() for each in found if not each.seen_in]
    said = (
        f"One organisation’s own yearly figures could tell the plan from chance in: {listed(early)}. "
        if early
        else ""
    )
    return said + (f"Not within {answer.years} years in: {listed(late)}." if late else "")


def _assumptions(desk: PageState) -> str:
    table = load_parameters().table
    moved = [
        f"{EXPOSED.get(name, name)}: {value:g} instead of {table[name].value:g}"
        for name, value in desk.parameters
        if name in table
    ]
    carry = listed([f"{words[:1].lower()}{words[1:]}" for words in list(EXPOSED.values())[:6]])
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
    from culture_sim.dashboard.boardroom.organisation_panel import FIGURES, reproduced

    if answer.calibration is None:
        return ""
    pairs = [
        f"{FIGURES[row.key][0].lower()} {number(row.observed, 0 if row.observed >= MANY else 1)}"
        f" ({number(reproduced(answer, row.key, row.reproduced), 0 if row.observed >= MANY else 1)})"
        for row in answer.calibration.rows
        if row.key in FIGURES
    ]
    return (
        "<p>Before any plan the simulated organisation was set to observed figures (reproduced in brackets):"
        f" {escape('; '.join(pairs))}.</p>"
    )
