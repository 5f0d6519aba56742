"""What must be borne in mind before a comparison is read: outcomes that are no success alone, savings to be read apart.

What is to be said is declared with the outcome and the group of savings by the setting.
"""

from __future__ import annotations

from collections.abc import Sequence

from culture_sim.ensemble.account import Account, NetWithout, account
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.claims import change_in, is_conclusive
from culture_sim.findings.numbers import listed, pounds
from culture_sim.findings.sentences import effect, of_runs
from culture_sim.outcomes import Outcome

READ_FIRST = "Read this first"


def cautions(comparison: Comparison, plans: Sequence[str] = ()) -> tuple[str, ...]:
    """Every caution of the setting, in sentences, with what some plans (all if none is named) do; money comes last."""
    return (*outcome_cautions(comparison, plans), *saving_cautions(comparison, plans))


def outcome_cautions(comparison: Comparison, plans: Sequence[str] = ()) -> tuple[str, ...]:
    """What to bear in mind of each outcome that is no success alone, and which plans move it while others get worse."""
    found = []
    for what in comparison.outcomes:
        if what.caution and what.per != "money":
            found.append(what.caution)
            found += [
                said for name in plans or comparison.plans if (said := _no_success(comparison, name, what))
            ]
    return tuple(found)


def _no_success(comparison: Comparison, name: str, what: Outcome) -> str:
    """Where an outcome goes the wanted way while one that must stand beside it clearly gets worse."""
    if not is_conclusive(comparison):
        return ""
    change = change_in(comparison, name, what.key)
    others = [change_in(comparison, name, key) for key in what.beside]
    worse = [effect(each) for each in others if each.is_clear and each.way == "worse"]
    if not (worse and change.is_clear and change.way == "better"):
        return ""
    both = f"{effect(change)} and {listed(worse)}"
    return f"With {comparison.title(name)}, year {change.year} has {both}: that is no success."


def saving_cautions(comparison: Comparison, plans: Sequence[str] = ()) -> tuple[str, ...]:
    """How much of what plans save lies in each group that carries a caution, and what is left without it."""
    accounts = [
        (name, account(comparison, name))
        for name in plans or comparison.plans
        if not comparison.scenarios[name].does_nothing
    ]
    found = []
    for group in comparison.setting.saving_groups:
        if group.caution and accounts:
            found += [
                f"{_split(comparison, name, each)} {_left(comparison, each, without)}"
                for name, each in accounts
                for without in each.without
                if without.group == group
            ]
            found.append(group.caution)
    return tuple(found)


def _split(comparison: Comparison, plan: str, found: Account) -> str:
    """What a plan saves on each group of savings."""
    saved = {group: float(values.sum()) for group, values in found.saving_by_group.items()}
    ways = {group: "saves" if value >= 0 else "adds costs of" for group, value in saved.items()}
    first = next(iter(ways.values()))
    one_way = len(set(ways.values())) == 1
    parts = [f"{pounds(abs(value))} on {group.title}" for group, value in saved.items()]
    if not one_way:
        parts = [f"{way} {part}" for way, part in zip(ways.values(), parts, strict=True)]
    said = f"{first} {listed(parts)}" if one_way else listed(parts)
    return f"Over {comparison.years} years {comparison.title(plan)} {said}."


def _left(comparison: Comparison, found: Account, without: NetWithout) -> str:
    """Whether a plan pays for itself without a group of savings."""
    name, net = without.group.name, without.net.mean
    if net >= 0:
        return f"Without {name} its net saving is {pounds(net)}, with it {pounds(found.net.mean)}."
    even = of_runs(round(without.share_even * comparison.runs), comparison.runs)
    costs = f"it costs {pounds(-net)} more than it saves (it pays for itself in {even})"
    if found.net.mean > 0:
        return f"All of its net saving is on {name}: without it, {costs}."
    return f"Without {name}, {costs}."
