"""EMAworkbench drives the model: policies against uncertain parameters, then its own PRIM.

pip install culture-sim ema_workbench
python with_ema_workbench.py
"""

import sys
from inspect import signature

try:
    from ema_workbench import CategoricalParameter, Model, RealParameter, ScalarOutcome, perform_experiments
except ModuleNotFoundError:
    sys.exit("This example needs EMAworkbench: pip install ema_workbench")

from culture_sim.ensemble import Ensemble
from culture_sim.organisation import build_organisation
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters

QUICK = "--quick" in sys.argv
POSTS, SCENARIOS, YEARS = (60, 3, 1) if QUICK else (250, 60, 5)
RANGES = {name: load_parameters().table[name] for name in ("use_norm", "taken_up_practice", "leader_weight")}
organisation = build_organisation("acute_trust", POSTS)


def rollout(
    use_norm: float,
    taken_up_practice: float,
    leader_weight: float,
    plan: str = "embedded",
    champions: float = 0.08,
) -> dict[str, float]:
    """One organisation under one plan, against its baseline under the same random numbers."""
    parameters = load_parameters().replace(
        use_norm=use_norm, taken_up_practice=taken_up_practice, leader_weight=leader_weight
    )
    ensemble = Ensemble(organisation, parameters)
    chosen = load_scenario(plan).with_changes({"levers.training.champions.share": champions})
    with_plan, without = (
        ensemble.run(each, 0, YEARS).yearly for each in (chosen, load_scenario("blame_culture"))
    )
    return {
        "practice": float(with_plan["practice"][-1] - without["practice"][-1]),
        "spent": float(with_plan["programme_cost_gbp"][1:].sum()),
    }


model = Model("culture", function=rollout)
model.uncertainties = [RealParameter(name, each.low, each.high) for name, each in RANGES.items()]
model.levers = [
    CategoricalParameter("plan", ["embedded", "training_only"]),
    RealParameter("champions", 0.0, 0.24),
]
model.outcomes = [ScalarOutcome("practice"), ScalarOutcome("spent")]

experiments, outcomes = perform_experiments(model, scenarios=SCENARIOS, policies=4)
fails = outcomes["practice"] < 0.05
print(f"Practice grows by less than 0.05 in {fails.mean():.0%} of {len(experiments)} runs.")
if 0 < fails.sum() < len(fails) and not QUICK:
    from ema_workbench.analysis import prim

    numbers = experiments[[*RANGES, "champions"]].astype(float)
    threshold = (
        {"threshold": 0.5} if "threshold" in signature(prim.Prim).parameters else {}
    )  # before release 3
    prim.Prim(numbers, fails, **threshold).find_box().inspect(style="table")
