"""Study files: what is read, and what is said of what is wrong, with its line."""

# ruff: noqa: E501 - one case a line

import pytest

from culture_sim.errors import InputError
from culture_sim.study import load_study, plan_study, smoke_test_study, study_from
from culture_sim.study.validate import validate_points

HEAD = "name: Mine\nscenarios: [embedded]\norganisation: reference\nstaff: 40\n"


def plan_of(path):
    plan = plan_study(load_study(path))
    validate_points(plan)
    return plan


def test_the_smallest_study(written):
    plan = plan_of(written(HEAD))
    assert (plan.points, plan.runs) == (1, 40)
    assert plan.changes(0) == {}


def test_short_spellings(written):
    study = load_study(written("name: Mine\nscenario: embedded\nseeds: 4\ndraws: 2\ndesign: grid\n"))
    assert study.scenarios == ("embedded",)
    assert study.seeds.number == 4
    assert study.draws
    assert study.draws.number == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("factor: {}\n", 5, "'factor' is not a field of a study. Did you mean 'factors'?"),
        ("design: lattice\n", 5, "'lattice' is not a design."),
        ("design: {kind: sobol, points: 100}\n", 5, "must be a power of two, such as 64 or 128"),
        ("design: {kind: sobol}\n", 5, "has no 'points'"),
        ("design: {kind: latin_hypercube, points: 4}\n", 5, "needs factors"),
        ("years: five\n", 5, "years is 'five'; it must be a whole number from 1 to 90"),
        ("outcomes: [turnover]\n", 5, "Did you mean 'turnover_percent'?"),
        ("weekly: [burn_out]\n", 5, "'burn_out' is not a column of the weekly tally. Did you mean 'burnt_out'?"),
        ("baseline: blame\n", 5, "There is no scenario 'blame'"),
        ("parameters: {loss_over_gian: 2}\n", 5, "Did you mean 'loss_over_gain'?"),
        ("factors:\n  a:\n    path: levrs.succession.strength\n    values: [0, 1]\n", 6, "Did you mean 'levers'?"),
        ("factors:\n  a:\n    path: levers.succession.strength\n    low: 1\n    high: 0\n", 6, "low (1) must be below"),
        ("factors:\n  a: {path: levers.succession.strength}\n", 6, "give 'low' and 'high', or 'values'"),
        ("factors:\n  a: {path: levers.succession.strength, low: 0, hihg: 1}\n", 6, "Did you mean 'high'?"),
        ("factors:\n  a: {path: parameters.loss_over, low: 0, high: 1}\n", 6, "Did you mean 'loss_over_gain'?"),
        ("factors:\n  seed: {path: parameters.loss_over_gain}\n", 6, "name of a column"),
        ("factors:\n  a: {path: levers.successoin.strength, values: [0, 1]}\n", 6, "Did you mean 'succession'?"),
        ("factors:\n  a: {path: levers.succession.strength, values: [0, 2]}\n", 6, "it must be a number from 0 to 1"),
        ("factors:\n  a: {path: rollout, values: [everywhere, nowhere]}\n", 6, "is not a kind of rollout"),
        ("factors:\n  a: {path: organisation.staf, values: [40, 60]}\n", 6, "'staf' is not a field of an organisation. Did you mean 'staff'?"),
        ("factors:\n  a: {path: organisation.observed.leaver_rate, values: [5]}\n", 6, "Did you mean 'leaver_rate_percent'?"),
        ("seeds: lots\n", 5, "it must be a whole number, or a block of fields"),
        ("factors:\n  a: {path: levers.succession.strength, low: x, high: 1}\n", 6, "a number, or a time such as '26 weeks'"),
        ("factors:\n  a: {path: levers.succession.strength, values: [0, 0]}\n", 6, "factors.a.values[2]: the value 0 stands twice"),
        ("factors:\n  a: {path: organisation, values: [reference, acute]}\n", 5, "There is no organisation 'acute'"),
        ("factors:\n  A b: {path: levers.succession.strength, values: [0]}\n", 6, "cannot be a name"),
        ("factors:\n  a: {path: parameters.use_intercept, low: -1, high: 1}\n", 6, "'centring: none'"),
        (
            "factors:\n  a: {path: ends, values: [26, 52]}\ndesign:\n  kind: list\n  points:\n    - {a: 26}\n    - {b: 26}\n",
            11,
            "'b' is not a factor",
        ),
        ("stop: {outcome: turnover_percent, half_width: 0}\n", 5, "must be above 0"),
        ("schema_version: 2\n", 5, "this version of culture-sim reads version 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_line(written, text, line, words):
    path = written(HEAD + text)
    with pytest.raises(InputError) as raised:
        plan_of(path)
    told = str(raised.value)
    assert words in told
    assert told.startswith(f"{path}:{line}:") or text.startswith("factors:\n  a: {path: organisation,"), told


def test_a_file_that_is_none(written, tmp_path):
    with pytest.raises(InputError, match=r"A file of .name: value. lines was expected; this is none"):
        load_study(written("- 1\n"))
    with pytest.raises(InputError, match="no such file"):
        load_study(tmp_path / "absent.yaml")
    with pytest.raises(InputError, match="There is no study 'absent'"):
        load_study("absent")


def test_two_factors_may_not_set_the_same(small):
    twice = {
        "a": {"path": "levers.succession.strength", "values": [0, 1]},
        "b": {"values": {"x": {"levers.succession.strength": 1}}},
    }
    with pytest.raises(InputError, match="already varied by 'a'"):
        plan_study(small(factors=twice))


def test_a_quick_copy_is_small(small):
    whole = small(years=9, seeds=50, staff=1000, design={"kind": "latin_hypercube", "points": 999})
    quick = smoke_test_study(whole)
    plan = plan_study(quick)
    assert (plan.points, plan.study.years, plan.study.staff, len(plan.seeds)) == (4, 2, 100, 2)


def test_a_study_from_python_needs_no_file():
    with pytest.raises(InputError, match="has no 'name'"):
        study_from({"scenarios": ["embedded"]})
