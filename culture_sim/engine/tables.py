"""Every column of the model, declared once. Rows of `Staff`: first the posts, then one row a team for its leader."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import Table, flag, identity, number, row, share, whole, with_capacity


class Staff(Table):
    """One row a person; a vacant post keeps its row."""

    person: identity("identity of the person, never used twice")
    psychological_safety: share("psychological safety [S]")
    trust: share("trust that the organisation responds fairly [T]")
    burnout: share("emotional exhaustion [B]")
    restorative_skill: share("restorative skill [R]")
    natural_skill: share("the skill that it decays to [R0]")
    norm: share("share of conduct seen lately that was restorative [N]")
    ownership: share("ownership of the programme [O]")
    use: share("share of occasions on which the skill is used [E]")
    practice: share("skill x use [P]")
    practice_before: number("practice as the plan was launched, -1 before", "0-1", low=-1)
    vulnerability: number("personal sensitivity to workload, mean 1 [v]", "ratio")
    expectation: number(
        "how far above others the person values being ignored, a lasting trait", "sd", low=-float("inf")
    )
    hurt: share("how much of what was done to the person lately still hurts")
    standing: share("standing of the profession [z]")
    engaged: share("how much of staff engagement reaches this staff group, 1 for the most engaged [eg]")
    exposure: number("how much harm and dissatisfaction pass through the post, mean 1 over posts", "ratio")
    leaving_multiplier: number("leaving of the staff group against the mean", "ratio")
    severity: share("severity of the conflict that this person opened [h]")
    tenure: whole("weeks since the person came", "weeks")
    busy_weeks: whole("weeks for which a facilitator is busy", "weeks")
    investigation_weeks: whole("weeks of investigation left", "weeks")
    conflict_with: row("the person in conflict with this one, -1 for none")
    conflict_weeks: whole("weeks since the conflict began", "weeks")
    grievance_weeks: whole("weeks of the formal grievance left", "weeks")
    hurt_by_colleague_weeks: whole("weeks for which having been hurt by a colleague still counts", "weeks")
    hurt_by_leader_weeks: whole("weeks for which having been hurt by the leader still counts", "weeks")
    harms_said: whole("harms of this week that were told at once", "number")
    harms_unsaid: whole("harms of this week that were not", "number")
    sessions: whole("check-ins, circles and supervisions that the person took part in", "number")
    asks: whole("what is asked for: 1 a talk with a peer facilitator, 2 a facilitated conversation", "code")
    profession: whole("number of the profession", "row")
    filled: flag("somebody holds the post")
    absent: flag("off this week")
    leads: flag("leads a team")
    opened: flag("opened the conflict")
    trained: flag("has had some restorative training")
    on_course: flag("a leader who had the course")
    champion: flag("coaches colleagues")
    facilitator: flag("holds restorative processes")
    peer_facilitator: flag("helps colleagues before a conflict hardens")
    watched: flag("keeps a diary")


class Teams(Table):
    """One row a team."""

    demand: number("departure of demand from its norm [d]", "log points", low=-float("inf"))
    workload: number("demand over capacity [W]", "ratio")
    lessons: number("lessons held [K]", "ratio")
    served_trust: share("trust of the people served [tau]")
    held: share("chance that a planned session is held [H]")
    quality: share("quality of a session [q]")
    process_hours: number("hours that processes took this week", "hours")
    programme_hours: number("hours that the programme took this week", "hours")
    leavers_felt: number("people who left, as far as those who stay still feel it", "per post")
    silent: number("concerns kept silent while the programme listened", "number")
    noticed: number("concerns noticed while the programme listened", "number")
    leader_conflicts: whole("open conflicts with the leader", "number")
    harms: whole("harms of this week", "number")
    requests: whole("members who ask for a facilitator", "number")
    champions: whole("champions in the team", "people")
    facilitators: whole("facilitators in the team", "people")
    peers: whole("peer facilitators in the team", "people")
    wave: row("wave of the rollout")
    directorate: row("directorate")
    first_post: row("first post of the team")
    end_post: row("post after the last of the team")
    invited: flag("a juniors-first round was held: challenge is invited")
    covered: flag("reached by the levers that a cover limits")


class Executive(Table):
    """One row: the executive and sponsor, and what is the trust's as a whole."""

    style: number("what the executive brought along", "index", low=-1)
    practice: share("restorative conduct of the executive [Q]")
    commitment: share("commitment of the sponsor [X]")
    demand: number("departure of the trust's demand [D]", "log points", low=-float("inf"))
    partners: share("restorative conduct of partner agencies [A]")
    safety_before: share("mean safety in the half year before the launch")
    recorded_before: number("recorded incidents a head a week in the year before", "per head a week")
    recorded_now: number("the same, lately", "per head a week")
    next_person: identity("identity that the next person will get")


class Harms(Table):
    """Harmed families with whom actions were agreed."""

    stage: whole("1 while actions are due, 0 for a row that nobody holds", "code")
    person: identity("identity of the family")
    post: row("post of the member of staff")
    team: row("team")
    trust: share("trust of the family")
    need: share("needs met")
    due: whole("week in which the actions are due", "week")


class Levers(Table):
    """Strength of each lever in a team this week, as funded."""

    leadership_modelling: share("strength")
    staff_engagement: share("strength")
    shared_language: share("strength")
    introduction: share("share of staff")
    champions: share("share of staff")
    refreshers: number("a year", "sessions")
    induction: share("share of newcomers")
    backfill: share("share of programme hours")
    everyday_conversations: share("strength")
    circles: share("strength")
    restorative_supervision: share("strength")
    formal_processes: share("strength")
    peer_facilitators: share("share of staff")
    measurement_and_feedback: share("strength")
    hr_policy: share("strength")
    complaints_policy: share("strength")
    patient_safety_policy: share("strength")
    relationship_time: share("strength")
    power_sharing: share("strength")
    co_production: share("strength")
    multi_agency_alignment: share("strength")
    succession: share("strength")
    diagnosis: share("strength")


class Tally(Table):
    """What happened in a week and where everyone stood: one row a team, added up to one row a week."""

    headcount: number("posts that are filled", "people")
    vacant: number("posts that are vacant", "posts")
    sick: number("people off", "people")
    absent_for_stress: number("of them for stress", "people")
    leavers: number("people who left", "people")
    hires: number("people who came", "people")
    leaders_left: number("leaders who left", "people")
    incidents: number("incidents, said or not", "number")
    reported_incidents: number("incidents said, and harms that became known", "number")
    said: number("concerns said", "number")
    kept: number("concerns kept silent", "number")
    harms: number("harms", "number")
    known_harms: number("harms that became known", "number")
    restorative_processes: number("restorative processes held", "number")
    need_met: number("sum of needs met after known harms that were closed", "number")
    needs: number("known harms that were closed", "number")
    promises_kept: number("agreed actions kept", "number")
    promises_broken: number("agreed actions broken", "number")
    complaints: number("written complaints", "number")
    claims: number("claims that arrived", "number")
    disciplinaries: number("investigations opened", "number")
    suspended: number("working weeks lost to suspension", "weeks")
    conflicts: number("conflicts that began", "number")
    conflicts_ended: number("conflicts that ended, talked through or not", "number")
    hardened: number("conflicts that became severe", "number")
    resolved: number("conflicts talked through", "number")
    grievances: number("formal grievances", "number")
    sessions: number("check-ins and circles held", "number")
    interviews: number("interviews of a diagnosis", "number")
    leaders_courses: number("leaders' courses", "places")
    leader_coachings: number("coachings of a leader", "number")
    design_places: number("people in co-creation sessions", "places")
    language_places: number("people in sessions on shared language", "places")
    introductions: number("half-day introductions", "places")
    refreshers: number("half-day refreshers", "places")
    inductions: number("half-day courses of newcomers", "places")
    champion_courses: number("champions trained", "places")
    champion_coachings: number("colleagues coached by a champion", "number")
    facilitator_courses: number("facilitators trained", "places")
    peer_courses: number("peer facilitators trained", "places")
    check_in_places: number("people in check-ins", "places")
    circle_places: number("people in circles", "places")
    pulse_places: number("people who answered a pulse", "places")
    supervisions: number("supervisions held", "number")
    juniors_first_places: number("people in juniors-first rounds", "places")
    relationship_places: number("people with time to get to know those served", "person-weeks")
    redesigns: number("redesign sessions with those served", "number")
    agency_sessions: number("sessions with partner agencies", "number")
    facilitated_processes: number("restorative processes that a facilitator held", "number")
    peer_talks: number("conflicts talked through with a peer facilitator", "number")
    conversations: number("facilitated conversations offered by the HR policy", "number")
    early_meetings: number("early meetings about a complaint, by policy", "number")
    core_team_years: number("core team of a programme of sessions", "years for 1,000 posts")
    small_core_team_years: number("core team of a programme without them", "years for 1,000 posts")
    backfilled_hours: number("programme hours of the week before that were bought back", "hours")
    fees: number("fees of the programme", "GBP")
    hours: number("hours that programme and processes took", "hours")
    index: number("speak-up index", "0-1")
    psychological_safety: number("mean", "0-1")
    trust: number("mean", "0-1")
    burnout: number("mean", "0-1")
    restorative_skill: number("mean", "0-1")
    norm: number("mean", "0-1")
    ownership: number("mean", "0-1")
    practice: number("mean", "0-1")
    use: number("mean", "0-1")
    burnt_out: number("share", "0-1")
    treated_fairly: number("share who would say that staff in an error are treated fairly", "0-1")
    safe_to_speak_up: number("share who would say that it is safe to speak up", "0-1")
    in_conflict: number("share", "0-1")
    hurt_by_colleague: number("share who were hurt by a colleague within a year", "0-1")
    hurt_by_leader: number("share who were hurt by their leader within a year", "0-1")
    leadership_modelling: number("mean over teams", "0-1")
    workload: number("mean over teams", "ratio")
    lessons: number("mean over teams", "ratio")
    served_trust: number("mean over teams", "0-1")
    cohesion: number("of the organisation", "0-1")
    commitment: number("of the sponsor", "0-1")


class Manner(NamedTuple):
    """How a plan is carried out, each 0-1."""

    voluntary: float
    accountability: float
    follow_through: float
    course_quality: float
    targeting: float
    cover: float


class Schedule(NamedTuple):
    """What leaders do, from the week of the launch on.

    Attributes:
        plan: (weeks, waves, levers) strengths from the launch on.
        funded: (levers,) whether the sponsor's commitment limits the lever.
        launch: week of the launch.
        manner: how the plan is carried out.
    """

    plan: NDArray[np.float64]
    funded: NDArray[np.bool_]
    launch: int
    manner: Manner


SAFETY, TRUST, BURNOUT, SKILL, NORM, OWNERSHIP = range(6)
"""Codes of the states in a diary."""


class DiaryRow(Table):
    """One row a change of a state, or an event; see event_log."""

    week: whole("week, the warm-up included", "week")
    row: whole("row of the person, -1 for the whole organisation", "row", low=-1)
    person: identity("identity of the person, -1 for nobody", low=-1)
    cause: whole("kind of event; see Cause", "code")
    state: whole("state that changed", "code")
    amount: number("by how much; the quality of an event", "index", low=-1)
    what: whole("what happened, 0 for a change; see Event", "code")
    answer: whole("how it was answered; see Response", "code")
    other: identity("identity of the other side, -1 for none", low=-1)


class Diary(NamedTuple):
    """Changes and events of those who are watched, up to `length[0]`; `length[1]` is the week."""

    rows: DiaryRow
    length: NDArray[np.int64]


class Ties(NamedTuple):
    """Cross-team professional ties: those of post i are `to[start[i]:start[i + 1]]`."""

    start: NDArray[np.int64]
    to: NDArray[np.int32]


class State(NamedTuple):
    """Everything that changes from week to week.

    Attributes:
        staff: posts, then leaders.
        shown: (posts, 2) practice and safety of those present as the last week ended; below 0 where nobody was.
        claims: (weeks,) claims that arrive.
        roles: (3,) champions, facilitators and peer facilitators in the trust.
    """

    staff: Staff
    teams: Teams
    executive: Executive
    harms: Harms
    ties: Ties
    levers: Levers
    shown: NDArray[np.float64]
    claims: NDArray[np.float64]
    roles: NDArray[np.int64]
    tally: Tally
    weeks: Tally
    diary: Diary

    @property
    def sponsor(self) -> Executive:
        """The executive sponsor."""
        return self.executive

    @property
    def served(self) -> Harms:
        """Harmed families with whom actions were agreed."""
        return self.harms

    def copied(self) -> Self:
        """The same in memory of its own, ties apart, which never change."""
        tables = {name: part.copy() for name, part in self._asdict().items() if name not in ("ties", "diary")}
        return self._replace(**tables, diary=Diary(self.diary.rows.copy(), self.diary.length.copy()))

    def with_weeks(self, rows: int) -> Self:
        """The same with room for more weeks."""
        return self._replace(weeks=with_capacity(self.weeks, rows))


class Cause(IntEnum):
    """Kinds of events that change a person."""

    NOTHING = 0
    COLLEAGUES = 1
    LEADER = 2
    ANSWER = 3
    WITNESSED = 4
    HARM = 5
    PROCESS = 6
    BLAME = 7
    PROMISE = 8
    INVESTIGATION = 9
    CONFLICT = 10
    TALK = 11
    GRIEVANCE = 12
    COMPLAINT = 13
    THANKS = 14
    SESSION = 15
    SUPERVISION = 16
    COURSE = 17
    COACHING = 18
    ENGAGEMENT = 19
    LANGUAGE = 20
    PULSE = 21
    LEFT_OUT = 22
    AGENCIES = 23
    EXECUTIVE = 24
    WORK = 25
    FADING = 26
    LIMIT = 27
