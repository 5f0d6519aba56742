"""The commands, their options and their help. Light: `culture-sim --help` loads no heavy library."""

from pathlib import Path
from typing import Annotated

import typer

from culture_sim.cli import study
from culture_sim.cli.dashboard import dashboard
from culture_sim.cli.examples import (
    CHECK_EXAMPLES,
    COMPARE_EXAMPLES,
    CONTROL_CHART_EXAMPLES,
    GRID_EXAMPLES,
    ORGANISATIONS_EXAMPLES,
    PARAMETERS_EXAMPLES,
    RUN_EXAMPLES,
    SWINGS_EXAMPLES,
    TOP_EXAMPLES,
)
from culture_sim.cli.exit_codes import with_exit_codes
from culture_sim.cli.numbers import real_number, whole_number
from culture_sim.cli.out_folder import named_folder
from culture_sim.cli.population import EXAMPLES as POPULATION_EXAMPLES
from culture_sim.cli.population import population
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.version import __version__

app = typer.Typer(
    name="culture-sim",
    help="Culture change in health and care, simulated: years of weeks in the work of staff, leaders and people served"
    " with a plan and, under the same random numbers, without it, so that the difference is the plan's doing.",
    epilog=TOP_EXAMPLES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

Baseline = Annotated[str, typer.Option(metavar="SCENARIO", help="What the plans are compared with.")]
SettingName = Annotated[str, typer.Option("--setting", metavar="NAME", help="Kind of organisation.")]
Place = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar="NAME_OR_FILE",
        help="Whose organisation: a name from `culture-sim organisations`, an organisation file (.yaml) or a"
        " staff network (.graphml, .csv). Its own figures become the baseline.  [default: acute_trust]",
    ),
]
Authority = Annotated[
    str | None,
    typer.Option(
        "--authority",
        metavar="NAME",
        help="Which of the organisations in FILE, where that is a table of official statistics (.csv) on many.",
    ),
]
OfYear = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=whole_number(1900, 2999),
        help="With --authority: of which year its figures are.  [default: the latest there is]",
    ),
]
StaffNumber = Annotated[
    int | None,
    typer.Option(
        "--staff",
        metavar="NUMBER",
        parser=whole_number(1, 2_000_000),
        help="Number of posts.  [default: what the organisation says, 1000 for acute_trust]",
    ),
]
Years = Annotated[
    int, typer.Option(metavar="NUMBER", parser=whole_number(1, 90), help="Years of the programme, 1 to 90.")
]
Seed = Annotated[
    int,
    typer.Option(
        metavar="NUMBER", parser=whole_number(0, 4_000_000_000), help="Random seed of the first run."
    ),
]
Core = Annotated[
    bool,
    typer.Option(
        "--core",
        help="Only the equations of the model document, in its own organisation, on no figures.",
    ),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="Another value for a parameter. May be given again."),
]
Force = Annotated[
    bool, typer.Option("--force", help="Also write over files that something else wrote in the folder.")
]
Out = Annotated[
    Path | None, typer.Option(parser=named_folder, metavar="DIR", help="Folder for results; made if absent.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"culture-sim {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    pass


OutcomeKey = Annotated[
    str,
    typer.Option("--outcome", metavar="KEY", help="What is looked at: a key from `culture-sim outcomes`."),
]
Runs = Annotated[
    int,
    typer.Option(
        metavar="NUMBER", parser=whole_number(1, 10_000), help="Runs of each scenario, 1 to 10,000."
    ),
]


@app.command(short_help="Compare plans with a blame culture.", epilog=COMPARE_EXAMPLES)
@with_exit_codes
def compare(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="SCENARIO", help="Plans to compare.  [default: bolted_on embedded]"),
    ] = None,
    baseline: Baseline = "blame_culture",
    setting: SettingName = DEFAULT_SETTING,
    organisation: Place = None,
    authority: Authority = None,
    year: OfYear = None,
    staff: StaffNumber = None,
    years: Years = 5,
    runs: Runs = 40,
    seed: Seed = 1,
    until: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME=HALFWIDTH",
            help="Stop adding runs once the mean difference in the last year is known this well.",
        ),
    ] = None,
    parameter_share: Annotated[
        float,
        typer.Option(
            metavar="SHARE",
            parser=real_number(0, 1),
            help="Share of runs made once more with parameters drawn from their ranges.",
        ),
    ] = 0.25,
    equal_spend: Annotated[
        bool,
        typer.Option(
            "--equal-spend",
            help="Add training alone, made larger or smaller until it costs what the first plan costs.",
        ),
    ] = False,
    leading_indicators: Annotated[
        bool,
        typer.Option(
            "--leading-indicators",
            help="Also show what moves first, what gets worse, and when one organisation could tell.",
        ),
    ] = False,
    effect_sizes: Annotated[
        bool,
        typer.Option(
            "--effect-sizes",
            help="Also show differences in standard deviations between persons and between organisations.",
        ),
    ] = False,
    set_: Settings = None,
    core: Core = False,
    out: Out = None,
    paper: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a board paper of two pages on the first plan: a name that ends with .html, or with .pdf"
            " (needs weasyprint).",
        ),
    ] = None,
    force: Force = False,
    json: AsJson = False,
    workers: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", parser=whole_number(1, 1024), help="Threads.  [default: one a core]"),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Compare plans with a blame culture under the same random numbers, and say what they do.

    Every run simulates the same organisation without a plan and with each plan, under the same random
    numbers, so that the difference is the plan's doing. Shows yearly figures with 80 % intervals, the finding
    in words, money with break-even, and what it rests on.
    """
    from culture_sim.cli.comparing import run_compare
    from culture_sim.cli.options import RunOptions

    options = RunOptions(
        baseline, setting, organisation, staff, years, seed, tuple(set_ or ()), core, authority, year
    )
    plans = tuple(scenarios or ())
    run_compare(
        plans,
        options,
        runs,
        until,
        parameter_share,
        equal_spend,
        workers,
        out,
        json,
        quiet,
        force,
        paper,
        leading_indicators,
        effect_sizes,
    )


@app.command(short_help="Find the parameters on which a plan's effect rests.", epilog=SWINGS_EXAMPLES)
@with_exit_codes
def swings(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="The plan: a name or a file.")],
    outcome: OutcomeKey = "turnover_percent",
    parameter: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A parameter to move; may be given again.  [default: the sixteen that matter most]",
        ),
    ] = None,
    runs: Runs = 3,
    baseline: Baseline = "blame_culture",
    setting: SettingName = DEFAULT_SETTING,
    organisation: Place = None,
    authority: Authority = None,
    year: OfYear = None,
    staff: StaffNumber = None,
    years: Years = 5,
    seed: Seed = 1,
    set_: Settings = None,
    core: Core = False,
    json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Move one parameter at a time to either end of its plausible range, and show the plan's effect at each.

    A one-at-a-time sensitivity analysis (a tornado): where the two ends lie far apart, the result rests on that
    parameter. The random numbers stay the same, and the organisation is not calibrated again.
    """
    from culture_sim.cli.options import RunOptions
    from culture_sim.cli.swings import run_swings

    options = RunOptions(
        baseline, setting, organisation, staff, years, seed, tuple(set_ or ()), core, authority, year
    )
    run_swings(scenario, options, outcome, tuple(parameter or ()), runs, json, quiet)


@app.command(short_help="Try two levers against each other.", epilog=GRID_EXAMPLES)
@with_exit_codes
def grid(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="What else is done: a name or a file.")
    ] = "blame_culture",
    lever: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="A lever from `culture-sim levers`; given twice, for two levers."),
    ] = None,
    outcome: OutcomeKey = "practice",
    runs: Runs = 8,
    baseline: Baseline = "blame_culture",
    setting: SettingName = DEFAULT_SETTING,
    organisation: Place = None,
    authority: Authority = None,
    year: OfYear = None,
    staff: StaffNumber = None,
    years: Years = 5,
    seed: Seed = 1,
    set_: Settings = None,
    core: Core = False,
    json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Run two levers at five strengths each, laid over a plan, and say whether they help each other.

    A two-factor design: every pair of strengths under the same random numbers. Shows the change against nothing
    done, and what both at full strength do beyond the sum of each alone.
    """
    from culture_sim.cli.grid import run_grid
    from culture_sim.cli.options import RunOptions

    options = RunOptions(
        baseline, setting, organisation, staff, years, seed, tuple(set_ or ()), core, authority, year
    )
    run_grid(scenario, options, tuple(lever or ()), outcome, runs, json, quiet)


@app.command(
    "control-chart", short_help="Find signals in figures of your own.", epilog=CONTROL_CHART_EXAMPLES
)
@with_exit_codes
def control_chart(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table, .csv or .tsv.")],
    column: Annotated[
        str, typer.Option(metavar="NAME", help="Column of the counts or rates, one for each period.")
    ],
    before: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            parser=whole_number(6, 100_000),
            help="How many of the first periods set centre and limits: those before a plan began.  [default: all]",
        ),
    ] = None,
    out: Out = None,
    force: Force = False,
    json: AsJson = False,
) -> None:
    """Make an XmR control chart of an organisation's own counts: centre, limits, and points that signal a change.

    It tells a change from ordinary ups and downs. Nothing is simulated.
    """
    from culture_sim.cli.control_chart import run_control_chart

    run_control_chart(file, column, before, out, json, force)


@app.command(short_help="Run one organisation once.", epilog=RUN_EXAMPLES)
@with_exit_codes
def run(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="The plan: a name or a file.")],
    baseline: Baseline = "blame_culture",
    setting: SettingName = DEFAULT_SETTING,
    organisation: Place = None,
    authority: Authority = None,
    year: OfYear = None,
    staff: StaffNumber = None,
    years: Years = 5,
    seed: Seed = 1,
    events: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHOM",
            help="Write down what happens to post:17, team:3 or everyone. May be given again.",
        ),
    ] = None,
    set_: Settings = None,
    core: Core = False,
    out: Out = None,
    force: Force = False,
    json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Run one organisation once under one plan, week by week, and once without it.

    One run is an example, not a finding: use `compare` for what a plan does.
    """
    from culture_sim.cli.options import RunOptions
    from culture_sim.cli.running import run_one

    asked = RunOptions(
        baseline, setting, organisation, staff, years, seed, tuple(set_ or ()), core, authority, year
    )
    run_one(scenario, asked, tuple(events or ()), out, json, quiet, force)


@app.command(short_help="List the plans of the gallery.")
@with_exit_codes
def scenarios(setting: SettingName = DEFAULT_SETTING, json: AsJson = False) -> None:
    """List the plans of the gallery, and what each of them shows."""
    from culture_sim.cli.listing import list_scenarios

    list_scenarios(setting, json)


@app.command(short_help="List the organisations of the gallery.", epilog=ORGANISATIONS_EXAMPLES)
@with_exit_codes
def organisations(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="One of them or a file, with its sources.")
    ] = None,
    authority: Authority = None,
    year: OfYear = None,
    json: AsJson = False,
    as_yaml: Annotated[
        bool,
        typer.Option(
            "--yaml", help="With --authority: print it as an organisation file, to keep, change or study."
        ),
    ] = False,
) -> None:
    """List the organisations that can be used, or show one of them with the sources of its figures."""
    from culture_sim.cli.listing import list_organisations, show_authority

    if authority is None and year is None and not as_yaml:
        list_organisations(tuple(names or ()), json)
    else:
        show_authority(tuple(names or ()), authority, year, json, as_yaml)


@app.command(short_help="List what a plan can do.")
@with_exit_codes
def levers(setting: SettingName = DEFAULT_SETTING, json: AsJson = False) -> None:
    """List what a plan can do: every lever, in plain words."""
    from culture_sim.cli.listing import list_levers

    list_levers(setting, json)


@app.command(short_help="List what is counted.")
@with_exit_codes
def outcomes(setting: SettingName = DEFAULT_SETTING, json: AsJson = False) -> None:
    """List what is counted and compared, with units and sources."""
    from culture_sim.cli.listing import list_outcomes

    list_outcomes(setting, json)


@app.command(short_help="List the numbers of the model.", epilog=PARAMETERS_EXAMPLES)
@with_exit_codes
def parameters(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Parameters or themes.  [default: all]")
    ] = None,
    setting: SettingName = DEFAULT_SETTING,
    json: AsJson = False,
) -> None:
    """List the model's numbers by theme: value, plausible range, unit, source, meaning."""
    from culture_sim.cli.listing import list_parameters

    list_parameters(tuple(names or ()), setting, json)


@app.command(short_help="Check files of your own.", epilog=CHECK_EXAMPLES)
@with_exit_codes
def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Scenario, organisation, network.")],
    authority: Authority = None,
    year: OfYear = None,
    json: AsJson = False,
) -> None:
    """Check scenario files, organisation files and staff networks: what each is, or which line is wrong."""
    from culture_sim.cli.checking import check_files

    check_files(tuple(files), json, authority, year)


app.command(short_help="Hold many simulated organisations against real ones.", epilog=POPULATION_EXAMPLES)(
    population
)
app.command(short_help="Open the pages in a browser.")(dashboard)
app.add_typer(study.app, name="study")
