"""Times as people write them."""

import pytest

from culture_sim.errors import InputError
from culture_sim.scenario import Scenario


def lever(**fields):
    return Scenario.from_dict({"levers": {"succession": {"strength": 1, **fields}}}).levers.succession


@pytest.mark.parametrize(
    ("written", "weeks"),
    [
        ("week 26", 26),
        ("Week 0", 0),
        ("26 weeks", 26),
        ("1 week", 1),
        (26, 26),
        (26.0, 26),
        ("month 6", 26),
        ("6 months", 26),
        ("month 1", 4),
        ("year 2", 104),
        ("1.5 years", 78),
        ("  year   1 ", 52),
        ("3weeks", 3),
    ],
)
def test_points_in_time(written, weeks):
    assert lever(**{"from": written}).start == weeks


@pytest.mark.parametrize(("written", "weeks"), [("26 weeks", 26), ("6 months", 26), ("1 year", 52), (13, 13)])
def test_lengths(written, weeks):
    assert lever(ramp=written).ramp == weeks


@pytest.mark.parametrize(
    "wrong",
    [
        -1,
        1.5,
        "week 1.5",
        True,
        None,
        "soon",
        "26",
        "-3 weeks",
        "week",
        "year 101",
        10**400,
        float("inf"),
        [1],
        "9" * 400,
    ],
)
def test_what_is_no_time(wrong):
    with pytest.raises(InputError):
        lever(**{"from": wrong})


@pytest.mark.parametrize("wrong", [0, -1, "week 26", "0 weeks", "never"])
def test_what_is_no_length(wrong):
    with pytest.raises(InputError, match=r"ramp is .*; it must be a length of at least one week"):
        lever(ramp=wrong)


def test_an_end_may_be_never_and_has_another_name():
    assert lever(end="never").until == lever(until="Never").until
    assert lever(end="year 1").until == 52
    with pytest.raises(InputError, match=r"until is -1; it must be"):
        lever(until=-1)
