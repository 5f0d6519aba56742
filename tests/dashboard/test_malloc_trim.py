import threading

from culture_sim.dashboard.malloc_trim import DelayedTrim


def test_memory_goes_back_once_however_many_leave_together(monkeypatch):
    given, done = [], threading.Event()
    monkeypatch.setattr("culture_sim.dashboard.malloc_trim.trim", lambda: (given.append(1), done.set()))
    returning = DelayedTrim(after=0.2)
    for _ in range(10):
        returning.soon()
    assert done.wait(30)
    assert len(given) == 1
    done.clear()
    returning.soon()
    assert done.wait(30)
    assert len(given) == 2
