"""The tables of a comparison, for a reader without statistics."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from culture_sim.cli.printing import plain_table
from culture_sim.ensemble import Comparison, Difference
from culture_sim.ensemble.account import account, savings_by_group
from culture_sim.ensemble.intervals import Numbers, interval
from culture_sim.ensemble.leading_indicators import Indicator
from culture_sim.findings import effect_sizes
from culture_sim.findings.amounts import amount, amount_change, amount_span, unit, ways
from culture_sim.findings.indicators import COLUMNS, indicator_rows
from culture_sim.findings.numbers import change, number, span
from culture_sim.findings.sentences import better_and_worse_in, shown_years

if TYPE_CHECKING:
    from rich.table import Table

MONEY = ("programme_cost_gbp", "harm_cost_gbp", "net_saving_gbp")
LABEL_WIDTH, BAND_WIDTH, NARROW = 22, 14, 9
"""Widths of the first column, of one with a band, and of one with a single number."""


def _room(width: int, besides: int, each: int) -> int:
    """How many columns of a width fit beside what stands there anyway; one always does."""
    return max(1, (width - besides) // (each + 1))


def observed_table(comparison: Comparison) -> "Table":
    """The baseline: observed and simulated."""
    table = plain_table("", "observed", "simulated", title="Baseline: observed and simulated")
    for row in comparison.observed:
        decimals = 0 if row.observed >= 100 else 1
        what = comparison.setting.observable[row.key]
        table.add_row(
            f"{what.title}, {what.unit}", number(row.observed, decimals), number(row.reproduced, decimals)
        )
    return table


def headline_tables(comparison: Comparison, width: int) -> "list[Table]":
    """The headline outcomes: the year before and as many years as fit; each plan against the baseline."""
    most = _room(width, LABEL_WIDTH + NARROW, BAND_WIDTH)
    years = shown_years(comparison.years, most)
    return [_headline_table(comparison, key, years) for key in comparison.headlines]


def _headline_table(comparison: Comparison, key: str, years: Sequence[int]) -> "Table":
    what = comparison.outcome(key)
    names = ["before" if year == 0 else f"year {year}" for year in years]
    table = plain_table("", *names, title=f"{what.title}, {unit(what)}")
    table.columns[0].min_width = LABEL_WIDTH
    for column in table.columns[2:]:
        column.min_width = BAND_WIDTH
    for name in comparison.scenarios:
        levels = comparison.interval(name, key).mean
        table.add_row(comparison.title(name), *(amount(what, float(levels[year])) for year in years))
        if name != comparison.baseline:
            _add_differences(table, comparison, name, key, years)
    return table


def _add_differences(
    table: "Table", comparison: Comparison, name: str, key: str, years: Sequence[int]
) -> None:
    what = comparison.outcome(key)

    def row(title: str, tell: Callable[[Difference[float]], str]) -> None:
        cells = (tell(comparison.difference_in(year, name, key)) if year else "" for year in years)
        table.add_row(f"  {title}", *cells)

    row("difference", lambda each: amount_change(what, each.mean))
    if comparison.runs > 1:
        row("80 % interval", lambda each: amount_span(what, each.low, each.high))
        row(f"{' / '.join(ways(what))} in", lambda each: better_and_worse_in(each, comparison.runs))
    drawn = comparison.parameter_interval(name, key)
    if drawn:
        spans = (
            amount_span(what, float(drawn[0][year]), float(drawn[1][year])) if year else "" for year in years
        )
        table.add_row("  parameter uncertainty", *spans)


def other_tables(comparison: Comparison, width: int) -> "list[Table]":
    """Everything else in the last year, as many plans side by side as fit, but no more than two."""
    plans = comparison.plans
    together = min(2, _room(width, LABEL_WIDTH + NARROW, 2 * NARROW + 1))
    groups = [plans[start : start + together] for start in range(0, len(plans), together)]
    return [_other_table(comparison, group) for group in groups or [[]]]


def _other_table(comparison: Comparison, plans: Sequence[str]) -> "Table":
    year = comparison.years
    headings = [comparison.title(comparison.baseline)]
    for name in plans:
        headings += [comparison.title(name), f"better / worse of {comparison.runs}"]
    table = plain_table("", *headings, title=f"All else, in year {year}")
    for column in table.columns[1:]:
        column.no_wrap, column.max_width = False, NARROW
    for what in comparison.outcomes:
        if what.key in (*comparison.headlines, *MONEY):
            continue
        cells = [amount(what, comparison.level(comparison.baseline, what.key))]
        for name in plans:
            found = comparison.difference_in(year, name, what.key)
            cells += [
                amount(what, comparison.level(name, what.key)),
                better_and_worse_in(found, comparison.runs).partition(" of ")[0],
            ]
        table.add_row(f"{what.title}, {unit(what)}", *cells)
    return table


def indicator_table(comparison: Comparison, name: str, found: Sequence[Indicator]) -> "Table":
    """How each outcome moves under a plan, those that move first first."""
    table = plain_table(*COLUMNS, title=f"{comparison.title(name)}: measures in the order in which they move")
    for column in table.columns[1:]:
        column.no_wrap, column.justify = False, "left"
    for row in indicator_rows(comparison, found):
        table.add_row(*row)
    return table


def effect_size_table(comparison: Comparison, name: str) -> "Table":
    """What a plan does in the last year, in standard deviations."""
    title = f"{comparison.title(name)}: differences in year {comparison.years}, in standard deviations"
    table = plain_table(*effect_sizes.COLUMNS, title=title)
    for column in table.columns[1:]:
        column.no_wrap, column.max_width = False, BAND_WIDTH
    for row in effect_sizes.effect_size_rows(comparison, name):
        table.add_row(*row)
    return table


def money_table(comparison: Comparison, width: int) -> "Table":
    """What each plan costs and saves, by year and in all; in pounds of a size that fits the organisation."""
    most = _room(width, LABEL_WIDTH - 4, BAND_WIDTH) - 1
    years = [year for year in shown_years(comparison.years, most) if year > 0]
    unit, scale, decimals = _money_unit(comparison)
    groups = comparison.setting.saving_groups
    on = "; and on ".join(each.title for each in groups if each.title)
    title = f"Money, {unit}{f' (savings are on {on})' if on else ''}"
    table = plain_table("", *(f"year {year}" for year in years), "all years", title=title)
    table.columns[0].min_width = LABEL_WIDTH - 6
    for name in comparison.plans:
        table.add_row(comparison.title(name))
        for title, values, tell in _money_rows(comparison, name):
            found = [interval(cell) for cell in (*values[:, np.array(years) - 1].T, values.sum(axis=1))]
            table.add_row(f"  {title}", *(tell(float(each.mean) / scale, decimals) for each in found))
            if title.startswith("net saving") and comparison.runs > 1:
                spans = (span(float(each.low) / scale, float(each.high) / scale, decimals) for each in found)
                table.add_row("  80 % interval", *spans)
        whole = account(comparison, name)
        for title, even in (
            ("paid for itself", whole.break_even),
            *((f"  without {each.group.name}", each.break_even) for each in whole.without),
        ):
            table.add_row(f"  {title}", *("" for _ in years), f"by year {even}" if even else "not yet")
    return table


def _money_rows(comparison: Comparison, name: str) -> "list[tuple[str, Numbers, Callable[..., str]]]":
    """Title, GBP by run and year of the programme, and how it is told, of every row of a plan's money."""
    net = comparison.values(name, "net_saving_gbp")[:, 1:]
    saved = savings_by_group(comparison, name)
    apart = list(saved.items()) if len(saved) > 1 else []
    return [
        ("programme cost", comparison.values(name, "programme_cost_gbp")[:, 1:], number),
        ("savings", -comparison.paired(name, "harm_cost_gbp")[:, 1:], change),
        *((f"  on {group.name}", values, change) for group, values in apart),
        ("net saving", net, change),
        *(
            (f"net saving without {group.name}", net - values, change)
            for group, values in apart
            if group.caution
        ),
    ]


def _money_unit(comparison: Comparison) -> tuple[str, float, int]:
    """Unit, pounds in it, and decimals: a plan for twelve people costs no millions."""
    dearest = max((account(comparison, name).cost for name in comparison.plans), default=0.0)
    if dearest >= 1e6:
        return "£ million", 1e6, 2
    return "£ thousand", 1e3, 0 if dearest >= 1e5 else 1
