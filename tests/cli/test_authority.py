"""An authority of official statistics on the command line: looked up by name, or refused in a sentence."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.settings.official_tables import usual_workforce


@pytest.mark.parametrize(
    "command",
    [
        ("compare",),
        ("run", "embedded"),
        ("swings", "embedded"),
        ("grid", "--lever", "succession", "--lever", "induction"),
    ],
)
def test_a_setting_that_reads_no_official_statistics_says_so(
    ask: Ask, tmp_path: Path, command: tuple[str, ...]
) -> None:
    usual_workforce(tmp_path)
    answer = ask(*command, "--organisation", "workforce.csv", "--authority", "Northshire")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(
        "workforce.csv: No official statistics are read for nhs_trust, so there is no"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("compare", "--year", "2022"),
            "--year is the year of an authority's figures; it needs --authority NAME.",
        ),
        (("check", "workforce.csv", "--year", "2022"), "it needs --authority NAME."),
        (("compare", "--authority", "Northshire"), "give that table too, one FILE."),
        (("organisations", "--authority", "Northshire"), "give that table too, one FILE."),
        (("organisations", "acute_trust", "--yaml"), "--yaml prints an authority of official statistics"),
    ],
)
def test_half_a_question_is_refused(ask: Ask, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    usual_workforce(tmp_path)
    answer = ask(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_file_of_one_organisation_has_no_authorities(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "trust.yaml").write_text("name: Our trust\n", encoding="utf-8")
    answer = ask("compare", "--organisation", "trust.yaml", "--authority", "Northshire")
    assert answer.code == 2
    assert "this is a file of one. Leave out --authority." in answer.err
