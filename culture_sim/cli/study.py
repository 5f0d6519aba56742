"""`culture-sim study`: check, run, query, export and look after studies."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from culture_sim.cli.exit_codes import with_exit_codes
from culture_sim.cli.numbers import whole_number
from culture_sim.cli.out_folder import named_folder
from culture_sim.cli.printing import say
from culture_sim.cli.study_examples import EXAMPLES, STUDY
from culture_sim.csv_text import csv_text

app = typer.Typer(
    help="Studies: vary anything, run it anywhere, lose nothing.",
    epilog=STUDY,
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[
    str, typer.Argument(metavar="FILE", help="A study file, or the name of a study in the gallery.")
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `study run --out` wrote.")]
WorkerCount = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="NUMBER", parser=whole_number(1), help="At once; one a core if absent."
    ),
]
Quick = Annotated[bool, typer.Option("--quick", help="A small copy of the study, to try it out.")]


@app.command(short_help="Say how many runs, how long, how much disk.", epilog=EXAMPLES["check"])
@with_exit_codes
def check(file: File, workers: WorkerCount = None, quick: Quick = False) -> None:
    """Say how many runs a study has, how long they take and how much disk they need."""
    from culture_sim.findings.numbers import counted
    from culture_sim.study import estimate, load_study, plan_study, smoke_test_study
    from culture_sim.study.progress import in_words, size_in_words

    study = load_study(file)
    plan = plan_study(smoke_test_study(study) if quick else study)
    _warm_up()
    found = estimate(plan, workers)
    draws = f" x {found.draws} sets of parameters" if found.draws > 1 else ""
    say(
        f"{study.name}: {plan.study.design.kind}, {counted(len(plan.factors), 'factor')}. The file is in order."
    )
    say(f"Points     {found.points:,} x {found.scenarios} scenarios{draws} x {found.seeds} seeds")
    say(f"Runs       {found.runs:,}, with the baseline's; {found.warm_ups:,} warm-ups")
    say(f"Time       about {in_words(found.seconds)} with {found.workers} at once on this machine")
    say(f"Disk       about {size_in_words(found.bytes)}")
    if plan.study.stop:
        say("At most: points that are known well enough are stopped earlier.")
    budget = plan.study.budget
    if budget.runs and budget.runs < found.runs:
        say(f"The budget of {budget.runs:,} runs stops it before it is finished.")
    if budget.hours and budget.hours * 3600 < found.seconds:
        say(f"The budget of {budget.hours:g} hours stops it before it is finished.")


@app.command(short_help="Run a study, or go on with it.", epilog=EXAMPLES["run"])
@with_exit_codes
def run(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            parser=named_folder,
            metavar="DIR",
            help="Folder of the results; go on with one by naming it again.",
        ),
    ],
    workers: WorkerCount = None,
    processes: Annotated[
        bool, typer.Option("--processes", help="Processes in the place of threads.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="A Dask scheduler: tcp://HOST:8786.")
    ] = None,
    extend: Annotated[
        bool, typer.Option("--extend", help="The file has changed: keep what is finished.")
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Simulate failed runs once more.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Write into a folder that is not empty and holds no study.")
    ] = False,
    quick: Quick = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Show no progress.")] = False,
) -> None:
    """Run a study, or go on with it: what is finished is never run again."""
    from culture_sim.study import StudyInterruptedError, load_study, plan_study, run_study, smoke_test_study
    from culture_sim.study.progress import in_words, show_progress

    study = load_study(file)
    plan = plan_study(smoke_test_study(study) if quick else study)
    _warm_up(quiet)
    try:
        with show_progress(quiet) as progress:
            summary = run_study(
                plan, out, workers_number=workers, processes=processes, cluster=cluster, extend=extend,
                retry_failed=retry_failed, force=force, progress=progress, say=None if quiet else _say,
                command=" ".join(["culture-sim", *sys.argv[1:]]),
            )  # fmt: skip
    except StudyInterruptedError as interrupted:
        end = interrupted.summary
        _say(
            f"Stopped. {end.done:,} of {end.planned:,} runs are safe in {out}; "
            "the same command goes on from there."
        )
        raise typer.Exit(interrupted.code) from None
    simulated = (
        f"{summary.simulated:,} simulated in {in_words(summary.seconds)}"
        if summary.simulated
        else "nothing was left to run"
    )
    say(f"{summary.done:,} of {summary.planned:,} runs are in {out} ({simulated}).")
    if summary.stopped:
        say(
            f"Not finished: {summary.stopped}. The same command goes on, with more budget or another session."
        )
    if summary.failed:
        say(
            f"{summary.failed:,} runs have no result; each is a row with its reason: "
            f"culture-sim study status {out}",
            err=True,
        )


@app.command(short_help="Ask the results in SQL.", epilog=EXAMPLES["query"])
@with_exit_codes
def query(
    folder: Folder,
    sql: Annotated[
        str, typer.Argument(help='For example: "select point, avg(trust) from yearly group by point".')
    ],
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, in full.")] = False,
) -> None:
    """Ask the results in SQL: points, runs, yearly, differences, weekly."""
    from culture_sim.study import Study

    study = Study(folder)
    found = study.query(sql)
    for sentence in study.damage:
        say(f"{sentence} They are left out here.", err=True)
    if csv:
        say(csv_text(found), nl=False)
    else:
        say(found.to_string(index=False, max_rows=60, line_width=200) if len(found) else "No rows.")


@app.command(short_help="Write every table as a CSV file.", epilog=EXAMPLES["export"])
@with_exit_codes
def export(
    folder: Folder,
    csv: Annotated[Path, typer.Option("--csv", help="Folder for a CSV file of every table.")],
) -> None:
    """Write every table as a CSV file."""
    from culture_sim.study import Study

    for path in Study(folder).export_csv(csv):
        say(str(path))


@app.command(short_help="Say how far it is, and what failed.", epilog=EXAMPLES["status"])
@with_exit_codes
def status(folder: Folder) -> None:
    """Say how far a study is, who is at work on it, and what failed."""
    from culture_sim.study import Study
    from culture_sim.study.lock import owner_of

    study = Study(folder)
    done, failed = study.progress()
    for sentence in study.damage:
        say(sentence, err=True)
    say(
        f"{study.name}: {done:,} of {study.manifest['runs']:,} runs, {failed:,} failed "
        f"(model {study.manifest['model']})."
    )
    owner = owner_of(folder)
    if owner:
        say(f"Process {owner.get('pid')} on {owner.get('host')} is at work on it.")
    sessions = study.manifest["sessions"]
    for session in sessions[-5:]:
        if "ended" in session:
            runs, how = f"{session['runs']:,}", session["stopped"] or "finished"
        else:
            runs, how = "?", "going on" if owner and session is sessions[-1] else "cut off"
        say(f"  {session['started']}  {runs:>9} runs  {session['workers']}  {how}")
    for error, count in study.failures():
        say(f"  {count:,} x {error}")


def _warm_up(quiet: bool = False) -> None:
    from culture_sim.cli.progress import ProgressDisplay

    ProgressDisplay(silent=quiet).warm_up()


def _say(sentence: str) -> None:
    say(sentence, err=True)


if find_spec("culture_sim.cli.study_analysis"):
    import_module("culture_sim.cli.study_analysis").register(app)
