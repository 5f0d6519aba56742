"""What the school reports."""

from culture_sim.outcomes import MONEY_OUTCOMES, MoneyLine, rate, state

OUTCOMES = (
    rate("exclusions", "Exclusions", "lower", "Pupils sent home.", "Made up", "headlines", headline=True),
    state("practice", "Restorative practice", "higher", "Skill times use."),
    *MONEY_OUTCOMES,
)

HARM_LINES = (MoneyLine("exclusions", "exclusion_cost", "Exclusions"),)
