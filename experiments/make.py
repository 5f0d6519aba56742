"""Makes the gallery anew: runs every study as its page says, with its figures, and the numbers on the page.

python experiments/make.py                         all of them
python experiments/make.py leader_turnover         one
python experiments/make.py --into results          keep the results there, and go on with what is there

A page's commands are run as they stand in it, so that they are known to work. What was found, in the page and in the
list of all studies, is written here from the numbers, so that no sentence contradicts them; what is asked and what is
built in is written by hand.
"""

from __future__ import annotations

import argparse
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from numbers_in_words import Found, where_from

from culture_sim.study import Study

GALLERY = Path(__file__).resolve().parent
COMMANDS = re.compile(r"```bash\n(.*?)```", re.DOTALL)


def make(name: str, place: Path) -> None:
    """Run what the page of a study says, and write its numbers and figures."""
    page = GALLERY / name / "README.md"
    text = page.read_text(encoding="utf-8")
    began = time.monotonic()
    commands = COMMANDS.search(text)
    if commands is None:
        raise ValueError(f"{page} has no block of commands.")
    for line in commands[1].strip().splitlines():
        run(shlex.split(line), place)
    for figure in place.glob("*.png"):
        shutil.move(figure, GALLERY / name / figure.name)
    folders = re.findall(r"study run \S+ --out (\S+)", text)
    studies = [Study(place / folder) for folder in folders]
    found: Found = runpy.run_path(str(GALLERY / name / "numbers.py"))["numbers"](*studies)
    about = "\n\n".join(where_from(study) for study in studies)
    sentences = "\n".join(
        textwrap.fill(f"- {each}", 118, subsequent_indent="  ", break_on_hyphens=False)
        for each in found.sentences
    )
    text = between(text, "found", sentences)
    page.write_text(between(text, "numbers", f"{found.tables}\n\n{about}"), encoding="utf-8")
    overview = GALLERY / "README.md"
    row = re.compile(rf"^(\| \[`{name}`\].* \| )[^|]*( \|)$", re.MULTILINE)
    listed = row.sub(lambda found_in: f"{found_in[1]}{found.short}{found_in[2]}", overview.read_text("utf-8"))
    overview.write_text(listed, encoding="utf-8")
    print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)


def between(text: str, mark: str, inside: str) -> str:
    """The text of a page with another part between `<!-- mark` and `<!-- end of mark -->`."""
    block = re.compile(rf"<!-- {mark}: .*?<!-- end of {mark} -->\n", re.DOTALL)
    if not block.search(text):
        raise ValueError(f"A page has no part between '<!-- {mark}: ' and '<!-- end of {mark} -->'.")
    made = f"<!-- {mark}: written by experiments/make.py -->\n{inside}\n<!-- end of {mark} -->\n"
    return block.sub(lambda _: made, text)


def run(words: list[str], place: Path) -> None:
    """A command of a page."""
    command = [sys.executable, "-m", "culture_sim", *words[1:]]
    quiet = ["--quiet"] if words[1:3] == ["study", "run"] else []
    began = time.monotonic()
    done = subprocess.run([*command, *quiet], cwd=place, capture_output=True, text=True, check=False)  # noqa: S603
    print(f"$ {shlex.join(words)}   [{time.monotonic() - began:.0f} s]\n{done.stdout}", flush=True)
    if done.returncode:
        sys.exit(done.stderr)


def main() -> None:
    """Make what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="STUDY", help="a folder of the gallery; all if absent")
    parser.add_argument("--into", type=Path, help="where the results go; thrown away if absent")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        place = asked.into or Path(thrown_away)
        place.mkdir(parents=True, exist_ok=True)
        shown = place / "experiments"
        if not shown.exists():
            shown.symlink_to(GALLERY)
        for name in asked.names or (each.parent.name for each in sorted(GALLERY.glob("*/numbers.py"))):
            make(name, place)


if __name__ == "__main__":
    main()
