"""The controls of a study's picture: what is shown of which outcome, plan and year, and only where it matters."""

from __future__ import annotations

from functools import partial
from typing import Any

import solara

from culture_sim.dashboard.components import Field, Html, Select, with_number
from culture_sim.dashboard.laboratory.filtered_study import FilteredStudy
from culture_sim.figures import FigureRequest
from culture_sim.findings.study import in_words

PICTURES = {
    "heat-map": "Two factors against each other",
    "tornado": "What moves it most (tornado)",
    "frontier": "What money buys (frontier)",
    "box": "Where it happens (box)",
    "trajectories": "Year by year (trajectories)",
}


def request_of(part: FilteredStudy, choice: dict[str, Any]) -> FigureRequest:
    """What is asked for, whatever of it the part allows."""

    def one(what: str, known: list[str]) -> str:
        said = choice.get(what)
        return said if said in known else next(iter(known), "")

    listed = part.listed()
    kind, key = one("picture", part.pictures()), one("key", part.outcomes)
    across = one("across", listed)
    beyond = choice.get("beyond")
    return FigureRequest(
        kind,
        key,
        scenario=None if kind == "frontier" else one("plan", part.scenarios),
        year=min(choice.get("year", part.years), part.years),
        difference=choice.get("against", "difference") == "difference",
        across=across,
        up=one("upwards", [each for each in listed if each != across]),
        by=one("by", lines_by(part)) if kind == "trajectories" else None,
        when=f"{key} {choice.get('sign', '>')} {'' if beyond is None else beyond}".strip(),
    )


def lines_by(part: FilteredStudy) -> list[str]:
    """What can make the lines of a trajectory: plans, factors of a few values, or nothing."""
    plans = ["scenario"] if len(part.scenarios) > 1 else []
    if part.design in {"grid", "list"}:
        return [*plans, *part.listed(), "nothing"]
    return [*plans, "nothing", *part.listed()]


@solara.component
def Asking(part: FilteredStudy, pictures: list[str], request: FigureRequest, put: Any) -> Any:
    """The controls of the picture: only those that it has."""
    controls = [
        Select("study-picture", "Picture", request.kind, [(each, PICTURES[each]) for each in pictures],
               partial(put, "picture")),
        Select("study-outcome", "Outcome", request.key,
               [(key, part.setting.outcome(key).title) for key in part.outcomes], partial(put, "key")),
    ]  # fmt: skip
    by_plan = request.by == "scenario"
    if len(part.scenarios) > 1 and request.kind != "frontier" and not by_plan:
        plans = [(each, in_words(each).capitalize()) for each in part.scenarios]
        now = request.scenario or ""
        controls.append(Select("study-plan", "Compared with the plan", now, plans, partial(put, "plan")))
    if request.kind in {"heat-map", "box", "tornado"}:
        years = [(str(year), f"Year {year}") for year in range(1, part.years + 1)]
        controls.append(
            Select("study-year", "Year", str(request.year), years, lambda value: put("year", int(value)))
        )
    if request.kind in {"heat-map", "box"} and part.has_baseline:
        ways = [("difference", "Less the baseline"), ("level", "As it is")]
        now = "difference" if request.difference else "level"
        controls.append(Select("study-against", "Numbers", now, ways, partial(put, "against")))
    if request.kind == "heat-map":
        for what, label, side in (("across", "Across", request.across), ("upwards", "Upwards", request.up)):
            sides = [(each, in_words(each).capitalize()) for each in part.listed()]
            controls.append(Select(f"study-{what}", label, side or "", sides, partial(put, what)))
    if request.kind == "trajectories":
        by = {"scenario": "Plan", "nothing": "Nothing: all points together"}
        ways = [(each, by.get(each, in_words(each).capitalize())) for each in lines_by(part)]
        controls.append(Select("study-lines", "A line for each", request.by or "", ways, partial(put, "by")))
    if request.kind == "box":
        signs = [("<", "is below"), (">", "is above")]
        _, sign, threshold = f"{request.when} ".split(" ", 2)
        controls.append(Select("study-sign", "Where it", sign, signs, partial(put, "sign")))
        hint = "Empty: the middle of what is there."
        controls.append(
            Field(
                "study-beyond",
                "this value",
                threshold.strip(),
                lambda text: with_number(text, partial(put, "beyond")),
                hint=hint,
            )
        )
    return Html("div", *controls, classes="cs-lab-choices")
