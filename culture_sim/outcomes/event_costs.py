"""What each event of the log takes: working hours of the organisation, and fees, by the names of their parameters.

Each hour that the engine charges for an event is on one row of the log, that of whoever attends, holds or leads it, for
everybody who takes part, or in halves on the two rows of a pair. What takes time week by week is no event: weeks in an
investigation or a grievance, juniors-first rounds, time for relationships, the core team.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.event_log import Event, Response
from culture_sim.engine.tables import DiaryRow
from culture_sim.parameters import Parameters


@dataclass(frozen=True, slots=True)
class EventCost:
    """Hours and a fee of one kind of event; several of one kind add up.

    Attributes:
        what: code of the event.
        hours: the parameter that holds the working hours, or none.
        fee: the parameter that holds the fee in GBP, or none.
        answer: code of the response for which alone it holds, or none.
        cause: code of the cause for which alone it holds, or none.
        posts_only: whether it holds for staff alone, not for team leaders.
        rows: rows of the log on which one event stands, each with its part.
    """

    what: int
    hours: str | None = None
    fee: str | None = None
    answer: int | None = None
    cause: int | None = None
    posts_only: bool = False
    rows: int = 1

    def holds(self, log: DiaryRow, posts: int) -> NDArray[np.bool_]:
        """(rows,) the rows of the log that it is for."""
        found: NDArray[np.bool_] = log.what == self.what
        if self.answer is not None:
            found &= log.answer == self.answer
        if self.cause is not None:
            found &= log.cause == self.cause
        if self.posts_only:
            found &= log.row < posts
        return found


EVENT_COSTS = (
    EventCost(Event.CHECK_IN, "check_in_hours"),
    EventCost(Event.CIRCLE, "circle_hours"),
    EventCost(Event.SUPERVISION, "supervision_hours"),
    EventCost(Event.PULSE, "pulse_hours"),
    EventCost(Event.CO_CREATION, "engagement_hours", "engagement_fee"),
    EventCost(Event.SHARED_LANGUAGE, "language_hours"),
    EventCost(Event.INTERVIEW, "interview_hours", "interview_fee"),
    EventCost(Event.AGENCY_SESSION, "multi_agency_hours", "multi_agency_fee"),
    EventCost(Event.INTRODUCTION, "half_day_hours", "half_day_fee"),
    EventCost(Event.REFRESHER, "half_day_hours", "half_day_fee"),
    EventCost(Event.INDUCTION, "half_day_hours", "half_day_fee"),
    EventCost(Event.LEADERS_COURSE, "leaders_course_hours", "leaders_course_fee"),
    EventCost(Event.LEADER_COACHED, "leader_coaching_hours", "leader_coaching_fee"),
    EventCost(Event.COACHED, "champion_coaching_hours"),
    EventCost(Event.BECAME_CHAMPION, "champion_course_hours", "champion_course_fee"),
    EventCost(Event.BECAME_FACILITATOR, "facilitator_course_hours", "facilitator_course_fee"),
    EventCost(Event.BECAME_PEER_FACILITATOR, "peer_course_hours", "peer_course_fee"),
    EventCost(Event.TALKED_THROUGH, "leader_talk_hours", answer=Response.LEADER, rows=2),
    EventCost(Event.HELD_A_TALK, "peer_talk_hours", answer=Response.PEER_FACILITATOR),
    EventCost(Event.HELD_A_TALK, "peer_hours", answer=Response.PEER_FACILITATOR),
    EventCost(Event.HELD_A_TALK, "conversation_hours", answer=Response.FACILITATOR),
    EventCost(Event.HELD_A_TALK, "conversation_hours_beside", answer=Response.FACILITATOR),
)
"""Those of the core's events; a setting adds its own, by the same name, in its `outcomes.py`."""


def hours_and_price(
    log: DiaryRow, costs: Iterable[EventCost], parameters: Parameters, posts: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Working hours that each row of the log took, and their price in GBP with the fees.

    Args:
        log: (rows,) the log; a change of a state takes nothing.
        costs: what each kind takes.
        parameters: hours, fees and the price of an hour.
        posts: posts of the organisation; the rows of its leaders come after them.

    Returns:
        (rows,) hours and (rows,) GBP.
    """
    hours, price = np.zeros(len(log)), np.zeros(len(log))
    for cost in costs:
        found = cost.holds(log, posts)
        if cost.hours is not None:
            hours[found] += parameters[cost.hours] / cost.rows
        if cost.fee is not None:
            price[found] += parameters[cost.fee] / cost.rows
    return hours, price + parameters["staff_hour_gbp"] * hours
