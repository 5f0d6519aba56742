"""What the pages of children's social work tell of each plan: outcomes side by side, money with the care side apart."""

from __future__ import annotations

import pandas as pd
from numbers_in_words import OutcomeValues, over_draws, plus_minus, table

from culture_sim.settings import load_parameters
from culture_sim.study import Study

OUTCOMES = {
    "family_trust": ("families' trust", 3),
    "disclosure_share": ("known risk", 3),
    "turnover_percent": ("turnover, points", 2),
    "complaints_per_1000_staff": ("complaints", 0),
    "child_harms_per_1000_staff": ("serious harms", 1),
    "care_entries_per_1000_children": ("entries to care", 2),
}
"""Outcomes with their heads and decimals; entries to care never without harm and known risk."""
PRICES = {"in_care": "cost_per_child_in_care_week", "court_children": "cost_per_child_in_court"}
"""Columns of the week that make the care side of what is saved, with their prices."""
READ_FIRST = (
    "**Read first.** The model does not know the effect on entries to care, and fewer is not in itself success: read"
    " serious harms and known risk beside them, and the saving without the care side."
)


class ServicePlans:
    """Every plan of a study, less the baseline under the same random numbers."""

    def __init__(self, study: Study) -> None:
        self.names = list(study.points()["plan"])
        self.outcomes = {key: OutcomeValues(study, key) for key in OUTCOMES}
        self.cost = OutcomeValues(study, "programme_cost_gbp", over="sum", difference=False)
        self.saving = OutcomeValues(study, "net_saving_gbp", over="sum")
        self.draws = sorted(set(self.cost.table["draw"]) - {0})
        self._care = _care_cost(study)

    def of(self, outcome: str, plan: str, draw: int | None = 0) -> pd.Series:
        """An outcome in the last year, by seed (by draw and seed without a draw)."""
        return self.outcomes[outcome].of(draw, plan=plan)

    def spent(self, plan: str, draw: int = 0) -> float:
        """GBP over all years, the mean over seeds."""
        return float(self.cost.of(draw, plan=plan).mean())

    def without_care(self, plan: str) -> pd.Series:
        """Net saving over all years, by seed, with what is saved on care and court left out."""
        saved = self._care.loc[self._care["plan"] == plan].set_index("seed")["saved"]
        return self.saving.of(plan=plan) - saved

    def pays_without_care(self, plan: str) -> str:
        """Whether a plan pays without the care side: "costs £1.8 million more than it saves"."""
        net = float(self.without_care(plan).mean()) / 1e6
        one, other = ("saves", "costs") if net > 0 else ("costs", "saves")
        return f"{one} £{abs(net):.1f} million more than it {other}"

    def price(self, plan: str) -> str:
        """What a plan costs over all years: "£2.9 million"."""
        return f"£{self.spent(plan) / 1e6:.1f} million"

    def in_favour(self, outcome: str, one: str, other: str, way: int) -> str:
        """In how many drawn sets of parameters `one` does more than `other`, "5 of 6"."""
        better = [
            way * (self.of(outcome, one, draw).mean() - self.of(outcome, other, draw).mean()) > 0
            for draw in self.draws
        ]
        return f"{sum(better)} of {len(better)}"

    def tables(self) -> str:
        """Outcomes in the last year, and money over all years."""
        rows = [
            (
                name,
                f"{self.spent(name) / 1e6:.2f}",
                *(plus_minus(self.of(key, name), digits) for key, (_, digits) in OUTCOMES.items()),
            )
            for name in self.names
        ]
        spread = [
            (name, *(over_draws(self.of(key, name, None), digits) for key, (_, digits) in OUTCOMES.items()))
            for name in self.names
        ]
        money = [
            (
                name,
                f"{self.spent(name) / 1e6:.2f}",
                plus_minus(self.saving.of(plan=name) / 1e6, 1),
                plus_minus(self.without_care(name) / 1e6, 1),
            )
            for name in self.names
        ]
        heads = [head for head, _ in OUTCOMES.values()]
        return "\n\n".join(
            (
                READ_FIRST,
                "Last year, less the baseline:",
                table(rows, "plan", "spend, £ million", *heads),
                "The same over all sets of parameters:",
                table(spread, "plan", *heads),
                "All years, £ million:",
                table(money, "plan", "spend", "net saving", "net saving without the care side"),
            )
        )


def _care_cost(study: Study) -> pd.DataFrame:
    """What a plan saves on care and court under the central parameters, by plan and seed."""
    prices = load_parameters("social_work")
    weeks = study.weekly()
    weeks = weeks[(weeks["draw"] == 0) & (weeks["week"] >= 0)]
    weeks = weeks.assign(cost=sum(weeks[column] * prices[price] for column, price in PRICES.items()))
    total = weeks.groupby(["scenario", "point", "seed"])["cost"].sum().reset_index()
    baseline = total[total["scenario"] == "baseline"].set_index("seed")["cost"]
    plans = total[total["scenario"] != "baseline"].join(study.points(), on="point")
    return plans.assign(saved=plans["seed"].map(baseline) - plans["cost"])
