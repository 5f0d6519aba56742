"""The parameter files of model 2 say everything that somebody must know about a number, and nothing too much."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from culture_sim.parameters.table import Parameter
from culture_sim.settings.nhs_trust_2 import read

PACKAGE = Path(__file__).parents[2] / "culture_sim"
ENGINE = (PACKAGE / "model_2", PACKAGE / "settings/nhs_trust_2")
TWIN = (Path(__file__).parent,)
ROWS = read().table


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
