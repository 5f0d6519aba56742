"""From what a visitor gave to what is simulated. Uploads are parsed from memory, and name no file of the server."""

from __future__ import annotations

import json
from functools import cache, lru_cache

from pydantic import ValidationError

from culture_sim.dashboard.embedding import without_embedding
from culture_sim.dashboard.page_state import MOST_STAFF, OrganisationChoice, PageState, PlanChoice
from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.located_yaml import parse_document
from culture_sim.organisation import (
    Organisation,
    OrganisationFile,
    build_organisation,
    gallery_organisations,
    load_organisation_file,
    organisation_from_text,
)
from culture_sim.organisation.observed import observed_model
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, gallery, load_scenario
from culture_sim.scenario.lookup import in_gallery
from culture_sim.settings import Setting

BASELINE = "blame_culture"
ORGANISATION_SEED = 0
MOST_PROBLEMS = 20
"""Mistakes of an upload that are reported at once."""


@cache
def gallery_plan(name: str) -> Scenario:
    """A scenario of the gallery, read once."""
    return load_scenario(name)


@cache
def gallery_titles(setting: str = DEFAULT_SETTING) -> dict[str, str]:
    """Titles of the gallery's scenarios by name, those that do least first."""
    home = "" if setting == DEFAULT_SETTING else f"{setting}/"
    return {f"{home}{each.name}": each.title for each in gallery(setting)}


def gallery_plans(setting: str = DEFAULT_SETTING) -> list[tuple[str, str]]:
    """Name and title of every plan of the gallery; the baseline is not among them."""
    return [(name, title) for name, title in gallery_titles(setting).items() if not name.endswith(BASELINE)]


def setting_of(place: OrganisationChoice) -> Setting:
    """The kind of organisation that a visitor's is."""
    return organisation_of(place).setting


def baseline_of(state: PageState) -> Scenario:
    """The scenario in which nobody does anything."""
    return gallery_plan(f"{setting_of(state.place).name}/{BASELINE}")


@cache
def examples(setting: str) -> tuple[tuple[str, str], ...]:
    """Name and title of every published organisation of a setting that gives figures of its own."""
    files = {
        name: load_organisation_file(path)
        for name, path in gallery_organisations().items()
        if name.startswith(f"{setting}/")
    }
    return tuple((name, file.name) for name, file in files.items() if file.observed)


def scenario_of(choice: PlanChoice) -> Scenario:
    """The scenario of a choice."""
    return _scenario_of(choice.preset, choice.uploaded, json.dumps(choice.changes), choice.embedded)


@lru_cache(maxsize=256)
def _scenario_of(preset: str, uploaded: str, changes: str, embedded: bool) -> Scenario:
    if not uploaded and in_gallery(preset) is None:
        raise InputError(f"There is no plan called '{preset[:40]}'.")
    scenario = read_scenario("plan.yaml", uploaded) if uploaded else gallery_plan(preset)
    said = dict(json.loads(changes))
    scenario = scenario.with_changes(said) if said else scenario
    return scenario if embedded else without_embedding(scenario)


def title_of(choice: PlanChoice) -> str:
    """What a plan is called: as it was saved, else after where it came from."""
    if choice.title:
        return choice.title
    changed = " (changed)" if choice.changes else ""
    return scenario_of(choice).title + changed + ("" if choice.embedded else ", not embedded")


def read_scenario(name: str, text: str) -> Scenario:
    """An uploaded scenario, checked as the command line checks a file; it can build on the gallery alone."""
    return Scenario.from_text(text, name, most=MOST_PROBLEMS)


def read_organisation(name: str, text: str) -> OrganisationFile:
    """An uploaded organisation file, checked as the command line checks one."""
    file = organisation_from_text(text, name)
    teams = file.teams.listed_posts if file.teams is not None else None
    if (teams or file.staff or 0) > MOST_STAFF:
        raise InputError(
            f"At most {MOST_STAFF:,} posts are simulated here; use the command line for more.", name
        )
    return file


def read_parameters(name: str, text: str, known: Parameters) -> dict[str, float]:
    """The moved parameters of an uploaded file of 'name: value' lines.

    Raises:
        InputError: it is no such file, a name stands twice or is unknown, or a value lies outside its range;
            with the line of the upload.
    """
    document, table = parse_document(text, name), known.table
    moved = {}
    for key, value in document.items():
        place = document.places[key]
        if key not in table:
            raise InputError(f"'{key}' is not a parameter.{did_you_mean(key, table)}", *place)
        entry = table[key]
        low, high = min(entry.low, entry.value), max(entry.high, entry.value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"'{key}' must be a number.", *place)
        if not low <= value <= high:
            raise InputError(f"'{key}' lies between {low:g} and {high:g}; {value:g} does not.", *place)
        if value != entry.value:
            moved[key] = float(value)
    return moved


def file_of(place: OrganisationChoice) -> OrganisationFile:
    """The organisation file of a place, own figures in place of its."""
    if place.uploaded:
        file = read_organisation("organisation.yaml", place.uploaded)
    else:
        known = gallery_organisations()
        if place.name not in known:
            raise InputError(f"There is no organisation called '{place.name[:40]}'.")
        file = load_organisation_file(known[place.name])
    if place.observed:
        said = file.observed.model_dump(exclude_none=True) if file.observed else {}
        try:
            observed = observed_model(file.setting).model_validate({**said, **dict(place.observed)})
        except ValidationError as problem:
            key = ".".join(map(str, problem.errors()[0]["loc"]))
            raise InputError(f"The figure '{key}' cannot be.") from None
        file = file.model_copy(update={"observed": observed})
    return file


@lru_cache(maxsize=16)
def organisation_of(place: OrganisationChoice) -> Organisation:
    """The organisation of a place."""
    file = file_of(place)
    listed = file.teams is not None and file.teams.listed_posts is not None
    return build_organisation(file, None if listed else place.staff, ORGANISATION_SEED)
