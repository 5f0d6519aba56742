"""The organisation as a map of teams: laid out once and for good, so that only what changes in time moves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.organisation import Organisation
from culture_sim.stories.names import title_of_team
from culture_sim.stories.two_worlds import WorldHistory

MOST_TIES = 40
_LAYOUT_SEED = 3


@dataclass(frozen=True, slots=True)
class TeamMap:
    """Where teams stand and which know each other best.

    `places` is (teams, 2) between 0 and 1; `ties` are (team, other team, number of professional ties), the
    most numerous first.
    """

    places: NDArray[np.float64]
    ties: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class TeamDot:
    """One team at one moment: practice, safety and so on between 0 and 1."""

    team: int
    title: str
    people: int
    practice: float
    safety: float
    burnout: float


def map_of(organisation: Organisation) -> TeamMap:
    """The map of an organisation, the same one whenever it is asked for."""
    import networkx

    numbers = _ties_between_teams(organisation)
    teams, part = organisation.teams, organisation.directorate_of_team
    graph = networkx.from_numpy_array(np.triu(numbers / 4 + 2.0 * (part == part[:, np.newaxis]), 1))
    laid = networkx.spring_layout(
        graph, pos=_on_a_ring(part), weight="weight", seed=_LAYOUT_SEED, iterations=60, k=1.6 / np.sqrt(teams)
    )
    places = np.array([laid[team] for team in range(teams)], np.float64).reshape(teams, 2)
    low, high = places.min(0), places.max(0)
    places = (places - low) / np.where(high > low, high - low, 1.0)
    pairs = [
        (int(one), int(other), int(numbers[one, other])) for one, other in np.argwhere(np.triu(numbers, 1))
    ]
    return TeamMap(places, tuple(sorted(pairs, key=lambda pair: (-pair[2], pair))[:MOST_TIES]))


def dots(organisation: Organisation, history: WorldHistory, week: int) -> list[TeamDot]:
    """Every team of one world at the start of a week."""
    week = min(max(week, 0), history.weeks)
    starts = organisation.team_start
    filled = history.person[week] >= 0
    return [
        TeamDot(
            team,
            title_of_team(organisation, team),
            int(filled[starts[team] : starts[team + 1]].sum()),
            *(float(history.teams[name][week, team]) for name in ("practice", "safety", "burnout")),
        )
        for team in range(organisation.teams)
    ]


def in_words(of_dots: list[TeamDot]) -> str:
    """The map in one sentence, for those who do not see it."""
    practice = [100 * dot.practice for dot in of_dots]
    least, most = of_dots[int(np.argmin(practice))], of_dots[int(np.argmax(practice))]
    return (
        f"{len(of_dots)} teams; restorative practice is {np.mean(practice):.0f} out of 100 on average, from "
        f"{min(practice):.0f} in {least.title} to {max(practice):.0f} in {most.title}."
    )


def _on_a_ring(part: NDArray[np.int64]) -> dict[int, NDArray[np.float64]]:
    """Where the layout starts: teams on a circle, directorate beside directorate."""
    order = np.argsort(part, kind="stable")
    angle = 2 * np.pi * np.arange(len(part)) / len(part)
    return {int(team): np.array([np.cos(angle[at]), np.sin(angle[at])]) for at, team in enumerate(order)}


def _ties_between_teams(organisation: Organisation) -> NDArray[np.int64]:
    numbers = np.zeros((organisation.teams, organisation.teams), np.int64)
    ends = organisation.tie_start
    own = np.repeat(np.arange(organisation.staff), np.diff(ends))
    np.add.at(numbers, (organisation.team_of_post[own], organisation.team_of_post[organisation.tie_to]), 1)
    return numbers
