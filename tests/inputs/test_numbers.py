"""A number means what a reader thinks that it means, in every file and option, or it is refused."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culture_sim.cli.options import parsed
from culture_sim.errors import InputError
from culture_sim.inputs.located_yaml import parse_document
from culture_sim.inputs.numbers import plain_number, read_number
from culture_sim.organisation import load_organisation_file, organisation_from_text
from culture_sim.scenario import Scenario
from culture_sim.study.study_loader import study_from

NOT_PLAIN = [
    *("0x1F", "0o17", "0b11", "010", "1:30", "190:20:30", "1_000", "2,5", "20,000"),
    *("\uff11\uff12", "\u0663", "1e", "--1", "1.2.3"),
]


def in_yaml(text: str) -> object:
    return parse_document(f"value: {text}\n", "ours.yaml")["value"]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_no_other_base_no_colon_no_comma_makes_a_number(text: str) -> None:
    assert plain_number(text) is None
    assert in_yaml(text) == text


@given(st.integers(-(2**53), 2**53))
def test_whole_numbers_are_whole(number: int) -> None:
    found = in_yaml(str(number))
    assert (found, type(found)) == (number, int)
    assert read_number(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_that_python_prints_is_read_as_itself(number: float) -> None:
    assert in_yaml(repr(number)) == number
    assert read_number(repr(number)) == number


@given(
    st.text(max_size=12)
    | st.text("0123456789,.+-eE_x ", max_size=12)
    | st.from_regex(r"[0-9]{1,5}(,[0-9]{2,4}){1,2}", fullmatch=True)
)
def test_what_is_read_as_a_number_is_made_of_ordinary_digits(text: str) -> None:
    try:
        number = read_number(text)
    except InputError:
        return
    assert set(text.strip()) <= set("0123456789.,+-eE")
    assert math.isclose(number, float(text.strip().replace(",", "")))
    if "," in text:
        whole = text.strip().lstrip("+-").partition(".")[0].split(",")
        assert all(len(part) == 3 for part in whole[1:])
        assert 1 <= len(whole[0]) <= 3


@given(st.integers(1000, 10**12))
def test_thousands_may_be_parted_by_commas_in_an_option(number: int) -> None:
    assert read_number(f"{number:,}") == number


@pytest.mark.parametrize("text", ["0,2", "2,5", "1,00", "1,0000", ",5", "2,", "1.000,5"])
def test_a_decimal_comma_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InputError, match=r"is not a number. Write decimals with a point: 2\.5\."):
        parsed(f"loss_aversion={text}", "--set", "loss_aversion=2")


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "yes", "0x10", "010", "1_000", "1:30", ""])
def test_an_option_takes_no_other_number(text: str) -> None:
    with pytest.raises(InputError, match="--set takes a name and a number"):
        parsed(f"loss_aversion={text}", "--set", "loss_aversion=2")


@pytest.mark.parametrize("text", ["0x14", "024", "1:30", "yes", "'20'", "2_0", "20,0"])
def test_a_file_says_where_a_number_is_none(text: str) -> None:
    for wrong in (f"name: Ours\nstaff: {text}\n", f"name: Ours\nobserved:\n  sickness_percent: {text}\n"):
        with pytest.raises(InputError) as caught:
            organisation_from_text(wrong, "ours.yaml")
        assert caught.value.line == wrong.count("\n")
    with pytest.raises(InputError) as caught:
        Scenario.from_text(f"name: x\nlevers:\n  succession: {text}\n", "ours.yaml")
    assert caught.value.line == 3


def test_a_number_in_another_form_is_told_how_to_write_it() -> None:
    with pytest.raises(InputError, match=r"is '0,5'; .*\. Write decimals with a point: 2\.5\."):
        Scenario.from_text("levers:\n  succession: 0,5\n", "ours.yaml")
    with pytest.raises(InputError, match=r"is '0x10'; .*\. Write it in ordinary decimal digits\."):
        organisation_from_text("name: Ours\nstaff: 0x10\n", "ours.yaml")


@given(st.floats(0.001, 0.999))
def test_a_fraction_where_a_percentage_is_asked_is_asked_about(share: float) -> None:
    text = f"name: Ours\nobserved:\n  leaver_rate_percent: {share!r}\n"
    with pytest.raises(InputError, match=rf"Did you mean {share * 100:g}\?") as caught:
        organisation_from_text(text, "ours.yaml")
    assert caught.value.line == 3


def test_a_small_percentage_with_its_source_is_taken() -> None:
    text = "name: Ours\nobserved:\n  vacancy_percent: {value: 0.4, source: Our own count}\n"
    observed = organisation_from_text(text, "ours.yaml").observed
    assert observed is not None
    assert observed.figures()["vacancy_percent"].value == 0.4


def test_dates_and_times_are_text(tmp_path) -> None:
    assert Scenario.from_text("name: 2024-01-01\nshows: 10:30\n", "ours.yaml").title == "2024-01-01"
    path = tmp_path / "ours.yaml"
    path.write_text("name: 2024-13-45\nstaff: 40\n", encoding="utf-8")
    assert load_organisation_file(path).name == "2024-13-45"


FLOODS = {
    "hexadecimal": "name: x\nends: 0x" + "F" * 900_000 + "\n",
    "digits": "name: x\nends: " + "9" * 900_000 + "\n",
    "sexagesimal": "name: x\nends: 1" + ":59" * 300_000 + "\n",
    "brackets": "name: x\nends: " + "[" * 400_000 + "\n",
    "braces": "name: x\nends: " + "{a: " * 200_000 + "\n",
    "dashes": "- " * 400_000 + "\n",
    "empty int": "name: x\nends: !!int ''\n",
    "timestamp": "name: x\nends: !!timestamp x\n",
    "binary": "name: x\nends: !!binary =\n",
    "float": "name: x\nends: !!float ''\n",
    "bool": "name: x\nends: !!bool x\n",
}


@pytest.mark.parametrize("text", FLOODS.values(), ids=FLOODS)
@pytest.mark.timeout(20)
def test_a_flood_is_refused_at_once_in_one_short_sentence(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario.from_text(text, "ours.yaml")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", ["yes", "'1'", "1:30", "'0,5'", "0x10"])
@pytest.mark.parametrize(
    "field",
    [
        "budget: {hours: %s}",
        "stop: {outcome: turnover_percent, half_width: %s}",
        "parameters: {loss_aversion: %s}",
    ],
)
def test_a_study_takes_no_other_number_either(field: str, text: str) -> None:
    written = "name: Ours\nscenarios: embedded\n" + field % text
    with pytest.raises(InputError) as caught:
        study_from(parse_document(written + "\n", "ours.yaml"))
    assert caught.value.line == 3
