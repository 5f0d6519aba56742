"""Step 3: burnout builds up under load and heals with safety and supervision (model eq. 2)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import clip01


@compiled
def strain_of_work(workload, pars):
    """What a week's work asks of people: workload to a power, so that the last straw weighs most."""
    return pars.burnout_build_up * workload**pars.workload_exponent


@compiled
def burnout_gain(burnout, demand, vulnerability, strain):
    """Build-up: felt more by the vulnerable and by champions whose time is not protected."""
    return demand * vulnerability * (1.0 + strain) * (1.0 - burnout)


@compiled
def burnout_recovery(burnout, safety, supervision, pars):
    """Recovery: faster where it is safe, and with restorative supervision."""
    rate = pars.basic_recovery + pars.safety_recovery * safety + pars.supervision_recovery * supervision
    return rate * burnout


@compiled
def step_burnout(staff, teams, levers, pars, team):
    """Everyone's burnout follows their team's workload."""
    demand = strain_of_work(teams.workload[team], pars)
    unprotected = pars.champion_strain * (1.0 - levers.backfill[team])
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        burnout = staff.burnout[post]
        strain = unprotected if staff.champion[post] else 0.0
        change = burnout_gain(burnout, demand, staff.vulnerability[post], strain)
        change -= burnout_recovery(burnout, staff.psychological_safety[post], teams.supervision[team], pars)
        change += pars.burnout_contagion * (teams.burnout[team] - burnout)
        if staff.investigation_weeks[post] > 0:
            change += pars.investigation_strain * (1.0 - burnout)
        change += pars.burnout_noise * staff.burnout_noise[post]
        staff.burnout[post] = clip01(burnout + change)
