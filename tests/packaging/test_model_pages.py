"""The page of the model names only what there is."""

from pathlib import Path

from culture_sim.gallery import DEFAULT_SETTING
from tests.packaging.names import known, named

PAGE = Path(__file__).parents[2] / "docs" / "model.md"


def test_the_page_of_the_model_names_what_there_is() -> None:
    names = set(named(PAGE.read_text(encoding="utf-8")))
    assert len(names) > 120
    assert sorted(names - known(DEFAULT_SETTING)) == ["in_this_type"]


def test_every_equation_has_its_place() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [number for number in range(1, 29) if f"**({number})" not in text] == []
