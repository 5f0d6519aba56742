"""`check`: what a file is, and what is wrong with it."""

from pathlib import Path
from typing import Any, NamedTuple

import typer

from culture_sim.cli.exit_codes import WRONG_INPUT
from culture_sim.cli.file_kind import kind_of, refuse_other_kinds
from culture_sim.cli.options import refuse_year_alone
from culture_sim.cli.printing import print_json, say
from culture_sim.errors import InputError
from culture_sim.findings.numbers import counted, listed


class Verdict(NamedTuple):
    """What was found out about one file."""

    file: str
    kind: str
    sound: bool
    says: str


def check_files(
    files: tuple[str, ...], json: bool, authority: str | None = None, year: int | None = None
) -> None:
    """Check every file and tell what each is; exit code 2 if any is wrong. An authority is looked up in each."""
    refuse_year_alone(authority, year)
    verdicts = [_check(file) if authority is None else _look_up(file, authority, year) for file in files]
    if json:
        print_json({"files": [verdict._asdict() for verdict in verdicts]})
    else:
        for verdict in verdicts:
            say(verdict.says, err=not verdict.sound)
    if not all(verdict.sound for verdict in verdicts):
        raise typer.Exit(WRONG_INPUT)


def _check(file: str) -> Verdict:
    kind = "file"
    try:
        kind = _kind(file)
        if kind in {"study", "statistics"}:
            refuse_other_kinds(Path(file), "scenario", "organisation", "network")
        says = {"scenario": _scenario, "organisation": _organisation, "network": _network}[kind](file)
    except InputError as error:
        return Verdict(file, kind, False, str(error))
    return Verdict(file, kind, True, f"{file}: {says}")


def _look_up(file: str, authority: str, year: int | None) -> Verdict:
    from culture_sim.organisation import build_organisation
    from culture_sim.organisation.official import official_organisation

    try:
        found, notes = official_organisation(file, authority, year)
        says = f"an organisation, {_described(build_organisation(found))} Valid."
    except InputError as error:
        return Verdict(file, "organisation", False, str(error))
    return Verdict(file, "organisation", True, " ".join([f"{file}: {says}", *notes]))


def _kind(file: str) -> str:
    from culture_sim.organisation.source import find_source
    from culture_sim.settings import setting_names

    path = Path(file)
    if path.is_file() or path.suffix:
        return kind_of(path) or "scenario"
    if file.rpartition("/")[0] in ("", *setting_names()):
        try:
            return "organisation" if isinstance(find_source(file), Path) else "scenario"
        except InputError:
            return "scenario"
    return "scenario"


def _scenario(file: str) -> str:
    from culture_sim.scenario import check_file, load_scenario
    from culture_sim.settings import load_setting

    found = load_scenario(file)
    try:
        setting = load_setting(found.setting)
    except InputError as problem:
        raise InputError(problem.message, *found.where("setting")) from None
    scenario = check_file(file, setting.profession_names, tuple(setting.directorates))
    used = len(scenario.levers.used)
    levers = "no lever" if not used else counted(used, "lever")
    return f"a scenario, '{scenario.title}' ({setting.title}, {levers}, hash {scenario.hash}). Valid."


def _organisation(file: str) -> str:
    from culture_sim.organisation import build_organisation

    return f"an organisation, {_described(build_organisation(file))} Valid."


def _network(file: str) -> str:
    from culture_sim.organisation import build_organisation

    place = build_organisation(file)
    ties = counted(len(place.tie_to) // 2, "tie")
    return f"a staff network, {_described(place)} {ties} across teams. Valid."


def _described(place: Any) -> str:
    figures = place.observed_figures
    observed = counted(len(figures), "observed level") if figures else "no observed levels"
    size = [counted(place.staff, "post"), counted(place.teams, "team"), observed]
    return f"'{place.name}' ({place.setting.title}, {listed(size)}, hash {place.hash})."
