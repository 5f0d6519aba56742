"""A search beyond the points of a study: what it runs is a study of its own, in a folder below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.search import Choice, Plan, search
from culture_sim.study.design_file import ListOfPoints
from culture_sim.study.folder import COPY
from culture_sim.study.plan import StudyPlan, plan_study
from culture_sim.study.results import Study
from culture_sim.study.run_context import split_by_owner
from culture_sim.study.runner import run_study
from culture_sim.study.smoke_test import smoke_test_study
from culture_sim.study.study_file import Budget
from culture_sim.study.study_loader import load_study

if TYPE_CHECKING:
    from culture_sim.study.factors import Factor

STEPS = 100
"""The search goes through a range in so many steps."""

_COST = "programme_cost_gbp"


def search_study(
    study: Study,
    key: str,
    *,
    scenario: str | None = None,
    budget: float | None = None,
    evaluations: int = 200,
    population: int = 24,
    seed: int = 1,
    workers: int | None = None,
    say: Callable[[int], None] | None = None,
) -> Study:
    """Live plans beyond a study's points, chosen by NSGA-II for what they cost and do.

    Every plan is run under the seeds and the drawn sets of parameters of the study; what guides the search is
    the mean over all of them. The runs are in `search/OUTCOME` below the study's folder, as a study whose points
    are the plans: a search that was cut off goes on where it stopped, and a longer one begins with the shorter.

    Args:
        study: a study folder whose factors vary plans and nothing else, with a baseline.
        key: outcome that money is to buy: the mean of all years less the baseline, a net saving their sum.
        scenario: the plan that is varied; the study's first if absent.
        budget: most that may be spent over all years, GBP.
        evaluations: plans that are looked at.
        population: plans a generation.
        seed: seed of the search.
        workers: runs at once; one a core if absent.
        say: called with the number of plans run.

    Raises:
        InputError: a factor varies something else than a plan, or there is no baseline.
    """
    plan = _plan_of(study)
    better = study.setting.outcome(key).better
    if not study.has_baseline:
        raise InputError("A search needs a baseline to measure effects against.", study.folder)
    for factor in plan.factors:
        changed = split_by_owner(factor.changes(factor.value(0.5)))
        if changed.organisation or changed.parameters:
            raise InputError(f"A search varies plans; '{factor.name}' varies who or what they happen to.")
    chosen = scenario or study.scenarios[0]
    if chosen not in study.scenarios:
        raise InputError(f"'{chosen}' is not a scenario of this study.", study.folder)
    number = study.scenarios.index(chosen)
    alike = plan.study.model_copy(
        update={
            "name": f"{study.name}: search",
            "scenarios": (plan.study.scenarios[number],),
            "outcomes": (key,),
            "weekly": (),
            "stop": None,
            "budget": Budget(),
        }
    )
    folder = study.folder / "search" / (key if number == 0 else f"{key}_{chosen}")
    points: list[Plan] = []

    def evaluate(new: list[Plan]) -> list[tuple[float, float]]:
        points.extend(
            {
                name: levels[name][step] if isinstance(choices[name], range) else step
                for name, step in each.items()
            }
            for each in new
        )
        design = ListOfPoints(kind="list", points=tuple(points))
        run_study(alike.model_copy(update={"design": design}), folder, workers_number=workers, extend=True)
        if say is not None:
            say(len(points))
        return _spent_and_gained(Study(folder), key, chosen)[-len(new) :]

    levels = {factor.name: _levels(factor) for factor in plan.factors}
    choices: dict[str, Choice] = {
        factor.name: levels[factor.name] if factor.choices else range(len(levels[factor.name]))
        for factor in plan.factors
    }
    search(
        evaluate, choices, better, evaluations=evaluations, budget=budget, population=population, seed=seed
    )
    return Study(folder)


def _plan_of(study: Study) -> StudyPlan:
    """The study as it was run: its file, or a quick copy of it."""
    for path in (study.manifest.get("source"), study.folder / COPY):
        if path and Path(path).is_file():
            file = load_study(path)
            for each in (file, smoke_test_study(file)):
                with suppress(InputError):  # it names a file that lies beside the original
                    plan = plan_study(each)
                    if plan.fingerprint == study.manifest["essence"]:
                        return plan
    raise InputError(
        "The study file that this folder was made from has changed or gone; a search needs it.", study.folder
    )


def _spent_and_gained(study: Study, key: str, scenario: str) -> list[tuple[float, float]]:
    """Cost and effect of every point, means over seeds and sets of parameters."""
    how = "sum" if study.setting.outcome(key).per == "money" else "avg"
    found = study.query(
        f"""SELECT point, avg(spent) AS spent, avg(gained) AS gained FROM (
              SELECT y.point, y.draw, y.seed, sum(y.{_COST}) AS spent, {how}(d.{key}) AS gained
              FROM yearly y JOIN differences d USING (run, point, draw, seed, year)
              WHERE y.scenario = $scenario AND y.year > 0 GROUP BY ALL)
            GROUP BY point""",
        scenario=scenario,
    ).set_index("point")
    everyone = found.reindex(range(len(study.points())))
    lost = int(everyone.isna().any(axis=1).sum())
    if lost:
        raise InputError(
            f"{lost} plans of the search failed; see `culture-sim study status` of it.", study.folder
        )
    return list(everyone.itertuples(index=False, name=None))


def _levels(factor: Factor) -> list[Any]:
    """What may be chosen: labels, or the steps of a range."""
    if factor.choices:
        return [label for label, _ in factor.choices]
    return list(dict.fromkeys(_short(factor.value(unit)) for unit in np.linspace(0, 1, STEPS + 1)))


def _short(value: Any) -> Any:
    """A number as people write it: 0.37, not 0.37000000000000005."""
    return float(f"{value:.6g}") if isinstance(value, float) else value
