"""Teams before anybody works in them: how many, how large, in which directorate."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from culture_sim.errors import InputError

from .arrays import Integers
from .file import OrganisationFile, OwnDirectorate, OwnTeam, Teams
from .shares import even_sizes, largest_remainder

WHOLE_ORGANISATION = "whole_organisation"
"""Directorate of teams that name none."""


@dataclass(frozen=True)
class TeamPlan:
    """Teams and the blocks that they form; teams of one block share their mix of professions.

    Attributes:
        names: of the teams.
        directorate_names: in order; the first blocks are the directorates.
        directorate_of_team: (teams,).
        sizes: (teams,) posts in each.
        block_of_team: (teams,).
        mixes: share of posts by profession for each block, None where the file gives none.
    """

    names: tuple[str, ...]
    directorate_names: tuple[str, ...]
    directorate_of_team: Integers
    sizes: Integers
    block_of_team: Integers
    mixes: list[Mapping[str, float] | None]

    @property
    def posts_of_block(self) -> Integers:
        """(blocks,) posts in each."""
        return np.bincount(self.block_of_team, weights=self.sizes, minlength=len(self.mixes)).astype(np.int64)


def planned_teams(file: OrganisationFile, staff: int | None, path: Path | None) -> TeamPlan:
    """The teams of an organisation file; another number of staff keeps their mean size."""
    teams = file.teams or Teams(size=file.setting_data().team_size)
    if teams.listed is not None:
        return _listed_teams(teams.listed, staff)
    return _shared_teams(file, teams, staff, path)


def _shared_teams(file: OrganisationFile, teams: Teams, staff: int | None, path: Path | None) -> TeamPlan:
    setting = file.setting_data()
    own_staff = file.staff or setting.staff
    posts = staff or own_staff
    if teams.number:
        if teams.number > own_staff:
            raise InputError(
                f"{teams.number} teams for {own_staff} staff would leave a team of nobody.", path
            )
        number = max(1, round(posts * teams.number / own_staff))
    else:
        number = max(1, round(posts / (teams.size or setting.team_size)))
    directorates: Mapping[str, OwnDirectorate] = file.directorates or {
        name: OwnDirectorate(share=one.share) for name, one in setting.directorates.items()
    }
    shares = np.array([one.share.value for one in directorates.values()])
    by_directorate = largest_remainder(shares, number)
    directorate_of_team = np.repeat(np.arange(len(directorates), dtype=np.int64), by_directorate)
    names = [
        f"{name} {nth}"
        for name, count in zip(directorates, by_directorate, strict=True)
        for nth in range(1, count + 1)
    ]
    return TeamPlan(
        names=tuple(names),
        directorate_names=tuple(directorates),
        directorate_of_team=directorate_of_team,
        sizes=even_sizes(posts, number),
        block_of_team=directorate_of_team,
        mixes=[one.mix for one in directorates.values()],
    )


def _listed_teams(listed: Sequence[OwnTeam], staff: int | None) -> TeamPlan:
    """Teams as a list gives them; another number of staff repeats or thins the list evenly."""
    entry_of_team = np.repeat(np.arange(len(listed)), [team.count for team in listed])
    sizes = np.array([team.size for team in listed], np.int64)[entry_of_team]
    if staff is not None and staff != sizes.sum():
        number = min(staff, max(1, round(staff / float(sizes.mean()))))
        chosen = np.arange(number) * len(entry_of_team) // number
        entry_of_team, wanted = entry_of_team[chosen], sizes[chosen]
        # Everyone of the list keeps at least one post, and the rest follows its size
        sizes = 1 + largest_remainder(np.maximum(wanted - 1.0, 1e-9), staff - number)
    in_directorate = [team.directorate or WHOLE_ORGANISATION for team in listed]
    directorates = {name: number for number, name in enumerate(dict.fromkeys(in_directorate))}
    directorate_of_entry = np.array([directorates[name] for name in in_directorate], np.int64)
    mixes: list[Mapping[str, float] | None] = [None] * len(directorates)
    block_of_entry = directorate_of_entry.copy()
    for entry, team in enumerate(listed):
        if team.mix:
            block_of_entry[entry] = len(mixes)
            mixes.append(team.mix)
    return TeamPlan(
        names=_different([listed[entry].name or in_directorate[entry] for entry in entry_of_team.tolist()]),
        directorate_names=tuple(directorates),
        directorate_of_team=directorate_of_entry[entry_of_team],
        sizes=sizes,
        block_of_team=block_of_entry[entry_of_team],
        mixes=mixes,
    )


def _different(names: list[str]) -> tuple[str, ...]:
    """Every team by a name of its own: of several with one name, each gets a number."""
    times, seen = Counter(names), Counter[str]()
    taken = set(names)
    result = []
    for name in names:
        if times[name] == 1:
            result.append(name)
            continue
        seen[name] += 1
        while f"{name} {seen[name]}" in taken:
            seen[name] += 1
        result.append(f"{name} {seen[name]}")
    return tuple(result)
