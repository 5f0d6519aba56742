"""No quantity is written out in a rule: it is a parameter, with a meaning, a range and a source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "culture_sim"
RULES = [PACKAGE / "engine/rules.py", *sorted((PACKAGE / "engine/steps").glob("[a-z]*.py"))]
RULES += [PACKAGE / f"settings/nhs_trust/{name}.py" for name in ("harm", "served", "voice", "week")]
RULES += sorted((PACKAGE / "settings/childrens_social_work/steps").glob("[a-z]*.py"))
NUMBERS = {0, 1, 2, 0.01, 0.99}
"""None, whole and half; where states are cut off."""
DEFINITIONS = {
    "FIRST_WEEK", "MOST_REFERRALS", "PLACES_A_POST", "HUNDRED",
    "HOURS_A_WEEK", "WEEKS_A_YEAR", "QUESTIONS", "ATTEMPTS", "MANY", "LEAST_SPREAD", "POSTS_OF_A_PRICE",
    "MATES_AT_ONCE", "WORDS", "SPARE", "LAST_YEAR", "FIRST_FAMILY",
}  # fmt: skip
"""Constants of a module that are no quantities of the model."""
DRAWS = {"uniform", "uniforms", "normal", "find_mate", "witness", "be_answered", "range"}
"""Calls in which a whole number says which draw is meant."""


def literals(text: str) -> list[str]:
    """Numbers that are no definition, each with its line."""
    tree = ast.parse(text)
    allowed: set[ast.AST] = set()
    for node in ast.walk(tree):
        whole: list[ast.AST] = []
        if isinstance(node, ast.Assign) and {ast.unparse(target) for target in node.targets} <= DEFINITIONS:
            allowed |= set(ast.walk(node.value))
        elif isinstance(node, ast.Subscript):
            whole = [node.slice]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in DRAWS:
            whole = [*node.args]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "clip":
            allowed |= set(node.args[1:])  # limits of a state
        for part in whole:
            allowed |= {
                each
                for each in ast.walk(part)
                if isinstance(each, ast.Constant) and isinstance(each.value, int)
            }
    return [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in NUMBERS
        and node not in allowed
    ]


@pytest.mark.parametrize("path", RULES, ids=[path.stem for path in RULES])
def test_rules_write_no_quantity_out(path: Path) -> None:
    """Numbers stand in the parameter files."""
    assert not literals(path.read_text(encoding="utf-8"))


def test_a_quantity_is_noticed() -> None:
    """A weight, a constant of the module, a number of weeks; but no definition, place, key of a draw, or limit."""
    text = "A = 3\nWEEKS_A_YEAR = 52.0\ndef f(x):\n    y = 0.5 * x[3] + 1.0\n    return uniform(x, 17) < y and x > 12\n"
    text += "z = clip(0.35 + x, 0.05, 0.9)\n"
    assert sorted(literals(text)) == ["line 1: 3", "line 4: 0.5", "line 5: 12", "line 6: 0.35"]
