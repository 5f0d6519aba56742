"""Rules of the reference implementation changed on purpose: its comparison with the engine notices every one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.reference import daily, disputes, harm, programme, served, staffing
from tests.reference.agents import Person, Team
from tests.reference.numbers import sigma
from tests.reference.specified import Run, read
from tests.reference.test_twin import check_agreement
from tests.reference.twin import Twin

Patch = pytest.MonkeyPatch


def no_loss_aversion(patch: Patch) -> None:
    """Losses weigh as gains (1)."""
    patch.setattr(
        Person, "_learn", lambda _, state, value, weight: state + min(1.0, weight) * (value - state)
    )


def conduct_of_leaders_weighs_as_a_colleagues(patch: Patch) -> None:
    """w_L is forgotten (2)."""
    see = Person.see

    def seen(who: Person, act: float, norm: float, trust: float, *, recognised: bool = False) -> None:
        see(who, act, min(norm, 1.0), min(trust, 1.0), recognised=recognised)

    patch.setattr(Person, "see", seen)


def no_recognition(patch: Patch) -> None:
    """Ownership does not help to recognise conduct (2)."""
    see = Person.see
    patch.setattr(Person, "see", lambda who, act, n, m, recognised=False: see(who, act, n, m))


def witnesses_learn_twice(patch: Patch) -> None:
    """The witness weight doubled (9)."""
    witness = daily.witness

    def twice(m: Twin, *event: object) -> None:
        witness(m, *event)  # type: ignore[arg-type]
        witness(m, *event)  # type: ignore[arg-type]

    patch.setattr(daily, "witness", twice)


def standing_does_not_matter(patch: Patch) -> None:
    """Who speaks depends on safety alone (8)."""

    def chance(m: Twin, post: object, ease: float, standing: float | None = None) -> float:
        return sigma(ease + m.p.say_safety * (post.holder.psychological_safety - 0.5))  # type: ignore[attr-defined]

    patch.setattr(daily, "chance_of_saying", chance)


def hours_of_a_lever_forgotten(patch: Patch) -> None:
    """Sessions cost nobody's time (section 4)."""
    patch.setattr(programme, "programme_time", lambda m, team, hours, fees=0.0: m.spend(fees))


def policy_enacted_by_everybody(patch: Patch) -> None:
    """f = 1: it no longer depends on the leader (12)."""
    patch.setattr(Twin, "enactment", lambda m, name, team: 1.0)


def promises_never_due(patch: Patch) -> None:
    """Nobody asks whether agreed actions were taken (14)."""
    patch.setattr(harm, "promises_fall_due", lambda m: None)


def trust_does_not_suffer_from_conflict(patch: Patch) -> None:
    """A week of conflict passes by (17)."""
    patch.setattr(disputes, "_hurts", lambda m, conflict: None)


def sponsor_is_never_tired(patch: Patch) -> None:
    """Funding does not follow commitment (27)."""

    come_into_force = Twin._levers_come_into_force

    def in_force(m: Twin) -> None:
        commitment, m.commitment = m.commitment, 0.9
        come_into_force(m)
        m.commitment = commitment

    patch.setattr(Twin, "_levers_come_into_force", in_force)


def newcomers_bring_no_hope(patch: Patch) -> None:
    """They begin with .55 instead of .60 safety on average (24)."""
    hire = staffing._hire

    def hired(m: Twin, post: object, inducted: float) -> None:
        hire(m, post, inducted)  # type: ignore[arg-type]
        post.person.psychological_safety -= 0.05  # type: ignore[attr-defined]

    patch.setattr(staffing, "_hire", hired)


def decay_before_the_programme(patch: Patch) -> None:
    """Step 8 comes before step 7 (section 2)."""
    events, wear = programme.team_events, staffing.burnout_and_decay

    def swapped(m: Twin, team: Team) -> None:
        wear(m, team)
        events(m, team)

    patch.setattr(programme, "team_events", swapped)
    patch.setattr(staffing, "burnout_and_decay", lambda m, team: None)


def nobody_is_thanked(patch: Patch) -> None:
    """Those served notice nothing (20)."""
    patch.setattr(served, "_serve", lambda m, team, time, k: None)


FAULTS = (
    no_loss_aversion,
    conduct_of_leaders_weighs_as_a_colleagues,
    no_recognition,
    witnesses_learn_twice,
    standing_does_not_matter,
    hours_of_a_lever_forgotten,
    policy_enacted_by_everybody,
    promises_never_due,
    trust_does_not_suffer_from_conflict,
    sponsor_is_never_tired,
    newcomers_bring_no_hope,
    decay_before_the_programme,
    nobody_is_thanked,
)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(fault: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """`test_twin.py` passes without it."""
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        check_agreement("embedded", seed=3, eventful=True)


@pytest.mark.parametrize(
    "name",
    [
        "newcomer_capacity",
        "recognition_floor",
        "blamed_worry",
        "process_weight",
        "talk_floor",
        "answer_width",
    ],
)
def test_a_number_that_is_still_written_out_is_noticed(name: str, monkeypatch: Patch) -> None:
    """The reference implementation keeps a parameter's own value while the engine is given another."""
    values, begin = read(), Twin.__init__

    def begun(m: Twin, run: Run) -> None:
        begin(m, run)
        setattr(m.p, name, values[name])

    monkeypatch.setattr(Twin, "__init__", begun)
    with pytest.raises(AssertionError):
        check_agreement("embedded", 3, True, {name: values.table[name].high})
