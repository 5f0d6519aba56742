"""`run`: one organisation, once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from culture_sim.cli.options import RunOptions, watched
from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.cli.results import write_weeks
from culture_sim.engine.tables import columns
from culture_sim.ensemble import Ensemble, Run, calibrate_baseline
from culture_sim.findings import sentences
from culture_sim.findings.numbers import number
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


class Story(NamedTuple):
    """What was lived, and where every number comes from."""

    base: Scenario
    plan: Scenario
    place: Organisation
    parameters: Parameters
    seed: int
    lives: dict[str, Run]

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
        """All it takes to live the same again."""
        hashes = ", ".join(f"{name} {scenario.hash}" for name, scenario in self.scenarios.items())
        return (
            f"culture-sim {__version__}; seed {self.seed}; scenarios {hashes};"
            f" organisation {self.place.hash}; parameters {self.parameters.hash}"
        )


def run_one(
    name: str, asked: RunOptions, events: tuple[str, ...], out: Path | None, json: bool, quiet: bool
) -> None:
    """Live it, print it, write it."""
    parameters = asked.parameters()
    place = asked.place()
    base, plan = asked.scenario(asked.baseline, place), asked.scenario(name, place)
    posts, teams = watched(events, place)
    working = ProgressDisplay(silent=quiet or json)
    with OutFolder(out) as folder:
        working.warm_up()
        with working.steps() as progress:
            progress(0, 3, "centring the baseline on the observed levels")
            if place.observed is not None and place.observed.figures() and not asked.core:
                parameters = calibrate_baseline(place, parameters).parameters
            progress(1, 3, "living without the plan")
            ensemble = Ensemble(place, parameters, asked.seed)
            lives = {base.name: ensemble.run(base, 0, asked.years)}
            progress(2, 3, "living with the plan")
            lives[plan.name] = ensemble.run(plan, 0, asked.years)
            _settle_money(lives, base.name)
            log = _remembered(ensemble, plan, asked.years, posts, teams) if events else None
            progress(3, 3, "done")
        story = Story(base, plan, place, parameters, asked.seed, lives)
        written: list[Path] = []
        if out is not None:
            _write(story, log, folder.draft)
            written = folder.publish()
    if json:
        print_json(_as_dict(story, log))
    else:
        _show(story, log, written)


def _settle_money(lives: dict[str, Run], base: str) -> None:
    """Net saving takes a baseline, so a life alone does not have it."""
    without = lives[base].yearly["harm_cost_gbp"]
    for life in lives.values():
        yearly = life.yearly
        yearly["net_saving_gbp"] = net_saving(without, yearly["harm_cost_gbp"], yearly["programme_cost_gbp"])


def _remembered(
    ensemble: Ensemble, plan: Scenario, years: int, posts: list[int] | str, teams: list[int]
) -> "pandas.DataFrame":
    """The events of the same life: the log is off while lives are compared."""
    model: CultureModel = ensemble.warmed_up(0).fork(plan)
    model.watch(posts, teams)
    return model.run_for(years * WEEKS_A_YEAR).events()


def _as_dict(story: Story, log: "pandas.DataFrame | None") -> dict[str, Any]:
    return {
        "what_it_is": sentences.TOOL,
        "version": __version__,
        "setting": story.place.setting.name,
        "organisation": {"name": story.place.name, "hash": story.place.hash},
        "parameters_hash": story.parameters.hash,
        "staff": story.place.staff,
        "seed": story.seed,
        "baseline": story.base.name,
        "scenarios": {
            name: {
                "title": scenario.title,
                "hash": scenario.hash,
                "years": [
                    {
                        "year": year,
                        **{key: float(values[year]) for key, values in story.lives[name].yearly.items()},
                    }
                    for year in range(_years(story) + 1)
                ],
            }
            for name, scenario in story.scenarios.items()
        },
        "events": None if log is None else len(log),
    }


def _year(life: Run, year: int) -> dict[str, float]:
    return {"year": year, **{key: float(values[year]) for key, values in life.yearly.items()}}


def _years(story: Story) -> int:
    return len(next(iter(story.lives[story.plan.name].yearly.values()))) - 1


def _headline(story: Story) -> str:
    years = _years(story)
    return f"{number(story.place.staff)} staff, {years} year{'' if years == 1 else 's'}, seed {story.seed}"


def _show(story: Story, log: "pandas.DataFrame | None", written: list[Path]) -> None:
    console = screen()
    beside_years = LABEL_WIDTH + 2 * NUMBER_WIDTH
    years = sentences.shown_years(_years(story), (console.width - beside_years) // NUMBER_WIDTH)
    print_text(console, f"{story.plan.title} in {story.place.name}: {_headline(story)}")
    console.print()
    names = ["before" if year == 0 else f"year {year}" for year in years]
    table = plain_table("", *names, f"year {years[-1]} without", title="One life")
    table.columns[0].min_width = LABEL_WIDTH
    table.columns[-1].no_wrap, table.columns[-1].max_width = False, NUMBER_WIDTH - 1
    plan, base = (story.lives[name].yearly for name in (story.plan.name, story.base.name))
    for what in story.place.setting.outcomes:
        cells = [sentences.amount(what, float(plan[what.key][year])) for year in years]
        without = sentences.amount(what, float(base[what.key][years[-1]]))
        table.add_row(f"{what.title}, {sentences.unit(what)}", *cells, without)
    console.print(table)
    if log is not None:
        counts = log["what"].value_counts()
        kinds = ", ".join(f"{count} {str(kind).replace('_', ' ')}" for kind, count in counts.items())
        print_text(console, f"Written down: {number(len(log))} events ({kinds or 'none'}).")
    for text in (sentences.ONE_LIFE, sentences.TOOL, story.trace()):
        print_text(console, text)
    if written:
        print_text(console, f"Written: {', '.join(str(file) for file in written)}")


def _write(story: Story, log: "pandas.DataFrame | None", folder: Path) -> None:
    import pandas

    from culture_sim.figures import run_figure, save

    yearly = [
        {**story.origin(name), "year": year, "outcome": key, "value": float(value)}
        for name, life in story.lives.items()
        for key, values in life.yearly.items()
        for year, value in enumerate(values)
    ]
    _write_csv(pandas.DataFrame(yearly), folder / "yearly.csv")
    weekly = pandas.concat([_weekly(story, name) for name in story.lives], ignore_index=True)
    _write_csv(weekly, folder / "weekly.csv")
    told = {name: str(value) for name, value in story.origin(story.plan.name).items()}
    write_weeks(weekly, folder / "weekly.parquet", {**told, "what_it_is": sentences.TOOL})
    if log is not None:
        _write_csv(_with_origin(log, story, story.plan.name), folder / "events.csv")
    lives = {scenario.title: story.lives[name] for name, scenario in story.scenarios.items()}
    heading = f"One life of {story.place.name} with and without {story.plan.title}"
    save(run_figure(story.place.setting, lives, heading, _headline(story), story.trace()), folder, "life")


def _weekly(story: Story, name: str) -> "pandas.DataFrame":
    import pandas

    tally = story.lives[name].weekly
    frame = pandas.DataFrame({column: tally[column] for column in columns(story.place.setting.tables.Tally)})
    frame.insert(0, "week", range(-WEEKS_A_YEAR, len(frame) - WEEKS_A_YEAR))
    return _with_origin(frame, story, name)


def _with_origin(frame: "pandas.DataFrame", story: Story, name: str) -> "pandas.DataFrame":
    for place, (column, value) in enumerate(story.origin(name).items()):
        frame.insert(place, column, value)
    return frame


def _write_csv(frame: "pandas.DataFrame", file: Path) -> None:
    frame.to_csv(file, index=False, lineterminator="\n")
