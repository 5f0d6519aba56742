"""Scenario discovery: when does something happen? PRIM boxes and CART trees, tested at points left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from culture_sim.errors import InputError
from culture_sim.study.analysis.prim import Box, Limit, prim
from culture_sim.study.analysis.replicates import Numbers, Replicates, coded, coded_columns
from culture_sim.study.optional import require

if TYPE_CHECKING:
    import pandas

_QUESTION = re.compile(
    r"^\s*(?P<name>[a-z_0-9]+)\s*(?P<sign><=|>=|<|>)\s*(?P<number>[-+]?[\d.]+(?:e[-+]?\d+)?)\s*$"
)
FOLDS = 5


@dataclass(frozen=True)
class Question:
    """Something that may happen in a run: an outcome beyond a threshold, as in "practice < 0.2"."""

    outcome: str
    sign: str
    threshold: float

    @classmethod
    def read(cls, text: str) -> Question:
        """From text. Raises InputError if it is none."""
        found = _QUESTION.match(text)
        if found is None:
            raise InputError(
                f"'{text}' is not a condition. Write an outcome and a number: \"practice < 0.2\"."
            )
        return cls(found["name"], found["sign"], float(found["number"]))

    def happens(self, values: Numbers) -> Numbers:
        """1 where it happens, 0 where not, NaN where it is not known."""
        compared = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}[self.sign]
        return np.where(np.isnan(values), np.nan, compared(values, self.threshold).astype(float))

    def __str__(self) -> str:
        return f"{self.outcome} {self.sign} {self.threshold:g}"


@dataclass(frozen=True)
class Rule:
    """A leaf of a tree: the conditions that lead there."""

    limits: tuple[Limit, ...]
    share: float
    coverage: float
    points: int

    def __str__(self) -> str:
        return " and ".join(map(str, self.limits)) or "everywhere"


@dataclass(frozen=True)
class Discovery:
    """Where it happens.

    The `held_out` figures are of boxes (or trees) found without the points they are judged by: density and
    coverage of the boxes, and how much of the variance between points the tree explains (`tree_skill`, at
    most 1, 0 for none).
    """

    question: Question
    base_rate: float
    points: int
    seeds: int
    boxes: tuple[Box, ...]
    held_out_density: float | None
    held_out_coverage: float | None
    rules: tuple[Rule, ...]
    tree_skill: float | None

    def finding(self) -> str:
        """What was found, in sentences."""
        design = f"{self.points} points of {self.seeds} seeds"
        count = f"{self.question} in {self.base_rate:.0%} of all runs ({design})."
        if not self.boxes:
            return f"{count} No condition on the factors says where."
        box = self.boxes[0]
        inside = f"Where {box}, it is so in {box.density:.0%}; that holds {box.coverage:.0%} of all cases."
        if self.held_out_density is None or self.held_out_coverage is None:
            return f"{count} {inside} At points left out, no such box holds."
        return (
            f"{count} {inside} At points left out, boxes hold {self.held_out_density:.0%} and "
            f"{self.held_out_coverage:.0%}."
        )


def discover(
    given: Replicates,
    question: Question | str,
    *,
    boxes: int = 1,
    density: float | None = None,
    depth: int = 3,
    seed: int = 1,
) -> Discovery:
    """Under which conditions something happens.

    Args:
        given: points by seeds of the outcome that the question is about.
        question: for example "practice < 0.2".
        boxes: how many boxes at most; the second is sought outside the first, and so on.
        density: take the largest box with at least this density; otherwise the best balance.
        depth: how many conditions a branch of the tree may have.
        seed: seed of the split into folds.

    Raises:
        InputError: the question is about another outcome, or it always or never happens.
    """
    condition = Question.read(question) if isinstance(question, str) else question
    if condition.outcome != given.outcome:
        raise InputError(f"The question is about '{condition.outcome}', the runs about '{given.outcome}'.")
    happens = np.nanmean(condition.happens(given.values), axis=1)
    base = float(happens.mean())
    if base in {0.0, 1.0}:
        always = "always" if base else "never"
        least, most = np.nanmin(given.values), np.nanmax(given.values)
        raise InputError(
            f"{condition} {always} happens: in this study, {condition.outcome} is {least:.3g} to {most:.3g}."
        )
    points = given.points.reset_index(drop=True)
    found = _several(points, happens, boxes, density)
    tested = (
        _held_out(points, happens, density, depth, seed) if len(points) >= 10 * FOLDS else (None, None, None)
    )
    rules = _rules(_tree(points, points, happens, depth), points, happens)
    return Discovery(
        condition, base, len(points), len(given.seeds), tuple(found), tested[0], tested[1], rules, tested[2]
    )


def _several(points: pandas.DataFrame, happens: Numbers, boxes: int, density: float | None) -> list[Box]:
    found: list[Box] = []
    left = np.ones(len(points), dtype=bool)
    for _ in range(boxes):
        if left.sum() < 16 or happens[left].max() == 0:
            break
        box = prim(points[left].reset_index(drop=True), happens[left], density=density)
        if not box.limits:
            break
        inside = box.inside(points) & left
        count = float(happens[inside].sum())
        found.append(
            Box(
                box.limits,
                box.density,
                count / float(happens.sum()),
                float(inside.mean()),
                float(happens.mean()),
                box.steps,
            )
        )
        left &= ~inside
    return found


def _held_out(
    points: pandas.DataFrame, happens: Numbers, density: float | None, depth: int, seed: int
) -> tuple[float | None, float | None, float | None]:
    """Density and coverage of boxes, and skill of trees, at points that they were not made from."""
    fold = np.random.default_rng([seed, 3]).permutation(len(points)) % FOLDS
    inside = np.zeros(len(points), dtype=bool)
    guessed = np.zeros(len(points))
    for each in range(FOLDS):
        out = fold == each
        if happens[~out].max() > 0:
            inside[out] = prim(points[~out].reset_index(drop=True), happens[~out], density=density).inside(
                points[out]
            )
        guessed[out] = _tree(points, points[~out], happens[~out], depth).predict(coded(points, points[out]))
    skill = 1 - float(np.mean((happens - guessed) ** 2)) / float(np.var(happens))
    if not inside.any():
        return None, None, skill
    return float(happens[inside].mean()), float(happens[inside].sum() / happens.sum()), skill


def _tree(whole: pandas.DataFrame, points: pandas.DataFrame, happens: Numbers, depth: int) -> Any:
    tree = require("sklearn.tree", "A tree")
    leaf = max(5, round(0.05 * len(points)))
    return tree.DecisionTreeRegressor(max_depth=depth, min_samples_leaf=leaf, random_state=1).fit(
        coded(whole, points), happens
    )


def _rules(tree: Any, points: pandas.DataFrame, happens: Numbers) -> tuple[Rule, ...]:
    """The leaves of a tree, those where it happens most first."""
    columns = [(name, level) for name, level, _ in coded_columns(points, points)]
    levels = {
        name: tuple(sorted(set(points[name].astype(str)))) for name, level in columns if level is not None
    }
    shape = tree.tree_
    rules: list[Rule] = []

    def walk(node: int, limits: dict[str, Limit]) -> None:
        if shape.children_left[node] < 0:
            box = Box(tuple(limits.values()), 0, 0, 0, 0)
            inside = box.inside(points)
            coverage = float(happens[inside].sum() / happens.sum())
            rules.append(Rule(box.limits, float(happens[inside].mean()), coverage, int(inside.sum())))
            return
        name, level = columns[shape.feature[node]]
        at = float(shape.threshold[node])
        now = limits.get(name, Limit(name, names=levels.get(name)))
        if level is None:
            left, right = Limit(name, now.low, at), Limit(name, at, now.high)
        else:
            left = Limit(name, names=tuple(each for each in now.names or () if each != level))
            right = Limit(name, names=(level,))
        walk(shape.children_left[node], {**limits, name: left})
        walk(shape.children_right[node], {**limits, name: right})

    walk(0, {})
    return tuple(sorted(rules, key=lambda rule: -rule.share))
