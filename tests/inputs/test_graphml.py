"""GraphML in all its forms is read; what is none is told as what it is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from culture_sim.errors import InputError
from culture_sim.inputs.graphml import read_graphml
from culture_sim.organisation import build_organisation, from_graph

NS = 'xmlns="http://graphml.graphdrawing.org/xmlns"'
KEYS = """<key id="t" for="node" attr.name="team" attr.type="string"/>
<key id="p" for="node" attr.name="profession" attr.type="string"><default>doctors</default></key>"""
ANN = '<node id="Ann"><data key="t">A</data></node>'
BOB = '<node id="Bob"><data key="t">B</data><data key="p">managers</data></node>'
EDGE = '<edge source="Ann" target="Bob"/>'


def written(folder: Path, body: str, head: str = "", keys: str = KEYS, name: str = "ours.graphml") -> Path:
    path = folder / name
    graph = f'<graph edgedefault="undirected">\n{body}\n</graph>'
    path.write_text(f"{head}<graphml {NS}>\n{keys}\n{graph}</graphml>\n", encoding="utf-8")
    return path


VALID = {
    "a default": f"{ANN}{BOB}{EDGE}",
    "an edge with a direction of its own": f'{ANN}{BOB}{EDGE}<edge source="Bob" target="Ann" directed="true"/>',
    "an edge before its nodes": f"{EDGE}{ANN}{BOB}",
    "ports": f'{ANN[:-7]}<port name="N"/></node>{BOB}<edge source="Ann" target="Bob" sourceport="N"/>',
    "a graph in a node": f'{ANN[:-7]}<graph edgedefault="directed">{BOB}</graph></node>{EDGE}',
    "data of other programs": f'{ANN}{BOB[:-7]}<data key="y"><Shape><Label>x</Label></Shape></data></node>{EDGE}',
    "comments and descriptions": f"<desc>Ours</desc><!-- x -->{ANN}{BOB}<?note?>{EDGE}",
    "weights": f'{ANN}{BOB}<edge source="Ann" target="Bob" id="e"><data key="w">3</data></edge>',
    "an edge twice": f"{ANN}{BOB}{EDGE}{EDGE}",
    "a character by its number": f"{ANN}{BOB.replace('>B<', '>&#66;<')}{EDGE}",
}


@pytest.mark.parametrize("body", VALID.values(), ids=VALID)
def test_valid_graphml_is_read(tmp_path: Path, body: str) -> None:
    weight = '<key id="w" for="edge" attr.name="weight" attr.type="int"><default>1</default></key>'
    keys = KEYS + weight + '<key id="y" for="node"/>'
    organisation = from_graph(written(tmp_path, body, keys=keys))
    assert organisation.team_names == ("A", "B")
    assert organisation.ties_of(0).tolist() == [1]
    names = [organisation.profession_names[number] for number in organisation.profession_of_post]
    assert names == ["doctors", "managers"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_any_encoding_that_the_file_names_is_read(tmp_path: Path, encoding: str) -> None:
    path = written(
        tmp_path, f"{ANN.replace('>A<', '>Zoë<')}{BOB}", f'<?xml version="1.0" encoding="{encoding}"?>\n'
    )
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    assert from_graph(path).team_names == ("Zoë", "B")


NODES = st.text("abcé& <>\"'$[]:", min_size=1).map(str.strip).filter(bool)


@given(st.dictionaries(NODES, st.sampled_from("AB"), min_size=1, max_size=6), st.booleans())
def test_what_networkx_writes_is_read_the_same(
    tmp_path_factory: pytest.TempPathFactory, teams: dict[str, str], directed: bool
) -> None:
    graph = nx.DiGraph() if directed else nx.Graph()
    for node, team in teams.items():
        graph.add_node(node, team=team, profession="doctors")
    nodes = list(teams)
    graph.add_edges_from(pairwise(nodes))
    path = tmp_path_factory.mktemp("nx") / "ours.graphml"
    nx.write_graphml(graph, path)
    assert from_graph(path, name="x").hash == from_graph(graph, name="x").hash


WRONG = {
    "an entity that nobody knows": (f"{ANN}{BOB.replace('>B<', '>&nbsp;<')}", "", 5, "undefined entity"),
    "an unknown entity of a type": (f"{ANN}&b;", '<!DOCTYPE graphml SYSTEM "x.dtd">\n', 6, "'&b;' stands for nothing"),
    "an entity of its own": (ANN, '<!DOCTYPE graphml [<!ENTITY a "aaaa">]>\n', 1, "declares an entity ('a')"),
    "an edge among three": (f'{ANN}\n<hyperedge><endpoint node="Ann"/></hyperedge>', "", 6, "hyperedge"),
    "an edge with one end": (f'{ANN}\n<edge source="Ann"/>', "", 6, "An edge has no target."),
    "a node without a name": (f"{ANN}\n<node/>", "", 6, "A node has no id."),
    "a missing team": (f"{ANN}\n{BOB.replace('>B<', '>#N/A<')}", "", 6, "Node 'Bob' has no `team`"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "head", "line", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, body: str, head: str, line: int, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        from_graph(written(tmp_path, body, head))
    assert said in str(caught.value)
    assert caught.value.line == line


@pytest.mark.timeout(20)
def test_deep_and_entity_bombs_end_at_once(tmp_path: Path) -> None:
    deep = "<a>" * 300_000
    with pytest.raises(InputError, match="not XML"):
        from_graph(written(tmp_path, deep))
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(InputError, match="declares an entity"):
        from_graph(written(tmp_path, f"{ANN}&e9;", f'<!DOCTYPE g [<!ENTITY e0 "x">{bomb}]>'))


def test_too_many_nodes_are_refused_before_they_are_kept(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 1 nodes"):
        read_graphml(written(tmp_path, ANN + BOB), most_nodes=1)


OTHER_FORMATS = {
    ".gexf": ("<gexf/>", "a GEXF file, as Gephi writes it"),
    ".gml": ("graph [ ]", "a GML file"),
    ".xlsx": ("PK\x03\x04", "an Excel workbook"),
    ".net": ("*Vertices 1", "a Pajek file"),
    ".txt": ("x", "not from .txt"),
}


@pytest.mark.parametrize(("ending", "content", "said"), [(e, *rest) for e, rest in OTHER_FORMATS.items()])
def test_another_format_is_told_as_what_it_is(tmp_path: Path, ending: str, content: str, said: str) -> None:
    path = tmp_path / f"ours{ending}"
    path.write_text(content, encoding="utf-8")
    for read in (build_organisation, from_graph):
        with pytest.raises(InputError) as caught:
            read(path)
        assert said in str(caught.value)
        assert caught.value.file == path


def test_another_format_under_a_wrong_ending_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "ours.graphml"
    path.write_text("<gexf></gexf>", encoding="utf-8")
    with pytest.raises(InputError, match=r"begins with <gexf>, not with <graphml>. It looks like GEXF"):
        from_graph(path)
    table = tmp_path / "ours.csv"
    table.write_bytes(b"PK\x03\x04rest")
    (tmp_path / "ours.nodes.csv").write_bytes(b"PK\x03\x04rest")
    with pytest.raises(InputError, match="This is an Excel workbook or another zip file, not a text file"):
        from_graph(table)
