"""Simulates a population of organisations, and prints, draws and writes its moments beside the official ones."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from culture_sim.calibration.population import Moment, Population, simulate_population
from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.cli.progress import ProgressDisplay
from culture_sim.figures import save
from culture_sim.figures.population import COLUMNS, moment_rows, population_figure
from culture_sim.settings import load_parameters, load_setting
from culture_sim.version import __version__

WHAT_IT_IS = (
    "Spreads and persistence are what traits were set to reach; correlations and slopes within organisations are not"
    " all, and their sizes were chosen while looking at seed 1, so that agreement there is no test."
)


def run_population(
    name: str,
    organisations: int,
    years: int,
    seed: int,
    out: Path | None,
    force: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Simulate, then print and write."""
    setting, parameters = load_setting(name), load_parameters(name)
    display = ProgressDisplay(silent=quiet or json)
    display.warm_up()
    done = 0
    with ThreadPoolExecutor(os.cpu_count() or 1) as executor, display.steps() as progress:

        def tell() -> None:
            nonlocal done
            done += 1
            progress(done, organisations, "simulating organisations")

        found = simulate_population(setting, organisations, years, seed, parameters, executor, tell)
    moments = found.moments()
    trace = (
        f"culture-sim {__version__}; setting {setting.name} {setting.hash}; parameters {parameters.hash}; seed {seed};"
        f" {organisations} organisations, {years} years"
    )
    written: list[Path] = []
    if out is not None:
        with OutFolder(out, force) as folder:
            save(population_figure(moments, found.file.organisations), folder.draft, "population")
            _write_tables(found, moments, folder.draft)
            written = folder.publish()
    if json:
        print_json(
            {
                "what_it_is": WHAT_IT_IS,
                "reproduce": trace,
                "observed_source": found.file.observed.source,
                "agree": sum(each.agrees for each in moments),
                "moments": [
                    {**each._asdict(), "apart": each.apart, "agrees": each.agrees} for each in moments
                ],
            }
        )
        return
    console = screen()
    table = plain_table(*COLUMNS, title=population_figure(moments, found.file.organisations).heading)
    for row in moment_rows(moments):
        table.add_row(*row)
    console.print(table)
    console.print()
    for text in (WHAT_IT_IS, found.file.observed.source, trace):
        print_text(console, text)
    if written:
        console.print()
        print_text(console, f"Written: {', '.join(str(each) for each in written)}")


def _write_tables(found: Population, moments: tuple[Moment, ...], folder: Path) -> None:
    import pandas

    pandas.DataFrame([{**each._asdict(), "apart": each.apart} for each in moments]).to_csv(
        folder / "moments.csv", index=False
    )
    frames = (
        pandas.DataFrame(values)
        .rename_axis("organisation")
        .melt(ignore_index=False, var_name="year")["value"]
        for values in found.panel.values()
    )
    some = next(iter(found.panel.values()))
    where = pandas.MultiIndex.from_product(
        [range(1, some.shape[1] + 1), range(1, some.shape[0] + 1)], names=["year", "organisation"]
    )
    pandas.DataFrame(
        dict(zip(found.panel, (each.to_numpy() for each in frames), strict=True)), index=where
    ).to_csv(folder / "panel.csv")
