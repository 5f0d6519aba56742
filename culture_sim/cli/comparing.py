"""`compare`: plans and a baseline under common random numbers."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from culture_sim.cli.options import RunOptions, checked_outcome, parsed
from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.paper import check_paper, write_paper
from culture_sim.cli.printing import print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.cli.results import write_comparison
from culture_sim.cli.tables import (
    effect_size_table,
    headline_tables,
    indicator_table,
    money_table,
    observed_table,
    other_tables,
)
from culture_sim.ensemble import Comparison
from culture_sim.ensemble import compare as run_comparison
from culture_sim.ensemble.account import account
from culture_sim.ensemble.equal_cost import TRAINING_PLAN
from culture_sim.ensemble.leading_indicators import Indicator, leading_indicators
from culture_sim.errors import InputError
from culture_sim.findings import effect_sizes as effect_size_words
from culture_sim.findings import indicators as indicator_words
from culture_sim.findings import sentences
from culture_sim.findings.cautions import READ_FIRST, cautions
from culture_sim.scenario.lookup import in_gallery
from culture_sim.settings import load_setting

if TYPE_CHECKING:
    from rich.console import Console

USUAL_RUNS = 40


def run_compare(
    names: tuple[str, ...],
    options: RunOptions,
    runs: int,
    until: str | None,
    parameter_share: float,
    equal_spend: bool,
    workers: int | None,
    out: Path | None,
    json: bool,
    quiet: bool,
    force: bool = False,
    paper: Path | None = None,
    indicators: bool = False,
    effect_sizes: bool = False,
) -> None:
    """Compare, print, and write what was asked for.

    Without names, and for people, training alone is run too: it appears in the finding only, so that files and
    `--json` hold what `compare` says it compares.
    """
    if paper is not None:
        check_paper(paper, force)
    parameters = options.parameters()
    target = _target(until, options.setting)
    place = options.place()
    base = options.scenario(options.baseline, place)
    beside = (TRAINING_PLAN,) if _has_training_plan(options) and not (names or json or equal_spend) else ()
    asked = names or load_setting(options.setting).plans
    plans = [options.scenario(name, place) for name in (*asked, *beside)]
    progress_display = ProgressDisplay(silent=quiet or json)
    with OutFolder(out, force) as folder:
        progress_display.warm_up()
        with progress_display.steps() as progress:
            comparison = run_comparison(
                plans,
                base,
                setting=options.setting,
                organisation=place,
                years=options.years,
                runs=runs,
                seed=options.seed,
                parameters=parameters,
                parameter_share=parameter_share,
                until=target,
                equal_spend=equal_spend,
                workers=workers,
                progress=progress,
                core=options.core,
            )
        named = comparison.without(TRAINING_PLAN) if beside else comparison
        moving = {name: leading_indicators(named, name) for name in named.plans} if indicators else {}
        described = {
            "cautions": list(cautions(named)),
            **named.as_dict(),
            "finding": sentences.finding(named),
            "savings": {name: account(named, name).savings() for name in named.plans},
        }
        if indicators:
            described["leading_indicators"] = {
                name: [each.as_dict() for each in found] for name, found in moving.items()
            }
        written: list[Path] = []
        if out is not None:
            write_comparison(named, described, folder.draft)
        if paper is not None:
            written.append(write_paper(named, paper))
        if out is not None:
            written += folder.publish()
    if json:
        print_json(described)
    else:
        given = dict(zip((plan.name for plan in plans), (*asked, *beside), strict=True))
        command = _equal_spend_command(named, given, options, runs)
        sized = named.plans if effect_sizes else []
        _show(named, comparison, moving, command, written, sized)


def _target(until: str | None, setting: str) -> tuple[str, float] | None:
    if until is None:
        return None
    key, width = parsed(until, "--until", "turnover_percent=0.2")
    checked_outcome(key, setting, "--until")
    if width <= 0:
        raise InputError(f"--until: the half-width to reach must be above 0, not {width:g}.")
    return key, width


def _has_training_plan(options: RunOptions) -> bool:
    """Whether the setting's gallery has a plan of training alone, with which others can be compared at equal cost."""
    return in_gallery(f"{options.setting}/{TRAINING_PLAN}") is not None


def _equal_spend_command(
    comparison: Comparison, given: dict[str, str], options: RunOptions, runs: int
) -> str:
    """The command that compares the dearest plan with training alone at its cost, as this comparison was asked for."""
    if comparison.equal_cost is not None or not _has_training_plan(options):
        return ""
    costs = {
        name: comparison.level(name, "programme_cost_gbp")
        for name in comparison.plans
        if comparison.scenarios[name].levers.used and name != TRAINING_PLAN
    }
    if not costs:
        return ""
    plan = given[max(costs, key=costs.__getitem__)]
    more = ("--runs", str(runs)) if runs != USUAL_RUNS else ()
    return " ".join(("culture-sim compare", *options.as_arguments(plan), *more, "--equal-spend"))


def _show(
    named: Comparison,
    whole: Comparison,
    moving: Mapping[str, list[Indicator]],
    equal_spend: str,
    written: list[Path],
    sized: list[str],
) -> None:
    """Print the comparison that was asked for; `whole` may hold training alone besides."""
    console = screen()
    print_text(console, sentences.headline(named))
    warned = cautions(named)
    if warned:
        console.print(f"\n{READ_FIRST}", style="bold")
    for text in warned:
        print_text(console, text)
    for table in (
        *([observed_table(named)] if named.observed else []),
        *headline_tables(named, console.width),
        *other_tables(named, console.width),
        *([money_table(named, console.width)] if named.plans else []),
    ):
        console.print()
        console.print(table)
    if named.plans:
        console.print()
        print_text(console, sentences.how_to_read(named))
    if moving:
        _show_moving(console, named, moving)
    for name in sized:
        console.print()
        console.print(effect_size_table(named, name))
    if sized:
        console.print()
        print_text(console, effect_size_words.how_to_read(named))
    for title, text in (
        ("What it found", sentences.finding(named)),
        ("Cautions", " ".join(named.flags)),
        ("Compared by cost", sentences.by_cost(whole)),
        ("Parameter uncertainty", sentences.if_parameters_differ(named)),
        ("What this is", sentences.TOOL),
        ("To reproduce this", sentences.trace(whole)),
    ):
        if text:
            console.print(f"\n{title}", style="bold")
            print_text(console, text)
    if equal_spend:
        console.print("\nAt equal cost", style="bold")
        print_text(console, "What training alone would do for the same money:")
        console.print(f"  {equal_spend}", soft_wrap=True, markup=False)  # to be copied in one piece
    if written:
        console.print()
        print_text(console, f"Written: {', '.join(str(file) for file in written)}")


def _show_moving(console: "Console", comparison: Comparison, moving: Mapping[str, list[Indicator]]) -> None:
    """What moves first under each plan, what gets worse, and when one organisation could tell."""
    console.print("\nWhat moves first", style="bold")
    for name, found in moving.items():
        console.print()
        console.print(indicator_table(comparison, name, found))
        console.print()
        for text in (
            indicator_words.first_movers(found),
            *indicator_words.worse_before_better(comparison, found, name),
            indicator_words.when_noticed(comparison, found),
        ):
            print_text(console, text)
    console.print()
    print_text(console, indicator_words.HOW_TO_READ)
