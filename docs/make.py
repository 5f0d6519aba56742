"""Makes what is generated here: parameters.md, images/comparison.png and what README.md says was found.

python docs/make.py              everything
python docs/make.py parameters   only the table of parameters
python docs/make.py spreads      only the spreads between persons and organisations, in the setting's folder
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from culture_sim.ensemble import measure_spreads
from culture_sim.gallery import DEFAULT_SETTING
from culture_sim.parameters import Parameter
from culture_sim.parameters.table import SOURCES
from culture_sim.settings import load_parameters, load_setting

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"
COMPARISON = ("compare", "bolted_on", "embedded", "training_only")
LEAST_SPREAD = 1e-9
"""What differs less, such as commitment before there is a programme, does not differ."""
SHOWN = ("What it found", "Compared by cost", "Parameter uncertainty")
FOUND = re.compile(r"(<!-- found by: .+? -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
HEAD = """# Parameters

Every number of the model. This page is made from the files in `culture_sim/parameters/` by
`python docs/make.py parameters`; change a number there, never here. `culture-sim parameters` prints the
same, and `--set NAME=VALUE` gives `compare` and `run` another value.

"""


def parameters_page() -> str:
    """The table of parameters, by theme."""
    table = load_parameters().table
    marks = "; ".join(f"{mark}: {meaning}" for mark, meaning in SOURCES.items())
    lines = [HEAD, f"Source: {marks}.\n"]
    for theme in dict.fromkeys(each.theme for each in table.values()):
        lines.append(f"\n## {theme.replace('_', ' ').capitalize()}\n\n")
        lines.append("| parameter | symbol | value | low | high | unit | source | meaning |\n")
        lines.append("|---|---|---|---|---|---|---|---|\n")
        lines += [_row(each) for each in table.values() if each.theme == theme]
    return "".join(lines)


def _row(each: Parameter) -> str:
    meaning = each.meaning if each.note in {"", each.source} else f"{each.meaning}. {each.note}"
    numbers = (f"{number:g}" for number in (each.value, each.low, each.high))
    cells = (f"`{each.name}`", each.symbol, *numbers, each.unit, each.source, meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def make_comparison() -> None:
    """The picture of the README, and beside it what the same command says it found."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "culture_sim", *COMPARISON, "--out", folder]
        answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
        picture = (Path(folder) / "comparison.png").read_bytes()
    (DOCS / "images").mkdir(exist_ok=True)
    (DOCS / "images" / "comparison.png").write_bytes(picture)
    found = "\n".join(_part(answer, title) for title in SHOWN)
    origin = " ".join(_part(answer, "To reproduce this").split())
    block = f"{found}\n<sub>{origin}</sub>\n"
    readme = FOUND.sub(lambda match: f"{match[1]}{block}{match[3]}", README.read_text(encoding="utf-8"))
    README.write_text(readme, encoding="utf-8")


def make_spreads() -> None:
    """The spreads of the usual setting, measured anew; what was observed stays as it is."""
    file = load_setting(DEFAULT_SETTING).folder / "spreads.yaml"
    head, _, _ = file.read_text(encoding="utf-8").partition("between_persons:")
    found = measure_spreads()
    lines = [head]
    for title, spreads in (
        ("between_persons", found.persons),
        ("between_organisations", found.organisations),
    ):
        lines += [
            f"{title}:\n",
            *(f"  {key}: {sd:.3g}\n" for key, sd in spreads.items() if sd > LEAST_SPREAD),
        ]
    file.write_text("".join(lines), encoding="utf-8")


def _part(answer: str, title: str) -> str:
    """The paragraph below a title, as lines of the answer."""
    after = answer.split(f"\n{title}\n", 1)[1]
    return after.split("\n\n", 1)[0].strip() + "\n"


if __name__ == "__main__":
    asked = sys.argv[1:] or ["parameters", "spreads", "comparison"]
    if "parameters" in asked:
        (DOCS / "parameters.md").write_text(parameters_page(), encoding="utf-8")
    if "spreads" in asked:
        make_spreads()
    if "comparison" in asked:
        make_comparison()
