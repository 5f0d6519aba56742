"""What happened to the same people in two organisations, side by side, moment by moment."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.class_state import first_and_second
from culture_sim.dashboard.components import Callout, Chart, Details, Html, Text
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import setting_of
from culture_sim.stories import Entry, Moment, Reveal, SideBySide


@solara.component
def TwoDiaries(shown: Reveal, diaries: SideBySide, where_from: str) -> Any:
    """The scene, the finding, both diaries, figures of the same numbers, and how it was picked."""
    places = first_and_second(setting_of(use_session().state.value.place))
    charts = [Chart(panel).key(panel.file) for panel in shown.panels]
    paired = " cs-two-charts" if len(charts) > 1 else ""
    notes = [Callout(title, text) for title, text in shown.notes if text]
    assumed = [Callout("What is assumed.", shown.assumed)] if shown.assumed else []
    return Html(
        "div",
        Html("p", diaries.scene),
        Html("p", shown.finding, classes="cs-finding"),
        heads(places, diaries.titles),
        *(moment(each, places) for each in diaries.moments),
        Html(
            "div",
            Html("div", *charts, classes="cs-class-charts"),
            Html("div", *notes, *assumed, classes="cs-class-words"),
            classes=f"cs-charts-and-words{paired}",
        ),
        Details("Where these numbers come from", [Text(where_from)]),
        classes="cs-two-diaries",
    )


def heads(places: tuple[str, str], titles: tuple[str, str]) -> Any:
    """What stands above the two columns."""
    kinds = ("cs-world-without", "cs-world-with")
    return Html(
        "div",
        *(
            Html("p", f"{place}: {title}", classes=f"cs-world {kind}")
            for place, title, kind in zip(places, titles, kinds, strict=True)
        ),
        classes="cs-pair cs-pair-head",
    )


def moment(here: Moment, places: tuple[str, str], quiet: bool = True, note: str = "") -> Any:
    """One moment in both.

    Args:
        here: the moment.
        places: what the two are called.
        quiet: whether entries that are quiet are shown.
        note: stands behind its title.
    """
    columns = zip((here.without, here.with_plan), places, strict=True)
    return Html(
        "div",
        Html("p", here.title + note, classes="cs-moment-when"),
        Html("div", *(_entries(entries, place, quiet) for entries, place in columns), classes="cs-pair"),
        classes="cs-moment",
        key=f"moment-{here.week}",
    )


def _entries(entries: tuple[Entry, ...], place: str, quiet: bool) -> Any:
    shown = []
    for entry in entries:
        if entry.kind == "quiet" and not quiet:
            continue
        what = f"{entry.changed[:1].upper()}{entry.changed[1:]}"
        changed = [Html("span", f" {what}.", classes="cs-changed")] if what else []
        words = [Html("span", f"{place}: ", classes="cs-unseen"), entry.text]
        shown.append(Html("p", *words, *changed, classes=f"cs-entry cs-entry-{entry.kind or 'plain'}"))
    if not shown:
        nothing = [Html("span", f"{place}: ", classes="cs-unseen"), "Nothing of note"]
        return Html("div", Html("p", *nothing, classes="cs-changed"), classes="cs-cell cs-cell-empty")
    return Html("div", *shown, classes="cs-cell")
