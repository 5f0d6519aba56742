"""Labelled controls of the browser's own kind: slider, choice, field, file button, download."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara

from culture_sim.dashboard.widgets import (
    DownloadWidget,
    FieldWidget,
    SelectWidget,
    SliderWidget,
    UploadWidget,
)


@solara.component
def Slider(
    name: str,
    label: str,
    value: float,
    on_value: Callable[[float], None],
    low: float = 0.0,
    high: float = 1.0,
    step: float = 0.05,
    kind: str = "number",
    unit: str = "",
    decimals: int = 0,
    hint: str = "",
    disabled: bool = False,
) -> Any:
    """A slider. `kind` is how its value is spoken: number, percent, weeks (a point), length (of time)."""
    return SliderWidget.element(
        name=name,
        label=label,
        value=float(value),
        on_moved=on_value,
        low=float(low),
        high=float(high),
        step=float(step),
        kind=kind,
        unit=unit,
        decimals=decimals,
        hint=hint,
        disabled=disabled,
    )


@solara.component
def Select(
    name: str,
    label: str,
    value: str,
    options: Sequence[tuple[str, str]],
    on_value: Callable[[str], None],
    hint: str = "",
) -> Any:
    """A choice from a short list of (value, words)."""
    return SelectWidget.element(
        name=name,
        label=label,
        value=value,
        options=[list(each) for each in options],
        on_chosen=on_value,
        hint=hint,
    )


@solara.component
def Field(
    name: str,
    label: str,
    value: str,
    on_value: Callable[[str], None],
    kind: str = "number",
    unit: str = "",
    hint: str = "",
    problem: str = "",
    low: float | None = None,
    high: float | None = None,
) -> Any:
    """Something typed in; what is wrong with it stands beside it."""
    return FieldWidget.element(
        name=name,
        label=label,
        value=value,
        on_typed=on_value,
        kind=kind,
        unit=unit,
        hint=hint,
        problem=problem,
        low=low,
        high=high,
    )


@solara.component
def Upload(
    name: str,
    label: str,
    on_file: Callable[[str, str], None],
    hint: str = "",
    problem: str = "",
    accept: str = ".yaml,.yml",
) -> Any:
    """A file button; `on_file(name, text)` gets at most 1 MB."""
    return UploadWidget.element(
        name=name, label=label, on_given=on_file, hint=hint, problem=problem, accept=accept
    )


@solara.component
def Download(
    label: str,
    content: Callable[[], bytes | str],
    filename: str,
    mime: str = "text/plain;charset=utf-8",
    classes: str = "cs-quiet-button",
    opens: bool = False,
) -> Any:
    """A button that saves what `content` makes, or opens it in a new tab."""
    return DownloadWidget.element(
        label=label, on_asked=content, filename=filename, mime=mime, kind=classes, opens=opens
    )
