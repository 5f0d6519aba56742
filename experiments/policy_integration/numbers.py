"""The page's numbers: policies by leadership, alone and inside the plan."""

import pandas as pd
from numbers_in_words import Found, OutcomeValues, goes, plus_minus, table

from culture_sim.study import Study

OUTCOMES = {
    "trust": ("trust", 3, ""),
    "needs_met_percent": ("needs met after harm", 1, " points"),
    "disciplinaries_per_1000_staff": ("disciplinaries per 1,000 staff", 1, ""),
    "complaints_per_1000_staff": ("written complaints per 1,000 staff", 1, ""),
}
POLICIES = ("people policy only", "complaints policy only", "patient safety policy only", "all three")
OWN = {
    "people policy only": "disciplinaries_per_1000_staff",
    "complaints policy only": "complaints_per_1000_staff",
    "patient safety policy only": "needs_met_percent",
}
BASES = {"blame_culture": "alone", "embedded": "inside the plan"}


def numbers(study: Study) -> Found:
    """Policies by leadership, alone and inside the plan."""
    found = {(base, outcome): OutcomeValues(study, outcome, base) for base in BASES for outcome in OUTCOMES}

    def adds(base: str, outcome: str, policies: str, leaders: str) -> pd.Series:
        values = found[base, outcome]
        return values.of(policies=policies, leadership=leaders) - values.of(
            policies="none", leadership=leaders
        )

    rows = []
    for base, where in BASES.items():
        for outcome, (words, digits, _) in OUTCOMES.items():
            with_leaders, without = (
                adds(base, outcome, "all three", each) for each in ("supported", "as it was")
            )
            rows.append(
                (
                    where,
                    words,
                    *(plus_minus(adds(base, outcome, each, "as it was"), digits) for each in POLICIES),
                    plus_minus(with_leaders, digits),
                    plus_minus(with_leaders - without, digits),
                )
            )
    heads = (
        "base",
        "added at year 5 to",
        "people policy",
        "complaints policy",
        "patient safety policy",
        "all three",
        "all three, leaders supported",
        "what leaders make of them",
    )

    def said(base: str, outcome: str, policies: str, leaders: str) -> str:
        words, digits, unit = OUTCOMES[outcome]
        return (
            f"{words} {goes(adds(base, outcome, policies, leaders), digits, unit, many=outcome != 'trust')}"
        )

    def thrice(outcome: str, policies: str) -> str:
        return (
            f"alone {said('blame_culture', outcome, policies, 'as it was')}; with leaders supported"
            f" {said('blame_culture', outcome, policies, 'supported')}; inside the plan with leaders"
            f" {said('embedded', outcome, policies, 'supported')}."
        )

    sentences = [
        f"**Trust of staff**, all three policies: {thrice('trust', 'all three')}",
        *(
            f"**{policy.removesuffix(' only').capitalize()}**, on what it is for: {thrice(outcome, policy)}"
            for policy, outcome in OWN.items()
        ),
        "**All three, inside the plan with leaders:** "
        + "; ".join(said("embedded", outcome, "all three", "supported") for outcome in OUTCOMES)
        + ".",
    ]
    short = (
        f"alone, {said('blame_culture', 'trust', 'all three', 'as it was')} and"
        f" {said('blame_culture', 'needs_met_percent', 'all three', 'as it was')}; inside the plan with leaders,"
        f" {said('embedded', 'needs_met_percent', 'all three', 'supported')}"
    )
    return Found(short, sentences, table(rows, *heads))
