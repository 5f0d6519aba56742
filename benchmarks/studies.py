"""What the runner of studies costs, and what a second core brings: ratios measured in one run.

    python benchmarks/studies.py [POSTS] [RUNS]

The bare cost is the same lives in a plain loop on one thread, burn-ins shared. The study does the same and
writes its results, on one thread and on two. Prints runs a second, ratios, and memory.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time

from culture_sim.ensemble import Ensemble
from culture_sim.experiment import plan_study, run_study, study_from
from culture_sim.experiment.recipe import split

POINTS = 24


def main(posts: int, runs: int) -> None:
    seeds = max(1, runs // (POINTS + 1))
    plan = plan_study(
        study_from(
            {
                "name": "Cost of the runner",
                "scenarios": ["embedded"],
                "organisation": "reference",
                "staff": posts,
                "factors": {
                    "leadership": {
                        "path": "levers.leadership_modelling.strength", "low": 0, "high": 1, "levels": POINTS,
                    }
                },
                "seeds": seeds,
            }
        )
    )  # fmt: skip
    bare(plan, plan.seeds[:1])  # compiles, if it must
    times = {"bare": bare(plan, plan.seeds)}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            run_study(plan, folder, workers_number=workers)
            times[f"study, {workers} at once"] = time.perf_counter() - began
    for what, seconds in times.items():
        print(f"{what:18} {seconds:7.1f} s  {plan.runs / seconds:7.1f} runs a second of {posts:,} posts")
    print(f"the runner adds {100 * (times['study, 1 at once'] / times['bare'] - 1):.1f} %")
    print(f"two at once are {times['study, 1 at once'] / times['study, 2 at once']:.2f} times one")
    print(
        f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB after {plan.runs:,} runs"
    )


def bare(plan, seeds) -> float:
    place, parameters = plan.recipe.organisation({}), plan.recipe.given()
    scenarios = [
        plan.recipe.scenarios[row.scenario].with_changes(split(plan.changes(row.point)).scenario)
        for row in plan.rows
    ]
    began = time.perf_counter()
    for seed in seeds:
        ensemble = Ensemble(place, parameters, seed=seed)
        for scenario in scenarios:
            ensemble.lived(scenario, 0, plan.study.years)
    return time.perf_counter() - began


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 1000, given[1] if len(given) > 1 else 500)
