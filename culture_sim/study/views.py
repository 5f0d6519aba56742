"""The tables that a query sees, as views over Parquet files that are read as far as they are needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from culture_sim.study.run_context import BASELINE
from culture_sim.study.store import RUNS, YEARLY
from culture_sim.study.worker import STORED

VIEWS = ("points", "runs", "yearly", "differences", "weekly")
"""What a query can ask."""

_KEYS = ("organisation_key", "parameters_key")
_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "uint64": "UBIGINT",
    "int32": "INTEGER",
    "int16": "SMALLINT",
    "double": "DOUBLE",
    "float": "FLOAT",
}


def create_views(folder: Path, manifest: Mapping[str, Any], files: Mapping[str, Sequence[Path]]) -> list[str]:
    """The statements that make the views."""
    factors = [f'"{factor["name"]}"' for factor in manifest["factors"]]
    varied = "".join(f", p.{name}" for name in factors)
    carried = "".join(f", r.{name}" for name in factors)
    first, number = manifest["seeds"]["first"], manifest["seeds"]["number"]
    own = ", ".join(f"y.{key}" for key in STORED)
    less = ", ".join(f"y.{key} - b.{key} AS {key}" for key in STORED)
    saving = "CASE WHEN y.year = 0 THEN 0.0 ELSE b.harm_cost_gbp - y.harm_cost_gbp - y.programme_cost_gbp END"
    described = f"{_id('r.id')} AS run, r.scenario, r.point, r.draw, r.seed{carried}"
    hashes = "r.scenario_hash, r.organisation_hash, r.parameters_hash"
    statements = [
        f"CREATE VIEW points AS SELECT * FROM {_parquet([folder / 'points.parquet'])}",
        f"CREATE VIEW design AS SELECT * FROM {_parquet([folder / 'design.parquet'])}",
        f"CREATE VIEW raw_runs AS SELECT * FROM {_table(files['runs'], RUNS)}",
        f"CREATE VIEW raw_yearly AS SELECT * FROM {_table(files['yearly'], YEARLY)}",
        # Runs that a baseline's row of the design has, once for each organisation, set of parameters and seed
        f"""CREATE VIEW baseline_runs AS SELECT DISTINCT {", ".join(f"l.{key}" for key in _KEYS)}, l.seed, l.run
        FROM design d JOIN raw_runs l USING (scenario_key, {", ".join(_KEYS)})
        WHERE d.scenario = '{BASELINE}' AND l.years = {manifest["years"]}""",
        # Every run of the design, with the run of the baseline that it is paired with
        f"""CREATE VIEW paired AS
        SELECT l.run AS id, b.run AS baseline_id, d.scenario, d.point, d.draw, l.seed{varied}, l.years, l.staff,
               l.scenario_hash, l.organisation_hash, l.parameters_hash, l.version, l.error
        FROM raw_runs l
        JOIN design d USING (scenario_key, organisation_key, parameters_key)
        LEFT JOIN points p ON p.point = d.point
        LEFT JOIN baseline_runs b ON b.organisation_key = d.organisation_key
          AND b.parameters_key = d.parameters_key AND b.seed = l.seed
        WHERE l.seed >= {first} AND l.seed < {first + number} AND l.years = {manifest["years"]}""",
        f"""CREATE VIEW runs AS
        SELECT {described}, r.years, r.staff, {hashes}, r.version, r.error, {_id("r.baseline_id")} AS baseline
        FROM paired r""",
        f"""CREATE VIEW yearly AS
        SELECT {described}, y.year, {own}, {saving} AS net_saving_gbp
        FROM raw_yearly y JOIN paired r ON r.id = y.run
        LEFT JOIN ({_of_baseline("run, year, harm_cost_gbp")}) b ON b.run = r.baseline_id AND b.year = y.year""",
        f"""CREATE VIEW differences AS
        SELECT {described}, y.year, {less}, {saving} AS net_saving_gbp
        FROM raw_yearly y JOIN paired r ON r.id = y.run
        JOIN ({_of_baseline("*")}) b ON b.run = r.baseline_id AND b.year = y.year
        WHERE r.scenario <> '{BASELINE}'""",
    ]
    if manifest["weekly"]:
        columns = ", ".join(f"w.{name}" for name in manifest["weekly"])
        source = _parquet(files["weekly"]) if files["weekly"] else _empty_weeks(manifest)
        statements += [
            f"CREATE VIEW raw_weekly AS SELECT * FROM {source}",
            f"""CREATE VIEW weekly AS
            SELECT {described}, w.week, {columns} FROM raw_weekly w JOIN paired r ON r.id = w.run""",
        ]
    return statements


def _id(column: str) -> str:
    """A run's id as it is spoken of."""
    return f"lpad(lower(to_hex({column})), 16, '0')"


def _of_baseline(columns: str) -> str:
    """Numbers of the baseline's runs: few, so that pairing is cheap."""
    return f"SELECT {columns} FROM raw_yearly WHERE run IN (SELECT run FROM baseline_runs)"


def _parquet(files: Sequence[Path]) -> str:
    names = ", ".join("'" + file.as_posix().replace("'", "''") + "'" for file in files)
    return f"read_parquet([{names}])"


def _table(files: Sequence[Path], schema: Any) -> str:
    """The files of a table, or an empty table of its form where nothing has been run."""
    if files:
        return _parquet(files)
    columns = ", ".join(f"NULL::{_TYPES[str(field.type)]} AS {field.name}" for field in schema)
    return f"(SELECT {columns} WHERE false)"


def _empty_weeks(manifest: Mapping[str, Any]) -> str:
    columns = "".join(f", NULL::FLOAT AS {name}" for name in manifest["weekly"])
    return f"(SELECT NULL::UBIGINT AS run, NULL::SMALLINT AS week{columns} WHERE false)"
