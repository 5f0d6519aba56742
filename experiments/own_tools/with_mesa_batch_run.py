"""mesa.batch_run drives the model, as it drives any Mesa model.

Simple, and the slowest way: every run requests its own warm-up, and everything is held in memory.

pip install culture-sim
python with_mesa_batch_run.py
"""

import sys

import mesa
import pandas as pd

from culture_sim import CultureModel

QUICK = "--quick" in sys.argv
POSTS, SEEDS, WEEKS = (60, 1, 4) if QUICK else (250, 4, 260)


if __name__ == "__main__":
    rows = mesa.batch_run(
        CultureModel,
        parameters={
            "scenario": ["blame_culture", "bolted_on", "embedded"],
            "seed": range(1, SEEDS + 1),
            "staff": POSTS,
        },
        max_steps=WEEKS,
        data_collection_period=-1,
        display_progress=False,
    )
    frame = pd.DataFrame(rows)
    print(frame.groupby("scenario")[["practice", "psychological_safety", "burnout"]].mean().round(3))
