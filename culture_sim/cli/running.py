"""`run`: one organisation, once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from culture_sim.cli.options import RunOptions, watched
from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.cli.results import write_weeks
from culture_sim.csv_text import csv_text
from culture_sim.engine.columns import columns
from culture_sim.ensemble import Ensemble, Run, calibrate_baseline
from culture_sim.findings import sentences
from culture_sim.findings.amounts import amount, unit
from culture_sim.findings.numbers import number, pounds
from culture_sim.model import CultureModel
from culture_sim.organisation import Organisation
from culture_sim.outcomes.money import WEEKS_A_YEAR, net_saving
from culture_sim.parameters import Parameters
from culture_sim.scenario import Scenario
from culture_sim.version import __version__

if TYPE_CHECKING:
    import pandas

LABEL_WIDTH, NUMBER_WIDTH = 22, 9
"""Widths of the first column of the table, and of the others."""


class SingleRun(NamedTuple):
    """The run of a plan and that of the baseline, and where every number comes from."""

    base: Scenario
    plan: Scenario
    place: Organisation
    parameters: Parameters
    seed: int
    runs: dict[str, Run]

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """By name, the baseline first."""
        return {self.base.name: self.base, self.plan.name: self.plan}

    def origin(self, name: str) -> dict[str, Any]:
        """What stands in every row of a file."""
        return {
            "scenario": name,
            "scenario_hash": self.scenarios[name].hash,
            "organisation_hash": self.place.hash,
            "parameters_hash": self.parameters.hash,
            "version": __version__,
            "seed": self.seed,
        }

    def trace(self) -> str:
        """All it takes to reproduce the numbers."""
        hashes = ", ".join(f"{name} {scenario.hash}" for name, scenario in self.scenarios.items())
        return (
            f"culture-sim {__version__}; seed {self.seed}; scenarios {hashes};"
            f" organisation {self.place.hash}; parameters {self.parameters.hash}"
        )


def run_one(
    name: str,
    options: RunOptions,
    events: tuple[str, ...],
    out: Path | None,
    json: bool,
    quiet: bool,
    force: bool = False,
) -> None:
    """Run it, print it, write it."""
    parameters = options.parameters()
    place = options.place()
    base, plan = options.scenario(options.baseline, place), options.scenario(name, place)
    posts, teams = watched(events, place)
    display = ProgressDisplay(silent=quiet or json)
    with OutFolder(out, force) as folder:
        display.warm_up()
        with display.steps() as progress:
            progress(0, 3, "calibrating the baseline to the observed levels")
            if place.observed_figures and not options.core:
                parameters = calibrate_baseline(place, parameters).parameters
            progress(1, 3, "running without the plan")
            ensemble = Ensemble(place, parameters, options.seed)
            runs = {base.name: ensemble.run(base, 0, options.years)}
            progress(2, 3, "running with the plan")
            runs[plan.name] = ensemble.run(plan, 0, options.years)
            _add_net_saving(runs, base.name)
            log = _events_of(ensemble, plan, options.years, posts, teams) if events else None
            progress(3, 3, "done")
        single = SingleRun(base, plan, place, parameters, options.seed, runs)
        written: list[Path] = []
        if out is not None:
            _write(single, log, folder.draft)
            written = folder.publish()
    if json:
        print_json(_as_dict(single, log))
    else:
        _show(single, log, written)


def _add_net_saving(runs: dict[str, Run], base: str) -> None:
    """Net saving takes a baseline, so a run alone does not have it."""
    without = runs[base].yearly["harm_cost_gbp"]
    for run in runs.values():
        yearly = run.yearly
        yearly["net_saving_gbp"] = net_saving(without, yearly["harm_cost_gbp"], yearly["programme_cost_gbp"])


def _events_of(
    ensemble: Ensemble, plan: Scenario, years: int, posts: list[int] | str, teams: list[int]
) -> "pandas.DataFrame":
    """The events of the same run: the log is off while runs are compared."""
    model: CultureModel = ensemble.warmed_up(0).fork(plan)
    model.watch(posts, teams)
    return model.run_for(years * WEEKS_A_YEAR).events()


def _as_dict(single: SingleRun, log: "pandas.DataFrame | None") -> dict[str, Any]:
    return {
        "what_it_is": sentences.TOOL,
        "cautions": list(single.place.setting.cautions),
        "version": __version__,
        "setting": single.place.setting.name,
        "organisation": {"name": single.place.name, "hash": single.place.hash},
        "parameters_hash": single.parameters.hash,
        "staff": single.place.staff,
        "seed": single.seed,
        "baseline": single.base.name,
        "scenarios": {
            name: {
                "title": scenario.title,
                "hash": scenario.hash,
                "years": [
                    {
                        "year": year,
                        **{key: float(values[year]) for key, values in single.runs[name].yearly.items()},
                    }
                    for year in range(_years(single) + 1)
                ],
            }
            for name, scenario in single.scenarios.items()
        },
        "events": None if log is None else len(log),
    }


def _years(single: SingleRun) -> int:
    return len(next(iter(single.runs[single.plan.name].yearly.values()))) - 1


def _headline(single: SingleRun) -> str:
    years = _years(single)
    return f"{number(single.place.staff)} posts, {years} year{'' if years == 1 else 's'}, seed {single.seed}"


def _show(single: SingleRun, log: "pandas.DataFrame | None", written: list[Path]) -> None:
    console = screen()
    beside_years = LABEL_WIDTH + 2 * NUMBER_WIDTH
    years = sentences.shown_years(_years(single), (console.width - beside_years) // NUMBER_WIDTH)
    print_text(console, f"{single.plan.title} in {single.place.name}: {_headline(single)}")
    for caution in single.place.setting.cautions:
        print_text(console, caution)
    console.print()
    names = ["before" if year == 0 else f"year {year}" for year in years]
    table = plain_table("", *names, f"year {years[-1]} without", title="One run")
    table.columns[0].min_width = LABEL_WIDTH
    table.columns[-1].no_wrap, table.columns[-1].max_width = False, NUMBER_WIDTH - 1
    plan, base = (single.runs[name].yearly for name in (single.plan.name, single.base.name))
    for what in single.place.setting.outcomes:
        cells = [amount(what, float(plan[what.key][year])) for year in years]
        without = amount(what, float(base[what.key][years[-1]]))
        table.add_row(f"{what.title}, {unit(what)}", *cells, without)
    console.print(table)
    if log is not None:
        counts = log["what"].value_counts()
        kinds = ", ".join(f"{count} {str(kind).replace('_', ' ')}" for kind, count in counts.items() if count)
        print_text(console, f"Written down: {number(len(log))} events ({kinds or 'none'}).")
        took = f"{number(log['hours'].sum())} working hours, {pounds(log['price_gbp'].sum())} with fees"
        print_text(console, f"They took {took}.")
    for text in (sentences.ONE_RUN, sentences.TOOL, single.trace()):
        print_text(console, text)
    if written:
        print_text(console, f"Written: {', '.join(str(file) for file in written)}")


def _write(single: SingleRun, log: "pandas.DataFrame | None", folder: Path) -> None:
    import pandas

    from culture_sim.figures import run_figure, save

    yearly = [
        {**single.origin(name), "year": year, "outcome": key, "value": float(value)}
        for name, run in single.runs.items()
        for key, values in run.yearly.items()
        for year, value in enumerate(values)
    ]
    _write_csv(pandas.DataFrame(yearly), folder / "yearly.csv")
    weekly = pandas.concat([_weekly(single, name) for name in single.runs], ignore_index=True)
    _write_csv(weekly, folder / "weekly.csv")
    origin = {name: str(value) for name, value in single.origin(single.plan.name).items()}
    write_weeks(weekly, folder / "weekly.parquet", {**origin, "what_it_is": sentences.TOOL})
    if log is not None:
        _write_csv(_with_origin(log, single, single.plan.name), folder / "events.csv")
    runs = {scenario.title: single.runs[name] for name, scenario in single.scenarios.items()}
    heading = f"One run of {single.place.name} with and without {single.plan.title}"
    figure = run_figure(single.place.setting, runs, heading, _headline(single), single.trace())
    save(figure, folder, "life")


def _weekly(single: SingleRun, name: str) -> "pandas.DataFrame":
    import pandas

    tally = single.runs[name].weekly
    frame = pandas.DataFrame({column: tally[column] for column in columns(single.place.setting.tables.Tally)})
    frame.insert(0, "week", range(-WEEKS_A_YEAR, len(frame) - WEEKS_A_YEAR))
    return _with_origin(frame, single, name)


def _with_origin(frame: "pandas.DataFrame", single: SingleRun, name: str) -> "pandas.DataFrame":
    for place, (column, value) in enumerate(single.origin(name).items()):
        frame.insert(place, column, value)
    return frame


def _write_csv(frame: "pandas.DataFrame", file: Path) -> None:
    file.write_text(csv_text(frame), encoding="utf-8", newline="")
