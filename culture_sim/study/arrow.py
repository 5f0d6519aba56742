"""pyarrow, which the extra `experiments` brings: asked for in one place, so that its absence is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culture_sim.study.optional import require

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa, pq = require("pyarrow", "A study"), require("pyarrow.parquet", "A study")

__all__ = ["pa", "pq"]
