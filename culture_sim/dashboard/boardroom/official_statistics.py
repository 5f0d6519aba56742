"""One organisation of official statistics that a visitor brings: the table first, then its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import solara
import yaml

from culture_sim.dashboard.components import Html, Select, Text, Upload, use_attempt
from culture_sim.errors import InputError
from culture_sim.organisation.official import official_organisation
from culture_sim.settings import Setting

TABLE = "statistics.csv"


@contextmanager
def as_table(name: str, text: str) -> Iterator[Path]:
    """An upload as a table for as long as it is read; what is wrong with it is told under its own name."""
    with TemporaryDirectory(prefix="culture-sim-") as folder:
        path = Path(folder) / TABLE
        path.write_text(text, encoding="utf-8", newline="")
        try:
            yield path
        except InputError as problem:
            raise InputError(problem.message, name, problem.line) from None


def names_in(setting: Setting, name: str, text: str) -> list[str]:
    """The organisations of an uploaded table of official statistics.

    Raises:
        InputError: it is no such table.
    """
    if setting.official is None:
        raise InputError(f"No official statistics are read for {setting.title}.", name)
    with as_table(name, text) as path:
        return list(setting.official.names(path))


def organisation_text(setting: Setting, name: str, text: str, authority: str) -> tuple[str, tuple[str, ...]]:
    """One organisation of an uploaded table as an organisation file, and notes on what the table does not say of it.

    Raises:
        InputError: the table has no such organisation, or not what is needed of it.
    """
    with as_table(name, text) as path:
        file, notes = official_organisation(path, authority, None, setting.name)
    said = file.model_dump(mode="json", exclude_unset=True)
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=110), notes


@solara.component
def OfficialStatisticsUpload(setting: Setting, use: Callable[[str, str], None]) -> Any:
    """Bring a table, then choose an organisation of it; `use(name, text)` gets its organisation file."""
    found, put = solara.use_state(("", "", []))
    chosen, choose = solara.use_state(("", ()))
    problem, attempt = use_attempt()
    official = setting.official
    if official is None:
        return Html("div")
    name, text, names = found
    word = setting.words["institution"]

    def bring(name: str, text: str) -> None:
        put((name, text, names_in(setting, name, text)))
        choose(("", ()))

    def take(authority: str) -> None:
        if authority:
            file, notes = organisation_text(setting, name, text, authority)
            use(f"{authority}.yaml", file)
            choose((authority, notes))

    options = [("", f"Choose one of {len(names)}"), *((each, each) for each in names)]
    return Html(
        "div",
        Upload(
            "place-statistics",
            "Official statistics (CSV)",
            lambda name, text: attempt(lambda: bring(name, text), " Nothing was changed."),
            f"{official.title}, as it is published. Then choose your {word}.",
            problem,
            accept=".csv",
        ),
        *(
            [
                Select(
                    "place-authority",
                    f"{word[:1].upper()}{word[1:]}",
                    chosen[0],
                    options,
                    lambda authority: attempt(lambda: take(authority), " Nothing was changed."),
                )
            ]
            if names
            else []
        ),
        *(Text(each, classes="cs-note") for each in chosen[1]),
    )
