"""Designs that come in blocks (trajectories, Saltelli's rows): whole ones only, resampled for intervals."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.replicates import Numbers, Replicates

RESAMPLES = 200
_NORMAL_95 = 1.96


def whole_blocks(given: Replicates, block: int, name: str, what: str) -> tuple[Replicates, int]:
    """Only the blocks of a design of which every point has a finished run, and how many were left out."""
    numbers = np.asarray(given.points.index) // block
    blocks, sizes = np.unique(numbers, return_counts=True)
    whole = blocks[sizes == block]
    if len(whole) < 2:
        raise InputError(
            f"{name} needs whole {what}s of {block} points, in order; {len(whole)} are finished. "
            "If runs failed, `study run --retry-failed` runs them again; else use PAWN."
        )
    kept = np.isin(numbers, whole)
    left_out = int(blocks.max()) + 1 - len(whole)
    if not left_out:
        return given, 0
    return (
        Replicates(given.outcome, given.factors, given.points[kept], given.values[kept], given.seeds),
        left_out,
    )


def with_half_widths(
    given: Replicates,
    block: int,
    seed: int,
    indices: Callable[[np.ndarray, Numbers], Numbers],
    times: int = RESAMPLES,
) -> tuple[Numbers, Numbers]:
    """Indices, and half their 95 % interval: blocks of the design resampled, each seed left out in turn."""
    rows, values = np.arange(len(given.points)), given.filled
    found = indices(rows, values)
    rng = np.random.default_rng([seed, 1])
    blocks = rows.reshape(-1, block)
    resampled = []
    for _ in range(times):
        chosen = blocks[rng.integers(len(blocks), size=len(blocks))].ravel()
        resampled.append(indices(chosen, values[chosen]))
    variance = np.var(resampled, axis=0, ddof=1)
    seeds = len(given.seeds)
    if seeds > 2:
        without = [indices(rows, np.delete(values, left_out, axis=1)) for left_out in range(seeds)]
        variance = variance + (seeds - 1) * np.var(without, axis=0)
    return found, _NORMAL_95 * np.sqrt(variance)


def noise_of(effects: Numbers) -> Numbers:
    """Variance that chance leaves in the mean of effects over seeds (the last axis); 0 with one seed."""
    seeds = effects.shape[-1]
    if seeds < 2:
        return np.zeros(effects.shape[:-1])
    return np.asarray(effects.var(axis=-1, ddof=1) / seeds)
