"""The tables that a query sees, as views over Parquet files that are read as far as they are needed.

DuckDB gets the files as Arrow data sets and no access to any file of its own: neither a name of a folder nor a query
can make it read or write anything else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from culture_sim.study.optional import require
from culture_sim.study.run_context import BASELINE
from culture_sim.study.store import RUNS, Shard, weekly_schema, yearly_schema

VIEWS = ("points", "runs", "yearly", "differences", "weekly")
"""What a query can ask."""

_KEYS = ("organisation_key", "parameters_key")


def connect(folder: Path, manifest: Mapping[str, Any], shards: Sequence[Shard]) -> Any:
    """A DuckDB connection with the views of a study, which can reach nothing else."""
    duckdb = require("duckdb", "A query")
    connection = duckdb.connect(config={"python_enable_replacements": False})
    schemas = {
        "runs": RUNS,
        "yearly": yearly_schema(manifest["stored"]),
        "weekly": weekly_schema(manifest["weekly"]),
    }
    for table, schema in schemas.items():
        paths = [shard.files[table] for shard in shards if table in shard.files]
        connection.register(f"raw_{table}", _table(paths, schema))
    for table in ("points", "design"):
        connection.register(f"{table}_table", _table([folder / f"{table}.parquet"], None))
    for statement in create_views(manifest):
        connection.execute(statement)
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _table(paths: Sequence[Path], schema: Any) -> Any:
    """The files of a table, or an empty table of its form where nothing has been run."""
    dataset = require("pyarrow.dataset", "A query")
    if not paths:
        return schema.empty_table()
    return dataset.dataset([str(path) for path in paths], schema=schema, format="parquet")


def create_views(manifest: Mapping[str, Any]) -> list[str]:
    """The statements that make the views."""
    factors = [quoted(factor["name"]) for factor in manifest["factors"]]
    varied = "".join(f", p.{name}" for name in factors)
    carried = "".join(f", r.{name}" for name in factors)
    first, number = manifest["seeds"]["first"], manifest["seeds"]["number"]
    stored = [quoted(key) for key in manifest["stored"]]
    own = ", ".join(f"y.{key}" for key in stored)
    less = ", ".join(f"y.{key} - b.{key} AS {key}" for key in stored)
    saving = "CASE WHEN y.year = 0 THEN 0.0 ELSE b.harm_cost_gbp - y.harm_cost_gbp - y.programme_cost_gbp END"
    described = f"{_id('r.id')} AS run, r.scenario, r.point, r.draw, r.seed{carried}"
    hashes = "r.scenario_hash, r.organisation_hash, r.parameters_hash"
    statements = [
        "CREATE VIEW points AS SELECT * FROM points_table",
        "CREATE VIEW design AS SELECT * FROM design_table",
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
        columns = ", ".join(f"w.{quoted(name)}" for name in manifest["weekly"])
        statements.append(
            f"""CREATE VIEW weekly AS
            SELECT {described}, w.week, {columns} FROM raw_weekly w JOIN paired r ON r.id = w.run"""
        )
    return statements


def quoted(name: str) -> str:
    """A name as SQL writes it, whatever is in it."""
    return '"' + name.replace('"', '""') + '"'


def _id(column: str) -> str:
    """A run's id as it is spoken of."""
    return f"lpad(lower(to_hex({column})), 16, '0')"


def _of_baseline(columns: str) -> str:
    """Numbers of the baseline's runs: few, so that pairing is cheap."""
    return f"SELECT {columns} FROM raw_yearly WHERE run IN (SELECT run FROM baseline_runs)"
