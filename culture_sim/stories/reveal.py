"""What a step of a lesson reveals: which prediction held, the finding, two diaries or lines, what is assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from culture_sim.figures.figure import Panel
from culture_sim.settings import Setting
from culture_sim.stories.diary import Moment
from culture_sim.stories.lesson_runs import Chart, provenance
from culture_sim.stories.two_worlds import TwoWorlds

if TYPE_CHECKING:
    from culture_sim.ensemble.comparison import Comparison


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What happened to the same people in two worlds, moment by moment.

    Attributes:
        scene: who they are.
        titles: of the two plans.
        moments: in order.
    """

    scene: str
    titles: tuple[str, str]
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Reveal:
    """What a step reveals.

    Attributes:
        right: number of the option that held in these runs.
        finding: in one sentence.
        sentences: what else there is to say.
        charts: lines over the weeks or years of a programme.
        assumed: what the finding hangs on.
        diaries: of two worlds, where the step tells of one harm or of one person.
        panels: figures of its own.
        notes: title and text of boxes beside them.
    """

    right: int
    finding: str
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    assumed: str
    diaries: SideBySide | None = None
    panels: tuple[Panel, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()


StepsOfWorlds = Mapping[str, Callable[[TwoWorlds], Reveal | None]]
"""Steps that tell of two worlds; None where nothing of the kind happened under this seed."""
StepsOfRuns = Mapping[str, Callable[["Comparison"], Reveal]]
"""Steps that tell of many runs."""


def tells_of_worlds(setting: Setting, key: str) -> bool:
    """Whether a step of a setting's lesson tells of two worlds, not of many runs."""
    of_worlds: StepsOfWorlds = setting.stories.OF_WORLDS
    return key in of_worlds


def reveal(key: str, found: TwoWorlds | Comparison) -> Reveal | None:
    """What a step reveals; None where nothing of the kind happened under this seed.

    Args:
        key: of the step.
        found: two worlds or many runs, whichever the step tells of.

    Raises:
        KeyError: there is no such step.
    """
    setting = found.organisation.setting
    of_worlds: StepsOfWorlds = setting.stories.OF_WORLDS
    of_runs: StepsOfRuns = setting.stories.OF_RUNS
    return of_worlds[key](found) if isinstance(found, TwoWorlds) else of_runs[key](found)


def where_from(found: TwoWorlds | Comparison) -> str:
    """What is needed to reproduce what was revealed."""
    return found.provenance if isinstance(found, TwoWorlds) else provenance(found)
