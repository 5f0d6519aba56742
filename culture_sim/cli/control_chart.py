"""`control-chart`: an organisation's own series, its natural limits, and what signals a change."""

from pathlib import Path

from culture_sim.cli.out_folder import OutFolder
from culture_sim.cli.printing import plain_table, print_json, print_text, screen
from culture_sim.errors import InputError
from culture_sim.figures import save
from culture_sim.figures.control_chart import own_series_panel
from culture_sim.figures.figure import Panel, sheet
from culture_sim.findings.numbers import number
from culture_sim.inputs.series import read_series
from culture_sim.outcomes.control_charts import STRETCH, ControlChart, control_chart

FEWEST = 6
"""Periods from which limits are set at all; fewer move too much with the next one."""

ROUGH = 12
"""Periods below which limits are rough."""

HOW_TO_READ = (
    f"A signal is a point outside the limits, or one of {STRETCH} in a row on one side of the centre. It says that"
    " something changed, not what; all else is what this series does anyway, and needs no explanation."
)


def run_control_chart(
    file: Path, column: str, before: int | None, out: Path | None, json: bool, force: bool
) -> None:
    """Read the series, set its limits, print and draw what signals a change."""
    series = read_series(file, column)
    periods = len(series.values)
    if periods < FEWEST:
        raise InputError(f"It has {periods} periods; limits need at least {FEWEST}.", file)
    first = before or periods
    if not FEWEST <= first <= periods:
        raise InputError(
            f"--before: it must be between {FEWEST} and the {periods} periods of the file, not {first}."
        )
    found = control_chart(series.values, first)
    panel = own_series_panel(series, found, first)
    cautions = [f"Limits from fewer than {ROUGH} periods are rough."] if first < ROUGH else []
    written: list[Path] = []
    if out is not None:
        with OutFolder(out, force) as folder:
            save(sheet(panel), folder.draft, "control_chart")
            written = folder.publish()
    if json:
        print_json(
            {
                "file": str(file),
                "column": series.column,
                "periods": periods,
                "periods_before": first,
                "centre": found.mean,
                "lower_limit": found.low,
                "upper_limit": found.high,
                "points": [
                    {"period": period, "value": float(value), "signal": found.reason(place) or None}
                    for place, (period, value) in enumerate(zip(series.periods, series.values, strict=True))
                ],
                "finding": panel.title,
                "cautions": cautions,
            }
        )
        return
    _show(panel, found, first, cautions, written)


def _show(panel: Panel, found: ControlChart, before: int, cautions: list[str], written: list[Path]) -> None:
    console = screen()
    print_text(console, f"{panel.title}.")
    console.print()
    limits = f"limits {number(found.low, 1)} to {number(found.high, 1)}"
    print_text(console, f"Centre {number(found.mean, 1)}, {limits}, from the first {before} periods.")
    if found.signals:
        table = plain_table(*panel.columns)
        table.columns[-1].justify = "left"
        for place in found.signals:
            table.add_row(*panel.rows[place])
        console.print()
        console.print(table)
    console.print()
    for text in (HOW_TO_READ, *cautions):
        print_text(console, text)
    if written:
        console.print()
        print_text(console, f"Written: {', '.join(str(each) for each in written)}")
