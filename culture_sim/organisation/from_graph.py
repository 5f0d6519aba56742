"""An organisation from the user's own network of staff."""

from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from culture_sim.errors import InputError, did_you_mean
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.inputs.graphml import read_graphml
from culture_sim.inputs.messages import in_brief
from culture_sim.inputs.names import is_missing, same_name
from culture_sim.settings import Setting, load_setting

from .arrays import Integers
from .file import MOST_STAFF
from .organisation import Organisation, from_teams, usual_professions
from .source import refuse_other_formats
from .tables import People, read_tables
from .teams import WHOLE_ORGANISATION

if TYPE_CHECKING:
    import networkx as nx

KINDS_LEFT_OUT = ("leader", "sponsor", "place_of_care")
"""Nodes of these kinds are the model's own: it adds a leader for each team, a sponsor and places of care."""


class _Person(NamedTuple):
    team: str
    profession: str
    directorate: str


def from_graph(
    graph: "nx.Graph | str | Path",
    setting: str | Setting = DEFAULT_SETTING,
    *,
    nodes: str | Path | None = None,
    name: str | None = None,
) -> Organisation:
    """An organisation whose posts are the nodes of a graph, and whose cross-team ties are its edges.

    Every node needs the attributes `team` and `profession`, and may have `directorate` (one for each team).
    Directions, weights, repeated edges and edges within a team make no difference: a team's posts are all
    tied. Nodes whose `kind` is leader, sponsor or place_of_care are left out: the model adds its own.

    Args:
        graph: a networkx graph, or the path of a GraphML file or of a table of ties (.csv, .tsv).
        setting: the kind of organisation; its professions are the ones that nodes can have.
        nodes: the table of people that belongs to a table of ties; by default `NAME.nodes.csv` beside
            `NAME.csv`.
        name: what the organisation is called; by default the file's name.

    Raises:
        InputError: the file cannot be read, or it is no network of staff in teams.
    """
    setting = load_setting(setting) if isinstance(setting, str) else setting
    path = Path(graph) if isinstance(graph, str | Path) else None
    if path is None:
        people = _people(graph)
    elif path.suffix.lower() in (".csv", ".tsv"):
        people = read_tables(path, Path(nodes) if nodes is not None else None)
    else:
        people = _from_graphml(path)
    if not people.attributes:
        raise InputError("The graph has no nodes, so there is no staff.", people.path)
    if len(people.attributes) > MOST_STAFF:
        message = f"The graph has {len(people.attributes)} nodes; the most is {MOST_STAFF:,}."
        raise InputError(message, people.path)
    checked = _checked(people, setting)
    if not checked:
        raise InputError("The graph has leaders or places of care, but no staff.", people.path)
    name = name or (path.stem if path else "Organisation from a graph")
    return _organised(checked, people.ties, setting, name)


def _people(graph: Any) -> People:
    import networkx as nx

    if not isinstance(graph, nx.Graph):
        raise InputError(f"A networkx graph or the path of a file was expected, not {type(graph).__name__}.")
    return People(dict(graph.nodes(data=True)), graph.edges())


def _from_graphml(path: Path) -> People:
    refuse_other_formats(path)
    graph = read_graphml(path, MOST_STAFF)
    return People(graph.nodes, graph.edges, path, graph.lines)


def _checked(people: People, setting: Setting) -> dict[Hashable, _Person]:
    known = set(setting.profession_names)
    checked: dict[Hashable, _Person] = {}
    directorate_of: dict[str, str] = {}
    for node, attributes in people.attributes.items():
        if attributes.get("kind") in KINDS_LEFT_OUT:
            continue
        team = _text(attributes.get("team"))
        profession = _text(attributes.get("profession"))
        place, person = (people.path, people.line.get(node)), in_brief(str(node))
        for name, found in (("team", team), ("profession", profession)):
            if not found:
                spelt = "" if name in attributes else did_you_mean(name, map(str, attributes))
                raise InputError(f"Node {person} has no `{name}`; every node needs one.{spelt}", *place)
        if profession not in known:
            raise InputError(
                f"Node {person} has the profession {in_brief(profession)}, which {setting.name} does not know."
                f"{did_you_mean(profession, known)} Known: {', '.join(setting.profession_names)}.",
                *place,
            )
        directorate = _text(attributes.get("directorate")) or WHOLE_ORGANISATION
        first = directorate_of.setdefault(team, directorate)
        if first != directorate:
            raise InputError(
                f"Node {person} puts team {in_brief(team)} in {in_brief(directorate)}, another node puts it in"
                f" {in_brief(first)}; a team has one directorate.",
                *place,
            )
        checked[node] = _Person(team, profession, directorate)
    return checked


def _text(value: object) -> str:
    """An attribute as text; numbers name teams too, and what stands for a missing value is none."""
    text = "" if value is None else same_name(str(value))
    return "" if is_missing(text) else text


def _organised(
    people: dict[Hashable, _Person],
    edges: Iterable[tuple[Hashable, Hashable]],
    setting: Setting,
    name: str,
) -> Organisation:
    persons = list(people.values())
    directorates = _numbered(person.directorate for person in persons)
    directorate_of_team = {person.team: directorates[person.directorate] for person in persons}
    teams = _numbered(sorted(directorate_of_team, key=directorate_of_team.__getitem__))
    professions = _numbered(setting.profession_names)
    team_of_person = np.array([teams[person.team] for person in persons], np.int64)
    order = np.argsort(team_of_person, kind="stable")
    post_of_person = np.empty(len(order), np.int64)
    post_of_person[order] = np.arange(len(order))
    post_of_node = dict(zip(people, post_of_person.tolist(), strict=True))
    profession_of_person = np.array([professions[person.profession] for person in persons], np.int64)
    return from_teams(
        name=name,
        setting=setting,
        professions=usual_professions(setting),
        professions_matter=True,
        directorate_names=tuple(directorates),
        team_names=tuple(teams),
        directorate_of_team=np.array([directorate_of_team[team] for team in teams], np.int64),
        sizes=np.bincount(team_of_person, minlength=len(teams)).astype(np.int64),
        profession_of_post=profession_of_person[order],
        pairs=_pairs(edges, post_of_node),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    """Each name once, with its place in order of first appearance."""
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _pairs(
    edges: Iterable[tuple[Hashable, Hashable]], post_of_node: Mapping[Hashable, int]
) -> tuple[Integers, Integers]:
    pairs = [
        (post_of_node[one], post_of_node[other])
        for one, other in edges
        if one in post_of_node and other in post_of_node
    ]
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    return ends[:, 0].copy(), ends[:, 1].copy()
