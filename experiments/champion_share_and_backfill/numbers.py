"""The page's numbers: how many champions, and with how much of their time covered."""

from itertools import pairwise

from numbers_in_words import Found, OutcomeValues, goes, plus_minus, sign, table

from culture_sim.study import Study

SHARES = (0.0, 0.04, 0.08, 0.16, 0.32)
COVER = (0.0, 0.5, 1.0)
PLANS = {"training_only": "in training alone", "embedded": "inside the embedded plan"}


def numbers(study: Study) -> Found:
    """How many champions, and with how much of their time covered."""
    rows, sentences, shorts = [], [], []
    for plan, where in PLANS.items():
        practice, safety, workload, cost = (
            OutcomeValues(study, outcome, plan, over, difference)
            for outcome, over, difference in (
                ("practice", None, True),
                ("psychological_safety", None, True),
                ("workload", "mean", True),
                ("programme_cost_gbp", "sum", False),
            )
        )
        rows += [
            (
                plan,
                f"{share:.0%}",
                f"{cover:.0%}",
                plus_minus(practice.of(share=share, backfill=cover)),
                plus_minus(safety.of(share=share, backfill=cover)),
                plus_minus(workload.of(share=share, backfill=cover)),
                f"{cost.of(share=share, backfill=cover).mean():,.0f}",
            )
            for share in SHARES
            for cover in COVER
        ]
        most = practice.of(share=SHARES[-1]) - practice.of(share=SHARES[0])
        steps = [sign(practice.of(share=more) - practice.of(share=less)) for less, more in pairwise(SHARES)]
        up = sum(step > 0 for step in steps)
        gained = safety.of(share=SHARES[-1]) - safety.of(share=SHARES[0])
        spent = cost.of(share=SHARES[-1]).mean() - cost.of(share=SHARES[0]).mean()
        sentences.append(
            f"**How many, {where}:** from none to {SHARES[-1]:.0%} of staff, practice at year 5 {goes(most)}, and"
            f" clearly so in {up} of the {len(steps)} steps between; safety {goes(gained)}, for GBP {spent:,.0f} more"
            " in five years."
        )
        covered = {
            outcome: values.of(backfill=COVER[-1]) - values.of(backfill=COVER[0])
            for outcome, values in (("practice", practice), ("safety", safety), ("workload", workload))
        }
        price = cost.of(backfill=COVER[-1]).mean() - cost.of(backfill=COVER[0]).mean()
        sentences.append(
            f"**Cover, {where}:** with all of the time covered instead of none, practice"
            f" {goes(covered['practice'])}, safety {goes(covered['safety'])} and mean workload"
            f" {goes(covered['workload'])}, for GBP {price:,.0f} more in five years."
        )
        shorts.append(f"{where}, practice {goes(most)}")
    heads = (
        "plan",
        "champions",
        "backfill",
        "practice at year 5",
        "safety at year 5",
        "workload, mean of five years",
        "GBP in five years",
    )
    return Found(
        f"from none to {SHARES[-1]:.0%}: {'; '.join(shorts)}",
        sentences,
        "Less the baseline:\n\n" + table(rows, *heads),
    )
