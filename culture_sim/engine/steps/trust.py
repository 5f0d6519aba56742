"""Step 7: trust that the organisation responds fairly, from everyday life (model eq. 6)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import clip01


@compiled
def settled_trust(trust, signal, weight, gain, loss_aversion):
    """Trust after an experience: slow to build, quick to lose (model eq. 6)."""
    rate = gain * weight if signal > trust else gain * loss_aversion * weight
    return trust + min(rate, 1.0) * (signal - trust)


@compiled
def everyday_fairness(modelling, practice_seen, policy, policy_promised, pars):
    """How fair an ordinary week is: the leader, peers, enacted policy, and the gap to what was promised (eq. 6)."""
    return (
        pars.fairness_offset
        + pars.fairness_at_rest
        + pars.leader_fairness * (modelling - pars.inherited_modelling)
        + pars.peer_fairness * (practice_seen - pars.practice_reference)
        + pars.policy_fairness * policy
        - pars.say_do_gap * (policy_promised - policy)
    )


@compiled
def apply_trust_event(staff, post, signal, weight, pars):
    """One event moves one person's trust; returns the change."""
    before = staff.trust[post]
    after = settled_trust(before, signal, weight, pars.trust_gain_rate, pars.loss_aversion)
    staff.trust[post] = clip01(after)
    return staff.trust[post] - before


@compiled
def step_trust(staff, teams, pars, team):
    """Everyone's week was more or less fair."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        fairness = everyday_fairness(
            teams.modelling[team],
            staff.practice_seen[post],
            teams.policy[team],
            teams.policy_promised[team],
            pars,
        )
        signal = fairness + pars.fairness_noise * staff.fairness_noise[post]
        apply_trust_event(staff, post, signal, 1.0, pars)
