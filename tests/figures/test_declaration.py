"""What a figure declares, and that both pens draw the same of it."""

import numpy as np
import pytest

from culture_sim.figures.axes import scale
from culture_sim.figures.echarts import option
from culture_sim.figures.figure import Axis, Line, Panel, Points
from culture_sim.figures.matplotlib import draw
from culture_sim.figures.style import apart, ink_on, look, shade


def panel(*lines: Line, low: float | None = None) -> Panel:
    count = len(np.asarray(lines[0].values))
    return Panel(
        "A finding", Axis("Year", names=tuple(map(str, range(count)))), Axis("per 1,000", low=low), lines
    )


def test_both_pens_have_the_same_axes_colours_dashes_and_labels() -> None:
    lines = (
        Line("Plan", [11.0, 9.5, 8.7], [10.0, 8.5, 7.0], [12.0, 10.0, 9.0], end="8.7", colour=look(1)[0]),
        Line("Baseline", [11.0, 11.2, 11.5], end="11.5", colour="#F46A25", dashes=(5, 2)),
    )
    one = panel(*lines, low=0.0)
    axes, page = draw(one).axes[0], option(one)
    assert axes.get_ylim() == (page["yAxis"]["min"], page["yAxis"]["max"])
    ticks = np.arange(page["yAxis"]["min"], page["yAxis"]["max"] + 1e-9, page["yAxis"]["interval"])
    assert list(axes.get_yticks()) == pytest.approx(list(ticks))
    assert [tick.get_text() for tick in axes.get_xticklabels()] == page["xAxis"]["data"]
    named = [each for each in page["series"] if each.get("name")]
    assert [each["color"] for each in named] == [line.get_color() for line in axes.lines]
    words = {text.get_text().replace("\n", " ") for text in axes.texts}
    assert {each["endLabel"]["words"] for each in named} <= words


def test_an_axis_of_numbers_ends_at_round_numbers_beyond_all_marks() -> None:
    assert scale(panel(Line("a", [3.0, 17.5]), low=0.0), "y") == (0.0, 20.0, 5.0)
    assert scale(panel(Line("a", [-3.0, 17.0])), "y") == (-5.0, 20.0, 5.0)
    assert scale(panel(Line("a", [0.0, 0.0]), low=0.0), "y").high > 0
    dots = Panel("", Axis(), Axis(), (Points([0.12, 0.31], [2.0, 9.0]),))
    low, high, step = scale(dots, "x")
    assert low <= 0.12
    assert high >= 0.31
    assert (high - low) / step == pytest.approx(round((high - low) / step))


def test_labels_stand_apart_and_move_as_little_as_need_be() -> None:
    assert apart([1.0, 5.0], [1.0, 1.0]) == [1.0, 5.0]
    assert apart([1.0, 1.0], [2.0, 2.0]) == [0.0, 2.0]
    assert apart([9.9, 9.8, 1.0], [1.0, 1.0, 1.0], 0.0, 10.0) == pytest.approx([9.5, 8.5, 1.0])
    rng = np.random.default_rng(1)
    for _ in range(200):
        sizes = rng.uniform(0.5, 1.5, 6)
        placed = apart(list(rng.uniform(0, 10, 6)), list(sizes), 0.0, 10.0)
        order = np.argsort(placed)
        gaps = np.diff(np.array(placed)[order])
        assert np.all(gaps >= (sizes[order][1:] + sizes[order][:-1]) / 2 - 1e-6)
        if sizes.sum() <= 10:
            assert min(placed - sizes / 2) >= -1e-6
            assert max(placed + sizes / 2) <= 10 + 1e-6


def test_letters_stand_out_on_every_shade() -> None:
    def light(colour: str) -> float:
        parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    for share in np.linspace(0, 1, 101):
        colour = shade(float(share), ("#8A3A08", "#F46A25", "#FFFFFF", "#6F8DB3", "#12436D"))
        dark, bright = sorted((light(colour), light(ink_on(colour))))
        assert (bright + 0.05) / (dark + 0.05) >= 4.4
