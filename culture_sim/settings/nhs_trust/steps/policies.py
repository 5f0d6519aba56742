"""Step 1: the policies on paper, and how much of them each leader lets happen (model 2.3)."""

from culture_sim.engine.compile import compiled


@compiled
def step_policies(teams, levers, team):
    """Three policies, each as far as the leader enacts it; trust hears of their mean."""
    phi = teams.enactment[team]
    teams.hr_policy[team] = levers.hr_policy[team] * phi
    teams.complaints_policy[team] = levers.complaints_policy[team] * phi
    teams.safety_policy[team] = levers.patient_safety_policy[team] * phi
    promised = levers.hr_policy[team] + levers.complaints_policy[team] + levers.patient_safety_policy[team]
    teams.policy_promised[team] = promised / 3.0
    teams.policy[team] = teams.policy_promised[team] * phi
