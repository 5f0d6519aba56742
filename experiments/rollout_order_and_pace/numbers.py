"""The page's numbers: the best plans for the budget, and what order and pace do."""

import pandas as pd
from numbers_in_words import Found, OutcomeValues, of_all, over_draws, table

from culture_sim.study import Study
from culture_sim.study.analysis import frontier_of_study

COST = "programme_cost_gbp"
SAFETY = "psychological_safety"
BUDGET = 1_000_000


def numbers(study: Study, begun: Study) -> Found:
    """The best plans for the budget, and what order and pace do."""
    best = frontier_of_study(study, SAFETY, budget=BUDGET)
    heads = ("rollout", "plan", "GBP", "safety gained", "mean regret", "largest", "best in")
    rows = [
        (
            str(row["rollout"]),
            str(row["plan"]),
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
    first = best.table.iloc[0]
    contrasts = {name: gained.of(None, rollout=name) - at_once for name, *_ in pace}
    loses = {name: int((by_draw(values) < 0).sum()) for name, values in contrasts.items()}
    later = min(contrasts, key=lambda name: abs(contrasts[name].mean()))
    latest = min(contrasts, key=lambda name: contrasts[name].mean())
    sets = best.draws + 1
    always = [name for name, count in loses.items() if count == sets]
    ready = pilot("of the ready") - pilot("of the needy")
    found, plans = searched(Study(begun.folder / "search" / SAFETY))
    half, weak = (
        (gained.of(None, **where).mean(), spent.of(0, **where).mean())
        for where in (
            {"rollout": "half of the teams only", "plan": "everything"},
            {"rollout": "everywhere", "plan": "everything at half strength"},
        )
    )
    way = "more" if found["value"] > first["value"] else "less"
    covered = gained.of(None, plan="everything") - gained.of(None, plan="everything without backfill")
    sentences = [
        (
            f"**Best within GBP {BUDGET:,}** under the central parameters: {first['rollout']}, {first['plan']}:"
            f" {first['value']:+.3f} for GBP {first['cost']:,.0f}. It is the best affordable plan in"
            f" {first['best_in']:.0%} of the sets of parameters, its largest regret {first['regret_worst']:.3f}."
        ),
        (
            f"**Pace.** {of_all(len(always), len(contrasts)).capitalize()} ways of starting later or in fewer teams"
            f" lose in every set of parameters. Against everywhere at once, averaged over plans and sets, '{later}'"
            f" makes {contrasts[later].mean():+.3f} and '{latest}' {contrasts[latest].mean():+.3f}."
        ),
        f"**Which teams first.** Pilot teams that are most ready against most in need: {over_draws(ready)}.",
        (
            f"**Whole for half or half for all?** The whole plan in half of the teams gains {half[0]:.3f} for GBP"
            f" {half[1]:,.0f}, the plan at half strength for all {weak[0]:.3f} for GBP {weak[1]:,.0f}."
        ),
        (
            f"**Backfill** is {1 - without / with_backfill:.0%} of the price of the whole plan, and adds"
            f" {over_draws(covered)}."
        ),
        (
            f"**A search** over ten ranges ran {plans} plans; its best within the budget gains"
            f" {found['value']:.3f} for GBP {found['cost']:,.0f}, {way} than the best of the grid."
        ),
    ]
    short = (
        f"best for the money: {first['plan']}, {first['rollout']}; of {len(contrasts)} other rollouts,"
        f" {len(always) or 'none'} lose{'s' if len(always) == 1 else ''} in every set of parameters"
    )
    tables = (
        f"Best for at most GBP {BUDGET:,} in five years; regret over the central and {best.draws} drawn sets:\n\n"
        + table(rows, *heads)
        + "\n\nAgainst everywhere at once, over all plans and sets of parameters:\n\n"
        + table(pace, "rollout", "safety gained, mean of five years", "GBP")
        + "\n\n"
        + table(more, "contrast", "safety gained, mean of five years")
        + "\n\n"
        + search_table(Study(begun.folder / "search" / SAFETY))
    )
    return Found(short, sentences, tables)


def by_draw(values: pd.Series) -> pd.Series:
    """Means over seeds, one for each set of parameters."""
    return values.groupby("draw").mean()


def searched(study: Study) -> tuple[pd.Series, int]:
    """The best plan within the budget that a search found, and how many plans it ran."""
    return frontier_of_study(study, SAFETY, budget=BUDGET).table.iloc[0], len(study.points())


def search_table(study: Study) -> str:
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
