"""Nothing changes unnoticed: stored runs are made again."""

import copy

import pytest

from tests.golden.runs import differences, simulate, stored, summaries, summary


@pytest.fixture(scope="module")
def now():
    return summaries()


def test_lives_are_as_they_were(now):
    """On any platform to within 2 %; see `python -m tests.golden --diff`, and `--update` if the change is meant."""
    found = differences(now, stored())
    assert not found, "\n".join(found[:20])


def test_a_life_is_the_same_when_lived_again(now):
    assert summary(simulate("embedded"))["digest"] == now["embedded"]["digest"]


@pytest.mark.parametrize("column", ["trust", "leavers", "complaints"])
def test_a_change_is_seen(now, column):
    altered = copy.deepcopy(now)
    altered["embedded"]["years"][column][1] *= 1.05
    found = differences(altered, now)
    assert len(found) == 1
    assert f"embedded, {column}, year 2" in found[0]


def test_a_missing_column_is_seen(now):
    altered = copy.deepcopy(now)
    del altered["embedded"]["years"]["trust"]
    assert differences(altered, now) == ["embedded, trust: only in the baseline"]
