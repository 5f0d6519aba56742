"""An organisation: posts in teams, tied in networks. Arrays only; people and weeks are the model's."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from culture_sim.settings import Setting
from culture_sim.settings.figure import Figure

from .arrays import Integers, Numbers
from .observed import Observed
from .shares import largest_remainder


@dataclass(frozen=True)
class Profession:
    """A staff group as it is in one organisation.

    Attributes:
        name: key.
        frontline: whether its work can harm or please somebody in care.
        status: standing in the hierarchy, 0-1.
        leaver_rate_percent: yearly; only the ratios between professions are used.
    """

    name: str
    frontline: bool
    status: float
    leaver_rate_percent: float


def usual_professions(setting: Setting) -> tuple[Profession, ...]:
    """The staff groups of a setting as it has them, in order."""
    return tuple(
        Profession(name, known.frontline, known.status.value, known.leaver_rate_percent.value)
        for name, known in setting.professions.items()
    )


@dataclass(frozen=True, eq=False)
class Organisation:
    """Posts, teams and ties. A post's number is its place in every array of posts.

    One leader for each team and one sponsor come on top of the posts.

    Attributes:
        name: what it is called.
        setting: the kind of organisation.
        professions: staff groups in order; `profession_of_post` counts into them.
        professions_matter: False makes all posts alike: status, exposure and leaving multiplier are all 1.
        directorate_names: parts of the organisation, in order.
        team_names: teams in order.
        team_of_post: (posts,) ascending, so that a team's posts stand together.
        team_start: (teams + 1,) first post of each team; team k is posts team_start[k]:team_start[k + 1].
        profession_of_post: (posts,).
        directorate_of_team: (teams,).
        status: (posts,) 0-1.
        exposure: (posts,) how much of the organisation's harm and dissatisfaction passes through the post;
            1 / share of frontline posts, 0 for the others, so that its mean is 1.
        leaving_multiplier: (posts,) on the hazard of leaving, mean 1.
        tie_start: (posts + 1,) where each post's cross-team ties begin in `tie_to`.
        tie_to: (ties,) posts at the other end; ties are mutual, none twice, none within a team.
        centrality: (posts,) number of cross-team ties; the fraction, below 1, breaks ties by post number.
        places_of_team: (teams,) places, each held by one of those served.
        observed: levels to centre the baseline on, or None.
    """

    name: str
    setting: Setting
    professions: tuple[Profession, ...]
    professions_matter: bool
    directorate_names: tuple[str, ...]
    team_names: tuple[str, ...]
    team_of_post: Integers
    team_start: Integers
    profession_of_post: Integers
    directorate_of_team: Integers
    status: Numbers
    exposure: Numbers
    leaving_multiplier: Numbers
    tie_start: Integers
    tie_to: Integers
    centrality: Numbers
    places_of_team: Integers
    observed: Observed | None = None

    @property
    def staff(self) -> int:
        """Number of posts, without leaders and sponsor."""
        return len(self.team_of_post)

    @property
    def teams(self) -> int:
        """Number of teams."""
        return len(self.directorate_of_team)

    @property
    def profession_names(self) -> tuple[str, ...]:
        """Names of the staff groups, in order."""
        return tuple(profession.name for profession in self.professions)

    @property
    def team_size(self) -> Integers:
        """(teams,) posts in each team."""
        return np.diff(self.team_start)

    @property
    def observed_figures(self) -> dict[str, Figure]:
        """The observed levels that are given, by name; empty where nothing is observed."""
        return self.observed.figures() if self.observed else {}

    def ties_of(self, post: int) -> Integers:
        """Posts in other teams that this post is tied to, ascending."""
        return self.tie_to[self.tie_start[post] : self.tie_start[post + 1]]

    @cached_property
    def hash(self) -> str:
        """First 12 hex digits of the SHA-256 of the content: two organisations with one hash are the same."""
        digest = hashlib.sha256()
        words = [self.name, self.setting.hash, self.professions_matter]
        words += [self.directorate_names, self.team_names, [vars(one) for one in self.professions]]
        words += [self.observed.model_dump() if self.observed else None]
        digest.update(json.dumps(words).encode())
        for column in (
            self.team_start,
            self.profession_of_post,
            self.directorate_of_team,
            self.status,
            self.exposure,
            self.leaving_multiplier,
            self.tie_start,
            self.tie_to,
            self.places_of_team,
        ):
            digest.update(np.ascontiguousarray(column).tobytes())
        return digest.hexdigest()[:12]


def from_teams(
    *,
    name: str,
    setting: Setting,
    professions: tuple[Profession, ...],
    professions_matter: bool,
    directorate_names: tuple[str, ...],
    team_names: tuple[str, ...],
    directorate_of_team: Integers,
    sizes: Integers,
    profession_of_post: Integers,
    pairs: tuple[Integers, Integers],
    observed: Observed | None = None,
) -> Organisation:
    """The organisation, with all that follows from teams, professions and pairs of tied posts."""
    team_of_post = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    posts = len(team_of_post)
    status, leaving, exposure = np.ones(posts), np.ones(posts), np.ones(posts)
    facing = np.ones(posts, bool)
    if professions_matter:
        facing = np.array([one.frontline for one in professions])[profession_of_post]
        status = np.array([one.status for one in professions], np.float64)[profession_of_post]
        leaving = _mean_one(np.array([one.leaver_rate_percent for one in professions])[profession_of_post])
        exposure = facing / facing.mean() if facing.any() else np.zeros(posts)
    facing_of_team = np.bincount(team_of_post[facing], minlength=len(sizes)).astype(np.float64)
    tie_start, tie_to = cross_team_ties(*pairs, team_of_post)
    return Organisation(
        name=name,
        setting=setting,
        professions=professions,
        professions_matter=professions_matter,
        directorate_names=directorate_names,
        team_names=team_names,
        team_of_post=team_of_post,
        team_start=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        profession_of_post=profession_of_post,
        directorate_of_team=directorate_of_team,
        status=status,
        exposure=exposure,
        leaving_multiplier=leaving,
        tie_start=tie_start,
        tie_to=tie_to,
        centrality=degree_centrality(tie_start),
        places_of_team=_places(facing_of_team, setting.care.places_per_frontline_post.value),
        observed=observed,
    )


def _places(facing_of_team: Numbers, each: float) -> Integers:
    """Places of care by team: one where anybody meets those served, and the rest by the number who do."""
    places = (facing_of_team > 0).astype(np.int64)
    if facing_of_team.any():
        rest = max(0, round(facing_of_team.sum() * each) - int(places.sum()))
        weights = np.maximum(facing_of_team * each - places, 0)
        places += largest_remainder(weights if weights.any() else facing_of_team, rest)
    return places


def _mean_one(weights: Numbers) -> Numbers:
    return weights / weights.mean() if weights.any() else np.ones_like(weights)


def cross_team_ties(one: Integers, other: Integers, team_of_post: Integers) -> tuple[Integers, Integers]:
    """Pairs as mutual ties in rows (CSR), without those in a team, with itself, or twice.

    Returns:
        start (posts + 1,) and to (ties,): post i is tied to to[start[i]:start[i + 1]], ascending.
    """
    posts = len(team_of_post)
    across = team_of_post[one] != team_of_post[other]
    one, other = one[across], other[across]
    keys = np.sort(np.concatenate([one * posts + other, other * posts + one]))
    keys = keys[np.diff(keys, prepend=-1) > 0]
    start = np.searchsorted(keys, np.arange(posts + 1, dtype=np.int64) * posts).astype(np.int64)
    return start, keys % posts


def degree_centrality(tie_start: Integers) -> Numbers:
    """Number of cross-team ties, plus a fraction below 1 that breaks ties in favour of earlier posts."""
    posts = len(tie_start) - 1
    return np.diff(tie_start) + 0.5 * (1 - np.arange(posts) / posts)
