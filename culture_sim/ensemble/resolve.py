"""What a comparison is asked for, as the scenarios and the organisation that are meant."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from culture_sim.errors import InputError
from culture_sim.organisation import (
    Organisation,
    OrganisationFile,
    build_organisation,
    reference_organisation,
)
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.settings import load_setting

ORGANISATION_SEED = 0


def resolve_scenarios(
    baseline: Scenario | str | Path,
    scenarios: Sequence[Scenario | str | Path] | Scenario | str | Path | None,
    setting: str,
) -> tuple[Scenario, dict[str, Scenario]]:
    """The baseline, and the plans by name; the baseline among the plans is left out.

    Where no plan is given, the setting's usual ones are meant.

    Raises:
        InputError: one is not of this setting, or two plans have one name.
    """

    def load(each: Scenario | str | Path) -> Scenario:
        found = each if isinstance(each, Scenario) else load_scenario(each, setting)
        found.check_setting(setting)
        return found

    if scenarios is None:
        scenarios = load_setting(setting).plans
    base = load(baseline)
    plans: dict[str, Scenario] = {}
    for each in [scenarios] if isinstance(scenarios, str | Path | Scenario) else scenarios:
        plan = load(each)
        if plan.name == base.name and plan.hash == base.hash:
            continue
        if plan.name in plans or plan.name == base.name:
            if plan.name in plans and plans[plan.name].hash == plan.hash:
                continue
            message = f"Two different scenarios are called '{plan.name}'"
            hint = "a scenario has the name of its file, so call this file something else"
            raise InputError(f"{message}; {hint if plan.source else 'give one another name'}.", plan.source)
        plans[plan.name] = plan
    return base, plans


def resolve_organisation(
    given: Organisation | OrganisationFile | str | Path | None, setting: str, staff: int | None, core: bool
) -> Organisation:
    """The organisation that is meant: the one given, else the document's with `core`, else the published example."""
    if isinstance(given, Organisation):
        return given
    if given is None and core:
        return reference_organisation(
            staff if staff is not None else 1000, seed=ORGANISATION_SEED, setting=setting
        )
    place = build_organisation(
        given if given is not None else published_example(setting), staff, ORGANISATION_SEED
    )
    if place.setting.name != setting:
        raise InputError(
            f"'{place.name}' is an organisation of {place.setting.name}, and the setting asked for is"
            f" {setting}; add --setting {place.setting.name}."
        )
    return place


def published_example(setting: str) -> str:
    """The organisation that stands for a setting: the first of its gallery with observed levels, else the setting."""
    from culture_sim.organisation import gallery_organisations, load_organisation_file

    for name, path in gallery_organisations().items():
        if name.startswith(f"{setting}/"):
            observed = load_organisation_file(path).observed
            if observed is not None and observed.figures():
                return name
    return setting
