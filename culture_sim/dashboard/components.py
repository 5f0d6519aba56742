"""The pieces that panels are made of: headings, buttons, folded groups, error boundaries, charts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any

import solara
from reacton import ipyvuetify as rv

from culture_sim.dashboard.controls import (
    CSV,
    YAML,
    Download,
    Field,
    Select,
    Slider,
    Upload,
    use_attempt,
    with_number,
)
from culture_sim.dashboard.glossary import GLOSSARY
from culture_sim.dashboard.widgets import ChartWidget
from culture_sim.figures.echarts import chart
from culture_sim.figures.figure import Panel

log = logging.getLogger(__name__)
Children = list[Any]


def Html(tag: str, *children: Any, classes: str = "", key: str | None = None, **attributes: Any) -> Any:
    """An HTML element. Children are elements or text; text is never read as markup, whoever wrote it.

    Use it as `with Tag("section"): ...` too.
    """
    said = {
        name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None
    }
    element = rv.Html(tag=tag, children=list(children), class_=classes, attributes=said)
    return element.key(key) if key else element


def Text(text: str, tag: str = "p", classes: str = "") -> Any:
    """A piece of plain text."""
    return Html(tag, text, classes=classes)


def in_sentence(title: str) -> str:
    """A title as it stands within a sentence: "Refreshers" as "refreshers", "HR policy" as it is."""
    return title if title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"


def term(word: str, shown: str = "") -> Any:
    """A word that explains itself on hover and on keyboard focus, to stand among the children of `Html`."""
    meaning = GLOSSARY.get(word)
    said = shown or word
    if meaning is None:
        return said
    return Html(
        "span", said, Html("span", meaning, classes="cs-tip", role="note"), classes="cs-term", tabindex="0"
    )


@solara.component
def Button(
    label: str,
    on_click: Callable[[], None] | None = None,
    classes: str = "",
    disabled: bool = False,
    pressed: bool | None = None,
    name: str = "",
) -> Any:
    """A button. `name` is what a screen reader says where the label alone would not do."""
    said: dict[str, Any] = {"type": "button"}
    if disabled:
        said["disabled"] = "disabled"
    if pressed is not None:
        said["aria-pressed"] = "true" if pressed else "false"
    if name:
        said["aria-label"] = name
    element = rv.Html(tag="button", children=[label], class_=f"cs-button {classes}", attributes=said)
    rv.use_event(element, "click", lambda *_: on_click() if on_click is not None and not disabled else None)
    return element


def Section(
    title: str, children: Children | None = None, name: str = "", note: str = "", level: int = 2
) -> Any:
    """A part of a page with its heading; `name` is its anchor."""
    heading = [Html(f"h{level}", title, classes="cs-heading", id=f"{name}-heading" if name else None)]
    words = [Text(note, classes="cs-note")] if note else []
    return Html(
        "section",
        *heading,
        *words,
        *(children or []),
        classes="cs-section",
        id=name or None,
        aria_labelledby=f"{name}-heading" if name else None,
    )


def Callout(label: str, text: str) -> Any:
    """A box with a caveat that must not be overlooked."""
    return Html("p", Html("strong", f"{label} "), text[:1].upper() + text[1:], classes="cs-assumed")


@solara.component
def Details(
    title: str, children: Children | None = None, note: str = "", open_: bool = False, lazy: bool = False
) -> Any:
    """A group that is folded until it is asked for; if lazy, its children are made only then."""
    opened, set_opened = solara.use_state(open_)
    summary = Html("summary", title, classes="cs-summary")
    rv.use_event(summary, "click", lambda *_: set_opened(True))
    inner = [Text(note, classes="cs-note")] if note else []
    return Html(
        "details",
        summary,
        Html("div", *inner, *(children or [] if opened or not lazy else []), classes="cs-folded"),
        classes="cs-details",
        open="open" if open_ else None,
    )


@solara.component
def Lazy(title: str, content: Callable[[], Any], note: str = "", name: str = "") -> Any:
    """A folded section whose content is made only once it is opened."""
    opened, set_opened = solara.use_state(False)
    summary = Html("summary", Html("h2", title, classes="cs-heading"), classes="cs-summary")
    rv.use_event(summary, "click", lambda *_: set_opened(True))
    inner = [Text(note, classes="cs-note")] if note else []
    if opened:
        inner.append(ErrorBoundary(content, title))
    return Html(
        "details",
        summary,
        Html("div", *inner, classes="cs-folded"),
        classes="cs-details cs-section",
        id=name or None,
    )


def Fault(words: str, again: Callable[[], None], what: str = "") -> Any:
    """What went wrong, and a button that tries again."""
    button = Button("Try again", again, name=f"Try again: {what}" if what else "")
    return Html("div", Text(words), button, classes="cs-fault", role="alert")


@solara.component
def ErrorBoundary(content: Callable[[], Any], what: str = "This part") -> Any:
    """Keeps a fault in one panel from taking the page with it, and offers to try again."""
    attempt, set_attempt = solara.use_state(0)
    fault, clear = solara.use_exception()
    if fault is not None:
        log.error("%s could not be drawn", what, exc_info=fault)

        def again() -> None:
            clear()
            set_attempt(attempt + 1)

        words = f"{what} could not be shown. Everything else still works, and your plan is safe."
        return Fault(words, again, what)
    return _Inside(content).key(f"attempt-{attempt}")


@solara.component
def _Inside(content: Callable[[], Any]) -> None:
    content()


def Chart(
    panel: Panel,
    stale: bool = False,
    height: int = 0,
    stamp: str = "",
    on_click: Callable[[dict[str, Any]], None] | None = None,
) -> Any:
    """A chart with its finding as title, a description for those who cannot see it, table, picture and data.

    Args:
        panel: what is shown.
        height: of the plot in pixels.
        stale: dims it while a newer one is worked out.
        stamp: written into `window.cultureDrawn` when drawn.
        on_click: called with what was clicked on: seriesName, name, dataIndex, id.
    """
    return ChartWidget.element(
        drawing=chart(panel),
        height=height or panel.height,
        stale=stale,
        stamp=stamp,
        on_clicked=on_click,
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "", kind: str = "") -> Any:
    """A plain table; the first cell of a row is its heading.

    `kind` says what it holds: "numbers" stand to the right, each in one line; "words" have a wide last column.
    """
    head = Html("thead", Html("tr", *(Html("th", name, scope="col") for name in columns)))
    body = Html(
        "tbody",
        *(
            Html("tr", Html("th", row[0], scope="row"), *(Html("td", cell) for cell in row[1:]))
            for row in rows
        ),
    )
    words = [Html("caption", caption)] if caption else []
    scroll = Html("table", *words, head, body, classes=f"cs-table cs-{kind}" if kind else "cs-table")
    return Html(
        "div", scroll, classes="cs-table-scroll", tabindex="0", role="region", aria_label=caption or "Table"
    )


__all__ = [
    "CSV",
    "YAML",
    "Button",
    "Callout",
    "Chart",
    "Details",
    "Download",
    "ErrorBoundary",
    "Fault",
    "Field",
    "Html",
    "Lazy",
    "Section",
    "Select",
    "Slider",
    "Text",
    "Upload",
    "in_sentence",
    "table",
    "term",
    "use_attempt",
    "with_number",
]
