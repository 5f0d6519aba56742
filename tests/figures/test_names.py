"""Whatever a user calls a plan or a factor: it is text in every figure and table, and costs no number."""

import io
import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from rich.console import Console

from culture_sim.cli import printing
from culture_sim.errors import InputError, printable
from culture_sim.figures.echarts import chart, option
from culture_sim.figures.figure import Axis, Figure, Line, Panel
from culture_sim.figures.grid import grid_panel
from culture_sim.figures.letters import fitted, width_of, wrapped
from culture_sim.figures.matplotlib import draw
from culture_sim.figures.style import look
from culture_sim.settings import load_setting

NAMES = st.one_of(
    st.text(min_size=1, max_size=40).filter(str.strip),
    st.sampled_from([
        "Option #1 ($2m) and #2 ($3m)", "Plan at $2m or $3m_a", "x^2_{i} \\frac{1}{2}", "{a}: {b} {c}", "Ours [/old]",
        "<b>bold</b> & <script>", "Ward :100:", "W" * 40, "\x1b[31mred\x1b[0m", "\u202eturned",
        "Embedded with protected time",
    ]),
)  # fmt: skip
SLOW = settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])


def panel(names: list[str], ends: list[float]) -> Panel:
    lines = tuple(
        Line(name, [10.0, end], end=f"{end:.1f}", colour=look(place)[0], dashes=look(place)[1])
        for place, (name, end) in enumerate(zip(names, ends, strict=True))
    )
    return Panel(f"A finding about {names[0]}", Axis("Year", names=("0", "1")), Axis("%", low=0.0), lines,
                 height=272, rows=tuple((name,) for name in names))  # fmt: skip


@pytest.mark.filterwarnings("ignore:Glyph")
@SLOW
@given(st.lists(NAMES, min_size=1, max_size=6), st.data())
def test_every_last_value_is_seen_whatever_the_names(names: list[str], data: st.DataObject) -> None:
    ends = [data.draw(st.floats(0, 100).map(lambda value: round(value, 1))) for _ in names]
    one = panel(names, ends)
    drawn = draw(Figure((one, one), f"{names[0]} against no change", "two runs", names[-1], columns=2))
    canvas = FigureCanvasAgg(drawn)
    canvas.draw()
    page = drawn.bbox
    for axes, right in zip(drawn.axes, (drawn.axes[1].get_position().x0, 1.0), strict=True):
        labels = [text for text in axes.texts if text.get_fontweight() == "bold"]
        assert len(labels) == len(names)
        boxes = [Text.get_window_extent(text) for text in labels]  # without the line to the end
        for label, end in zip(labels, ends, strict=True):
            assert label.get_text().replace("\n", "").endswith(f"{end:.1f}")
            assert not label.get_parse_math()
        assert all(box.x1 <= right * page.width + 1 for box in boxes)
        assert all(page.y0 <= box.y0 and box.y1 <= page.y1 for box in boxes)
        edges = sorted((box.y0, box.y1) for box in boxes)
        assert all(low[1] <= high[0] + 4 for low, high in pairwise(edges)), "labels overlap"
    drawn.savefig(io.BytesIO(), format="svg")


def texts(part: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of an option, with the key under which it stands."""
    if isinstance(part, dict):
        for name, each in part.items():
            yield from texts(each, name)
    elif isinstance(part, list):
        for each in part:
            yield from texts(each, key)
    elif isinstance(part, str):
        yield key, part


@given(st.lists(NAMES, min_size=1, max_size=6, unique=True))
def test_no_name_is_a_template_on_a_page(names: list[str]) -> None:
    one = panel(names, [5.0 + place for place in range(len(names))])
    found = json.loads(chart(one))["option"]
    assert all(key != "formatter" for key, _ in texts(found))
    words = [text for key, text in texts(found) if key == "words"]
    assert words == [f"{name} {5.0 + place:.1f}".strip() for place, name in enumerate(names)]
    assert all(isinstance(each["endLabel"]["offset"][1], float) for each in option(one)["series"])


@given(st.text(max_size=60), st.floats(0.3, 3.0), st.integers(1, 4))
def test_rows_of_letters_keep_to_their_width(text: str, inches: float, most: int) -> None:
    rows = wrapped(text, inches, 9.5, most=most)
    assert len(rows) <= most
    assert all(width_of(row, 9.5, bold=True) <= inches * 72 or len(row.rstrip("…")) <= 1 for row in rows)


@given(st.lists(st.tuples(NAMES, st.floats(-999, 9999).map("{:,.1f}".format)), min_size=1, max_size=8))
def test_names_are_shortened_before_numbers(labels: list[tuple[str, str]]) -> None:
    size, rows = fitted(labels, 1.6, 160, 9.5, 1.35)
    assert 6.0 <= size <= 9.5
    assert sum(map(len, rows)) * size * 1.35 <= 160 + 1e-9
    for (_, number), label in zip(labels, rows, strict=True):
        assert "".join(label).endswith(number)


@given(NAMES)
def test_tables_of_the_command_line_show_names_as_they_are(name: str) -> None:
    screen = printing.screen()
    screen.file, screen.width = io.StringIO(), 400
    table = printing.plain_table("", name, title=name)
    table.add_row(name, "1")
    screen.print(table)
    printing.print_entry(screen, name, name, "")
    printing.print_text(screen, name)
    text = screen.file.getvalue()
    shown = printable(" ".join(name.split()))
    assert "\x1b" not in text
    assert "\x9b" not in text
    if name.isprintable() and len(name.split()) == 1 and name.isascii():
        assert text.count(shown) == 6


@given(st.text())
def test_nothing_that_steers_a_terminal_is_printable(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert all(each.isprintable() or each in "\n\t" or not each.isascii() for each in shown)
    assert "\x1b" not in str(InputError(text, text))
    assert json.loads(printing.as_json({"name": text})) == {"name": text}
    assert not any(each in printing.as_json({"name": text}) for each in "\x1b\x9b\x7f")


def test_a_heat_map_of_nothing_is_refused_in_words() -> None:
    what = load_setting().outcomes[0]
    with pytest.raises(InputError, match="no run yet"):
        grid_panel("", what, np.full((2, 2), np.nan), (["a", "b"], ["c", "d"]), True, titles=("x", "y"), note="n",
                   file="f")  # fmt: skip


def test_rich_is_told_that_texts_are_no_markup() -> None:
    assert isinstance(printing.screen(), Console)
    with printing.screen().capture() as seen:
        printing.screen().print("")
    assert seen.get() == ""
