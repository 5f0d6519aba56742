"""Small studies: forty posts, one year, no centring, so that a run takes a few milliseconds."""

from pathlib import Path

import pytest

from culture_sim.study import StudyFile, study_from

SMALL = {
    "name": "Small",
    "scenarios": ["embedded"],
    "organisation": "reference",
    "staff": 40,
    "factors": {
        "leadership": {"path": "levers.leadership_modelling.strength", "low": 0, "high": 1, "levels": 3},
        "aversion": {"path": "parameters.loss_over_gain", "values": [1.5, 2.5]},
    },
    "seeds": 3,
    "years": 1,
}


@pytest.fixture
def small():
    """A function that makes a small study with changes."""

    def make(**changes: object) -> StudyFile:
        return study_from({**SMALL, **changes})

    return make


@pytest.fixture
def written(tmp_path: Path):
    """A function that writes a study file and answers with its path."""

    def write(text: str, name: str = "study.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
