"""Tables fit the room there is, and never lose the last year or a word that says what a row is."""

import io

import pytest
from rich.console import Console

from culture_sim import compare
from culture_sim.cli.tables import headline_tables, money_table, other_tables
from culture_sim.ensemble import Comparison
from culture_sim.findings.sentences import shown_years
from tests.cli.conftest import Ask

WIDTHS = [48, 60, 80, 100, 140]


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(["embedded", "training_only"], staff=40, years=8, runs=3, parameter_share=0.4, core=True)


def printed(table: object, width: int) -> str:
    page = io.StringIO()
    Console(file=page, width=width).print(table)
    return page.getvalue()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_last_year_is_there_at_any_width(found: Comparison, width: int) -> None:
    for table in (*headline_tables(found, width), money_table(found, width)):
        text = printed(table, width)
        assert "year 8" in text
        assert "…" not in text
        assert all(len(line.rstrip()) <= width for line in text.splitlines())
        assert "80 % interval" in text


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_else_is_there_at_any_width(found: Comparison, width: int) -> None:
    for table in other_tables(found, width):
        text = printed(table, width)
        assert "…" not in text
        assert "3 / 0" in text


def test_more_room_shows_more_years(found: Comparison) -> None:
    shown = [len(headline_tables(found, width)[0].columns) for width in WIDTHS]
    assert shown == sorted(shown)
    assert shown[-1] == 6


@pytest.mark.parametrize(
    ("years", "most", "shown"),
    [
        (1, 4, [0, 1]),
        (2, 4, [0, 1, 2]),
        (5, 4, [0, 1, 3, 5]),
        (8, 4, [0, 1, 3, 5, 8]),
        (90, 3, [0, 1, 5, 90]),
        (8, 1, [0, 8]),
        (8, 0, [0, 8]),
    ],
)
def test_which_years_are_shown(years: int, most: int, shown: list[int]) -> None:
    assert shown_years(years, most) == shown


def test_eight_years_on_a_usual_page(ask: Ask) -> None:
    answer = ask("compare", "embedded", "--staff", "40", "--years", "8", "--runs", "2", "--core", "-q")
    assert answer.out.count("year 8") >= 4
    answer = ask("run", "embedded", "--staff", "40", "--years", "8", "--core", "-q")
    assert " year 8 " in answer.out
