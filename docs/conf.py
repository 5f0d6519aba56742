"""The site: every Markdown page of the repository where it lies, and an API reference from the docstrings.

sphinx-build -W --keep-going -c docs . docs/_build
"""

import os
import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, walk_packages
from types import FunctionType
from typing import Annotated, Any, TypeVar, get_origin

from docutils.nodes import Element
from sphinx.application import Sphinx

os.environ["NUMBA_DISABLE_JIT"] = "1"  # the compiled rules are documented as the functions that they are

import culture_sim
from culture_sim.version import __version__

project = "culture-sim"
author = "culture-sim contributors"
html_show_copyright = False
release = version = __version__
language = "en-GB"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]
root_doc = "docs/index"
include_patterns = [
    "*.md",
    "benchmarks/*.md",
    "dashboards/*.md",
    "docs/**",
    "experiments/**.md",
    "scenarios/**.md",
]
exclude_patterns = [".*", "*venv*", "docs/_build"]
nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!culture_sim\.).*"),  # other packages' pages are not here to be linked to
    ("py:.*", r".*\.(_\w+|Annotated)"),  # private, or metadata of a field
]
suppress_warnings = ["ref.python"]  # two attributes described in one line (`low, high: ...`) are no link

autodoc_member_order = "bysource"
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = "culture-sim"

NOT_A_LIBRARY = {"__main__", "cli", "dashboard"}
ATTRIBUTES = {"attribute", "data", "property"}
SENTENCES: dict[str, list[str]] = {}


def write_reference(app: Sphinx) -> None:
    """One page a room, with all of its modules: a name is documented where it is defined."""
    folder = Path(app.srcdir) / "docs" / "_api"
    folder.mkdir(exist_ok=True)
    rooms = [room.name for room in iter_modules(culture_sim.__path__) if room.name not in NOT_A_LIBRARY]
    for room in rooms:
        inside = [f"culture_sim.{room}"]
        if (found := Path(culture_sim.__path__[0]) / room).is_dir():
            inside += [module.name for module in walk_packages([str(found)], f"culture_sim.{room}.")]
        page = [f"{inside[0]}\n{'=' * len(inside[0])}\n"]
        for number, module in enumerate(inside):
            page.append(f"{module}\n{'-' * len(module)}\n" if number else "")
            page.append(
                f".. automodule:: {module}\n   :members:\n   :ignore-module-all:\n   :show-inheritance:\n"
            )
        (folder / f"{room}.rst").write_text("\n".join(page), encoding="utf-8")
    names = "\n".join(f"   {room}" for room in rooms)
    (folder / "index.rst").write_text(
        f"API reference\n=============\n\n.. toctree::\n\n{names}\n", encoding="utf-8"
    )


def from_markdown(_app: Sphinx, what: str, name: str, _of: Any, _options: Any, lines: list[str]) -> None:
    """Docstrings are Markdown, with code `so` and ruled tables; reStructuredText wants ``so`` and no rules."""
    ruled = re.compile(r"\|[-|]+\|")
    lines[:] = [
        re.sub(r"(?<![`:\w])`([^`]+)`(?!`)", r"``\1``", line) for line in lines if not ruled.fullmatch(line)
    ]
    if what in ATTRIBUTES:
        SENTENCES[name] = list(lines)


def keep_colons(_app: Sphinx, what: str, name: str, _of: Any, _options: Any, lines: list[str]) -> None:
    """A sentence about an attribute may hold a colon: napoleon takes what stands before it for a type."""
    if what in ATTRIBUTES:
        lines[:] = SENTENCES.pop(name)


def has_no_page(_app: Sphinx, _domain: Any, node: Element) -> bool | None:
    """Type variables, and checks attached to a type, have no page of their own: no link to one is missed."""
    module, _, name = str(node.get("reftarget", "")).rpartition(".")
    if module not in sys.modules:
        return None
    return isinstance(getattr(import_module(module), name, None), TypeVar | FunctionType)


def skip_annotated(_app: Sphinx, _what: str, _name: str, found: Any, skip: bool, _options: Any) -> bool:
    """A type with checks attached is pages of pydantic, which its module's docstring says in a sentence."""
    return skip or get_origin(found) is Annotated


def setup(app: Sphinx) -> None:
    """Write the pages of the reference before Sphinx looks for pages."""
    app.connect("builder-inited", write_reference)
    app.connect("autodoc-process-docstring", from_markdown, priority=100)
    app.connect("autodoc-process-docstring", keep_colons, priority=900)
    app.connect("autodoc-skip-member", skip_annotated)
    app.connect("warn-missing-reference", has_no_page)
