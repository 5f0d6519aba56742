"""SALib drives the model: Sobol indices of three parameters, without a study file.

pip install 'culture-sim[experiments]'
python with_salib.py
"""

import sys

import numpy as np
from SALib import ProblemSpec

from culture_sim.ensemble import Ensemble
from culture_sim.organisation import build_organisation
from culture_sim.scenario import load_scenario
from culture_sim.settings import load_parameters

NAMES = ["use_norm", "taken_up_practice", "three_day_skill"]
QUICK = "--quick" in sys.argv
POSTS, BASE, SEEDS, YEARS = (60, 2, 1, 1) if QUICK else (250, 16, 2, 5)

organisation = build_organisation("acute_trust", POSTS)
embedded, baseline = load_scenario("embedded"), load_scenario("blame_culture")


def safety_gained(points: np.ndarray) -> np.ndarray:
    """Psychological safety in the last year, less the baseline under the same random numbers: mean over seeds."""
    gained = []
    for point in points:
        parameters = load_parameters().replace(**dict(zip(NAMES, map(float, point), strict=True)))
        ensemble = Ensemble(organisation, parameters)
        pairs = [[ensemble.run(plan, seed, YEARS) for plan in (embedded, baseline)] for seed in range(SEEDS)]
        key = "psychological_safety"
        gained.append(np.mean([plan.yearly[key][-1] - without.yearly[key][-1] for plan, without in pairs]))
    return np.array(gained)


table = load_parameters().table
spec = ProblemSpec({"names": NAMES, "bounds": [[table[name].low, table[name].high] for name in NAMES]})
spec.sample_sobol(BASE, calc_second_order=False, seed=1)
spec.evaluate(safety_gained)
spec.analyze_sobol(calc_second_order=False, seed=1)
print(spec)
