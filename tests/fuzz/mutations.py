"""Files that people might have, spoiled by chance: bytes, tokens and lines, from a fixed seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from culture_sim.gallery import gallery_folder

NASTY = (
    *(
        "",
        "~",
        "null",
        "yes",
        "no",
        "on",
        "true",
        "-1",
        "0",
        "1e400",
        "-1e400",
        ".inf",
        "-.inf",
        ".nan",
        "nan",
    ),
    *(
        "0x1F",
        "0o17",
        "0b1",
        "1_000",
        "1:30",
        "12,5",
        "1e-400",
        "9" * 40,
        "1/0",
        "2024-01-01",
        "50%",
        "£5",
        "٣",
    ),
    *(
        "[]",
        "{}",
        "[[1, 2], [3]]",
        "{a: {b: {c: 1}}}",
        "[" * 60,
        "{" * 60,
        "'",
        '"',
        "|",
        ">",
        "&a",
        "*a",
        "<<: *a",
    ),
    *(
        "!!int ''",
        "!!timestamp x",
        "!!binary x",
        "!!float 'a'",
        "!!set {a}",
        "!unknown 1",
        "!!python/name:os.system",
    ),
    "!!python/object/apply:os.system ['touch executed']",
    "!!python/object/apply:subprocess.check_output [['touch', 'executed']]",
    *(
        "../../../outside",
        "/etc/passwd",
        "~/outside",
        "file:///etc/passwd",
        "$(touch executed)",
        "`touch executed`",
    ),
    *(
        "=1+1",
        "@SUM(A1)",
        "+1",
        "{{7*7}}",
        "${HOME}",
        "%s%n",
        "<script>",
        "&xxe;",
        "]]>",
        "a" * 5000,
        "a." * 3000,
    ),
    *(
        "\x00",
        "\x1b[31m",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "é",
        "e\u0301",
        "\r",
        "\t",
        "---",
        "...",
        "#",
        "- ",
    ),
    *(
        "year 9999999999",
        "week -1",
        "month 1.5e9",
        "never",
        "1e9 years",
        "embedded",
        "parameters.*",
        "levers",
    ),
)
TOKEN = re.compile(r"[\w.£%+-]+|[^\w\s]")
GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="team" attr.type="string"/>
  <key id="d1" for="node" attr.name="profession" attr.type="string"/>
  <graph edgedefault="undirected">
    <node id="Ann"><data key="d0">A</data><data key="d1">doctors</data></node>
    <node id="Bob"><data key="d0">B</data><data key="d1">managers</data></node>
    <node id="Cem"><data key="d0">A</data><data key="d1">nurses_and_midwives</data></node>
    <edge source="Ann" target="Bob"/>
  </graph>
</graphml>
"""
PEOPLE = "name,team,profession\nAnn,A,doctors\nBob,B,managers\nCem,A,nurses_and_midwives\nDee,B,managers\n"
TIES = "from,to\nAnn,Bob\nCem,Dee\n"
TRUST = """name: Our trust
setting: nhs_trust
staff: 120
teams: {size: 18}
observed:
  leaver_rate_percent: 13.1
  sickness_percent: 5.6
  disciplinaries_per_1000_staff: {value: 9, source: "HR report 2024/25"}
"""
OURS = """name: Ours
shows: The embedded plan with less. It asks what that does.
extends: embedded
levers:
  relationship_time: 0
  leadership_modelling: {strength: 0.7, from: month 3, ramp: 6 months}
  staff_engagement: {strength: 0.8, by_group: {estates_and_facilities: 0.1}}
  training:
    champions: 0.05
    refreshers: {a_year: 2, from: year 1}
rollout: {kind: directorates, every: 13 weeks}
ends: year 4
"""
STUDY = """schema_version: 1
name: Ours
asks: What does it do?
scenarios: [embedded]
baseline: blame_culture
organisation: acute_trust
staff: 120
factors:
  leadership: {path: levers.leadership_modelling.strength, low: 0, high: 1, levels: 3}
  plans: {values: {a: {levers.succession.strength: 1, rollout.kind: pilot}, b: {ends: year 2}}}
  aversion: {path: parameters.loss_over_gain}
design: {kind: latin_hypercube, points: 6, seed: 1}
seeds: 2
draws: 2
years: 2
stop: {outcome: turnover_percent, half_width: 0.2, at_least: 10, every: 5}
"""
ASSUMPTIONS = "loss_over_gain: 2.5\nuse_norm: 3\nuse_safety: 0.8\nleader_weight: 3\n"


def seeds(kind: str) -> list[str]:
    """Sound files of a kind, which mutation begins with."""

    def read(folder: str, pattern: str) -> list[str]:
        return [path.read_text(encoding="utf-8") for path in sorted(gallery_folder(folder).glob(pattern))]

    files: dict[str, Callable[[], list[str]]] = {
        "scenario": lambda: [OURS, *read("scenarios", "nhs_trust/*.yaml")],
        "organisation": lambda: [TRUST, TRUST, *read("scenarios", "nhs_trust/organisations/*.yaml")],
        "study": lambda: [STUDY, STUDY, *read("experiments", "*/study.yaml")],
        "people": lambda: [PEOPLE],
        "ties": lambda: [TIES],
        "graph": lambda: [GRAPHML],
        "parameters": lambda: [ASSUMPTIONS],
    }
    return files[kind]()


def mutated(text: str, chance: random.Random) -> bytes:
    """The file with one to four things changed."""
    data = text.encode()
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice((_bytes, _token, _token, _token, _line, _line))(data, chance)
    return data


def _bytes(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    some = bytes(chance.randrange(256) for _ in range(chance.choice((1, 1, 2, 8))))
    return chance.choice(
        (
            data[:place] + some + data[place:],
            data[:place] + some + data[place + len(some) :],
            data[:place] + data[place + len(some) :],
            data[:place],
            data.replace(b"\n", b"\r\n"),
            b"\xff\xfe" + data.decode("utf-8", "replace").encode("utf-16-le"),
            b"\xef\xbb\xbf" + data,
        )
    )


def _token(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "surrogateescape")
    found = list(TOKEN.finditer(text))
    if not found:
        return data
    one, other = chance.choice(found), chance.choice(found)
    given = chance.choice((chance.choice(NASTY), chance.choice(NASTY), other.group(), f"{one.group()}0"))
    return f"{text[: one.start()]}{given}{text[one.end() :]}".encode("utf-8", "surrogateescape")


def _line(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines.insert(place, lines[other])
        case 1:
            del lines[place]
        case 2:
            lines[place] = b"  " + lines[place]
        case 3:
            lines[place] = lines[place].lstrip()
        case 4:
            lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def write(kind: str, data: bytes, folder: Path) -> Path:
    """Lay a file of a kind down in a folder, with what it needs beside it; where it stands."""
    names = {"people": "staff.nodes.csv", "ties": "staff.csv", "graph": "staff.graphml"}
    path = folder / names.get(kind, f"{kind}.yaml")
    path.write_bytes(data)
    if kind == "people":
        (folder / "staff.csv").write_text(TIES, encoding="utf-8")
        return folder / "staff.csv"
    if kind == "ties":
        (folder / "staff.nodes.csv").write_text(PEOPLE, encoding="utf-8")
    return path
