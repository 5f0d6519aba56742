import threading
from concurrent.futures import Future
from typing import Any

import pytest

from culture_sim.ensemble.priority_executor import FIRST, LATER, PriorityExecutor


def test_the_most_urgent_work_is_taken_first():
    workers, begun, gate, done = PriorityExecutor(1), threading.Event(), threading.Event(), []
    held = workers.submit(lambda: (begun.set(), gate.wait(30)))
    assert begun.wait(30)
    late = [workers.submit_at(LATER, done.append, f"late {place}") for place in range(2)]
    first = workers.submit_at(FIRST, done.append, "first")
    gate.set()
    everything: list[Future[Any]] = [held, first, *late]
    for future in everything:
        future.result(30)
    assert done == ["first", "late 0", "late 1"]
    workers.shutdown()


def test_a_fault_is_handed_to_whoever_waits():
    workers = PriorityExecutor(1)
    with pytest.raises(ZeroDivisionError):
        workers.submit(lambda: 1 / 0).result(30)
    assert workers.submit(lambda: "still here").result(30) == "still here"
    workers.shutdown()


def test_what_waits_is_dropped_at_the_end_and_nothing_more_is_taken():
    workers, begun, gate = PriorityExecutor(1), threading.Event(), threading.Event()
    held = workers.submit(lambda: (begun.set(), gate.wait(30)))
    assert begun.wait(30)
    waiting = workers.submit(lambda: None)
    workers.shutdown(wait=False, cancel_futures=True)
    assert waiting.cancelled()
    gate.set()
    assert held.result(30)
    with pytest.raises(RuntimeError):
        workers.submit(lambda: None)
