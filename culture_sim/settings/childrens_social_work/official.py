"""Authorities in official statistics: posts and observed levels from the children's social work workforce.

The Department for Education publishes the file each year, by local authority, under the Open Government Licence v3.0.
It is the user's own; it is not part of this project.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.messages import in_brief, shortened
from culture_sim.inputs.numbers import number_hint, plain_number
from culture_sim.inputs.tables import read_rows
from culture_sim.settings.official import Described, OfficialStatistics

TITLE = "Children's social work workforce, England (Department for Education)"
PLACE = ("time_period", "geographic_level", "new_la_code", "la_name")
"""Columns that say of whom and of when a row is."""

MARKS = {
    "": "missing",
    "c": "suppressed",
    "z": "not applicable",
    "x": "not available",
    "u": "of low reliability",
}
"""What stands in official tables where there is no number. ':' and the like are read as an empty cell."""
LOW = "low"
"""The mark of a number that rounds to 0 and is not 0."""

TEAM = 6
"""Posts that hold cases in a team; its manager comes on top (social work, section 2)."""
SUPPORT_POSTS = 36 / 198
"""Posts of support workers for each post of a social worker (social work, section 2); no official figure."""


@dataclass(frozen=True)
class Measure:
    """What is read of an authority.

    Attributes:
        title: what it is called in a sentence.
        columns: where it stands.
        of: the measure, of the numbers in these columns.
    """

    title: str
    columns: tuple[str, ...]
    of: Callable[..., float] = float


LEVELS = {
    "leaver_rate_percent": Measure("turnover", ("turnover_rate_fte",)),
    "vacancy_percent": Measure("vacancy rate", ("vacancy_rate_fte",)),
    "agency_share_percent": Measure("agency rate", ("agency_rate_fte",)),
    "sickness_percent": Measure("absence rate", ("absence_rate_fte",)),
    "caseload": Measure("caseload", ("caseload_fte",)),
}
"""Levels by the name that organisation files have for them."""
POSTS = Measure("number of posts", ("inpost_fte", "vacancy_fte"), lambda in_post, vacant: in_post + vacant)
CASE_HOLDING = Measure(
    "share of social workers who hold cases",
    ("case_holders_fte", "inpost_fte", "agency_fte"),
    lambda holding, in_post, agency: min(1.0, holding / (in_post + agency)) if in_post + agency else np.nan,
)

Row = dict[str, str]
"""The cells of a line by the names of their columns, in lower case."""


class _Found(NamedTuple):
    """A measure of one authority, and how it was come by: a source, and a sentence where it is not its own."""

    value: float
    source: str
    own: bool
    note: str = ""


def describe(path: Path, authority: str, year: int | None = None) -> Described:
    """An authority's children's services as the workforce file has them.

    Args:
        path: the file as it is published.
        authority: its name there (`la_name`); capitals do not matter.
        year: of the figures; by default the latest that the file has for it.

    Raises:
        InputError: it is no such file, or has no such authority or year.
    """
    columns = {
        column: None for measure in (POSTS, CASE_HOLDING, *LEVELS.values()) for column in measure.columns
    }
    rows = authority_rows(path, tuple(columns))
    name, by_year = _rows_of(rows, authority, path)
    last = max(when for when, _ in rows)
    chosen = max(by_year) if year is None else year
    if chosen not in by_year:
        known = ", ".join(map(str, sorted(by_year)))
        raise InputError(f"There are no figures of {chosen} for {name}; there are those of {known}.", path)
    row, peers = by_year[chosen], [each for when, each in rows if when == chosen]

    def find(measure: Measure) -> _Found | None:
        return _found(measure, row, peers, chosen, path)

    posts, holding = find(POSTS), find(CASE_HOLDING)
    if posts is None or holding is None or posts.value <= 0:
        raise InputError(f"The file does not say how many posts {name} has in {chosen}.", path)
    levels = {key: find(measure) for key, measure in LEVELS.items()}
    notes = [each.note for each in (posts, holding, *levels.values()) if each is not None and each.note]
    notes += [
        f"No authority has a figure of the {LEVELS[key].title} in {chosen}: it is left as the model has it."
        for key, level in levels.items()
        if level is None
    ]
    if year is None and chosen < last:
        notes.insert(0, f"The latest figures for {name} are those of {chosen}; the file goes on to {last}.")
    social_workers = f"{posts.value:,.1f} posts of social workers"
    said = {
        "name": name,
        "describes": f"Children's services of {name} in {chosen}, {social_workers}: {posts.source}",
        **_workforce(posts, holding),
        "observed": {key: _figure(level) for key, level in levels.items() if level is not None},
    }
    return Described(said, tuple(notes))


def names(path: Path) -> tuple[str, ...]:
    """Every authority of the workforce file, in the order of the alphabet."""
    return tuple(sorted({row["la_name"] for _, row in authority_rows(path, ())}))


OFFICIAL = OfficialStatistics(TITLE, (*PLACE, "turnover_rate_fte", "caseload_fte"), describe, names)


def _workforce(posts: _Found, holding: _Found) -> dict[str, Any]:
    """Posts, teams and staff groups: teams of six case-holding posts, whose managers come on top."""
    case_posts = posts.value * holding.value
    teams = max(1, round(case_posts / TEAM))
    others = max(0.0, posts.value - case_posts - teams)
    support = posts.value * SUPPORT_POSTS
    staff = max(teams, round(case_posts + others + support))
    total = case_posts + others + support
    rest = {
        "mark": "derived",
        "source": f"The posts that hold no cases, less a manager for each {TEAM} that do",
    }
    assumed = {
        "mark": "assumption",
        "source": "36 support workers for 198 social workers: no official figure",
    }
    return {
        "staff": staff,
        "teams": {"number": teams},
        "professions": {
            "social_workers": {
                "share": _figure(holding) | {"value": round(case_posts / total, 4), "mark": "derived"}
            },
            "other_social_workers": {"share": {"value": round(others / total, 4), **rest}},
            "support_workers": {"share": {"value": round(support / total, 4), **assumed}},
        },
    }


def _figure(found: _Found) -> dict[str, Any]:
    return {
        "value": round(found.value, 2),
        "mark": "found" if found.own else "derived",
        "grade": "A" if found.own else "D",
        "source": found.source,
    }


def _found(measure: Measure, row: Row, peers: Sequence[Row], year: int, path: Path) -> _Found | None:
    """A measure of an authority, or the mean of all authorities in that year where its own cells do not give one."""
    name = row["la_name"]
    cells = [row[column] for column in measure.columns]
    where = f"{TITLE}, {year}: {' and '.join(measure.columns)} of {{}} ({path.name})."
    own = _value(measure, row)
    if own is not None:
        note = f"The {measure.title} of {name} in {year} is marked '{LOW}': it rounds to 0, which is used."
        return _Found(own, where.format(name), own=True, note=note if LOW in cells else "")
    known = [value for value in (_value(measure, each) for each in peers) if value is not None]
    if not known:
        return None
    empty = dict.fromkeys(
        f"'{cell}', {MARKS[cell]}" if cell else MARKS[cell] for cell in cells if cell in MARKS
    )
    why = f" ({'; '.join(empty)})" if empty else ""
    mean = float(np.mean(known))
    used = f"the mean of authorities, {mean:.3g} ({len(known)} of them), is used."
    note = f"{name} has no {measure.title} in {year}{why}: {used}"
    return _Found(mean, f"{where.format('all authorities')} {note}", own=False, note=note)


def _value(measure: Measure, row: Row) -> float | None:
    cells = [row[column] for column in measure.columns]
    if any(cell in MARKS for cell in cells):
        return None
    found = measure.of(*(0.0 if cell == LOW else float(cell) for cell in cells))
    return found if np.isfinite(found) else None


def _rows_of(rows: Iterable[tuple[int, Row]], authority: str, path: Path) -> tuple[str, dict[int, Row]]:
    """The name of an authority as the file has it, and its rows by year."""
    wanted = " ".join(authority.split()).casefold()
    found = {year: row for year, row in rows if row["la_name"].casefold() == wanted}
    if found:
        return found[max(found)]["la_name"], found
    names = sorted({row["la_name"] for _, row in rows})
    holding = [name for name in names if wanted and wanted in name.casefold()][:3]
    hint = f" Did you mean {' or '.join(map(repr, holding))}?" if holding else did_you_mean(authority, names)
    raise InputError(
        f"There is no authority {shortened(authority)!r} among the {len(names)} here.{hint}", path
    )


def authority_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, Row]]:
    """The rows of local authorities in an official table, each with its year; cells are numbers or marks.

    Args:
        path: the file as it is published.
        columns: of numbers that are wanted.

    Raises:
        InputError: it is no such table, or a cell of these columns holds neither a number nor a mark.
    """
    found: list[tuple[int, Row]] = []
    seen: dict[tuple[str, int], int] = {}
    for line, row in read_rows(path, [(name.lower(),) for name in (*PLACE, *columns)]):
        if row["geographic_level"].lower() != "local authority":
            continue
        year = plain_number(row["time_period"])
        if not isinstance(year, int):
            message = f"`time_period` is {in_brief(row['time_period'])}; it must be a year, such as 2022."
            raise InputError(message, path, line)
        for column in columns:
            _check_cell(row[column.lower()], column, path, line)
        key = row["new_la_code"], year
        if key in seen:
            message = f"{row['la_name']} stands twice in {year} (first on line {seen[key]})."
            raise InputError(message, path, line)
        seen[key] = line
        found.append((year, row))
    if not found:
        raise InputError("No row is of a local authority (`geographic_level`).", path)
    return found


def _check_cell(cell: str, column: str, path: Path, line: int) -> None:
    if cell in MARKS or cell == LOW:
        return
    number = plain_number(cell)
    if number is None:
        marks = ", ".join([*filter(None, MARKS), LOW])
        message = f"`{column}` is {in_brief(cell)}; it must be a number, or a mark for none ({marks})."
        raise InputError(f"{message}{number_hint(cell)}", path, line)
    if not 0 <= number < np.inf:
        raise InputError(
            f"`{column}` is {in_brief(cell)}; it must be a finite number of 0 or more.", path, line
        )
