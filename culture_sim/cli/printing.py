"""Printing: tables and paragraphs for people, one JSON object for programs."""

import json
import math
import sys
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from culture_sim.errors import printable

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

NARROWEST, USUAL, WIDEST = 48, 80, 100
"""Widths: of a table that still says something, of one that is no terminal's, of a line that can be read."""


def screen() -> "Console":
    """Where results are printed."""
    from rich.console import Console

    class Screen(Console):
        """Prints what users wrote as text, and leaves it to the command how to end when nobody reads any more."""

        def render_str(self, text: str, **named: Any) -> "Text":
            return super().render_str(printable(text), **named)

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = Screen(highlight=False, markup=False, emoji=False)
    console.width = max(console.width, NARROWEST if console.is_terminal else USUAL)
    return console


def plain_table(*headings: str, title: str = "") -> "Table":
    """A table with one line below its head: the first column is text, the others are numbers."""
    from rich.box import Box
    from rich.table import Table

    line_below_head = "    \n    \n ── \n    \n    \n    \n    \n    \n"
    table = Table(
        box=Box(line_below_head),
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="",
        padding=(0, 0, 0, 1),
        pad_edge=False,
        show_edge=False,
    )
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if place else "left", no_wrap=place > 0, vertical="bottom")
    return table


def print_entry(console: "Console", name: str, facts: str, text: str) -> None:
    """A name with its facts on one line, and what it is below it."""
    from rich.text import Text

    facts = printable(f"  {facts}" if facts else "")
    console.print(Text.assemble((printable(name), "bold"), facts), soft_wrap=True)
    if text:
        print_text(console, text, indent="    ")


def print_text(console: "Console", text: str, indent: str = "") -> None:
    """A paragraph of a readable width."""
    width = min(console.width, WIDEST)
    filled = textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    console.print(filled, soft_wrap=True)


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Text as it is, on stdout or stderr."""
    import typer

    typer.echo(printable(text), err=err, nl=nl)


def print_json(found: Mapping[str, Any]) -> None:
    """One JSON object on stdout."""
    sys.stdout.write(as_json(found))


def as_json(found: Mapping[str, Any]) -> str:
    """The object as text; what is not a number in the sense of JSON becomes null."""
    text = json.dumps(_sound(found), indent=1, ensure_ascii=False, allow_nan=False)
    return "".join(each if each == "\n" or each.isprintable() else _escaped(each) for each in text) + "\n"


def _escaped(letter: str) -> str:
    """A character that must not reach a terminal, as JSON writes it."""
    return json.dumps(letter)[1:-1]


def _sound(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _sound(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_sound(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
