"""The layers of an organisation as networkx graphs, with attributes, for looking at and for other tools."""

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Literal

from culture_sim.errors import InputError, did_you_mean

from .organisation import Organisation

if TYPE_CHECKING:
    import networkx as nx

Layer = Literal["team", "cross_team", "lines_of_report", "care"]


def network(organisation: Organisation, layer: str = "cross_team") -> "nx.Graph":
    """One layer as a graph (model document 2.2).

    Nodes are called "post 17", "leader 3", "sponsor", "place 12" and carry `kind` (staff, leader, sponsor,
    place_of_care), their number, and by kind `team`, `directorate`, `profession`, `status`. Values are plain
    text and numbers, so that the graph can be written as GraphML, and read again by `from_graph`.

    Args:
        organisation: whose network.
        layer: "team" (all of a team are tied), "cross_team" (professional ties), "lines_of_report" (staff to
            team leader to sponsor) or "care" (frontline staff to the places of care of their team).

    Raises:
        InputError: there is no such layer.
    """
    import networkx as nx

    if layer not in _LAYERS:
        names = ", ".join(_LAYERS)
        raise InputError(
            f"{layer!r} is not a layer of the network.{did_you_mean(layer, _LAYERS)} Known: {names}."
        )
    graph = nx.Graph(organisation=organisation.name, layer=layer, hash=organisation.hash)
    _add_staff(graph, organisation)
    _LAYERS[layer](graph, organisation)
    return graph


def _add_staff(graph: "nx.Graph", organisation: Organisation) -> None:
    team_of_post = organisation.team_of_post.tolist()
    profession_of_post = organisation.profession_of_post.tolist()
    status = organisation.status.tolist()
    for post, team in enumerate(team_of_post):
        graph.add_node(
            f"post {post}",
            kind="staff",
            post=post,
            **_team(organisation, team),
            profession=organisation.professions[profession_of_post[post]].name,
            status=status[post],
        )


def _team(organisation: Organisation, team: int) -> dict[str, str]:
    directorate = int(organisation.directorate_of_team[team])
    return {"team": organisation.team_names[team], "directorate": organisation.directorate_names[directorate]}


def _team_ties(graph: "nx.Graph", organisation: Organisation) -> None:
    starts = organisation.team_start.tolist()
    for first, after in pairwise(starts):
        graph.add_edges_from(combinations([f"post {post}" for post in range(first, after)], 2))


def _cross_team_ties(graph: "nx.Graph", organisation: Organisation) -> None:
    starts, ends = organisation.tie_start.tolist(), organisation.tie_to.tolist()
    for post in range(organisation.staff):
        graph.add_edges_from((f"post {post}", f"post {end}") for end in ends[starts[post] : starts[post + 1]])


def _lines_of_report(graph: "nx.Graph", organisation: Organisation) -> None:
    graph.add_node("sponsor", kind="sponsor")
    for team in range(organisation.teams):
        graph.add_node(f"leader {team}", kind="leader", leader=team, **_team(organisation, team))
        graph.add_edge("sponsor", f"leader {team}")
    for post, team in enumerate(organisation.team_of_post.tolist()):
        graph.add_edge(f"post {post}", f"leader {team}")


def _care(graph: "nx.Graph", organisation: Organisation) -> None:
    starts = organisation.team_start.tolist()
    facing = (organisation.exposure > 0).tolist()
    place = 0
    for team, places in enumerate(organisation.places_of_team.tolist()):
        staff = [f"post {post}" for post in range(starts[team], starts[team + 1]) if facing[post]]
        for _ in range(places):
            graph.add_node(f"place {place}", kind="place_of_care", place=place, **_team(organisation, team))
            graph.add_edges_from((f"place {place}", one) for one in staff)
            place += 1


_LAYERS: dict[str, Callable[["nx.Graph", Organisation], None]] = {
    "team": _team_ties,
    "cross_team": _cross_team_ties,
    "lines_of_report": _lines_of_report,
    "care": _care,
}
