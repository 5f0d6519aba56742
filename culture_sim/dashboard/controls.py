"""Labelled controls of the browser's own kind: slider, choice, field, file button, download.

Each is an element and no component of its own: a component more is half a millisecond more at every move of a slider.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from culture_sim.dashboard.widgets import (
    DownloadWidget,
    FieldWidget,
    SelectWidget,
    SliderWidget,
    UploadWidget,
)


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
    return SliderWidget.element(
        name=name,
        label=label,
        value=float(value),
        on_moved=on_value,
        low=float(low),
        high=float(high),
        step=float(step),
        **looks,
    )


def Select(
    name: str,
    label: str,
    value: str,
    options: Sequence[tuple[str, str]],
    on_value: Callable[[str], None],
    hint: str = "",
) -> Any:
    """A choice from a short list of (value, words)."""
    listed = [list(each) for each in options]
    return SelectWidget.element(
        name=name, label=label, value=value, options=listed, on_chosen=on_value, hint=hint
    )


def Field(name: str, label: str, value: str, on_value: Callable[[str], None], **looks: Any) -> Any:
    """Something typed in; what is wrong with it, its `problem`, stands beside it.

    Further looks: `kind` (number, text, search), `unit`, `hint`, `low`, `high`.
    """
    return FieldWidget.element(name=name, label=label, value=value, on_typed=on_value, **looks)


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
        label=label, on_request=content, filename=filename, mime=mime, kind=classes, opens=opens
    )
