"""`culture-sim study sensitivity | discover | emulate | frontier | plot`: what a finished study says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from culture_sim.cli.exit_codes import with_exit_codes
from culture_sim.cli.numbers import real_number, whole_number
from culture_sim.cli.printing import say
from culture_sim.cli.study_examples import EXAMPLES
from culture_sim.csv_text import csv_text

if TYPE_CHECKING:
    import pandas

    from culture_sim.figures import Figure, Panel
    from culture_sim.study import Study

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `study run --out` wrote.")]
Outcome = Annotated[
    str | None, typer.Option("--outcome", help="What to look at; the study's first if absent.")
]
Plan = Annotated[str | None, typer.Option("--scenario", help="One plan of the study; the first if absent.")]
Year = Annotated[
    int | None,
    typer.Option(
        "--year", metavar="NUMBER", parser=whole_number(), help="Year of the programme; the last if absent."
    ),
]
Picture = Annotated[Path | None, typer.Option("--figure", help="Write the figure here (.png, .svg or .pdf).")]
Table = Annotated[Path | None, typer.Option("--csv", help="Write the table here.")]
Number = Annotated[
    float | None,
    typer.Option(
        "--budget", metavar="GBP", parser=real_number(), help="Most that may be spent over all years, GBP."
    ),
]
How = Literal["auto", "morris", "sobol", "pawn", "emulator"]
Kind = Literal["tornado", "heat-map", "trajectories", "frontier", "box"]


def register(app: typer.Typer) -> None:
    """Add the commands to `culture-sim study`."""
    for command, in_short in (
        (sensitivity, "Which factors move an outcome."),
        (discover, "Under which conditions something happens."),
        (emulate, "Fit an emulator, and predict."),
        (frontier, "Which plans no other beats for the money."),
        (plot, "Draw a figure."),
    ):
        app.command(short_help=in_short, epilog=EXAMPLES[command.__name__])(with_exit_codes(command))


def sensitivity(
    folder: Folder,
    outcome: Outcome = None,
    scenario: Plan = None,
    year: Year = None,
    method: Annotated[
        How, typer.Option("--method", help="By the study's design if absent; else PAWN.")
    ] = "auto",
    figure: Picture = None,
    csv: Table = None,
) -> None:
    """Which factors move an outcome: Morris, Sobol, PAWN, or Sobol of an emulator."""
    from culture_sim.figures.study import tornado
    from culture_sim.findings.study import reproduce
    from culture_sim.study.analysis import sensitivity_of

    study = _opened(folder)
    found = sensitivity_of(study, _outcome(study, outcome), scenario=scenario, year=year, method=method)
    _say(found.finding(), found.table, csv)
    if found.pairs is not None:
        _say("Pairs:", found.pairs)
    what, when = study.setting.outcome(found.outcome), study.years if year is None else year
    _draw(lambda: tornado(what, found, when, (reproduce(study),)), figure)


def discover(
    folder: Folder,
    when: Annotated[str, typer.Option("--when", help='What happens, for example "practice < 0.2".')],
    scenario: Plan = None,
    year: Year = None,
    boxes: Annotated[
        int,
        typer.Option("--boxes", metavar="NUMBER", parser=whole_number(1, 9), help="How many boxes at most."),
    ] = 1,
    density: Annotated[
        float | None,
        typer.Option(
            "--density", metavar="SHARE", parser=real_number(0, 1), help="Largest box at least this dense."
        ),
    ] = None,
    depth: Annotated[
        int,
        typer.Option(
            "--depth", metavar="NUMBER", parser=whole_number(1, 8), help="Conditions on a branch of the tree."
        ),
    ] = 3,
    difference: Annotated[bool, typer.Option(help="Against the baseline, or as it is.")] = True,
    figure: Picture = None,
) -> None:
    """Under which conditions something happens: PRIM boxes and a CART tree."""
    import numpy as np

    from culture_sim.figures.study import box_panel
    from culture_sim.findings.study import box_note, reproduce
    from culture_sim.study.analysis import Question, outcome_matrix
    from culture_sim.study.analysis import discover as discovered

    study = _opened(folder)
    question = Question.read(when)
    given = outcome_matrix(
        study,
        question.outcome,
        scenario=scenario or _every(study),
        year=year,
        difference=difference and study.has_baseline,
        draw=None,
    )
    found = discovered(given, question, boxes=boxes, density=density, depth=depth)
    say(found.finding())
    for number, box in enumerate(found.boxes, 1):
        say(f"Box {number}: {box}: {box.density:.0%} inside, {box.coverage:.0%} of all cases.")
    say("Tree:")
    for rule in found.rules:
        say(f"  {rule.share:.0%} where {rule} ({rule.points} points, {rule.coverage:.0%} of all cases)")
    if found.tree_skill is not None:
        say(f"At points left out, such a tree explains {max(found.tree_skill, 0):.0%} of the differences.")
    happens = np.nanmean(question.happens(given.values), axis=1)
    note = box_note(study.years if year is None else year, difference and study.has_baseline)
    what = study.setting.outcome(question.outcome)
    _draw(lambda: box_panel(what, found, given.points, happens, note, (reproduce(study),)), figure)


def emulate(
    folder: Folder,
    outcome: Outcome = None,
    scenario: Plan = None,
    year: Year = None,
    at: Annotated[
        list[str] | None, typer.Option("--at", help="Predict here: FACTOR=VALUE, for every factor.")
    ] = None,
    csv: Table = None,
) -> None:
    """Fit an emulator (a Gaussian process), say how wrong it is, and predict."""
    import pandas

    from culture_sim.study.analysis import emulate as emulated
    from culture_sim.study.analysis import outcome_matrix

    study = _opened(folder)
    given = outcome_matrix(study, _outcome(study, outcome), scenario=scenario, year=year)
    found = emulated(given)
    held = found.held_out
    tested = given.points.assign(simulated=held.seen, predicted=held.guessed, spread=held.uncertain)
    _say(found.finding(), tested.head(0), csv, whole=tested)
    if at:
        mean, spread = found.predict(pandas.DataFrame([_assigned(at, given.points)]))
        say(f"There, {given.outcome} is {mean[0]:.4g}, give or take {1.645 * spread[0]:.2g} (90 %).")


def frontier(
    folder: Folder,
    outcome: Outcome = None,
    budget: Number = None,
    search: Annotated[
        int,
        typer.Option(
            "--search",
            metavar="NUMBER",
            parser=whole_number(0),
            help="Look at so many plans beyond the points, by NSGA-II.",
        ),
    ] = 0,
    figure: Picture = None,
    csv: Table = None,
) -> None:
    """Which plans no other beats for the money, and how much one would regret each under other parameters."""
    from culture_sim.figures import FigureRequest, study_figure
    from culture_sim.study.analysis import frontier_of_study

    study = _opened(folder)
    key = _outcome(study, outcome)
    if search:  # perhaps nothing among the study's own points is affordable
        study = _searched(study, key, budget, search)
        say(f"The search ran {len(study.points())} plans, stored in {study.folder}.")
    found = frontier_of_study(study, key, budget=budget)
    _say(found.frontier.finding(found.factors), found.table.head(15), csv, whole=found.table)
    if found.draws_planned:
        lost = found.draws_planned - found.draws
        more = f" ({lost} more contradict the baseline and are left out)" if lost else ""
        say(f"Regret over the central parameters and {found.draws} drawn sets{more}.")
    _draw(lambda: study_figure(study, FigureRequest("frontier", key, budget=budget)).figure, figure)


def _searched(study: Study, key: str, budget: float | None, plans: int) -> Study:
    """The study of a search, with a line for every generation."""
    from culture_sim.study.analysis import search_study
    from culture_sim.study.progress import Pace

    pace = Pace()

    def report(plans_run: int) -> None:
        say(f"{plans_run:,} plans of {plans:,} at most{pace.describe(plans_run, plans, 0)}", err=True)

    pace.describe(0, plans, 0)
    return search_study(study, key, budget=budget, evaluations=plans, say=report)


def plot(
    folder: Folder,
    kind: Annotated[Kind, typer.Option("--kind", help="Which figure.")],
    out: Annotated[Path, typer.Option("--out", help="Where to write it (.png, .svg or .pdf).")],
    outcome: Outcome = None,
    scenario: Plan = None,
    year: Year = None,
    across: Annotated[
        str | None, typer.Option("--across", help="Factor along the bottom (heat map).")
    ] = None,
    up: Annotated[str | None, typer.Option("--up", help="Factor along the side (heat map).")] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Factor that makes the lines (trajectories).")
    ] = None,
    budget: Number = None,
    when: Annotated[str | None, typer.Option("--when", help='For a box: "practice < 0.2".')] = None,
    difference: Annotated[bool, typer.Option(help="Against the baseline, or as it is.")] = True,
    title: Annotated[str | None, typer.Option("--title", help="The finding, as the figure's title.")] = None,
) -> None:
    """Draw a study: tornado, heat map, trajectories, frontier or box."""
    from culture_sim.figures import FigureRequest, study_figure

    study = _opened(folder)
    request = FigureRequest(
        kind, _outcome(study, outcome), scenario=scenario, year=year, across=across, up=up, by=by,
        budget=budget, when=when, difference=difference and study.has_baseline, title=title,
    )  # fmt: skip
    _save(study_figure(study, request).figure, out)


def _opened(folder: Path) -> Study:
    from culture_sim.study import Study

    return Study(folder)


def _outcome(study: Study, outcome: str | None) -> str:
    return outcome or study.outcomes[0]


def _every(study: Study) -> str | None:
    return "all" if len(study.scenarios) > 1 else None


def _assigned(pairs: list[str], points: pandas.DataFrame) -> dict[str, Any]:
    from culture_sim.errors import InputError, did_you_mean

    found: dict[str, Any] = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in points.columns:
            raise InputError(f"'{name}' was not varied.{did_you_mean(name, map(str, points.columns))}")
        numeric = points[name].dtype.kind in "fiu"
        try:
            found[name] = float(value) if numeric else value
        except ValueError:
            raise InputError(f"'{pair}': {name} takes a number.") from None
    return found


def _say(
    text: str, table: pandas.DataFrame, csv: Path | None = None, whole: pandas.DataFrame | None = None
) -> None:
    say(text)
    if len(table):
        say(table.to_string(float_format=lambda number: f"{number:.4g}", na_rep="not known"))
    if csv is not None:
        csv.write_text(csv_text(table if whole is None else whole, index=True), encoding="utf-8", newline="")
        say(f"Table: {csv}")


def _draw(make: Any, path: Path | None) -> None:
    if path is not None:
        _save(make(), path)


def _save(figure: Figure | Panel, path: Path) -> None:
    from culture_sim.errors import InputError
    from culture_sim.figures import write

    if path.suffix.lower() not in {".png", ".svg", ".pdf"}:
        raise InputError(f"A figure is written as .png, .svg or .pdf, not as '{path.suffix}'.", path)
    try:
        write(figure, path)
    except OSError as error:
        raise InputError(f"The figure cannot be written: {error.strerror}.", path) from None
    say(f"Figure: {path}")
