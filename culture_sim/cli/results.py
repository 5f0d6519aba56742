"""The files of a comparison."""

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from culture_sim.cli.printing import as_json
from culture_sim.csv_text import csv_text
from culture_sim.ensemble import Comparison
from culture_sim.findings.sentences import TOOL

if TYPE_CHECKING:
    import pandas


def write_comparison(comparison: Comparison, described: Mapping[str, Any], folder: Path) -> None:
    """comparison.json, yearly.csv, weekly.parquet, comparison.png and comparison.svg.

    Every row of the tables carries scenario hash, seed, parameter hash and version; the Parquet file says in
    its metadata what it is.
    """
    from culture_sim.figures import comparison_figure, save

    (folder / "comparison.json").write_text(as_json(described), encoding="utf-8")
    (folder / "yearly.csv").write_text(csv_text(comparison.yearly_frame()), encoding="utf-8", newline="")
    write_weeks(comparison.weekly_frame(), folder / "weekly.parquet", about(comparison))
    save(comparison_figure(comparison), folder, "comparison")


def about(comparison: Comparison) -> dict[str, str]:
    """Where the numbers come from, and what they are."""
    return {
        "version": comparison.version,
        "seed": str(comparison.seed),
        "runs": str(comparison.runs),
        "parameters_hash": comparison.parameters_hash,
        "organisation_hash": comparison.organisation_hash,
        "scenario_hashes": json.dumps({name: each.hash for name, each in comparison.scenarios.items()}),
        "what_it_is": TOOL,
    }


def write_weeks(frame: "pandas.DataFrame", file: Path, described: dict[str, str]) -> None:
    """A Parquet file of weeks with what it is in its metadata."""
    import duckdb

    metadata = ", ".join(
        f"{_quoted(f'culture_sim.{name}')}: {_quoted(value)}" for name, value in described.items()
    )
    with duckdb.connect() as connection:
        connection.register("weeks", frame)
        try:
            connection.execute(
                f"copy weeks to {_quoted(str(file))} (format parquet, compression zstd, kv_metadata {{{metadata}}})"
            )
        except duckdb.IOException as problem:
            raise _as_the_system_says(problem, file) from None


def _as_the_system_says(problem: Exception, file: Path) -> Exception:
    """DuckDB tells the system's number of an error in its text only."""
    found = re.search(r'"errno":"(\d+)"', str(problem))
    return OSError(int(found[1]), os.strerror(int(found[1])), str(file)) if found else problem


def _quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"
