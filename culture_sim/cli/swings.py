"""`swings`: on which uncertain parameters a plan's effect rests."""

import os
from concurrent.futures import ThreadPoolExecutor

from culture_sim.cli.options import RunOptions, checked_outcome
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.ensemble.compare import begin
from culture_sim.ensemble.runs import Ensemble
from culture_sim.ensemble.swings import Swing, swings
from culture_sim.errors import InputError, did_you_mean
from culture_sim.findings import sentences
from culture_sim.findings.amounts import amount_change, is_money, unit
from culture_sim.findings.sensitivity import swing_finding
from culture_sim.outcomes import Outcome
from culture_sim.scenario import Scenario


def run_swings(
    name: str, options: RunOptions, key: str, names: tuple[str, ...], runs: int, json: bool, quiet: bool
) -> None:
    """Move one parameter at a time, print what follows."""
    what = checked_outcome(key, options.setting, "--outcome")
    given = options.parameters()
    for each in names:
        if each not in given.table:
            hint = did_you_mean(each, given.table) or " `culture-sim parameters` lists them."
            raise InputError(f"--parameter: '{each}' is not a parameter.{hint}")
    place = options.place()
    base, plan = options.scenario(options.baseline, place), options.scenario(name, place)
    moved = names or tuple(place.setting.key_parameters) or tuple(given.table)
    display = ProgressDisplay(silent=quiet or json)
    display.warm_up()
    found: list[Swing] = []
    with ThreadPoolExecutor(os.cpu_count() or 1) as executor, display.steps() as progress:
        start = begin(
            executor, place, {"baseline": base}, given, options.years, options.seed, progress, options.core
        )
        ensemble = Ensemble(place, start.parameters, options.seed)
        for swing in swings(ensemble, base, plan, moved, executor, runs, options.years):
            found.append(swing)
            progress(len(found), len(moved), "moving one parameter at a time")
    found.sort(key=lambda each: -each.reach(what.key))
    trace = (
        f"culture-sim {start.version}; seeds {options.seed} to {options.seed + runs - 1}; scenarios"
        f" {base.name} {base.hash}, {plan.name} {plan.hash}; organisation {place.hash}; parameters"
        f" {ensemble.parameters.hash}"
    )
    if json:
        print_json(
            {
                "what_it_is": sentences.TOOL,
                "reproduce": trace,
                "cautions": [what.caution] if what.caution else [],
                "plan": plan.name,
                "years": options.years,
                "runs": runs,
                "swings": [
                    {
                        "parameter": each.parameter,
                        "low": each.low,
                        "high": each.high,
                        "at_low": each.at_low,
                        "at_high": each.at_high,
                    }
                    for each in found
                ],
            }
        )
        return
    _show(found, plan, what, options, runs, trace)


def _show(
    found: list[Swing], plan: Scenario, what: Outcome, options: RunOptions, runs: int, trace: str
) -> None:
    console = screen()
    when = "over all years" if is_money(what) else f"in year {options.years}"
    table = plain_table(
        "", "lowest", "highest", "effect at lowest", "at highest",
        title=f"What {plan.title} does to {sentences.in_sentence(what.title)} {when}, {unit(what)}",
    )  # fmt: skip
    for each in found:
        ends = (amount_change(what, each.at_low[what.key]), amount_change(what, each.at_high[what.key]))
        table.add_row(each.parameter, f"{each.low:g}", f"{each.high:g}", *ends)
    console.print(table)
    console.print()
    for text in filter(None, (what.caution, swing_finding(found, what, runs), sentences.TOOL, trace)):
        print_text(console, text)
