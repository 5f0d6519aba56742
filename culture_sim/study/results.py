"""A finished (or running) study, to be read: tables, queries, and the design that they come from."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.csv_text import csv_text
from culture_sim.errors import InputError, did_you_mean
from culture_sim.settings import Setting, load_setting
from culture_sim.study.manifest import check_tables, read_manifest
from culture_sim.study.optional import require
from culture_sim.study.run_context import BASELINE
from culture_sim.study.store import find_shards
from culture_sim.study.views import VIEWS, connect, quoted

if TYPE_CHECKING:
    import pandas
    import pyarrow

VECTORS_AT_ONCE = 50
"""How much of a table is written at once, in vectors of DuckDB (2,048 rows each)."""


class Study:
    """The results of a study. Nothing is loaded until it is asked for.

    Views for queries: `points`, `runs`, `yearly`, `differences`, and `weekly` if it was stored.

    Args:
        folder: what `study run --out` wrote.

    Raises:
        InputError: the folder holds no study.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest = read_manifest(self.folder)
        self.damage: list[str] = []
        """What the last query found damaged or missing, a sentence each; the runs in it are left out."""

    # What was planned -------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """Name as a reader sees it."""
        return str(self.manifest["name"])

    @cached_property
    def setting(self) -> Setting:
        """The kind of organisation, which says which outcomes there are."""
        return load_setting(self.manifest["setting"])

    @property
    def design(self) -> str:
        """Kind of design: grid, list, latin_hypercube, sobol, morris or saltelli."""
        return str(self.manifest["design"]["kind"])

    @property
    def factors(self) -> list[dict[str, Any]]:
        """What was varied: name, paths, low, high, central, log, whole, numeric, choices."""
        return list(self.manifest["factors"])

    @property
    def scenarios(self) -> list[str]:
        """Plans that every point was tried on."""
        return [name for name in self.manifest["scenarios"] if name != BASELINE]

    @property
    def has_baseline(self) -> bool:
        """Whether every run is paired with a baseline under the same random numbers."""
        return BASELINE in self.manifest["scenarios"]

    @property
    def years(self) -> int:
        """Years of programme; year 0 is the year before."""
        return int(self.manifest["years"])

    @property
    def outcomes(self) -> list[str]:
        """Outcomes that the study looks at: those that its file names, or all."""
        return list(self.manifest["outcomes"]) or [
            *self.manifest["stored"],
            *(("net_saving_gbp",) if self.has_baseline else ()),
        ]

    @property
    def problem(self) -> dict[str, Any]:
        """The factors as SALib speaks of them, all between 0 and 1 (goes with `units()`)."""
        names = [factor["name"] for factor in self.factors]
        return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}

    def points(self) -> pandas.DataFrame:
        """One row for each point: the value (or label) of every factor."""
        names = ", ".join(quoted(factor["name"]) for factor in self.factors)
        return self.query(
            f"SELECT point{', ' + names if names else ''} FROM points ORDER BY point"
        ).set_index("point")

    def units(self) -> NDArray[np.float64]:
        """(points, factors) places of the points in 0-1, in the order of the design."""
        columns = [f"unit_{factor['name']}" for factor in self.factors]
        table = self.arrow("SELECT * FROM points ORDER BY point")
        if not columns:
            return np.zeros((table.num_rows, 0))
        return np.column_stack([table[name].to_numpy() for name in columns])

    # Results -------------------------------------------------------------------------------

    def runs(self) -> pandas.DataFrame:
        """One row for each run of the design: point, scenario, draw, seed, factors, hashes, error."""
        return self.query("SELECT * FROM runs ORDER BY scenario, draw, point, seed, run")

    def yearly(self) -> pandas.DataFrame:
        """One row for each run and year, with every outcome; year 0 is the year before the programme."""
        return self.query("SELECT * FROM yearly ORDER BY scenario, draw, point, seed, run, year")

    def differences(self) -> pandas.DataFrame:
        """The same, less the baseline under the same random numbers."""
        return self.query("SELECT * FROM differences ORDER BY scenario, draw, point, seed, run, year")

    def weekly(self) -> pandas.DataFrame:
        """One row for each run and week, from the year before; only the columns that the study keeps."""
        if not self.manifest["weekly"]:
            raise InputError(
                "This study stored no weekly columns; name them under 'weekly' in its file.", self.folder
            )
        return self.query("SELECT * FROM weekly ORDER BY scenario, draw, point, seed, run, week")

    def values(
        self,
        outcome: str,
        *,
        scenario: str | None = None,
        year: int | None = None,
        difference: bool | None = None,
    ) -> pandas.DataFrame:
        """One outcome in one year, a row for each run: point, draw, seed, value. What analyses start from.

        Args:
            outcome: its key.
            scenario: one of `scenarios`; the first if absent.
            year: the last if absent.
            difference: against the baseline; taken wherever there is one, unless said otherwise.

        Raises:
            InputError: there is no such scenario, outcome or year.
        """
        plan = scenario or self.scenarios[0]
        if plan not in (*self.scenarios, BASELINE):
            raise InputError(
                f"'{plan}' is not in this study.{did_you_mean(plan, self.scenarios)}", self.folder
            )
        known = (*self.manifest["stored"], "net_saving_gbp")
        if outcome not in known:
            raise InputError(f"'{outcome}' is not an outcome.{did_you_mean(outcome, known)}", self.folder)
        if year is not None and not 0 <= year <= self.years:
            raise InputError(f"There is no year {year}: the study has years 0 to {self.years}.", self.folder)
        paired = self.has_baseline and plan != BASELINE if difference is None else difference
        view = "differences" if paired else "yearly"
        return self.query(
            f"SELECT point, draw, seed, {quoted(outcome)} AS value FROM {view} "
            "WHERE scenario = $plan AND year = $year ORDER BY draw, point, seed",
            plan=plan,
            year=self.years if year is None else year,
        )

    def errors(self) -> pandas.DataFrame:
        """Runs that failed."""
        return self.query(
            "SELECT * FROM runs WHERE error IS NOT NULL ORDER BY scenario, draw, point, seed, run"
        )

    def failures(self) -> list[tuple[str, int]]:
        """What went wrong, and how often, the most frequent first."""
        found = self.arrow(
            "SELECT error, count(*) AS times FROM runs WHERE error IS NOT NULL "
            "GROUP BY ALL ORDER BY 2 DESC, 1"
        )
        return list(zip(found["error"].to_pylist(), found["times"].to_pylist(), strict=True))

    def progress(self) -> tuple[int, int]:
        """Runs of the design that are in the folder, and those among them that failed."""
        found = self.arrow(
            "SELECT count(DISTINCT run) AS done, count(DISTINCT run) FILTER (error IS NOT NULL) AS failed "
            "FROM runs"
        )
        return int(found["done"][0].as_py()), int(found["failed"][0].as_py())

    # Queries --------------------------------------------------------------------------------------

    def query(self, sql: str, **values: Any) -> pandas.DataFrame:
        """Ask in SQL (DuckDB); `$name` stands for a value that is given by name.

        Raises:
            InputError: the query is wrong, or DuckDB is not installed.
        """
        found: pandas.DataFrame = self._execute(sql, values, "df")
        return found

    def arrow(self, sql: str, **values: Any) -> pyarrow.Table:
        """The same, as an Arrow table."""
        found: pyarrow.Table = self._execute(sql, values, "arrow")
        return found

    def export_csv(self, folder: str | Path) -> list[Path]:
        """Write every view as a CSV file; returns the files.

        What is text is written so that a spreadsheet reads it as text, never as a formula.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        views = [view for view in VIEWS if view != "weekly" or self.manifest["weekly"]]
        if not self.has_baseline:
            views.remove("differences")
        written = []
        for view in views:
            order = "point" if view == "points" else "scenario, draw, point, seed, run"
            order += {"weekly": ", week", "yearly": ", year", "differences": ", year"}.get(view, "")
            path = folder / f"{view}.csv"
            with self._connection() as connection, path.open("w", encoding="utf-8", newline="") as file:
                connection.execute(f"SELECT * FROM {view} ORDER BY {order}")
                part = connection.fetch_df_chunk(VECTORS_AT_ONCE)
                file.write(csv_text(part))
                while len(part):
                    part = connection.fetch_df_chunk(VECTORS_AT_ONCE)
                    file.write(csv_text(part, header=False))
            written.append(path)
        return written

    def _execute(self, sql: str, values: dict[str, Any], form: str) -> Any:
        duckdb = require("duckdb", "A query")
        with self._connection() as connection:
            try:
                kinds = [statement.type for statement in connection.extract_statements(sql)]
                if len(kinds) != 1 or kinds[0] not in {
                    duckdb.StatementType.SELECT,
                    duckdb.StatementType.EXPLAIN,
                }:
                    raise InputError("A query must select something; the results cannot be changed.")
                found = connection.sql(sql, params=values or None)
                if form == "df":
                    return found.df()
                return found.to_arrow_table() if hasattr(found, "to_arrow_table") else found.arrow()
            except duckdb.Error as error:
                raise InputError(f"The query is wrong: {str(error).strip()}") from None

    def _connection(self) -> Any:
        duckdb = require("duckdb", "A query")
        check_tables(self.folder, self.manifest)
        found = find_shards(self.folder, self.manifest.get("shards", ()))
        self.damage = list(found.damage.values())
        try:
            return connect(self.folder, self.manifest, found.counted)
        except duckdb.Error:
            raise InputError("The manifest and the tables do not go together.", self.folder) from None
