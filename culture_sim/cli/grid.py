"""`grid`: two levers at five strengths each, laid over a plan."""

import os
from concurrent.futures import ThreadPoolExecutor

from culture_sim.cli.options import RunOptions, checked_outcome
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.ensemble.compare import begin
from culture_sim.ensemble.runs import Ensemble
from culture_sim.ensemble.two_factor import STEPS, TwoFactorDesign, TwoFactorResult, run_two_factor
from culture_sim.errors import InputError
from culture_sim.findings import sentences
from culture_sim.findings.amounts import amount_change, unit
from culture_sim.findings.sensitivity import interaction_finding, strength, two_factor_trace


def run_grid(
    name: str, options: RunOptions, levers: tuple[str, ...], key: str, runs: int, json: bool, quiet: bool
) -> None:
    """Run the grid, print what was found."""
    if len(levers) != 2:
        raise InputError(
            f"--lever is given twice, once for each of two levers, not {len(levers)} times; for example"
            " --lever leadership_modelling --lever training.champions."
        )
    checked_outcome(key, options.setting, "--outcome")
    place = options.place()
    plan = options.scenario(name, place)
    design = TwoFactorDesign(plan, *levers, key, options.years, runs)
    given = options.parameters()
    display = ProgressDisplay(silent=quiet or json)
    display.warm_up()
    with ThreadPoolExecutor(os.cpu_count() or 1) as executor, display.steps() as progress:
        base = options.scenario(options.baseline, place)
        start = begin(
            executor, place, {base.name: base}, given, options.years, options.seed, progress, options.core
        )
        ensemble = Ensemble(place, start.parameters, options.seed)
        total, done = runs * (STEPS * STEPS + 1), iter(range(1, runs * (STEPS * STEPS + 1) + 1))
        *_, found = run_two_factor(
            ensemble, design, executor, lambda: progress(next(done), total, "running every pair of strengths")
        )
    trace = two_factor_trace(found, ensemble)
    if json:
        print_json(_as_dict(found, trace))
    else:
        _show(found, trace)


def _as_dict(found: TwoFactorResult, trace: str) -> dict[str, object]:
    design = found.design
    return {
        "what_it_is": sentences.TOOL,
        "reproduce": trace,
        "plan": design.plan.name,
        "outcome": design.key,
        "year": design.year,
        "runs": found.done,
        "levers": {path: design.amounts(path) for path in (design.across, design.upwards)},
        "mean": found.mean.tolist(),
        "interaction": found.interaction.tolist(),
        "finding": interaction_finding(found),
    }


def _show(found: TwoFactorResult, trace: str) -> None:
    design, what = found.design, found.design.outcome
    console = screen()
    across, upwards = (design.lever(path) for path in (design.across, design.upwards))
    title = (
        f"{what.title} in year {design.year}, change against nothing done, {unit(what)}."
        f" Across: {across.title}; down: {upwards.title}"
    )
    table = plain_table("", *(strength(across, each) for each in design.amounts(design.across)), title=title)
    for row, each in enumerate(design.amounts(design.upwards)):
        cells = (amount_change(what, float(found.mean[column, row])) for column in range(STEPS))
        table.add_row(strength(upwards, each), *cells)
    console.print(table)
    console.print()
    for text in (interaction_finding(found), sentences.TOOL, trace):
        print_text(console, text)
