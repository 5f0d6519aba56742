"""The controls of a study's picture: what is shown of which outcome, plan and year, and only where it matters."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import Field, Html, Select
from culture_sim.dashboard.laboratory.filtered_study import FilteredStudy
from culture_sim.dashboard.laboratory.study_figures import Asked, in_words
from culture_sim.settings.nhs_trust.outcomes import outcome

PICTURES = {
    "heat map": "Two factors against each other",
    "tornado": "What moves it most (tornado)",
    "frontier": "What money buys (frontier)",
    "box": "Where it happens (box)",
    "trajectories": "Year by year (trajectories)",
}


def asked_of(part: FilteredStudy, choice: dict[str, Any]) -> Asked:
    """What is asked for, whatever of it the part allows."""

    def one(what: str, known: list[str]) -> str:
        said = choice.get(what)
        return said if said in known else next(iter(known), "")

    listed = part.listed()
    picture = one("picture", part.pictures())
    across = one("across", listed if picture == "heat map" else lines_by(part))
    return Asked(
        picture,
        one("key", part.outcomes),
        one("plan", part.scenarios),
        min(choice.get("year", part.years), part.years),
        choice.get("against", "difference") == "difference",
        across,
        one("upwards", [each for each in listed if each != across]),
        choice.get("beyond"),
        choice.get("sign", ">"),
    )


def lines_by(part: FilteredStudy) -> list[str]:
    """What can make the lines of a trajectory: plans, factors of a few values, or nothing."""
    plans = ["scenario"] if len(part.scenarios) > 1 else []
    if part.design in {"grid", "list"}:
        return [*plans, *part.listed(), "nothing"]
    return [*plans, "nothing", *part.listed()]


@solara.component
def Asking(part: FilteredStudy, pictures: list[str], asked: Asked, put: Any) -> Any:
    """The controls of the picture: only those that it has."""
    controls = [
        Select("study-picture", "Picture", asked.picture, [(each, PICTURES[each]) for each in pictures],
               lambda value: put("picture", value)),
        Select("study-outcome", "Outcome", asked.key, [(key, outcome(key).title) for key in part.outcomes],
               lambda value: put("key", value)),
    ]  # fmt: skip
    by_plan = asked.picture == "trajectories" and asked.across == "scenario"
    if len(part.scenarios) > 1 and asked.picture != "frontier" and not by_plan:
        plans = [(each, in_words(each).capitalize()) for each in part.scenarios]
        controls.append(
            Select("study-plan", "Laid over the plan", asked.plan, plans, lambda value: put("plan", value))
        )
    if asked.picture in {"heat map", "box", "tornado"}:
        years = [(str(year), f"Year {year}") for year in range(1, part.years + 1)]
        controls.append(
            Select("study-year", "Year", str(asked.year), years, lambda value: put("year", int(value)))
        )
    if asked.picture in {"heat map", "box"} and part.has_baseline:
        ways = [("difference", "Less the baseline"), ("level", "As it is")]
        now = "difference" if asked.difference else "level"
        controls.append(Select("study-against", "Numbers", now, ways, lambda value: put("against", value)))
    if asked.picture == "heat map":
        for what, label in (("across", "Across"), ("upwards", "Upwards")):
            sides = [(each, in_words(each).capitalize()) for each in part.listed()]
            controls.append(
                Select(
                    f"study-{what}",
                    label,
                    getattr(asked, what),
                    sides,
                    lambda value, what=what: put(what, value),
                )
            )
    if asked.picture == "trajectories":
        by = {"scenario": "Plan", "nothing": "Nothing: all points together"}
        ways = [(each, by.get(each, in_words(each).capitalize())) for each in lines_by(part)]
        controls.append(
            Select("study-lines", "A line for each", asked.across, ways, lambda value: put("across", value))
        )
    if asked.picture == "box":
        signs = [("<", "is below"), (">", "is above")]
        controls.append(Select("study-sign", "Where it", asked.sign, signs, lambda value: put("sign", value)))
        now = "" if asked.beyond is None else f"{asked.beyond:g}"
        hint = "Empty: the middle of what is there."
        controls.append(Field("study-beyond", "this value", now, lambda text: _typed(text, put), hint=hint))
    return Html("div", *controls, classes="cs-lab-choices")


def _typed(text: str, put: Any) -> None:
    try:
        put("beyond", float(text) if text.strip() else None)
    except ValueError:
        return
