"""Networks in and out: an organisation from a user's graph, and its layers as graphs."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from culture_sim.errors import InputError
from culture_sim.organisation import build_organisation, from_graph, network


def small_graph() -> nx.Graph:
    graph = nx.Graph()
    graph.add_node("Ann", team="A", profession="doctors", directorate="medicine")
    graph.add_node("Bob", team="B", profession="managers", directorate="offices")
    graph.add_node("Cem", team="A", profession="nurses_and_midwives", directorate="medicine")
    graph.add_node("Dee", team="B", profession="administrative_staff", directorate="offices")
    graph.add_edges_from([("Ann", "Bob"), ("Ann", "Cem"), ("Bob", "Bob")])
    return graph


def test_a_graph_becomes_an_organisation() -> None:
    organisation = from_graph(small_graph())
    assert organisation.team_names == ("A", "B")
    assert organisation.directorate_names == ("medicine", "offices")
    names = [organisation.profession_names[number] for number in organisation.profession_of_post]
    assert names == ["doctors", "nurses_and_midwives", "managers", "administrative_staff"]
    assert [organisation.ties_of(post).tolist() for post in range(4)] == [[2], [], [0], []]
    assert organisation.exposure.tolist() == [2, 2, 0, 0]
    assert organisation.places_of_team.tolist() == [1, 0]


def test_direction_and_repetition_make_no_difference() -> None:
    graph = small_graph()
    doubled = nx.MultiDiGraph(graph)
    doubled.add_edge("Bob", "Ann", weight=3)
    assert from_graph(doubled).hash == from_graph(graph).hash


@pytest.mark.parametrize("layer", ["team", "cross_team", "lines_of_report", "care"])
def test_a_network_written_as_graphml_is_the_same_organisation_again(tmp_path: Path, layer: str) -> None:
    organisation = build_organisation("acute_trust", staff=100)
    path = tmp_path / "network.graphml"
    nx.write_graphml(network(organisation, layer), path)
    again = build_organisation(path)
    assert again.team_names == organisation.team_names
    mine = np.array(organisation.directorate_names)[organisation.directorate_of_team]
    assert (np.array(again.directorate_names)[again.directorate_of_team] == mine).all()
    for column in ("team_of_post", "profession_of_post", "exposure", "places_of_team"):
        assert np.array_equal(getattr(again, column), getattr(organisation, column))
    if layer == "cross_team":
        assert np.array_equal(again.tie_to, organisation.tie_to)


def test_tables_of_ties_and_people(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text("from,to\nAnn,Bob\nAnn,Cem\n")
    (tmp_path / "ties.nodes.csv").write_text(
        "name,team,profession,directorate\nAnn,A,doctors,medicine\nBob,B,managers,offices\n"
        "Cem,A,nurses_and_midwives,medicine\nDee,B,administrative_staff,offices\n"
    )
    organisation = build_organisation(tmp_path / "ties.csv")
    expected = from_graph(small_graph(), name="ties")
    assert organisation.hash == expected.hash


def without(node: str, attribute: str) -> nx.Graph:
    graph = small_graph()
    del graph.nodes[node][attribute]
    return graph


def having(node: str, **attributes: object) -> nx.Graph:
    graph = small_graph()
    graph.nodes[node].update(attributes)
    return graph


WRONG_GRAPHS = {
    "no nodes": (nx.Graph(), "no nodes"),
    "no team": (without("Bob", "team"), "'Bob' has no `team`"),
    "a team without a name": (having("Bob", team=" "), "'Bob' has no `team`"),
    "no profession": (without("Cem", "profession"), "'Cem' has no `profession`"),
    "an unknown profession": (having("Ann", profession="doctor"), "Did you mean 'doctors'"),
    "a team in two directorates": (having("Cem", directorate="surgery"), "one directorate"),
    "leaders alone": (nx.Graph([("x", "y")]), "no `team`"),
    "no graph": ([1, 2], "networkx graph"),
}


@pytest.mark.parametrize(("graph", "said"), WRONG_GRAPHS.values(), ids=WRONG_GRAPHS)
def test_a_graph_that_cannot_be_an_organisation(graph: nx.Graph, said: str) -> None:
    with pytest.raises(InputError, match=said):
        from_graph(graph)


def test_a_misspelt_attribute_is_recognised() -> None:
    graph = nx.Graph()
    graph.add_node(1, Team="A", profession="doctors")
    with pytest.raises(InputError, match="Did you mean 'Team'"):
        from_graph(graph)


WRONG_FILES = {
    "no XML": ("network.graphml", "nodes: 5", 1, "not XML"),
    "XML that is no GraphML": ("network.graphml", "<a><b/></a>", 1, "not GraphML"),
    "an edge list alone": ("ties.csv", "from,to\nAnn,Bob\n", None, "ties.nodes.csv"),
}


@pytest.mark.parametrize(("name", "content", "line", "said"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_file_that_is_no_network(
    tmp_path: Path, name: str, content: str, line: int | None, said: str
) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError, match=said) as caught:
        build_organisation(path)
    assert (caught.value.file, caught.value.line) == (path, line)


PEOPLE = "name,team,profession\nAnn,A,doctors\n"
WRONG_TABLES = {
    "no such person": ("from,to\nAnn,Bob\n", PEOPLE, "ties.csv:2", "not among"),
    "no such column": ("a,b\nAnn,Bob\n", PEOPLE, "ties.csv:1", "`from` is missing"),
    "no teams": ("from,to\n", "name,profession\nAnn,doctors\n", "ties.nodes.csv:1", "`team` is missing"),
    "a person twice": ("from,to\n", PEOPLE + "Ann,A,doctors\n", "ties.nodes.csv:3", "twice"),
    "too many values": ("from,to\n", PEOPLE + "Bob,A,doctors,x\n", "ties.nodes.csv:3", "4 values"),
    "an empty table": ("from,to\n", "", "ties.nodes.csv:1", "missing"),
    "nobody": ("from,to\n", "name,team,profession\n", "ties.nodes.csv", "no nodes"),
    "an unknown profession": ("from,to\n", PEOPLE + "Bob,A,docters\n", "ties.nodes.csv:3", "'doctors'"),
}


@pytest.mark.parametrize(("ties", "people", "place", "said"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_tables_that_are_wrong(tmp_path: Path, ties: str, people: str, place: str, said: str) -> None:
    (tmp_path / "ties.csv").write_text(ties)
    (tmp_path / "ties.nodes.csv").write_text(people)
    with pytest.raises(InputError) as caught:
        build_organisation(tmp_path / "ties.csv")
    assert place in str(caught.value)
    assert said in str(caught.value)


def test_the_layers_hold_what_they_should() -> None:
    organisation = build_organisation("acute_trust", staff=60)
    team = network(organisation, "team")
    assert team.number_of_edges() == 3 * 20 * 19 // 2
    assert network(organisation, "cross_team").number_of_edges() == len(organisation.tie_to) // 2
    report = network(organisation, "lines_of_report")
    assert nx.is_tree(report)
    assert report.degree("sponsor") == 3
    care = network(organisation, "care")
    kinds = nx.get_node_attributes(care, "kind")
    assert nx.is_bipartite(care)
    assert sum(kind == "place_of_care" for kind in kinds.values()) == organisation.places_of_team.sum()
    node = team.nodes["post 0"]
    assert node["team"] == "medicine 1"
    assert node["profession"] in organisation.profession_names


def test_an_unknown_layer() -> None:
    with pytest.raises(InputError, match="Did you mean 'cross_team'"):
        network(build_organisation(staff=5), "cross_teams")


def test_a_graph_cannot_be_made_larger(tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    nx.write_graphml(small_graph(), path)
    assert build_organisation(path, staff=4).staff == 4
    with pytest.raises(InputError, match="4 posts"):
        build_organisation(path, staff=5)


GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="t" for="node" attr.name="team" attr.type="string"/>
<key id="p" for="node" attr.name="profession" attr.type="string"/>
<graph edgedefault="undirected">
<node id="Ann"><data key="t">A</data><data key="p">doctors</data></node>
<node id="Bob"><data key="t">B</data><data key="p">managers</data></node>
<edge source="Ann" target="Bob"/>
</graph></graphml>
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('<data key="t">B</data>', "", 6, "Node 'Bob' has no `team`"),
        ("managers", "mangers", 6, "Did you mean 'managers'?"),
        ('id="Bob"', 'id="Ann"', 6, "Node 'Ann' stands twice (first on line 5)"),
        (
            'target="Bob"',
            'target="Bop"',
            7,
            "leads to 'Bop', which is not among the nodes. Did you mean 'Bob'?",
        ),
        ("</graph></graphml>", "</graph>", 9, "This is not XML, so it cannot be GraphML: no element found"),
    ],
)
def test_a_mistake_in_graphml_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, told: str
) -> None:
    path = tmp_path / "ours.graphml"
    path.write_text(GRAPHML, encoding="utf-8")
    assert from_graph(path).staff == 2
    path.write_text(GRAPHML.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as found:
        from_graph(path)
    assert str(found.value).startswith(f"{path}:{line}: ")
    assert told in str(found.value)


def test_a_table_says_which_columns_it_found_and_on_which_line_its_letters_go_wrong(tmp_path: Path) -> None:
    ties, people = tmp_path / "ties.csv", tmp_path / "ties.nodes.csv"
    ties.write_text("from,to\n", encoding="utf-8")
    people.write_text("name;team;profession\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"`name` is missing\. It reads: name;team;profession"):
        from_graph(ties)
    people.write_bytes("name,team,profession\nJosé,A,doctors\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"nodes\.csv:2: The file is not UTF-8 text"):
        from_graph(ties)
