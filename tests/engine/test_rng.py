"""Random numbers: the published known answers of Philox4x32-10, and what the rules rely on."""

import numpy as np
import pytest
from scipy import stats

from culture_sim.engine import rng
from culture_sim.engine.streams import Draw

# Random123 1.14, tests/kat_vectors, rows "philox4x32 10": counter, key, answer
KNOWN_ANSWERS = [
    (
        "00000000 00000000 00000000 00000000", "00000000 00000000",
        "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    ),
    (
        "ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff",
        "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ),
    (
        "243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0",
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
]  # fmt: skip


def philox_words(text: str) -> list[int]:
    return [int(word, 16) for word in text.split()]


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS, ids=["zeros", "ones", "pi"])
def test_published_known_answers(counter, key, answer):
    given = [np.uint32(word) for word in (*philox_words(counter), *philox_words(key))]
    assert [int(word) for word in rng.philox(*given)] == philox_words(answer)


def test_a_draw_is_a_function_of_seed_week_decision_who_and_which():
    base = (5, 7, int(Draw.HIRING), 11, 2)
    value = rng.uniform(*base)
    assert rng.uniform(*base) == value
    for place in range(5):
        other = [part + (place == number) for number, part in enumerate(base)]
        assert rng.uniform(*other) != value


def test_the_whole_of_a_long_seed_counts():
    assert rng.uniform(1, 0, 1, 0) != rng.uniform(1 + 2**32, 0, 1, 0)
    assert rng.uniform(1, 0, 1, 0) != rng.uniform(1 + 2**62, 0, 1, 0)


def test_one_draw_and_four_begin_alike():
    for who in range(20):
        assert rng.uniform(3, 4, 5, who) == rng.uniforms(3, 4, 5, who)[0]
        assert rng.normal(3, 4, 5, who) == rng.normals(3, 4, 5, who)[0]


def test_a_block_drawn_for_many_is_the_block_drawn_for_one():
    dealt = np.zeros((4, 72), np.uint32)
    rng.draw_blocks(dealt, 2**40 + 3, 4, 5, 100, 70)
    for place in range(70):
        one = rng.philox_words(2**40 + 3, 4, 5, 100 + place, 0)
        assert [int(word) for word in dealt[:, place]] == [int(word) for word in one]
        assert rng.to_uniform(dealt[3, place]) == rng.uniforms(2**40 + 3, 4, 5, 100 + place)[3]
        assert rng.to_normal(dealt[1, place]) == rng.normals(2**40 + 3, 4, 5, 100 + place)[1]


def test_no_two_decisions_share_a_number():
    assert len({int(decision) for decision in Draw}) == len(Draw.__members__)


# Each test below fails by chance once in a million; the seeds are fixed.
ALPHA = 1e-6


def test_uniforms_are_uniform_and_unrelated():
    draws = np.array([rng.uniforms(9, week, 3, who) for week in range(50) for who in range(100)])
    assert 0 < draws.min() < draws.max() < 1
    assert stats.kstest(draws.ravel(), "uniform").pvalue > ALPHA
    related = np.corrcoef(draws.T)[np.triu_indices(4, 1)]
    assert np.abs(related).max() < stats.norm.isf(ALPHA / 12) / np.sqrt(len(draws))


def test_normals_are_normal():
    draws = np.array([rng.normals(9, week, 3, who) for week in range(100) for who in range(200)])
    assert stats.kstest(draws.ravel(), "norm").pvalue > ALPHA
    assert draws.mean() == pytest.approx(0, abs=5 / np.sqrt(draws.size))
    assert draws.std() == pytest.approx(1, abs=5 / np.sqrt(2 * draws.size))
    assert abs(np.corrcoef(draws.T)[0, 1]) < 5 / np.sqrt(len(draws))


@pytest.mark.parametrize("mean", [0.0, 0.01, 0.7, 4.0, 60.0, 1200.0])
def test_poisson_has_the_mean_and_variance_of_its_name(mean):
    counts = np.array([rng.poisson(9, week, 8, 3, mean) for week in range(4000)])
    if mean == 0:
        assert not counts.any()
        return
    assert counts.mean() == pytest.approx(mean, abs=5 * np.sqrt(mean / counts.size))
    spread = mean * np.sqrt((2 + 1 / mean) / counts.size)
    assert counts.var() == pytest.approx(mean, abs=5 * spread)


def test_with_the_same_luck_a_higher_mean_never_gives_a_lower_count():
    for week in range(200):
        counts = [rng.poisson(1, week, 8, 0, mean) for mean in (0.0, 0.5, 1.0, 3.0, 3.1, 20.0)]
        assert counts == sorted(counts)


def test_the_second_smallest_of_four_is_beta_2_3():
    draws = [rng.second_smallest(*rng.uniforms(9, week, 31, 0)) for week in range(5000)]
    assert stats.kstest(draws, stats.beta(2, 3).cdf).pvalue > ALPHA
    four = (0.4, 0.1, 0.3, 0.2)
    assert rng.second_smallest(*four) == 0.2


@pytest.mark.parametrize(
    ("low", "high"), [(2.0, 3.0), (1.2, 9.0), (3.0, 2.2), (2.0, 5.0), (0.7, 2.0), (1.0, 1.0)]
)
def test_a_beta_draw_has_its_distribution(low, high):
    draws = [rng.beta(low, high, 9, week, 32, 0) for week in range(5000)]
    assert stats.kstest(draws, stats.beta(low, high).cdf).pvalue > ALPHA
