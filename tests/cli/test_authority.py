"""An authority of official statistics on the command line: looked up by name, or refused in a sentence."""

import json
from pathlib import Path

import pytest

from culture_sim.cli.options import RunOptions
from culture_sim.organisation import build_organisation, load_organisation_file
from culture_sim.organisation.official import official_organisation
from tests.cli.conftest import Ask
from tests.settings.official_tables import usual_workforce

ASKED = ("--setting", "social_work", "--organisation", "workforce.csv")
"""A comparison with official statistics, before it is said which authority is meant."""


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
    assert answer.err.endswith("Add --setting social_work.\n")


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


def test_an_authority_is_checked_and_what_its_figures_lack_is_told(ask: Ask, tmp_path: Path) -> None:
    usual_workforce(tmp_path)
    answer = ask("check", "workforce.csv", "--authority", "NORTHSHIRE")
    assert (answer.code, answer.err) == (0, "")
    assert (
        "workforce.csv: an organisation, 'Northshire' (Children's social work, 108 posts, 10 teams"
        in answer.out
    )
    assert "Northshire has no absence rate in 2022 ('c', suppressed)" in answer.out
    earlier = ask("check", "workforce.csv", "--authority", "Northshire", "--year", "2021", "--json")
    [verdict] = json.loads(earlier.out)["files"]
    assert (verdict["sound"], verdict["kind"]) == (True, "organisation")
    assert "no absence rate" not in verdict["says"]


def test_a_run_has_the_posts_of_the_authority(ask: Ask, tmp_path: Path) -> None:
    usual_workforce(tmp_path)
    asked = (*ASKED, "--authority", "Northshire", "--years", "1", "--core", "--json")
    answer = ask("run", "blame_culture", *asked)
    assert answer.code == 0, answer.err
    assert json.loads(answer.out)["organisation"]["name"] == "Northshire"
    assert "Northshire has no absence rate in 2022 ('c', suppressed)" in answer.err
    place = build_organisation(official_organisation(tmp_path / "workforce.csv", "Northshire").file)
    assert json.loads(answer.out)["organisation"]["hash"] == place.hash


def test_an_authority_is_printed_as_a_file_that_describes_the_same_organisation(
    ask: Ask, tmp_path: Path
) -> None:
    usual_workforce(tmp_path)
    answer = ask("organisations", "workforce.csv", "--authority", "Westford, City of", "--yaml")
    (tmp_path / "westford.yaml").write_text(answer.out, encoding="utf-8")
    direct = official_organisation(tmp_path / "workforce.csv", "Westford, City of").file
    assert load_organisation_file(tmp_path / "westford.yaml") == direct
    assert ask("check", "westford.yaml").code == 0
    shown = ask("organisations", "workforce.csv", "--authority", "Eastborough").out
    assert "turnover_rate_fte of Eastborough" in " ".join(shown.split())


def test_the_command_that_reproduces_a_comparison_names_the_authority() -> None:
    options = RunOptions(
        "blame_culture", "social_work", "w.csv", None, 5, 1, (), False, "Westford, City of", 2021
    )
    line = " ".join(options.as_arguments("embedded"))
    assert "--organisation w.csv --authority 'Westford, City of' --year 2021" in line


@pytest.mark.parametrize(
    ("authority", "told"),
    [
        (
            ("--authority", "Northshir"),
            "no authority 'Northshir' among the 3 here. Did you mean 'Northshire'?",
        ),
        (("--authority", "Westford"), "Did you mean 'Westford, City of'?"),
        (("--authority", "Northshire", "--year", "2019"), "there are those of 2021, 2022."),
        ((), "This is a table of official statistics on many organisations; say with --authority NAME which"),
    ],
)
def test_an_authority_that_is_not_there_is_refused(
    ask: Ask, tmp_path: Path, authority: tuple[str, ...], told: str
) -> None:
    usual_workforce(tmp_path)
    answer = ask("compare", *ASKED, *authority)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("workforce.csv: ")
    assert told in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The first line must name the columns; `time_period` is missing. It reads: nothing."),
        (b"month,complaints\n2024-01,14\n", "`time_period` is missing. It reads: month, complaints."),
        (b"PK\x03\x04 a workbook", "This is an Excel workbook or another zip file, not a text file."),
        (b"time_period,la_name\n2022,Caf\xe9\n", "workforce.csv:2: The file is not UTF-8 text."),
        (b'time_period,"la_name\n2022,Northshire\n', "This is not a table: unexpected end of data."),
        (None, "There is no such file."),
    ],
)
@pytest.mark.parametrize(
    "command", [("compare", *ASKED), ("check", "workforce.csv")], ids=["compare", "check"]
)
def test_what_is_no_table_of_official_statistics_is_refused(
    ask: Ask, tmp_path: Path, command: tuple[str, ...], content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "workforce.csv").write_bytes(content)
    answer = ask(*command, "--authority", "Northshire")
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_a_column_that_is_missing_or_a_cell_that_is_no_number_is_told_with_its_line(
    ask: Ask, tmp_path: Path
) -> None:
    file = usual_workforce(tmp_path)
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace("caseload_fte", "case_load_fte"), encoding="utf-8")
    answer = ask("compare", *ASKED, "--authority", "Northshire")
    assert answer.code == 2
    assert "workforce.csv:1: " in answer.err
    assert "`caseload_fte` is missing. Did you mean 'case_load_fte'?" in answer.err
    file.write_text(whole.replace(",18.5,", ',"18,5",'), encoding="utf-8")
    answer = ask("compare", *ASKED, "--authority", "Northshire")
    assert answer.code == 2
    assert "workforce.csv:4: `turnover_rate_fte` is '18,5'; it must be a number" in answer.err
    assert "Write decimals with a point: 2.5." in answer.err


@pytest.mark.parametrize("name", ["local_authority", "social_work/local_authority"])
def test_the_average_authority_is_checked_by_its_name(ask: Ask, name: str) -> None:
    answer = ask("check", name)
    assert answer.code == 0
    assert "an organisation, 'Local authority' (Children's social work, 216 posts, 18 teams" in answer.out
