"""The numbers on the page: what is lost when leaders leave."""

from numbers_in_words import OutcomeValues, plus_minus, table

from culture_sim.study import Study

SAFETY = "psychological_safety"


def numbers(study: Study) -> str:
    """What is lost when leaders leave."""
    safety = OutcomeValues(study, SAFETY)
    commitment = OutcomeValues(study, "commitment", difference=False)
    rows = []
    for succession in ("none", "planned"):
        rows += [
            (
                f"succession {succession}: sponsors {turnover:.0%} a year",
                plus_minus(safety.of(sponsor_turnover=turnover, succession=succession)),
                f"{commitment.of(sponsor_turnover=turnover, succession=succession).mean():.2f}",
            )
            for turnover in (0.15, 0.3, 0.6)
        ]
        rows += [
            (
                f"succession {succession}: sponsors 60 % less 15 %",
                plus_minus(
                    safety.of(sponsor_turnover=0.6, succession=succession)
                    - safety.of(sponsor_turnover=0.15, succession=succession)
                ),
                "",
            ),
            (
                f"succession {succession}: team leaders 50 % less 8 %",
                plus_minus(
                    safety.of(leader_turnover=0.5, succession=succession)
                    - safety.of(leader_turnover=0.08, succession=succession)
                ),
                "",
            ),
        ]
    return table(rows, "", "safety at year 5, less the baseline", "commitment at year 5")
