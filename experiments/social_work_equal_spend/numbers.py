"""The page's numbers: three sizes of training and three of embedding, and both read off at the same spend."""

import numpy as np
from numbers_in_words import Found, goes
from service_plans import ServicePlans

from culture_sim.study import Study

SPENDS = (500_000, 1_000_000, 2_000_000)
BETTER = {"family_trust": 1, "disclosure_share": 1, "turnover_percent": -1, "complaints_per_1000_staff": -1}
WORDS = ("families' trust", "known risk", "turnover", "complaints")


def numbers(study: Study) -> Found:
    """Each plan, and what both kinds do for the same money."""
    plans = ServicePlans(study)

    def bought(money: float, kind: str, outcome: str, draw: int) -> float:
        mine = sorted((plans.spent(name, draw), name) for name in plans.names if name.startswith(kind))
        gains = [plans.of(outcome, name, draw).mean() for _, name in mine]
        return float(np.interp(money, [0.0, *(cost for cost, _ in mine)], [0.0, *gains]))

    sentences, wins, tried = [], 0, 0
    for money in SPENDS:
        parts = []
        for (outcome, way), word in zip(BETTER.items(), WORDS, strict=True):
            one, other = (bought(money, kind, outcome, 0) for kind in ("embedded", "training"))
            more = [
                way * (bought(money, "embedded", outcome, draw) - bought(money, "training", outcome, draw))
                > 0
                for draw in plans.draws
            ]
            wins, tried = wins + sum(more), tried + len(more)
            parts.append(
                f"{word} {one:+.3g} against {other:+.3g} (embedded does more in {sum(more)} of {len(more)} drawn sets)"
            )
        sentences.append(
            f"For £{money / 1e6:g} million over five years, embedded against training: {'; '.join(parts)}."
        )
    whole, heavy = "embedded 3", "training 3"
    harms = [goes(plans.of("child_harms_per_1000_staff", name), 1, many=True) for name in (whole, heavy)]
    entries = [
        goes(plans.of("care_entries_per_1000_children", name), 2, many=True) for name in (whole, heavy)
    ]
    sentences += [
        (
            f"With `{whole}` ({plans.price(whole)}) serious harms per 1,000 staff {harms[0]} and entries to care per"
            f" 1,000 children {entries[0]}; with `{heavy}` ({plans.price(heavy)}) serious harms {harms[1]} and entries"
            f" {entries[1]}."
        ),
        (
            f"Without the care side, `{whole}` {plans.pays_without_care(whole)} in five years, and `{heavy}`"
            f" {plans.pays_without_care(heavy)}."
        ),
    ]
    short = f"for the same money embedded does more in {wins} of {tried} comparisons over drawn sets"
    return Found(short, sentences, plans.tables())
