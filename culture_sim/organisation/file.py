"""The organisation file: what a user writes about their own organisation."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self, cast

from pydantic import (
    AfterValidator,
    AliasChoices,
    BeforeValidator,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    create_model,
    field_validator,
    model_validator,
)

from culture_sim.errors import did_you_mean
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs import names
from culture_sim.inputs.located_yaml import LocatedMapping, parse_document, read_document
from culture_sim.inputs.messages import FileKind
from culture_sim.inputs.numbers import Number
from culture_sim.inputs.records import MisplacedError, Record, check_record
from culture_sim.settings import Setting, load_setting, setting_names
from culture_sim.settings.figure import FigureOrNumber
from culture_sim.settings.setting import Mix, check_shares

from .observed import Observed, not_a_fraction, observed_model
from .organisation import Profession, usual_professions

MOST_STAFF = 2_000_000
ORGANISATION = FileKind("organisation")
Name = Annotated[names.Name, StringConstraints(max_length=200)]
Posts = Annotated[StrictInt, Field(ge=1, le=MOST_STAFF)]


def _share_alone(value: Any) -> Any:
    """A plain number is a share."""
    return {"share": value} if isinstance(value, int | float) and not isinstance(value, bool) else value


class OwnProfession(Record):
    """A staff group; what is left out is taken from the setting, which must then know the group."""

    share: FigureOrNumber
    frontline: StrictBool | None = None
    status: Annotated[Number, Field(ge=0, le=1)] | None = None
    leaver_rate_percent: Annotated[Number, Field(ge=0, le=100), AfterValidator(not_a_fraction)] | None = None


class OwnDirectorate(Record):
    """A directorate: its share of teams, and who works in it where that differs from the setting."""

    share: FigureOrNumber
    mix: Mix | None = None


def _somebody(size: int) -> int:
    if size < 1:
        raise ValueError(f"A team of {size} would be a team of nobody; a team has 1 post or more.")
    return size


class OwnTeam(Record):
    """A team, or several alike.

    Attributes:
        size: posts in it; its leader comes on top.
        count: how many such teams there are.
        mix: who works there: share of posts by profession.
    """

    size: Annotated[StrictInt, Field(le=MOST_STAFF), AfterValidator(_somebody)]
    name: Name | None = None
    directorate: Name | None = None
    count: Posts = 1
    mix: Mix | None = None


class Teams(Record):
    """A number of teams, a size of teams, or the teams one by one.

    Attributes:
        number: teams of as equal a size as so many allow.
        size: posts in each team; its leader comes on top.
        listed: the teams themselves; in a file, a list in the place of this block.
    """

    number: Posts | None = None
    size: Annotated[StrictInt, Field(le=MOST_STAFF), AfterValidator(_somebody)] | None = None
    listed: tuple[OwnTeam, ...] | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        given = [one for one in (self.number, self.size, self.listed) if one is not None]
        if len(given) != 1:
            raise ValueError("Give either a number of teams, a size of teams, or a list of teams.")
        if self.listed == ():
            raise ValueError("The list of teams is empty.")
        if sum(team.size * team.count for team in self.listed or ()) > MOST_STAFF:
            raise ValueError(f"The teams have more than {MOST_STAFF:,} posts together.")
        return self

    @property
    def listed_posts(self) -> int | None:
        """Posts in all listed teams together; None where no teams are listed."""
        return None if self.listed is None else sum(team.size * team.count for team in self.listed)


def _list_alone(value: Any) -> Any:
    """A list in the place of the block is the list of teams."""
    return {"listed": value} if isinstance(value, list | tuple) else value


class OrganisationFile(Record):
    """An organisation as its file describes it; whatever is left out is taken from the setting."""

    schema_version: Annotated[StrictInt, Field(ge=1, le=1)] = 1
    name: Name
    describes: names.Text = ""
    setting: Name = DEFAULT_SETTING
    staff: Posts | None = None
    professions_matter: StrictBool = True
    professions: dict[Name, Annotated[OwnProfession, BeforeValidator(_share_alone)]] | None = None
    directorates: dict[Name, Annotated[OwnDirectorate, BeforeValidator(_share_alone)]] | None = None
    teams: Annotated[Teams, BeforeValidator(_list_alone)] | None = None
    observed: Observed | None = None

    def __new__(cls, **said: Any) -> Self:
        """An organisation file in the form of its setting."""
        return cast(Self, super().__new__(_model_for(said) if cls is OrganisationFile else cls))

    @field_validator("setting")
    @classmethod
    def _is_known(cls, name: str) -> str:
        if name not in setting_names():
            names = setting_names()
            raise ValueError(
                f"{name!r} is not a setting.{did_you_mean(name, names)} Known: {', '.join(names)}."
            )
        return name

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        for what in ("professions", "directorates"):
            parts: Mapping[str, OwnProfession | OwnDirectorate] | None = getattr(self, what)
            if parts is not None:
                try:
                    check_shares({name: part.share.value for name, part in parts.items()}, what)
                except ValueError as error:
                    raise MisplacedError(str(error), what) from None
        if self.teams is not None:
            self._check_teams(self.teams)
        self.all_professions()
        return self

    def _check_teams(self, teams: Teams) -> None:
        posts = teams.listed_posts
        if posts is not None and self.directorates is not None:
            message = "In a list of teams each team names its directorate; leave this out."
            raise MisplacedError(message, "directorates")
        if posts is not None and self.staff not in (None, posts):
            raise MisplacedError(
                f"The teams have {posts} posts together, but staff is {self.staff}.", "staff"
            )
        if teams.number and self.staff and teams.number > self.staff:
            message = f"{teams.number} teams for {self.staff} staff would leave a team of nobody."
            raise MisplacedError(message, "teams", "number")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to other processes as its setting and what it says."""
        return _restored, (self.setting_data(), self.model_dump(exclude_unset=True))

    def setting_data(self) -> Setting:
        """The setting that it names."""
        return load_setting(self.setting)

    def all_professions(self) -> dict[str, tuple[Profession, float]]:
        """Each staff group with its share of posts.

        Raises:
            ValueError: a group that the setting does not know lacks what the setting cannot give, or a team
                or directorate has a group that does not exist.
        """
        setting = self.setting_data()
        groups = {
            name: (_completed(name, own, setting), own.share.value)
            for name, own in (self.professions or {}).items()
        }
        if self.professions is None:
            shares = {name: known.share.value for name, known in setting.professions.items()}
            groups = {each.name: (each, shares[each.name]) for each in usual_professions(setting)}
        parts: list[tuple[tuple[str | int, ...], Mix | None]] = [
            (("directorates", name), part.mix) for name, part in (self.directorates or {}).items()
        ]
        if self.teams is not None:
            parts += [(("teams", number), team.mix) for number, team in enumerate(self.teams.listed or ())]
        for where, mix in parts:
            for name in mix or {}:
                if name not in groups:
                    message = f"{name!r} is not a profession here.{did_you_mean(name, groups)}"
                    raise MisplacedError(message, *where, "mix", name)
        return groups


def _completed(name: str, own: OwnProfession, setting: Setting) -> Profession:
    said = {key: value for key, value in own.model_dump(exclude={"share"}).items() if value is not None}
    for known in usual_professions(setting):
        if known.name == name:
            return replace(known, **said)
    if len(said) < len(OwnProfession.model_fields) - 1:
        raise MisplacedError(
            f"{name!r} is not a profession of {setting.name}.{did_you_mean(name, setting.professions)}"
            f" A profession of your own needs {setting.words['frontline']}, status (0-1) and leaver_rate_percent"
            " beside its share.",
            "professions",
            name,
        )
    return Profession(name, **said)


@cache
def organisation_model(setting: str) -> type[OrganisationFile]:
    """The form of a setting's organisation files: its observed levels, its word for work with those served."""
    word = load_setting(setting).words["frontline"]
    profession: Any = create_model(
        "OwnProfession",
        __base__=OwnProfession,
        __doc__=OwnProfession.__doc__,
        frontline=(StrictBool | None, Field(None, validation_alias=AliasChoices(word, "frontline"))),
    )
    given: dict[str, Any] = {
        "professions": (dict[Name, Annotated[profession, BeforeValidator(_share_alone)]] | None, None),
        "observed": (observed_model(setting) | None, None),
        "setting": (Name, setting),
    }
    return create_model(
        "OrganisationFile", __base__=OrganisationFile, __doc__=OrganisationFile.__doc__, **given
    )


def _restored(setting: Setting, said: dict[str, Any]) -> OrganisationFile:
    return organisation_model(setting.name).model_validate(said)


def organisation_from_text(text: str, file: str) -> OrganisationFile:
    """The organisation that the text of a file describes; `file` is what it is called in messages.

    Raises:
        InputError: it is no YAML, or is wrong; with its line.
    """
    return organisation_from(parse_document(text, file), Path(file))


def load_organisation_file(path: str | Path) -> OrganisationFile:
    """The organisation that a file describes.

    Raises:
        InputError: the file is missing, is no YAML, or is wrong; with its line.
    """
    return organisation_from(read_document(Path(path)), Path(path))


def organisation_from(document: LocatedMapping, source: Path) -> OrganisationFile:
    """The organisation that a parsed document describes.

    Args:
        document: what was written, with its places.
        source: the file that it came from, as messages name it.

    Raises:
        InputError: it is wrong; with its line.
    """
    return check_record(document, _model_for(document), ORGANISATION, source)


def _model_for(said: Mapping[str, Any]) -> type[OrganisationFile]:
    """The form for the setting that is named; the plain one, which says so, where there is no such setting."""
    setting = said.get("setting", DEFAULT_SETTING)
    return organisation_model(setting) if setting in setting_names() else OrganisationFile
