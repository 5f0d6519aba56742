"""The numbers on the page: policies by leadership, alone and inside the plan."""

import pandas as pd
from numbers_in_words import OutcomeValues, plus_minus, table

from culture_sim.study import Study


def numbers(study: Study) -> str:
    """Policies by leadership, alone and inside the plan."""
    rows = []
    for scenario, words in (("blame_culture", "alone"), ("embedded", "inside the plan")):
        for outcome, digits in (
            ("trust", 3),
            ("practice", 3),
            ("disciplinaries_per_1000_staff", 1),
            ("complaints_per_1000_staff", 1),
        ):
            found = OutcomeValues(study, outcome, scenario)

            def adds(policies: str, leadership: str, found: OutcomeValues = found) -> pd.Series:
                return found.of(policies=policies, leadership=leadership) - found.of(
                    policies="none", leadership=leadership
                )

            rows.append(
                (
                    words,
                    outcome.replace("_", " "),
                    *(
                        plus_minus(adds(policies, "as it was"), digits)
                        for policies in (
                            "people policy only",
                            "complaints policy only",
                            "patient safety policy only",
                            "all three",
                        )
                    ),
                    plus_minus(adds("all three", "supported"), digits),
                    plus_minus(adds("all three", "supported") - adds("all three", "as it was"), digits),
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
    levels = []
    for scenario, words in (("blame_culture", "alone"), ("embedded", "inside the plan")):
        complaints = OutcomeValues(study, "complaints_per_1000_staff", scenario)
        disciplinaries = OutcomeValues(study, "disciplinaries_per_1000_staff", scenario)
        levels += [
            (
                words,
                f"{policies}, leaders {leaders}",
                plus_minus(disciplinaries.of(policies=policies, leadership=leaders), 1),
                plus_minus(complaints.of(policies=policies, leadership=leaders), 1),
            )
            for policies in ("none", "all three")
            for leaders in ("as it was", "supported")
        ]
    return (
        table(rows, *heads)
        + "\n\nLess the baseline, at year 5:\n\n"
        + table(levels, "base", "", "disciplinaries per 1,000 staff", "complaints per 1,000 staff")
    )
