"""Builds an organisation from its setting or its file: posts, teams, professions, ties, places of care."""

from pathlib import Path

import numpy as np

from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.settings import Setting, load_setting

from .arrays import Integers, Numbers
from .file import MOST_STAFF, OrganisationFile, Teams, load_organisation_file
from .from_graph import from_graph
from .organisation import Organisation, Profession, from_teams
from .shares import dealt, fitted_table, largest_remainder
from .source import GRAPH_ENDINGS, find_source
from .teams import TeamPlan, planned_teams
from .ties import random_numbers, ring_pairs

TIES_PER_POST = 4
"""Cross-team ties per post, `k_cross` of the model document."""

_SEATING_STREAM = 0


def build_organisation(
    organisation: str | Path | OrganisationFile = DEFAULT_SETTING,
    staff: int | None = None,
    seed: int = 0,
    *,
    ties_per_post: int = TIES_PER_POST,
) -> Organisation:
    """An organisation, the same one for the same arguments.

    Args:
        organisation: name of a setting ("nhs_trust"), of an organisation of the gallery ("acute_trust"), path
            of an organisation file (.yaml) or graph (.graphml, .csv), or a loaded organisation file.
        staff: number of posts, 1 to 2,000,000; teams keep their mean size. By default what the file or the
            setting says.
        seed: of the random numbers that place cross-team ties, and people in their teams.
        ties_per_post: cross-team ties of each post; those that would fall into a team are dropped.

    Raises:
        InputError: the file is wrong, or there is no such organisation.
    """
    if staff is not None:
        staff = check_whole(staff, "number of staff")
    check_whole(ties_per_post, "number of ties per post", least=0)
    if isinstance(organisation, OrganisationFile):
        return _built(organisation, staff, seed, ties_per_post, None)
    source = find_source(organisation)
    if isinstance(source, Setting):
        return _built(
            OrganisationFile(name=source.title, setting=source.name), staff, seed, ties_per_post, None
        )
    if source.suffix.lower() in GRAPH_ENDINGS:
        built = from_graph(source)
        if staff not in (None, built.staff):
            raise InputError(f"The graph has {built.staff} posts; it cannot be made to hold {staff}.", source)
        return built
    return _built(load_organisation_file(source), staff, seed, ties_per_post, source)


def reference_organisation(
    staff: int = 1000, team_size: int = 20, seed: int = 0, setting: str = DEFAULT_SETTING
) -> Organisation:
    """The organisation of the model document (2.1): equal teams, all posts alike, no observed levels."""
    check_whole(staff, "number of staff")
    check_whole(team_size, "team size")
    load_setting(setting)
    file = OrganisationFile(
        name="Reference organisation",
        setting=setting,
        staff=staff,
        teams=Teams(size=team_size),
        professions_matter=False,
    )
    return build_organisation(file, seed=seed)


def check_whole(number: object, what: str, least: int = 1, most: int = MOST_STAFF) -> int:
    """The number as an integer; raises InputError if it is none or out of range."""
    if isinstance(number, bool) or not isinstance(number, int | np.integer):
        raise InputError(f"The {what} is {number!r}; it must be a whole number.")
    if not least <= number <= most:
        raise InputError(f"The {what} is {number}; it must lie between {least} and {most:,}.")
    return int(number)


def _built(
    file: OrganisationFile, staff: int | None, seed: int, ties_per_post: int, path: Path | None
) -> Organisation:
    setting = file.setting_data()
    groups = file.all_professions()
    professions = tuple(profession for profession, _ in groups.values())
    shares = np.array([share for _, share in groups.values()])
    teams = planned_teams(file, staff, path)
    posts = int(teams.sizes.sum())
    return from_teams(
        name=file.name,
        setting=setting,
        professions=professions,
        professions_matter=file.professions_matter,
        directorate_names=teams.directorate_names,
        team_names=teams.names,
        directorate_of_team=teams.directorate_of_team,
        sizes=teams.sizes,
        profession_of_post=_seated(teams, _counts(teams, professions, shares, setting), seed),
        pairs=ring_pairs(posts, ties_per_post, seed),
        observed=file.observed,
    )


def _counts(
    teams: TeamPlan, professions: tuple[Profession, ...], shares: Numbers, setting: Setting
) -> Integers:
    """(blocks, professions) number of posts.

    Where the file gives a mix anywhere, those mixes hold; if not, the setting's mixes are fitted to the
    shares of the whole organisation.
    """
    usual = dict(zip((profession.name for profession in professions), shares.tolist(), strict=True))
    mixes = np.tile(shares, (len(teams.mixes), 1))
    for block, own in enumerate(teams.mixes):
        if own is not None:
            mixes[block] = [own.get(name, 0.0) for name in usual]
        elif teams.directorate_names[block] in setting.directorates:
            known = setting.directorates[teams.directorate_names[block]].mix
            # A profession that the setting does not know works everywhere alike
            mix = [
                known.get(name, 0.0 if name in setting.professions else share)
                for name, share in usual.items()
            ]
            mixes[block] = mix if sum(mix) > 0 else shares
    if any(own is not None for own in teams.mixes):
        return largest_remainder(mixes, teams.posts_of_block)
    return fitted_table(mixes, teams.posts_of_block, largest_remainder(shares, int(teams.sizes.sum())))


def _seated(teams: TeamPlan, counts: Integers, seed: int) -> Integers:
    """(posts,) profession of each post: dealt over the teams of each block, in random order within a team."""
    team_of_post = np.repeat(np.arange(len(teams.sizes), dtype=np.int64), teams.sizes)
    seats = np.argsort(teams.block_of_team[team_of_post], kind="stable")
    profession_of_post = np.empty(len(seats), np.int64)
    profession_of_post[seats] = dealt(counts)
    return profession_of_post[
        np.lexsort((random_numbers(seed, _SEATING_STREAM).random(len(seats)), team_of_post))
    ]
