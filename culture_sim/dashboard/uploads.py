"""From what a visitor gave to what is lived. Uploads are read as text: no file is opened."""

from __future__ import annotations

import json
from functools import cache, lru_cache

from culture_sim.dashboard.embedding import without_embedding
from culture_sim.dashboard.page_state import MOST_STAFF, OrganisationChoice, PlanChoice
from culture_sim.errors import InputError
from culture_sim.organisation import (
    Organisation,
    OrganisationFile,
    build_organisation,
    gallery_organisations,
    load_organisation_file,
    organisation_from_text,
)
from culture_sim.organisation.observed import observed_model
from culture_sim.scenario import Scenario, gallery, load_scenario
from culture_sim.scenario.lookup import in_gallery

SETTING = "nhs_trust"
ORGANISATION_SEED = 0


@cache
def gallery_plan(name: str) -> Scenario:
    """A scenario of the gallery, read once."""
    return load_scenario(name)


@cache
def gallery_plans() -> tuple[tuple[str, str], ...]:
    """Name and title of every plan of the gallery, those that do least first; the baseline is not among them."""
    return tuple((each.name, each.title) for each in gallery(SETTING) if each.name != "blame_culture")


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """Name and title of every published organisation that gives figures of its own."""
    files = {name: load_organisation_file(path) for name, path in gallery_organisations().items()}
    return tuple((name, file.name) for name, file in files.items() if file.observed)


def scenario_of(choice: PlanChoice) -> Scenario:
    """The scenario of a choice.

    Raises:
        InputError: there is no such preset, or a change does not fit it.
    """
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
    """An uploaded scenario, checked.

    Raises:
        InputError: what is wrong, with the line of the upload.
    """
    return Scenario.from_text(text, name, most=20)


def read_organisation(name: str, text: str) -> OrganisationFile:
    """An uploaded organisation file, checked.

    Raises:
        InputError: what is wrong, with the line of the upload.
    """
    file = organisation_from_text(text, name)
    teams = file.teams.listed_posts if file.teams is not None else None
    if (teams or file.staff or 0) > MOST_STAFF:
        raise InputError(f"Here at most {MOST_STAFF:,} posts are lived; use the command line for more.", name)
    return file


def file_of(place: OrganisationChoice) -> OrganisationFile:
    """The organisation file of a place, own figures laid over it."""
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
        except ValueError as problem:
            raise InputError(f"Those figures cannot be: {problem}") from None
        file = file.model_copy(update={"observed": observed})
    return file


@lru_cache(maxsize=16)
def organisation_of(place: OrganisationChoice) -> Organisation:
    """The organisation of a place."""
    file = file_of(place)
    listed = file.teams is not None and file.teams.listed_posts is not None
    return build_organisation(file, None if listed else place.staff, ORGANISATION_SEED)
