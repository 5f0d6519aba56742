"""What moves first, what gets worse before it gets better, and when a board could tell."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.boardroom.effects import Move, in_unit, level, moves
from culture_sim.dashboard.components import Details, Html, Text, table
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.numbers import listed, number
from culture_sim.settings.nhs_trust.outcomes import outcome


@solara.component
def MovingPanel() -> Any:
    """In the order in which a board would notice."""
    answer = use_session().settled.value
    if answer is None or answer.scenarios[answer.plan].does_nothing:
        return Html("section")
    found = moves(answer)
    return Html(
        "section",
        Html("h2", "What moves first, and what gets worse before it gets better", classes="cs-heading"),
        *(Text(each) for each in sentences(answer, found)),
        Details("Every measure, in the order in which it moves", [_all(answer, found)], lazy=True),
        classes="cs-section",
        id="moving",
    )


def _all(answer: Comparison, found: list[Move]) -> Any:
    return Html(
        "div",
        table(
            [
                "Measure",
                "First moves",
                "At first",
                "Worse in",
                "By the last year",
                "One organisation could tell",
            ],
            [_row(answer, each) for each in found],
            "Measures in the order in which they move",
        ),
        Text(
            "“Moves” is when the average difference between plan and baseline stands out from chance for two"
            " quarters. “Could tell” is the year from which at least 8 of 10 organisations with the plan show"
            " a yearly figure that only 1 in 10 shows without it. Before that, a rise or fall in your own"
            " figures proves nothing.",
            classes="cs-note",
        ),
    )


def sentences(answer: Comparison, found: list[Move]) -> list[str]:
    """The table in two or three sentences."""
    said = []
    early = [each for each in found if each.first_quarter is not None][:3]
    if early:
        names = listed([outcome(each.key).title.lower() for each in early])
        said.append(f"First to move: {names}.")
    else:
        said.append("Nothing moves beyond chance.")
    worse = []
    for each in found:
        if each.worse_years:
            about = outcome(each.key)
            year = each.worse_years[0]
            here, there = (level(answer, name, each.key, year) for name in (answer.plan, answer.baseline))
            way = "higher" if here > there else "lower"
            size = number(abs(here - there), about.decimals)
            worse.append(f"{about.title.lower()} ({size} {way} in year {year}, {in_unit(about.unit)})")
    if worse:
        said.append(f"Worse at some time than without the plan: {listed(worse)}.")
        said.append("Agree beforehand that this is expected, so that it is not read as failure.")
    elif early:
        said.append("No measure is worse in any whole year than without the plan, beyond chance.")
    return said


def _row(answer: Comparison, move: Move) -> list[str]:
    about = outcome(move.key)
    when = (
        "does not"
        if move.first_quarter is None
        else f"month {3 * move.first_quarter + 1} to {3 * move.first_quarter + 3}"
    )
    worse = listed([f"year {year}" for year in move.worse_years]) if move.worse_years else "no year"
    seen = f"from year {move.seen_in}" if move.seen_in is not None else f"not within {answer.years} years"
    return [about.title, when, move.first_way, worse, move.at_end, seen]
