"""Step 7: trust that the organisation responds fairly, from everyday life (model eq. 6)."""

from culture_sim.compiled import compiled
from culture_sim.week.stock import bounded


@compiled
def settled_trust(trust, signal, weight, gain, loss_aversion):
    """Trust after an experience: slow to build, quick to lose (model eq. 6)."""
    rate = gain * weight if signal > trust else gain * loss_aversion * weight
    return trust + min(rate, 1.0) * (signal - trust)


@compiled
def everyday_fairness(modelling, practice_seen, policy, policy_promised, rules):
    """How fair an ordinary week is: the leader, peers, policy as lived, and the gap to what was promised (eq. 6)."""
    return (
        rules.fairness_offset
        + rules.fairness_at_rest
        + rules.leader_fairness * (modelling - rules.inherited_modelling)
        + rules.peer_fairness * (practice_seen - rules.practice_reference)
        + rules.policy_fairness * policy
        - rules.say_do_gap * (policy_promised - policy)
    )


@compiled
def shaken(staff, post, signal, weight, rules):
    """One event moves one person's trust; returns the change."""
    before = staff.trust[post]
    after = settled_trust(before, signal, weight, rules.trust_gain_rate, rules.loss_aversion)
    staff.trust[post] = bounded(after)
    return staff.trust[post] - before


@compiled
def live_trust(staff, teams, rules):
    """Everyone's week was more or less fair."""
    for team in range(teams.size):
        for post in range(teams.first_post[team], teams.end_post[team]):
            if not staff.filled[post]:
                continue
            fairness = everyday_fairness(
                teams.leadership_modelling[team],
                staff.practice_seen[post],
                teams.policy[team],
                teams.policy_promised[team],
                rules,
            )
            signal = fairness + rules.fairness_noise * staff.fairness_noise[post]
            shaken(staff, post, signal, 1.0, rules)
