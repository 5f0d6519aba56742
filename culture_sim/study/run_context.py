"""What all runs of a study share, in a form that travels to other processes and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from culture_sim.errors import InputError
from culture_sim.inputs.records import check_record
from culture_sim.organisation import Organisation, build_organisation
from culture_sim.organisation.file import ORGANISATION, OrganisationFile, load_organisation_file
from culture_sim.organisation.source import GRAPH_ENDINGS, find_source
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario, load_scenario
from culture_sim.scenario.lookup import SUFFIXES
from culture_sim.settings import Setting, load_parameters, load_setting
from culture_sim.study.factors import Changes
from culture_sim.study.hashing import digest
from culture_sim.study.study_file import NET_SAVING, NONE, StudyFile

BASELINE = "baseline"
"""Name of the rows that plans are compared with, whatever scenario that is."""

Source = OrganisationFile | Organisation


class Split(NamedTuple):
    """What a point changes, by whose it is."""

    scenario: Changes
    organisation: Changes
    parameters: dict[str, float]


def split_by_owner(changes: Mapping[str, Any]) -> Split:
    """Sort changes by the first word of their path."""
    parts = Split({}, {}, {})
    for path, value in changes.items():
        owner, _, rest = path.partition(".")
        if owner == "organisation":
            parts.organisation[rest] = value
        elif owner == "parameters":
            parts.parameters[rest] = value
        else:
            parts.scenario[path] = value
    return parts


@dataclass(frozen=True)
class RunContext:
    """What all runs share.

    Attributes:
        setting: the kind of organisation, that of all scenarios.
        scenarios: plans by name, and the baseline under BASELINE.
        organisations: by the name that the study uses; the first is the study's own.
        staff: number of posts, or None for the organisation's own.
        parameters: values that differ from the files.
        calibration: once, each or none.
        draws: number and seed of the drawn sets of parameters.
        weekly: columns of the weekly tally to keep.
        calibrated: calibrated parameters by the key of the organisation, where they have been solved for already.
    """

    setting: Setting
    scenarios: Mapping[str, Scenario]
    organisations: Mapping[str, Source]
    staff: int | None
    parameters: Mapping[str, float]
    calibration: str
    draws: tuple[int, int]
    years: int
    weekly: tuple[str, ...] = ()
    calibrated: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    @property
    def own_organisation(self) -> str:
        """Name of the organisation that a point has if it says nothing else."""
        return next(iter(self.organisations))

    @property
    def stored(self) -> tuple[str, ...]:
        """Outcomes that a run has by itself; a net saving takes a baseline."""
        return tuple(each.key for each in self.setting.outcomes if each.key != NET_SAVING)

    @cached_property
    def key(self) -> str:
        """What everything that is cached between runs goes by."""
        sources = {name: source_key(source) for name, source in self.organisations.items()}
        return digest(sources, self.staff, dict(self.parameters), self.calibration, self.draws)

    def given(self) -> Parameters:
        """The parameters before calibration."""
        return load_parameters(self.setting).replace(**self.parameters)

    def scenario_key(self, name: str, changes: Changes) -> str:
        """Twelve characters that stand for a scenario with changes."""
        return digest(self.scenarios[name].hash, changes)

    def organisation_key(self, changes: Changes) -> str:
        """Twelve characters that stand for an organisation with changes."""
        source = self.organisations[changes.get("", self.own_organisation)]
        rest = {path: value for path, value in changes.items() if path}
        return digest(source_key(source), self.staff, rest)

    def parameters_key(self, draw: int, values: Mapping[str, float]) -> str:
        """Twelve characters that stand for a set of parameters, calibration included."""
        drawn = [draw, *self.draws] if draw else []
        calibration = [self.calibration] if self.calibration != NONE else []
        return digest(self.given().hash, drawn, calibration, dict(values))

    def organisation(self, changes: Changes) -> Organisation:
        """Build an organisation with changes.

        Raises:
            InputError: a change that cannot be.
        """
        source = self.organisations[changes.get("", self.own_organisation)]
        rest = {path: value for path, value in changes.items() if path}
        staff = rest.pop("staff", self.staff)
        if isinstance(source, Organisation):
            if rest or (staff is not None and staff != source.staff):
                raise InputError(
                    "An organisation that comes from a graph is as it is; nothing in it can be varied."
                )
            return source
        return build_organisation(_changed(source, rest) if rest else source, staff)


def run_context_for(study: StudyFile) -> RunContext:
    """Load everything that a study names.

    Raises:
        InputError: something that it names is not there or is wrong, with the line.
    """
    names = dict.fromkeys([study.organisation, *_organisations_varied(study)])
    organisations = {name: _organisation(study, name) for name in names}
    setting = _setting_of(organisations[study.organisation])
    scenarios: dict[str, Scenario] = {}
    for number, name in enumerate(study.scenarios):
        scenario = _scenario(study, setting, name, "scenarios", number)
        if scenario.name in scenarios or scenario.name == BASELINE:
            raise InputError(
                f"Two scenarios are called '{scenario.name}'.", *study.place("scenarios", number)
            )
        scenarios[scenario.name] = scenario
    if study.baseline.lower() != NONE:
        scenarios[BASELINE] = _scenario(study, setting, study.baseline, "baseline")
    parameters = load_parameters(setting)
    if study.core:
        parameters = parameters.core()
    for name, value in study.parameters.items():
        try:
            parameters = parameters.replace(**{name: value})
        except InputError as error:
            raise InputError(error.message, *study.place("parameters", name)) from None
    draws = (study.draws.number, study.draws.seed) if study.draws else (0, 0)
    return RunContext(
        setting,
        scenarios,
        organisations,
        study.staff,
        parameters.changed,
        study.centring,
        draws,
        study.years,
        study.weekly,
    )


def _setting_of(source: Source) -> Setting:
    return source.setting if isinstance(source, Organisation) else load_setting(source.setting)


def _scenario(study: StudyFile, setting: Setting, name: str, *where: str | int) -> Scenario:
    near = study.folder / name if study.folder and name.endswith(SUFFIXES) else None
    try:
        return load_scenario(near if near is not None and near.is_file() else name, setting.name)
    except InputError as error:
        if error.line is not None:  # what is wrong stands in the scenario's own file
            raise
        raise InputError(error.message, *study.place(*where)) from None


def _organisation(study: StudyFile, name: str) -> Source:
    near = study.folder / name if study.folder else None
    try:
        source = find_source(near if near is not None and near.is_file() else name)
        if isinstance(source, Setting):
            return OrganisationFile(name=source.title, setting=source.name)
        if source.suffix.lower() in GRAPH_ENDINGS:
            return build_organisation(source)
        return load_organisation_file(source)
    except InputError as error:
        if error.line is not None:
            raise
        raise InputError(error.message, *study.place("organisation")) from None


def _organisations_varied(study: StudyFile) -> list[str]:
    """Names of organisations among the values of factors."""
    found: list[str] = []
    for factor in study.factors.values():
        values = factor.values or ()
        meant = list(values.values()) if isinstance(values, dict) else list(values)
        if "organisation" in factor.path:
            found += [str(value) for value in meant]
        elif not factor.path:
            blocks = [each for each in meant if isinstance(each, dict)]  # an empty one is refused later
            found += [str(block["organisation"]) for block in blocks if "organisation" in block]
    return found


def source_key(source: Source) -> str:
    """Twelve characters that stand for what an organisation is made from."""
    return source.hash if isinstance(source, Organisation) else digest(source.model_dump(mode="json"))


def _changed(source: OrganisationFile, changes: Changes) -> OrganisationFile:
    tree: dict[str, Any] = source.model_dump(mode="json", exclude_unset=True)
    for path, value in changes.items():
        *parents, last = path.split(".")
        holder = tree
        for part in parents:
            inner = holder.get(part)
            holder[part] = dict(inner) if isinstance(inner, Mapping) else {}
            holder = holder[part]
        holder[last] = value
    return check_record(tree, type(source), ORGANISATION._replace(whose="organisation."), most=1)
