"""Makes what is generated here. docs/mission.py makes mission.md, docs/pictures.py the pictures of the dashboard.

python docs/make.py              everything
python docs/make.py parameters   the page of parameters
python docs/make.py board        the tables for boards
python docs/make.py readme       the comparisons in images/ and what README.md says was found
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from culture_sim import Comparison, compare
from culture_sim.parameters import Parameter
from culture_sim.parameters.table import SOURCES
from culture_sim.settings import load_parameters

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"
COMPARISONS = {
    "nhs_trust": ("culture-sim compare bolted_on embedded training_only", "comparison.png"),
    "social_work": (
        "culture-sim compare --setting social_work bolted_on embedded training_only",
        "comparison_social_work.png",
    ),
}
"""By setting, the command whose findings the README tells, and its picture."""
FIRST = "Read this first"
SHOWN = ("What it found", "Compared by cost", "Parameter uncertainty")
FOUND = r"(<!-- found by: {} -->\n)(.*?)(<!-- end -->\n)"
BOARD = "python docs/make.py board"
BOARD_PLANS = (
    "policy_only", "leadership_only", "bolted_on", "training_only", "half_measures", "embedded_essentials",
    "embedded_then_stopped", "embedded", "done_badly",
)  # fmt: skip
BOARD_RUNS = 12
BY_PLAN = (
    ("speak-up index, points", "speak_up_index_percent", 1),
    ("safe to speak up, points", "safe_to_speak_up_percent", 0),
    ("practice, points", "practice", 0),
    ("turnover, points", "turnover_percent", 1),
    ("complaints", "complaints_per_1000_staff", 0),
    ("grievances", "grievances_per_1000_staff", 0),
    ("disciplinaries", "disciplinaries_per_1000_staff", 0),
)
BY_YEAR = (
    ("speak-up index, points", "speak_up_index_percent", 1),
    ("reported incidents per 1,000 staff", "reported_incidents_per_1000_staff", 0),
    ("incidents per 1,000 staff", "incidents_per_1000_staff", 0),
    ("complaints per 1,000 staff", "complaints_per_1000_staff", 0),
    ("turnover, points", "turnover_percent", 1),
)
"""What the tables for boards show: words, outcome, decimals. Indices are shown in hundredths."""
HEAD = """# Parameters

Every number of the model. This page is made from the files in `culture_sim/parameters/` and in the `parameters/` of the
NHS trust by `python docs/make.py parameters`; change a number there, never here. `culture-sim parameters` prints the
same, and `--set NAME=VALUE` gives `compare` and `run` another value. A place such as "Model 2 (17)" is an equation of
[the model](model.md), "section 13" its clarifications.

"""


def parameters_page() -> str:
    """The table of parameters, by theme."""
    table = load_parameters().table
    marks = "; ".join(f"{mark}: {meaning}" for mark, meaning in SOURCES.items())
    lines = [HEAD, f"Source: {marks}.\n"]
    for theme in dict.fromkeys(each.theme for each in table.values()):
        lines.append(f"\n## {theme.replace('_', ' ').capitalize()}\n\n")
        lines.append("| parameter | symbol or place | value | low | high | unit | source | meaning |\n")
        lines.append("|---|---|---|---|---|---|---|---|\n")
        lines += [_row(each) for each in table.values() if each.theme == theme]
    return "".join(lines)


def _row(each: Parameter) -> str:
    meaning = each.meaning if each.note in {"", each.source} else f"{each.meaning}. {each.note}"
    numbers = (f"{number:g}" for number in (each.value, each.low, each.high))
    cells = (f"`{each.name}`", each.symbol, *numbers, each.unit, each.source, meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def make_readme() -> None:
    """The pictures of the README, and beside each what the same command says it found."""
    for command, picture in COMPARISONS.values():
        _find(command, DOCS / "images" / picture)


def _find(command: str, picture: Path) -> None:
    """Run a comparison, keep its picture, and tell in the README what it found."""
    with tempfile.TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "culture_sim", *command.split()[1:], "--out", folder]
        answer = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
        drawn = (Path(folder) / "comparison.png").read_bytes()
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(drawn)
    found = "\n".join(_part(answer, title) for title in SHOWN)
    if f"\n{FIRST}\n" in answer:
        found = f"**{FIRST}.** {_part(answer, FIRST)}\n{found}"
    origin = " ".join(_part(answer, "To reproduce this").split())
    _put(f"{found}\n<sub>{origin}</sub>\n", README, command)


def make_board() -> None:
    """The tables of board.md."""
    found = compare(list(BOARD_PLANS), runs=BOARD_RUNS, parameter_share=0, workers=1)
    lines = [*_by_plan(found), "", *_by_year(found, "embedded"), "", *_by_year(found, "done_badly"), ""]
    hashes = ", ".join(f"{name} {each.hash}" for name, each in found.scenarios.items())
    lines.append(
        f"<sub>culture-sim {found.version}; seeds 1 to {BOARD_RUNS}; scenarios {hashes};"
        f" organisation {found.organisation_hash}; parameters {found.parameters_hash}</sub>"
    )
    _put("\n".join(lines) + "\n", DOCS / "board.md", BOARD)


def _put(block: str, page: Path, command: str) -> None:
    """Put a block where a page says that it was found by a command."""
    place = re.compile(FOUND.format(re.escape(command)), re.DOTALL)
    text = place.sub(lambda match: f"{match[1]}{block}{match[3]}", page.read_text(encoding="utf-8"))
    page.write_text(text, encoding="utf-8")


def _by_plan(found: Comparison) -> Iterator[str]:
    yield "| plan, year 5 | spend in five years | " + " | ".join(words for words, _, _ in BY_PLAN) + " |"
    yield "|---" * (2 + len(BY_PLAN)) + "|"
    for plan in found.plans:
        spent = found.values(plan, "programme_cost_gbp")[:, 1:].sum(axis=1).mean()
        cells = [_change(found, plan, key, 5, decimals) for _, key, decimals in BY_PLAN]
        yield f"| `{plan}` | £{spent / 1e6:.1f}m | {' | '.join(cells)} |"


def _by_year(found: Comparison, plan: str) -> Iterator[str]:
    yield f"| `{plan}` | year 1 | year 2 | year 3 | year 4 | year 5 |"
    yield "|---|---|---|---|---|---|"
    for words, key, decimals in BY_YEAR:
        yield f"| {words} | {' | '.join(_change(found, plan, key, year, decimals) for year in range(1, 6))} |"


def _change(found: Comparison, plan: str, key: str, year: int, decimals: int) -> str:
    """Mean difference from the baseline; in brackets if it is not distinguished from chance (two standard errors)."""
    runs = found.paired(plan, key)[:, year] * (100 if key == "practice" else 1)
    said = f"{runs.mean():+.{decimals}f}".replace("-", "−")
    said = said.replace("−", "").replace("+", "") if not any(digit in said for digit in "123456789") else said
    return said if abs(runs.mean()) >= 2 * runs.std(ddof=1) / len(runs) ** 0.5 else f"({said})"


def _part(answer: str, title: str) -> str:
    """The paragraph below a title, as lines of the answer."""
    after = answer.split(f"\n{title}\n", 1)[1]
    return after.split("\n\n", 1)[0].strip() + "\n"


def make_parameters() -> None:
    """The page of parameters."""
    (DOCS / "parameters.md").write_text(parameters_page(), encoding="utf-8")


MAKERS = {
    "parameters": make_parameters,
    "board": make_board,
    "readme": make_readme,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or MAKERS:
        MAKERS[name]()
