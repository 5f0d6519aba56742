"""What a user writes is text: names that look alike are alike, and what stands for nothing is nothing."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culture_sim.errors import InputError
from culture_sim.inputs.names import invisible_in, is_missing, same_name
from culture_sim.inputs.tables import read_rows
from culture_sim.organisation import build_organisation, organisation_from_text
from culture_sim.scenario import Scenario

UNSEEN = ["\u200b", "\ufeff", "\u2060", "\u00ad", "\u200e", "\u202a"]
SPACES = ["\u00a0", "\u2009", "\u202f", "\u3000", "\t", "  "]
MISSING = ["#N/A", "NULL", "nan", "NaN", "N/A", "null", "None", "*", "[c]", "..", ":", "-", "", "  ", "#REF!"]
TIES = "from,to\nAnn,Bob\n"
PEOPLE = "name,team,profession\nAnn,Ward 7,doctors\nBob,Ward 8,doctors\n"


def network(folder: Path, people: str, ties: str = TIES) -> Path:
    (folder / "ours.csv").write_text(ties, encoding="utf-8")
    (folder / "ours.nodes.csv").write_text(people, encoding="utf-8")
    return folder / "ours.csv"


@given(st.text(), st.sampled_from(UNSEEN), st.integers(0, 50))
def test_what_cannot_be_seen_makes_no_other_name(name: str, unseen: str, place: int) -> None:
    assert same_name(name[:place] + unseen + name[place:]) == same_name(name)


@given(st.text())
def test_a_name_has_one_form_however_it_was_typed(name: str) -> None:
    assert same_name(unicodedata.normalize("NFD", name)) == same_name(unicodedata.normalize("NFC", name))
    assert same_name(same_name(name)) == same_name(name)
    assert invisible_in(same_name(name)) is None


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space(space: str) -> None:
    assert same_name(f"Ward{space}7") == "Ward 7"


@pytest.mark.parametrize("word", MISSING)
@pytest.mark.parametrize("column", ["team", "profession"])
def test_a_missing_word_in_a_table_is_missing(tmp_path: Path, column: str, word: str) -> None:
    row = {"team": "Ward 7", "profession": "doctors", column: word}
    people = PEOPLE + f'Cy,"{row["team"]}","{row["profession"]}"\n'
    with pytest.raises(InputError, match=rf"ours\.nodes\.csv:4: Node 'Cy' has no `{column}`"):
        build_organisation(network(tmp_path, people))


@pytest.mark.parametrize("word", ["#N/A", "NULL", "nan", ""])
def test_a_missing_name_is_missing(tmp_path: Path, word: str) -> None:
    with pytest.raises(InputError, match=r"nodes\.csv:4: The name is missing"):
        build_organisation(network(tmp_path, PEOPLE + f"{word},Ward 7,doctors\n"))
    with pytest.raises(InputError, match=r"ours\.csv:2: A tie needs two names"):
        build_organisation(network(tmp_path, PEOPLE, f"from,to\nAnn,{word}\n" if word else "from,to\nAnn,\n"))


def test_a_missing_directorate_is_none(tmp_path: Path) -> None:
    people = "name,team,profession,directorate\nAnn,A,doctors,#N/A\nBob,A,doctors,\n"
    assert build_organisation(network(tmp_path, people)).directorate_names == ("whole_organisation",)


@pytest.mark.parametrize("again", ["team", "Team ", "te\u200bam"])
def test_two_columns_of_one_name_are_refused(tmp_path: Path, again: str) -> None:
    header = f"name,team,{again},profession"
    with pytest.raises(InputError, match=r"nodes\.csv:1: Two columns are called 'team'; keep one\."):
        build_organisation(network(tmp_path, f"{header}\nAnn,A,B,doctors\n"))


@pytest.mark.parametrize(
    ("people", "ties"),
    [
        ("Ann\u00a0Lee,Ward 7,doctors\nBob,Ward 8,doctors\n", "Ann Lee,Bob\n"),
        ("Zo\u00eb,Ward 7,doctors\nBob,Ward 8,doctors\n", "Zoe\u0308,Bob\n"),
        ("\u200bAnn,Ward 7,doctors\nBob,Ward 8,doctors\n", "Ann,Bob\u2060\n"),
    ],
)
def test_ties_find_people_who_were_typed_otherwise(tmp_path: Path, people: str, ties: str) -> None:
    organisation = build_organisation(
        network(tmp_path, "name,team,profession\n" + people, "from,to\n" + ties)
    )
    assert organisation.ties_of(0).tolist() == [1]


def test_there_are_never_two_teams_that_look_alike(tmp_path: Path) -> None:
    people = PEOPLE + "Cy,Ward\u00a07,doctors\nDi,\u200bWard 7 ,doctors\n"
    assert build_organisation(network(tmp_path, people)).team_names == ("Ward 7", "Ward 8")
    with pytest.raises(InputError, match=r"'Ann' stands twice \(first on line 2\)"):
        build_organisation(network(tmp_path, PEOPLE + "\u200bAnn,Ward 7,doctors\n"))
    listed = "name: Ours\nteams:\n- {size: 5, directorate: Ward 7}\n- {size: 5, directorate: Ward\u00a07}\n"
    assert build_organisation(organisation_from_text(listed, "ours.yaml")).directorate_names == ("Ward 7",)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: Ours\nobserved:\n  sickness_percent: 5\n\u00a0\u00a0leaver_rate_percent: 9\n", 4),
        ("name: Ours\nstaff:\u00a0400\nteams: {size: 20}\n", 2),
        ("name: Ours\nteams:\n- size: 5\n\u3000 name: A\n", 4),
    ],
)
def test_a_file_that_fails_for_what_cannot_be_seen_says_so(text: str, line: int) -> None:
    with pytest.raises(InputError, match=r"(?i)a (no-break|ideographic) space \(U\+(00A0|3000)\)") as caught:
        organisation_from_text(text, "ours.yaml")
    assert caught.value.line == line


def test_a_word_with_nothing_unseen_in_it_is_the_word() -> None:
    file = organisation_from_text("name: Ours\n\u200bstaff: 400\nteams: {size: 20}\n", "ours.yaml")
    assert file.staff == 400
    assert Scenario.from_text("levers: {su\u00adccession: 0.5}\n", "ours.yaml").levers.used == ["succession"]


@pytest.mark.parametrize("character", ["\\x1b[31m", "\\a", "\\uD800", "\\x9b"])
def test_what_no_screen_should_get_is_refused_by_its_name(character: str) -> None:
    for text in (f'name: "Ours{character}"\n', f'name: Ours\nshows: "{character}"\n'):
        with pytest.raises(InputError, match=r"cannot stand in a text|text that can be written"):
            Scenario.from_text(text, "ours.yaml")
    with pytest.raises(InputError, match=r"cannot stand in a text|text that can be written") as caught:
        organisation_from_text(f'name: "Ours{character}"\n', "ours.yaml")
    assert str(caught.value).isprintable()


@given(st.text(min_size=1, max_size=60).filter(lambda text: not is_missing(text)))
def test_a_team_may_have_any_name_that_can_be_seen(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    shown = same_name(name)
    path = tmp_path_factory.mktemp("any") / "ours.csv"
    quoted = '"' + name.replace('"', '""') + '"'
    try:
        path.write_text(f"name,team\n{quoted},A\n", encoding="utf-8")
    except UnicodeEncodeError:  # a lone surrogate is no text
        return
    if "\0" in name or is_missing(shown):
        return
    rows = list(read_rows(path, (("name",), ("team",))))
    assert rows == [(2, {"name": shown, "team": "A"})]
