"""Which families stories tell of, and what of their row is kept week by week."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.settings.childrens_social_work.tables import Stage

SERVED = (
    "person", "stage", "worker", "worker_person", "children", "trust", "service_trust", "risk", "known", "own_plan",
    "workers", "in_care",
)  # fmt: skip
"""Columns of the families' table."""
SERVED_FROM = 104
"""Week: families are followed after two years, when the embedded culture has had time to grow."""


def is_followed(families: Any) -> NDArray[np.bool_]:
    """Whether the case of each family is open, (rows,)."""
    is_open: NDArray[np.bool_] = (families.stage != Stage.NOBODY) & (families.stage != Stage.CLOSED)
    return is_open
