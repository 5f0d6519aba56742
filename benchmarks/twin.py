"""How fast the engine of model 2 runs, as ratios measured in one run: `python -m benchmarks.model_2`.

1. a post-week against one of the first model, embedded plan, 1,000 and 5,000 posts, in turns;
2. the reference implementation against the engine, 1,000 posts;
3. growth of cost with posts, as an exponent: 1 is proportion.
"""

from __future__ import annotations

import json
import sys
import time

from benchmarks.engine import ROOT, engine_cost, exponent
from culture_sim.organisation import build_organisation
from tests.reference.specified import Run

sys.path.insert(0, str(ROOT))
from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import read
from tests.reference.twin import Twin


def started(posts: int, weeks: int) -> Run:
    """A run of the embedded plan, half a year after its launch."""
    return Run(programme_of(PLANS["embedded"], launch=20), dict(read()), 1, posts, 46 + weeks).run(46)


def cost(posts: int, weeks: int = 52, times: int = 3) -> float:
    """Nanoseconds of processor a post-week, the least of some stretches."""
    run = started(posts, weeks * times)
    found = []
    for _ in range(times):
        start = time.process_time()
        run.run(weeks)
        found.append(time.process_time() - start)
    return min(found) / weeks / posts * 1e9


def twin_cost(posts: int = 1000, weeks: int = 4) -> float:
    """The same of the reference implementation, from the launch on."""
    twin = Twin(Run(programme_of(PLANS["embedded"], launch=0), dict(read()), 1, posts, 60))
    for _ in range(20):
        twin.step()
    start = time.process_time()
    for _ in range(weeks):
        twin.step()
    return (time.process_time() - start) / weeks / posts * 1e9


def main() -> None:
    """Measure, print as it goes, and end with one JSON object."""
    found = {}
    for posts in (1000, 5000):
        place = build_organisation("nhs_trust", posts)
        pairs = [(cost(posts), engine_cost(place, 52, 1)) for _ in range(5)]
        new, old = (min(each) for each in zip(*pairs, strict=True))
        found[f"over_first_model_{posts}"] = round(new / old, 2)
        print(f"{posts:>7,} posts: {new:.0f} ns a post-week, the first model {old:.0f} ns")
    twin = twin_cost()
    found["twin_over_engine_1000"] = round(twin / cost(1000), 1)
    print(f"  1,000 posts: the reference implementation {twin / 1000:.1f} us a post-week")
    sizes = [200, 1000, 5000, 20_000, 100_000]
    costs = [cost(posts, max(8, min(260, 1_000_000 // posts))) * posts for posts in sizes]
    for posts, each in zip(sizes, costs, strict=True):
        print(f"{posts:>7,} posts: {each / posts:.0f} ns a post-week")
    found["exponent_in_posts"] = round(exponent(sizes, costs), 3)
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
