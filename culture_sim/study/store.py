"""Results on disk: Parquet shards that are written whole or not at all, and merged as they become many.

A folder holds `runs/`, `yearly/` and perhaps `weekly/`. A shard is one file of the same name in each, named
after the first and the last number that it covers. Its file in `runs/` is written last: a shard is there when
that file is. A merged shard covers the numbers of those that it was made of, which are then passed over and
deleted, so that a reader sees every run once, whenever power fails.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from culture_sim.study.arrow import pa, pq
from culture_sim.study.worker import STORED, BatchResult, RunRecord

SHARE_FOR_WRITING = 0.05
"""Most of the time that goes into writing. On a laptop every batch is on the disk as soon as it is run; where
batches come in by the hundred, some wait for each other."""
SECONDS_BETWEEN_SHARDS = 10.0
"""Nothing waits longer than until the next batch after this."""
RUNS_IN_SHARD = 2000
MERGED_AT_ONCE = 32
MOST_YEARLY_ROWS = 4_000_000
"""No merged shard grows beyond this."""

_NAME = re.compile(r"(\d{8})-(\d{8})\.parquet")
_TEXT = pa.string()

RUNS = pa.schema(
    [
        (
            name,
            {"run": pa.uint64(), "seed": pa.int64(), "years": pa.int32(), "staff": pa.int32()}.get(
                name, _TEXT
            ),
        )
        for name in RunRecord._fields
    ]
)
YEARLY = pa.schema([("run", pa.uint64()), ("year", pa.int16()), *((key, pa.float64()) for key in STORED)])


class Shard(NamedTuple):
    """Numbers of the first and the last batch that a shard covers."""

    first: int
    last: int

    @property
    def name(self) -> str:
        """Name of its files."""
        return f"{self.first:08d}-{self.last:08d}.parquet"

    @property
    def span(self) -> int:
        """How many batches it covers."""
        return self.last - self.first + 1


def as_number(run: str) -> Any:
    """A run's id as it is stored: a number joins faster than text."""
    return int(run, 16)


def as_id(number: int) -> str:
    """A run's id as it is spoken of."""
    return f"{number:016x}"


def shards(folder: Path) -> list[Shard]:
    """The shards that count, in order: those that no other covers."""
    names = (_NAME.fullmatch(file.name) for file in (folder / "runs").glob("*.parquet"))
    found = [Shard(int(name[1]), int(name[2])) for name in names if name]
    counted: list[Shard] = []
    for shard in sorted(found, key=lambda each: (each.first, -each.last)):
        if not counted or shard.last > counted[-1].last:
            counted.append(shard)
    return counted


def files(folder: Path, table: str) -> list[Path]:
    """The files of one table, in order."""
    return [folder / table / shard.name for shard in shards(folder)]


class Store:
    """The results of one study, for its one writer.

    Args:
        folder: the study's folder.
        weekly: columns of the weekly tally that are stored.
    """

    def __init__(self, folder: Path, weekly: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.weekly = pa.schema(
            [("run", pa.uint64()), ("week", pa.int16()), *((name, pa.float32()) for name in weekly)]
        )
        self.tables = ("yearly", *(("weekly",) if weekly else ()), "runs")
        for table in self.tables:
            (folder / table).mkdir(parents=True, exist_ok=True)
        self._shards = shards(folder)
        self._tidy()
        self._waiting: list[BatchResult] = []
        self._next = float("-inf")

    def done(self, failed_too: bool = True) -> set[str]:
        """Ids of the runs that are stored."""
        found: set[str] = set()
        for shard in self._shards:
            table = pq.read_table(self.folder / "runs" / shard.name, columns=["run", "error"])
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
        shard = Shard(number, number)
        records = [one for each in self._waiting for one in each.records]
        good = np.array([one.error is None for one in records], dtype=bool)
        runs = np.array([as_number(one.run) for one in records], dtype=np.uint64)[good]
        yearly = np.concatenate([each.yearly for each in self._waiting])[good]
        self._write("yearly", shard, [_long(YEARLY, runs, yearly, 0)])
        if "weekly" in self.tables:
            weekly = np.concatenate([each.weekly for each in self._waiting])[good]
            self._write("weekly", shard, [_long(self.weekly, runs, weekly, -52)])
        columns = list(zip(*(one._replace(run=as_number(one.run)) for one in records), strict=True))
        self._write("runs", shard, [pa.table(dict(zip(RUNS.names, columns, strict=True)), schema=RUNS)])
        self._waiting.clear()
        self._shards.append(shard)
        self._merge()

    def drop_failed(self) -> int:
        """Forget the runs that failed, so that they are run again; returns how many there were."""
        dropped = 0
        for number, shard in enumerate(self._shards):
            table = pq.read_table(self.folder / "runs" / shard.name)
            finished = table.filter(table["error"].is_null())
            if len(finished) < len(table):
                dropped += len(table) - len(finished)
                self._write("runs", self._shards[number], [finished])
        return dropped

    def _merge(self) -> None:
        """Merge the newest shards of one size once there are many."""
        while len(self._shards) >= MERGED_AT_ONCE:
            tail = self._shards[-MERGED_AT_ONCE:]
            if len({shard.span for shard in tail}) > 1 or self._rows(tail) > MOST_YEARLY_ROWS:
                return
            whole = Shard(tail[0].first, tail[-1].last)
            for table in self.tables:
                self._write(table, whole, (pq.read_table(self.folder / table / each.name) for each in tail))
            self._shards[-MERGED_AT_ONCE:] = [whole]
            self._tidy()

    def _rows(self, some: Iterable[Shard]) -> int:
        return sum(pq.read_metadata(self.folder / "yearly" / each.name).num_rows for each in some)

    def _write(self, table: str, shard: Shard, parts: Iterable[pa.Table]) -> None:
        write_parquet(self.folder / table / shard.name, parts)

    def _tidy(self) -> None:
        """Delete what does not count: covered shards, orphans of a cut, half-written files."""
        names = {shard.name for shard in self._shards}
        for table in self.tables:
            for file in (self.folder / table).iterdir():
                if file.name not in names and (_NAME.fullmatch(file.name) or file.name.endswith(".part")):
                    file.unlink(missing_ok=True)


def _long(schema: pa.Schema, runs: Any, values: Any, first: int) -> pa.Table:
    """(runs, times, columns) as one row for each run and time."""
    times = values.shape[1]
    table = [pa.array(np.repeat(runs, times))]
    table.append(pa.array(np.tile(np.arange(first, first + times), len(runs)), schema.types[1]))
    flat = values.reshape(len(runs) * times, values.shape[2])
    table += [pa.array(np.ascontiguousarray(flat[:, number])) for number in range(flat.shape[1])]
    return pa.table(table, schema=schema)


def write_parquet(path: Path, parts: Iterable[pa.Table]) -> None:
    """Write a Parquet file whole or not at all: to another name, to the disk, then renamed."""

    def write(draft: Path) -> None:
        tables: Iterator[pa.Table] = iter(parts)
        first = next(tables)
        with pq.ParquetWriter(draft, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)

    write_whole(path, write)


def write_whole(path: Path, write: Any) -> None:
    """Let `write(draft)` write a file, and put it in its place once it is safely on the disk."""
    draft = path.with_name(path.name + ".part")
    try:
        write(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; where folders cannot be synced, the system sees to it."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
