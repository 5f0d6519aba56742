"""The event log: what happened to chosen people, week by week. Off by default, and then it costs nothing."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.compile import compiled
from culture_sim.engine.tables import Table, identity, number, whole


class Event(IntEnum):
    """What happened. A setting numbers its own events between these and from 100 on; a number is given once."""

    JOINED = 1
    LEFT = 2
    PROMOTED = 3
    NEW_LEADER = 4
    NEW_SPONSOR = 5
    TRAINED = 6
    BECAME_CHAMPION = 7
    BECAME_FACILITATOR = 8
    REFRESHED = 9
    INVESTIGATED = 11
    INVESTIGATION_ENDED = 12
    CONFLICT = 13
    GRIEVANCE = 14
    WITNESSED = 20


class Response(IntEnum):
    """How it was answered; a setting adds its own."""

    NONE = 0
    BLAME = 2
    RESTORATIVE = 3
    SETTLED_BETWEEN_THEM = 4
    FACILITATED = 5
    UNRESOLVED = 6
    NO_CASE = 9
    CASE_FOUND = 10


class EventRow(Table):
    """One row an event."""

    week: whole("week, the warm-up included", "week")
    what: whole("what happened; see Event", "code")
    answer: whole("how it was answered; see Answer", "code")
    team: whole("row of the team", "row")
    post: whole("row of the post, -1 for none", "row", low=-1)
    person: identity("identity of the person", low=-1)
    other: identity("identity or post of the other side, -1 for none", low=-1)
    trust_change: number("what it did to the person's trust", "index", low=-1)
    safety_change: number("what it did to their psychological safety", "index", low=-1)
    burnout_change: number("what it did to their burnout", "index", low=-1)


class Log(NamedTuple):
    """Events up to `length[0]`; only watched posts and teams are written down."""

    rows: EventRow
    length: NDArray[np.int64]
    post_watched: NDArray[np.bool_]
    team_watched: NDArray[np.bool_]


@compiled
def log_has_capacity(log, posts):
    """Whether the log has room for the events of any week that could come."""
    return log.rows.size == 0 or log.rows.size - log.length[0] >= 4 * posts + 256


@compiled
def log_event(
    log, week, what, answer, team, post, person, other, trust_change, safety_change, burnout_change
):
    """Write an event down, if its post or, for an event without one, its team is watched."""
    if not (log.post_watched[post] if post >= 0 else log.team_watched[team]):
        return
    row = log.length[0]
    if row >= log.rows.size:
        return
    log.rows.week[row] = week
    log.rows.what[row] = what
    log.rows.answer[row] = answer
    log.rows.team[row] = team
    log.rows.post[row] = post
    log.rows.person[row] = person
    log.rows.other[row] = other
    log.rows.trust_change[row] = trust_change
    log.rows.safety_change[row] = safety_change
    log.rows.burnout_change[row] = burnout_change
    log.length[0] = row + 1
