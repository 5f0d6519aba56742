"""The numbers on the page: how many champions, and where."""

from numbers_in_words import OutcomeValues, plus_minus, table

from culture_sim.study import Study


def numbers(study: Study) -> str:
    """How many champions, and where."""
    rows, steps = [], []
    for scenario in ("training_only", "embedded"):
        practice, turnover = (
            OutcomeValues(study, "practice", scenario),
            OutcomeValues(study, "turnover_percent", scenario),
        )
        steps += [
            (scenario, f"{share:.0%}", plus_minus(practice.of(share=share)))
            for share in (0.0, 0.03, 0.06, 0.12, 0.24)
        ]
        for share in (0.06, 0.12, 0.24):
            spread, clustered, central = (
                practice.of(share=share, placement=each) for each in ("spread", "clustered", "central")
            )
            left = [turnover.of(share=share, placement=each) for each in ("spread", "clustered")]
            rows.append(
                (
                    scenario,
                    f"{share:.0%}",
                    plus_minus(spread - clustered),
                    plus_minus(spread - central),
                    plus_minus(left[0] - left[1], 2),
                )
            )
    return (
        table(steps, "plan", "champions", "practice at year 5, less the baseline, mean of placements")
        + "\n\n"
        + table(
            rows,
            "plan",
            "champions",
            "practice: spread less clustered",
            "spread less central",
            "turnover, points: spread less clustered",
        )
    )
