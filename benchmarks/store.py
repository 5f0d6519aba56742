"""How fast a large study answers: `python -m benchmarks.store [ROWS]`.

Ten million yearly rows (made-up numbers in the real form, written as a study writes them) are queried in a fresh
process. Target: seconds a query, in far less memory than the rows would need if they were loaded.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from culture_sim.study import Study, StudyPlan, plan_study, study_from
from culture_sim.study.folder import prepare
from culture_sim.study.store import Store, find_shards
from culture_sim.study.worker import BatchResult, RunRecord
from culture_sim.version import model_version

ROOT = Path(__file__).resolve().parents[1]
YEARS = 5
BETWEEN = {"low": 0, "high": 1}
QUERIES = {
    "count of rows": "SELECT count(*) FROM yearly",
    "mean of an outcome by point, last year": (
        "SELECT point, avg(turnover_percent) FROM yearly WHERE year = 5 GROUP BY point ORDER BY point"
    ),
    "mean difference and band by point and year": (
        "SELECT point, year, avg(turnover_percent), quantile_cont(turnover_percent, [0.1, 0.9]) "
        "FROM differences GROUP BY ALL ORDER BY ALL"
    ),
    "mean saving by factor": (
        "SELECT leadership, avg(net_saving_gbp) FROM yearly WHERE year > 0 GROUP BY 1 ORDER BY 1"
    ),
    "one run": "SELECT * FROM yearly WHERE point = 7 AND seed = 3 ORDER BY year",
}


def main(rows: int) -> None:
    seeds = max(1, round(rows / (YEARS + 1) / 1001))
    factors = {
        "leadership": {"path": "levers.leadership_modelling.strength", **BETWEEN, "levels": 40},
        "champions": {"path": "levers.training.champions.share", "low": 0, "high": 0.2, "levels": 25},
    }
    plan = plan_study(
        study_from(
            {
                "name": "Ten million rows", "scenarios": ["embedded"], "organisation": "reference",
                "staff": 250, "factors": factors, "seeds": seeds, "years": YEARS,
            }
        )
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, plan, extend=False)
        began = time.perf_counter()
        fill(folder, plan)
        written = time.perf_counter() - began
        size = sum(file.stat().st_size for file in folder.rglob("*.parquet"))
        total = plan.runs * (YEARS + 1)
        count = len(find_shards(folder).counted)
        print(f"{plan.runs:,} runs, {total:,} yearly rows, {count} shards, {size / 1e9:.2f} GB")
        print(f"written in {written:.0f} s, {plan.runs / written:,.0f} runs a second")
        loaded = total * (len(plan.context.stored) + 2) * 8 / 1e9
        print(
            f"loaded whole, the numbers alone would need {loaded:.1f} GB; asked in a fresh process:",
            flush=True,
        )
        subprocess.run([sys.executable, "-m", "benchmarks.store", "--ask", name], check=True, cwd=ROOT)


def ask(folder: str) -> None:
    """Typical queries, each with its seconds."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    study = Study(folder)
    slowest = 0.0
    for what, sql in QUERIES.items():
        began = time.perf_counter()
        found = study.query(sql)
        seconds = time.perf_counter() - began
        slowest = max(slowest, seconds)
        print(f"  {seconds:6.2f} s  {what} ({len(found):,} rows)")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"  -> the slowest query took {slowest:.1f} s   [target: seconds]")
    print(
        f"  -> memory {after:.2f} GB at most, {before:.2f} GB before the first query   [target: not loaded]"
    )


def fill(folder: Path, plan: StudyPlan) -> None:
    """Made-up numbers with the spread of real ones, written as a study writes them."""
    store, rng = Store(folder, plan.context.stored), np.random.default_rng(1)
    for seed in plan.seeds:
        records = [
            RunRecord(
                plan.run(row, seed), row.scenario, seed, YEARS, 250, *row[3:], *row[3:], model_version(), None
            )
            for row in plan.rows
        ]
        yearly = rng.normal(10.0, 2.0, (len(records), YEARS + 1, len(plan.context.stored)))
        weekly = np.zeros((len(records), 52 * (YEARS + 1), 0), dtype=np.float32)
        store.add(BatchResult(records, yearly, weekly))
    store.flush()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ask"]:
        ask(sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000)
