"""Step 2: who is off sick, what the team can do, what is asked of it (model eq. 1, 2, 2.11.4)."""

import numpy as np

from culture_sim.chance import Decision, normal
from culture_sim.compiled import compiled

WELL, SHORT, STRESS = 0, 1, 2
_LEAST_CAPACITY = 0.5
"""Share of a full team's capacity that is found somehow even when nearly everyone is away."""


@compiled
def chance_of_sickness(burnout, rules):
    """Chance of being absent this week (model eq. 2)."""
    return rules.sickness_share * np.exp(rules.burnout_sickness * (burnout - rules.burnout_reference))


@compiled
def chance_of_stress_episode(burnout, rules):
    """Chance that a stress-related episode begins this week (model 2.11.4)."""
    at_reference = rules.stress_sickness_share * rules.sickness_share / rules.stress_episode_weeks
    return at_reference * np.exp(rules.stress_burnout * (burnout - rules.burnout_reference))


@compiled
def chance_of_short_sickness(rules):
    """Chance of a short episode this week (model 2.11.4)."""
    return (1.0 - rules.stress_sickness_share) * rules.sickness_share


@compiled
def most_sickness(rules):
    """Chance of falling sick at the highest burnout: luck above it needs no closer look."""
    if rules.sickness_episodes == 0.0:
        return chance_of_sickness(1.0, rules)
    return chance_of_stress_episode(1.0, rules) + chance_of_short_sickness(rules)


@compiled
def sickness(before, burnout, rules, start, recovery, at_most):
    """Whether somebody is off this week: a weekly draw, or an episode that goes on (model eq. 2, 2.11.4)."""
    if rules.sickness_episodes > 0.0 and before == STRESS and recovery * rules.stress_episode_weeks >= 1.0:
        return STRESS
    if start >= at_most:
        return WELL
    if rules.sickness_episodes == 0.0:
        return SHORT if start < chance_of_sickness(burnout, rules) else WELL
    stress = chance_of_stress_episode(burnout, rules)
    if start < stress:
        return STRESS
    return SHORT if start < stress + chance_of_short_sickness(rules) else WELL


@compiled
def productivity(burnout, tenure, champion, facilitator, backfill, rules):
    """What a person at work gets done, 1 for a settled colleague (model eq. 1)."""
    done = 1.0 - rules.burnout_productivity_loss * (burnout - rules.burnout_reference)
    if tenure < rules.novice_weeks:
        done *= rules.novice_productivity
    if champion:
        done *= 1.0 - rules.champion_time * (1.0 - backfill)
    if facilitator:
        done *= 1.0 - rules.facilitator_time * (1.0 - backfill)
    return done


@compiled
def overhead(everyday, supervision, relationship, co_production, rules):
    """Share of working time that the programme asks for (model eq. 1)."""
    return (
        rules.supervision_time * supervision
        + rules.everyday_time * everyday
        + rules.relationship_time * relationship
        + rules.co_production_time * co_production
    )


@compiled
def live_workload(staff, teams, levers, tally, rules, seed, week):
    """Everyone is well or off sick; every team has more or less to do than it can."""
    at_most = most_sickness(rules)
    for team in range(teams.size):
        backfill = levers.backfill[team]
        capacity = 0.0
        present = 0
        first, end = teams.first_post[team], teams.end_post[team]
        for post in range(first, end):
            if not staff.filled[post]:
                continue
            start, recovery = staff.luck_of_sickness[post], staff.luck_of_recovery[post]
            staff.sick[post] = sickness(
                staff.sick[post], staff.burnout[post], rules, start, recovery, at_most
            )
            if staff.sick[post] == WELL:
                present += 1
                capacity += productivity(
                    staff.burnout[post],
                    staff.tenure[post],
                    staff.champion[post],
                    staff.peer_facilitator[post] and levers.peer_facilitators[team] > 0.0,
                    backfill,
                    rules,
                )
        posts = end - first
        vacant = posts - teams.headcount[team]
        capacity += rules.agency_cover * vacant - teams.training_weeks[team]
        share = overhead(
            teams.everyday[team],
            teams.supervision[team],
            teams.relationship[team],
            levers.co_production[team],
            rules,
        )
        teams.demand[team] = rules.demand_persistence * teams.demand[team] + rules.demand_spread * np.sqrt(
            1.0 - rules.demand_persistence**2
        ) * normal(seed, week, Decision.DEMAND, team)
        asked = np.exp(teams.demand[team]) * rules.demand_scale * posts * (1.0 + share * (1.0 - backfill))
        teams.workload[team] = asked / max(capacity, _LEAST_CAPACITY * posts)
        teams.present[team] = present
        tally.headcount[week] += teams.headcount[team]
        tally.vacant[week] += vacant
        tally.sick[week] += teams.headcount[team] - present
        tally.programme_time[week] += share * present
        tally.backfilled_time[week] += share * present * backfill
