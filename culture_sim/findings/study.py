"""What a study found, in plain words: titles, notes and sentences of its figures, wherever they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from culture_sim.findings.amounts import best, ways
from culture_sim.findings.numbers import change, number
from culture_sim.outcomes import Outcome

if TYPE_CHECKING:
    from culture_sim.study import Study
    from culture_sim.study.analysis import Discovery, Frontier, Sensitivity
    from culture_sim.study.analysis.by_year import Trajectory

MOST_RULES = 3
LESS_BASELINE = ", less the baseline under the same random numbers"


def in_words(name: str) -> str:
    """A factor's, scenario's or column's name as words."""
    return name.replace("_", " ")


def in_short(value: object) -> str:
    """A factor's value as it stands in a figure or a table."""
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value)


def capital(text: str) -> str:
    """The same with a capital letter."""
    return text[:1].upper() + text[1:]


def reproduce(study: Study) -> str:
    """What is needed to run a study again: put beside its figures and before its tables."""
    manifest = study.manifest
    shown, planned = len(study.points()), int(manifest["points"])
    part = "all" if shown == planned else f"{shown} of {planned}"
    seeds = manifest["seeds"]
    return (
        f"Study {manifest['name']} ({manifest['essence']}), {part} design points; model {manifest['model']};"
        f" parameters {manifest['parameters_hash']}; seeds {seeds['first']} to"
        f" {seeds['first'] + seeds['number'] - 1}."
    )


def sensitivity_title(what: Outcome, found: Sensitivity) -> str:
    """Which factors move an outcome most."""
    clear = [in_words(name) for name in found.clear[:2]]
    if not clear:
        return f"{what.title}: no factor moves it by more than chance does"
    return f"{what.title} is moved most by {' and '.join(clear)}"


def sensitivity_note(found: Sensitivity, year: int, has_alone: bool) -> str:
    """What the marks of a tornado are."""
    dots = "white dot: the factor alone; " if has_alone else ""
    return (
        f"{capital(found.meaning)}, year {year}; line: 95 % interval; orange: what chance alone would"
        f" show; {dots}pale: not distinguished from chance. {found.points} points of {found.seeds} seeds, the whole"
        " design"
    )


def grid_title(
    what: Outcome, value: float, is_change: bool, where: Sequence[tuple[str, str]], plan: str
) -> str:
    """Where in a grid an outcome is best."""
    amount = (change if is_change else number)(value, what.decimals)
    said = " and ".join(f"{in_words(factor)} is {level}" for factor, level in where)
    return f"{what.title}: {best(what)}, {amount}, where {said}{f' with {in_words(plan)}' if plan else ''}"


def colours_are(what: Outcome) -> str:
    """What the colours of a field of differences mean."""
    return "blue is {}, orange is {}".format(*ways(what))


def grid_note(what: Outcome, year: int, is_change: bool, seeds: int, others: Sequence[str]) -> str:
    """What the numbers in the cells are."""
    over = f" and over {', '.join(map(in_words, others))}" if others else ""
    colours = colours_are(what) if is_change else "the darker, the more"
    return f"Year {year}{LESS_BASELINE if is_change else ''}; mean over {seeds} seeds{over}; {colours}"


def trajectories_title(what: Outcome, lines: Sequence[tuple[str, Trajectory]], years: int) -> str:
    """Where the lines end."""
    ends = "; ".join(f"{name} {number(float(line.mean[-1]), what.decimals)}" for name, line in lines)
    return f"{what.title} in year {years}: {ends}"


def trajectories_note(by: str | None, runs: int) -> str:
    """What a line is."""
    lines = {None: "all points together", "scenario": "a line for each plan"}.get(
        by, f"a line for each level of {in_words(str(by))}"
    )
    return f"Mean and 80 % interval of {runs} runs a line; {lines}"


def frontier_title(what: Outcome, found: Frontier) -> str:
    """How many plans are on the cost-effectiveness frontier."""
    many = int(found.table["on_frontier"].sum())
    return f"{what.title}: {many} of {len(found.table)} plans are on the cost-effectiveness frontier"


def frontier_note(what: Outcome, found: Frontier) -> str:
    """What the axes and marks of a frontier are."""
    way = "Sum" if what.per == "money" else "Mean"
    budget = "; ring: the best within the budget" if found.best is not None else ""
    return (
        f"{way} of all years{LESS_BASELINE}, with its 90 % interval, over {found.seeds} seeds; line: plans that no"
        f" other beats for the money{budget}. The unit costs are placeholders"
    )


def box_title(what: Outcome, found: Discovery) -> str:
    """Whether there is a region where something happens more often."""
    way = "below" if found.question.sign.startswith("<") else "above"
    asks = f"{what.title} {way} {in_short(found.question.threshold)}"
    if not found.boxes:
        return f"{asks}: in {found.base_rate:.0%} of runs; no condition on the factors tells where"
    return f"{asks}: in {found.base_rate:.0%} of runs, and in {found.boxes[0].density:.0%} inside the box"


def box_note(year: int, is_change: bool) -> str:
    """What the points of a box are."""
    less = LESS_BASELINE if is_change else ""
    return f"Year {year}{less}; each dot a design point, the darker, the more of its runs"


def box_sentences(found: Discovery) -> list[str]:
    """The box, and where else it happens often."""
    often = [rule for rule in found.rules if rule.share > found.base_rate][:MOST_RULES]
    rules = [f"In {rule.share:.0%} where {rule} ({rule.points} points)." for rule in often]
    return [capital(in_words(each)) for each in (found.finding(), *rules)]
