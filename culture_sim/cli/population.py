"""`population`: many organisations of one kind, and whether they differ as real ones do."""

from pathlib import Path
from typing import Annotated

import typer

from culture_sim.cli.exit_codes import with_exit_codes
from culture_sim.cli.numbers import whole_number
from culture_sim.cli.out_folder import named_folder

EXAMPLES = """\b
Examples:
  culture-sim population
  culture-sim population --organisations 40 --years 4
  culture-sim population --organisations 300 --out population
  culture-sim population --json > moments.json

\b
A moment is a mean, a spread, how far it persists from year to year, or what moves with what. Two differ
where they lie more than two standard errors of their difference from each other (marked *): by that rule one in
twenty would, if both were drawn from the same organisations.
--out DIR gets population.png and .svg, moments.csv, and panel.csv: what each organisation reported in each year."""


@with_exit_codes
def population(
    setting: Annotated[
        str, typer.Option(metavar="NAME", help="Kind of organisation; it must say how they differ.")
    ] = "social_work",
    organisations: Annotated[
        int, typer.Option(metavar="NUMBER", parser=whole_number(10, 10_000), help="How many.")
    ] = 150,
    years: Annotated[
        int, typer.Option(metavar="NUMBER", parser=whole_number(4, 30), help="Years that are looked at.")
    ] = 6,
    seed: Annotated[
        int, typer.Option(metavar="NUMBER", parser=whole_number(0, 4_000_000_000), help="Random seed.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option(parser=named_folder, metavar="DIR", help="Folder for results; made if absent."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also write over files that something else wrote in the folder.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Simulate many organisations without any programme, and compare how they differ with official figures.

    They differ in size, demand, labour market and the years they have, as the setting declares. Nothing here is a
    prediction of any one of them.
    """
    from culture_sim.cli.populating import run_population

    run_population(setting, organisations, years, seed, out, force, json, quiet)
