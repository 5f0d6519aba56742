"""Step 1: the levers in force, and how much of them each leader lets happen (model 2.3)."""

import numpy as np

from culture_sim.engine.compile import compiled, compiled_with_arrays
from culture_sim.engine.rng import Stream, normal
from culture_sim.engine.steps.team_means import update_team_means


@compiled
def enacted_share(modelling, pars):
    """What is on paper happens only through the leader (model 2.3): phi = phi0 + (1 - phi0) M."""
    return pars.enactment_floor + (1.0 - pars.enactment_floor) * modelling


@compiled
def step_launch(staff, teams, sponsor, schedule, pars, seed, week):
    """In the week of the launch the sponsor commits, and need is measured if the culture was diagnosed."""
    if week != schedule.launch:
        return
    sponsor.commitment[0] = pars.commitment_at_launch
    teams.need_multiplier[:] = 1.0
    if schedule.targeting > 0.0:
        for team in range(teams.size):
            update_team_means(staff, teams, team)
        set_need_multiplier(teams, schedule.targeting, pars, seed, week)


@compiled
def step_levers(teams, levers, engagement, schedule, tally, pars, week, team):
    """Bring the plan's levers into force in one team, as far as its leader lets them."""
    if week >= schedule.launch:
        row = min(week - schedule.launch, schedule.plan.shape[0] - 1)
        levers[team] = schedule.plan[row, teams.wave[team]]
        for group in range(engagement.shape[1]):
            engagement[team, group] = schedule.engagement[row, teams.wave[team], group]
        scale_levers_by_need(levers, team, teams.need_multiplier[team], schedule.need_ceilings)
        if schedule.busy[row, teams.wave[team]]:
            tally.programme_running[team] = 1.0
    phi = enacted_share(teams.modelling[team], pars)
    teams.enactment[team] = phi
    teams.everyday[team] = levers.everyday_conversations[team] * phi
    teams.supervision[team] = levers.restorative_supervision[team] * phi
    teams.relationship[team] = levers.relationship_time[team] * phi


@compiled
def scale_levers_by_need(levers, team, need_multiplier, ceilings):
    """What is done in teams, rather than written for all of them, follows need (model 2.11.9)."""
    if need_multiplier == 1.0:
        return
    amounts = levers.view(np.float64)  # every column is a float64, so a row is `ceilings.size` numbers
    for column in range(ceilings.size):
        if ceilings[column] >= 0.0:
            place = team * ceilings.size + column
            amounts[place] = min(amounts[place] * need_multiplier, ceilings[column])


@compiled_with_arrays
def set_need_multiplier(teams, targeting, pars, seed, week):
    """After a diagnosis, teams that feel less safe get more of every lever, as far as it can tell (model 2.11.9)."""
    measured = np.empty(teams.size)
    for team in range(measured.size):
        measured[team] = teams.safety[team] + pars.diagnosis_noise * normal(
            seed, week, Stream.DIAGNOSIS, team
        )
    spread = measured.std()
    if spread > 0.0:
        for team in range(measured.size):
            need = (measured.mean() - measured[team]) / spread
            teams.need_multiplier[team] = min(max(1.0 + 0.25 * targeting * need, 0.5), 1.5)
