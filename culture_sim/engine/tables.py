"""Every core column, declared once: type, range, unit, what it means. A setting's tables add its own columns.

A table is a NumPy record array, which Numba takes as one argument: `staff.trust` is a column, `staff.trust[post]`
one value. (A NamedTuple of thirty arrays read the same, but took three minutes to compile and ran forty times
slower, because every call passed and counted thirty arrays.) The symbols of the model document stand in brackets.
"""

from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from culture_sim.scenario.declarations import levers_of

ENDLESS = float("inf")


class Column(NamedTuple):
    """What is true of every value in a column."""

    dtype: type
    low: float
    high: float
    unit: str
    meaning: str


def share(meaning: str) -> Any:
    """A column of numbers between 0 and 1."""
    return Annotated[NDArray[np.float64], Column(np.float64, 0.0, 1.0, "0-1", meaning)]


def number(meaning: str, unit: str, low: float = 0.0, high: float = ENDLESS) -> Any:
    """A column of real numbers."""
    return Annotated[NDArray[np.float64], Column(np.float64, low, high, unit, meaning)]


def whole(meaning: str, unit: str, low: float = 0.0) -> Any:
    """A column of whole numbers: weeks, rows, codes, all below two thousand millions."""
    return Annotated[NDArray[np.int32], Column(np.int32, low, 2.0**31 - 1, unit, meaning)]


def identity(meaning: str, low: float = 0.0) -> Any:
    """A column of identities: as many numbers as there will ever be people."""
    return Annotated[NDArray[np.int64], Column(np.int64, low, ENDLESS, "identity", meaning)]


def flag(meaning: str) -> Any:
    """A column of yes and no."""
    return Annotated[NDArray[np.bool_], Column(np.bool_, 0, 1, "yes or no", meaning)]


class Table(np.recarray[Any, np.dtype[Any]]):
    """Rows and named columns; a subclass declares the columns."""

    if TYPE_CHECKING:

        def __getitem__(self, rows: Any) -> Any:
            """A column by its name, or some rows: a table of the same kind."""


class Staff(Table):
    """One row a post. A vacant post keeps its row; a new person takes it with a new identity."""

    filled: flag("somebody holds the post")
    person: identity("identity of the person in the post, never used twice")
    psychological_safety: share("safe to speak up, ask and admit [S]")
    trust: share("trust that the organisation responds fairly [T]")
    burnout: share("emotional exhaustion [B]")
    restorative_skill: share("capability in restorative practice [R]")
    use: share("share of opportunities in which the skill is used [E]")
    practice: share("what others see: skill x use [P]")
    natural_skill: share("relational skill without any training [R0]")
    vulnerability: number("personal sensitivity to workload, mean 1 [v]", "ratio")
    tenure: whole("weeks since the person took the post", "weeks")
    champion: flag("trained for three days to coach the team")
    peer_facilitator: flag("trained to help colleagues before a conflict hardens")
    trained: flag("has had some restorative training")
    investigation_weeks: whole("weeks of formal investigation left", "weeks")
    sick: whole("0 well, 1 short sickness, 2 stress-related sickness", "code")
    team: whole("row of the team", "row")
    profession: whole("number of the profession", "row")
    status: share("standing of the profession")
    exposure: number("contact with those served, mean 1 over posts", "ratio")
    leaving_multiplier: number("leaving of the profession against the mean", "ratio")
    champion_priority: share("the post holds a champion when the champions' share exceeds this")
    facilitator_priority: share("the same for peer facilitators")
    sickness_draw: share("this week's draw for falling sick")
    recovery_draw: share("this week's draw for getting well")
    conflict_draw: share("this week's draw for falling out with somebody")
    leaving_draw: share("this week's draw for leaving")
    training_draw: share("this week's draw for a place on a course")
    burnout_noise: number("this week's noise in burnout, in standard deviations", "sd", low=-5, high=5)
    safety_noise: number("this week's noise in safety, in standard deviations", "sd", low=-5, high=5)
    fairness_noise: number("this week's noise in fairness, in standard deviations", "sd", low=-5, high=5)
    susceptibility: number("how much faster habits form than for a settled colleague [s]", "ratio")
    practice_seen: share("practice of team-mates and professional ties, as seen this week [N(P)]")
    safety_seen: share("their psychological safety, as seen this week [N(S)]")


class Teams(Table):
    """One row a team and its leader."""

    modelling: share("how far the leader models restorative practice [M]")
    leader_style: share("what the leader brought along [m0]")
    leader: identity("identity of the leader")
    leader_tenure: whole("weeks since the leader came", "weeks")
    demand: number("departure of demand from its norm", "log points", low=-ENDLESS)
    workload: number("demand over capacity, about 1 [W]", "ratio")
    lessons: number("lessons held, 1 in the baseline [K]", "ratio")
    reports_recent: number("reports a head a week, averaged", "per head a week")
    leavers_recent: number("recent leavers per post", "share")
    training_weeks: number("person-weeks lost to training last week", "person-weeks")
    reports: number("reports made this week", "number")
    headcount: whole("posts that are filled", "people")
    present: whole("people at work this week", "people")
    practice: share("mean practice of the team [P]")
    burnout: share("mean burnout of the team [B]")
    safety: share("mean psychological safety of the team [S]")
    need_multiplier: number("how much of each lever the team gets after a diagnosis, mean 1", "ratio")
    enactment: share("share of what is on paper that this leader lets happen [phi]")
    everyday: share("enacted everyday conversations [EV]")
    supervision: share("enacted restorative supervision [SU]")
    relationship: share("enacted relationship time [RL]")
    hr_policy: share("enacted HR policy [PH]")
    safety_policy: share("enacted safety policy [PS]")
    policy: share("mean of the three enacted policies [Pi]")
    policy_promised: share("mean of the three policies on paper")
    wave: whole("wave of the rollout", "row")
    directorate: whole("row of the directorate", "row")
    first_post: whole("first post of the team", "row")
    end_post: whole("post after the last of the team", "row")


class Sponsor(Table):
    """The executive sponsor: one row."""

    commitment: share("commitment to the programme [X]")
    sponsor: identity("identity of the sponsor")
    safety_before: share("mean psychological safety of the last year")
    next_person: identity("identity that the next person will get")


class Ties(NamedTuple):
    """Cross-team professional ties: those of post i are `to[start[i]:start[i + 1]]`."""

    start: NDArray[np.int64]
    to: NDArray[np.int32]


class Levers(Table):
    """The levers in force in each team this week: a column for each that a setting declares (`lever_table`)."""


@cache
def lever_table(setting: str) -> type[Levers]:
    """The table of a setting's levers: those of scenario/levers.yaml, and the setting's own."""
    declared = {
        lever.field: share(lever.title) if lever.high <= 1 else number(lever.title, lever.unit)
        for lever in levers_of(setting)
        if lever.also != "by_group"
    }
    return type("Levers", (Levers,), {"__annotations__": declared, "__doc__": Levers.__doc__})


def need_ceilings(setting: str) -> NDArray[np.float64]:
    """(levers,) the most that need can make of each lever of the table; -1 for those that do not follow need."""
    followers = {lever.field for lever in levers_of(setting) if lever.follows_need}
    kind: Any = lever_table(setting)
    table = columns(kind)
    return np.array([column.high if name in followers else -1.0 for name, column in table.items()])


class Tally(Table):
    """What happened and where the states stood: one row a week."""

    headcount: number("posts that are filled", "people")
    vacant: number("posts that are vacant", "posts")
    sick: number("people off sick", "people")
    leavers: number("people who left", "people")
    hires: number("people who came", "people")
    promotions: number("colleagues who became team leaders", "people")
    restorative_processes: number("restorative processes held", "number")
    blame_responses: number("events answered with blame", "number")
    disciplinaries: number("formal disciplinary investigations opened", "number")
    conflicts: number("conflicts between colleagues", "number")
    unresolved_conflicts: number("conflicts that were not settled between them", "number")
    grievances: number("formal grievances", "number")
    introductions: number("half-day places taken, inductions included", "places")
    deep_trainings: number("three-day places taken", "places")
    refreshers: number("refresher places taken", "places")
    facilitator_trainings: number("peer facilitators trained", "places")
    backfilled_training_days: number("training days that were backfilled", "days")
    training_days: number("training days", "days")
    programme_time: number("working time given to the programme", "person-weeks")
    backfilled_time: number("of it, backfilled", "person-weeks")
    programme_running: number("share of teams with any lever in force", "0-1")
    chance_of_leaving: number("sum of everyone's chance of leaving", "people")
    chance_of_disciplinary: number("sum of chances of a disciplinary", "number")
    chance_of_grievance: number("sum of chances of a grievance", "number")
    psychological_safety: share("mean over staff")
    trust: share("mean over staff")
    burnout: share("mean over staff")
    restorative_skill: share("mean over staff")
    use: share("mean over staff")
    practice: share("mean over staff")
    practice_spread: number("standard deviation of practice between teams", "index")
    burnt_out: share("share of staff above the burnout cut")
    treated_fairly: share("share who would say that staff in an error are treated fairly")
    safe_to_speak_up: share("share who would say that it is safe to speak up")
    leadership_modelling: share("mean over teams")
    enactment: share("mean over teams")
    workload: number("mean over teams", "ratio")
    lessons: number("mean over teams", "ratio")
    commitment: share("of the sponsor")


SomeTable = TypeVar("SomeTable", bound=Table)


def columns(table: Any) -> dict[str, Column]:
    """The declarations of a table, by name."""
    return _columns(table)


@cache
def _columns(table: Any) -> dict[str, Column]:
    hints = get_type_hints(table, include_extras=True)
    return {name: get_args(hint)[1] for name, hint in hints.items() if get_origin(hint) is Annotated}


def zeros(table: type[SomeTable], rows: int) -> SomeTable:
    """A table of zeros."""
    # Wide columns first, so that no row holds gaps
    layout = [(name, column.dtype) for name, column in columns(table).items()]
    layout.sort(key=lambda column: -np.dtype(column[1]).itemsize)
    return np.zeros(rows, np.dtype(layout, align=True)).view(table)


def with_capacity(table: SomeTable, rows: int) -> SomeTable:
    """The same table with zero rows added until it has `rows`."""
    longer = zeros(type(table), rows)
    longer[: len(table)] = table
    return longer
