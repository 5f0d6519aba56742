"""Step 1: the levers in force, and how much of them each leader lets happen (model 2.3)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import Stream, normal


@compiled
def enacted_share(modelling, pars):
    """What is on paper happens only through the leader (model 2.3): phi = phi0 + (1 - phi0) M."""
    return pars.enactment_floor + (1.0 - pars.enactment_floor) * modelling


@compiled
def step_levers(teams, levers, engagement, programme, sponsor, tally, pars, seed, week):
    """Bring the plan's levers into force; at the launch, take stock of need if the culture was diagnosed."""
    if week == programme.launch:
        sponsor.commitment[0] = pars.commitment_at_launch
        teams.need_multiplier[:] = 1.0
        if programme.targeting > 0.0:
            set_need_multiplier(teams, programme.targeting, pars, seed, week)
    running = 0
    for team in range(teams.size):
        if week >= programme.launch:
            row = min(week - programme.launch, programme.plan.shape[0] - 1)
            levers[team] = programme.plan[row, teams.wave[team]]
            engagement[team] = programme.engagement[row, teams.wave[team]]
            scale_levers_by_need(levers, team, teams.need_multiplier[team], programme.need_ceilings)
            if programme.busy[row, teams.wave[team]]:
                running += 1
        phi = enacted_share(teams.modelling[team], pars)
        teams.enactment[team] = phi
        teams.everyday[team] = levers.everyday_conversations[team] * phi
        teams.supervision[team] = levers.restorative_supervision[team] * phi
        teams.relationship[team] = levers.relationship_time[team] * phi
    tally.programme_running[week] = running / teams.size


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


@compiled
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
