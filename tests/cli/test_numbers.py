"""Every number given as an option is read strictly: ordinary decimal digits, within its limits."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest
import typer
from typer.testing import CliRunner

from culture_sim.cli.app import app

NOT_NUMBERS = ("1_0", "0x10", "١", "nan", "inf", "-inf", "2,5", "07", "1:30", "yes", "")


def number_options(group: typer.Typer = app) -> Iterator[tuple[str, str, Any]]:
    """Command, parameter and declaration of each option whose value is a number."""
    for command in group.registered_commands:
        assert command.callback is not None
        for name, hint in get_type_hints(command.callback, include_extras=True).items():
            if {int, float} & {*get_args(get_args(hint)[0] if get_args(hint) else hint), *get_args(hint)[:1]}:
                yield command.callback.__name__, name, get_args(hint)[1]
    for part in group.registered_groups:
        assert part.typer_instance is not None
        yield from number_options(part.typer_instance)


OPTIONS = list(number_options())


def test_there_are_options_with_numbers() -> None:
    assert {"years", "seed", "parameter_share", "budget", "port"} <= {name for _, name, _ in OPTIONS}


@pytest.mark.parametrize(("command", "name", "option"), OPTIONS, ids=[f"{a}-{b}" for a, b, _ in OPTIONS])
def test_a_number_is_in_ordinary_digits(command: str, name: str, option: Any) -> None:
    """No underscores, other bases, other scripts, commas for points, leading zeros; no nan."""
    for text in NOT_NUMBERS:
        with pytest.raises(typer.BadParameter):
            option.parser(text)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["compare", "--runs", "3.5"], "'3.5' is not a whole number."),
        (["compare", "--years", "1_0"], "'1_0' is not a number. Write it in ordinary decimal digits."),
        (
            ["compare", "--parameter-share", "0,25"],
            "'0,25' is not a number. Write decimals with a point: 2.5.",
        ),
        (["compare", "--years", "91"], "it must be between 1 and 90, not 91."),
        (["grid", "--runs", "0"], "it must be between 1 and 10,000, not 0."),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], sentence: str) -> None:
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert sentence in " ".join(result.output.split())


def test_thousands_may_be_parted_by_commas() -> None:
    staff = next(option for command, name, option in OPTIONS if (command, name) == ("run", "staff"))
    assert staff.parser("20,000") == 20_000
