"""What a week needs besides the state: nothing here outlives a run, and all of it follows from the state.

The week goes through the teams, so whatever one team must know of others, or the organisation of its teams, is
written down here: what ties see of each other, the tally of each team, the identities set aside for it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from culture_sim.engine.compile import compiled
from culture_sim.engine.tables import Table, Tally, Teams, flag, identity, number, share, whole, zeros

TABLED_WEEKS = 2048
"""Tenures up to here have their susceptibility worked out beforehand."""


class Notes(Table):
    """One row a team: what the organisation must know of it within a week."""

    people: whole("posts that are filled at the end of the week", "people")
    facilitators: whole("peer facilitators at work for the programme", "people")
    facilitator_skill: number("the sum of their skill", "index")
    newcomers: whole("people who will be hired this week", "people")
    next_newcomer: identity("identity of the next of them")
    arrivals: whole("people who will come into care this week", "people")
    next_arrival: identity("identity of the next of them")
    new_leader: flag("the leader is new this week")


class Visible(Table):
    """One row a post: what colleagues in other teams see of its holder, as the last week ended."""

    practice: share("practice; below 0 for a vacant post")
    safety: share("psychological safety; below 0 for a vacant post")


class Interim(NamedTuple):
    """Working memory of a run.

    Attributes:
        notes: one row a team.
        visible: one row a post.
        facilitates: (posts,) whether a peer facilitator holds the post.
        tallies: the tally of each team in this week, one row a team.
        counts: the same as numbers, (teams, columns).
        totals: the tally of the organisation as numbers, (weeks, columns).
        free_rows: (1,) rows of the setting's own table that nobody holds.
        words: (threads, 2, 4, widest team) room for random words.
        susceptibility: (weeks,) how much faster habits form, by tenure.
    """

    notes: Notes
    visible: Visible
    facilitates: NDArray[np.bool_]
    tallies: Tally
    counts: NDArray[np.float64]
    totals: NDArray[np.float64]
    free_rows: NDArray[np.int64]
    words: NDArray[np.uint32]
    susceptibility: NDArray[np.float64]


def interim_for(posts: int, teams: Teams, tally: Tally, threads: int = 1) -> Interim:
    """Working memory for an organisation.

    Args:
        posts: number of posts.
        teams: its teams.
        tally: the tally of the organisation, one row a week.
        threads: number of threads that share the teams.
    """
    tallies = zeros(type(tally), len(teams))
    widest = int((teams.end_post - teams.first_post).max()) // 8 * 8 + 8
    return Interim(
        zeros(Notes, len(teams)),
        zeros(Visible, posts),
        np.zeros(posts, np.bool_),
        tallies,
        as_numbers(tallies),
        as_numbers(tally),
        np.zeros(1, np.int64),
        np.zeros((threads, 2, 4, widest), np.uint32),
        np.zeros(TABLED_WEEKS),
    )


def as_numbers(tally: Tally) -> NDArray[np.float64]:
    """The same memory as a plain array, (rows, columns)."""
    return tally.view(np.ndarray).view(np.float64).reshape(len(tally), -1)


@compiled
def next_identity(column, row):
    """An identity that nobody had before."""
    identity = column[row]
    column[row] = identity + 1
    return identity


@compiled
def new_person(sponsor):
    """The same for the organisation as a whole."""
    return next_identity(sponsor.next_person, 0)


@compiled
def reserve_identities(sponsor, people):
    """Set identities aside for some people; returns the first."""
    first = sponsor.next_person[0]
    sponsor.next_person[0] = first + people
    return first
