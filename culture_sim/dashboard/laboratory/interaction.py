"""Two levers against each other, as a map of colours that is worked out on the spot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from typing import Any, NamedTuple

import solara

from culture_sim.dashboard.components import Button, Chart, Html, Select, Text
from culture_sim.dashboard.laboratory.explorer import ON_THE_DESK
from culture_sim.dashboard.session import Session, use_session
from culture_sim.dashboard.uploads import organisation_of, scenario_of
from culture_sim.ensemble import Ensemble
from culture_sim.ensemble.comparison import RunArrays
from culture_sim.ensemble.executor import Cancelled
from culture_sim.ensemble.two_factor import STEPS, RunAll, TwoFactorDesign, TwoFactorResult, run_two_factor
from culture_sim.errors import InputError
from culture_sim.figures.figure import Panel
from culture_sim.figures.grid import grid_panel
from culture_sim.findings.sensitivity import interaction_finding, strength, two_factor_trace
from culture_sim.findings.study import COLOURS
from culture_sim.findings.titles import two_lever_title
from culture_sim.scenario import Scenario, gallery, lever_set, load_scenario
from culture_sim.settings import load_setting

log = logging.getLogger(__name__)

LEVER_PATHS = tuple(each.path for each in lever_set().levers)
MEASURES = tuple(each.key for each in load_setting().outcomes if each.per != "money")
RUNS = ("2", "4", "8")


class TwoFactorFound(NamedTuple):
    """What is known of a grid so far, and what it takes to reproduce it."""

    result: TwoFactorResult
    trace: str


class Worker:
    """Works out one map at a time for one visitor.

    Attributes:
        grid: the newest map, None before the first.
        progress: runs done and runs to be done; (0, 0) when it rests.
        fault: what was wrong, "" if nothing.
    """

    def __init__(self) -> None:
        self.grid: solara.Reactive[TwoFactorFound | None] = solara.Reactive(None)
        self.progress: solara.Reactive[tuple[int, int]] = solara.Reactive((0, 0))
        self.fault: solara.Reactive[str] = solara.Reactive("")
        self._stop = threading.Event()

    def start(self, visitor: Session, design: TwoFactorDesign) -> None:
        """Give up what is being worked out, and work this out."""
        self._stop.set()
        stop = self._stop = threading.Event()
        self.fault.value = ""
        total = design.replicates * (STEPS * STEPS + 1)
        self.progress.value = (0, total)
        desk = visitor.desk.value

        def work() -> None:
            try:
                ensemble = visitor.engine.ensemble(organisation_of(desk.place), desk.parameters, desk.seed)
                for result in run_two_factor(ensemble, design, run_of(ensemble)):
                    if not stop.is_set():
                        self.grid.value = TwoFactorFound(result, two_factor_trace(result, ensemble))
            except Cancelled:
                return
            except InputError as problem:
                self.fault.value = str(problem)
            except Exception:
                log.exception("A map of two levers could not be worked out")
                self.fault.value = "Something went wrong that is not your doing. Try again."
            if not stop.is_set():
                self.progress.value = (0, 0)

        def run_of(ensemble: Ensemble) -> RunAll:
            def run(scenarios: Mapping[str, Scenario], replicate: int) -> dict[str, RunArrays]:
                found: dict[str, RunArrays] = {}
                cells = list(scenarios.items())
                for first in range(0, len(cells), visitor.engine.threads):
                    batch = dict(cells[first : first + visitor.engine.threads])
                    runs = visitor.engine.runs(ensemble, batch, [replicate], lambda: not stop.is_set())
                    found |= {name: each[0] for name, each in runs.items()}
                    if not stop.is_set():
                        self.progress.value = (replicate * len(cells) + len(found), total)
                return found

            return run

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
        "one": _known(desk.laboratory.one, LEVER_PATHS, "leadership_modelling"),
        "other": _known(desk.laboratory.other, LEVER_PATHS, "training.champions"),
        "outcome": _known(desk.laboratory.outcome, MEASURES, "practice"),
        "over": _known(desk.laboratory.over, (*_plans(), ON_THE_DESK), "blame_culture"),
        "runs": desk.laboratory.runs,
    }

    def start() -> None:
        plan = scenario_of(desk.choice) if chosen["over"] == ON_THE_DESK else load_scenario(chosen["over"])
        try:
            design = TwoFactorDesign(
                plan, chosen["one"], chosen["other"], chosen["outcome"], replicates=int(chosen["runs"])
            )
        except InputError as problem:
            worker.fault.value = str(problem)
            return
        worker.start(visitor, design)

    levers = [(path, lever_set()[path].title) for path in LEVER_PATHS]
    measures = [(key, load_setting().outcome(key).title) for key in MEASURES]
    plans = [*_plans().items(), (ON_THE_DESK, "The plan in the Boardroom")]
    done, total = worker.progress.value
    working = total > 0
    selects = (
        ("one", "Lever across", levers),
        ("other", "Lever upwards", levers),
        ("outcome", "Look at, in year 5", measures),
        ("over", "Added to the plan", plans),
        ("runs", "Simulations", [(each, each) for each in RUNS]),
    )
    return Html(
        "div",
        Html(
            "div",
            *(
                Select(
                    f"cross-{name}",
                    label,
                    chosen[name],
                    options,
                    lambda value, name=name: visitor.look_at(**{name: value}),
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
    words = f"{done} of {total} runs"
    return Html(
        "div",
        Html("progress", value=str(done), max=str(total), aria_label="Runs done"),
        Html("span", words, classes="cs-hint"),
        classes="cs-lab-progress",
    )


@solara.component
def Found(grid: TwoFactorFound, working: bool) -> Any:
    """The map, and what it says about the two together."""
    result, more = grid.result, " More runs are on their way." if working else ""
    return Html(
        "div",
        Html("div", Chart(two_lever_panel(grid))),
        Html(
            "div",
            Html("p", interaction_finding(result) + more, classes="cs-finding", role="status"),
            Text(
                f"Mean of {result.done} of {result.design.replicates} runs; the change is against nothing done at"
                " all, under the same random numbers. In so few, small differences are chance.",
                classes="cs-note",
            ),
        ),
        classes="cs-charts-and-words",
    )


def two_lever_panel(grid: TwoFactorFound) -> Panel:
    """Columns and rows are strengths; blue is better than nothing done, orange worse; numbers say it too."""
    design, mean = grid.result.design, grid.result.mean
    across, upwards = design.lever(design.across), design.lever(design.upwards)
    names = (
        [strength(across, each) for each in design.amounts(design.across)],
        [strength(upwards, each) for each in design.amounts(design.upwards)],
    )
    titles = (across.title, upwards.title)
    one, other, both = (float(mean[place]) for place in ((-1, 0), (0, -1), (-1, -1)))
    return grid_panel(
        two_lever_title(design.outcome, titles, one, other, both), design.outcome, mean, names,
        is_change=True, titles=titles, file="two_levers", about=(grid.trace,),
        note=f"Change in year {design.year} compared with nothing done; {COLOURS}",
    )  # fmt: skip


__all__ = ["Interaction", "Worker", "two_lever_panel"]
