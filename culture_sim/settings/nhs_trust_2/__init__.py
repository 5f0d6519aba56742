"""What an NHS trust adds to model 2: harm and its answer, the people served, the week, and a run of it."""

from pathlib import Path

from culture_sim.model_2.parameters import read as _read
from culture_sim.parameters import Parameters


def read() -> Parameters:
    """All parameters of model 2 in an NHS trust, by name: the core's and its own."""
    return _read(Path(__file__).with_name("parameters"))
