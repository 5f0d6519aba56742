"""Nothing outside settings/ names the people, events or stages of one setting."""

from __future__ import annotations

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "culture_sim"
OF_ONE_SETTING = re.compile(
    r"(?<![a-z])(patient|hospital|incident|claim|famil(?:y|ie))s?(?![a-z])", re.IGNORECASE
)
OTHERWISE_MEANT = {
    "study/analysis/prim.py": "the patient rule induction method",
    "findings/": "claims",
}
"""Where such a word is no person and no event: a method's name, and what may be said of a comparison."""
ROOMS = (
    "__init__.py", "agents.py", "cache.py", "calibration", "cli", "dashboard", "engine", "ensemble", "errors.py",
    "figures", "findings", "gallery.py", "initialise.py", "inputs", "model.py", "organisation", "outcomes",
    "parameters", "scenario", "stories", "study", "version.py",
)  # fmt: skip
TEXT = {".py", ".yaml", ".json", ".html", ".css", ".js", ".vue"}


def files(room: str) -> list[Path]:
    place = PACKAGE / room
    assert place.exists(), room
    return [place] if place.is_file() else [file for file in place.rglob("*") if file.suffix in TEXT]


def test_no_word_of_one_setting_stands_outside_it() -> None:
    found = []
    for room in ROOMS:
        for file in files(room):
            name = file.relative_to(PACKAGE).as_posix()
            meant = next((said for where, said in OTHERWISE_MEANT.items() if name.startswith(where)), None)
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if OF_ONE_SETTING.search(line) and (meant is None or meant not in line.lower()):
                    found.append(f"{name}:{number}: {line.strip()}")
    assert not found, "\n".join(found)


def test_no_module_outside_imports_a_setting_by_name() -> None:
    named = re.compile(r"culture_sim\.settings\.(?!registry|setting\b|figure)\w+")
    found = [
        f"{file.relative_to(PACKAGE)}: {match[0]}"
        for room in sorted({*ROOMS} - {"study", "findings", "figures"})
        for file in files(room)
        if (match := named.search(file.read_text(encoding="utf-8")))
    ]
    assert not found, "\n".join(found)


def test_no_step_asks_which_setting_it_is() -> None:
    branch = re.compile(r"\bif\b[^\n]*setting(\.name)?\s*(==|!=|in)\s*[\"'(]")
    found = [file.name for room in ROOMS for file in files(room) if branch.search(file.read_text("utf-8"))]
    assert not found


def test_the_words_that_are_looked_for_are_those_of_the_setting() -> None:
    own = "\n".join(file.read_text("utf-8") for file in (PACKAGE / "settings" / "nhs_trust").rglob("*.py"))
    for word in ("patient", "incident", "claim", "families"):
        assert OF_ONE_SETTING.search(f" {word} ")
        assert word in own
