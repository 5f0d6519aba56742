"""Random numbers of an organisation, and professional ties across teams (model document 2.2 b)."""

import numpy as np

from culture_sim.errors import InputError

from .arrays import Integers

RING_STREAM = 1
"""Streams of random numbers keep the rings apart from each other and from the dealing of professions."""


def random_numbers(seed: int, stream: int) -> np.random.Generator:
    """A generator of its own for each (seed, stream)."""
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer):
        raise InputError(f"The seed is {seed!r}; it must be a whole number.")
    if not 0 <= int(seed) < 2**64:
        raise InputError(f"The seed is {seed}; it must lie between 0 and 2^64 - 1.")
    return np.random.Generator(np.random.Philox(key=(stream << 64) + int(seed)))


def ring_pairs(posts: int, ties_per_post: int, seed: int) -> tuple[Integers, Integers]:
    """Pairs of posts that are neighbours on seeded random circular orders of all posts.

    Every ring gives each post two ties; an odd number adds one order in which posts stand in pairs.
    The order sorts one random number per post, so that one more post only slips in somewhere.
    """
    ends: list[tuple[Integers, Integers]] = []
    for ring in range((ties_per_post + 1) // 2):
        order = np.argsort(random_numbers(seed, RING_STREAM + ring).random(posts), kind="stable").astype(
            np.int64
        )
        if 2 * ring + 1 < ties_per_post:
            ends.append((order, np.roll(order, -1)))
        else:
            ends.append((order[0 : posts - 1 : 2], order[1:posts:2]))
    if not ends:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate([one for one, _ in ends]), np.concatenate([other for _, other in ends])
