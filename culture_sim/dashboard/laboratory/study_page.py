"""A finished study, or one that is still running: what it asked, its pictures, a filter, its numbers to take away."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

import solara

from culture_sim.csv_text import csv_text
from culture_sim.dashboard.async_task import use_background_task
from culture_sim.dashboard.components import (
    CSV,
    Button,
    Chart,
    Details,
    Download,
    ErrorBoundary,
    Html,
    Select,
    Text,
    table,
)
from culture_sim.dashboard.laboratory.filtered_study import FilteredStudy, PointFilter
from culture_sim.dashboard.laboratory.study_catalogue import STUDY_CATALOGUE, UNREADABLE, in_plain_words
from culture_sim.dashboard.laboratory.study_controls import Asking, request_of
from culture_sim.dashboard.laboratory.study_filter import Filter
from culture_sim.dashboard.session import use_session
from culture_sim.errors import InputError
from culture_sim.figures import FigureRequest, StudyFigure, study_figure
from culture_sim.findings.study import LESS_BASELINE, in_short, in_words, reproduce

MOST_ROWS = 200_000
"""Rows up to which a table is handed to the browser; larger ones are for the command line."""

NOTHING_HERE = (
    (
        "No study is here yet. Run one in a terminal, then open this page again, for example:",
        "culture-sim study run training_depth_by_leadership --out results/training",
    ),
    ("Or start the pages with the folder that holds yours:", "culture-sim dashboard --studies FOLDER"),
)
"""What to do, and the command for it."""


@dataclass(frozen=True)
class Read:
    """A study as far as it is there."""

    study: FilteredStudy
    done: int
    failed: int

    @property
    def planned(self) -> int:
        """Runs that it will have."""
        return int(self.study.manifest["runs"])


def read(name: str) -> Read:
    """A study of the shelf, and how far it is.

    Raises:
        InputError: it is not there, cannot be read, or nothing of it has been run.
    """
    with in_plain_words():
        try:
            study = FilteredStudy(STUDY_CATALOGUE.study(name))
            done, failed = study.progress()
        except (KeyError, TypeError, ValueError):
            raise InputError(UNREADABLE) from None
        if done == failed:
            lost = f"; {failed:,} failed" if failed else ""
            raise InputError(f"{study.name}: no run has finished yet, of {study.manifest['runs']:,}{lost}.")
        return Read(study, done, failed)


@solara.component
def Studies() -> Any:
    """Choose a study of the server's folder."""
    session = use_session()
    state = session.state.value
    names = STUDY_CATALOGUE.names()
    said = state.laboratory.study
    name = said if said in names else names[0] if names else ""

    found = use_background_task(lambda _job: read(name) if name else None, ("study", name))
    if not names:
        lines = [(Text(do), Html("pre", command, classes="cs-command")) for do, command in NOTHING_HERE]
        return Html("div", *chain.from_iterable(lines))
    options = [(each, in_words(each)) for each in names]
    inside: list[Any] = []
    if found.fault:
        inside = [Text(found.fault, classes="cs-problem"), Button("Read it again", found.again)]
    elif found.value is None or found.is_old:
        inside = [Text("Reading …", classes="cs-waiting")]
    else:
        whole: Read = found.value
        inside = [
            Summary(whole, found.again).key(f"summary-{name}"),
            Pictured(name, whole).key(f"study-{name}"),
        ]
    return Html(
        "div", Select("study", "Study", name, options, lambda value: session.look_at(study=value)), *inside
    )


@solara.component
def Summary(whole: Read, again: Any) -> Any:
    """What was asked, of how many points, and how far it is."""
    study = whole.study
    manifest = study.manifest
    draws = manifest["draws"]["number"]
    more = f" and {draws} drawn sets of parameters" if draws else ""
    paired = "paired with a baseline under the same random numbers" if study.has_baseline else "no baseline"
    design = (
        f"{study.of_points:,} design points ({in_words(study.design)}), {manifest['seeds']['number']} seeds{more},"
        f" {study.years} years; {paired}."
    )
    failed = f" {whole.failed:,} failed." if whole.failed else ""
    progress = f"All {whole.planned:,} runs are in.{failed}"
    unfinished = whole.done < whole.planned
    if unfinished:
        progress = (
            f"{whole.done:,} of {whole.planned:,} runs are in.{failed} What you see is of those; the rest is still"
            " to be run."
        )
    rows = [[in_words(str(each["name"])), _range(each), ", ".join(each["paths"])] for each in study.factors]
    return Html(
        "div",
        Html("h3", study.name, classes="cs-heading"),
        Text(str(manifest["asks"] or "").replace("`", "")),
        Text(design, classes="cs-note"),
        Html(
            "div",
            Html("p", progress, classes="cs-lab-where", role="status"),
            *([Button("Read it again", again, "cs-quiet-button")] if unfinished else []),
            classes="cs-lab-buttons",
        ),
        Details(
            f"What was varied; added to the plan: {', '.join(map(in_words, study.scenarios))}",
            [
                table(["Factor", "Values", "Where"], rows, "Factors of the study"),
                Text(reproduce(study), classes="cs-note"),
            ],
        ),
    )


def _range(factor: dict[str, Any]) -> str:
    if factor["choices"]:
        return ", ".join(in_short(each["label"]) for each in factor["choices"])
    return f"{factor['low']:g} to {factor['high']:g}"


@solara.component
def Pictured(name: str, whole: Read) -> Any:
    """The picture that is asked for, the controls that ask for it, and the numbers as files."""
    wishes, set_wishes = solara.use_state(())
    choice, set_choice = solara.use_state({})
    part, problem = solara.use_memo(lambda: _part(whole, wishes), [id(whole), wishes])
    pictures = part.pictures()
    request = request_of(part, choice)

    def put(what: str, value: Any) -> None:
        set_choice({**choice, what: value})

    def make(_job: Any) -> StudyFigure:
        with in_plain_words():
            return study_figure(part, request)

    found = use_background_task(make, (name, request, wishes, whole.done))
    shown: list[Any] = []
    if found.value is not None and not found.fault:
        made: StudyFigure = found.value
        panel = made.figure.panels[0]
        chart = Chart(panel, stale=found.is_old).key(panel.file)
        words = [Html("div", *(Text(each) for each in made.sentences))] if made.sentences else []
        shown = [Html("div", Html("div", chart), *words, classes="cs-charts-and-words" if words else "")]
    elif not found.fault:
        shown = [Text("Working it out …", classes="cs-waiting")]
    return Html(
        "div",
        Asking(part, pictures, request, put),
        Filter(whole.study, part, wishes, set_wishes),
        *([Text(problem, classes="cs-problem")] if problem else []),
        *([Text(found.fault, classes="cs-problem")] if found.fault else []),
        ErrorBoundary(lambda: Html("div", *shown), "The picture of the study"),
        Html(
            "div",
            Download(
                "Runs of this year as CSV",
                lambda: runs_csv(part, request),
                "study_runs.csv",
                CSV,
            ),
            Download("All years as CSV", lambda: years_csv(part), "study_years.csv", CSV),
            classes="cs-lab-buttons",
        ),
    )


def _part(whole: Read, wishes: tuple[PointFilter, ...]) -> tuple[FilteredStudy, str]:
    """The part that is wished for; the whole, with the reason, where nothing would be left."""
    if not wishes:
        return whole.study, ""
    try:
        with in_plain_words():
            return FilteredStudy(whole.study.folder, wishes), ""
    except InputError as fault:
        return whole.study, f"{fault} Until then all points are shown."


def runs_csv(part: FilteredStudy, request: FigureRequest) -> str:
    """One row for each run: point, seed, its factors, and the outcome in the year that is shown."""
    with in_plain_words():
        is_change = bool(request.difference) and part.has_baseline
        plan = request.scenario or part.scenarios[0]
        values = part.values(request.key, scenario=plan, year=request.year, difference=is_change)
        found = values.join(part.points(), on="point").rename(columns={"value": request.key})
    less = LESS_BASELINE if is_change else ""
    return f"# {reproduce(part)} {plan}, year {request.year}{less}\r\n{csv_text(found)}"


def years_csv(part: FilteredStudy) -> str:
    """Every outcome of every run and year; a word on the command line where that is too much for a browser."""
    with in_plain_words():
        many = int(part.arrow(f"SELECT count(*) AS rows FROM yearly WHERE {part.where}")["rows"][0].as_py())
        if many > MOST_ROWS:
            return f"# {many:,} rows are too many for a browser. Use: culture-sim study export DIR --csv FOLDER\r\n"
        found = part.query(
            f"SELECT * FROM yearly WHERE point = -1 OR {part.where} ORDER BY scenario, draw, point, seed, run, year"
        )
    return f"# {reproduce(part)}\r\n{csv_text(found)}"


__all__ = ["Studies", "read"]
