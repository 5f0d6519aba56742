"""What the plan does: headline, first charts, further outcomes, money."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.answer import Answer
from culture_sim.dashboard.boardroom.drawings import outcome_drawing
from culture_sim.dashboard.boardroom.findings import FIRST, THEN, headline, money, money_sentence
from culture_sim.dashboard.parts import Boundary, Button, Chart, Lazy, Rich, Tag, Words, table, term
from culture_sim.dashboard.reading import scenario_of
from culture_sim.dashboard.visitor import use_visitor
from culture_sim.report.numbers import number, pounds


@solara.component
def Results() -> Any:
    """Headline, the three charts that come first, and money."""
    visitor = use_visitor()
    answer = visitor.answer.value
    fault = visitor.fault.value
    wrong = (
        [Tag("div", Words(fault), Button("Try again", visitor.again), classes="cs-fault", role="alert")]
        if fault
        else []
    )
    if answer is None:
        return Tag("div", *wrong, *([] if wrong else [Waiting()]))
    stale = visitor.is_stale
    return Tag(
        "div",
        *wrong,
        Boundary(lambda: Headline(answer, stale), "The headline"),
        Boundary(lambda: Charts(answer, FIRST, stale), "The first charts"),
    )


@solara.component
def Waiting() -> Any:
    """Before the first answer."""
    doing = use_visitor().doing.value
    return Tag(
        "p",
        f"{doing or 'The first organisations are being simulated'} …",
        classes="cs-waiting",
        role="status",
    )


@solara.component
def Headline(answer: Answer, stale: bool) -> Any:
    """The answer in words."""
    visitor = use_visitor()
    choice = visitor.desk.value.choice
    title = choice.title or scenario_of(choice).title
    off = "" if choice.embedded else ", without what embeds it"
    first, *others = headline(answer)
    return Tag(
        "section",
        Stage(answer, stale),
        Tag(
            "div",
            Tag("h2", f"{title}{off}: the answer", classes="cs-heading"),
            Words(first, classes="cs-first"),
            Tag("ul", *(Tag("li", each) for each in others), classes="cs-points"),
            classes="cs-stale" if stale else "",
        ),
        classes="cs-headline",
        aria_live="polite",
    )


@solara.component
def Stage(answer: Answer, stale: bool) -> Any:
    """What the picture rests on: a first look or the full answer."""
    if stale:
        words = "Working out your change … the picture shows the plan as it was."
    elif answer.is_final:
        words = (
            f"Full answer: {answer.runs} {term('pair of lives', 'pairs of lives')}, the same luck with and"
            " without the plan."
        )
    else:
        words = (
            f"First look: {answer.runs} of {answer.wanted} {term('pair of lives', 'pairs of lives')};"
            " becoming surer …"
        )
    return Rich(words, "p", "cs-stage" if answer.is_final and not stale else "cs-stage cs-early")


@solara.component
def Charts(answer: Answer, keys: tuple[str, ...], stale: bool) -> Any:
    """Plan and baseline for some outcomes."""
    return Tag(
        "div",
        *(
            Chart(
                outcome_drawing(answer, key),
                stale=stale,
                stamp=f"{hash(answer.key)}-{answer.runs}",
                height=280,
            ).key(key)
            for key in keys
        ),
        classes="cs-grid",
    )


@solara.component
def MoreOutcomes() -> Any:
    """Everything else that is reported, made when it is opened."""
    visitor = use_visitor()

    def content() -> Any:
        return _More()

    del visitor
    return Lazy("Safety, trust, burnout, incidents, claims: all other measures", content, name="more")


@solara.component
def _More() -> Any:
    visitor = use_visitor()
    answer = visitor.answer.value
    return Charts(answer, THEN, visitor.is_stale) if answer is not None else Waiting()


@solara.component
def MoneyPanel(answer: Answer) -> Any:
    """Cost, staff days, break-even."""
    found = money(answer)
    years = [f"Year {year}" for year in range(1, answer.years + 1)]
    net = answer.values(answer.plan, "net_saving_gbp")[:, 1:].mean(axis=0)
    rows = [
        ["Programme cost", *(pounds(value) for value in found.by_year), pounds(found.programme)],
        ["Saved less spent, on average", *(pounds(float(value)) for value in net), pounds(found.net)],
    ]
    return Tag(
        "section",
        Tag("h2", "What it costs and when it pays", classes="cs-heading"),
        Words(money_sentence(answer)),
        Rich(
            f"Over {answer.years} years it takes {number(found.staff_days)} {term('staff days')} of training"
            f" and restorative work, of which {number(found.unbackfilled_days)} are not covered by"
            f" {term('backfill')}. The balance lies between {pounds(found.net_low)} and"
            f" {pounds(found.net_high)} in 8 of 10 runs ({term('break-even')} counts all years together).",
            "p",
        ),
        table(["In pounds", *years, "All years"], rows, "Money, by year"),
        Words(
            "Unit costs are placeholders until your finance team replaces them, in the Laboratory. Figures"
            f" are for {answer.staff:,} staff.",
            classes="cs-note",
        ),
        classes="cs-section",
        id="money",
    )
