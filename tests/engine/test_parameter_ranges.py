"""The parameter files of model 2 say everything that somebody must know about a number, and nothing too much."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from culture_sim.calibration.knobs import KNOBS, turned
from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Tally
from culture_sim.parameters.table import Parameter
from culture_sim.settings import load_setting
from tests.patterns.plans import PLANS, programme_of
from tests.reference.specified import Run, read

PACKAGE = Path(__file__).parents[2] / "culture_sim"
ENGINE = (PACKAGE / "model_2", PACKAGE / "settings/nhs_trust")
TWIN = (Path(__file__).parent,)
VALUES = read()
ROWS = VALUES.table


def _used(folders: tuple[Path, ...], pattern: str) -> set[str]:
    files = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    text = "".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(pattern, text))


@pytest.mark.parametrize("row", ROWS.values(), ids=list(ROWS))
def test_a_row_says_what_it_is(row: Parameter) -> None:
    """Meaning, unit, source, and a range that holds the value."""
    assert row.meaning
    assert row.unit
    assert row.symbol
    assert row.source in {"F", "A", "C"}
    assert row.low <= row.value <= row.high
    least, most = row.possible
    assert least <= row.low
    assert row.high <= most


def test_nothing_is_used_that_has_no_row() -> None:
    """Neither by the engine nor by its reference implementation."""
    assert not _used(ENGINE, r"\bpars\.(\w+)") - {"dtype"} - set(ROWS)
    assert not _used(TWIN, r"\b(?:m\.)?p\.([a-z]\w+)") - set(ROWS)


def test_every_row_is_used() -> None:
    """By a rule of the engine, a line of money or the calibration: one that changes nothing would mislead."""
    setting = load_setting("nhs_trust")
    prices = {line.price for line in (*setting.harm_lines, *setting.programme_lines)}
    assert not set(ROWS) - prices - {knob.target for knob in KNOBS} - _used(ENGINE, r"\bpars\.(\w+)")


def test_what_a_calibration_turns_is_there() -> None:
    """Also every parameter that an outcome scales."""
    assert turned(load_setting("nhs_trust")) <= set(ROWS)


@pytest.mark.parametrize("end", ["low", "high"])
def test_an_organisation_lives_at_every_end_of_a_range(end: str) -> None:
    """One parameter at a time: states stay states, and everything that is counted is a number."""
    programme = programme_of(PLANS["embedded"].begun_at_once(), 10)
    for name, row in ROWS.items():
        run = Run(programme, VALUES.replace(**{name: getattr(row, end)}), 1, 40, 60).run(60)
        for state in ("psychological_safety", "trust", "burnout", "restorative_skill", "norm", "ownership"):
            values = run.state.staff[state]
            assert ((values >= 0) & (values <= 1)).all(), (name, state)
        for column in columns(Tally):
            assert np.isfinite(run.weeks[column]).all(), (name, column)
