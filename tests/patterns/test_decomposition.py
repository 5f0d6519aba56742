"""What carries the gain of the embedded plan: each kind of answer held as it was before the launch (section 9)."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from tests.patterns.figures import CORE, TYPICAL, Figures, error, figures, simulate, yearly
from tests.patterns.plans import PLANS

pytestmark = pytest.mark.slow

SEEDS = 16
VOICE, HARM, CONFLICT = "voice_answers_change", "harm_answers_change", "conflict_answers_change"
SESSIONS = "session_answers_teach"
SWITCHED_OFF = {
    "nothing": (),
    "voice": (VOICE,),
    "harm": (HARM,),
    "conflict": (CONFLICT,),
    "sessions": (SESSIONS,),
    "voice, harm, conflict": (VOICE, HARM, CONFLICT),
    "all four": (VOICE, HARM, CONFLICT, SESSIONS),
}


class Part(NamedTuple):
    """Gain over the blame culture: safety in years 3 and 5, the index in points and trust in year 3."""

    safety_3: float
    index_3: float
    trust_3: float
    safety_5: float


SEEN = {
    "nothing": Part(0.107, 11.9, 0.075, 0.121),
    "voice": Part(0.063, 9.1, 0.066, 0.066),
    "harm": Part(0.099, 11.4, 0.076, 0.112),
    "conflict": Part(0.100, 11.2, 0.070, 0.115),
    "sessions": Part(0.073, 9.6, 0.068, 0.092),
    "voice, harm, conflict": Part(0.050, 7.6, 0.058, 0.053),
    "all four": Part(0.013, 4.3, 0.051, 0.014),
}
"""Of the prototype, 16 seeds; standard errors of safety .001, so about .15 of the index and .001 of trust."""
ERRORS = Part(0.001, 0.15, 0.001, 0.001)
ROUNDING = Part(0.0005, 0.05, 0.0005, 0.0005)


@cache
def gains(off: str, core: bool) -> Figures:
    """By figure, one number a seed; with `core` as specified, without what was mended since."""
    base = figures("blame_culture", core=core)
    values = TYPICAL | (CORE if core else {}) | dict.fromkeys(SWITCHED_OFF[off], 0.0)
    rows = []
    for seed in range(1, SEEDS + 1):
        run, _ = simulate(PLANS["embedded"], seed, 5, values)
        third, fifth = yearly(run, 3), yearly(run, 5)
        before = {name: base[name][seed - 1] for name in ("psychological_safety", "index", "trust")}
        rows.append(
            Part(
                third["psychological_safety"] - before["psychological_safety"][3],
                100 * (third["index"] - before["index"][3]),
                third["trust"] - before["trust"][3],
                fifth["psychological_safety"] - before["psychological_safety"][5],
            )
        )
    return dict(zip(Part._fields, np.array(rows).T, strict=True))


@pytest.mark.parametrize("off", SEEN)
def test_gain_without_a_kind_of_answer(off: str) -> None:
    """As specified: the prototype's within seed noise."""
    for name, ours in gains(off, core=True).items():
        theirs, its_error, rounding = (getattr(part, name) for part in (SEEN[off], ERRORS, ROUNDING))
        room = 3 * math.hypot(float(error(ours)), its_error) + rounding
        assert abs(ours.mean() - theirs) <= room, (name, ours.mean(), theirs, room)


def lost(off: str, core: bool) -> float:
    """Share of the gain of safety in year 3 that is gone without some kinds of answers."""
    return 1 - float(gains(off, core)["safety_3"].mean() / gains("nothing", core)["safety_3"].mean())


def test_voice_carries_more_than_harm_or_conflict() -> None:
    """And with sessions, all answers carry at least four fifths."""
    assert lost("voice", core=True) > 0.3
    assert max(lost("harm", core=True), lost("conflict", core=True)) < 0.15
    assert lost("all four", core=True) > 0.8


@pytest.mark.parametrize("core", [True, False], ids=["as specified", "as it is"])
def test_answers_to_voice_harm_and_conflict_carry_half_of_the_gain_of_safety(core: bool) -> None:
    assert lost("voice, harm, conflict", core) >= 0.5
