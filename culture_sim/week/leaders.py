"""Step 4: leaders drift towards what they brought, what is asked of them and what their team does (model eq. 3)."""

from culture_sim.compiled import compiled
from culture_sim.week.stock import bounded


@compiled
def pulled_towards(style, programme, commitment, team_practice, workload, rules):
    """Where a leader's modelling is heading (model eq. 3)."""
    gained = programme * commitment * rules.leadership_programme_gain * (1.0 - style)
    from_below = rules.team_pull_on_leader * (team_practice - rules.practice_reference)
    lost_to_pressure = rules.pressure_reversion * max(workload - rules.pressure_threshold, 0.0)
    return style + gained + from_below - lost_to_pressure


@compiled
def live_leaders(teams, levers, sponsor, rules):
    """Every leader moves a little."""
    for team in range(teams.size):
        target = pulled_towards(
            teams.leader_style[team],
            levers.leadership_modelling[team],
            sponsor.commitment[0],
            teams.practice[team],
            teams.workload[team],
            rules,
        )
        modelling = teams.leadership_modelling[team]
        teams.leadership_modelling[team] = bounded(modelling + rules.leader_habit_rate * (target - modelling))
        teams.leader_tenure[team] += 1
