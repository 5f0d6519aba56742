"""`compare`: plans against a baseline under the same luck."""

from pathlib import Path

from culture_sim.cli.options import RunOptions, parsed
from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.printing import print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.cli.results import write_comparison
from culture_sim.cli.tables import headline_tables, money_table, other_tables, start_table
from culture_sim.ensemble import Comparison
from culture_sim.ensemble import compare as live_and_compare
from culture_sim.errors import InputError, did_you_mean
from culture_sim.findings import sentences
from culture_sim.settings import load_setting

DEFAULT_PLANS = ("bolted_on", "embedded")
FAIR_PLAN = "training_only"


def run_compare(
    names: tuple[str, ...],
    asked: RunOptions,
    runs: int,
    until: str | None,
    parameter_share: float,
    workers: int | None,
    out: Path | None,
    json: bool,
    quiet: bool,
) -> None:
    """Compare, print, and write what was asked for.

    Without names, and for people, the plan of the fair comparison is lived too: it appears in the finding
    only, so that files and `--json` hold what `compare` says it compares.
    """
    parameters = asked.parameters()
    target = _target(until, asked.setting)
    place = asked.place()
    base = asked.scenario(asked.baseline, place)
    fair = () if names or json else (FAIR_PLAN,)
    plans = [asked.scenario(name, place) for name in (*(names or DEFAULT_PLANS), *fair)]
    levers = {scenario.name: len(scenario.levers.used) for scenario in plans}
    working = ProgressDisplay(silent=quiet or json)
    with OutFolder(out) as folder:
        working.warm_up()
        with working.steps() as progress:
            comparison = live_and_compare(
                plans,
                base,
                setting=asked.setting,
                organisation=place,
                years=asked.years,
                runs=runs,
                seed=asked.seed,
                parameters=parameters,
                parameter_share=parameter_share,
                until=target,
                workers=workers,
                progress=progress,
                core=asked.core,
            )
        named = comparison.without(FAIR_PLAN) if fair else comparison
        written: list[Path] = []
        if out is not None:
            write_comparison(named, sentences.finding(named, levers), folder.draft)
            written = folder.publish()
    if json:
        print_json({**named.as_dict(), "finding": sentences.finding(named, levers)})
    else:
        _show(named, comparison, levers, written)


def _target(until: str | None, setting: str) -> tuple[str, float] | None:
    if until is None:
        return None
    key, width = parsed(until, "--until", "turnover_percent=0.2")
    keys = [each.key for each in load_setting(setting).outcomes]
    if key not in keys:
        hint = did_you_mean(key, keys) or " `culture-sim outcomes` lists them."
        raise InputError(f"--until: '{key}' is not an outcome.{hint}")
    if width <= 0:
        raise InputError(f"--until: the half-width to reach must be above 0, not {width:g}.")
    return key, width


def _show(named: Comparison, lived: Comparison, levers: dict[str, int], written: list[Path]) -> None:
    """Print the comparison that was asked for; `lived` may hold the plan of the fair comparison besides."""
    console = screen()
    print_text(console, sentences.headline(named))
    for table in (
        *([start_table(named)] if named.observed else []),
        *headline_tables(named, console.width),
        *other_tables(named, console.width),
        *([money_table(named, console.width)] if named.plans else []),
    ):
        console.print()
        console.print(table)
    if named.plans:
        console.print()
        print_text(console, sentences.how_to_read(named))
    fair = sentences.at_like_spend(lived)
    pointer = sentences.fair_pointer(named, bool(fair))
    for title, text in (
        ("What it found", sentences.finding(named, levers)),
        ("The fair comparison", " ".join(part for part in (fair, pointer) if part)),
        ("If the model's numbers are otherwise", sentences.if_parameters_differ(named)),
        ("Take note", " ".join(named.flags)),
        ("What this is", sentences.TOOL),
        ("To live it again", sentences.trace(lived)),
    ):
        if text:
            console.print(f"\n{title}", style="bold")
            print_text(console, text)
            if pointer and text.endswith(pointer):
                console.print(f"  {sentences.FAIR_COMMAND}", soft_wrap=True)  # to be copied in one piece
    if written:
        console.print()
        print_text(console, f"Written: {', '.join(str(file) for file in written)}")
