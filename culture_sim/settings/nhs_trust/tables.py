"""The tables of an NHS trust: the core's columns and its own, declared once."""

from enum import IntEnum

from culture_sim.engine import tables
from culture_sim.engine.columns import TEAMS, Table, identity, mean, number, share, whole
from culture_sim.engine.tables import Executive as Sponsor
from culture_sim.engine.tables import lever_table

__all__ = [
    "Event", "Levers", "OwnCause", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally", "Teams",
]  # fmt: skip

Levers = lever_table("nhs_trust")


class Staff(tables.Staff):
    """One row a person; a vacant post keeps its row."""

    harms_said: whole("harms of this week that were told at once", "number")
    harms_unsaid: whole("harms of this week that were not", "number")


class Teams(tables.Teams):
    """One row a team."""

    served_trust: share("trust of the people served [tau]")
    harms: whole("harms of this week", "number")


class Served(Table):
    """Harmed families with whom actions were agreed, or who are going to claim."""

    stage: whole("see Stage", "code")
    person: identity("identity of the family")
    post: whole("post of the member of staff", "row")
    staff_person: identity("identity of that member of staff")
    team: whole("row of the team", "row")
    trust: share("trust of the family")
    need: share("needs met")
    due: whole("week in which the actions are due, or the claim arrives", "week")


class Tally(tables.Tally):
    """What happened in a week and where everyone stood: one row a team, added up to one row a week."""

    incidents: number("incidents, said or not", "number")
    reported_incidents: number("incidents said, and harms that became known", "number")
    harms: number("harms", "number")
    known_harms: number("harms that became known", "number")
    restorative_processes: number("restorative processes held", "number")
    programme_processes: number("those that a policy promised or a facilitator held", "number")
    facilitated_processes: number("restorative processes that a facilitator held", "number")
    need_met: number("sum of needs met after known harms that were closed", "number")
    needs: number("known harms that were closed", "number")
    promises_kept: number("agreed actions kept", "number")
    promises_broken: number("agreed actions broken", "number")
    complaints: number("written complaints", "number")
    early_meetings: number("early meetings about a complaint, by policy", "number")
    claims: number("claims that arrived", "number")
    relationship_places: number("people with time to get to know those served", "person-weeks")
    redesigns: number("redesign sessions with those served", "number")
    served_trust: mean("trust of the people served", "0-1", over=TEAMS)


class Stage(IntEnum):
    """Where a harmed family stands; 0 is an empty row."""

    NOBODY = 0
    PROMISED = 1
    CLAIMING = 2


class OwnCause(IntEnum):
    """What changes a person here, beside the core's causes."""

    HARM = 100
    PROMISE = 101
    COMPLAINT = 102
    THANKS = 103
    PROCESS = 104
    BLAME = 105


class Event(IntEnum):
    """What happens here beside the core's events; where a family is concerned, it is the other side."""

    HARM = 100
    HARM_ANSWERED = 101
    HELD_A_PROCESS = 102
    HARM_WITNESSED = 103
    RECKLESS = 104
    MEETING = 105
    ACTIONS_AGREED = 106
    ACTION_KEPT = 107
    ACTION_BROKEN = 108
    CASE_CLOSED = 109
    DISSATISFIED = 110
    COMPLAINT = 111
    CLAIM = 112
    THANKED = 113
    PROMISE_BROKEN = 114
    REDESIGN = 115


class Response(IntEnum):
    """How it is answered here."""

    SAID = 100
    UNKNOWN = 101
    RESTORATIVE_BY_POLICY = 102
    RESTORATIVE = 103
    PROMISE_BROKEN = 104
    INVESTIGATED = 105
    EXCUSED = 106
    JOINED = 107
    STAYED_AWAY = 108
    KEPT = 109
    BROKEN = 110
    SETTLED = 111
    KEPT_SILENT = 112
    EARLY_MEETING = 113
    WRITTEN = 114
    STOOD_BY = 115
    LEFT_ALONE = 116
