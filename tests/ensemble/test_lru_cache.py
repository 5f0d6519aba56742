import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from culture_sim.cache import LRUCache


def test_the_cache_is_bounded_by_weight_and_the_least_recently_used_goes_first():
    cache = LRUCache(10, weight=len)
    for name in ("aaaa", "bbbb"):
        cache.get(name, partial(str, name))
    cache.get("aaaa", pytest.fail)
    cache.get("cccc", lambda: "cccc")
    assert [name in cache for name in ("aaaa", "bbbb", "cccc")] == [True, False, True]
    assert cache.total == 8
    cache.get("big", lambda: "d" * 50)
    assert len(cache) == 1  # the newest stays, whatever it weighs
    assert cache.total == 50


def test_as_many_as_are_needed_at_once_stay_whatever_they_weigh():
    cache = LRUCache(10, weight=len, least=2)
    for name in ("a" * 20, "b" * 20, "c" * 20):
        cache.get(name, partial(str, name))
    assert len(cache) == 2
    assert "a" * 20 not in cache


def test_an_error_is_not_remembered():
    cache = LRUCache(10)
    with pytest.raises(ZeroDivisionError):
        cache.get("it", lambda: 1 / 0)
    assert cache.get("it", lambda: 2) == 2


def test_a_value_that_several_threads_want_is_made_once():
    cache, gate, made = LRUCache(10), threading.Event(), []

    def make():
        assert gate.wait(30)
        made.append(1)
        return "value"

    with ThreadPoolExecutor(4) as threads:
        found = [threads.submit(cache.get, "it", make) for _ in range(4)]
        gate.set()
        assert {each.result(30) for each in found} == {"value"}
    assert made == [1]
