"""Step 2: who is off sick, what the team can do, what is asked of it (model eq. 1, 2, 2.11.4)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import Stream, normal

WELL, SHORT, STRESS = 0, 1, 2
_LEAST_CAPACITY = 0.5
"""Share of a full team's capacity that is found somehow even when nearly everyone is away."""


@compiled
def chance_of_sickness(burnout, pars):
    """Chance of being absent this week (model eq. 2)."""
    return pars.sickness_share * np.exp(pars.burnout_sickness * (burnout - pars.burnout_reference))


@compiled
def chance_of_stress_episode(burnout, pars):
    """Chance that a stress-related episode begins this week (model 2.11.4)."""
    at_reference = pars.stress_sickness_share * pars.sickness_share / pars.stress_episode_weeks
    return at_reference * np.exp(pars.stress_burnout * (burnout - pars.burnout_reference))


@compiled
def chance_of_short_sickness(pars):
    """Chance of a short episode this week (model 2.11.4)."""
    return (1.0 - pars.stress_sickness_share) * pars.sickness_share


@compiled
def most_sickness(pars):
    """Chance of falling sick at the highest burnout: a draw above it needs no closer look."""
    if pars.sickness_episodes == 0.0:
        return chance_of_sickness(1.0, pars)
    return chance_of_stress_episode(1.0, pars) + chance_of_short_sickness(pars)


@compiled
def sickness(before, burnout, pars, start, recovery, at_most):
    """Whether somebody is off this week: a weekly draw, or an episode that goes on (model eq. 2, 2.11.4)."""
    if pars.sickness_episodes > 0.0 and before == STRESS and recovery * pars.stress_episode_weeks >= 1.0:
        return STRESS
    if start >= at_most:
        return WELL
    if pars.sickness_episodes == 0.0:
        return SHORT if start < chance_of_sickness(burnout, pars) else WELL
    stress = chance_of_stress_episode(burnout, pars)
    if start < stress:
        return STRESS
    return SHORT if start < stress + chance_of_short_sickness(pars) else WELL


@compiled
def productivity(burnout, tenure, champion, facilitator, backfill, pars):
    """What a person at work gets done, 1 for a settled colleague (model eq. 1)."""
    done = 1.0 - pars.burnout_productivity_loss * (burnout - pars.burnout_reference)
    if tenure < pars.novice_weeks:
        done *= pars.novice_productivity
    if champion:
        done *= 1.0 - pars.champion_time * (1.0 - backfill)
    if facilitator:
        done *= 1.0 - pars.facilitator_time * (1.0 - backfill)
    return done


@compiled
def overhead(everyday, supervision, relationship, co_production, pars):
    """Share of working time that the programme asks for (model eq. 1)."""
    return (
        pars.supervision_time * supervision
        + pars.everyday_time * everyday
        + pars.relationship_time * relationship
        + pars.co_production_time * co_production
    )


@compiled
def step_workload(staff, teams, levers, tally, pars, seed, week, team):
    """Everyone is well or off sick; the team has more or less to do than it can."""
    at_most = most_sickness(pars)
    backfill = levers.backfill[team]
    capacity = 0.0
    present = 0
    first, end = teams.first_post[team], teams.end_post[team]
    for post in range(first, end):
        if not staff.filled[post]:
            continue
        start, recovery = staff.sickness_draw[post], staff.recovery_draw[post]
        staff.sick[post] = sickness(staff.sick[post], staff.burnout[post], pars, start, recovery, at_most)
        if staff.sick[post] == WELL:
            present += 1
            capacity += productivity(
                staff.burnout[post],
                staff.tenure[post],
                staff.champion[post],
                staff.peer_facilitator[post] and levers.peer_facilitators[team] > 0.0,
                backfill,
                pars,
            )
    posts = end - first
    vacant = posts - teams.headcount[team]
    capacity += pars.agency_cover * vacant - teams.training_weeks[team]
    share = overhead(
        teams.everyday[team],
        teams.supervision[team],
        teams.relationship[team],
        levers.co_production[team],
        pars,
    )
    teams.demand[team] = pars.demand_persistence * teams.demand[team] + pars.demand_spread * np.sqrt(
        1.0 - pars.demand_persistence**2
    ) * normal(seed, week, Stream.DEMAND, team)
    asked = np.exp(teams.demand[team]) * pars.demand_scale * posts * (1.0 + share * (1.0 - backfill))
    teams.workload[team] = asked / max(capacity, _LEAST_CAPACITY * posts)
    teams.present[team] = present
    tally.headcount[team] = teams.headcount[team]
    tally.vacant[team] = vacant
    tally.sick[team] = teams.headcount[team] - present
    tally.programme_time[team] = share * present
    tally.backfilled_time[team] = share * present * backfill
