"""Tries a study's points without running them, so that what cannot be is said before anything starts."""

from __future__ import annotations

from collections.abc import Iterator

from culture_sim.errors import InputError
from culture_sim.study.factors import Changes, Factor
from culture_sim.study.plan import StudyPlan
from culture_sim.study.run_context import BASELINE, split_by_owner

MOST_TRIED = 60
MOST_BUILT = 8


def validate_points(plan: StudyPlan) -> None:
    """Make scenarios, organisations and parameters of every factor's values, and of points across the design.

    Raises:
        InputError: a value that cannot be, at the factor's line; or a point that cannot be.
    """
    names = [name for name in plan.context.scenarios if name != BASELINE]
    built: set[str] = set()
    _try(plan, BASELINE if BASELINE in plan.context.scenarios else names[0], {}, built)
    for name in names:
        _try(plan, name, {}, built)
    step = max(1, plan.points // MOST_TRIED)
    for point in range(0, plan.points, step):
        for name in names:
            try:
                _try(plan, name, plan.changes(point), built)
            except InputError as problem:
                raise _blamed(plan, name, point, problem) from None


def _blamed(plan: StudyPlan, scenario: str, point: int, problem: InputError) -> InputError:
    """The problem at the line of the factor that makes it by itself, if one does."""
    for factor, value in zip(plan.factors, plan.values[point], strict=True):
        try:
            _try(plan, scenario, factor.changes(value), set())
        except InputError as own:
            where = ("factors", factor.name)
            return InputError(f"{factor.name} = {value}: {own.message}", *plan.study.place(*where))
    values = ", ".join(f"{name} = {value}" for name, value in _named(plan.factors, plan.values[point]))
    return InputError(f"Point {point} ({values}): {problem.message}", *plan.study.place("design"))


def _named(factors: tuple[Factor, ...], values: tuple[object, ...]) -> Iterator[tuple[str, object]]:
    for factor, value in zip(factors, values, strict=True):
        yield factor.name, value


def _try(plan: StudyPlan, name: str, changes: Changes, built: set[str]) -> None:
    parts = split_by_owner(changes)
    plan.context.given().replace(**parts.parameters)
    scenario = plan.context.scenarios[name]
    if parts.scenario:
        scenario = scenario.with_changes(parts.scenario)
    key = plan.context.organisation_key(parts.organisation)
    if key not in built and len(built) < MOST_BUILT:
        built.add(key)
        place = plan.context.organisation(parts.organisation)
        if place.setting.name != scenario.setting:
            raise InputError(
                f"'{name}' is a scenario for {scenario.setting}, and '{place.name}' an organisation of "
                f"{place.setting.name}."
            )
        scenario.check_names(place.profession_names, place.directorate_names)
