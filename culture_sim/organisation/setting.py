"""Settings: the kinds of organisation there are, each a file of data in `settings/`."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.messages import FileKind
from culture_sim.inputs.records import Record, read_record

from .figure import FigureOrNumber

SETTINGS_FOLDER = Path(__file__).parent / "settings"
SHARE_TOLERANCE = 0.005
"""Shares may miss 1 by this much, because people round them; they are then scaled to add up exactly."""


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


Mix = Annotated[dict[str, float], AfterValidator(_check_mix)]
"""Share of posts by profession; adds up to 1."""


class Words(Record):
    """What people in this setting call things."""

    person_in_care: str = "patient"
    people_in_care: str = "patients"
    place_of_care: str = "place of care"
    team: str = "team"
    team_leader: str = "team leader"
    sponsor: str = "sponsor"


class ProfessionData(Record):
    """A staff group.

    Attributes:
        share: share of posts, 0-1.
        patient_facing: whether its work can harm or please somebody in care.
        status: standing in the hierarchy, 0-1; the lower, the harder it is to speak up (model 2.11.1).
        leaver_rate_percent: share who leave in a year, in %; only the ratios between professions are used.
    """

    title: str = ""
    share: FigureOrNumber
    patient_facing: bool
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
        places_per_patient_facing_post: places of care, each held by one patient or family, for each
            patient-facing post.
        mean_stay_weeks: mean length of care in weeks; lengths are geometric.
    """

    places_per_patient_facing_post: FigureOrNumber
    mean_stay_weeks: FigureOrNumber

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if self.places_per_patient_facing_post.value < 0:
            raise ValueError("places_per_patient_facing_post cannot be negative.")
        if self.mean_stay_weeks.value < 1:
            raise ValueError("mean_stay_weeks must be at least 1, because time goes in weeks.")
        return self


class Setting(Record):
    """A kind of organisation, as data.

    Attributes:
        name: key, the name of its file.
        staff: number of posts where nothing else is said.
        team_size: posts per team where nothing else is said; one leader comes on top.
        professions: staff groups in order; their position is their number in every array.
        directorates: parts of the organisation, in order.
        parameters: parameters that this setting changes, by plain name.
        hash: first 12 hex digits of the SHA-256 of its content.
    """

    schema_version: int = 1
    name: str
    title: str
    describes: str = ""
    words: Words = Words()
    staff: int = Field(default=1000, ge=1, le=1_000_000)
    team_size: int = Field(default=20, ge=1)
    professions: dict[str, ProfessionData] = Field(min_length=1)
    directorates: dict[str, DirectorateData] = Field(min_length=1)
    care: Care
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
        """First 12 hex digits of the SHA-256 of the content."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


def setting_names() -> tuple[str, ...]:
    """The settings there are: the files in the settings folder."""
    return tuple(sorted(path.stem for path in SETTINGS_FOLDER.glob("*.yaml")))


@lru_cache
def load_setting(name: str = "nhs_trust") -> Setting:
    """The setting of that name.

    Raises:
        InputError: there is no such setting, or its file is wrong.
    """
    names = setting_names()
    if name not in names:
        raise InputError(f"{name!r} is not a setting.{did_you_mean(name, names)} Known: {', '.join(names)}.")
    path = SETTINGS_FOLDER / f"{name}.yaml"
    setting = read_record(path, Setting, FileKind("setting"))
    if setting.name != name:
        raise InputError(f"The setting is called {setting.name!r}; its file must have the same name.", path)
    return setting
