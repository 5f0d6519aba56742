"""Two levers against each other, as a map of colours that is worked out on the spot."""

from __future__ import annotations

import logging
import threading
from typing import Any

import solara

from culture_sim.dashboard.components import Button, Chart, Html, Select, Text
from culture_sim.dashboard.laboratory.explorer import ON_THE_DESK
from culture_sim.dashboard.laboratory.two_factor import (
    LEVER_PATHS,
    STEPS,
    Grid,
    Stopped,
    TwoFactorDesign,
    run_two_factor,
)
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import scenario_of
from culture_sim.errors import InputError
from culture_sim.figures.figure import Panel
from culture_sim.figures.grid import grid_panel
from culture_sim.findings.numbers import change
from culture_sim.findings.study import COLOURS
from culture_sim.scenario import gallery, lever_set, load_scenario
from culture_sim.settings.nhs_trust.outcomes import OUTCOMES, outcome

log = logging.getLogger(__name__)

MEASURES = tuple(each.key for each in OUTCOMES if each.per != "money")
LIVES = ("2", "4", "8")


class Worker:
    """Works out one map at a time for one visitor.

    Attributes:
        grid: the newest map, None before the first.
        progress: lives done and lives to be done; (0, 0) when it rests.
        fault: what was wrong, "" if nothing.
    """

    def __init__(self) -> None:
        self.grid: solara.Reactive[Grid | None] = solara.Reactive(None)
        self.progress: solara.Reactive[tuple[int, int]] = solara.Reactive((0, 0))
        self.fault: solara.Reactive[str] = solara.Reactive("")
        self._stop = threading.Event()

    def start(self, visitor: Session, crossing: TwoFactorDesign) -> None:
        """Give up what is being worked out, and work this out."""
        self._stop.set()
        stop = self._stop = threading.Event()
        self.fault.value = ""
        self.progress.value = (0, crossing.lives * STEPS * STEPS)

        def tell(done: int, total: int) -> None:
            if not stop.is_set():
                self.progress.value = (done, total)

        def publish(grid: Grid) -> None:
            if not stop.is_set():
                self.grid.value = grid

        def work() -> None:
            try:
                run_two_factor(visitor.engine, crossing, publish, tell, lambda: not stop.is_set())
            except Stopped:
                return
            except InputError as problem:
                self.fault.value = str(problem)
            except Exception:
                log.exception("A map of two levers could not be worked out")
                self.fault.value = "Something went wrong that is not your doing. Try again."
            if not stop.is_set():
                self.progress.value = (0, 0)

        threading.Thread(target=work, name="culture-sim two levers", daemon=True).start()

    def stop(self) -> None:
        """Leave it at what is known."""
        self._stop.set()
        self.progress.value = (0, 0)

    def close(self) -> None:
        """The visitor has left."""
        self._stop.set()


@solara.component
def Interaction() -> Any:
    """Choose two levers, start, watch the map fill."""
    visitor = use_session()
    desk = visitor.desk.value
    worker = solara.use_memo(Worker, [])
    solara.use_effect(lambda: worker.close, [])
    chosen = {
        "one": _known(desk.get("laboratory.one"), LEVER_PATHS, "leadership_modelling"),
        "other": _known(desk.get("laboratory.other"), LEVER_PATHS, "training.champions"),
        "key": _known(desk.get("laboratory.key"), MEASURES, "practice"),
        "over": _known(desk.get("laboratory.over"), (*_plans(), ON_THE_DESK), "blame_culture"),
        "lives": _known(desk.get("laboratory.lives"), LIVES, "4"),
    }

    def put(name: str, value: str) -> None:
        visitor.change(visitor.desk.value.put(f"laboratory.{name}", value), f"laboratory.{name}")

    def start() -> None:
        plan = scenario_of(desk.choice) if chosen["over"] == ON_THE_DESK else load_scenario(chosen["over"])
        crossing = TwoFactorDesign(
            desk.place,
            plan,
            chosen["one"],
            chosen["other"],
            chosen["key"],
            lives=int(chosen["lives"]),
            parameters=desk.parameters,
            seed=desk.seed,
        )
        worker.start(visitor, crossing)

    levers = [(path, lever_set()[path].title) for path in LEVER_PATHS]
    measures = [(key, outcome(key).title) for key in MEASURES]
    plans = [*_plans().items(), (ON_THE_DESK, "The plan in the Boardroom")]
    done, total = worker.progress.value
    working = total > 0
    selects = (
        ("one", "Lever across", levers),
        ("other", "Lever upwards", levers),
        ("key", "Look at, in year 5", measures),
        ("over", "Laid over the plan", plans),
        ("lives", "Simulations", [(each, each) for each in LIVES]),
    )
    return Html(
        "div",
        Html(
            "div",
            *(
                Select(
                    f"cross-{name}", label, chosen[name], options, lambda value, name=name: put(name, value)
                )
                for name, label, options in selects
            ),
            classes="cs-lab-choices",
        ),
        Html(
            "div",
            Button("Stop", worker.stop, "cs-quiet-button") if working else Button("Work it out", start),
            *([Progress(done, total)] if working else []),
            classes="cs-lab-buttons",
        ),
        *([Text(worker.fault.value, classes="cs-problem")] if worker.fault.value else []),
        *([Found(worker.grid.value, working)] if worker.grid.value is not None else []),
    )


def _known(said: Any, known: tuple[str, ...], instead: str) -> str:
    return said if isinstance(said, str) and said in known else instead


def _plans() -> dict[str, str]:
    return {each.name: each.title for each in gallery()}


@solara.component
def Progress(done: int, total: int) -> Any:
    """How far it is."""
    words = f"{done} of {total} lives"
    return Html(
        "div",
        Html("progress", value=str(done), max=str(total), aria_label="Lives lived"),
        Html("span", words, classes="cs-hint"),
        classes="cs-lab-progress",
    )


@solara.component
def Found(grid: Grid, working: bool) -> Any:
    """The map, and what it says about the two together."""
    more = " More lives are on their way." if working else ""
    return Html(
        "div",
        Html("div", Chart(two_lever_panel(grid))),
        Html(
            "div",
            Html("p", grid.finding() + more, classes="cs-finding", role="status"),
            Text(
                f"Mean of {grid.done} of {grid.total} simulations; the change is against nothing done at"
                " all, under the same luck. In so few, small differences are chance.",
                classes="cs-note",
            ),
        ),
        classes="cs-charts-and-words",
    )


def two_lever_panel(grid: Grid) -> Panel:
    """Columns and rows are strengths; blue is better than nothing done, orange worse; numbers say it too."""
    crossing, mean = grid.crossing, grid.mean
    what = outcome(crossing.key)
    titles = (lever_set()[crossing.one].title, lever_set()[crossing.other].title)
    names = (
        [_amount(crossing.one, each) for each in crossing.amounts(crossing.one)],
        [_amount(crossing.other, each) for each in crossing.amounts(crossing.other)],
    )
    one, other, both = (change(float(mean[place]), what.decimals) for place in ((-1, 0), (0, -1), (-1, -1)))
    title = (
        f"{what.title}: {both} with both at full strength; {titles[0].lower()} alone {one},"
        f" {titles[1].lower()} alone {other}"
    )
    return grid_panel(
        title, what, mean, names, is_change=True, titles=titles, file="two_levers", about=(grid.provenance,),
        note=f"Change in year {crossing.year} compared with nothing done; {COLOURS}",
    )  # fmt: skip


def _amount(path: str, amount: float) -> str:
    return f"{amount:g}" if path == "training.refreshers" else f"{100 * amount:.3g} %"


__all__ = ["Interaction", "Worker", "two_lever_panel"]
