"""Step 6: psychological safety, between own experience and what colleagues feel (model eq. 5, 2.11.1)."""

from culture_sim.compiled import compiled
from culture_sim.week.stock import bounded


@compiled
def anchor(modelling, practice_seen, trust, supervision, power_sharing, status, rules):
    """What one's own experience says: leader, peers, trust, supervision, power, and one's standing (model eq. 5)."""
    return (
        rules.safety_intercept
        + rules.leader_safety * modelling
        + rules.peer_safety * practice_seen
        + rules.trust_safety * trust
        + rules.supervision_safety * supervision
        + rules.power_safety * power_sharing
        - rules.status_gradient * (1.0 - status) * (1.0 - modelling)
    )


@compiled
def settled_safety(safety, experience, peers, susceptibility, rules):
    """Safety after a week: Friedkin-Johnsen, with lived experience for an anchor (model eq. 5)."""
    own = rules.own_experience_weight
    pace = min(rules.safety_rate * susceptibility, 1.0)
    return safety + pace * (own * (experience - safety) + (1.0 - own) * (peers - safety))


@compiled
def live_safety(staff, teams, levers, rules):
    """Everyone feels a little safer or less safe."""
    for team in range(teams.size):
        for post in range(teams.first_post[team], teams.end_post[team]):
            if not staff.filled[post]:
                continue
            experience = anchor(
                teams.leadership_modelling[team],
                staff.practice_seen[post],
                staff.trust[post],
                teams.supervision[team],
                levers.power_sharing[team],
                staff.status[post],
                rules,
            )
            safety = settled_safety(
                staff.psychological_safety[post],
                experience,
                staff.safety_seen[post],
                staff.susceptibility[post],
                rules,
            )
            noise = rules.safety_noise * staff.safety_noise[post]
            staff.psychological_safety[post] = bounded(safety + noise)
