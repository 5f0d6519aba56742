"""What the user asked for, as the model takes it; anything wrong ends here, before anything is run."""

import shlex
from dataclasses import dataclass
from pathlib import Path

from culture_sim.cli.file_kind import refuse_other_kinds
from culture_sim.cli.printing import say
from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.numbers import read_number
from culture_sim.organisation import Organisation, OrganisationFile
from culture_sim.outcomes import Outcome
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.scenario.lookup import find_file
from culture_sim.settings import load_parameters

EVERYONE = "everyone"


@dataclass(frozen=True)
class RunOptions:
    """The options that `compare` and `run` share."""

    baseline: str
    setting: str
    organisation: str | None
    staff: int | None
    years: int
    seed: int
    changes: tuple[str, ...]
    core: bool
    authority: str | None = None
    year: int | None = None

    def as_arguments(self, plan: str) -> list[str]:
        """A plan with those of these options that are not the usual ones, as a shell takes them."""
        usual = RunOptions("blame_culture", "nhs_trust", None, None, 5, 1, (), core=False)
        words = [plan]
        for name in ("baseline", "setting", "organisation", "authority", "year", "staff", "years", "seed"):
            value = getattr(self, name)
            if value != getattr(usual, name):
                words += [f"--{name}", str(value)]
        for change in self.changes:
            words += ["--set", change]
        return [*(shlex.quote(word) for word in words), *(["--core"] if self.core else [])]

    def parameters(self) -> Parameters:
        """The files' parameters with what `--set` changes."""
        given = load_parameters(self.setting)
        seen: set[str] = set()
        for change in self.changes:
            name, value = parsed(change, "--set", "loss_over_gain=2")
            if name in seen:
                raise InputError(f"--set: '{name}' is given twice; keep one.")
            seen.add(name)
            if name not in given.table:
                hint = did_you_mean(name, given.table) or " `culture-sim parameters` lists them."
                raise InputError(f"--set: '{name}' is not a parameter.{hint}")
            given = given.replace(**{name: value})
        return given.core() if self.core else given

    def place(self) -> Organisation:
        """The organisation, of the size that was asked for."""
        from culture_sim.ensemble.resolve import resolve_organisation
        from culture_sim.organisation.source import find_source
        from culture_sim.settings import load_setting

        load_setting(self.setting)
        found = official_file(self.organisation, self.authority, self.year, self.setting)
        if found is not None:
            return resolve_organisation(found, self.setting, self.staff, self.core)
        if self.organisation is not None and isinstance(file := find_source(self.organisation), Path):
            refuse_other_kinds(file, "organisation", "network")
        return resolve_organisation(self.organisation, self.setting, self.staff, self.core)

    def scenario(self, name: str, place: Organisation) -> Scenario:
        """A scenario that fits the organisation."""
        file = find_file(name, setting=self.setting)
        if file.is_file():
            refuse_other_kinds(file, "scenario")
        found = load_scenario(name, self.setting)
        found.check_setting(self.setting)
        found.check_names(place.profession_names, place.directorate_names)
        return found


def official_file(
    statistics: str | None, authority: str | None, year: int | None, setting: str | None = None
) -> OrganisationFile | None:
    """The authority of official statistics that is named, or None; what they do not say of it is told on stderr."""
    from culture_sim.organisation.official import official_organisation

    refuse_year_alone(authority, year)
    if authority is None:
        return None
    if statistics is None:
        raise InputError(
            "--authority names one organisation of a table of official statistics; give that table too, one FILE."
        )
    file, notes = official_organisation(statistics, authority, year, setting)
    for note in notes:
        say(note, err=True)
    return file


def refuse_year_alone(authority: str | None, year: int | None) -> None:
    """Refuse a year of nothing."""
    if authority is None and year is not None:
        raise InputError(
            "--year is the year of an authority's figures; it needs --authority NAME. For how long a programme lasts"
            " there is --years."
        )


def checked_outcome(key: str, setting: str, option: str) -> Outcome:
    """The outcome of a setting that an option names."""
    from culture_sim.settings import load_setting

    found = {each.key: each for each in load_setting(setting).outcomes}
    if key not in found:
        hint = did_you_mean(key, found) or " `culture-sim outcomes` lists them."
        raise InputError(f"{option}: '{key}' is not an outcome.{hint}")
    return found[key]


def parsed(text: str, option: str, example: str) -> tuple[str, float]:
    """A name and its number from NAME=VALUE."""
    name, equals, number = (part.strip() for part in text.partition("="))
    if not name or not equals or not number:
        raise InputError(f"{option} takes a name and a number, such as {example}; {text!r} is not that.")
    try:
        return name, read_number(number)
    except InputError as problem:
        raise InputError(f"{option} takes a name and a number, such as {example}: {problem}") from None


def watched(wishes: tuple[str, ...], place: Organisation) -> tuple[list[int] | str, list[int]]:
    """Posts (or "everyone") and teams whose events are wanted, from post:17, team:3, everyone."""
    posts: list[int] = []
    teams: list[int] = []
    for wish in wishes:
        kind, _, number = wish.strip().lower().replace("=", ":").replace(" ", ":").partition(":")
        if kind == EVERYONE and not number:
            return EVERYONE, []
        if kind not in {"post", "team"}:
            hint = did_you_mean(kind, ["post", "team", EVERYONE])
            raise InputError(f"--events takes post:NUMBER, team:NUMBER or everyone, not {wish!r}.{hint}")
        rows = place.staff if kind == "post" else place.teams
        if not number:
            raise InputError(f"--events {wish}: which {kind}? They are numbered, such as {kind}:{rows - 1}.")
        if not (number.isascii() and number.isdigit()) or int(number) >= rows:
            raise InputError(f"There is no {kind} {number!r}; they are numbered from 0 to {rows - 1}.")
        (posts if kind == "post" else teams).append(int(number))
    return posts, teams
