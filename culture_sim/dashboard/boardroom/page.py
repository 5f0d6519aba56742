"""The room as a whole."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.boardroom.assumptions import AssumptionsPanel
from culture_sim.dashboard.boardroom.comparing import ComparePanel
from culture_sim.dashboard.boardroom.control_charts import ControlChartPanel
from culture_sim.dashboard.boardroom.leading_indicators import LeadingIndicatorsPanel
from culture_sim.dashboard.boardroom.levers import PlanPanel
from culture_sim.dashboard.boardroom.organisation_panel import PlacePanel, observed_table
from culture_sim.dashboard.boardroom.question_panel import Asking
from culture_sim.dashboard.boardroom.results import Answers, FirstCharts, MoneyPanel, MoreOutcomes, Waiting
from culture_sim.dashboard.components import Download, ErrorBoundary, Html, Lazy, Text
from culture_sim.dashboard.session import question_of, use_session
from culture_sim.dashboard.shell import Room
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.board_paper import can_make_pdf, paper_html, paper_pdf

EARLY = (
    "The effect of parameter uncertainty is still being computed; a paper taken now"
    " says so. It takes about a minute."
)


@solara.component
def Boardroom() -> Any:
    """The question and its answer on top; below, choose on the left and see on the right."""
    session = use_session()
    session.ask(question_of(session.state.peek()))  # later changes are asked by the visitor

    def stay() -> Any:
        session.in_boardroom = True

        def leave() -> None:
            session.in_boardroom = False

        return leave

    solara.use_effect(stay, [])
    return Room(
        "What would culture change do for our organisation?",
        "Choose a plan and what to compare it with. The four answers follow at once.",
        children=[
            ErrorBoundary(Asking, "The question"),
            ErrorBoundary(Answers, "The answers"),
            Html(
                "div",
                Html(
                    "div",
                    ErrorBoundary(PlanPanel, "The plan"),
                    ErrorBoundary(PlacePanel, "The organisation"),
                    classes="cs-choices cs-no-print",
                ),
                Html(
                    "div",
                    ErrorBoundary(FirstCharts, "The first charts"),
                    ErrorBoundary(MoneyPanel, "Money and time"),
                    ErrorBoundary(LeadingIndicatorsPanel, "What moves first"),
                    Lazy("Compare up to four saved plans side by side", ComparePanel, name="compare"),
                    ErrorBoundary(MoreOutcomes, "Other measures"),
                    Lazy(
                        "Parameter uncertainty: which assumptions carry the result?",
                        AssumptionsPanel,
                        name="assumptions",
                    ),
                    Lazy(
                        "What one board would see: control charts", ControlChartPanel, name="control-charts"
                    ),
                    Lazy("Baseline: observed and simulated figures", Observed, name="observed"),
                    ErrorBoundary(PaperPanel, "The board paper"),
                    classes="cs-results",
                ),
                classes="cs-board",
            ),
        ],
    )


@solara.component
def Observed() -> Any:
    """The baseline against the organisation's own figures."""
    answer = use_session().settled.value
    return observed_table(answer) if answer is not None else Waiting()


@solara.component
def PaperPanel() -> Any:
    """The two-page paper, and the numbers behind it."""
    session = use_session()
    answer = session.settled.value
    if answer is None or not answer.is_complete or session.waiting.value:
        return Html(
            "section",
            Text("The board paper can be taken away once the full answer is there.", classes="cs-note"),
        )
    name = answer.scenarios[answer.plan].name
    kinds: list[tuple[str, Callable[[Comparison], str | bytes], str, str]] = [
        ("web page, to print", paper_html, "html", "text/html;charset=utf-8"),
        ("PDF", paper_pdf, "pdf", "application/pdf"),
    ]
    buttons = [
        Download(f"Board paper ({kind})", partial(paper, answer), f"board_paper_{name}.{ending}", mime, "")
        for kind, paper, ending, mime in (kinds if can_make_pdf() else kinds[:1])
    ]
    scenario = answer.scenarios[answer.plan]
    return Html(
        "section",
        Html("h2", "Take it to the board", classes="cs-heading"),
        Text(
            "Two pages, words first, with the assumptions and everything that it takes to get the same"
            " numbers again."
        ),
        Html("div", *buttons, classes="cs-buttons"),
        # A paper taken early is whole, but says less.
        Text("" if answer.parameter_draws else EARLY, classes="cs-note"),
        Text(
            f"culture-sim {answer.version}; plan {scenario.hash}; organisation {answer.organisation_hash}; "
            f"parameters {answer.parameters_hash}; seeds {answer.seed} to {answer.seed + answer.runs - 1}.",
            classes="cs-note",
        ),
        classes="cs-section cs-no-print",
        id="paper",
    )
