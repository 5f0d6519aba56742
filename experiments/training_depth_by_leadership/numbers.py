"""The page's numbers: leaders, training, and what each is worth where the other is."""

import pandas as pd
from numbers_in_words import Found, OutcomeValues, goes, plus_minus, sign, table

from culture_sim.study import Study

DEPTHS = ("half-day for all", "and 8 % champions", "and 24 % champions")
BASES = {"blame_culture": "alone", "embedded": "inside the plan"}
TOGETHER = {1: "they need each other", 0: "they add up", -1: "they stand in for each other"}


def numbers(study: Study) -> Found:
    """Leaders, training, and what each is worth where the other is."""
    rows, sentences, shorts = [], [], []
    for base, where in BASES.items():
        practice, safety = (
            OutcomeValues(study, outcome, base) for outcome in ("practice", "psychological_safety")
        )

        def together(values: OutcomeValues, depth: str) -> pd.Series:
            def at(leadership: float, training: str) -> pd.Series:
                return values.of(leadership=leadership, training=training)

            return (at(1.0, depth) - at(0.0, depth)) - (at(1.0, "none") - at(0.0, "none"))

        rows += [
            (
                where,
                f"leaders {share:.0%}, training: {depth}",
                *(plus_minus(each.of(leadership=share, training=depth)) for each in (practice, safety)),
            )
            for share in (0.0, 1.0)
            for depth in ("none", *DEPTHS)
        ]
        rows += [
            (
                where,
                f"interaction: full leadership adds more with '{depth}' than without training by",
                *(plus_minus(together(each, depth)) for each in (practice, safety)),
            )
            for depth in DEPTHS
        ]
        half_days = practice.of(leadership=0.0, training=DEPTHS[0]) - practice.of(
            leadership=0.0, training="none"
        )
        deep = practice.of(leadership=0.0, training=DEPTHS[2]) - practice.of(leadership=0.0, training="none")
        sentences.append(
            f"**{where.capitalize()}, without a leadership programme:** with a half-day for all, practice at year 5"
            f" {goes(half_days)}; with 24 % champions and refreshers it {goes(deep)}."
        )
        sides = {outcome: together(values, DEPTHS[1]) for outcome, values in
                 (("practice", practice), ("safety", safety))}  # fmt: skip
        parts = [
            f"in {outcome} {TOGETHER[sign(values)]} (interaction {plus_minus(values)})"
            for outcome, values in sides.items()
        ]
        sentences.append(f"**Leaders and 8 % champions, {where}:** {'; '.join(parts)}.")
        shorts.append(f"{where}, in practice {TOGETHER[sign(sides['practice'])]}")
    rest = OutcomeValues(study, "practice", "embedded").of(leadership=0.0, training=DEPTHS[1])
    bare = OutcomeValues(study, "practice", "blame_culture").of(leadership=0.0, training=DEPTHS[1])
    sentences.append(
        "**The rest of the plan:** with 8 % champions and no leadership programme, practice gained is"
        f" {rest.mean():.3f} with the rest of the embedded plan and {bare.mean():.3f} without it."
    )
    heads = ("base", "", "practice at year 5, less the baseline", "safety at year 5, less the baseline")
    return Found("leaders and champions: " + "; ".join(shorts), sentences, table(rows, *heads))
