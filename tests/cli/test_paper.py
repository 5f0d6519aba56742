"""`compare --paper` and `--leading-indicators`: what the boardroom has, without the boardroom."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from culture_sim.cli import paper
from tests.cli.conftest import SMALL, Ask

EIGHT = (*SMALL[:4], "--runs", "8", *SMALL[6:])
"""As few runs as anything is concluded from."""


def without_ids(page: str) -> str:
    """A page without the names that Matplotlib gives to parts of a picture, new ones each time."""
    return re.sub(r"\b[pm][0-9a-f]{10}\b", "", page)


def test_what_moves_first_is_told_and_is_in_json(ask: Ask) -> None:
    answer = ask("compare", "embedded", *EIGHT, "--leading-indicators", "--out", "results", "-q")
    assert answer.code == 0
    text = " ".join(answer.out.split())
    order = [text.index(each) for each in ("What moves first", "First to move: ", "What it found")]
    assert order == sorted(order)
    assert "“Could tell” is the year" in text
    found = json.loads(Path("results/comparison.json").read_text(encoding="utf-8"))["leading_indicators"]
    assert set(found) == {"embedded"}
    first = [each["first_quarter"] for each in found["embedded"]]
    moved = [each for each in first if each is not None]
    assert moved
    assert first == sorted(moved) + [None] * (len(first) - len(moved))
    assert {each["first_way"] for each in found["embedded"]} <= {"better", "worse", "unchanged"}


def test_without_being_asked_for_they_are_not_there(ask: Ask) -> None:
    assert "leading_indicators" not in json.loads(ask("compare", "embedded", *SMALL, "--json").out)
    assert "What moves first" not in ask("compare", "embedded", *SMALL).out


def test_the_paper_is_written_and_another_file_is_not_written_over(ask: Ask) -> None:
    answer = ask("compare", "embedded", *SMALL, "--paper", "paper.html")
    assert answer.code == 0
    assert "Written: paper.html" in answer.out
    text = Path("paper.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "What it cannot say" in text
    Path("paper.html").write_text("mine", encoding="utf-8")
    again = ask("compare", "embedded", *SMALL, "--paper", "paper.html")
    assert again.code == 2
    assert "say --force to write over it" in again.err
    assert Path("paper.html").read_text(encoding="utf-8") == "mine"
    assert ask("compare", "embedded", *SMALL, "--paper", "paper.html", "--force").code == 0
    assert without_ids(Path("paper.html").read_text(encoding="utf-8")) == without_ids(text)
    assert [file.name for file in Path().iterdir()] == ["paper.html"]


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="weasyprint is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_paper_as_a_pdf(ask: Ask) -> None:
    assert ask("compare", "embedded", *SMALL, "--paper", "paper.pdf").code == 0
    assert Path("paper.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("paper.docx", "ends with .html or .pdf"),
        ("paper.pdf", "pip install 'culture-sim[report]'"),
        ("absent/paper.html", "There is no folder 'absent'"),
        ("folder.html", "A folder stands where the paper belongs."),
    ],
)
def test_a_paper_that_cannot_be_made_is_refused_before_anything_is_run(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    def lives(*_: object, **__: object) -> None:
        raise AssertionError("something was lived")

    monkeypatch.setattr("culture_sim.model.CultureModel.__init__", lives)
    monkeypatch.setattr(paper, "can_make_pdf", lambda: False)
    Path("folder.html").mkdir()
    answer = ask("compare", "embedded", *SMALL, "--paper", name)
    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""
    assert [file.name for file in Path().iterdir()] == ["folder.html"]
