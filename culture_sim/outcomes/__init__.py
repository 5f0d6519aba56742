"""What boards count: yearly rates, states, and money. Reads what was lived, changes nothing."""

from culture_sim.outcomes.money import harm_cost, programme_cost
from culture_sim.outcomes.table import OUTCOMES, Outcome, outcome
from culture_sim.outcomes.yearly import yearly_outcomes

__all__ = ["OUTCOMES", "Outcome", "harm_cost", "outcome", "programme_cost", "yearly_outcomes"]
