"""The tables that a query sees, as views over Parquet files that are read only as far as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from culture_sim.experiment.living import STORED
from culture_sim.experiment.recipe import BASELINE
from culture_sim.experiment.store import RUNS, YEARLY

VIEWS = ("points", "runs", "yearly", "differences", "weekly")
"""What a query can ask."""

_KEYS = ("organisation_key", "parameters_key")
_TYPES = {
    "string": "VARCHAR",
    "int64": "BIGINT",
    "int32": "INTEGER",
    "int16": "SMALLINT",
    "double": "DOUBLE",
    "float": "FLOAT",
}


def made(folder: Path, manifest: Mapping[str, Any], files: Mapping[str, Sequence[Path]]) -> list[str]:
    """The statements that make the views."""
    factors = [f'"{factor["name"]}"' for factor in manifest["factors"]]
    varied = "".join(f", p.{name}" for name in factors)
    carried = "".join(f", r.{name}" for name in factors)
    years = [key for key in STORED if key not in {"programme_cost_gbp", "harm_cost_gbp"}]
    money = "y.programme_cost_gbp, y.harm_cost_gbp"
    saving = "CASE WHEN y.year = 0 THEN 0.0 ELSE b.harm_cost_gbp - y.harm_cost_gbp - y.programme_cost_gbp END"
    same = "b.year = y.year"
    described = f"r.run, r.scenario, r.point, r.draw, r.seed{carried}"
    statements = [
        f"CREATE VIEW points AS SELECT * FROM {_parquet([folder / 'points.parquet'])}",
        f"CREATE VIEW design AS SELECT * FROM {_parquet([folder / 'design.parquet'])}",
        f"CREATE VIEW lived AS SELECT * FROM {_table(files['runs'], RUNS)}",
        f"CREATE VIEW numbers AS SELECT * FROM {_table(files['yearly'], YEARLY)}",
        # Every run of the design, with the run of the baseline that it is paired with
        f"""CREATE VIEW runs AS
        SELECT l.run, d.scenario, d.point, d.draw, l.seed{varied}, l.years, l.staff,
               l.scenario_hash, l.organisation_hash, l.parameters_hash, l.version, l.error, b.run AS baseline
        FROM design d
        JOIN lived l USING (scenario_key, organisation_key, parameters_key)
        LEFT JOIN points p ON p.point = d.point
        LEFT JOIN (
            SELECT {", ".join(f"d.{key}" for key in _KEYS)}, l.run, l.seed
            FROM (SELECT DISTINCT scenario_key, {", ".join(_KEYS)} FROM design WHERE scenario = '{BASELINE}') d
            JOIN lived l USING (scenario_key, {", ".join(_KEYS)})
        ) b ON b.organisation_key = d.organisation_key AND b.parameters_key = d.parameters_key AND b.seed = l.seed
        WHERE l.seed >= {manifest["seeds"]["first"]}
          AND l.seed < {manifest["seeds"]["first"] + manifest["seeds"]["number"]}
          AND l.years = {manifest["years"]}""",
        f"""CREATE VIEW yearly AS
        SELECT {described}, y.year, {", ".join(f"y.{key}" for key in years)}, {money}, {saving} AS net_saving_gbp
        FROM numbers y JOIN runs r ON r.run = y.run
        LEFT JOIN numbers b ON b.run = r.baseline AND {same}""",
        f"""CREATE VIEW differences AS
        SELECT {described}, y.year, {", ".join(f"y.{key} - b.{key} AS {key}" for key in STORED)}, {saving} AS net_saving_gbp
        FROM numbers y JOIN runs r ON r.run = y.run
        JOIN numbers b ON b.run = r.baseline AND {same}
        WHERE r.scenario <> '{BASELINE}'""",
    ]
    if manifest["weekly"]:
        columns = ", ".join(f"w.{name}" for name in manifest["weekly"])
        statements += [
            f"CREATE VIEW weeks AS SELECT * FROM {_parquet(files['weekly']) if files['weekly'] else _empty_weeks(manifest)}",
            f"CREATE VIEW weekly AS SELECT {described}, w.week, {columns} FROM weeks w JOIN runs r ON r.run = w.run",
        ]
    return statements


def _parquet(files: Sequence[Path]) -> str:
    names = ", ".join("'" + file.as_posix().replace("'", "''") + "'" for file in files)
    return f"read_parquet([{names}])"


def _table(files: Sequence[Path], schema: Any) -> str:
    """The files of a table, or an empty table of its form where nothing has been lived."""
    if files:
        return _parquet(files)
    columns = ", ".join(f"NULL::{_TYPES[str(field.type)]} AS {field.name}" for field in schema)
    return f"(SELECT {columns} WHERE false)"


def _empty_weeks(manifest: Mapping[str, Any]) -> str:
    columns = "".join(f", NULL::FLOAT AS {name}" for name in manifest["weekly"])
    return f"(SELECT NULL::VARCHAR AS run, NULL::SMALLINT AS week{columns} WHERE false)"
