"""What the pages of the gallery say in numbers: one function a page, from its results to a table.

"±" is half of the 90 % interval of a mean over seeds (Student's t), differences paired by seed: luck, not doubt about
the model. Ranges "over draws" are of means over seeds, one for each set of parameters.
"""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from scipy.stats import t as student

from culture_sim.experiment import Study
from culture_sim.experiment.analysis import (
    Question,
    discover,
    emulate,
    frontier_of_study,
    of_study,
    sensitivity_of,
    sobol_of,
)

Where = dict[str, object]
COST, SAFETY = "programme_cost_gbp", "psychological_safety"
BUDGET = 250_000


class Told:
    """One outcome of one plan of a study, less the baseline of the same luck, by point, draw and seed.

    `over` is a year, "mean" of all years of the programme, or "sum".
    """

    def __init__(
        self,
        study: Study,
        outcome: str,
        scenario: str | None = None,
        over: int | str | None = None,
        difference: bool = True,
    ) -> None:
        years = range(1, study.years + 1) if isinstance(over, str) else [over or study.years]
        frames = [
            study.values(outcome, scenario=scenario, year=year, difference=difference).set_index(
                ["point", "draw", "seed"]
            )
            for year in years
        ]
        total = sum(frames[1:], frames[0])["value"]
        self.table = (
            (total / len(frames) if over == "mean" else total).reset_index().join(study.points(), on="point")
        )

    def of(self, draw: int | None = 0, **where: object) -> pd.Series:
        """Values by seed (by draw and seed without a draw), the mean over the points that are meant."""
        table = self.table
        for name, value in where.items():
            same = np.isclose(table[name], value) if isinstance(value, float) else table[name] == value
            table = table[same]
        if draw is not None:
            return table[table["draw"] == draw].groupby("seed")["value"].mean()
        return table.groupby(["draw", "seed"])["value"].mean()


def plus_minus(values: pd.Series, digits: int = 3) -> str:
    """A mean over seeds with half of its 90 % interval."""
    half = student.ppf(0.95, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return f"{values.mean():+,.{digits}f} ± {half:,.{digits}f}"


def over_draws(values: pd.Series, digits: int = 3) -> str:
    """A mean over draws and seeds, with the least and the most of a draw."""
    each = values.groupby("draw").mean()
    return f"{each.mean():+,.{digits}f} ({each.min():+,.{digits}f} to {each.max():+,.{digits}f} over draws)"


def table(rows: list[tuple[str, ...]], *heads: str) -> str:
    """A table of a page."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def where_from(study: Study) -> str:
    """What the numbers of a study are of."""
    made, runs = study.manifest, study.runs()
    organisations = ", ".join(sorted({each for each in runs["organisation_hash"] if each}))
    staff = ", ".join(f"{each:,}" for each in sorted({each for each in runs["staff"] if each}))
    scenarios = ", ".join(f"{name} {each['hash']}" for name, each in made["scenarios"].items())
    seeds, draws = made["seeds"], int(made["draws"]["number"])
    last = seeds["first"] + seeds["number"] - 1
    held = runs[runs["error"].isna()]["draw"].nunique() - 1
    drawn = (
        f"; {draws} drawn sets of parameters beside the central one, {held} of which hold the baseline"
        if draws
        else ""
    )
    failed = int(runs["error"].notna().sum())
    lost = f" {failed:,} runs have no result: their baseline cannot be held." if failed else ""
    return textwrap.fill(
        f"{made['name']}: {runs['run'].nunique():,} runs of {staff} posts (organisation {organisations}), model "
        f"{made['model']}, study {made['essence']}; scenarios {scenarios}. Seeds {seeds['first']} to {last}, the same at "
        f"every point, each paired with the baseline of the same luck{drawn}; {made['years']} years; centring: "
        f"{made['centring']}.{lost} Another version of the model gives other last digits.",
        118,
        break_on_hyphens=False,
    )


# The pages ----------------------------------------------------------------------------------------


def embedded_or_bolted_on(study: Study) -> str:
    """Each plan, and what both families do for the same money."""
    spent, gained = Told(study, COST, over="sum", difference=False), Told(study, SAFETY, over="mean")
    turnover, saving = Told(study, "turnover_percent", over="mean"), Told(study, "net_saving_gbp", over="sum")
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
    same = []
    for money in (170_000, 300_000, 500_000):
        ratio = bought(money, "embedded", 0, seeds) / bought(money, "bolted", 0, seeds)
        luck = []
        for _ in range(200):
            drawn = rng.choice(seeds, len(seeds))
            luck.append(bought(money, "embedded", 0, drawn) / bought(money, "bolted", 0, drawn))
        pairs = [
            (bought(money, "embedded", draw, seeds), bought(money, "bolted", draw, seeds)) for draw in draws
        ]
        ratios = sorted(one / other for one, other in pairs)
        turned = sum(one < other for one, other in pairs)
        low, high = np.percentile(luck, [5, 95])
        same.append(
            (
                f"{money:,}",
                f"{ratio:.1f} times ({low:.1f} to {high:.1f})",
                f"{ratios[0]:.1f} to {ratios[-1]:.1f}, median {np.median(ratios):.1f}",
                f"{turned} of {len(draws)}",
            )
        )
    return (
        table(rows, *heads)
        + "\n\nRead off between the plans' spends, embedded over bolted on:\n\n"
        + table(same, "GBP", "central parameters", "drawn sets", "bolted on did more in")
    )


def rollout_order_and_pace(study: Study) -> str:
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
    gained, spent = Told(study, SAFETY, over="mean"), Told(study, COST, over="sum", difference=False)
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

    half = gained.of(None, rollout="half of the teams only", plan="everything")
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
        (
            "its share of the price",
            f"{1 - spent.of(plan='everything without backfill').mean() / spent.of(plan='everything').mean():.0%}",
        ),
        (
            "everything in half of the teams",
            f"{over_draws(half)}, GBP {spent.of(rollout='half of the teams only', plan='everything').mean():,.0f}",
        ),
        (
            "half strength everywhere",
            f"{over_draws(gained.of(None, rollout='everywhere', plan='everything at half strength'))}, GBP {spent.of(rollout='everywhere', plan='everything at half strength').mean():,.0f}",
        ),
    ]
    return (
        f"Best for at most GBP {BUDGET:,} in five years; regret over the central and {best.draws} drawn sets:\n\n"
        + table(rows, *heads)
        + "\n\nAgainst everywhere at once, over all plans, champions and sets of parameters:\n\n"
        + table(pace, "rollout", "safety gained, mean of five years", "GBP")
        + "\n\n"
        + table(more, "contrast", "safety gained, mean of five years")
    )


def training_depth_by_leadership(study: Study) -> str:
    """Leaders, training, and what each is worth where the other is."""
    rows = []
    for scenario, words in (("blame_culture", "alone"), ("embedded", "inside the plan")):
        practice = Told(study, "practice", scenario)

        def at(leadership: float, training: str, practice: Told = practice) -> pd.Series:
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
            (words, "half-days at full pace less at half pace, over all leadership", plus_minus(half, 4))
        )
    return table(rows, "base", "", "practice at year 5, less the baseline")


def policy_integration(study: Study) -> str:
    """Policies by leadership, alone and inside the plan."""
    rows = []
    for scenario, words in (("blame_culture", "alone"), ("embedded", "inside the plan")):
        for outcome, digits in (
            ("trust", 3),
            ("practice", 3),
            ("disciplinaries_per_1000_staff", 1),
            ("complaints_per_1000_staff", 1),
        ):
            found = Told(study, outcome, scenario)

            def adds(policies: str, leadership: str, found: Told = found) -> pd.Series:
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
        complaints = Told(study, "complaints_per_1000_staff", scenario)
        disciplinaries = Told(study, "disciplinaries_per_1000_staff", scenario)
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


def champion_share_and_placement(study: Study) -> str:
    """How many champions, and where."""
    rows, steps = [], []
    for scenario in ("training_only", "embedded"):
        practice, turnover = Told(study, "practice", scenario), Told(study, "turnover_percent", scenario)
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


def leader_turnover(study: Study) -> str:
    """What is lost when leaders leave."""
    safety = Told(study, SAFETY)
    commitment = Told(study, "commitment", difference=False)
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


def how_big_is_the_tipping_region(study: Study) -> str:
    """In how many lives the programme outlasts its end."""
    last = Told(study, "practice").table
    kept = last[["point", "seed"]].copy()
    kept["late"], kept["early"] = last["value"], Told(study, "practice", over=3).table["value"]
    late = Told(study, "practice", difference=False).table["value"]
    idle = late - last["value"]
    kept["tips"] = idle > 0.25
    kept["holds"] = ~kept["tips"] & (kept["late"] >= 0.5 * kept["early"])
    falls = ~kept["tips"] & ~kept["holds"]
    share = (kept["late"] / kept["early"])[~kept["tips"]]
    luck = kept.groupby("point")["holds"].nunique().gt(1).sum()
    points = study.points().loc[kept["point"]].reset_index(drop=True)
    mean = points.groupby(np.asarray(kept["holds"])).mean()
    asked = len(study.points())
    rows = [
        (
            "sets of parameters under which blame culture lasts (the others are left out)",
            f"{kept['point'].nunique()} of {asked}",
        ),
        ("lives", f"{len(kept):,}"),
        ("falls back", f"{falls.mean():.0%}"),
        (
            "holds: at least half of the gain of year 3 is left at year 12",
            f"{kept['holds'].mean():.1%} ({kept['holds'].sum()} lives)",
        ),
        (
            "baseline tips by itself: practice above 0.25 at year 12 without a programme",
            f"{kept['tips'].mean():.1%}",
        ),
        (
            "gain of year 3 that is left at year 12: median, upper quartile",
            f"{share.median():.0%}, {share.quantile(0.75):.0%}",
        ),
        ("sets in which luck decides: one life holds and the other does not", f"{luck}"),
    ]
    for name in points.columns:
        if True in mean.index:
            rows.append(
                (
                    f"mean {name.replace('_', ' ')} where it holds, and elsewhere",
                    f"{mean.loc[True, name]:.3g}, {mean.loc[False, name]:.3g}",
                )
            )
    question = Question.read("practice > 0.3")
    found = discover(of_study(study, "practice", difference=False), question)
    return table(rows, "", "") + "\n\nBy `discover`: " + found.finding()


def what_matters_most(screening: Study, close: Study, held: Study) -> str:
    """Morris of twenty, Sobol of six, and the six again with the baseline held."""
    parts = []
    for outcome in (SAFETY, "turnover_percent"):
        found = sensitivity_of(screening, outcome)
        rows = [
            (
                str(row.factor),
                f"{row.value:.3f} ({row.low:.3f} to {row.high:.3f})",
                f"{row.mean_effect:+.3f}",
                f"{row.luck:.3f}",
                "yes" if row.above_luck else "no",
            )
            for row in found.table.head(10 if outcome == SAFETY else 4).itertuples()
        ]
        parts.append(
            f"Screening, {outcome.replace('_', ' ')} at year 5. {found.finding()}\n\n"
            + table(
                rows,
                "parameter",
                "mean absolute effect (95 %)",
                "mean effect",
                "luck's level",
                "told from luck",
            )
        )
    sobol = sensitivity_of(close, SAFETY).table.set_index("factor")
    columns = [emulated(close), emulated(held)]
    rows = [
        (
            name,
            f"{row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f})",
            f"{row['alone']:.2f} ({row['alone_low']:.2f} to {row['alone_high']:.2f})",
            *(f"{each[0].loc[name]:.2f}" for each in columns),
        )
        for name, row in sobol.iterrows()
    ]
    parts.append(
        "Closely, safety at year 5, share of the variance:\n\n"
        + table(
            rows,
            "parameter",
            "Sobol total (95 %)",
            "alone (95 %)",
            "total by emulator",
            "the same, baseline held",
        )
    )
    parts.append(f"Emulator, centred once: {columns[0][1]}\n\nEmulator, baseline held: {columns[1][1]}")
    return "\n\n".join(parts)


def emulated(study: Study) -> tuple[pd.Series, str]:
    """Total Sobol indices of an emulator, and how good it is."""
    fitted = emulate(of_study(study, SAFETY, units=True))
    indices = sobol_of(fitted, dict.fromkeys([each["name"] for each in study.factors], (0.0, 1.0)))
    return indices.table.set_index("factor")["value"], fitted.finding()


PAGES = {
    "embedded_or_bolted_on": embedded_or_bolted_on,
    "training_depth_by_leadership": training_depth_by_leadership,
    "policy_integration": policy_integration,
    "rollout_order_and_pace": rollout_order_and_pace,
    "champion_share_and_placement": champion_share_and_placement,
    "leader_turnover": leader_turnover,
    "how_big_is_the_tipping_region": how_big_is_the_tipping_region,
    "what_matters_most": what_matters_most,
}
