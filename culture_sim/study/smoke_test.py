"""A smoke test: a study made small, to try its file out."""

from __future__ import annotations

from typing import Any

from culture_sim.study.design_file import ListOfPoints
from culture_sim.study.study_file import NONE, Choices, StudyFile


def smoke_test_study(study: StudyFile) -> StudyFile:
    """A copy of a few points, posts, seeds and years, not calibrated: seconds in the place of hours."""
    less: dict[str, Any] = {
        "centring": NONE,
        "staff": min(study.staff or 100, 100),
        "years": min(study.years, 2),
        "seeds": study.seeds.model_copy(update={"number": min(study.seeds.number, 2)}),
        "factors": {
            name: factor.model_copy(update={"levels": 2, "values": _ends(factor.values)})
            for name, factor in study.factors.items()
        },
        "stop": None,
        "draws": study.draws and study.draws.model_copy(update={"number": 1}),
    }
    sizes = {"latin_hypercube": ("points", 4), "sobol": ("points", 4), "morris": ("trajectories", 2),
             "saltelli": ("base", 2)}  # fmt: skip
    if isinstance(study.design, ListOfPoints):
        less["design"] = study.design.model_copy(update={"points": study.design.points[:2]})
        less["factors"] = study.factors
    elif study.design.kind in sizes:
        word, size = sizes[study.design.kind]
        size = min(size, getattr(study.design, word))
        less["design"] = study.design.model_copy(update={word: size})
    return study.model_copy(update=less)


def _ends(values: Choices | None) -> Choices | None:
    """The first and the last of some values."""
    if values is None or len(values) <= 2:
        return values
    if isinstance(values, dict):
        return {label: values[label] for label in (next(iter(values)), list(values)[-1])}
    return (values[0], values[-1])
