"""What the engine keeps, how it gives up what nobody wants, and what it lets go of."""

import threading

import pytest

from culture_sim.dashboard.comparison_service import Cancelled
from culture_sim.dashboard.lru_cache import LRUCache
from culture_sim.dashboard.malloc_trim import DelayedTrim
from culture_sim.dashboard.uploads import gallery_plan


def test_what_is_kept_is_bounded_by_its_weight_and_the_least_used_goes_first():
    kept = LRUCache(10, weigh=len)
    for name in ("aaaa", "bbbb"):
        kept.get(name, lambda name=name: name)
    kept.get("aaaa", pytest.fail)
    kept.get("cccc", lambda: "cccc")
    assert list(kept.things) == ["aaaa", "cccc"]
    assert kept.weight == 8
    kept.get("big", lambda: "d" * 50)
    assert list(kept.things) == ["big"]  # the newest stays, whatever it weighs
    assert kept.weight == 50


def test_what_could_not_be_made_is_made_by_whoever_asks_next():
    kept = LRUCache(10)
    with pytest.raises(ZeroDivisionError):
        kept.get("it", lambda: 1 / 0)
    assert not kept.making
    assert kept.get("it", lambda: 2) == 2


def test_a_life_that_is_not_wanted_any_more_ends_before_its_next_year(engine, desk):
    ensemble, plan = engine.ensemble(desk.place), gallery_plan("bolted_on")
    asked = []

    def is_wanted():
        asked.append(len(asked))
        return len(asked) < 3

    with pytest.raises(Cancelled):
        engine.life(ensemble, plan, 0, is_wanted=is_wanted)
    assert len(asked) == 3
    whole = engine.life(ensemble, plan, 0)
    assert (whole.yearly == engine.life(ensemble, plan, 0, is_wanted=pytest.fail).yearly).all()


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
