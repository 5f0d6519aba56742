"""pyarrow, which the extra `experiments` brings: asked for in one place, so that its absence is one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from culture_sim.experiment.extras import needed

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq
else:
    pa, pq = needed("pyarrow", "A study"), needed("pyarrow.parquet", "A study")

__all__ = ["pa", "pq"]
