"""Who starts when: a rollout sorts teams into waves and says how many weeks later each wave starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field

from culture_sim.errors import InputError, did_you_mean
from culture_sim.scenario.levers import Frozen, between
from culture_sim.scenario.times import Weeks

LEADERS_ONLY_AT_FIRST = frozenset(
    {
        "leadership_modelling",
        "measurement_and_feedback",
        "policy_integration.hr",
        "policy_integration.complaints",
        "policy_integration.patient_safety",
    }
)
"""Levers that a `leaders_first` rollout does not hold back."""


class Waves(NamedTuple):
    """Which wave each team is in, and the weeks by which each wave starts later."""

    wave_of_team: NDArray[np.int64]
    delays: NDArray[np.int64]


class Rollout(Frozen):
    """How teams are sorted into waves."""

    def assign(
        self,
        directorate_of_team: NDArray[np.int64],
        leadership: NDArray[np.float64] | None = None,
        directorate_names: Sequence[str] = (),
    ) -> Waves:
        """The wave of each team, and the delay of each wave; here one wave of all teams."""
        return _waves(np.zeros(len(directorate_of_team)), [0])

    def delays_lever(self, path: str) -> bool:
        """Whether the delay of a wave holds this lever back."""
        return True


class Everywhere(Rollout):
    """All teams at once."""

    kind: Literal["everywhere"] = "everywhere"


class Directorates(Rollout):
    """One directorate after another."""

    kind: Literal["directorates"]
    every: Weeks = Field(13, description="Time between one directorate's start and the next one's.")
    order: tuple[str, ...] = Field(
        (),
        description="Names of directorates in the order of their start; those not named follow in their own order.",
    )

    def assign(
        self,
        directorate_of_team: NDArray[np.int64],
        leadership: NDArray[np.float64] | None = None,
        directorate_names: Sequence[str] = (),
    ) -> Waves:
        """One wave for each directorate.

        Raises:
            InputError: `order` names a directorate that is not there.
        """
        count = max(len(directorate_names), int(np.max(directorate_of_team, initial=-1)) + 1)
        first = []
        for name in self.order:
            if name not in directorate_names:
                raise InputError(unknown_directorate(name, directorate_names))
            first.append(list(directorate_names).index(name))
        order = first + [number for number in range(count) if number not in first]
        wave_of_directorate = np.argsort(np.array(order, dtype=np.int64))
        return _waves(wave_of_directorate[directorate_of_team], [self.every * wave for wave in range(count)])


class Pilot(Rollout):
    """Some teams first, the others later."""

    kind: Literal["pilot"]
    share: Annotated[float, BeforeValidator(between(0.01, 1)), Field(ge=0.01, le=1)] = Field(
        0.2, description="Share of teams that start at once."
    )
    after: Weeks = Field(26, description="How much later the other teams start.")
    which: Literal["random", "ready", "need"] = Field(
        "random",
        description="random; ready: the teams with most leadership modelling; need: those with least.",
    )

    def assign(
        self,
        directorate_of_team: NDArray[np.int64],
        leadership: NDArray[np.float64] | None = None,
        directorate_names: Sequence[str] = (),
    ) -> Waves:
        """Two waves; at least one team is in the first."""
        teams = len(directorate_of_team)
        if self.which == "random" or leadership is None:
            rank = _scatter(teams)
        else:
            rank = np.asarray(leadership, dtype=np.float64) * (-1 if self.which == "ready" else 1)
        first = np.argsort(rank, kind="stable")[: max(1, round(self.share * teams))]
        wave = np.ones(teams)
        wave[first] = 0
        return _waves(wave, [0, self.after])


class LeadersFirst(Rollout):
    """Leaders, policies and measurement first; everything else later."""

    kind: Literal["leaders_first"]
    by: Weeks = Field(
        26, description="How much later everything but leadership, policies and measurement starts."
    )

    def assign(
        self,
        directorate_of_team: NDArray[np.int64],
        leadership: NDArray[np.float64] | None = None,
        directorate_names: Sequence[str] = (),
    ) -> Waves:
        """One wave of all teams; the delay holds back only some levers."""
        return _waves(np.zeros(len(directorate_of_team)), [self.by])

    def delays_lever(self, path: str) -> bool:
        """Whether the delay holds this lever back."""
        return path not in LEADERS_ONLY_AT_FIRST


AnyRollout = Annotated[Everywhere | Directorates | Pilot | LeadersFirst, Field(discriminator="kind")]

ROLLOUT_KINDS = ("everywhere", "directorates", "pilot", "leaders_first")


def unknown_directorate(name: str, directorate_names: Sequence[str]) -> str:
    """What to say of a directorate that the organisation has not."""
    hint = did_you_mean(name, directorate_names) or f" The directorates are: {', '.join(directorate_names)}."
    return f"'{name}' is not a directorate of this organisation.{hint}"


def _waves(wave_of_team: NDArray[np.generic], delays: Sequence[int]) -> Waves:
    return Waves(np.ascontiguousarray(wave_of_team, dtype=np.int64), np.array(delays, dtype=np.int64))


def _scatter(teams: int) -> NDArray[np.float64]:
    """A fixed number in 0-1 for each team index (splitmix64), so that one team more changes no other's place."""
    with np.errstate(over="ignore"):
        mixed = (np.arange(1, teams + 1, dtype=np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(2**53)
