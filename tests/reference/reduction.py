"""Living a plan in the mean field."""

from __future__ import annotations

from types import SimpleNamespace

from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from tests.reference.mean_field import MeanField

STATES = ("use", "restorative_skill", "practice", "leadership_modelling", "psychological_safety", "trust", "burnout",
          "lessons", "workload", "patient_trust", "commitment")  # fmt: skip


def mean_field(
    scenario: Scenario, parameters: Parameters, weeks: int = 260, burn_in: int = 156
) -> list[dict[str, float]]:
    """Live a plan in the mean field; one row a week of the programme."""
    plan = scenario.plan(weeks, (0,), ("everyone",))
    world = MeanField(SimpleNamespace(**{name: parameters[name] for name in parameters}))
    idle = dict.fromkeys(plan, 0.0)
    for _ in range(burn_in):
        world.step(idle)
    if not scenario.does_nothing:
        world.launch()
    rows = []
    for week in range(weeks):
        levers = {name: float(getattr(plan, name)[week].ravel()[0]) for name in plan}
        world.step(levers)
        values = (
            world.E,
            world.R,
            world.P,
            world.M,
            world.S,
            world.T,
            world.B,
            world.K,
            world.W,
            world.tau,
            world.X,
        )
        rows.append(dict(zip(STATES, values, strict=True)))
    return rows
