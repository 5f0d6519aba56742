"""A user's own organisation file: what it gives is kept, what is wrong is named with its line."""

from pathlib import Path

import numpy as np
import pytest

from culture_sim.errors import InputError
from culture_sim.organisation import Organisation, build_organisation, load_organisation_file


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str, name: str = "ours.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def counts(organisation: Organisation) -> dict[str, int]:
    number = np.bincount(organisation.profession_of_post, minlength=len(organisation.professions)).tolist()
    return dict(zip(organisation.profession_names, number, strict=True))


def test_the_shortest_file(written) -> None:
    organisation = build_organisation(written("name: Ours\nstaff: 60\n"))
    assert (organisation.name, organisation.staff, organisation.teams) == ("Ours", 60, 3)
    assert organisation.observed is None


def test_own_professions(written) -> None:
    organisation = build_organisation(
        written(
            "name: Ours\nstaff: 100\nprofessions:\n  doctors: 0.25\n"
            "  nurses_and_midwives: {share: 0.5, status: 0.7}\n"
            "  paramedics: {share: 0.25, patient_facing: true, status: 0.5, leaver_rate_percent: 9}\n"
        )
    )
    assert counts(organisation) == {"doctors": 25, "nurses_and_midwives": 50, "paramedics": 25}
    assert {one.name: one.status for one in organisation.professions}["nurses_and_midwives"] == 0.7
    assert set(organisation.exposure) == {1.0}


def test_own_directorates_and_number_of_teams(written) -> None:
    organisation = build_organisation(
        written(
            "name: Ours\nstaff: 90\nteams: {number: 9}\n"
            "directorates:\n  theatres: {share: 0.334, mix: {doctors: 0.5, nurses_and_midwives: 0.5}}\n"
            "  wards: 0.667\n"
        )
    )
    assert np.bincount(organisation.directorate_of_team).tolist() == [3, 6]
    theatres = organisation.profession_of_post[:30]
    assert np.bincount(theatres).tolist() == [15, 15]


LISTED = """
name: Ours
teams:
  - {name: Ward 7, directorate: medicine, size: 24, mix: {doctors: 0.125, nurses_and_midwives: 0.875}}
  - {directorate: surgery, size: 10, count: 3}
  - {name: Switchboard, size: 6, mix: {administrative_staff: 1}}
"""


def test_a_list_of_teams(written) -> None:
    organisation = build_organisation(written(LISTED))
    assert organisation.team_names == ("Ward 7", "surgery 1", "surgery 2", "surgery 3", "Switchboard")
    assert organisation.team_size.tolist() == [24, 10, 10, 10, 6]
    assert organisation.directorate_names == ("medicine", "surgery", "whole_organisation")
    assert np.bincount(organisation.profession_of_post[:24]).tolist() == [3, 21]
    assert organisation.places_of_team[-1] == 0
    assert organisation.places_of_team[0] == 6


def test_a_list_of_teams_at_another_size(written) -> None:
    path = written(LISTED)
    larger, smaller, one = (build_organisation(path, staff=staff) for staff in (120, 30, 1))
    assert (larger.staff, larger.teams) == (120, 10)
    assert larger.team_names[:2] == ("Ward 7 1", "Ward 7 2")
    assert larger.team_size.tolist() == [24, 24, 10, 10, 10, 10, 10, 10, 6, 6]
    assert (smaller.staff, one.staff, one.teams) == (30, 1, 1)


@pytest.mark.parametrize("teams", ["{size: 20}", "{number: 50}"])
def test_other_staff_keeps_the_size_of_teams(written, teams: str) -> None:
    path = written(f"name: Ours\nstaff: 1000\nteams: {teams}\n")
    assert build_organisation(path).teams == 50
    larger = build_organisation(path, staff=5000)
    assert set(larger.team_size.tolist()) == {20}
    assert set(build_organisation(path, staff=60).team_size.tolist()) == {20}


def test_observed_levels_are_plain_numbers_or_sourced(written) -> None:
    path = written(
        "name: Ours\nobserved:\n  sickness_percent: 4.9\n"
        "  complaints_per_1000_staff: {value: 60, source: our register, grade: B}\n"
    )
    observed = load_organisation_file(path).observed
    assert observed is not None
    assert {name: figure.value for name, figure in observed.figures().items()} == {
        "sickness_percent": 4.9,
        "complaints_per_1000_staff": 60,
    }
    assert observed.figures()["sickness_percent"].mark == "own"


def test_the_acute_trust_names_a_source_for_every_level() -> None:
    observed = build_organisation("acute_trust").observed
    assert observed is not None
    levels = observed.figures()
    assert len(levels) == 11
    assert all(level.url and level.grade and level.mark != "own" for level in levels.values())
    assert {name: level.value for name, level in levels.items()} == {
        "leaver_rate_percent": 11.5,
        "sickness_percent": 5.2,
        "vacancy_percent": 8.5,
        "complaints_per_1000_staff": 78,
        "grievances_per_1000_staff": 10,
        "disciplinaries_per_1000_staff": 12,
        "claims_per_1000_staff": 9,
        "reported_incidents_per_1000_staff": 1450,
        "burnt_out_share_percent": 33,
        "treated_fairly_percent": 52,
        "safe_to_speak_up_percent": 58,
    }


WRONG = {
    "a negative staff count": ("name: Ours\nstaff: -5\n", 2, "staff"),
    "staff that is no whole number": ("name: Ours\nstaff: 10.5\n", 2, "staff"),
    "staff that is text": ("name: Ours\nstaff: many\n", 2, "many"),
    "too many staff": ("name: Ours\nstaff: 2000001\n", 2, "2,000,000"),
    "a team of nobody": ("name: Ours\nteams:\n  - {size: 5}\n  - {size: 0}\n", 4, "size"),
    "no teams": ("name: Ours\nteams: []\n", 2, "empty"),
    "teams without number or size": ("name: Ours\nteams: {}\n", 2, "either"),
    "a negative size": ("name: Ours\nteams: {size: -1}\n", 2, "size"),
    "more teams than people": ("name: Ours\nstaff: 3\nteams:\n  number: 4\n", 4, "team of nobody"),
    "a sum that differs": ("name: Ours\nstaff: 7\nteams:\n  - {size: 5}\n", 2, "5 posts"),
    "shares that miss one": ("name: Ours\nprofessions:\n  doctors: 0.5\n  managers: 0.4\n", 2, "add up to 0.9"),
    "a negative share": ("name: Ours\nprofessions:\n  doctors: 1.5\n  managers: -0.5\n", 2, "between 0 and 1"),
    "an unknown profession": ("name: Ours\nprofessions:\n  doctors: 0.5\n  manager: 0.5\n", 4, "'managers'"),
    "an unknown profession in a team": ("name: Ours\nteams:\n  - size: 5\n    mix: {doctor: 1}\n", 4, "'doctors'"),
    "a mix that misses one": ("name: Ours\nteams:\n  - size: 5\n    mix: {doctors: 0.5}\n", 4, "add up"),
    "directorates beside listed teams": ("name: Ours\nteams: [{size: 5}]\ndirectorates: {a: 1}\n", 3, "leave"),
    "an unknown key": ("name: Ours\nstaf: 5\n", 2, "'staff'"),
    "an unknown level": ("name: Ours\nobserved:\n  sicknes_percent: 5\n", 3, "'sickness_percent'"),
    "a level out of range": ("name: Ours\nobserved:\n  sickness_percent: 105\n", 3, "percentage"),
    "a negative rate": ("name: Ours\nobserved:\n  claims_per_1000_staff: {value: -1}\n", 3, "negative"),
    "a level that is no number": ("name: Ours\nobserved:\n  sickness_percent: .nan\n", 3, "sickness_percent"),
    "an unknown setting": ("name: Ours\nsetting: nhs_trusts\n", 2, "'nhs_trust'"),
    "no name": ("staff: 5\n", 1, "name"),
    "an unknown key of a team": ("name: Ours\nteams:\n  - {size: 5, directorat: x}\n", 3, "'directorate'"),
    "an unknown key of teams": ("name: Ours\nteams: {sizes: 5}\n", 2, "'size'"),
    "text for a block": ("name: Ours\nobserved: none\n", 2, "block of fields"),
    "an empty value": ("name: Ours\nteams:\n  - size:\n", 3, "empty"),
    "an unknown mark": ("name: Ours\nobserved:\n  sickness_percent: {value: 5, mark: seen}\n", 3, "one of found,"),
    "no YAML": ("name: [Ours\nstaff: 5\n", 2, "YAML"),
    "a newer schema": ("schema_version: 2\nname: Ours\n", 1, "schema_version"),
    "a yes for a number": ("name: Ours\nstaff: true\n", 2, "staff"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_line(written, text: str, line: int, said: str) -> None:
    path = written(text)
    with pytest.raises(InputError) as caught:
        build_organisation(path)
    assert said in str(caught.value)
    assert (str(caught.value.file), caught.value.line) == (str(path), line)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"- a list\n", b"just text"])
def test_a_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ours.yaml"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        build_organisation(path)
    assert str(path) in str(caught.value)


def test_an_organisation_of_offices_has_no_patients(written) -> None:
    organisation = build_organisation(written("name: Ours\nstaff: 40\nprofessions: {managers: 1}\n"))
    assert organisation.exposure.sum() == organisation.places_of_team.sum() == 0


@pytest.mark.parametrize("figure", ["sickness_percent", "vacancy_percent"])
def test_an_organisation_in_which_nobody_works_is_refused(written, figure: str) -> None:
    with pytest.raises(InputError, match=rf"ours.yaml:2: observed.{figure}: 100 is everybody"):
        load_organisation_file(written(f"name: Ours\nobserved: {{{figure}: 100}}\n"))


def test_a_figure_is_a_number(written) -> None:
    with pytest.raises(InputError, match="sickness_percent is 'high'; it must be a number"):
        load_organisation_file(written("name: Ours\nobserved: {sickness_percent: high}\n"))
