"""The parameters: each says what must be known about it, is used, and is refused where it cannot be."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from culture_sim import CultureModel, compare
from culture_sim.calibration.knobs import KNOBS, turned
from culture_sim.engine.columns import columns
from culture_sim.errors import InputError
from culture_sim.organisation import reference_organisation
from culture_sim.parameters import Parameter
from culture_sim.settings import load_parameters, load_setting
from culture_sim.settings.nhs_trust.tables import Staff, Tally
from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import Run

ROOT = Path(__file__).parents[2]
ENGINE = (ROOT / "culture_sim/engine", ROOT / "culture_sim/settings/nhs_trust")
TWIN = ROOT / "tests/reference"
VALUES = load_parameters()
TABLE = VALUES.table
PLACE = reference_organisation(60)


def used(pattern: str, *folders: Path) -> set[str]:
    """Names that some folders' modules read."""
    files = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    return set(re.findall(pattern, "".join(path.read_text(encoding="utf-8") for path in files)))


@pytest.mark.parametrize("row", TABLE.values(), ids=list(TABLE))
def test_a_row_says_what_it_is(row: Parameter) -> None:
    """Meaning, unit, source, and a range that holds the value and is possible itself."""
    assert row.meaning
    assert row.unit
    assert row.symbol
    assert row.source in {"F", "A", "C"}
    least, most = row.possible
    assert least <= row.low <= row.value <= row.high <= most


def test_nothing_is_used_that_has_no_row() -> None:
    """Neither by the engine nor by its reference implementation."""
    assert not used(r"\bpars\.(\w+)", *ENGINE) - set(TABLE)
    assert not used(r"\b(?:m\.)?p\.([a-z]\w+)", TWIN) - set(TABLE)


def test_every_row_is_used() -> None:
    """By a rule of the engine, a line of money or the calibration: one that changes nothing would mislead."""
    setting = load_setting("nhs_trust")
    lines = (*setting.harm_lines, *setting.programme_lines)
    prices = {line.price for line in lines} | {line.times for line in lines}
    read = used(r"\bpars\.(\w+)", *ENGINE) | used(r"\bparameters\[\"(\w+)\"\]", *ENGINE)
    assert not set(TABLE) - prices - {knob.target for knob in KNOBS} - read


def test_what_a_calibration_turns_is_there() -> None:
    """Also every parameter that an outcome scales."""
    assert turned(load_setting("nhs_trust")) <= set(TABLE)


@pytest.mark.parametrize("end", ["low", "high"])
def test_an_organisation_lives_at_every_end_of_a_range(end: str) -> None:
    """One parameter at a time: states stay states, and everything that is counted is a number."""
    programme = programme_of(PLANS["embedded"].begun_at_once(), 10)
    for name, row in TABLE.items():
        run = Run(programme, VALUES.replace(**{name: getattr(row, end)}), 1, 40, 60).run(60)
        for state in ("psychological_safety", "trust", "burnout", "restorative_skill", "norm", "ownership"):
            values = run.state.staff[state]
            assert ((values >= 0) & (values <= 1)).all(), (name, state)
        for column in columns(Tally):
            assert np.isfinite(run.weeks[column]).all(), (name, column)


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("loss_over_gain", -5, "0 or more, and plausible from 1 to 5"),
        ("harm_share", 1.5, "between 0 and 1"),
        ("blamed_base", 1.5, "between 0 and 1"),
        ("staffing_persistence", 1.01, "between 0 and 1"),
        ("accountable_from", 2, "between 0 and 1"),
        ("cost_per_leaver", -1, "0 or more"),
        ("weeks_to_fill", 0, "1 or more"),
        ("served_spread", -0.01, "0 or more"),
        ("lessons_room", 0, "1e-06 or more"),
        ("workload_scale", 0, "1e-06 or more"),
        ("commitment_in_full", 0, "between 1e-06 and 1"),
        ("answer_width", 0, "between 0.01 and 1"),
    ],
)
def test_what_cannot_be_is_refused(name: str, value: float, why: str) -> None:
    with pytest.raises(InputError, match=f"'{name}' cannot be.*{why}"):
        VALUES.replace(**{name: value})


@pytest.mark.parametrize("name", ["leave_burnout", "use_norm", "claim_trust", "incident_lessons"])
def test_an_effect_may_be_turned_round(name: str) -> None:
    assert VALUES.replace(**{name: -0.2})[name] == -0.2


def test_what_lies_outside_the_plausible_is_named() -> None:
    given = VALUES.replace(loss_over_gain=7.0, action_weeks=20.0, half_day_hours=3.5)
    assert given.implausible == ["loss_over_gain"]
    said = compare(["bolted_on"], staff=60, years=1, runs=2, parameters=given, parameter_share=0, core=True)
    assert any("loss_over_gain is 7 (plausible: 1 to 5)" in flag for flag in said.flags)


def test_what_was_calibrated_and_is_set_by_hand_is_named() -> None:
    given = VALUES.replace(level_burnout=0.5, half_day_hours=3.5)
    said = compare(["bolted_on"], staff=60, years=1, runs=2, parameters=given, parameter_share=0, core=True)
    assert "Calibrated parameters were set by hand: level_burnout is 0.5 (calibrated: 0.408)." in said.flags


@pytest.mark.parametrize("name", TABLE)
def test_whatever_is_possible_is_lived_or_refused_in_words(name: str) -> None:
    """At the ends of what it can be, or ten times what is plausible, weeks end, and end in numbers."""
    least, most = TABLE[name].possible
    for value in {max(least, -5.0), min(most, max(10.0, 10 * TABLE[name].high))}:
        given = VALUES.replace(**{name: value})
        said, model = "", None
        try:
            model = CultureModel("embedded", seed=1, organisation=PLACE, parameters=given, warm_up_weeks=26)
            model.run_for(52)
        except InputError as refused:
            said = str(refused)
        if model is None or said:
            assert "too far from what is plausible" in said
            continue
        assert all(np.isfinite(model.tally[column]).all() for column in columns(Tally))
        for state, column in columns(Staff).items():
            values = np.asarray(model._state.staff[state], float)
            assert (values >= column.low).all(), state
            assert (values <= column.high).all(), state


@pytest.mark.parametrize("value", [True, "1", None, np.nan, np.inf])
def test_what_is_no_number_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="takes a"):
        VALUES.replace(loss_over_gain=value)  # type: ignore[arg-type]
