"""Results on disk: Parquet shards that are written whole or not at all, and merged as they become many.

A folder holds `runs/`, `yearly/` and perhaps `weekly/`. A shard is one file in each. A file's name says which batches
it covers and ends with the digest of its bytes; the file in `runs/` also names the shard's other files and is written
last, so that it vouches for the whole shard. What does not fit its digest is damaged: it is named, set aside, and its
runs are simulated again; so is a shard that the manifest lists and that is gone. A merged shard covers the batches of
those that it was made of, which are then passed over and deleted, so that a reader sees every run once, whenever
power fails.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from culture_sim.study.arrow import pa, pq
from culture_sim.study.disk import file_digest, write_whole
from culture_sim.study.worker import BatchResult, RunRecord

SHARE_FOR_WRITING = 0.05
"""Most of the time that goes into writing. On a laptop every batch is on the disk as soon as it is run; where
batches come in by the hundred, some wait for each other."""
SECONDS_BETWEEN_SHARDS = 10.0
"""Nothing waits longer than until the next batch after this."""
RUNS_IN_SHARD = 2000
MERGED_AT_ONCE = 32
MOST_YEARLY_ROWS = 4_000_000
"""No merged shard grows beyond this."""

_NAME = re.compile(r"(\d{8})-(\d{8})-([0-9a-f]{16})\.parquet")
_DRAFT = re.compile(r"\d{8}-\d{8}\.parquet\.part")
_ABOUT = b"culture_sim.shard"
_AGAIN = "Its runs are simulated again by the next `study run`."
_TEXT = pa.string()
_NUMBERS = {"run": pa.uint64(), "seed": pa.int64(), "years": pa.int32(), "staff": pa.int32()}

RUNS = pa.schema([(name, _NUMBERS.get(name, _TEXT)) for name in RunRecord._fields])


def yearly_schema(outcomes: Sequence[str]) -> pa.Schema:
    """Columns of a row a run and year."""
    return pa.schema([("run", pa.uint64()), ("year", pa.int16()), *((key, pa.float64()) for key in outcomes)])


def weekly_schema(columns: Sequence[str]) -> pa.Schema:
    """Columns of a row a run and week."""
    return pa.schema([("run", pa.uint64()), ("week", pa.int16()), *((key, pa.float32()) for key in columns)])


class Shard(NamedTuple):
    """One shard: the first and the last batch that it covers, and its file in each table."""

    first: int
    last: int
    files: dict[str, Path]


class Shards(NamedTuple):
    """The shards of a folder: those that count, in order, and what is wrong with the others, a sentence each."""

    counted: list[Shard]
    damage: dict[Path, str]


class _DamageError(Exception):
    """A shard that is not as it was written; the text says what is wrong."""


def as_number(run: str) -> Any:
    """A run's id as it is stored: a number joins faster than text."""
    return int(run, 16)


def as_id(number: int) -> str:
    """A run's id as it is spoken of."""
    return f"{number:016x}"


def find_shards(folder: Path, listed: Iterable[str] = ()) -> Shards:
    """The shards of a folder, every file checked against the digest in its name.

    Args:
        folder: the study's folder.
        listed: files in `runs/` that the manifest says were there; their batches must be somewhere.
    """
    found: list[Shard] = []
    damage: dict[Path, str] = {}
    for file in sorted((folder / "runs").glob("*.parquet")):
        if _NAME.fullmatch(file.name):
            try:
                found.append(_read_shard(folder, file))
            except _DamageError as problem:
                damage[file] = f"{problem} {_AGAIN}"
    counted: list[Shard] = []
    for shard in sorted(found, key=lambda each: (each.first, -each.last)):
        if not counted or shard.last > counted[-1].last:
            counted.append(shard)
    for name in listed:
        file, span = folder / "runs" / name, _NAME.fullmatch(name)
        if span is None or file in damage:
            continue
        first, last = int(span[1]), int(span[2])
        if not any(shard.first <= first and last <= shard.last for shard in counted):
            damage[file] = f"runs/{name} is missing. {_AGAIN}"
    return Shards(counted, damage)


def _read_shard(folder: Path, file: Path) -> Shard:
    _check(file)
    try:
        about = json.loads(pq.read_schema(file).metadata[_ABOUT])
        first, last, names = int(about["first"]), int(about["last"]), dict(about["files"])
    except (KeyError, TypeError, ValueError, pa.ArrowException):
        raise _DamageError(f"runs/{file.name} does not say what belongs to it.") from None
    if not file.name.startswith(f"{first:08d}-{last:08d}-"):
        raise _DamageError(f"runs/{file.name} is a copy under another name.")
    paths = {"runs": file}
    for table, name in names.items():
        if table not in {"yearly", "weekly"} or not _NAME.fullmatch(str(name)):
            raise _DamageError(f"runs/{file.name} names a file that is none of a study.")
        paths[table] = folder / table / name
        _check(paths[table])
    return Shard(first, last, paths)


_intact: dict[Path, tuple[int, int]] = {}
"""Size and time of the files that were read in full and found intact, so that each is read once."""


def _check(file: Path) -> None:
    name = f"{file.parent.name}/{file.name}"
    try:
        now = file.stat()
        stamp = (now.st_size, now.st_mtime_ns)
        if _intact.get(file) == stamp:
            return
        intact = file.stem.endswith(f"-{file_digest(file)}")
    except FileNotFoundError:
        raise _DamageError(f"{name} is missing.") from None
    except OSError as problem:
        raise _DamageError(f"{name} cannot be read: {problem.strerror}.") from None
    if not intact:
        raise _DamageError(f"{name} is damaged.")
    _intact[file] = stamp


def files(folder: Path, table: str) -> list[Path]:
    """The files of one table, in order."""
    return [shard.files[table] for shard in find_shards(folder).counted]


class Store:
    """The results of one study, for its one writer.

    Args:
        folder: the study's folder.
        outcomes: yearly outcomes that are stored.
        weekly: columns of the weekly tally that are stored.
        listed: files in `runs/` that were there when the last session ended.

    Attributes:
        damage: what was found damaged or missing, a sentence each; it is set aside, and its runs are not stored.
    """

    def __init__(
        self, folder: Path, outcomes: Sequence[str], weekly: Sequence[str] = (), listed: Iterable[str] = ()
    ) -> None:
        self.folder = folder
        self._yearly, self._weekly = yearly_schema(outcomes), weekly_schema(weekly)
        self.tables = ("yearly", *(("weekly",) if weekly else ()), "runs")
        for table in self.tables:
            (folder / table).mkdir(parents=True, exist_ok=True)
        found = find_shards(folder, listed)
        self._shards, self.damage = found.counted, list(found.damage.values())
        for file in found.damage:
            _set_aside(file)
        self._tidy()
        self._waiting: list[BatchResult] = []
        self._next = float("-inf")

    def listing(self) -> list[str]:
        """Names of the shards' files in `runs/`, for the manifest."""
        return [shard.files["runs"].name for shard in self._shards]

    def done(self, failed_too: bool = True) -> set[str]:
        """Ids of the runs that are stored."""
        found: set[str] = set()
        for shard in self._shards:
            table = pq.read_table(shard.files["runs"], columns=["run", "error"])
            if not failed_too:
                table = table.filter(table["error"].is_null())
            found.update(map(as_id, table["run"].to_pylist()))
        return found

    def add(self, result: BatchResult) -> bool:
        """Take in a batch; returns whether it, and what waited, is on disk now."""
        self._waiting.append(result)
        waiting = sum(len(each.records) for each in self._waiting)
        began = time.monotonic()
        if waiting < RUNS_IN_SHARD and began < self._next:
            return False
        self.flush()
        written = time.monotonic()
        self._next = written + min((written - began) / SHARE_FOR_WRITING, SECONDS_BETWEEN_SHARDS)
        return True

    def flush(self) -> None:
        """Write what waits as one shard. After an OSError it still waits, and nothing is half written."""
        if not self._waiting:
            return
        number = self._shards[-1].last + 1 if self._shards else 0
        records = [one for each in self._waiting for one in each.records]
        good = np.array([one.error is None for one in records], dtype=bool)
        runs = np.array([as_number(one.run) for one in records], dtype=np.uint64)[good]
        yearly = np.concatenate([each.yearly for each in self._waiting])[good]
        tables = {"yearly": [_long(self._yearly, runs, yearly, 0)]}
        if "weekly" in self.tables:
            weekly = np.concatenate([each.weekly for each in self._waiting])[good]
            tables["weekly"] = [_long(self._weekly, runs, weekly, -52)]
        columns = list(zip(*(one._replace(run=as_number(one.run)) for one in records), strict=True))
        tables["runs"] = [pa.table(dict(zip(RUNS.names, columns, strict=True)), schema=RUNS)]
        shard = self._write_shard(number, number, tables)
        self._waiting.clear()
        self._shards.append(shard)
        self._merge()

    def drop_failed(self) -> int:
        """Forget the runs that failed, so that they are run again; returns how many there were."""
        dropped = 0
        for number, shard in enumerate(self._shards):
            table = pq.read_table(shard.files["runs"])
            finished = table.filter(table["error"].is_null())
            if len(finished) < len(table):
                dropped += len(table) - len(finished)
                others = {table: path for table, path in shard.files.items() if table != "runs"}
                self._shards[number] = self._write_runs(shard.first, shard.last, others, [finished])
        self._tidy()
        return dropped

    def _merge(self) -> None:
        """Merge the newest shards of one size once there are many."""
        while len(self._shards) >= MERGED_AT_ONCE:
            tail = self._shards[-MERGED_AT_ONCE:]
            rows = sum(pq.read_metadata(shard.files["yearly"]).num_rows for shard in tail)
            if len({shard.last - shard.first for shard in tail}) > 1 or rows > MOST_YEARLY_ROWS:
                return
            tables = {
                table: map(pq.read_table, [shard.files[table] for shard in tail]) for table in self.tables
            }
            self._shards[-MERGED_AT_ONCE:] = [self._write_shard(tail[0].first, tail[-1].last, tables)]
            self._tidy()

    def _write_shard(self, first: int, last: int, tables: Mapping[str, Iterable[pa.Table]]) -> Shard:
        others = {
            table: write_parquet(self._place(table, first, last), parts, with_digest=True)
            for table, parts in tables.items()
            if table != "runs"
        }
        return self._write_runs(first, last, others, tables["runs"])

    def _write_runs(self, first: int, last: int, others: dict[str, Path], parts: Iterable[pa.Table]) -> Shard:
        about = {"first": first, "last": last, "files": {table: path.name for table, path in others.items()}}
        metadata = {_ABOUT: json.dumps(about)}
        named = (table.replace_schema_metadata(metadata) for table in parts)
        path = write_parquet(self._place("runs", first, last), named, with_digest=True)
        return Shard(first, last, {**others, "runs": path})

    def _place(self, table: str, first: int, last: int) -> Path:
        return self.folder / table / f"{first:08d}-{last:08d}.parquet"

    def _tidy(self) -> None:
        """Delete what does not count and is ours: covered shards, leftovers of a cut, half-written files."""
        needed = {path for shard in self._shards for path in shard.files.values()}
        for table in self.tables:
            for file in (self.folder / table).iterdir():
                if file in needed:
                    continue
                if _DRAFT.fullmatch(file.name):
                    file.unlink(missing_ok=True)
                elif _NAME.fullmatch(file.name):
                    try:
                        _check(file)
                    except _DamageError:
                        _set_aside(file)
                    else:
                        file.unlink(missing_ok=True)


def _set_aside(file: Path) -> None:
    """Keep a damaged file under a name that no longer counts."""
    if file.exists():
        file.replace(file.with_name(file.name + ".damaged"))


def _long(schema: pa.Schema, runs: Any, values: Any, first: int) -> pa.Table:
    """(runs, times, columns) as one row for each run and time."""
    times = values.shape[1]
    table = [pa.array(np.repeat(runs, times))]
    table.append(pa.array(np.tile(np.arange(first, first + times), len(runs)), schema.types[1]))
    flat = values.reshape(len(runs) * times, values.shape[2])
    table += [pa.array(np.ascontiguousarray(flat[:, number])) for number in range(flat.shape[1])]
    return pa.table(table, schema=schema)


def write_parquet(path: Path, parts: Iterable[pa.Table], with_digest: bool = False) -> Path:
    """Write a Parquet file whole or not at all: to another name, to the disk, then renamed."""

    def write(draft: Path) -> None:
        tables: Iterator[pa.Table] = iter(parts)
        first = next(tables)
        with pq.ParquetWriter(draft, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)

    return write_whole(path, write, with_digest)
