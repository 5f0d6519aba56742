"""The tables of children's services: the core's columns and its own, declared once."""

from enum import IntEnum

from culture_sim.engine import tables
from culture_sim.engine.columns import TEAMS, Table, flag, identity, mean, number, row, share, whole
from culture_sim.engine.tables import lever_table

__all__ = [
    "Event", "Levers", "OwnCause", "Partners", "Response", "Served", "Sponsor", "Staff", "Stage", "Tally",
    "Teams",
]  # fmt: skip

Levers = lever_table("social_work")

SOCIAL_WORKERS, OTHER_SOCIAL_WORKERS, SUPPORT_WORKERS = range(3)
"""Numbers of the staff groups, in the order of setting.yaml."""


class Staff(tables.Staff):
    """One row a person; a vacant post keeps its row."""

    families: whole("families of whom the person is key worker", "families")
    case_hours: number("hours a week that these families take", "hours")
    away_until: whole("week in which an absence ends", "week")
    contract_weeks: whole("weeks left of the contract of an agency worker", "weeks")
    agency: flag("an agency worker sits in the vacant post")
    own_concerns: whole("hostile meetings and broken promises of this week, to speak of next week", "number")
    reflection: share("how much reflective supervision the person had lately")


class Teams(tables.Teams):
    """One row a team."""

    case_hours: number("hours a week that the team's open families take", "hours")
    conference_slots: number("restorative conferences that chairs have time for", "number")
    meeting_slots: number("family meetings that facilitators have time for", "number")


class Sponsor(tables.Executive):
    """One row: the director, and what is the service's as a whole."""

    conference_slots: number("family group conferences that coordinators have time for", "number")
    trust_before: share("families' trust in the half year before the launch")
    plans_before: number("children with a protection plan in the year before the launch", "children")
    plans_now: number("the same, lately", "children")
    chair_skill: share("skill of those who chair conferences, in restorative ones")
    refused: flag("the money of this year was refused")
    next_place: whole("row of the families' table at which an empty one is looked for", "row")


class Served(Table):
    """One row a family, whose case is open, or was closed and is remembered."""

    stage: whole("see Stage", "code")
    person: identity("identity of the family")
    team: row("row of the team")
    worker: row("post of its key worker, -1 for none")
    worker_person: identity("identity of its key worker")
    former: row("post of the key worker before, who could introduce the next one, -1 for none")
    children: whole("children in the family", "children")
    trust: share("trust in its own worker [tau]")
    service_trust: share("trust in the service [g]")
    need: share("need [n]")
    risk: share("real risk of harm to a child [r]")
    own_risk: share("the family's own level of risk, to which it returns [r0]")
    known: share("share of the risk that is known [d]")
    own_plan: share("how far the plan is the family's own [w]")
    network: share("relatives and friends who help [s]")
    worry: number("worry of the service about the family", "index", low=-1)
    exposure: number("exposure to life events, mean 1 over families", "ratio")
    stage_weeks: whole("weeks in this stage", "weeks")
    unseen_weeks: whole("weeks since the last visit", "weeks")
    workers: whole("key workers since the case was opened", "people")
    manner: whole("how it was last met; see Conduct", "code")
    promise_due: whole("week in which a promise is due, 0 for none", "week")
    broken_promises: whole("promises broken since the case was opened", "number")
    complaint_stage: whole("see ComplaintStage", "code")
    complaint_due: whole("week in which that stage ends", "week")
    referred: whole("week of the last referral", "week")
    due: whole("week in which a closed family comes back", "week")
    in_care: flag("its children are looked after")
    had_plan: flag("had a protection plan before")
    offered: flag("was offered a family group conference")


class Partners(Table):
    """One row an agency in an area: schools, police, health."""

    area: row("row of the area")
    kind: whole("see Agency", "code")
    culture: share("restorative conduct of the agency [c]")
    trained: share("share of its staff who had joint training")
    relationship: share("its relationship with the service [rel]")
    conflicts: whole("open conflicts with the service", "number")


class Tally(tables.Tally):
    """What happened in a week and where everyone stood: one row a team, added up to one row a week."""

    referrals: number("referrals", "families")
    returned: number("families who came back", "families")
    gone: number("closed families who do not come back, and children settled elsewhere for good", "families")
    re_referrals: number("referrals within a year of the last", "families")
    no_further_action: number("referrals that ended at the front door", "families")
    assessments: number("assessments finished", "families")
    not_in_need: number("assessments that found no need", "families")
    open_families: number("families whose case is open", "families")
    open_children: number("children whose case is open", "children")
    case_holders: number("people in posts that hold cases", "people")
    social_workers: number("social workers in post, agency workers among them", "people")
    agency: number("agency workers", "people")
    agency_premium: number("what agency workers cost more", "GBP")
    project_years: number("agency workers beyond the establishment, in project teams", "years")
    years: number("a week as part of a year", "years")
    long_absences: number("long absences that began", "number")
    waiting: number("families without a key worker", "families")
    visits: number("visits", "number")
    handovers: number("changes of the key worker", "number")
    child_workers: number("children, and yearly those who get another key worker", "children")
    family_trust: number("sum of the trust of open families in their own worker", "families")
    family_service_trust: number("sum of the trust of open families in the service", "families")
    real_risk: number("sum of the risk of open families", "families")
    known_risk: number("sum of the part of it that is known", "families")
    decisions: number("decisions at reviews", "number")
    decisions_with: number("decisions made with the family", "number")
    attended: number("reviews that the family came to", "number")
    restorative_conferences: number("restorative conferences on protection plans", "number")
    family_meetings: number("facilitated family and reparation meetings", "number")
    reparations: number("of them, meetings in which harm was repaired", "number")
    family_conferences: number("family group conferences", "number")
    conference_plans: number("plans of such conferences that the service accepted", "number")
    coordinator_years: number("coordinators of family group conferences", "years")
    relief_years: number("posts that relieve caseloads", "years")
    disclosures: number("disclosures of risk", "number")
    plan_families: number("families with a plan", "families")
    family_led_plans: number("families whose plan is their own", "families")
    protection_plans: number("protection plans that began", "children")
    second_plans: number("of them for families who had one before", "children")
    children_on_plans: number("children with a protection plan", "children")
    care_entries: number("children who came into care", "children")
    in_care: number("children looked after", "children")
    area_children: number("children who live in the area", "children")
    pre_proceedings: number("families whose pre-proceedings ended", "families")
    proceedings: number("of them, taken to court", "families")
    court_children: number("children taken to court", "children")
    child_harms: number("serious harm to a child", "number")
    learning_answers: number("harms that were answered with learning, not blame", "number")
    hostile_meetings: number("visits that turned hostile", "number")
    agency_conflicts: number("conflicts with an agency that began", "number")
    talked_first: number("referrals that an agency did not make, because it talked first", "families")
    promises_kept: number("promises kept", "number")
    promises_broken: number("promises broken", "number")
    complaints: number("complaints at the first stage", "number")
    complaints_second: number("complaints that went on to the second stage", "number")
    complaints_third: number("complaints that went on to the third", "number")
    ombudsman: number("complaints that went on to the ombudsman", "number")
    relationship_places: number("people with protected time for relationships", "person-weeks")
    reflective_supervisions: number("supervisions that were reflective", "number")
    led: mean("share with a manager at work", "0-1", over=TEAMS)
    agency_culture: mean("restorative conduct of agencies", "0-1", over=TEAMS)
    agency_relationship: mean("their relationship with the service", "0-1", over=TEAMS)


class Stage(IntEnum):
    """Where a family stands; 0 is an empty row."""

    NOBODY = 0
    ASSESSMENT = 1
    IN_NEED = 2
    PROTECTION = 3
    PRE_PROCEEDINGS = 4
    COURT = 5
    LOOKED_AFTER = 6
    CLOSED = 7


class ComplaintStage(IntEnum):
    """Where a complaint stands; 0 for none, and after the third there is the ombudsman."""

    NONE = 0
    FIRST = 1
    SECOND = 2
    THIRD = 3


class Conduct(IntEnum):
    """How a worker acts: 0 before the first meeting."""

    NOT_MET = 0
    TO = 1
    FOR = 2
    WITH = 3


class Agency(IntEnum):
    """Kinds of agencies."""

    SCHOOLS = 0
    POLICE = 1
    HEALTH = 2


class OwnCause(IntEnum):
    """What changes a person here, beside the core's causes."""

    FAMILY = 100
    CHILD_HARM = 101
    COMPLAINT = 102


class Event(IntEnum):
    """What happens here beside the core's events; where a family is concerned, it is the other side."""

    VISIT = 100
    DISCLOSURE = 101
    REVIEW = 102
    ALLOCATED = 103
    HANDED_OVER = 104
    CHILD_HARMED = 105
    HOSTILE = 106
    COMPLAINT = 107
    MOVED = 108
    PROMISE = 109
    FAMILY_CONFERENCE = 110
    HARM_ANSWERED = 111
    HARM_WITNESSED = 112
    NEW_HEAD = 113
    NEW_DIRECTOR = 114
    MONEY_RENEWED = 115
    MONEY_REFUSED = 116
    REFERRED = 117
    NO_FURTHER_ACTION = 118
    LIFE_EVENT = 119
    LOST_WORKER = 120
    SEEN_ALONE = 121
    AT_REVIEW = 122
    FACILITATED = 123
    PROMISED = 124
    RISK_JUDGED = 125
    CAME_INTO_CARE = 126
    MET_SCHOOLS = 127
    MET_POLICE = 128
    MET_HEALTH = 129
    CAUSE_TO_COMPLAIN = 130
    COMPLAINT_WENT_ON = 131
    COMPLAINT_ENDED = 132
    CHECKED_ON = 133
    LONG_ABSENCE = 134
    AGENCY_WORKER_CAME = 135
    AGENCY_WORKER_WENT = 136
    AGENCY_WORKER_STAYED = 137


class Response(IntEnum):
    """How it is answered here."""

    TO = 101
    FOR = 102
    WITH = 103
    COLD = 110
    WARM = 111
    STOOD_BY = 112
    LEFT_ALONE = 113
    KEPT = 114
    BROKEN = 115
    ACCEPTED = 116
    REFUSED = 117
    LEARNING = 118
    CIRCLE = 119
    ASSESSMENT = 121
    IN_NEED = 122
    PROTECTION = 123
    PRE_PROCEEDINGS = 124
    COURT = 125
    LOOKED_AFTER = 126
    CLOSED = 127
    FIRST_TIME = 130
    CAME_BACK = 131
    WORKER_LEFT = 132
    WORKER_AWAY = 133
    PASSED_ON = 134
    CAME = 135
    STAYED_AWAY = 136
    MADE_TO_COME = 137
    RESTORATIVE_CONFERENCE = 138
    FAMILY_MEETING = 139
    REPARATION = 140
    DECLINED = 141
    BOTH_WITH = 142
    ONE_WITH = 143
    NEITHER_WITH = 144
    SETTLED_EARLY = 145
    SECOND_STAGE = 146
    THIRD_STAGE = 147
    OMBUDSMAN = 148
