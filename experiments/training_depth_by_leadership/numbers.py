"""The numbers on the page: leaders, training, and what each is worth where the other is."""

import pandas as pd
from numbers_in_words import OutcomeValues, plus_minus, table

from culture_sim.study import Study


def numbers(study: Study) -> str:
    """Leaders, training, and what each is worth where the other is."""
    rows = []
    for scenario, words in (("blame_culture", "alone"), ("embedded", "inside the plan")):
        practice = OutcomeValues(study, "practice", scenario)

        def at(leadership: float, training: str, practice: OutcomeValues = practice) -> pd.Series:
            return practice.of(leadership=leadership, training=training)

        rows += [
            (words, f"leaders {share:.0%}, training: {depth}", plus_minus(at(share, depth)))
            for share in (0.0, 1.0)
            for depth in ("none", "half-day for all", "and 8 % champions", "and 24 % champions")
        ]
        rows += [
            (
                words,
                f"interaction: full leadership adds more with '{depth}' than without training by",
                plus_minus((at(1.0, depth) - at(0.0, depth)) - (at(1.0, "none") - at(0.0, "none"))),
            )
            for depth in ("half-day for all", "and 8 % champions", "and 24 % champions")
        ]
        half = practice.of(training="half-day for all") - practice.of(training="half-day for half")
        rows.append(
            (words, "half-days for all less half-days for half, over all leadership", plus_minus(half, 4))
        )
    return table(rows, "base", "", "practice at year 5, less the baseline")
