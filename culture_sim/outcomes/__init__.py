"""What boards count: the declaration of an outcome, yearly rates and states, and money. Reads runs, changes nothing.

Which outcomes there are is said by a setting: `load_setting("nhs_trust").outcomes`.
"""

from culture_sim.outcomes.event_costs import EVENT_COSTS, EventCost, hours_and_price
from culture_sim.outcomes.money import CORE_TEAM_LINES, MONEY_OUTCOMES, net_saving, yearly_cost
from culture_sim.outcomes.outcome import MoneyLine, Outcome, SavingGroup, rate, state
from culture_sim.outcomes.spread import NO_SPREAD, Spread, read_spreads
from culture_sim.outcomes.yearly import share_of_others, yearly_outcomes

__all__ = [
    "CORE_TEAM_LINES",
    "EVENT_COSTS",
    "MONEY_OUTCOMES",
    "NO_SPREAD",
    "EventCost",
    "MoneyLine",
    "Outcome",
    "SavingGroup",
    "Spread",
    "hours_and_price",
    "net_saving",
    "rate",
    "read_spreads",
    "share_of_others",
    "state",
    "yearly_cost",
    "yearly_outcomes",
]
