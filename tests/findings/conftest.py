"""A comparison of a few seconds, as a board would ask for it: a plan against no change, and against training alone."""

import pytest

from culture_sim import compare
from culture_sim.ensemble.comparison import Comparison
from culture_sim.ensemble.intervals import Label


@pytest.fixture(scope="session")
def answer() -> Comparison:
    found = compare(["embedded", "training_only"], staff=200, runs=12, parameter_share=0, core=True)
    training = Label("Training alone", "training alone", "Training")
    return found.copy(rival="training_only", labels={"training_only": training})
