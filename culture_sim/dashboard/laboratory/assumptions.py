"""Every number of the model that nobody can choose: what it means, where it is from, its range; movable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import solara
import yaml

from culture_sim.csv_text import csv_text
from culture_sim.dashboard.components import (
    CSV,
    YAML,
    Button,
    Download,
    Field,
    Html,
    Select,
    Slider,
    Text,
    Upload,
    use_attempt,
)
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import read_parameters, setting_of
from culture_sim.findings.amounts import UNITS
from culture_sim.parameters import Parameter, Parameters
from culture_sim.parameters.table import SOURCES

AT_ONCE = 12
NO_NOTE = {"A": "A judgement; no study is named for it."}
"""What stands under a parameter whose source is all that is known of it."""

THE_FEW, ALL, MOVED = "the few", "all", "moved"


@solara.component
def Assumptions() -> Any:
    """Search, look, move, put back; as a file in and out."""
    session = use_session()
    state = session.state.value
    setting = setting_of(state.place)
    known, words_of = setting.all_parameters, setting.key_parameters
    moved = dict(state.parameters)
    words, set_words = solara.use_state("")
    theme, set_theme = solara.use_state(THE_FEW)
    source, set_source = solara.use_state("")
    shown, set_shown = solara.use_state(AT_ONCE)
    where = ALL if words and theme == THE_FEW else theme
    found = search(known, words, where, source, moved, words_of)

    def look(change: Any, value: str) -> None:
        change(value)
        set_shown(AT_ONCE)

    themes = [(THE_FEW, "The few that matter most"), (ALL, "All themes"), (MOVED, "Those you moved")]
    themes += [
        (each, each.replace("_", " ").capitalize())
        for each in sorted({p.theme for p in known.table.values()})
    ]
    sources = [("", "Any source"), *((code, each.capitalize()) for code, each in SOURCES.items())]
    number = len(found)
    count = f"{number} assumption{'' if number == 1 else 's'}, {len(moved)} moved."
    rows = [
        Assumption(each, moved.get(each.name), words_of.get(each.name, each.meaning)).key(each.name)
        for each in found[:shown]
    ]
    more = (
        [
            Button(
                f"Show {min(AT_ONCE, number - shown)} more",
                lambda: set_shown(shown + AT_ONCE),
                "cs-quiet-button",
            )
        ]
        if number > shown
        else []
    )
    return Html(
        "div",
        Html(
            "div",
            Field(
                "find-words",
                "Search",
                words,
                lambda value: look(set_words, value),
                kind="search",
                hint="For example: trust, workload, eN",
            ),
            Select("find-theme", "Show", where, themes, lambda value: look(set_theme, value)),
            Select("find-source", "Source", source, sources, lambda value: look(set_source, value)),
            classes="cs-lab-choices",
        ),
        Files(moved, known),
        Html("p", count, classes="cs-note", role="status"),
        Html("div", *rows, classes="cs-assumptions"),
        *more,
    )


def search(
    known: Parameters,
    words: str,
    theme: str,
    source: str,
    moved: Mapping[str, float],
    few: Iterable[str] = (),
) -> list[Parameter]:
    """Parameters in which every word is found, of a theme and a source; one of that symbol comes first."""
    wanted = words.lower().split()
    found = []
    # The few stand as their file has them: what matters most first
    for each in (known.table[name] for name in few) if theme == THE_FEW else known.table.values():
        text = " ".join(
            (each.name, each.name.replace("_", " "), each.symbol, each.meaning, each.note, each.theme)
        ).lower()
        of_theme = theme in (ALL, THE_FEW, each.theme)
        if theme == MOVED:
            of_theme = each.name in moved
        if (
            of_theme
            and (not source or each.source.startswith(source))
            and all(word in text for word in wanted)
        ):
            found.append(each)
    return sorted(found, key=lambda each: each.symbol != words.strip())


@solara.component
def Assumption(each: Parameter, moved: float | None, meaning: str) -> Any:
    """One assumption."""
    session = use_session()
    value = each.value if moved is None else moved
    title = each.name.replace("_", " ").capitalize()
    named = f"{title} ({symbol})" if (symbol := place_in_model(each.symbol)) else title
    facts = f"{where_from(each)}. {each.note or NO_NOTE.get(each.source, '')}".strip()
    meaning = meaning.strip()
    parts: list[Any] = [Html("h3", f"{meaning[:1].upper()}{meaning[1:]}", classes="cs-assumption-name")]
    if each.uncertain:
        reach = each.high - each.low
        decimals = 0 if reach >= 50 else 1 if reach >= 5 else 2 if reach >= 0.5 else 3 if reach >= 0.05 else 4
        low, high = min(each.low, value), max(each.high, value)
        parts.append(
            Slider(
                f"p-{each.name}",
                named,
                value,
                lambda now: move(session, each, now),
                low,
                high,
                reach / 40,
                decimals=decimals,
                hint=f"Usually {each.value:g}; range {each.low:g} to {each.high:g}; {UNITS.get(each.unit, each.unit)}.",
            )
        )
        if moved is not None:
            parts.append(
                Button(
                    "Put back",
                    lambda: put_back(session, each.name),
                    "cs-quiet-button",
                    name=f"Put back: {title}",
                )
            )
    else:
        parts.append(Text(f"{named}: {each.value:g} {each.unit}; fixed.", classes="cs-hint"))
    parts.append(Text(facts, classes="cs-note"))
    return Html("article", *parts, classes="cs-assumption" + (" cs-moved" if moved is not None else ""))


def place_in_model(symbol: str) -> str:
    """A symbol as a reader finds it in the model's description; "" where it has none there.

    "2.11.2" is "section 2.11.2 of the model", "1.05 in (3)" is "1.05 in equation 3".
    """
    if symbol == "n/a":
        return ""
    said = re.sub(r"\((\d+)\)", r"equation \1", symbol)
    said = re.sub(r"\bin (\d+\.\d)", r"in section \1", said)
    return f"section {said} of the model" if re.fullmatch(r"[\d.]+", said) else said


def where_from(each: Parameter) -> str:
    """The mark of a parameter in words, such as "Assumption, in part calibrated to observed levels"."""
    said = [SOURCES.get(mark, mark) for mark in each.source.split("/")]
    return ", in part ".join(said).capitalize()


def move(session: Session, each: Parameter, value: float) -> None:
    """Set one assumption; at its usual value it counts as not moved."""
    near = abs(value - each.value) < (each.high - each.low) / 80
    moved = dict(session.state.value.parameters)
    moved.pop(each.name, None)
    if not near:
        moved[each.name] = float(value)
    _set(session, moved, each.name)


def put_back(session: Session, name: str) -> None:
    """One assumption as it usually is."""
    _set(session, {key: value for key, value in session.state.value.parameters if key != name}, "")


def _set(session: Session, moved: dict[str, float], control: str) -> None:
    session.change(
        replace(session.state.value, parameters=tuple(sorted(moved.items()))), control and f"p-{control}"
    )


@solara.component
def Files(moved: dict[str, float], known: Parameters) -> Any:
    """The moved assumptions as a file, in and out, and all back."""
    session = use_session()
    problem, attempt = use_attempt()

    return Html(
        "div",
        Download("Moved assumptions as YAML", lambda: as_yaml(moved), "assumptions.yaml", YAML),
        Download(
            "All assumptions as CSV",
            lambda: as_csv(moved, known),
            "all_assumptions.csv",
            CSV,
        ),
        Button(
            "All back",
            lambda: _set(session, {}, ""),
            "cs-quiet-button",
            disabled=not moved,
            name="Put all assumptions back",
        ),
        Upload(
            "assumptions",
            "Assumptions from a file",
            lambda name, text: attempt(lambda: _set(session, read_parameters(name, text, known), "")),
            hint="A YAML file of name: value.",
            problem=problem,
        ),
        classes="cs-lab-buttons",
    )


def as_yaml(moved: dict[str, float]) -> str:
    """Moved assumptions as a file that can be given back."""
    return yaml.safe_dump(moved, sort_keys=True) if moved else "# Nothing was moved.\n{}\n"


def as_csv(moved: dict[str, float], known: Parameters) -> str:
    """Every assumption with its value now."""
    import pandas

    rows = [
        {
            "name": each.name,
            "symbol": each.symbol,
            "theme": each.theme,
            "meaning": each.meaning,
            "value": moved.get(each.name, each.value),
            "usual": each.value,
            "low": each.low,
            "high": each.high,
            "unit": each.unit,
            "source": SOURCES.get(each.source, each.source),
            "note": each.note,
        }
        for each in known.table.values()
    ]
    return csv_text(pandas.DataFrame(rows))
