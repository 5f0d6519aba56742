"""Random numbers without state: every draw is a function of (seed, week, stream, who, which).

Because nothing is consumed, results do not depend on threads or on the order of people, one more person
changes nobody else's draws, and two scenarios with one seed share every draw (common random numbers). The generator is
Philox4x32-10 (Salmon et al. 2011, doi 10.1145/2063384.2063405); its published known answers are a test.
"""

from statistics import NormalDist

import numpy as np
from numba import uint32, uint64
from numpy.typing import NDArray

from culture_sim.engine.compile import compiled, compiled_in_place
from culture_sim.errors import InputError

_MULTIPLIERS = uint64(0xD2511F53), uint64(0xCD9E8D57)
_WEYL = uint32(0x9E3779B9), uint32(0xBB67AE85)
_LOW_BITS = uint64(0xFFFFFFFF)
_TO_UNIT = 2.0**-32
_TO_BEYOND = 2.0**-20
_LARGEST_POISSON_MEAN = 500.0
_MOST_EXPECTED = 1e5
_MOST_REJECTED = 1000
_TOO_MANY = (
    "More than 100,000 events a week are expected in one team: a parameter lies too far from what is plausible "
    "(`culture-sim parameters` lists the ranges)."
)


def _unit_quantiles() -> NDArray[np.float64]:
    """Normal quantiles at 0, 1/4096, ..., 1: the ends stand where those of 1/16384 do, and the spread is exactly 1."""
    rows = np.arange(4097) / 4096
    rows[0], rows[-1] = 1 / 16384, 1 - 1 / 16384
    table = np.array([NormalDist().inv_cdf(row) for row in rows])
    low, high = table[:-1], table[1:]
    variance = float(np.mean((low * low + low * high + high * high) / 3.0))
    scaled: NDArray[np.float64] = table / np.sqrt(variance)
    return scaled


_QUANTILES = _unit_quantiles()


@compiled_in_place
def philox(c0, c1, c2, c3, k0, k1):
    """Four random 32-bit words for a 128-bit counter and a 64-bit key."""
    for _ in range(10):
        p0 = _MULTIPLIERS[0] * uint64(c0)
        p1 = _MULTIPLIERS[1] * uint64(c2)
        c0, c1, c2, c3 = (
            uint32(p1 >> uint64(32)) ^ uint32(c1) ^ uint32(k0),
            uint32(p1 & _LOW_BITS),
            uint32(p0 >> uint64(32)) ^ uint32(c3) ^ uint32(k1),
            uint32(p0 & _LOW_BITS),
        )
        k0, k1 = uint32(k0 + _WEYL[0]), uint32(k1 + _WEYL[1])
    return c0, c1, c2, c3


@compiled_in_place
def philox_words(seed, week, stream, who, which):
    """Four random words of one stream, person and week."""
    return philox(
        uint32(who),
        uint32(week),
        uint32(stream),
        uint32(which),
        uint32(seed),
        uint32(uint64(seed) >> uint64(32)),
    )


@compiled
def draw_blocks(words, seed, week, stream, first, number, which=0):
    """Fill the words of `number` people from `first` on: the processor draws for several people at once.

    Args:
        words: (4, at least `number` rounded up to a multiple of 8) of uint32; what lies behind is overwritten.
        seed: of the run.
        week: of the draw.
        stream: what is drawn.
        first: number of the first person.
        number: of people.
        which: of the draws of one stream, person and week.
    """
    one, two, three, four = words[0], words[1], words[2], words[3]
    for who in range((number + 7) // 8 * 8):
        one[who], two[who], three[who], four[who] = philox_words(seed, week, stream, first + who, which)


@compiled
def to_uniform(word):
    """A random word as a draw from (0, 1)."""
    return (float(word) + 0.5) * _TO_UNIT


@compiled
def to_normal(word):
    """A random word as a draw from the standard normal: between two of 4,097 known quantiles.

    A third of the price of Box-Muller.
    """
    row = word >> uint32(20)
    beyond = float(word & uint32(0xFFFFF)) * _TO_BEYOND
    return _QUANTILES[row] + beyond * (_QUANTILES[row + 1] - _QUANTILES[row])


@compiled
def uniform(seed, week, stream, who, which=0):
    """A draw from (0, 1)."""
    word, _, _, _ = philox_words(seed, week, stream, who, which)
    return to_uniform(word)


@compiled
def uniforms(seed, week, stream, who, which=0):
    """Four draws from (0, 1) of one stream, person and week."""
    a, b, c, d = philox_words(seed, week, stream, who, which)
    return to_uniform(a), to_uniform(b), to_uniform(c), to_uniform(d)


@compiled
def normals(seed, week, stream, who, which=0):
    """Two draws from the standard normal."""
    a, b, _, _ = philox_words(seed, week, stream, who, which)
    return to_normal(a), to_normal(b)


@compiled
def normal(seed, week, stream, who, which=0):
    """A draw from the standard normal."""
    word, _, _, _ = philox_words(seed, week, stream, who, which)
    return to_normal(word)


@compiled
def poisson(seed, week, stream, who, mean):
    """A Poisson count, by inversion, so that a higher mean with the same draw never gives a lower count.

    Raises:
        InputError: so many are expected that no organisation could be meant.
    """
    if mean > _MOST_EXPECTED:
        raise InputError(_TOO_MANY)
    count = 0
    part = 0
    while mean > 0.0:
        piece = min(mean, _LARGEST_POISSON_MEAN)
        target = uniform(seed, week, stream, who, part)
        chance = np.exp(-piece)
        total = chance
        here = 0
        while total < target and here < 20.0 * (piece + 5.0):
            here += 1
            chance *= piece / here
            total += chance
        count += here
        mean -= piece
        part += 1
    return count


@compiled
def second_smallest(a, b, c, d):
    """The second smallest of four uniforms: a draw from Beta(2, 3)."""
    low, high = min(a, b), max(a, b)
    low_too, high_too = min(c, d), max(c, d)
    larger_of_the_lows = max(low, low_too)
    smaller_of_the_highs = min(high, high_too)
    return min(larger_of_the_lows, smaller_of_the_highs)


@compiled
def beta(low, high, seed, week, stream, who):
    """A draw from a beta distribution, by rejection (BB of Cheng 1978, doi 10.1145/359460.359482).

    Jöhnk's way (1964) would try ten times for shapes of 2 and 3; where a shape is 1 or less, only his is exact.

    Args:
        low: first shape, `high` the second.
        high: the larger it is, the lower the draw.
        seed: of the run.
        week: of the draw.
        stream: what is drawn; all of it belongs to this draw.
        who: who is drawn for.
    """
    for which in range(_MOST_REJECTED):
        a, b, c, d = uniforms(seed, week, stream, who, which)
        for one, two in ((a, b), (c, d)):
            if low > 1.0 and high > 1.0:
                drawn, accepted = _beta_of_cheng(low, high, one, two)
            else:
                x, y = one ** (1.0 / low), two ** (1.0 / high)
                drawn, accepted = x / (x + y), x + y <= 1.0
            if accepted:
                return drawn
    return low / (low + high)


@compiled
def _beta_of_cheng(low, high, one, two):
    """What two uniforms propose, and whether it is accepted; the steps of BB by its symbols."""
    a, b, alpha = min(low, high), max(low, high), low + high
    beta_ = np.sqrt((alpha - 2.0) / (2.0 * a * b - alpha))
    v = beta_ * np.log(one / (1.0 - one))
    w = a * np.exp(v)
    r = (a + 1.0 / beta_) * v - np.log(4.0)
    accepted = r + alpha * np.log(alpha / (b + w)) >= np.log(one * one * two)
    return (w if a == low else b) / (b + w), accepted
