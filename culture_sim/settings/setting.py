"""What a setting is: the data of its `setting.yaml`, and the modules beside it.

A setting is one folder. `setting.yaml` says who works there; `words.yaml` what things are called; `parameters/` holds
its own parameters; `tables.py` its columns and events; `week.py` its week; `outcomes.py` what it reports. A folder
outside this package may bring its own gallery in `scenarios/`.
"""

import hashlib
from collections.abc import Mapping
from enum import IntEnum
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Self

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import AfterValidator, Field, PrivateAttr, field_validator, model_validator

from culture_sim.engine.columns import columns
from culture_sim.engine.event_log import Event, Response
from culture_sim.engine.tables import Cause, Tally
from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.numbers import Number
from culture_sim.inputs.records import Record
from culture_sim.outcomes import (
    CORE_TEAM_LINES,
    EVENT_COSTS,
    EventCost,
    MoneyLine,
    Outcome,
    SavingGroup,
    Spread,
    read_spreads,
    yearly_outcomes,
)
from culture_sim.parameters import Parameters, read_parameters
from culture_sim.scenario.declarations import LeverGroup, LeverInfo, lever_set, levers_of
from culture_sim.settings.figure import FigureOrNumber
from culture_sim.settings.official import OfficialStatistics
from culture_sim.version import model_version

HOURS_A_DAY = 7.5
"""Hours of a working day."""

SHARE_TOLERANCE = 0.005
"""Shares may miss 1 by this much, because people round them; they are then scaled to add up exactly."""


_WORDS = {
    "institution": "organisation",
    "part": "directorate",
    "person_in_care": "person served",
    "people_in_care": "people served",
    "place_of_care": "place",
    "organisation": "organisation",
    "organisations": "organisations",
    "team": "team",
    "team_leader": "team leader",
    "sponsor": "sponsor",
    "frontline": "frontline",
}
"""What things are called where a setting has no word of its own."""


def check_shares(shares: Mapping[str, float], what: str) -> None:
    """Shares lie in 0-1 and add up to 1; raises ValueError otherwise."""
    for name, share in shares.items():
        if not 0 <= share <= 1:
            raise ValueError(f"The share of {name} is {share:g}; it must lie between 0 and 1.")
    total = sum(shares.values())
    if abs(total - 1) > SHARE_TOLERANCE:
        raise ValueError(f"The shares of {what} add up to {total:.4g}; they must add up to 1.")


def _check_mix(mix: dict[str, float]) -> dict[str, float]:
    check_shares(mix, "the mix of professions")
    return mix


Mix = Annotated[dict[str, Number], AfterValidator(_check_mix)]
"""Share of posts by profession; adds up to 1."""


class ProfessionData(Record):
    """A staff group.

    Attributes:
        share: share of posts, 0-1.
        frontline: whether its work can harm or please somebody in care.
        status: standing in the hierarchy, 0-1; the lower, the harder it is to speak up (model 2, (8)).
        leaver_rate_percent: share who leave in a year, in %; only the ratios between professions are used.
    """

    title: str = ""
    share: FigureOrNumber
    frontline: bool
    status: FigureOrNumber
    leaver_rate_percent: FigureOrNumber

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if not 0 <= self.status.value <= 1:
            raise ValueError(f"The status is {self.status.value:g}; it must lie between 0 and 1.")
        if not 0 <= self.leaver_rate_percent.value <= 100:
            raise ValueError(
                f"{self.leaver_rate_percent.value:g} is no leaver_rate_percent; it must lie in 0-100."
            )
        return self


class DirectorateData(Record):
    """A part of the organisation with its own teams.

    Attributes:
        share: share of teams, 0-1.
        mix: who works there: share of its posts by profession.
    """

    title: str = ""
    share: FigureOrNumber
    mix: Mix


class Care(Record):
    """Where care happens.

    Attributes:
        places_per_frontline_post: places, each held by one person served, for each
            frontline post.
    """

    places_per_frontline_post: FigureOrNumber

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if self.places_per_frontline_post.value < 0:
            raise ValueError("places_per_frontline_post cannot be negative.")
        return self


class Setting(Record):
    """A kind of organisation: what its folder says.

    Attributes:
        name: key, the name of its folder.
        staff: number of posts where nothing else is said.
        team_size: posts per team where nothing else is said; one leader comes on top.
        professions: staff groups in order; their position is their number in every array.
        directorates: parts of the organisation, in order.
        plans: scenarios of its gallery that are compared where none is named.
        parameters: parameters that this setting changes, by plain name.
    """

    _folder: Path = PrivateAttr()
    _package: str = PrivateAttr()

    schema_version: int = 1
    name: str
    title: str
    describes: str = ""
    staff: int = Field(default=1000, ge=1, le=2_000_000)
    team_size: int = Field(default=20, ge=1)
    professions: dict[str, ProfessionData] = Field(min_length=1)
    directorates: dict[str, DirectorateData] = Field(min_length=1)
    care: Care
    plans: tuple[str, ...] = ()
    parameters: dict[str, float] = {}

    @field_validator("professions", "directorates")
    @classmethod
    def _shares_add_up(cls, parts: dict[str, ProfessionData] | dict[str, DirectorateData]) -> object:
        check_shares({name: part.share.value for name, part in parts.items()}, "all parts")
        return parts

    @model_validator(mode="after")
    def _mixes_name_professions(self) -> Self:
        for name, directorate in self.directorates.items():
            for profession in directorate.mix:
                if profession not in self.professions:
                    raise ValueError(
                        f"{name} has {profession!r}, which is not a profession."
                        f"{did_you_mean(profession, self.professions)}"
                    )
        return self

    @property
    def profession_names(self) -> tuple[str, ...]:
        """Staff groups in order."""
        return tuple(self.professions)

    @property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 of the data."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]

    @property
    def folder(self) -> Path:
        """Where it stands."""
        return self._folder

    @property
    def model_version(self) -> str:
        """The version and a fingerprint of the source of the core and of this setting."""
        return model_version(self.folder)

    def placed(self, folder: Path, package: str) -> Self:
        """The same, knowing its folder and the package that holds its modules."""
        self._folder, self._package = folder, package
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to other processes as its name and folder."""
        from culture_sim.settings.registry import restored

        return restored, (self.name, self._folder)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What people here call things: `person_in_care`, `people_in_care`, `place_of_care`, `team`, ..."""
        own = yaml.safe_load((self._folder / "words.yaml").read_text(encoding="utf-8"))
        return {**_WORDS, **own}

    @cached_property
    def key_parameters(self) -> Mapping[str, str]:
        """The uncertain parameters that matter most here, each in plain words; none if it names none."""
        file = self._folder / "key_parameters.yaml"
        return dict(yaml.safe_load(file.read_text(encoding="utf-8"))) if file.is_file() else {}

    @cached_property
    def spreads(self) -> Mapping[str, Spread]:
        """How far outcomes differ between persons and organisations, by key; none if `spreads.yaml` is not there."""
        return read_spreads(self._folder / "spreads.yaml")

    @property
    def tables(self) -> Any:
        """Its module of tables: Staff, Teams, Sponsor, Served, Tally, Stage, OwnCause, Event, Response."""
        return import_module(f"{self._package}.tables")

    @property
    def week(self) -> Any:
        """Its module of compiled functions: new_served, served_has_capacity, run_weeks and the passes of a week."""
        if self._folder.parent != Path(__file__).parent:
            from culture_sim.engine.compile import use_cache_of

            use_cache_of(self._folder)
        return import_module(f"{self._package}.week")

    @property
    def stories(self) -> Any:
        """Its package of stories, for a setting that has a lesson: OF_WORLDS and OF_RUNS, what each step reveals.

        `followed(worlds)` is the post of whoever is followed first. One that tells of those served says which columns
        of their table are kept week by week (SERVED), from which week on (SERVED_FROM) and of whom (`is_followed`).
        """
        return import_module(f"{self._package}.stories")

    @property
    def official(self) -> OfficialStatistics | None:
        """The official statistics in which its organisations stand one by one; None if it reads none."""
        if not (self._folder / "official.py").is_file():
            return None
        found: OfficialStatistics = import_module(f"{self._package}.official").OFFICIAL
        return found

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What is reported by year, in order."""
        found: tuple[Outcome, ...] = self._declared("OUTCOMES")
        return found

    @property
    def headlines(self) -> tuple[Outcome, ...]:
        """The outcomes that are shown first, each with those that stand beside it."""
        keys = (key for each in self.outcomes if each.headline for key in (each.key, *each.beside))
        return tuple(map(self.outcome, dict.fromkeys(keys)))

    @property
    def cautions(self) -> tuple[str, ...]:
        """What its outcomes' readers must bear in mind, each once."""
        return tuple(dict.fromkeys(each.caution for each in self.outcomes if each.caution))

    def outcome(self, key: str) -> Outcome:
        """The outcome of this key.

        Raises:
            InputError: there is none, with the nearest that there is.
        """
        by_key = {each.key: each for each in self.outcomes}
        if key not in by_key:
            raise InputError(f"'{key}' is not an outcome.{did_you_mean(key, by_key)}")
        return by_key[key]

    @property
    def harm_lines(self) -> tuple[MoneyLine, ...]:
        """What harm and turnover cost: columns of the tally and their prices."""
        found: tuple[MoneyLine, ...] = self._declared("HARM_LINES")
        return found

    @property
    def saving_groups(self) -> tuple[SavingGroup, ...]:
        """The groups in which savings are shown, in order."""
        return tuple(dict.fromkeys(line.group for line in self.harm_lines))

    @property
    def programme_lines(self) -> tuple[MoneyLine, ...]:
        """What a programme costs, the core team and what its levers bring: columns of the tally and their prices."""
        brought = {
            (cost.column, cost.price, cost.times): cost for lever in self.levers for cost in lever.costs
        }
        lines = (MoneyLine(cost.column, cost.price, cost.title, cost.times) for cost in brought.values())
        return *CORE_TEAM_LINES, *lines

    @property
    def event_costs(self) -> tuple[EventCost, ...]:
        """What each event of the log takes: working hours and fees, the core's and its own, if it has any."""
        return *EVENT_COSTS, *self._declared("EVENT_COSTS", ())

    @property
    def staff_days(self) -> Mapping[str, float]:
        """Columns of the tally that count staff time given to a programme, and the working days that one of each is."""
        return {"hours": 1 / HOURS_A_DAY}

    @property
    def covered_days(self) -> Mapping[str, float]:
        """The same for the part of that time that somebody else covers."""
        return {"backfilled_hours": 1 / HOURS_A_DAY}

    @property
    def levers(self) -> tuple[LeverInfo, ...]:
        """What leaders can choose here, in order."""
        return levers_of(self.name)

    @property
    def lever_groups(self) -> Mapping[str, LeverGroup]:
        """The groups in which levers stand together."""
        return lever_set(self.name).groups

    def yearly_outcomes(
        self, tally: Tally, parameters: Parameters, warm_up_weeks: int
    ) -> dict[str, NDArray[np.float64]]:
        """Every outcome by year: for each key (years + 1,) values; year 0 is the year before the programme.

        Args:
            tally: the weeks that were run, the warm-up first.
            parameters: unit costs.
            warm_up_weeks: weeks before the programme, at least a year.
        """
        return yearly_outcomes(
            self.outcomes, self.harm_lines, self.programme_lines, tally, parameters, warm_up_weeks
        )

    @cached_property
    def all_parameters(self) -> Parameters:
        """The core's parameters and its own, with the values that it changes.

        Raises:
            InputError: it changes one that there is not, or to a value that cannot be.
        """
        found = read_parameters(self._folder / "parameters")
        try:
            return found.replace(**self.parameters).as_central()
        except InputError as error:
            raise InputError(error.message, self._folder / "setting.yaml") from None

    @cached_property
    def observable(self) -> Mapping[str, Outcome]:
        """The outcome that stands for each level that an organisation file may give, by the key of the level."""
        return {each.observed: each for each in self.outcomes if each.observed}

    @cached_property
    def weekly_columns(self) -> tuple[str, ...]:
        """Columns of the weekly tally, which results keep."""
        return tuple(columns(self.tables.Tally))

    @cached_property
    def events(self) -> Mapping[int, str]:
        """Names of the codes of the event log."""
        return _named(Event, self.tables.Event)

    @cached_property
    def causes(self) -> Mapping[int, str]:
        """Names of the codes of what changed a person, in the diary."""
        return _named(Cause, self.tables.OwnCause)

    @cached_property
    def responses(self) -> Mapping[int, str]:
        """Names of the codes of responses in the event log."""
        return _named(Response, self.tables.Response)

    def _declared(self, name: str, *default: object) -> Any:
        return getattr(import_module(f"{self._package}.outcomes"), name, *default)


def _named(*kinds: type[IntEnum]) -> dict[int, str]:
    found: dict[int, str] = {}
    for each in (one for kind in kinds for one in kind):
        if each.value in found:
            raise ValueError(f"{each.name} and {found[each.value]} have one number, {each.value}.")
        found[each.value] = each.name.lower()
    return found
