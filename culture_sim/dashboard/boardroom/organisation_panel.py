"""The organisation: a published example, its figures replaced by your own, or a file."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.boardroom.official_statistics import OfficialStatisticsUpload
from culture_sim.dashboard.components import (
    Button,
    Details,
    Field,
    Html,
    Select,
    Text,
    Upload,
    table,
    term,
    use_attempt,
)
from culture_sim.dashboard.fresh_page import usual_plan
from culture_sim.dashboard.page_state import MOST_STAFF, OrganisationChoice, PlanChoice
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import (
    examples,
    file_of,
    organisation_of,
    read_organisation,
    setting_of,
)
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.numbers import number
from culture_sim.settings.figure import Figure

MOST_PERCENT, MOST_RATE = 99.0, 10_000.0
"""Largest figures that can be typed in: shares, and cases for 1,000 staff a year."""

OWN = Figure.model_fields["source"].default
"""What an organisation's file says of a figure that was typed in."""


@solara.component
def PlacePanel() -> Any:
    """Whose figures the baseline stands on, folded to one line until it is changed."""
    session = use_session()
    place = session.state.value.place
    organisation = solara.use_memo(lambda: organisation_of(place), [place])
    own = " with your figures" if place.observed else " from your file" if place.uploaded else ""
    return Html(
        "section",
        Html("h2", "The organisation", classes="cs-heading"),
        Text(
            f"{organisation.name}{own}: {organisation.staff:,} posts (vacancies included) in"
            f" {organisation.teams} teams."
        ),
        Details("Change the organisation, or use your own figures", [Editor()], lazy=True),
        classes="cs-panel",
    )


@solara.component
def Editor() -> Any:
    """Example, size, own figures, file."""
    session = use_session()
    place, usual = session.state.value.place, session.fresh().place
    setting = setting_of(place).name
    problem, attempt = use_attempt()

    def change(changed: OrganisationChoice, control: str) -> None:
        state, setting = session.state.value, setting_of(changed).name
        if setting != setting_of(state.place).name:  # its plans are others
            state = replace(state, choice=PlanChoice(usual_plan(setting)), saved=(), parameters=())
        session.change(replace(state, place=changed), control)

    def put(changed: OrganisationChoice, control: str) -> None:
        attempt(lambda: change(changed, control))

    def use(name: str, text: str) -> None:
        file = read_organisation(name, text)
        staff = (file.teams.listed_posts if file.teams else None) or file.staff or place.staff
        change(OrganisationChoice(name=place.name, staff=staff, uploaded=text), "organisation file")

    def upload(name: str, text: str) -> None:
        attempt(lambda: use(name, text), " Nothing was changed.")

    return Html(
        "div",
        Select(
            "place-example",
            "Published example",
            place.name if not place.uploaded else "",
            [*([("", "Your file")] if place.uploaded else []), *examples(setting)],
            lambda name: put(OrganisationChoice(name=name or place.name, staff=place.staff), "example"),
            "National or typical published figures, each with its source.",
        ),
        StaffField(put),
        Details("Type in your own figures", [OwnFigures(put)], lazy=True),
        Upload(
            "place-file",
            "Organisation file (YAML)",
            upload,
            "At most 1 MB. It is checked first; a wrong file changes nothing.",
            problem,
        ),
        OfficialStatisticsUpload(setting_of(place), use),
        *(
            [
                Button(
                    "Back to the published example",
                    lambda: put(usual, "example"),
                    "cs-quiet-button",
                )
            ]
            if place != usual
            else []
        ),
    )


@solara.component
def StaffField(put: Any) -> Any:
    """How many staff are simulated."""
    place = use_session().state.value.place
    problem, tell = solara.use_state("")

    def typed(text: str) -> None:
        value = _number(text)
        if value is None or not 60 <= value <= MOST_STAFF or value != int(value):
            tell(f"Between 60 and {MOST_STAFF:,} staff can be simulated here.")
            return
        tell("")
        put(replace(place, staff=int(value)), "staff")

    usual = setting_of(place).staff
    hint = f"Rates do not hang on size, so {usual:,} stands well for a larger organisation. More staff take longer."
    return Field(
        "place-staff",
        "Simulated staff",
        str(place.staff),
        typed,
        hint=hint,
        problem=problem,
        low=60,
        high=MOST_STAFF,
    )


@solara.component
def OwnFigures(put: Any) -> Any:
    """Observed levels, one by one."""
    place = use_session().state.value.place
    problems, tell = solara.use_state({})
    file = solara.use_memo(lambda: file_of(place), [place])
    figures = {
        key: (what.title, what.unit, MOST_PERCENT if what.unit.startswith("%") else MOST_RATE)
        for key, what in setting_of(place).observable.items()
    }
    here = {key: figure.value for key, figure in (file.observed.figures() if file.observed else {}).items()}

    def typed(key: str, text: str) -> None:
        value = _number(text)
        words, unit, most = figures[key]
        if value is None or not 0 < value <= most:
            tell({**problems, key: f"{words} must be a number above 0 and at most {number(most)} ({unit})."})
            return
        tell({name: words for name, words in problems.items() if name != key})
        kept = tuple((name, old) for name, old in place.observed if name != key)
        put(replace(place, observed=(*kept, (key, value))), f"figure {key}")

    return Html(
        "div",
        *(
            Field(
                f"own-{key}",
                words,
                f"{here[key]:g}" if key in here else "",
                partial(typed, key),
                unit=unit,
                problem=problems.get(key, ""),
                low=0,
                high=most,
            ).key(key)
            for key, (words, unit, most) in figures.items()
        ),
    )


def observed_table(answer: Comparison) -> Any:
    """Observed figures against what the baseline reproduces, or a sentence where there are none."""
    if answer.calibration is None:
        return Text("This organisation gives no figures of its own, so the model's usual levels are used.")
    rows = []
    for row in answer.calibration.rows:
        what = answer.organisation.setting.observable.get(row.key)
        words = f"{what.title}, {what.unit}" if what is not None else row.key
        decimals = 0 if row.observed >= 50 else 1
        shown = reproduced(answer, row.key, row.reproduced)
        source = "Your own figure." if row.source == OWN else row.source.strip()
        rows.append([words, number(row.observed, decimals), number(shown, decimals), source])
    lead = Html(
        "p",
        "The ",
        term("baseline"),
        " was ",
        term("calibrated"),
        " to these figures. How close it comes is shown beside them.",
    )
    return Html(
        "div",
        lead,
        table(["Figure", "Observed", "Simulated", "Source"], rows, "Observed and simulated", kind="words"),
    )


def reproduced(answer: Comparison, key: str, usual: float) -> float:
    """What the baseline of this answer shows for an observed figure."""
    what = answer.organisation.setting.observable.get(key)
    return usual if what is None else float(answer.values(answer.baseline, what.key)[:, 1:].mean())


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", "").strip())
    except ValueError:
        return None
    return value if math.isfinite(value) else None
