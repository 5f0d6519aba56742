"""Step 4: leaders drift towards what they brought, what is asked of them and what their team does (model eq. 3)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import clip01


@compiled
def leadership_target(style, programme, commitment, team_practice, workload, pars):
    """Where a leader's modelling is heading (model eq. 3)."""
    gained = programme * commitment * pars.leadership_programme_gain * (1.0 - style)
    from_below = pars.team_pull_on_leader * (team_practice - pars.practice_reference)
    lost_to_pressure = pars.pressure_reversion * max(workload - pars.pressure_threshold, 0.0)
    return style + gained + from_below - lost_to_pressure


@compiled
def step_leaders(teams, levers, sponsor, pars, team):
    """The team's leader moves a little."""
    target = leadership_target(
        teams.leader_style[team],
        levers.leadership_modelling[team],
        sponsor.commitment[0],
        teams.practice[team],
        teams.workload[team],
        pars,
    )
    modelling = teams.modelling[team]
    teams.modelling[team] = clip01(modelling + pars.leader_habit_rate * (target - modelling))
    teams.leader_tenure[team] += 1
