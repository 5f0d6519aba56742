"""Labelled controls of the browser's own kind: slider, choice, field, file button, download.

Each is an element and no component of its own: a component more is half a millisecond more at every move of a slider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import solara

from culture_sim.dashboard.widgets import (
    DownloadWidget,
    FieldWidget,
    SelectWidget,
    SliderWidget,
    UploadWidget,
)
from culture_sim.errors import InputError

CSV, YAML = "text/csv;charset=utf-8", "text/yaml;charset=utf-8"


def Slider(
    name: str,
    label: str,
    value: float,
    on_value: Callable[[float], None],
    low: float = 0.0,
    high: float = 1.0,
    step: float = 0.05,
    **looks: Any,
) -> Any:
    """A slider. `kind` is how its value is spoken: number, percent, weeks (a point), length (of time).

    Further looks: `unit`, `decimals`, `hint`, `disabled`.
    """
    numbers = {"value": float(value), "low": float(low), "high": float(high), "step": float(step)}
    return SliderWidget.element(name=name, label=label, on_value=on_value, **numbers, **looks)


def Select(
    name: str,
    label: str,
    value: str,
    options: Iterable[tuple[str, str]],
    on_value: Callable[[str], None],
    hint: str = "",
) -> Any:
    """A choice from a short list of (value, words)."""
    listed = [list(each) for each in options]
    return SelectWidget.element(
        name=name, label=label, value=value, options=listed, on_value=on_value, hint=hint
    )


def Field(name: str, label: str, value: str, on_value: Callable[[str], None], **looks: Any) -> Any:
    """Something typed in; what is wrong with it, its `problem`, stands beside it.

    Further looks: `kind` (number, text, search), `unit`, `hint`, `low`, `high`.
    """
    return FieldWidget.element(name=name, label=label, value=value, on_value=on_value, **looks)


def Upload(
    name: str,
    label: str,
    on_file: Callable[[str, str], None],
    hint: str = "",
    problem: str = "",
    accept: str = ".yaml,.yml",
) -> Any:
    """A file button for files that end as `accept` says; `on_file(name, text)` gets at most 1 MB."""
    return UploadWidget.element(
        name=name, label=label, on_value=on_file, hint=hint, problem=problem, accept=accept
    )


def Download(
    label: str,
    content: Callable[[], bytes | str],
    filename: str,
    mime: str = "text/plain;charset=utf-8",
    classes: str = "cs-quiet-button",
) -> Any:
    """A button that saves what `content` makes."""
    return DownloadWidget.element(label=label, on_request=content, filename=filename, mime=mime, kind=classes)


def use_attempt() -> tuple[str, Callable[..., None]]:
    """What was wrong with the last thing that was tried, "" if nothing; and a function that tries one.

    The function takes what is to be done, which may raise InputError, and words that follow what was wrong.
    """
    problem, tell = solara.use_state("")

    def attempt(do: Callable[[], None], after: str = "") -> None:
        try:
            do()
        except InputError as wrong:
            tell(f"{wrong}{after}")
        else:
            tell("")

    return problem, attempt


def with_number(text: str, put: Callable[[float | None], None]) -> None:
    """Pass on the number that was typed, None for an empty field; anything else changes nothing."""
    try:
        value = float(text) if text.strip() else None
    except ValueError:
        return
    put(value)
