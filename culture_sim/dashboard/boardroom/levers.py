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
    use_attempt,
)
from culture_sim.dashboard.page_state import PlanChoice
from culture_sim.dashboard.session import use_session
from culture_sim.dashboard.uploads import read_scenario, scenario_of, setting_of, title_of
from culture_sim.findings.board_paper import rollouts
from culture_sim.scenario import LeverInfo, Scenario
from culture_sim.scenario.levers import Timed

_WAIT = {
    "directorates": ("every", "Time between {part}s", 13),
    "pilot": ("after", "Head start of the first teams", 26),
    "leaders_first": ("by", "Head start of leaders", 26),
}
FUNDED = ((0, "It goes on"), (78, "After 18 months"), (104, "After 2 years"), (156, "After 3 years"))


@solara.component
def PlanPanel() -> Any:
    """What the plan is, its levers, rollout, files."""
    choice = use_session().state.value.choice
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
    session = use_session()
    choice = session.state.value.choice
    scenario = scenario_of(choice)
    declared, groups = scenario.levers.declared, []
    for name, group in declared.groups.items():
        levers = declared.in_group(name)
        used = sum(scenario.levers.at(info.path).is_used for info in levers)
        sliders = [
            LeverSlider(info, scenario.levers.at(info.path), not choice.embedded).key(info.path)
            for info in levers
        ]
        title = f"{group.title} ({used} of {len(levers)} used)"
        groups.append(Details(title, sliders, group.about, lazy=True).key(name))
    return Html("div", *groups)


@solara.component
def LeverSlider(info: LeverInfo, lever: Timed, locked: bool) -> Any:
    """One lever's amount, and its timing once it is used. It is drawn anew only when that lever changes."""
    session = use_session()
    problem, attempt = use_attempt()

    def put(name: str, value: Any) -> None:
        attempt(lambda: session.set_lever(f"levers.{info.path}.{name}", value))

    stepped = bool(lever.amount_steps)
    amount = max((value for _, value in lever.amount_steps), default=lever.amount)
    reach = info.slider_range
    looks: dict[str, Any] = {"high": reach.high, "step": reach.step}
    if reach.high > 1:
        looks |= {"kind": "number", "unit": info.measure.replace("_", " "), "decimals": 1}
    else:
        looks |= {"kind": "percent", "decimals": 0 if round(reach.step * 100, 6).is_integer() else 1}
    name = info.path.replace(".", "-")
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
            Slider(f"start-{name}", f"{info.title}: starts", lever.start, lambda value: put("from", int(value)),
                   0, 156, 13, kind="weeks"),
            Slider(f"ramp-{name}", f"{info.title}: time to grow", lever.ramp,
                   lambda value: put("ramp", max(1, int(value))), 1, 105, 13, kind="length"),
        ]  # fmt: skip
        parts.append(Details(f"Timing of {in_sentence(info.title)}", timing, lazy=True))
    if problem:
        parts.append(Html("p", problem, classes="cs-problem", role="alert"))
    return Html("div", *parts, classes="cs-lever")


@solara.component
def Rollout(scenario: Scenario) -> Any:
    """Which teams start when, and how long the money lasts."""
    session = use_session()
    problem, attempt = use_attempt()
    kind, setting = scenario.rollout.kind, setting_of(session.state.value.place)

    def put(path: str, value: Any) -> None:
        attempt(lambda: session.set_lever(path, value))

    parts = [
        Select(
            "rollout", "Rollout", kind, rollouts(setting).items(), lambda value: put("rollout.kind", value)
        )
    ]
    if kind in _WAIT:
        word, label, usual = _WAIT[kind]
        weeks = float(getattr(scenario.rollout, word, usual))
        parts.append(
            Slider(
                "rollout-wait",
                label.format(**setting.words),
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
    session = use_session()
    problem, attempt = use_attempt()

    def use(name: str, text: str) -> None:
        read_scenario(name, text)
        scenario_of(PlanChoice(uploaded=text))
        session.choose("upload", uploaded=text, changes=(), embedded=True, title="")

    def upload(name: str, text: str) -> None:
        attempt(lambda: use(name, text), " Nothing was changed.")

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


__all__ = ["PlanPanel"]
