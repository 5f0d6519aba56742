"""`control-chart`: an organisation's own figures, read strictly, with limits that can be worked out by hand."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

STEADY = [10, 12] * 6
"""Centre 11, mean moving range 2: limits 11 - 5.32 and 11 + 5.32."""


def written(values: Sequence[object], head: str = "Month,Complaints") -> str:
    lines = [f"m{place},{value}" for place, value in enumerate(values, 1)]
    Path("ours.csv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return "ours.csv"


def test_centre_limits_and_signals_are_wheelers(ask: Ask) -> None:
    file = written([*STEADY, 30, *[10.5] * 8])
    answer = ask("control-chart", file, "--column", "complaints", "--before", "12", "--json")
    assert (answer.code, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert found["centre"] == 11
    assert found["lower_limit"] == pytest.approx(11 - 2.66 * 2)
    assert found["upper_limit"] == pytest.approx(11 + 2.66 * 2)
    signals = {each["period"]: each["signal"] for each in found["points"] if each["signal"]}
    assert list(signals) == [f"m{place}" for place in range(13, 22)]
    assert signals["m13"] == "above the upper limit"
    assert signals["m14"] == "one of 8 or more in a row below the centre"
    assert found["finding"] == "Complaints: 9 signals of a change, the first in m13"


def test_all_periods_set_the_limits_unless_told_otherwise(ask: Ask) -> None:
    found = json.loads(ask("control-chart", written([*STEADY, 14]), "--column", "COMPLAINTS", "--json").out)
    assert found["periods_before"] == 13
    assert found["centre"] == pytest.approx((11 * 12 + 14) / 13)


def test_a_reader_is_told_which_points_and_gets_the_figure(ask: Ask) -> None:
    arguments = ("control-chart", written([*STEADY, 30]), "--column", "complaints", "--before", "12")
    answer = ask(*arguments, "--out", "charts")
    text = " ".join(answer.out.split())
    assert "Complaints: one signal of a change, in m13." in text
    assert "Centre 11.0, limits 5.7 to 16.3, from the first 12 periods." in text
    assert "m13 30 above the upper limit" in text
    assert Path("charts/control_chart.png").read_bytes().startswith(b"\x89PNG")
    assert "</svg>" in Path("charts/control_chart.svg").read_text(encoding="utf-8")
    Path("charts/control_chart.png").write_text("mine", encoding="utf-8")
    assert ask(*arguments, "--out", "charts").code == 2
    assert Path("charts/control_chart.png").read_text(encoding="utf-8") == "mine"
    assert ask(*arguments, "--out", "charts", "--force").code == 0


def test_few_periods_are_used_with_a_caution(ask: Ask) -> None:
    answer = ask("control-chart", written(STEADY[:6]), "--column", "complaints")
    assert "nothing but ordinary ups and downs" in answer.out
    assert "fewer than 12 periods are rough" in answer.out


@pytest.mark.parametrize(
    ("values", "arguments", "told"),
    [
        ([*STEADY, ""], (), "ours.csv:14: `complaints` has no value here"),
        ([*STEADY, "many"], (), "ours.csv:14: `complaints` is 'many'; it must be a number."),
        ([*STEADY, "1_0"], (), "ours.csv:14: `complaints` is '1_0'; it must be a number."),
        ([*STEADY, '"2,5"'], (), "Write decimals with a point"),
        ([*STEADY, "1e999"], (), "it must be a number"),
        (
            [*STEADY, -1],
            (),
            "ours.csv:14: `complaints` is -1; what is counted in a period cannot be below 0.",
        ),
        ([*STEADY, "1,2"], (), "ours.csv:14: This line has 3 values; the columns are 2."),
        (STEADY[:5], (), "ours.csv: It has 5 periods; limits need at least 6."),
        (
            STEADY,
            ("--before", "13"),
            "--before: it must be between 6 and the 12 periods of the file, not 13.",
        ),
        (STEADY, ("--before", "5"), "--before"),
        (STEADY, ("--column", "complaint"), "Did you mean 'complaints'?"),
        (STEADY, ("--out", "ours.csv"), "This is a file"),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(
    ask: Ask, values: Sequence[object], arguments: tuple[str, ...], told: str
) -> None:
    answer = ask("control-chart", written(values), "--column", "complaints", *arguments)
    assert answer.code == 2
    assert told in " ".join(answer.err.split())
    assert answer.out == ""


def test_a_file_and_a_column_are_needed(ask: Ask) -> None:
    assert "There is no such file" in ask("control-chart", "nowhere.csv", "--column", "complaints").err
    assert "--column" in ask("control-chart", written(STEADY)).err
