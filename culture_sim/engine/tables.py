"""Every column of the core, declared once; the tables of a setting extend them by its own.

Rows of `Staff`: first the posts, then one row a team for its leader.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.columns import (
    PEOPLE,
    TEAMS,
    Table,
    flag,
    identity,
    mean,
    number,
    row,
    share,
    whole,
    with_capacity,
)
from culture_sim.scenario.declarations import levers_of


class Staff(Table):
    """One row a person; a vacant post keeps its row."""

    person: identity("identity of the person, never used twice")
    psychological_safety: share("psychological safety [S]")
    trust: share("trust that the organisation responds fairly [T]")
    burnout: share("emotional exhaustion [B]")
    restorative_skill: share("restorative skill [R]")
    natural_skill: share("the skill that it decays to [R0]")
    norm: share("share of conduct seen lately that was restorative [N]")
    treated: share("the same of the last encounters: how the person was treated")
    ownership: share("ownership of the programme [O]")
    workload: number("what is asked of the person against what they can do [W]", "ratio")
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
    exposure: number("contact with those served, mean 1 over posts", "ratio")
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
    held: share("chance that a planned session is held [H]")
    quality: share("quality of a session [q]")
    process_hours: number("hours that processes took this week", "hours")
    programme_hours: number("hours that the programme took this week", "hours")
    leavers_felt: number("people who left, as far as those who stay still feel it", "per post")
    silent: number("concerns kept silent while the programme listened", "number")
    noticed: number("concerns noticed while the programme listened", "number")
    leader_conflicts: whole("open conflicts with the leader", "number")
    requests: whole("members who ask for a facilitator", "number")
    champions: whole("champions in the team", "people")
    facilitators: whole("facilitators in the team", "people")
    peers: whole("peer facilitators in the team", "people")
    wave: row("wave of the rollout")
    directorate: row("directorate")
    first_post: row("first post of the team")
    end_post: row("post after the last of the team")
    above: share("restorative conduct of those whom the leader reports to [Q]")
    led: flag("there is a leader, who is asked and whose practice counts")
    invited: flag("a juniors-first round was held: challenge is invited")
    covered: flag("reached by the levers that a cover limits")


class Executive(Table):
    """One row: the executive and sponsor, and what is the organisation's as a whole."""

    style: number("what the executive brought along", "index", low=-1)
    practice: share("restorative conduct of the executive [Q]")
    commitment: share("commitment of the sponsor [X]")
    demand: number("departure of the organisation's demand [D]", "log points", low=-float("inf"))
    partners: share("restorative conduct of partner agencies [A]")
    safety_before: share("mean safety in the half year before the launch")
    recorded_before: number("what the sponsor counts, a head a week, in the year before", "per head a week")
    recorded_now: number("the same, lately", "per head a week")
    core_team: whole(
        "team that the programme of this week needs: 0 none, 1 a small one, 2 a full one", "code"
    )
    leaders_due: share("share of team leaders who leave this week because the scenario says so")
    above_due: share("the same of those above them")
    executives_due: share("the same of the executive")


class Partners(Table):
    """Those outside with whom an organisation works, one row each; a setting that has any says what they are."""

    area: row("directorate in which they are")


class Levers(Table):
    """Strength of each lever in a team this week, as funded: a column for each that a setting has (`lever_table`)."""


@cache
def lever_table(setting: str) -> type[Levers]:
    """The table of a setting's levers: those of scenario/levers.yaml, and the setting's own."""
    declared = {
        lever.field: share(lever.unit) if lever.high <= 1 else number(lever.unit, "amount")
        for lever in levers_of(setting)
    }
    return type("Levers", (Levers,), {"__annotations__": declared, "__doc__": Levers.__doc__})


class Tally(Table):
    """What happened in a week and where everyone stood: one row a team, added up to one row a week."""

    headcount: number("posts that are filled", "people")
    vacant: number("posts that are vacant", "posts")
    sick: number("people off", "people")
    absent_for_stress: number("of them for stress", "people")
    leavers: number("people who left", "people")
    hires: number("people who came", "people")
    leaders_left: number("leaders who left", "people")
    said: number("concerns said", "number")
    kept: number("concerns kept silent", "number")
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
    agency_sessions: number("sessions with partner agencies", "number")
    peer_talks: number("conflicts talked through with a peer facilitator", "number")
    conversations: number("facilitated conversations offered by the HR policy", "number")
    core_team_years: number("core team of a programme of sessions", "years for 1,000 posts")
    small_core_team_years: number("core team of a programme without them", "years for 1,000 posts")
    backfilled_hours: number("programme hours of the week before that were bought back", "hours")
    fees: number("fees of the programme", "GBP")
    hours: number("hours that programme and processes took", "hours")
    index: mean("speak-up index", "0-1", over=PEOPLE)
    psychological_safety: mean("mean", "0-1", over=PEOPLE)
    trust: mean("mean", "0-1", over=PEOPLE)
    burnout: mean("mean", "0-1", over=PEOPLE)
    restorative_skill: mean("mean", "0-1", over=PEOPLE)
    norm: mean("mean", "0-1", over=PEOPLE)
    ownership: mean("mean", "0-1", over=PEOPLE)
    practice: mean("mean", "0-1", over=PEOPLE)
    use: mean("mean", "0-1", over=PEOPLE)
    burnt_out: mean("share", "0-1", over=PEOPLE)
    treated_fairly: mean("share who would say that staff in an error are treated fairly", "0-1", over=PEOPLE)
    safe_to_speak_up: mean("share who would say that it is safe to speak up", "0-1", over=PEOPLE)
    in_conflict: mean("share", "0-1", over=PEOPLE)
    hurt_by_colleague: mean("share who were hurt by a colleague within a year", "0-1", over=PEOPLE)
    hurt_by_leader: mean("share who were hurt by their leader within a year", "0-1", over=PEOPLE)
    leadership_modelling: mean("mean", "0-1", over=TEAMS)
    workload: mean("mean", "ratio", over=TEAMS)
    lessons: mean("mean", "ratio", over=TEAMS)
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
        core_team: (levers,) code of the team that a programme needs in which the lever is used.
        launch: week of the launch.
        manner: how the plan is carried out.
        departures: (weeks, 3) share of team leaders, of those above them, and of executives who leave in a week
            because the scenario says so.
    """

    plan: NDArray[np.float64]
    funded: NDArray[np.bool_]
    core_team: NDArray[np.int64]
    launch: int
    manner: Manner
    departures: NDArray[np.float64]


NO_CORE_TEAM, SMALL_CORE_TEAM, FULL_CORE_TEAM = range(3)
"""Codes of the team that runs a programme."""

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
        served: the setting's own table: those whom the organisation serves.
        partners: another of its own: those outside with whom it works; no rows where it has none.
        roles: (3,) champions, facilitators and peer facilitators in the organisation.
    """

    staff: Staff
    teams: Teams
    executive: Executive
    served: Any
    partners: Any
    ties: Ties
    levers: Levers
    shown: NDArray[np.float64]
    roles: NDArray[np.int64]
    tally: Tally
    weeks: Tally
    diary: Diary

    @property
    def sponsor(self) -> Executive:
        """The executive sponsor."""
        return self.executive

    def copied(self) -> Self:
        """The same in memory of its own, ties apart, which never change."""
        tables = {name: part.copy() for name, part in self._asdict().items() if name not in ("ties", "diary")}
        return self._replace(**tables, diary=Diary(self.diary.rows.copy(), self.diary.length.copy()))

    def with_weeks(self, rows: int) -> Self:
        """The same with room for more weeks."""
        return self._replace(weeks=with_capacity(self.weeks, rows))


class Cause(IntEnum):
    """Kinds of events that change a person, as far as the core has them; a setting's own have numbers from 100 on."""

    NOTHING = 0
    COLLEAGUES = 1
    LEADER = 2
    ANSWER = 3
    WITNESSED = 4
    INVESTIGATION = 9
    CONFLICT = 10
    TALK = 11
    GRIEVANCE = 12
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
