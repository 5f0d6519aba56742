"""Builds an organisation from its setting or its file: posts, teams, professions, ties, places of care."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from culture_sim.errors import InputError

from .figure import Figure
from .file import MOST_STAFF, OrganisationFile, OwnDirectorate, OwnTeam, TeamNumber, load_organisation_file
from .observed import Observed
from .organisation import Integers, Numbers, Organisation, Profession
from .setting import Setting
from .shares import dealt, even_sizes, fitted_table, largest_remainder
from .source import find_source
from .ties import cross_team_ties, degree_centrality, luck, ring_pairs

TIES_PER_POST = 4
"""Cross-team ties per post, `k_cross` of the model document."""

_SEATING_STREAM = 0
_WHOLE = "whole_organisation"


@dataclass(frozen=True)
class _Teams:
    """Teams before anybody works in them; teams of one block share their mix of professions."""

    names: tuple[str, ...]
    directorate_names: tuple[str, ...]
    directorate_of_team: Integers
    sizes: Integers
    block_of_team: Integers
    mixes: list[Mapping[str, float] | None]
    own_mixes: bool


def build_organisation(
    organisation: str | Path | OrganisationFile = "nhs_trust",
    staff: int | None = None,
    seed: int = 0,
    *,
    ties_per_post: int = TIES_PER_POST,
) -> Organisation:
    """An organisation, the same one for the same arguments.

    Args:
        organisation: name of a setting ("nhs_trust"), of an organisation of the gallery ("acute_trust"), path
            of an organisation file (.yaml) or graph (.graphml, .csv), or a loaded organisation file.
        staff: number of posts, 1 to 1,000,000; teams keep their mean size. By default what the file or the
            setting says.
        seed: luck of the cross-team ties and of who sits where in a team.
        ties_per_post: cross-team ties of each post; ties that fall into a team are dropped.

    Raises:
        InputError: the file is wrong, or there is no such organisation.
    """
    if isinstance(organisation, OrganisationFile):
        return _built(organisation, staff, seed, ties_per_post, None)
    source = find_source(organisation)
    if isinstance(source, Path):
        if source.suffix.lower() not in (".yaml", ".yml"):
            from .from_graph import from_graph

            built = from_graph(source)
            if staff is not None and staff != built.staff:
                raise InputError(f"The graph has {built.staff} posts; it cannot be made to hold {staff}.", source)
            return built
        return _built(load_organisation_file(source), staff, seed, ties_per_post, source)
    return _built(OrganisationFile(name=source.title, setting=source.name), staff, seed, ties_per_post, None)


def reference_organisation(
    staff: int = 1000, team_size: int = 20, seed: int = 0, setting: str = "nhs_trust"
) -> Organisation:
    """The organisation of the model document (2.1): equal teams, all posts alike, no observed levels."""
    check_staff(staff)
    check_staff(team_size, "team size")
    file = OrganisationFile(
        name="Reference organisation",
        setting=setting,
        staff=staff,
        teams=TeamNumber(size=team_size),
        professions_matter=False,
    )
    return build_organisation(file, seed=seed)


def check_staff(staff: object, what: str = "number of staff", path: Path | None = None) -> int:
    """The number of posts as an integer; raises InputError if it cannot be one."""
    if isinstance(staff, bool) or not isinstance(staff, int | np.integer):
        raise InputError(f"The {what} is {staff!r}; it must be a whole number.", path)
    if not 1 <= staff <= MOST_STAFF:
        raise InputError(f"The {what} is {staff}; it must lie between 1 and {MOST_STAFF:,}.", path)
    return int(staff)


def _built(
    file: OrganisationFile, staff: int | None, seed: int, ties_per_post: int, path: Path | None
) -> Organisation:
    setting = file.setting_data()
    groups = file.all_professions()
    if staff is not None:
        staff = check_staff(staff, path=path)
    if isinstance(file.teams, list):
        teams = _listed_teams(file.teams, staff, setting)
    else:
        teams = _shared_teams(file, staff, setting, path)
    professions = tuple(profession for profession, _ in groups.values())
    shares = np.array([share for _, share in groups.values()])
    counts = _professions_by_block(teams, professions, shares, setting)
    return assembled(
        name=file.name,
        setting=setting,
        professions=professions,
        professions_matter=file.professions_matter,
        directorate_names=teams.directorate_names,
        team_names=teams.names,
        directorate_of_team=teams.directorate_of_team,
        sizes=teams.sizes,
        profession_of_post=_seated(teams, counts, seed),
        pairs=ring_pairs(int(teams.sizes.sum()), ties_per_post, seed),
        observed=file.observed,
    )


def assembled(
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
    posts = int(sizes.sum())
    team_start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    team_of_post = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    status = leaving = exposure = np.ones(posts)
    facing = np.ones(posts, bool)
    if professions_matter:
        facing = np.array([one.patient_facing for one in professions])[profession_of_post]
        status = np.array([one.status for one in professions])[profession_of_post]
        leaving = _mean_one(np.array([one.leaver_rate_percent for one in professions])[profession_of_post])
        exposure = facing / facing.mean() if facing.any() else np.zeros(posts)
    facing_of_team = np.bincount(team_of_post, weights=facing, minlength=len(sizes))
    places = np.floor(facing_of_team * setting.care.places_per_patient_facing_post.value + 0.5)
    tie_start, tie_to = cross_team_ties(*pairs, team_of_post)
    return Organisation(
        name=name,
        setting=setting,
        professions=professions,
        professions_matter=professions_matter,
        directorate_names=directorate_names,
        team_names=team_names,
        team_of_post=team_of_post,
        team_start=team_start,
        profession_of_post=profession_of_post,
        directorate_of_team=directorate_of_team,
        status=status,
        exposure=exposure,
        leaving_multiplier=leaving,
        tie_start=tie_start,
        tie_to=tie_to,
        centrality=degree_centrality(tie_start),
        places_of_team=np.where(facing_of_team > 0, np.maximum(places, 1), 0).astype(np.int64),
        observed=observed,
    )


def _mean_one(weights: Numbers) -> Numbers:
    return weights / weights.mean() if weights.any() else np.ones_like(weights)


def _shared_teams(file: OrganisationFile, staff: int | None, setting: Setting, path: Path | None) -> _Teams:
    """Teams as a number or a size says, over directorates as their shares say."""
    own = file.staff or setting.staff
    posts = staff or own
    number: int | None = None
    size = float(setting.team_size)
    if isinstance(file.teams, TeamNumber):
        size = float(file.teams.size or own / (file.teams.number or 1))
        number = file.teams.number if posts == own else None
    if number is not None and number > posts:
        raise InputError(f"{number} teams for {posts} staff would leave a team of nobody.", path)
    number = number or min(posts, max(1, round(posts / size)))
    data: Mapping[str, OwnDirectorate] = file.directorates or {
        name: OwnDirectorate(share=one.share) for name, one in setting.directorates.items()
    }
    by_directorate = largest_remainder(np.array([one.share.value for one in data.values()]), number)
    directorate_of_team = np.repeat(np.arange(len(data), dtype=np.int64), by_directorate)
    names = tuple(
        f"{name} {team}" for name, count in zip(data, by_directorate, strict=True) for team in range(1, count + 1)
    )
    return _Teams(
        names,
        tuple(data),
        directorate_of_team,
        even_sizes(posts, number),
        directorate_of_team,
        [one.mix for one in data.values()],
        own_mixes=any(one.mix for one in data.values()),
    )


def _listed_teams(listed: list[OwnTeam], staff: int | None, setting: Setting) -> _Teams:
    """Teams as a list gives them; another number of staff repeats or thins the list evenly."""
    entries = np.repeat(np.arange(len(listed)), [team.count for team in listed])
    sizes = np.array([listed[entry].size for entry in entries], np.int64)
    if staff is not None and staff != sizes.sum():
        number = min(staff, max(1, round(staff / sizes.mean())))
        chosen = np.arange(number) * len(entries) // number
        entries, wanted = entries[chosen], sizes[chosen]
        sizes = 1 + largest_remainder(np.maximum(wanted - 1, 1e-9).astype(float), staff - number)
    directorates = tuple(dict.fromkeys(team.directorate or _WHOLE for team in listed))
    directorate_of_entry = np.array([directorates.index(team.directorate or _WHOLE) for team in listed], np.int64)
    # A team with its own mix is a block of its own; the others share the mix of their directorate
    own_block = {entry: len(directorates) + nth for nth, entry in enumerate(_with_mix(listed))}
    block_of_entry = np.array(
        [own_block.get(entry, int(directorate_of_entry[entry])) for entry in range(len(listed))], np.int64
    )
    mixes: list[Mapping[str, float] | None] = [None for _ in directorates]
    mixes += [listed[entry].mix for entry in _with_mix(listed)]
    return _Teams(
        _names(listed, entries),
        directorates,
        directorate_of_entry[entries],
        sizes,
        block_of_entry[entries],
        mixes,
        own_mixes=bool(own_block),
    )


def _with_mix(listed: list[OwnTeam]) -> list[int]:
    return [entry for entry, team in enumerate(listed) if team.mix]


def _names(listed: list[OwnTeam], entries: Integers) -> tuple[str, ...]:
    """Every team by a name of its own: a second one of a name becomes "name 2"."""
    plain = [listed[entry].name or f"{listed[entry].directorate or 'team'}" for entry in entries]
    seen: dict[str, int] = {}
    names = []
    for name in plain:
        seen[name] = seen.get(name, 0) + 1
        alone = seen[name] == 1 and plain.count(name) == 1
        names.append(name if alone else f"{name} {seen[name]}")
    return tuple(names)


def _professions_by_block(
    teams: _Teams, professions: tuple[Profession, ...], shares: Numbers, setting: Setting
) -> Integers:
    """(blocks, professions) number of posts."""
    known = {name: one.mix for name, one in setting.directorates.items()}
    mixes = np.empty((len(teams.mixes), len(professions)))
    for block, own in enumerate(teams.mixes):
        tilt: Mapping[str, float] | None = own
        if tilt is None and block < len(teams.directorate_names):
            tilt = known.get(teams.directorate_names[block])
        for number, profession in enumerate(professions):
            usual = 0.0 if own is not None or profession.name in setting.professions else float(shares[number])
            mixes[block, number] = shares[number] if tilt is None else tilt.get(profession.name, usual)
        if mixes[block].sum() <= 0:
            mixes[block] = shares
    posts = np.bincount(teams.block_of_team, weights=teams.sizes, minlength=len(teams.mixes)).astype(np.int64)
    if teams.own_mixes:
        return largest_remainder(mixes, posts)
    return fitted_table(mixes, posts, largest_remainder(shares, int(posts.sum())))


def _seated(teams: _Teams, counts: Integers, seed: int) -> Integers:
    """(posts,) profession of each post: dealt over the teams of each block, in random order within a team."""
    team_of_post = np.repeat(np.arange(len(teams.sizes), dtype=np.int64), teams.sizes)
    seats = np.argsort(teams.block_of_team[team_of_post], kind="stable")
    _, professions = dealt(counts)
    profession_of_post = np.empty(len(seats), np.int64)
    profession_of_post[seats] = professions
    order = np.lexsort((luck(seed, _SEATING_STREAM).random(len(seats)), team_of_post))
    return profession_of_post[order]


def observed_of(organisation: Organisation) -> dict[str, Figure]:
    """The observed levels that are given, by name; empty where there are none."""
    return organisation.observed.figures() if organisation.observed else {}
