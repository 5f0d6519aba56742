"""Step 6: psychological safety, between own experience and what colleagues feel (model eq. 5, 2.11.1)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import clip01


@compiled
def anchor(modelling, practice_seen, trust, supervision, power_sharing, status, pars):
    """What one's own experience says: leader, peers, trust, supervision, power, and one's standing (model eq. 5)."""
    return (
        pars.safety_intercept
        + pars.leader_safety * modelling
        + pars.peer_safety * practice_seen
        + pars.trust_safety * trust
        + pars.supervision_safety * supervision
        + pars.power_safety * power_sharing
        - pars.status_gradient * (1.0 - status) * (1.0 - modelling)
    )


@compiled
def settled_safety(safety, experience, peers, susceptibility, pars):
    """Safety after a week: Friedkin-Johnsen, anchored in one's own experience (model eq. 5)."""
    own = pars.own_experience_weight
    pace = min(pars.safety_rate * susceptibility, 1.0)
    return safety + pace * (own * (experience - safety) + (1.0 - own) * (peers - safety))


@compiled
def step_safety(staff, teams, levers, pars, team):
    """Everyone feels a little safer or less safe."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        experience = anchor(
            teams.modelling[team],
            staff.practice_seen[post],
            staff.trust[post],
            teams.supervision[team],
            levers.power_sharing[team],
            staff.status[post],
            pars,
        )
        safety = settled_safety(
            staff.psychological_safety[post],
            experience,
            staff.safety_seen[post],
            staff.susceptibility[post],
            pars,
        )
        noise = pars.safety_noise * staff.safety_noise[post]
        staff.psychological_safety[post] = clip01(safety + noise)
