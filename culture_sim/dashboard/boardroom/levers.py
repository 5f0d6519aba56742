"""The plan: a preset first, then its levers in plain groups, folded until they are wanted."""

from __future__ import annotations

from typing import Any

import solara

from culture_sim.dashboard.components import (
    Details,
    Download,
    Html,
    Select,
    Slider,
    Text,
    Upload,
    in_sentence,
)
from culture_sim.dashboard.page_state import PlanChoice
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import read_scenario, scenario_of, title_of
from culture_sim.errors import InputError
from culture_sim.scenario import LEVERS, Scenario
from culture_sim.scenario.levers import Timed

GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "Leaders",
        "What those in charge do themselves.",
        ("leadership_modelling", "succession", "measurement_and_feedback"),
    ),
    (
        "Training",
        "What staff learn, and whether it is repeated.",
        (
            "training.introduction",
            "training.champions",
            "training.refreshers",
            "training.backfill",
            "induction",
        ),
    ),
    (
        "Everyday work",
        "What happens in teams from day to day.",
        ("everyday_conversations", "restorative_supervision", "relationship_time", "shared_language"),
    ),
    (
        "When things go wrong",
        "How harm, conflict and complaints are answered.",
        (
            "formal_processes",
            "peer_facilitators",
            "policy_integration.patient_safety",
            "policy_integration.complaints",
            "policy_integration.hr",
        ),
    ),
    (
        "Voice and partners",
        "Who has a say.",
        ("staff_engagement", "power_sharing", "co_production", "multi_agency_alignment"),
    ),
)
"""Levers in plain words, as a board would group them. Every lever stands in exactly one group."""

ROLLOUTS = (
    ("everywhere", "Everywhere at once"),
    ("directorates", "One directorate after another"),
    ("pilot", "A fifth of teams first, the others later"),
    ("leaders_first", "Leaders and policies first, the rest later"),
)
_WAIT = {
    "directorates": ("every", "Time between directorates", 13),
    "pilot": ("after", "Head start of the first teams", 26),
    "leaders_first": ("by", "Head start of leaders", 26),
}
_LEVER = {each.path: each for each in LEVERS}
FUNDED = ((0, "It goes on"), (78, "After 18 months"), (104, "After 2 years"), (156, "After 3 years"))


@solara.component
def PlanPanel() -> Any:
    """What the plan is, its levers, rollout, files."""
    choice = use_session().desk.value.choice
    scenario = scenario_of(choice)
    return Html(
        "section",
        Html("h2", f"The plan: {title_of(choice)}", classes="cs-heading"),
        Text(scenario.shows, classes="cs-note"),
        # Always there, if empty: a child that comes and goes would fold what follows it.
        Text("You have changed some of its levers." if choice.changes else "", classes="cs-note"),
        Details(
            "Change the levers",
            [Levers()],
            "Each shows how much is done when it is fully in place.",
            lazy=True,
        ),
        Details("When and where it starts", [Rollout(scenario)], lazy=True),
        Details("Plan as a file", [Files(scenario)], lazy=True),
        classes="cs-panel",
    )


@solara.component
def Levers() -> Any:
    """The groups of sliders."""
    visitor = use_session()
    choice = visitor.desk.value.choice
    scenario = scenario_of(choice)
    groups = []
    for title, about, paths in GROUPS:
        used = sum(scenario.levers.at(path).is_used for path in paths)
        sliders = [
            LeverSlider(path, scenario.levers.at(path), not choice.embedded).key(path) for path in paths
        ]
        groups.append(Details(f"{title} ({used} of {len(paths)} used)", sliders, about, lazy=True).key(title))
    return Html("div", *groups)


@solara.component
def LeverSlider(path: str, lever: Timed, locked: bool) -> Any:
    """One lever's amount, and its timing once it is used. It is drawn anew only when that lever changes."""
    visitor = use_session()
    problem, tell = solara.use_state("")
    info = _LEVER[path]

    def put(name: str, value: Any) -> None:
        try:
            visitor.set_lever(f"levers.{path}.{name}", value)
            tell("")
        except InputError as wrong:
            tell(str(wrong))

    stepped = bool(lever.amount_steps)
    amount = max((value for _, value in lever.amount_steps), default=lever.amount)
    if info.measure == "a_year":
        looks: dict[str, Any] = {"high": 6, "step": 0.5, "kind": "number", "unit": "a year", "decimals": 1}
    elif path == "training.champions":
        looks = {"high": 0.4, "step": 0.01, "kind": "percent"}
    elif info.high < 1:
        looks = {"high": info.high, "step": 0.005, "kind": "percent", "decimals": 1}
    else:
        looks = {"high": 1.0, "step": 0.05, "kind": "percent"}
    name = path.replace(".", "-")
    parts = [
        Slider(
            f"lever-{name}",
            info.title,
            amount,
            lambda value: put(info.measure, round(value, 4)),
            hint=info.sentence + (" Locked while embedding is off." if locked else ""),
            disabled=locked or stepped,
            **looks,
        )
    ]
    if lever.is_used and not stepped and not locked:
        timing = [
            Slider(
                f"start-{name}",
                f"{info.title}: starts",
                lever.start,
                lambda value: put("from", int(value)),
                high=156,
                step=13,
                kind="weeks",
            ),
            Slider(
                f"ramp-{name}",
                f"{info.title}: time to grow",
                lever.ramp,
                lambda value: put("ramp", max(1, int(value))),
                low=1,
                high=105,
                step=13,
                kind="length",
            ),
        ]
        parts.append(Details(f"Timing of {in_sentence(info.title)}", timing, lazy=True))
    if problem:
        parts.append(Html("p", problem, classes="cs-problem", role="alert"))
    return Html("div", *parts, classes="cs-lever")


@solara.component
def Rollout(scenario: Scenario) -> Any:
    """Which teams start when, and how long the money lasts."""
    visitor = use_session()
    problem, tell = solara.use_state("")
    kind = scenario.rollout.kind

    def put(path: str, value: Any) -> None:
        try:
            visitor.set_lever(path, value)
            tell("")
        except InputError as wrong:
            tell(str(wrong))

    parts = [Select("rollout", "Rollout", kind, ROLLOUTS, lambda value: put("rollout.kind", value))]
    if kind in _WAIT:
        word, label, usual = _WAIT[kind]
        weeks = float(getattr(scenario.rollout, word, usual))
        parts.append(
            Slider(
                "rollout-wait",
                label,
                weeks,
                lambda value: put(f"rollout.{word}", int(value)),
                low=4,
                high=104,
                step=1,
                kind="length",
            )
        )
    ends = scenario.ends or 0
    options = [(str(week), words) for week, words in FUNDED]
    if str(ends) not in dict(options):
        options.append((str(ends), f"After {ends} weeks"))
    parts.append(
        Select(
            "ends",
            "Programme funding ends",
            str(ends),
            options,
            lambda value: put("ends", int(value) or "never"),
        )
    )
    if problem:
        parts.append(Html("p", problem, classes="cs-problem", role="alert"))
    return Html("div", *parts)


@solara.component
def Files(scenario: Scenario) -> Any:
    """Take the plan away, or bring one."""
    visitor = use_session()
    problem, tell = solara.use_state("")

    def upload(name: str, text: str) -> None:
        try:
            read_scenario(name, text)
            scenario_of(PlanChoice(uploaded=text))
        except InputError as wrong:
            tell(f"{wrong} Nothing was changed.")
            return
        tell("")
        visitor.choose("upload", uploaded=text, changes=(), embedded=True, title="")

    return Html(
        "div",
        Download("Download this plan (YAML)", scenario.to_yaml, f"{scenario.name}.yaml", "application/yaml"),
        Upload(
            "plan-file",
            "Use a plan of your own (YAML)",
            upload,
            "At most 1 MB. It is checked first; a wrong file changes nothing.",
            problem,
        ),
    )


__all__ = ["GROUPS", "PlanPanel"]
