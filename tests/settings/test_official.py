"""An authority of official statistics: posts, levels with their sources, and what is said where there is no figure."""

from pathlib import Path

import pytest

from culture_sim.errors import InputError
from culture_sim.settings.childrens_social_work.official import LEVELS, OFFICIAL, describe
from tests.settings.official_tables import WORKFORCE, row, usual_workforce, workforce


def test_the_latest_year_is_read_and_each_figure_has_its_source(tmp_path: Path) -> None:
    found = describe(usual_workforce(tmp_path), "eastborough")
    observed = found.said["observed"]
    assert {key: figure["value"] for key, figure in observed.items()} == {
        "leaver_rate_percent": 18.5,
        "vacancy_percent": 20,
        "agency_share_percent": 20,
        "sickness_percent": 4,
        "caseload": 17,
    }
    for key, figure in observed.items():
        assert (figure["mark"], figure["grade"]) == ("found", "A")
        for word in ("2022", "Eastborough", "workforce.csv", LEVELS[key].columns[0]):
            assert word in figure["source"]
    assert found.said["name"] == "Eastborough"
    assert found.notes == ()


def test_another_year_can_be_asked_for(tmp_path: Path) -> None:
    found = describe(usual_workforce(tmp_path), "Northshire", 2021)
    assert found.said["observed"]["leaver_rate_percent"]["value"] == 22
    assert found.said["observed"]["sickness_percent"]["value"] == 3.5


def test_posts_are_those_in_post_and_vacant_in_teams_of_six_who_hold_cases(tmp_path: Path) -> None:
    said = describe(usual_workforce(tmp_path), "Eastborough").said
    # 200 posts, 120 of 200 workers hold cases: 20 teams, whose managers are among the 200 and come on top here
    assert said["teams"] == {"number": 20}
    assert said["staff"] == round(200 - 20 + 200 * 36 / 198)
    shares = {name: group["share"]["value"] for name, group in said["professions"].items()}
    assert sum(shares.values()) == pytest.approx(1, abs=0.001)
    assert shares["social_workers"] * said["staff"] == pytest.approx(120, rel=0.01)
    assert shares["other_social_workers"] * said["staff"] == pytest.approx(60, rel=0.01)


def test_the_average_authority_of_the_specification_has_its_teams(tmp_path: Path) -> None:
    said = describe(
        workforce(tmp_path, row("Northshire", 2022, "165,33,15,16,33,17,108,1800,17,3")), "Northshire"
    ).said
    assert (said["staff"], said["teams"]) == (216, {"number": 18})


def test_a_suppressed_cell_is_said_and_stands_at_the_mean_of_authorities(tmp_path: Path) -> None:
    found = describe(usual_workforce(tmp_path), "Northshire")
    absence = found.said["observed"]["sickness_percent"]
    assert (absence["value"], absence["mark"]) == (4, "derived")  # the only other authority of that year
    [note] = found.notes
    assert (
        note
        == "Northshire has no absence rate in 2022 ('c', suppressed): the mean of authorities, 4 (1 of them), is used."
    )
    assert note in absence["source"]


def test_what_rounds_to_nought_is_nought_and_an_authority_that_is_gone_is_read_as_it_last_was(
    tmp_path: Path,
) -> None:
    found = describe(usual_workforce(tmp_path), "Westford, city of")
    values = {key: figure["value"] for key, figure in found.said["observed"].items()}
    assert values["sickness_percent"] == 0
    assert values["leaver_rate_percent"] == (22 + 15) / 2
    told = " ".join(found.notes)
    assert "The latest figures for Westford, City of are those of 2021; the file goes on to 2022." in told
    assert "marked 'low': it rounds to 0, which is used." in told
    assert (
        "no turnover in 2021 ('z', not applicable): the mean of authorities, 18.5 (2 of them), is used."
        in told
    )
    assert "no share of social workers who hold cases in 2021 ('x', not available)" in told


def test_a_level_that_no_authority_has_is_left_out(tmp_path: Path) -> None:
    found = describe(
        workforce(tmp_path, row("Northshire", 2022, "90,10,12.5,10,10,10,60,960,16,:")), "Northshire"
    )
    assert "sickness_percent" not in found.said["observed"]
    assert found.notes == (
        "No authority has a figure of the absence rate in 2022: it is left as the model has it.",
    )


@pytest.mark.parametrize(
    ("asked", "year", "told"),
    [
        ("Northshir", None, "no authority 'Northshir' among the 3 here. Did you mean 'Northshire'?"),
        ("Westford", None, "Did you mean 'Westford, City of'?"),
        ("Nowhere near", None, "no authority 'Nowhere near' among the 3 here."),
        ("Westford, City of", 2022, "no figures of 2022 for Westford, City of; there are those of 2021."),
    ],
)
def test_who_is_not_there_is_refused(tmp_path: Path, asked: str, year: int | None, told: str) -> None:
    with pytest.raises(InputError) as refused:
        describe(usual_workforce(tmp_path), asked, year)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            "90,10,twelve,10,10,10,60,960,16,3",
            "`turnover_rate_fte` is 'twelve'; it must be a number, or a mark",
        ),
        (
            "90,10,-4,10,10,10,60,960,16,3",
            "`turnover_rate_fte` is '-4'; it must be a finite number of 0 or more.",
        ),
        ("90,10,12.5", "This line has 11 values; the columns are 18."),
        ("0,0,z,z,0,z,0,0,z,z", "does not say how many posts Northshire has in 2022"),
    ],
)
def test_a_damaged_line_is_refused(tmp_path: Path, cells: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        describe(workforce(tmp_path, row("Northshire", 2022, cells)), "Northshire")
    assert told in str(refused.value)


def test_a_line_that_stands_twice_and_a_table_of_regions_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Northshire stands twice in 2022"):
        describe(workforce(tmp_path, row("Northshire", 2022), row("Northshire", 2022)), "Northshire")
    with pytest.raises(InputError, match="No row is of a local authority"):
        describe(workforce(tmp_path), "Northshire")


def test_every_column_that_is_read_is_asked_for(tmp_path: Path) -> None:
    whole = usual_workforce(tmp_path).read_text(encoding="utf-8")
    used = {"inpost_fte", "vacancy_fte", "case_holders_fte", "agency_fte"} | {
        column for level in LEVELS.values() for column in level.columns
    }
    assert used == set(WORKFORCE.split(",")) - {"cases"}
    for column in sorted({*used, *OFFICIAL.columns}):
        file = tmp_path / "cut.csv"
        file.write_text(whole.replace(column, "something_else"), encoding="utf-8")
        with pytest.raises(InputError, match=f"`{column}` is missing"):
            describe(file, "Northshire")
