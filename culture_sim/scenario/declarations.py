"""What a lever is, declared once: `levers.yaml` here holds every setting's levers, one in a setting's folder its own.

The columns of the plan and the engine, the schema, lists, sliders and cost lines read them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import DEFAULT_SETTING, setting_folders
from culture_sim.inputs.messages import FileKind
from culture_sim.inputs.records import Record, read_record

FILE_NAME = "levers.yaml"
CORE_TEAMS = ("none", "small", "full")
"""Who may run a programme; their places are the engine's codes."""
_NAME = r"^[a-z][a-z0-9_]*$"


class LeverCost(Record):
    """Something that is paid for because of a lever."""

    column: str
    """Column of the weekly tally that counts it."""
    price: str
    """Parameter that holds what one costs, in GBP."""
    title: str
    """Name in plain words."""
    times: str | None = None
    """Parameter that the price is multiplied by."""


class SliderRange(Record):
    """How far a slider goes, and how finely."""

    high: float
    step: float


class LeverInfo(Record):
    """One lever that leaders can set."""

    path: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
    """Where it stands under `levers:`, dotted."""
    title: str
    """Name in plain words."""
    sentence: str
    """What it is, in one sentence."""
    measure: str = Field("strength", pattern=_NAME)
    """The word for its amount in a scenario file."""
    unit: str = "strength, 0 to 1"
    """What the amount counts."""
    high: float = Field(1, gt=0)
    """Largest amount. The smallest is 0: the lever is not used."""
    field: str = Field("", pattern=r"^([a-z][a-z0-9_]*)?$")
    """Its column in the plan and in the engine; the last word of the path where nothing else is said."""
    group: str
    """The group of sliders in which it stands."""
    with_leaders: bool = False
    """Whether it starts in its own time where leaders go first."""
    funded: bool = False
    """Whether it needs money again every year, and so a sponsor who still stands behind it."""
    embeds: bool = False
    """Whether it holds practice in place (leaders, policies, time, routines, a say): a bolted-on programme lacks it."""
    core_team: Literal["none", "small", "full"] = "small"
    """The team that a programme needs in which it is used; with none it makes no programme by itself."""
    scaled_to_cost: bool = False
    """Whether its amount is scaled where training alone is to cost what a plan costs."""
    also: Literal["by_group"] | None = None
    """What else a file may say of it: other amounts for some staff groups."""
    slider: SliderRange | None = None
    """Range of its slider, where that is not its whole range in steps of 0.05."""
    costs: tuple[LeverCost, ...] = ()
    """What is paid for because of it."""

    @model_validator(mode="before")
    @classmethod
    def _column_after_path(cls, data: object) -> object:
        if isinstance(data, dict) and not data.get("field") and isinstance(data.get("path"), str):
            return {**data, "field": data["path"].rpartition(".")[2]}
        return data

    @property
    def low(self) -> float:
        """Smallest amount."""
        return 0.0

    @property
    def is_plain(self) -> bool:
        """Whether it is a strength from 0 to 1 and no more can be said of it."""
        return (self.measure, self.high, self.also) == ("strength", 1, None)

    @property
    def amount_path(self) -> str:
        """Dotted path of the amount in a scenario, for sweeps and sliders."""
        return f"levers.{self.path}.{self.measure}"

    @property
    def slider_range(self) -> SliderRange:
        """How far its slider goes, and how finely."""
        return self.slider or SliderRange(high=self.high, step=0.05)


class LeverGroup(Record):
    """Levers that stand together, as a board would group them."""

    title: str
    about: str


class EventInfo(Record):
    """Something that may happen to an organisation in a given week, whatever its plan."""

    title: str
    """Name in plain words."""
    who: Literal["team_leaders", "above_leaders", "executive"]
    """Who leaves: leaders of teams, those above them, or the executive who is sponsor."""


class LeverBlock(Record):
    """Levers that stand under one word in a scenario file."""

    sentence: str
    shared: bool = False
    """Whether what is written for the block as a whole is meant for each of its levers."""


class LeverFile(Record):
    """What a file of levers says."""

    groups: dict[str, LeverGroup] = {}
    blocks: dict[str, LeverBlock] = {}
    words: dict[str, str] = {}
    """Sentences of a setting for levers of the core, by path."""
    funded: dict[str, bool] = {}
    """Whether levers of the core need money every year, where that is otherwise in a setting, by path."""
    high: dict[str, float] = {}
    """Largest amounts of levers of the core, where they are others in a setting, by path."""
    levers: tuple[LeverInfo, ...] = ()
    events: dict[str, EventInfo] = {}
    """What may happen in a given week, by name; a setting that names any has these alone."""


@dataclass(frozen=True, eq=False)
class LeverSet:
    """The levers of a setting, in the order of their groups."""

    levers: tuple[LeverInfo, ...]
    groups: Mapping[str, LeverGroup]
    blocks: Mapping[str, LeverBlock]
    events: Mapping[str, EventInfo]

    def __post_init__(self) -> None:
        """Check that the parts fit together."""
        taken: dict[str, str] = {}
        for lever in self.levers:
            block = lever.path.rpartition(".")[0]
            if lever.group not in self.groups:
                hint = did_you_mean(lever.group, self.groups)
                raise InputError(f"{lever.path}: there is no group '{lever.group}'.{hint}")
            if block and block not in self.blocks:
                hint = did_you_mean(block, self.blocks)
                raise InputError(f"{lever.path}: there is no block '{block}'.{hint}")
            for name in (lever.path, lever.field):
                if taken.setdefault(name, lever.path) != lever.path or name in self.blocks:
                    raise InputError(f"{lever.path}: the name '{name}' is taken.")

    @property
    def measures(self) -> frozenset[str]:
        """The words for amounts."""
        return frozenset(lever.measure for lever in self.levers)

    def in_group(self, group: str) -> tuple[LeverInfo, ...]:
        """The levers that stand in a group, in order."""
        return tuple(lever for lever in self.levers if lever.group == group)

    def __getitem__(self, path: str) -> LeverInfo:
        """The lever at a dotted path."""
        return next(lever for lever in self.levers if lever.path == path)


def lever_set(setting: str = DEFAULT_SETTING) -> LeverSet:
    """The levers of a setting: the core's, in the setting's words where it has some, and its own.

    A name that is no setting has the levers of the core.

    Raises:
        InputError: the setting's file of levers is wrong.
    """
    return _lever_set(setting_folders().get(setting))


def levers_of(setting: str = DEFAULT_SETTING) -> tuple[LeverInfo, ...]:
    """The levers of a setting, in order."""
    return lever_set(setting).levers


@cache
def _lever_set(folder: Path | None) -> LeverSet:
    file = folder / FILE_NAME if folder is not None else None
    own = LeverFile()
    if file is not None and file.is_file():
        own = read_record(file, LeverFile, FileKind("list of levers"))
    core_file = Path(__file__).parent / FILE_NAME
    core = read_record(core_file, LeverFile, FileKind("list of levers"))
    known = [lever.path for lever in core.levers]
    for path in own.words | own.funded | own.high:
        if path not in known:
            raise InputError(f"'{path}' is not a lever of the core.{did_you_mean(path, known)}", file)
    worded = [
        lever.model_copy(
            update={
                "sentence": own.words.get(lever.path, lever.sentence),
                "funded": own.funded.get(lever.path, lever.funded),
                "high": own.high.get(lever.path, lever.high),
            }
        )
        for lever in core.levers
    ]
    groups = core.groups | own.groups
    order = {name: number for number, name in enumerate(groups)}
    every = sorted([*worded, *own.levers], key=lambda lever: order.get(lever.group, len(order)))
    try:
        return LeverSet(tuple(every), groups, core.blocks | own.blocks, own.events or core.events)
    except InputError as error:
        raise InputError(error.message, file) from None
