"""Small controls of the browser's own kind: labelled, reachable by keyboard, and nothing fetched from outside."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import ipyvuetify
import traitlets

from culture_sim.errors import InputError
from culture_sim.inputs.located_yaml import MAX_BYTES
from culture_sim.inputs.text import decode_text

_HERE = Path(__file__).parent
MOST_UPLOAD = 1_000_000


def _template(name: str) -> tuple[str, str]:
    return (str(_HERE / "__init__.py"), name)


def _synced(trait: Any) -> Any:
    return trait.tag(sync=True)


def _part(name: str) -> Any:
    """A part of what a chart draws, to be read."""
    return property(lambda chart: json.loads(chart.drawing)[name])


class ChartWidget(ipyvuetify.VuetifyTemplate):
    """A figure: finding as title, chart, the same as a table, picture and data to take away.

    What is drawn is one JSON text: so neither the renderer here nor Vue in the page walks through its thousands of
    numbers at every move.
    """

    template_file = _template("chart.vue")
    drawing = _synced(traitlets.Unicode("{}"))
    level = _synced(traitlets.Int(3))
    height = _synced(traitlets.Int(300))
    stale = _synced(traitlets.Bool(False))
    stamp = _synced(traitlets.Unicode(""))
    heading, note, description, file = (_part(name) for name in ("heading", "note", "description", "file"))
    option, table, about = (_part(name) for name in ("option", "table", "about"))
    on_clicked: Any = traitlets.Callable(None, allow_none=True)

    def vue_clicked(self, data: dict[str, Any]) -> None:
        """Somebody clicked on a part of the chart."""
        if self.on_clicked is not None:
            self.on_clicked(data)


class _Control(ipyvuetify.VuetifyTemplate):
    """What all controls have: an anchor, words above and below, what is wrong, and who is told of a new value."""

    name = _synced(traitlets.Unicode())
    label = _synced(traitlets.Unicode())
    hint = _synced(traitlets.Unicode(""))
    problem = _synced(traitlets.Unicode(""))
    disabled = _synced(traitlets.Bool(False))
    on_value: Any = traitlets.Callable(lambda *_: None)


class SliderWidget(_Control):
    """A slider whose label and value stand above the track."""

    template_file = _template("slider.vue")
    value = _synced(traitlets.Float(0.0))
    low = _synced(traitlets.Float(0.0))
    high = _synced(traitlets.Float(1.0))
    step = _synced(traitlets.Float(0.05))
    kind = _synced(traitlets.Unicode("number"))
    unit = _synced(traitlets.Unicode(""))
    decimals = _synced(traitlets.Int(0))

    def vue_moved_to(self, value: Any) -> None:
        """The slider stands at another value."""
        if isinstance(value, int | float):
            self.on_value(min(max(float(value), self.low), self.high))


class SelectWidget(_Control):
    """A choice from a short list of (value, words)."""

    template_file = _template("select.vue")
    value = _synced(traitlets.Unicode(""))
    options = _synced(traitlets.List())

    def vue_chosen(self, value: Any) -> None:
        """Another option was chosen."""
        if value in [each[0] for each in self.options]:
            self.on_value(value)


class FieldWidget(_Control):
    """A number or a short text that is typed in; what is wrong with it stands beside it."""

    template_file = _template("field.vue")
    value = _synced(traitlets.Unicode(""))
    kind = _synced(traitlets.Unicode("number"))
    unit = _synced(traitlets.Unicode(""))
    low = _synced(traitlets.Float(None, allow_none=True))
    high = _synced(traitlets.Float(None, allow_none=True))
    step = _synced(traitlets.Unicode("any"))
    longest = _synced(traitlets.Int(60))

    def vue_typed(self, value: Any) -> None:
        """Something was typed and left."""
        self.on_value(str(value)[: self.longest])


class UploadWidget(_Control):
    """A file button of at most 1 MB; the text is decoded as the command line decodes a file, and nothing is kept."""

    template_file = _template("upload.vue")
    accept = _synced(traitlets.Unicode(".yaml,.yml"))
    most = _synced(traitlets.Int(MOST_UPLOAD))
    refused = _synced(traitlets.Unicode(""))

    def vue_given(self, file: dict[str, Any]) -> None:
        """A file was picked; the limit is kept here as well."""
        name = str(file.get("name", "file"))[:100]
        try:
            content = base64.b64decode(str(file.get("content", "")), validate=True)
            text = decode_text(content, name, MAX_BYTES)
        except (InputError, ValueError) as fault:
            self.refused = f"{fault} Nothing was changed."
            return
        self.refused = ""
        if len(content) <= self.most:
            self.on_value(name, text)


class DownloadWidget(ipyvuetify.VuetifyTemplate):
    """A button that asks for bytes and saves or opens them. `on_request` answers with bytes or text."""

    template_file = _template("download.vue")
    label = _synced(traitlets.Unicode())
    filename = _synced(traitlets.Unicode("download"))
    mime = _synced(traitlets.Unicode("text/plain;charset=utf-8"))
    kind = _synced(traitlets.Unicode(""))
    opens = _synced(traitlets.Bool(False))
    content = _synced(traitlets.Unicode(""))
    stamp = _synced(traitlets.Int(0))
    on_request: Any = traitlets.Callable(None, allow_none=True)

    def vue_request(self, _data: Any = None) -> None:
        """The button was pressed."""
        found: bytes | str = b""
        try:
            found = self.on_request() if self.on_request is not None else b""
        finally:
            self.content = base64.b64encode(found.encode() if isinstance(found, str) else found).decode()
            self.stamp += 1


class AddressWidget(ipyvuetify.VuetifyTemplate):
    """Keeps what the visitor has set in the page's address, and copies it."""

    template_file = _template("address.vue")
    link = _synced(traitlets.Unicode(""))
    room = _synced(traitlets.Unicode(""))
    short = _synced(traitlets.Bool(True))
