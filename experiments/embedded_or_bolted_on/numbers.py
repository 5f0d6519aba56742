"""The page's numbers: each plan, and what both families do for the same money."""

import numpy as np
from numbers_in_words import Found, OutcomeValues, goes, of_all, over_draws, plus_minus, sign, table

from culture_sim.study import Study

COST = "programme_cost_gbp"
SAFETY = "psychological_safety"
SPENDS = (500_000, 800_000, 1_200_000, 1_600_000)
ABOUT_ALIKE = ("embedded 3", "bolted on 3")


def numbers(study: Study) -> Found:
    """Each plan, and what both families do for the same money."""
    spent, gained = (
        OutcomeValues(study, COST, over="sum", difference=False),
        OutcomeValues(study, SAFETY, over="mean"),
    )
    turnover, saving = (
        OutcomeValues(study, "turnover_percent", over="mean"),
        OutcomeValues(study, "net_saving_gbp", over="sum"),
    )
    plans = list(study.points()["plan"])
    rows = [
        (
            plan,
            f"{spent.of(plan=plan).mean():,.0f}",
            plus_minus(gained.of(plan=plan)),
            over_draws(gained.of(None, plan=plan)),
            plus_minus(turnover.of(plan=plan), 2),
            plus_minus(saving.of(plan=plan), 0),
        )
        for plan in plans
    ]
    heads = (
        "plan",
        "GBP in five years",
        "safety gained",
        "over all sets",
        "turnover, points a year",
        "net saving, GBP",
    )

    def bought(money: float, family: str, draw: int, seeds: np.ndarray) -> float:
        mine = [plan for plan in plans if plan.startswith(family)]
        costs = [spent.of(draw, plan=plan).loc[seeds].mean() for plan in mine]
        gains = [gained.of(draw, plan=plan).loc[seeds].mean() for plan in mine]
        return float(np.interp(money, costs, gains))

    draws = sorted(set(gained.table["draw"]) - {0})
    seeds = np.array(sorted(set(gained.table["seed"])))
    rng = np.random.default_rng(1)
    same, sentences, central = [], [], []
    turning: set[int] = set()
    for money in SPENDS:
        ratio = bought(money, "embedded", 0, seeds) / bought(money, "bolted", 0, seeds)
        ratios = []
        for _ in range(200):
            drawn = rng.choice(seeds, len(seeds))
            ratios.append(bought(money, "embedded", 0, drawn) / bought(money, "bolted", 0, drawn))
        low, high = np.percentile(ratios, [5, 95])
        pairs = [
            (bought(money, "embedded", draw, seeds), bought(money, "bolted", draw, seeds)) for draw in draws
        ]
        ratios = sorted(one / other for one, other in pairs)
        turned = sum(one < other for one, other in pairs)
        central.append(ratio)
        turning |= {draw for draw, (one, other) in zip(draws, pairs, strict=True) if one < other}
        same.append(
            (
                f"{money:,}",
                f"{ratio:.1f} times ({low:.1f} to {high:.1f})",
                f"{ratios[0]:.1f} to {ratios[-1]:.1f}, median {np.median(ratios):.1f}",
                f"{turned} of {len(draws)}",
            )
        )
        sentences.append(
            f"For GBP {money:,} the embedded plans gain {ratio:.1f} times the safety of the bolted-on ones under the"
            f" central parameters ({low:.1f} to {high:.1f}), and {ratios[0]:.1f} to {ratios[-1]:.1f} times over the"
            f" drawn sets; bolted on did more in {of_all(turned, len(draws))}."
        )
    pays = [plan for plan in plans if sign(saving.of(plan=plan)) > 0]
    one, other = ABOUT_ALIKE
    costs = [spent.of(plan=plan).mean() for plan in ABOUT_ALIKE]
    turned_over = [goes(turnover.of(plan=plan), 2, " points") for plan in ABOUT_ALIKE]
    paying = ", ".join(f"`{each}`" for each in pays) or "no plan"
    sentences += [
        (
            f"Turnover {turned_over[0]} a year over five years with `{one}` (GBP {costs[0]:,.0f}), and {turned_over[1]}"
            f" with `{other}` (GBP {costs[1]:,.0f})."
        ),
        (
            f"By the model's placeholder prices, staff time among them, {paying} clearly saves more than it costs in"
            " five years."
        ),
    ]
    short = (
        f"{min(central):.1f} to {max(central):.1f} times the safety under the central parameters; at one spend or"
        f" another, bolted on does more in {of_all(len(turning), len(draws))} drawn sets"
    )
    return Found(
        short,
        sentences,
        table(rows, *heads)
        + "\n\nRead off between the plans' spends, embedded over bolted on:\n\n"
        + table(same, "GBP", "central parameters", "drawn sets", "bolted on did more in"),
    )
