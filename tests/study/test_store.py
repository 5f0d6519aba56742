"""The store: whole shards or none, merged as they become many, each run once."""

import errno

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from culture_sim.study import store as store_module
from culture_sim.study.store import Store, as_id, files, find_shards, write_parquet
from culture_sim.study.worker import BatchResult, RunRecord

STORED = ("trust", "harm_cost_gbp", "programme_cost_gbp")


def batch_result(number: int, error: str | None = None) -> BatchResult:
    record = RunRecord(f"{number:016x}", "embedded", number, 1, 40, "s", "o", "p", "S", "O", "P", "0", error)
    return BatchResult(
        [record], np.full((1, 2, len(STORED)), float(number)), np.zeros((1, 104, 0), dtype=np.float32)
    )


def stored(folder, table="runs"):
    found = pa.concat_tables([pq.read_table(file) for file in files(folder, table)])
    return sorted(map(as_id, found["run"].to_pylist()))


def fill(folder, count):
    store = Store(folder, STORED)
    for number in range(count):
        store.add(batch_result(number))
        store.flush()
    return store


def test_many_shards_become_few_and_no_run_is_lost_or_doubled(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "MERGED_AT_ONCE", 4)
    fill(tmp_path, 23)
    assert len(find_shards(tmp_path).counted) == 1 + 1 + 3  # 16 batches, 4 batches, and three alone
    assert len(list((tmp_path / "runs").iterdir())) == 5
    assert stored(tmp_path) == [f"{number:016x}" for number in range(23)]
    assert stored(tmp_path, "yearly") == sorted(2 * stored(tmp_path))


@pytest.mark.parametrize("cut_at", range(1, 20))
def test_a_cut_at_any_write_leaves_whole_runs_once(tmp_path, monkeypatch, cut_at):
    """Power fails just before, or just after, a file gets its name."""
    monkeypatch.setattr(store_module, "MERGED_AT_ONCE", 3)
    writes = 0

    class CutError(Exception):
        pass

    def cut(path, write, with_digest=False):
        nonlocal writes
        writes += 1
        if writes == cut_at and cut_at % 2:
            path.with_name(path.name + ".part").write_bytes(b"half")
            raise CutError
        final = whole(path, write, with_digest)
        if writes == cut_at:
            raise CutError
        return final

    from culture_sim.study.disk import write_whole as whole

    monkeypatch.setattr(store_module, "write_whole", cut)
    with pytest.raises(CutError):
        fill(tmp_path, 20)
    monkeypatch.setattr(store_module, "write_whole", whole)
    seen = stored(tmp_path) if files(tmp_path, "runs") else []
    assert seen == [f"{number:016x}" for number in range(len(seen))]
    again = Store(tmp_path, STORED)
    assert not list(tmp_path.rglob("*.part"))
    for number in range(len(seen), 12):
        again.add(batch_result(number))
        again.flush()
    assert stored(tmp_path) == [f"{number:016x}" for number in range(12)]
    assert stored(tmp_path, "yearly") == sorted(2 * stored(tmp_path))


def test_a_full_disk_leaves_nothing_half_written_and_loses_nothing_that_waits(tmp_path, monkeypatch):
    store = fill(tmp_path, 2)
    write_table = pq.ParquetWriter.write_table

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)
    store.add(batch_result(2))
    with pytest.raises(OSError, match="No space"):
        store.flush()
    assert not list(tmp_path.rglob("*.part"))
    assert len(stored(tmp_path)) == 2
    monkeypatch.setattr(pq.ParquetWriter, "write_table", write_table)
    store.flush()
    assert len(stored(tmp_path)) == 3


def test_failed_runs_have_no_numbers_and_can_be_forgotten(tmp_path):
    store = Store(tmp_path, STORED)
    store.add(batch_result(0))
    store.add(batch_result(1, "ValueError: no"))
    store.flush()
    assert len(stored(tmp_path)) == 2
    assert stored(tmp_path, "yearly") == 2 * [f"{0:016x}"]
    assert store.done() - store.done(failed_too=False) == {f"{1:016x}"}
    assert store.drop_failed() == 1
    assert stored(tmp_path) == [f"{0:016x}"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "table.parquet"
    write_parquet(path, [pa.table({"a": [1]})])

    def broken():
        yield pa.table({"a": [2]})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_parquet(path, broken())
    assert pq.read_table(path)["a"].to_pylist() == [1]
    assert [file.name for file in tmp_path.iterdir()] == ["table.parquet"]


def test_a_batch_is_on_the_disk_at_once_unless_writing_takes_too_much_of_the_time(tmp_path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("culture_sim.study.store.time.monotonic", lambda: clock[0])
    store = Store(tmp_path, STORED)
    flush = store.flush

    def slow_disk():
        clock[0] += 0.1
        flush()

    monkeypatch.setattr(store, "flush", slow_disk)
    assert store.add(batch_result(0))
    clock[0] += 1.9  # a twentieth of the time would be two seconds from the end of the last write
    assert not store.add(batch_result(1))
    clock[0] += 0.2
    assert store.add(batch_result(2))
    assert stored(tmp_path) == [f"{number:016x}" for number in range(3)]
