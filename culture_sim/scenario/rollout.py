"""Who starts when: a rollout sorts teams into waves and says how many weeks later each wave starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BeforeValidator, Field

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.names import Name
from culture_sim.inputs.records import Record
from culture_sim.scenario.declarations import LeverInfo
from culture_sim.scenario.levers import between, number_schema
from culture_sim.scenario.times import Weeks


class Waves(NamedTuple):
    """Which wave each team is in, and the weeks by which each wave starts later."""

    wave_of_team: NDArray[np.int64]
    delays: NDArray[np.int64]


class TeamFacts(NamedTuple):
    """What a rollout may sort teams by."""

    directorate: NDArray[np.int64]
    leadership: NDArray[np.float64]
    directorate_names: Sequence[str]


class Rollout(Record):
    """How teams are sorted into waves."""

    def assign(
        self,
        directorate_of_team: ArrayLike,
        leadership: ArrayLike | None = None,
        directorate_names: Sequence[str] = (),
    ) -> Waves:
        """Sort teams into waves.

        Args:
            directorate_of_team: number of each team's directorate.
            leadership: leadership modelling of each team, 0-1; taken as equal if absent.
            directorate_names: names of the directorates, in the order of their numbers.

        Raises:
            InputError: the rollout names a directorate that is not there.
        """
        directorate = np.asarray(directorate_of_team, dtype=np.int64)
        modelling = (
            np.zeros(len(directorate)) if leadership is None else np.asarray(leadership, dtype=np.float64)
        )
        return self._sort(TeamFacts(directorate, modelling, directorate_names))

    def delays_lever(self, lever: LeverInfo) -> bool:
        """Whether the delay of a wave holds this lever back."""
        del lever
        return True

    def _sort(self, teams: TeamFacts) -> Waves:
        return _waves(np.zeros(len(teams.directorate)), [0])


class Everywhere(Rollout):
    """All teams at once."""

    kind: Literal["everywhere"] = Field("everywhere", description="All teams start at once.")


class Directorates(Rollout):
    """One directorate after another."""

    kind: Literal["directorates"] = Field(description="One directorate starts after another.")
    every: Weeks = Field(
        13, description="Time between one directorate's start and the next one's; 13 weeks if absent."
    )
    order: tuple[Name, ...] = Field(
        (), description="Directorates in the order of their start; those not named follow in their own order."
    )

    def _sort(self, teams: TeamFacts) -> Waves:
        names = list(teams.directorate_names)
        count = max(len(names), int(np.max(teams.directorate, initial=-1)) + 1)
        first = []
        for name in self.order:
            if name not in names:
                raise InputError(unknown_directorate(name, names))
            first.append(names.index(name))
        order = first + [number for number in range(count) if number not in first]
        wave_of_directorate = np.argsort(np.array(order, dtype=np.int64))
        return _waves(wave_of_directorate[teams.directorate], [self.every * wave for wave in range(count)])


class Pilot(Rollout):
    """Some teams first, the others later."""

    kind: Literal["pilot"] = Field(description="Some teams start first, the others later.")
    share: Annotated[float, BeforeValidator(between(0.01, 1)), number_schema(0.01, 1)] = Field(
        0.2, description="Share of teams that start at once, at least one team; 0.2 if absent."
    )
    after: Weeks = Field(26, description="How much later the other teams start; 26 weeks if absent.")
    which: Literal["random", "ready", "need"] = Field(
        "random",
        description="First teams: random (usual), or with most (ready) or least (need) leadership modelling.",
    )

    def _sort(self, teams: TeamFacts) -> Waves:
        count = len(teams.directorate)
        rank = {"random": _scatter(count), "ready": -teams.leadership, "need": teams.leadership}[self.which]
        wave = np.ones(count)
        wave[np.argsort(rank, kind="stable")[: max(1, round(self.share * count))]] = 0
        return _waves(wave, [0, self.after])


class LeadersFirst(Rollout):
    """Leaders, policies and measurement first; everything else later."""

    kind: Literal["leaders_first"] = Field(
        description="Leadership, policies and measurement start in their own time, everything else later."
    )
    by: Weeks = Field(26, description="How much later everything else starts; 26 weeks if absent.")

    def delays_lever(self, lever: LeverInfo) -> bool:
        """Whether this lever waits for the leaders."""
        return not lever.with_leaders

    def _sort(self, teams: TeamFacts) -> Waves:
        return _waves(np.zeros(len(teams.directorate)), [self.by])


AnyRollout = Annotated[Everywhere | Directorates | Pilot | LeadersFirst, Field(discriminator="kind")]

ROLLOUT_KINDS = ("everywhere", "directorates", "pilot", "leaders_first")


def unknown_directorate(name: str, directorate_names: Sequence[str]) -> str:
    """What to say of a directorate that the organisation has not."""
    hint = did_you_mean(name, directorate_names) or f" The directorates are: {', '.join(directorate_names)}."
    return f"'{name}' is not a directorate of this organisation.{hint}"


def _waves(wave_of_team: NDArray[np.generic], delays: Sequence[int]) -> Waves:
    return Waves(np.ascontiguousarray(wave_of_team, dtype=np.int64), np.array(delays, dtype=np.int64))


def _scatter(teams: int) -> NDArray[np.float64]:
    """A fixed number in 0-1 for each team (splitmix64 of its index), so that one team more moves no other."""
    mixed = np.arange(1, teams + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(2**53)
