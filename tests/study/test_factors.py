"""A factor does what it says, or the study is refused with its line."""

# ruff: noqa: E501 - one case a line

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from culture_sim.cli.study import app
from culture_sim.errors import InputError
from culture_sim.study import Study, load_study, plan_study, run_study, study_from
from culture_sim.study.factors import RESERVED, Factor
from culture_sim.study.validate import validate_points
from tests.study.conftest import SMALL

STRENGTH = "levers.leadership_modelling.strength"
ONE = {"path": STRENGTH, "low": 0, "high": 1}


def planned(**changes):
    return plan_study(study_from({**SMALL, **changes}))


@pytest.mark.parametrize(
    "name", ["id", "baseline_id", "staff", "years", "run", "trust", "net_saving_gbp", "version"]
)
def test_a_name_of_a_column_is_refused(name):
    with pytest.raises(InputError, match=f"factors.{name}: '{name}' is the name of a column"):
        planned(factors={name: ONE})


def test_the_place_of_a_factor_is_no_name_for_another():
    other = {"path": "levers.succession.strength", "values": [0, 1]}
    with pytest.raises(InputError, match="unit_lead' is the name of a column"):
        planned(factors={"lead": ONE, "unit_lead": other})
    assert planned(factors={"unit_lead": ONE}).points == 5


def test_a_weekly_column_is_no_name_for_a_factor():
    with pytest.raises(InputError, match="name of a column"):
        planned(factors={"leavers": ONE}, weekly=["leavers"])
    assert planned(factors={"leavers": ONE}).points == 5


def test_every_column_of_every_view_is_reserved(small, tmp_path):
    run_study(small(weekly=["practice"]), tmp_path / "out")
    study = Study(tmp_path / "out")
    views = (
        "points",
        "design",
        "runs",
        "yearly",
        "differences",
        "weekly",
        "paired",
        "baseline_runs",
        "raw_runs",
    )
    columns = {name for view in views for name in study.query(f"DESCRIBE {view}").column_name}
    mine = {"leadership", "aversion", "unit_leadership", "unit_aversion", "practice"}
    assert columns - set(study.manifest["stored"]) - mine <= RESERVED


@pytest.mark.parametrize(
    "name", ["select", "order", "group", "table", "idle", "from", "p", "r", "null", "value"]
)
def test_a_name_that_sql_knows_keeps_its_values_in_every_view(tmp_path, name):
    study = study_from({**SMALL, "seeds": 1, "factors": {name: {**ONE, "levels": 3}}})
    run_study(study, tmp_path / "out")
    found = Study(tmp_path / "out")
    for table in (found.points(), found.runs(), found.yearly(), found.differences()):
        assert sorted(table[name].dropna().unique()) == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"path": "levers.succession.from", "low": 0, "high": 9}, {"path": "levers.succession.start", "values": [0, 4]}),
        ({"path": "levers.succession.until", "low": 30, "high": 40}, {"path": "levers.succession.end", "low": 9, "high": 30}),
        ({"path": "levers.succession", "low": 0, "high": 1}, {"path": "levers.succession.strength", "values": [0, 1]}),
        ({"path": "rollout", "values": ["everywhere", {"kind": "pilot", "share": 0.2}]}, {"path": "rollout.share", "low": 0.1, "high": 0.5}),
        ({"path": "levers.policy_integration", "low": 0, "high": 1}, {"path": "levers.policy_integration.hr.strength", "low": 0, "high": 1}),
        ({"path": "levers.succession.steps", "values": [[{"from": 0, "strength": 1}]]}, {"path": "levers.succession.strength", "low": 0, "high": 1}),
        ({"path": "levers.succession.steps", "values": [[{"from": 0, "strength": 1}]]}, {"path": "levers.succession.ramp", "low": 1, "high": 9}),
        ({"path": "organisation.staff", "values": [40, 60]}, {"path": "organisation.staff", "low": 40, "high": 60}),
        ({"values": {"a": {"levers.succession": 0.5}, "b": {"levers.succession.strength": 1}}}, {"path": "levers.succession", "low": 0, "high": 1}),
        ({"path": "parameters.use_norm"}, {"path": ["parameters.use_norm", "parameters.use_safety"], "low": 0.1, "high": 0.2}),
    ],
)  # fmt: skip
def test_two_factors_that_set_one_value_are_refused(one, other):
    for pair in ({"one": one, "other": other}, {"one": other, "other": one}):
        with pytest.raises(InputError, match="is already varied by 'one'"):
            planned(factors=pair)


def test_factors_that_set_different_things_are_not():
    factors = {
        "strength": {"path": "levers.succession", "low": 0, "high": 1},
        "begins": {"path": "levers.succession.from", "low": 0, "high": 9},
        "hr": {"path": "levers.policy_integration.hr", "low": 0, "high": 1},
        "place": {"path": "organisation", "values": ["acute_trust", "reference"]},
        "staff_number": {"path": "organisation.staff", "values": [40, 60]},
    }
    plan = planned(factors=factors, design={"kind": "latin_hypercube", "points": 4})
    validate_points(plan)


@pytest.mark.parametrize(("point", "weeks"), [("26 weeks", 26), ("month 6", 26), (4, 4), (52.0, 52)])
def test_a_time_in_a_list_is_read_as_weeks(point, weeks):
    start = {"path": "levers.leadership_modelling.from", "low": 0, "high": "52 weeks"}
    plan = planned(factors={"start": start}, design={"kind": "list", "points": [{"start": point}]})
    assert plan.values[0][0] == pytest.approx(weeks, abs=1)
    validate_points(plan)


@pytest.mark.parametrize(
    ("factor", "point", "wanted"),
    [
        (
            {"path": "levers.training.champions.share", "low": 0, "high": 1},
            "spread",
            "a number from 0 to 1",
        ),
        ({"path": STRENGTH, "low": 0, "high": 0.5}, 0.525, "a number from 0 to 0.5"),
        ({"path": STRENGTH, "low": 0, "high": 0.5}, True, "a number from 0 to 0.5"),
        ({"path": STRENGTH, "low": 0, "high": 0.5}, "0,25", "a number from 0 to 0.5"),
        ({"path": STRENGTH, "low": 0, "high": 30}, "26 weeks", "a number from 0 to 30"),
        ({"path": "organisation.staff", "low": 40, "high": 60}, 50.5, "a whole number from 40 to 60"),
        ({"path": "levers.succession.from", "low": 0, "high": 20}, "26 weeks", "a number, or a time"),
        ({"path": "levers.succession.strength", "values": [0, 1]}, True, "one of 0, 1"),
        ({"path": "levers.succession.strength", "values": [0, 1]}, 0.5, "one of 0, 1"),
    ],
)
def test_a_listed_point_of_another_kind_or_outside_is_refused_with_its_line(written, factor, point, wanted):
    import yaml

    head = {key: value for key, value in SMALL.items() if key != "factors"}
    design = {"kind": "list", "points": [{"x": point}]}
    path = written(yaml.safe_dump({**head, "factors": {"x": factor}, "design": design}, sort_keys=False))
    with pytest.raises(InputError) as refused:
        plan_study(load_study(path))
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if "- x:" in text)
    assert str(refused.value).startswith(f"{path}:{line}: Point 1: ")
    assert wanted in str(refused.value)


@given(low=st.integers(-50, 50), width=st.integers(1, 50), levels=st.integers(2, 30))
@settings(max_examples=60, deadline=None)
def test_whole_numbers_stay_in_their_range_and_come_once(low, width, levels):
    factor = Factor("x", ("a.weeks",), float(low), float(low + width), whole=True, levels=levels)
    values = [factor.value(unit) for unit in factor.units()]
    assert values[0] == low
    assert values[-1] == low + width
    assert len(set(values)) == len(values)
    assert all(factor.listed(value) == value for value in values)


@given(st.floats(allow_nan=True, allow_infinity=True) | st.text(max_size=5) | st.booleans() | st.none())
@settings(max_examples=100, deadline=None)
def test_a_listed_value_is_taken_as_it_is_or_refused(value):
    factor = Factor("x", (STRENGTH,), 0.0, 0.5)
    try:
        taken = factor.listed(value)
    except ValueError:
        return
    assert isinstance(taken, float)
    assert taken == value
    assert 0 <= taken <= 0.5


def test_whole_ranges_have_whole_ends():
    with pytest.raises(InputError, match=r"low \(0.5\) and high \(2\) must be whole numbers"):
        planned(factors={"weeks_of_ramp": {"path": "levers.succession.ramp", "low": 0.5, "high": 2}})


HUGE = {
    "a path of 20,000 parts": {"deep": {"path": "levers" + ".x" * 20_000, "low": 0, "high": 1}},
    "a path in a label": {"deep": {"values": {"a": {"levers" + ".x" * 20_000: 1}}}},
    "a grid of a million points": {
        name: {"path": f"parameters.{name}", "levels": 10}
        for name in ("use_norm", "use_safety", "leader_weight", "learn_witness", "say_safety", "enact_floor")
    },
    "a grid of more": {
        name: {"path": f"parameters.{name}", "levels": 1000}
        for name in ("use_norm", "use_safety", "leader_weight")
    },
}


@pytest.mark.parametrize("what", HUGE)
def test_what_is_far_too_large_is_a_sentence_at_once(written, what):
    import yaml

    path = written(yaml.safe_dump({**SMALL, "factors": HUGE[what]}))
    began = time.process_time()
    found = CliRunner().invoke(app, ["check", str(path)])
    assert found.exit_code == 2, found.output
    assert (
        time.process_time() - began < 10
    )  # of the processor; seconds without the limit's mercy would be minutes
    assert len(found.output) < 600


def test_a_choice_that_says_nothing_is_refused():
    """Also where organisations are looked for among the choices."""
    choices = {"in good faith": {"manner.voluntary": 1}, "not said": None}
    with pytest.raises(InputError, match="'not said' must name the paths"):
        planned(factors={"manner": {"values": choices}})
