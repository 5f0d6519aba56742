"""What the plan does: headline, first charts, further outcomes, money."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Callout, Chart, Fault, Html, Lazy, Text, table, term
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.account import Account, account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.equal_cost import EqualCostPlan, how_scaled
from culture_sim.figures.plans import plan_panel
from culture_sim.findings.briefing import QUESTIONS, briefing, heading
from culture_sim.findings.cautions import READ_FIRST, outcome_cautions
from culture_sim.findings.numbers import number, pounds
from culture_sim.outcomes import Outcome


@solara.component
def Answers() -> Any:
    """The four answers in words, and what they rest on."""
    session = use_session()
    answer = session.answer.value
    fault = session.fault.value
    if fault:
        return Fault(fault, session.again)
    if answer is None:
        return Waiting()
    said = briefing(answer)
    cards = [
        Html(
            "div",
            Html("h3", question, classes="cs-question"),
            Text(first, classes="cs-first"),
            *(Text(each) for each in others),
            classes="cs-card",
            key=question,
        )
        for question, (first, *others) in zip(QUESTIONS, said, strict=True)
    ]
    return Html(
        "section",
        Html("h2", heading(answer), classes="cs-heading"),
        Stage(),
        *(
            Callout(f"{READ_FIRST}.", each)
            for each in [" ".join(outcome_cautions(answer, (answer.plan,)))]
            if each
        ),
        Html("div", *cards, classes="cs-cards"),
        classes="cs-headline",
        aria_live="polite",
    )


@solara.component
def Waiting() -> Any:
    """Before the first answer."""
    doing = use_session().doing.value
    return Html(
        "p",
        f"{doing or 'The first organisations are being simulated'} …",
        classes="cs-waiting",
        role="status",
    )


@solara.component
def Stage() -> Any:
    """What the picture rests on: a first look, the full answer, or a plan that has been changed since."""
    session = use_session()
    answer, waiting = session.answer.value, session.waiting.value
    if answer is None:
        return Html("p")
    # A term in each of them, at the same place: whoever has the keyboard's focus on it does not lose it.
    runs = term("paired run", "simulations")
    if waiting:
        words = [
            f"Working out your change … what you see is the plan as it was, from {answer.runs} ",
            runs,
            ".",
        ]
    elif answer.is_complete:
        words = [
            f"Full answer: {answer.runs} ",
            runs,
            (
                ", each run with the plan and without it under the same random numbers."
                f" {answer.organisation.name}, {answer.staff:,} posts."
            ),
        ]
    else:
        doing = session.doing.value or "More runs are on their way"
        words = [f"First look: {answer.runs} of {answer.runs_wanted} ", runs, f". {doing} …"]
    early = "cs-early" + (" cs-working" if waiting else "")
    return Html(
        "p", *words, classes="cs-stage" if answer.is_complete and not waiting else f"cs-stage {early}"
    )


@solara.component
def FirstCharts() -> Any:
    """The outcomes that are shown first."""
    answer = use_session().answer.value
    if answer is None:
        return Html("div")
    shown = [each for each in answer.setting.outcomes if each.headline]
    alone = tuple(each for each in shown if not each.beside)
    together = [(each, *map(answer.outcome, each.beside)) for each in shown if each.beside]
    return Html("div", *(Charts(answer, group).key(group[0].key) for group in (alone, *together) if group))


@solara.component
def Charts(answer: Comparison, outcomes: tuple[Outcome, ...]) -> Any:
    """Plan and baseline for some outcomes."""
    return Html(
        "div",
        *(
            Chart(
                plan_panel(answer, each),
                stamp=f"{hash(answer.fingerprint)}-{answer.runs}",
            ).key(each.key)
            for each in outcomes
        ),
        classes="cs-grid",
    )


@solara.component
def MoreOutcomes() -> Any:
    """Everything else that is reported, made when it is opened."""
    return Lazy("All other measures", _More, name="more")


@solara.component
def _More() -> Any:
    answer = use_session().settled.value
    if answer is None:
        return Waiting()
    return Charts(answer, tuple(each for each in answer.outcomes if each.key not in answer.headlines))


@solara.component
def MoneyPanel() -> Any:
    """Cost, staff days, break-even."""
    answer = use_session().settled.value
    if answer is None or answer.scenarios[answer.plan].does_nothing:
        return Html("section")  # of the tag that follows: an element keeps its first one
    found = account(answer)
    years = [f"Year {year}" for year in range(1, answer.years + 1)]
    rows = [
        ["Programme cost", *(pounds(float(value)) for value in found.cost_by_year), pounds(found.cost)],
        [
            f"Net saving, compared with {answer.label(answer.baseline).phrase}",
            *(pounds(float(value)) for value in found.net_by_year),
            pounds(found.net.mean),
        ],
    ]
    rows += money_apart(found)
    equal = [Text(equal_words(answer, answer.equal_cost), classes="cs-note")] if answer.equal_cost else []
    if answer.rival:
        other = account(answer, answer.rival)
        rows.insert(
            1,
            [
                f"{answer.title(answer.rival)}: cost",
                *(pounds(value) for value in other.cost_by_year),
                pounds(other.cost),
            ],
        )
    return Html(
        "section",
        Html("h2", "Money and time, year by year", classes="cs-heading"),
        Html(
            "p",
            f"Over {answer.years} years it takes ",
            *_time(found),
            f". The 80 % interval of the net saving after {answer.years} years runs from ",
            _whole(found.net.low),
            " to ",
            _whole(found.net.high),
            "; ",
            term("break-even"),
            f": {_even(found.break_even)}",
            *(f", without {each.group.name} {_even(each.break_even)}" for each in found.without),
            ".",
        ),
        table(["Average of all simulations", *years, "All years"], rows, "Money, by year", kind="numbers"),
        *equal,
        Text(
            "Unit costs are placeholders until your finance team replaces them, in the Laboratory. Figures"
            f" are for {answer.staff:,} posts.",
            classes="cs-note",
        ),
        classes="cs-section",
        id="money",
    )


def _even(year: int | None) -> str:
    return f"year {year}" if year else "not in that time"


def money_apart(found: Account) -> list[list[str]]:
    """Rows of the table of money: what is saved on each of the setting's groups, and what is left without some."""
    by_group = found.saving_by_group
    if len(by_group) < 2:
        return []
    rows = [(f"Saved on {group.title}", values) for group, values in by_group.items()]
    rows += [
        (f"Net saving without {group.name}", found.net_by_year - values)
        for group, values in by_group.items()
        if group.caution
    ]
    return [[title, *map(pounds, values), pounds(float(values.sum()))] for title, values in rows]


def _time(found: Account) -> list[Any]:
    """Working time in a sentence."""
    days, uncovered = round(found.staff_days, -2), round(found.uncovered_days, -2)
    if not days:
        return ["no ", term("staff days"), " of training or restorative work that are counted"]
    left = "none" if not uncovered else "all" if uncovered == days else number(uncovered)
    return [
        f"{number(days)} ",
        term("staff days"),
        f" of training and restorative work, of which {left} {'is' if left == 'none' else 'are'} left without ",
        term("backfill"),
    ]


def _whole(value: float) -> Any:
    """Money that no line's end parts from its sign."""
    return Html("span", pounds(value), classes="cs-whole")


def equal_words(answer: Comparison, equal: EqualCostPlan) -> str:
    """How equal spend was reached, with the amounts that stand elsewhere on the page."""
    plan = pounds(account(answer).cost)
    other = pounds(account(answer, answer.rival).cost if answer.rival else equal.cost)
    if equal.reached:
        return (
            f"Training alone at {number(equal.scale, 2)} times its usual amount costs {other};"
            f" the plan costs {plan}. {how_scaled(answer.setting.name)}"
        )
    way = "still costs" if equal.cost > equal.wanted else "costs only"
    return (
        f"Training alone cannot be made to cost the same: at {number(equal.scale, 2)} times its usual amount"
        f" it {way} {other}, and the plan {plan}. {how_scaled(answer.setting.name)}"
    )
