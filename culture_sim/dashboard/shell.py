"""The house around the rooms: header, navigation, what a link restores, undo, and the page's foot."""

from __future__ import annotations

import importlib.util
import logging
import sys
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs

import reacton.core
import solara

from culture_sim.dashboard.components import Button, ErrorBoundary, Html, Select, Text
from culture_sim.dashboard.fresh_page import page_settings
from culture_sim.dashboard.malloc_trim import DELAYED_TRIM
from culture_sim.dashboard.session import Session, provide, use_session
from culture_sim.dashboard.uploads import setting_of
from culture_sim.dashboard.widgets import AddressWidget
from culture_sim.ensemble.comparison import WHAT_IT_IS
from culture_sim.gallery import gallery_folder
from culture_sim.version import __version__

log = logging.getLogger(__name__)

ROOMS = (
    ("", "Boardroom", "What would the plan do?"),
    ("classroom", "Classroom", "Why does it work or fade?"),
    ("laboratory", "Laboratory", "What is assumed?"),
)


def room_page(name: str) -> Any:
    """The `Page` of an app in the gallery of dashboards."""
    path = gallery_folder("dashboards") / f"{name}.py"
    key = f"culture_sim_dashboards_{name}"
    if key not in sys.modules:
        spec = importlib.util.spec_from_file_location(key, path)
        if spec is None or spec.loader is None:
            return Closed
        module: ModuleType = importlib.util.module_from_spec(spec)
        sys.modules[key] = module
        try:
            spec.loader.exec_module(module)
        except Exception:
            log.exception("The room %s could not be opened", name)
            del sys.modules[key]
            return Closed
    return sys.modules[key].Page


@solara.component
def Closed() -> Any:
    """In the place of a room whose file is broken: the other rooms stay open."""
    return Room(
        "This room is closed",
        "Its file in the gallery of dashboards has a fault; the server's log says where.",
    )


@solara.component
def Shell(children: list[Any] | None = None) -> Any:
    """The layout of every page. Children are the room."""
    router = solara.use_router()
    search = router.search or ""
    session = solara.use_memo(lambda: Session(parse_qs(search).get("desk", [""])[0]), [])
    provide(session)
    session.task.together = reacton.core.get_render_context()

    def stay() -> Any:
        def leave() -> None:
            session.close()
            DELAYED_TRIM.soon()

        return leave

    solara.use_effect(stay, [])
    room = (router.path or "").strip("/").split("/")[0]
    known = {path for path, _, _ in ROOMS}
    title = next((title for path, title, _ in ROOMS if path == room), "Not found")
    solara.Title(f"{title} · culture-sim")
    inside = list(children or []) if room in known else [NotFound()]
    return Html(
        "div",
        Html("a", "Skip to the content", href="#content", classes="cs-skip"),
        Html(
            "header",
            Html(
                "div",
                Html("span", "culture-sim", classes="cs-brand"),
                SettingChoice(),
                classes="cs-brand-line",
            ),
            Navigation(room),
            Tools(room),
            classes="cs-header cs-no-print",
        ),
        Html(
            "main",
            *([Html("p", session.message, classes="cs-problem", role="alert")] if session.message else []),
            Html("div", *inside, key=f"room-{room}"),
            id="content",
            tabindex="-1",
            classes="cs-main",
        ),
        Html(
            "footer",
            Text(WHAT_IT_IS),
            Text(
                f"culture-sim {__version__}. Nothing you enter leaves this server. Some minutes after you have"
                " left, it forgets your page; results stay in its memory until newer ones need the room, and"
                " how the baseline was calibrated stays on its disk."
            ),
            classes="cs-footer",
        ),
        classes="cs-page",
    )


@solara.component
def SettingChoice() -> Any:
    """The kind of organisation that all rooms are about."""
    session = use_session()
    here = setting_of(session.state.value.place)
    titles = {here.name: here.title, **page_settings()}
    return Select("setting", "Setting", here.name, sorted(titles.items()), session.use_setting)


@solara.component
def Navigation(room: str) -> Any:
    """The three rooms."""
    items = []
    for path, title, about in ROOMS:
        here = path == room
        words = [Html("span", title, classes="cs-room"), Html("span", about, classes="cs-room-about")]
        link = solara.Link(f"/{path}", children=words, nofollow=False)
        items.append(
            Html("li", link, classes="cs-here" if here else "", aria_current="page" if here else None)
        )
    return Html("nav", Html("ul", *items), aria_label="Rooms", classes="cs-rooms")


@solara.component
def Tools(room: str) -> Any:
    """Undo, start again, and the link that restores everything."""
    session = use_session()
    state = session.state.value
    link, short = solara.use_memo(session.link, [state])
    return Html(
        "div",
        Button(
            "Undo",
            session.undo,
            "cs-quiet-button",
            disabled=not session.can_undo,
            name="Undo the last change",
        ),
        Button(
            "Start again", session.reset, "cs-quiet-button", name="Start again: everything as it was at first"
        ),
        AddressWidget.element(link=link if short else "", room=room, short=short),
        classes="cs-tools",
    )


@solara.component
def NotFound() -> Any:
    """A page that is not there."""
    return Html("div", Html("h1", "There is no such room"), Text("Choose one of the three above."))


@solara.component
def Room(title: str, lead: str, children: list[Any] | None = None) -> Any:
    """A room: its one h1, a sentence, and panels."""
    return Html(
        "div", Html("h1", title, classes="cs-title"), Text(lead, classes="cs-lead"), *(children or [])
    )


__all__ = ["ROOMS", "ErrorBoundary", "Room", "Shell", "room_page"]
