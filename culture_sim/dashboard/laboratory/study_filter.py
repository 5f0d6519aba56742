"""Which design points count: a list for factors of a few values, a range for the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.components import Button, Details, Field, Html, Select, with_number
from culture_sim.dashboard.laboratory.filtered_study import MOST_LEVELS, FilteredStudy, PointFilter
from culture_sim.findings.study import in_short


@solara.component
def Filter(
    whole: FilteredStudy,
    part: FilteredStudy,
    wishes: tuple[PointFilter, ...],
    set_wishes: Callable[[tuple[PointFilter, ...]], None],
) -> Any:
    """One control for each factor, folded away until it is wanted."""
    levels = solara.use_memo(whole.levels, [id(whole)])
    now = {each.factor: each for each in wishes}

    def wish(changed: PointFilter) -> None:
        kept = [each for each in wishes if each.factor != changed.factor]
        is_none = changed == PointFilter(changed.factor)
        set_wishes(tuple(kept) if is_none else (*kept, changed))

    controls = []
    for number, (name, values) in enumerate(levels.items()):
        here = now.get(name, PointFilter(name))
        if len(values) < 2:
            continue
        if len(values) <= MOST_LEVELS:
            controls.append(_listed(number, name, [in_short(each) for each in values], here, wish))
        else:
            controls.append(_range(number, name, values, here, wish))
    count = "all" if part.is_whole else f"{len(part.chosen):,} of {part.of_points:,}"
    return Details(
        f"Filter the design points: {count} shown",
        [
            Html("div", *controls, classes="cs-lab-choices"),
            Button("Show all points", lambda: set_wishes(()), "cs-quiet-button", disabled=not wishes),
        ],
    )


def _listed(
    number: int, name: str, values: list[str], here: PointFilter, wish: Callable[[PointFilter], None]
) -> Any:
    options = [("", "Any"), *((each, each) for each in dict.fromkeys(values))]
    return Select(
        f"study-filter-{number}",
        name.replace("_", " ").capitalize(),
        here.shown or "",
        options,
        lambda value: wish(PointFilter(name, shown=value or None)),
    )


def _range(
    number: int, name: str, values: list[Any], here: PointFilter, wish: Callable[[PointFilter], None]
) -> Any:
    ends = f"{values[0]:.3g} to {values[-1]:.3g}"

    def take(end: str, text: str) -> None:
        with_number(
            text, lambda value: wish(replace(here, low=value) if end == "low" else replace(here, high=value))
        )

    words = name.replace("_", " ").capitalize()
    fields = [
        Field(
            f"study-filter-{number}-{end}",
            f"{words}, {label}",
            "" if getattr(here, end) is None else f"{getattr(here, end):g}",
            partial(take, end),
            hint=ends,
        )
        for end, label in (("low", "from"), ("high", "to"))
    ]
    return Html("div", *fields, classes="cs-lab-range")
