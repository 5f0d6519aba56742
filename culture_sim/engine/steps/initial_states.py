"""Week 0: people, leaders and the sponsor as a warm-up may start from; it forgets most of this."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.interim import new_person
from culture_sim.engine.rng import Stream, normal, normals, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01, logistic, whole_weeks


@compiled
def draw_initial_staff(staff, sponsor, pars, seed):
    """Everyone in post, at the reference levels of the parameters, and the posts that stand vacant."""
    sponsor.next_person[0] = 1
    vacant = (
        pars.weeks_to_fill * (pars.leaving_anyway_per_year + pars.leaving_culture_per_year) / WEEKS_A_YEAR
    )
    stay = WEEKS_A_YEAR / (pars.leaving_anyway_per_year + pars.leaving_culture_per_year + 1e-9)
    for post in range(staff.size):
        here, _, tenure, _ = uniforms(seed, 0, Stream.FIRST_PERSON, post, 1)
        vulnerable, skilled = normals(seed, 0, Stream.FIRST_PERSON, post)
        spread = pars.vulnerability_spread
        staff.filled[post] = here >= vacant / (1.0 + vacant)
        staff.person[post] = new_person(sponsor)
        staff.psychological_safety[post] = pars.safety_reference
        staff.trust[post] = pars.trust_reference
        staff.vulnerability[post] = np.exp(spread * vulnerable - 0.5 * spread * spread)
        demand = pars.burnout_build_up * staff.vulnerability[post]
        recovery = pars.basic_recovery + pars.safety_recovery * pars.safety_reference
        staff.burnout[post] = demand / (demand + recovery)
        staff.natural_skill[post] = clip01(pars.natural_skill + pars.natural_skill_spread * skilled)
        staff.restorative_skill[post] = staff.natural_skill[post]
        staff.use[post] = logistic(
            pars.use_intercept
            + pars.leader_use * pars.inherited_modelling
            + pars.safety_use * pars.safety_reference
        )
        staff.practice[post] = staff.restorative_skill[post] * staff.use[post]
        staff.tenure[post] = whole_weeks(-np.log(tenure) * stay)


@compiled
def draw_initial_leader(teams, sponsor, team, pars, seed):
    """The leader of one team, and how busy the team is."""
    style = clip01(
        pars.inherited_modelling
        + pars.inherited_modelling_spread * normal(seed, 0, Stream.FIRST_LEADER, team)
    )
    teams.leader_style[team] = style
    teams.modelling[team] = style
    teams.leader[team] = new_person(sponsor)
    teams.leader_tenure[team] = 0
    teams.demand[team] = pars.demand_spread * normal(seed, 0, Stream.FIRST_DEMAND, team)


@compiled
def draw_initial_sponsor(sponsor):
    """The executive sponsor, whose commitment comes with the launch."""
    sponsor.sponsor[0] = new_person(sponsor)
