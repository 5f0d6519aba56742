"""The numbers on the page: the best plans for the budget, and what order, pace and champions do."""

import pandas as pd
from numbers_in_words import OutcomeValues, over_draws, plus_minus, table

from culture_sim.study import Study
from culture_sim.study.analysis import frontier_of_study

COST = "programme_cost_gbp"
SAFETY = "psychological_safety"
BUDGET = 250_000


def numbers(study: Study, begun: Study) -> str:
    """The best plans for the budget, and what order, pace and champions do."""
    best = frontier_of_study(study, SAFETY, budget=BUDGET)
    heads = ("rollout", "plan", "champions", "GBP", "safety gained", "mean regret", "largest", "best in")
    rows = [
        (
            str(row["rollout"]),
            str(row["plan"]),
            f"{row['champions']:.0%}",
            f"{row['cost']:,.0f}",
            f"{row['value']:.3f} ({row['value_low']:.3f} to {row['value_high']:.3f})",
            f"{row['regret_mean']:.3f}",
            f"{row['regret_worst']:.3f}",
            f"{row['best_in']:.0%}",
        )
        for _, row in best.table.head(8).iterrows()
    ]
    gained, spent = (
        OutcomeValues(study, SAFETY, over="mean"),
        OutcomeValues(study, COST, over="sum", difference=False),
    )
    at_once = gained.of(None, rollout="everywhere")
    pace = [
        (
            name,
            over_draws(gained.of(None, rollout=name) - at_once),
            f"{spent.of(rollout=name).mean() - spent.of(rollout='everywhere').mean():+,.0f}",
        )
        for name in dict.fromkeys(study.points()["rollout"])
        if name != "everywhere"
    ]

    def pilot(which: str) -> pd.Series:
        return gained.of(None, rollout=f"pilot {which} 52 weeks", plan="everything")

    def with_price(**where: str) -> str:
        return f"{over_draws(gained.of(None, **where))}, GBP {spent.of(0, **where).mean():,.0f}"

    with_backfill, without = (
        spent.of(plan=plan).mean() for plan in ("everything", "everything without backfill")
    )
    more = [
        (
            "pilot teams: most ready less most in need",
            over_draws(pilot("of the ready") - pilot("of the needy")),
        ),
        ("pilot teams: most ready less random", over_draws(pilot("of the ready") - pilot("at random"))),
        (
            "directorates reversed less as listed",
            over_draws(
                gained.of(None, rollout="directorates every 26 weeks reversed")
                - gained.of(None, rollout="directorates every 26 weeks")
            ),
        ),
        (
            "16 % champions less 2 %",
            over_draws(gained.of(None, champions=0.16) - gained.of(None, champions=0.02)),
        ),
        ("their price, GBP", plus_minus(spent.of(champions=0.16) - spent.of(champions=0.02), 0)),
        (
            "backfill of 60 % less none",
            over_draws(
                gained.of(None, plan="everything") - gained.of(None, plan="everything without backfill")
            ),
        ),
        ("its share of the price", f"{1 - without / with_backfill:.0%}"),
        (
            "everything in half of the teams",
            with_price(rollout="half of the teams only", plan="everything"),
        ),
        (
            "half strength everywhere",
            with_price(rollout="everywhere", plan="everything at half strength"),
        ),
    ]
    return (
        f"Best for at most GBP {BUDGET:,} in five years; regret over the central and {best.draws} drawn sets:\n\n"
        + table(rows, *heads)
        + "\n\nAgainst everywhere at once, over all plans, champions and sets of parameters:\n\n"
        + table(pace, "rollout", "safety gained, mean of five years", "GBP")
        + "\n\n"
        + table(more, "contrast", "safety gained, mean of five years")
        + "\n\n"
        + searched(Study(begun.folder / "search" / SAFETY))
    )


def searched(study: Study) -> str:
    """The best plans that a search found, where they differ and what one would regret."""
    best = frontier_of_study(study, SAFETY, budget=BUDGET)
    shown = [name for name in best.factors if name != "rollout"]
    rows = [
        (
            str(row["rollout"]),
            *(f"{row[name]:.2f}" for name in shown),
            f"{row['cost']:,.0f}",
            f"{row['value']:.3f}",
            f"{row['regret_mean']:.3f}",
            f"{row['regret_worst']:.3f}",
        )
        for _, row in best.table.head(6).iterrows()
    ]
    heads = ("rollout", *(name.replace("_", " ") for name in shown))
    return (
        f"Of {len(study.points())} plans that the search ran, the best for at most GBP {BUDGET:,} "
        f"(regret over the central and {best.draws} drawn sets):\n\n"
        + table(rows, *heads, "GBP", "safety gained", "mean regret", "largest")
    )
