"""Two thousand files, each a little broken: every one is read or refused in a sentence, soon, and nothing is run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from culture_sim.errors import InputError, printable
from culture_sim.gallery import gallery_folder
from culture_sim.organisation import from_graph, load_organisation_file
from culture_sim.organisation.official import official_organisation
from culture_sim.scenario import check_file
from culture_sim.study.study_loader import load_study
from tests.settings.official_tables import PLACE, WORKFORCE, row

MUTANTS = 400
LONGEST_SECONDS = 20
TOKENS = [
    "!!python/object/apply:os.system ['touch run']", "!!int ''", "!!timestamp x", "&a ", "*a", "<<: *a", "? ",
    "\x00", "\x1b[31m", "\u00a0", "\u200b", "\ufeff", "\t", "\r", "'", '"', "{", "[", "]", "}", ": ", "- ", "#",
    "0x" + "F" * 5000, "9" * 5000, "1e999", ".nan", "-.inf", "010", "1:30", "yes", "~", "=1+1", "2024-01-01",
    "extends: /etc/hostname\n", "&nbsp;", "<!ENTITY a 'b'>", "<graph>", "</node>", "]]>", "<![CDATA[", "#N/A", ",",
    "[" * 2000, "a: " * 50, "\n---\n", "\n...\n", "%YAML 9.9\n", "|\n", ">\n", "\\", "\ud800", "self: 1\n",
]  # fmt: skip
GRAPHML = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="t" for="node" attr.name="team" attr.type="string"/>
<key id="p" for="node" attr.name="profession" attr.type="string"><default>doctors</default></key>
<graph edgedefault="undirected">
<node id="Ann"><data key="t">A</data></node>
<node id="Bob"><data key="t">B</data><data key="p">managers</data></node>
<edge source="Ann" target="Bob"/>
</graph></graphml>
"""
PEOPLE = "name,team,profession,directorate\nAnn,A,doctors,medicine\nBob,B,managers,offices\nCem,A,doctors,medicine\n"
TIES = "from,to\nAnn,Bob\nBob,Cem\n"
STATISTICS = "\n".join([f"{PLACE},{WORKFORCE}", row("Northshire", 2022), row("Eastborough", 2022), ""])


def mutated(text: str, chance: random.Random) -> bytes:
    """The text with one to four things done to it."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) + 1)
        end = min(len(text), place + chance.randint(1, 30))
        lines = text.splitlines(keepends=True) or [""]
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(6):
            case 0:
                text = text[:place] + chance.choice(TOKENS) + text[place:]
            case 1:
                text = text[:place] + text[end:]
            case 2:
                text = text[:place]
            case 3:
                text = "".join([*lines[:one], lines[other], *lines[one:]])
            case 4:
                text = text[:place] + chance.choice(TOKENS) + text[end:]
            case _:
                text = text[:place] + chr(chance.randrange(1, 0x2FFF)) + text[end:]
    content = bytearray(text.encode("utf-8", "surrogatepass"))
    if content and chance.random() < 0.2:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def gallery_texts(kind: str, pattern: str) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(gallery_folder(kind).glob(pattern))]


KINDS: dict[str, tuple[Callable[[Path], object], str, list[str]]] = {
    "scenario": (check_file, "ours.yaml", gallery_texts("scenarios", "*/*.yaml")),
    "organisation": (
        load_organisation_file,
        "ours.yaml",
        gallery_texts("scenarios", "*/organisations/*.yaml"),
    ),
    "study": (load_study, "ours.yaml", gallery_texts("experiments", "**/*.yaml")),
    "network": (from_graph, "ours.graphml", [GRAPHML]),
    "tables": (from_graph, "ours.csv", [TIES, PEOPLE]),
    "statistics": (partial(official_organisation, authority="Northshire"), "ours.csv", [STATISTICS]),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_is_read_or_refused_in_a_sentence(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, name, texts = KINDS[kind]
    monkeypatch.chdir(tmp_path)
    chance = random.Random(f"{kind} 1")
    refused = 0
    written = {name} if kind != "tables" else {name, "ours.nodes.csv"}
    for _ in range(MUTANTS):
        if kind == "tables":
            (tmp_path / name).write_text(TIES, encoding="utf-8")
            (tmp_path / "ours.nodes.csv").write_text(PEOPLE, encoding="utf-8")
            broken = chance.choice(sorted(written))
            (tmp_path / broken).write_bytes(mutated(TIES if broken == name else PEOPLE, chance))
        else:
            (tmp_path / name).write_bytes(mutated(chance.choice(texts), chance))
        start = time.monotonic()
        try:
            read(tmp_path / name)
        except InputError as problem:
            refused += 1
            said = str(problem)
            assert printable(said) == said
            assert said.encode("utf-8")
            assert "Traceback" not in said
            assert len(said) < 3000, said
        assert time.monotonic() - start < LONGEST_SECONDS
        assert {path.name for path in tmp_path.iterdir()} == written
    assert refused > MUTANTS / 4, "the mutations hardly break anything"
