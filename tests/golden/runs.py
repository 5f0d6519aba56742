"""A few short runs whose every year is stored, so that any change of the model is seen and meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from culture_sim import CultureModel, load_scenario
from culture_sim.organisation import build_organisation

BASELINE = Path(__file__).parent / "baseline.json"
WARM_UP = 52
TOLERANCE = 0.02
"""Relative: another platform's exp may differ in its last digit, and a draw on the edge then falls the other way."""

RUNS = ("blame_culture", "embedded", "done_badly", "training_only")


def simulate(scenario: str) -> CultureModel:
    """200 posts, a year of warm-up and two years of the plan, with seed 1."""
    place = build_organisation("nhs_trust", staff=200)
    model = CultureModel(load_scenario(scenario), seed=1, organisation=place, warm_up_weeks=WARM_UP)
    return model.run_for(104)


def summary(model: CultureModel) -> dict[str, Any]:
    """Every column of the tally, as its mean over each year; and a digest of all of it."""
    years = {
        name: [float(np.mean(model.tally[name][first : first + 52])) for first in (WARM_UP, WARM_UP + 52)]
        for name in model.tally.dtype.names
    }
    return {
        "years": years,
        "digest": hashlib.sha256(np.ascontiguousarray(model.tally).tobytes()).hexdigest()[:16],
    }


def summaries() -> dict[str, Any]:
    """All of them, as they are now."""
    return {name: summary(simulate(name)) for name in RUNS}


def stored() -> dict[str, Any]:
    """All of them, as they were when somebody last looked and agreed."""
    held: dict[str, Any] = json.loads(BASELINE.read_text(encoding="utf-8"))
    return held


def differences(now: dict[str, Any], then: dict[str, Any], tolerance: float = TOLERANCE) -> list[str]:
    """What has changed, one line each."""
    found = []
    for run in sorted(set(now) | set(then)):
        if run not in now or run not in then:
            found.append(f"{run}: only {'now' if run in now else 'in the baseline'}")
            continue
        mine, theirs = now[run]["years"], then[run]["years"]
        for column in sorted(set(mine) | set(theirs)):
            if column not in mine or column not in theirs:
                found.append(f"{run}, {column}: only {'now' if column in mine else 'in the baseline'}")
                continue
            for year, (one, other) in enumerate(zip(mine[column], theirs[column], strict=True), 1):
                if not np.isclose(one, other, rtol=tolerance, atol=tolerance / 20, equal_nan=True):
                    found.append(f"{run}, {column}, year {year}: {other:.6g} -> {one:.6g}")
    return found


def write(now: dict[str, Any]) -> None:
    """Agree to what is now."""
    BASELINE.write_text(json.dumps(now, indent=1, allow_nan=True) + "\n", encoding="utf-8")
