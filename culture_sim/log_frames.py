"""What was written down about those who are watched, as tables: their diary and the log of events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import with_capacity
from culture_sim.engine.tables import BURNOUT, SAFETY, TRUST, DiaryRow, State
from culture_sim.organisation import Organisation
from culture_sim.outcomes import hours_and_price
from culture_sim.parameters import Parameters

if TYPE_CHECKING:
    import pandas

DIARY_STATES = ("psychological_safety", "trust", "burnout", "restorative_skill", "norm", "ownership")
ROWS_A_WEEK = 250
"""Room for one person's week; more than ever happened in one."""
_SHOWN = {"trust_change": TRUST, "safety_change": SAFETY, "burnout_change": BURNOUT}


def watch(
    state: State, organisation: Organisation, posts: Sequence[int] | None, teams: Sequence[int]
) -> State:
    """Write down from now on what happens to these posts, to whole teams with their leaders, or (None) to everyone."""
    watched = state.staff.watched
    if posts is None:
        watched[:] = True
    for post in posts or ():
        watched[post] = True
    for team in teams:
        watched[state.teams.first_post[team] : state.teams.end_post[team]] = True
        watched[organisation.staff + team] = True
    return with_diary_room(state)


def with_diary_room(state: State) -> State:
    """The same with room for what may happen to those who are watched in the coming week."""
    rows, length = state.diary.rows, int(state.diary.length[0])
    needed = length + ROWS_A_WEEK * int(state.staff.watched.sum())
    if needed > len(rows):
        state = state._replace(diary=state.diary._replace(rows=with_capacity(rows, 2 * needed)))
    return state


def forget(state: State) -> None:
    """Empty the diary and the log."""
    state.diary.length[0] = 0


def diary_frame(state: State, organisation: Organisation) -> pandas.DataFrame:
    """One row a change of a state: week, cause, team, post, person, state, amount.

    The amounts of a person's rows add up to the change of their state. Leaders have post -1.
    """
    import pandas

    rows = _written(state)
    rows = rows[rows.what == 0]
    return pandas.DataFrame(
        {
            "week": rows.week,
            "cause": _names(rows.cause, dict(organisation.setting.causes)),
            **_where(rows, organisation),
            "person": rows.person,
            "state": _names(rows.state, dict(enumerate(DIARY_STATES))),
            "amount": rows.amount,
        }
    )


def events_frame(state: State, organisation: Organisation, parameters: Parameters) -> pandas.DataFrame:
    """One row an event: week, what, answer, team, post, person, other, quality, hours, price, and what it changed.

    Hours are working hours of the organisation, of everybody who took part, each on one row; their price is theirs and
    that of fees, in GBP, whether a programme paid it or not. Time that open processes take week by week is no event.
    The changes are those of the person, by this event alone; what comes of everyday encounters, of weeks of work and
    of weeks in an investigation or a conflict is in the diary. Leaders have post -1, the organisation team -1.
    """
    import pandas

    rows, setting = _written(state), organisation.setting
    found = np.flatnonzero(rows.what > 0)
    changes = _changes(rows)
    events = rows[found]
    hours, price = hours_and_price(events, setting.event_costs, parameters, organisation.staff)
    return pandas.DataFrame(
        {
            "week": events.week,
            "what": _names(events.what, dict(setting.events)),
            "answer": _names(events.answer, dict(setting.responses)),
            **_where(events, organisation),
            "person": events.person,
            "other": events.other,
            "quality": events.amount,
            "hours": hours,
            "price_gbp": price,
            **{name: changes[found, state] for name, state in _SHOWN.items()},
        }
    )


def _written(state: State) -> DiaryRow:
    rows: DiaryRow = state.diary.rows[: int(state.diary.length[0])]
    return rows


def _changes(rows: DiaryRow) -> NDArray[np.float64]:
    """(rows, states) what each event changed: the changes of its person, week and cause since the event before it."""
    size = len(rows)
    order = np.lexsort((np.arange(size), rows.cause, rows.week, rows.person))
    mine = rows[order]
    event = np.where(mine.what > 0, np.arange(size), size)
    following = np.minimum.accumulate(event[::-1])[::-1]
    change = np.flatnonzero((mine.what == 0) & (following < size))
    to = following[change]
    same = (
        (mine.person[change] == mine.person[to])
        & (mine.week[change] == mine.week[to])
        & (mine.cause[change] == mine.cause[to])
    )
    change, to = change[same], to[same]
    found = np.zeros((size, len(DIARY_STATES)))
    np.add.at(found, (order[to], mine.state[change]), mine.amount[change])
    return found


def _where(rows: DiaryRow, organisation: Organisation) -> dict[str, NDArray[np.int64]]:
    """Team and post of each row."""
    team = np.concatenate([organisation.team_of_post, np.arange(organisation.teams), [-1]])[rows.row]
    return {"team": team, "post": np.where(rows.row >= organisation.staff, -1, rows.row)}


def _names(codes: NDArray[np.int32], names: dict[int, str]) -> pandas.Series[Any]:
    """Codes as names, one byte each."""
    import pandas

    numbers = np.array(sorted(names))
    kinds = pandas.CategoricalDtype([names[number] for number in sorted(names)])
    return pandas.Series(pandas.Categorical.from_codes(np.searchsorted(numbers, codes), dtype=kinds))
