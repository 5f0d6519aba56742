"""The tables of an NHS trust: the core's columns and its own, declared once."""

from enum import IntEnum

from culture_sim.engine import tables
from culture_sim.engine.tables import Staff, Table, flag, identity, lever_table, number, share, whole

__all__ = ["Event", "Levers", "Patients", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally", "Teams"]

Levers = lever_table("nhs_trust")


class Teams(tables.Teams):
    """One row a team and its leader, and the places of care of the team."""

    patient_trust: share("trust of patients and families who meet the team [tau]")
    complaints_policy: share("enacted complaints policy [PC]")
    first_place: whole("first place of care of the team", "row")
    end_place: whole("place after the last of the team", "row")


class Sponsor(tables.Sponsor):
    """The executive sponsor: one row."""

    reports_before: number("reported incidents a head a week in the year before", "per head a week")
    complaints_before: number("complaints a head a week in the year before", "per head a week")
    reports_recent: number("the same, lately", "per head a week")
    complaints_recent: number("the same, lately", "per head a week")
    search_from: whole("patient row at which to look for room", "row")


class Patients(Table):
    """Places of care, each held by a patient or family, and after them the open cases."""

    stage: whole("where the patient or family stands; see Stage", "code")
    person: identity("identity of the patient or family")
    team: whole("row of the team", "row")
    trust: share("trust in the team [tau_p]")
    need_met: share("share of needs met after harm or dissatisfaction [n_p]")
    distress: share("distress [d_p]")
    voice: number("readiness to complain, mean 1 [z_p]", "ratio")
    weeks: whole("weeks in this stage", "weeks")
    harmed: flag("came to harm, not only dissatisfied")
    known: flag("the harm is known to the organisation")
    which: whole("number of the event in its team and week", "number")
    post: whole("post of the member of staff involved, -1 for nobody", "row", low=-1)
    staff_person: identity("identity of that member of staff", low=-1)
    claim_due: whole("week in which a claim arrives", "week")
    promise_due: whole("week in which an agreed action is due", "week")


Served = Patients
"""The table of those served, as every setting calls it."""


class Stage(IntEnum):
    """Where a patient or family stands (model 2.8)."""

    NOBODY = 0
    IN_CARE = 1
    HARMED = 2
    SEEKING_ANSWERS = 3
    IN_PROCESS = 4
    SETTLED = 5
    COMPLAINED = 6
    OMBUDSMAN = 7
    CLAIMED = 8


class Tally(tables.Tally):
    """What happened and where the states stood: one row a week."""

    incidents: number("incidents, near misses included", "number")
    reported_incidents: number("incidents that were recorded", "number")
    harms: number("incidents with moderate harm or worse", "number")
    known_harms: number("harms that became known", "number")
    broken_promises: number("agreed actions that were not kept", "number")
    dissatisfied: number("patients or families with cause to complain", "number")
    complaints: number("written complaints", "number")
    ombudsman: number("complaints taken to the ombudsman", "number")
    claims_started: number("claims that will arrive", "number")
    claims: number("claims that arrived", "number")
    chance_of_complaint: number("sum of chances of a complaint", "number")
    chance_of_claim: number("sum of chances of a claim", "number")
    chance_of_report: number("sum of chances of a recorded incident", "number")
    patient_trust: share("mean over teams that meet patients or families")


class Event(IntEnum):
    """What happens here beside the core's events; one numbering for both."""

    HARM = 10
    DISSATISFIED = 15
    COMPLAINT = 16
    OMBUDSMAN = 17
    CLAIM = 18
    BROKEN_PROMISE = 19


class Response(IntEnum):
    """How that is answered, beside the core's responses; one numbering for both."""

    HIDDEN = 1
    RESOLVED_EARLY = 7
    NOT_VOICED = 8
