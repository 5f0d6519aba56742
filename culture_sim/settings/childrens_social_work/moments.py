"""What authorities reported by year, from official statistics, as a panel: see `culture_sim.outcomes.moments`."""

from pathlib import Path

import numpy as np

from culture_sim.outcomes.moments import Values
from culture_sim.settings.childrens_social_work.official import LEVELS, LOW, MARKS, authority_rows

MEASURES = {
    "turnover": "leaver_rate_percent",
    "agency": "agency_share_percent",
    "vacancy": "vacancy_percent",
    "caseload": "caseload",
    "absence": "sickness_percent",
}
"""Measures of a panel that organisations have as observed levels."""


def read_panel(
    workforce: Path,
    referrals: Path | None = None,
    plans: Path | None = None,
    first: int = 2017,
    last: int = 2022,
) -> dict[str, Values]:
    """What authorities reported by year, from official statistics: for each measure (authorities, years).

    Authorities are those of the workforce file, in order of their codes, in the years in which they stand there.
    `size` is the natural logarithm of social workers in post (full-time equivalent), minus infinity where there was
    nobody: such an authority has no mean size.

    Args:
        workforce: children's social work workforce.
        referrals: children in need, referrals and re-referrals; without it there is no `re_referral`.
        plans: second or subsequent child protection plans; without it there is no `second_plan`.
        first: year.
        last: year.

    Raises:
        InputError: a file is not what it should be.
    """
    columns = {LEVELS[level].columns[0]: measure for measure, level in MEASURES.items()}
    tables = (
        (workforce, {**columns, "inpost_fte": "size"}),
        (referrals, {"rereferral_percent": "re_referral"}),
        (plans, {"CPP_subsequent_percent": "second_plan"}),
    )
    places: dict[str, int] = {}
    there: set[tuple[str, int]] = set()
    panel: dict[str, Values] = {}
    for path, measures in tables:
        if path is None:
            continue
        rows = {(row["new_la_code"], year): row for year, row in authority_rows(path, tuple(measures))}
        if not panel:
            there = {(code, year) for code, year in rows if first <= year <= last}
            places = {code: place for place, code in enumerate(sorted({code for code, _ in there}))}
        for column, measure in measures.items():
            table = panel[measure] = np.full((len(places), last - first + 1), np.nan)
            for code, year in there & rows.keys():
                cell = rows[code, year][column.lower()]
                if cell not in MARKS and cell != LOW:
                    table[places[code], year - first] = float(cell)
    with np.errstate(divide="ignore"):
        panel["size"] = np.log(panel["size"])
    return panel
