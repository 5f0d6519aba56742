"""Steps 5 to 8 of the week, agent by agent: practice, safety, trust, skill (model 2.4, 2.5)."""

from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

from culture_sim.engine.rng import Stream
from tests.reference.agents import Post, StaffMember, Team, clip01, mean

if TYPE_CHECKING:
    from tests.reference.twin import Twin


def practice_is_used(model: Twin) -> None:
    """Step 5, eq. 4: everyone first looks around, then E += k_E s (sigma(eta) - E)."""
    p = model.p
    for post in model.posts:
        look_around(model, post)
    for team in model.teams:
        for person in team.people:
            post = person.post
            post.susceptibility = 1 + p.newcomer_susceptibility * exp(
                -person.tenure / p.newcomer_susceptibility_weeks
            )
            pace = min(p.habit_rate * post.susceptibility, 1)
            person.use += pace * (invited_use(model, person) - person.use)
            person.practice = person.restorative_skill * person.use


def look_around(model: Twin, post: Post) -> None:
    """2.2: N(x) = (1 - omega) x mean of team-mates + omega x mean of cross-team ties, vacant posts left out."""
    mates = [other.person for other in post.team.posts if other.filled and other is not post]
    ties = [other.person for other in post.ties if other.filled]
    near, far = 1 - model.p.cross_team_weight, model.p.cross_team_weight
    if not mates and not ties:
        mates = [post.person]  # nobody to see but oneself
    if not mates:
        near, far = 0.0, 1.0
    if not ties:
        near, far = 1.0, 0.0

    def seen(attribute: str) -> float:
        at_hand = mean([getattr(person, attribute) for person in mates]) if mates else 0.0
        afar = mean([getattr(person, attribute) for person in ties]) if ties else 0.0
        return near * at_hand + far * afar

    post.practice_seen = seen("practice")
    post.safety_seen = seen("psychological_safety")


def invited_use(model: Twin, person: StaffMember) -> float:
    """Eq. 4: sigma(eta); H(N) = N^n / (N^n + N_h^n)."""
    p = model.p
    team, seen = person.post.team, person.post.practice_seen
    n = p.critical_mass_steepness
    visible = seen**n / (seen**n + p.critical_mass**n) if seen > 0 else 0.0
    eta = p.use_intercept + p.leader_use * team.leader.modelling
    eta += p.norm_use * (1 + p.shared_language_use * team.levers["shared_language"]) * visible
    eta += p.safety_use * person.psychological_safety
    eta += p.policy_use * team.policy
    eta += p.everyday_use * team.everyday
    eta += p.supervision_use * team.supervision
    eta += p.agencies_use * team.levers["multi_agency_alignment"]
    eta -= p.workload_use * (team.workload - 1)
    eta -= p.burnout_use * (person.burnout - p.burnout_reference)
    return 1 / (1 + exp(-eta))


def safety_moves(model: Twin) -> None:
    """Step 6, eq. 5, and the status gradient of 2.11.1."""
    p = model.p
    theta = p.own_experience_weight
    for team in model.teams:
        for person in team.people:
            post, safety = person.post, person.psychological_safety
            anchor = p.safety_intercept + p.leader_safety * team.leader.modelling
            anchor += p.peer_safety * post.practice_seen + p.trust_safety * person.trust
            anchor += p.supervision_safety * team.supervision + p.power_safety * team.levers["power_sharing"]
            anchor -= p.status_gradient * (1 - post.status) * (1 - team.leader.modelling)
            pull = theta * (anchor - safety) + (1 - theta) * (post.safety_seen - safety)
            noise = p.safety_noise * post.safety_noise
            pace = min(p.safety_rate * post.susceptibility, 1)
            person.psychological_safety = clip01(safety + pace * pull + noise)


def moved(model: Twin, trust: float, signal: float, weight: float, gain: float) -> float:
    """Eq. 6: T += l w [x - T]+ - chi l w [T - x]+; a signal never takes trust further than itself."""
    rate = gain * weight if signal > trust else model.p.loss_aversion * gain * weight
    return clip01(trust + min(rate, 1) * (signal - trust))


def feel(model: Twin, person: StaffMember, signal: float, weight: float) -> None:
    """A member of staff lives through something more or less fair."""
    person.trust = moved(model, person.trust, signal, weight, model.p.trust_gain_rate)


def trust_moves(model: Twin) -> None:
    """Step 7, eq. 6."""
    p = model.p
    for team in model.teams:
        for person in team.people:
            signal = p.fairness_offset + p.fairness_at_rest
            signal += p.leader_fairness * (team.leader.modelling - p.inherited_modelling)
            signal += p.peer_fairness * (person.post.practice_seen - p.practice_reference)
            signal += p.policy_fairness * team.policy
            signal -= p.say_do_gap * (team.policy_promised - team.policy)
            signal += p.fairness_noise * person.post.fairness_noise
            feel(model, person, signal, weight=1)


def people_train(model: Twin) -> None:
    """Step 8, eq. 7: introductions, champions, peer facilitators, refreshers."""
    for team in model.teams:
        team.training_weeks = 0.0
        for person in team.people:
            maybe_introduced(model, team, person)
            maybe_champion(model, team, person)
            maybe_facilitator(model, team, person)
            maybe_refreshed(model, team, person)


def engagement_of(team: Team, person: StaffMember) -> float:
    """2.11.1: engagement is set per staff group."""
    return team.engagement[person.post.profession]


def reach(model: Twin, team: Team, person: StaffMember) -> float:
    """2.3: 60 to 100 % of staff."""
    least = model.p.reach_without_engagement
    return least + (1 - least) * engagement_of(team, person)


def learn(model: Twin, team: Team, person: StaffMember, target: float) -> None:
    """Eq. 7: R += transfer x (target - R)+; transfer runs from tr_min to 1 with engagement."""
    least = model.p.transfer_without_engagement
    transfer = least + (1 - least) * engagement_of(team, person)
    person.restorative_skill += transfer * max(target - person.restorative_skill, 0)


def attend(model: Twin, team: Team, person: StaffMember, days: float, backfill: float) -> None:
    """A course costs time; what is not backfilled is missing from next week's capacity."""
    person.trained = True
    team.training_weeks += days / 5 * (1 - backfill)
    model.add("training_days", days)
    model.add("backfilled_training_days", days * backfill)


def maybe_introduced(model: Twin, team: Team, person: StaffMember) -> None:
    """A rolling programme: a share of those within reach is meant to come, and waits for a place."""
    p, number = model.p, person.post.number
    strength = team.levers["introduction"]
    if person.trained or strength == 0:
        return
    turn = model.draws(Stream.TRAINING_SLOT, number, week=0)[0]
    luck = person.post.training_draw
    if turn < strength * reach(model, team, person) and luck < 1 / p.introduction_weeks:
        learn(model, team, person, p.introduction_skill)
        attend(model, team, person, p.introduction_days, team.levers["backfill"])
        model.add("introductions")


def maybe_champion(model: Twin, team: Team, person: StaffMember) -> None:
    """Champions have three days; they are replaced only while the lever is on."""
    if person.champion or person.post.champion_priority >= team.levers["champions"]:
        return
    person.champion = True
    learn(model, team, person, model.p.deep_training_skill)
    attend(model, team, person, model.p.deep_training_days, team.levers["backfill"])
    model.add("deep_trainings")


def maybe_facilitator(model: Twin, team: Team, person: StaffMember) -> None:
    """2.11.7: peer facilitators have the same three days."""
    if person.peer_facilitator or person.post.facilitator_priority >= team.levers["peer_facilitators"]:
        return
    person.peer_facilitator = True
    learn(model, team, person, model.p.deep_training_skill)
    attend(model, team, person, model.p.deep_training_days, team.levers["backfill"])
    model.add("facilitator_trainings")


def maybe_refreshed(model: Twin, team: Team, person: StaffMember) -> None:
    """Only what was learned can be refreshed; refreshers scale with the sponsor's commitment."""
    p = model.p
    if team.levers["refreshers"] == 0 or not person.trained:
        return
    chance = team.levers["refreshers"] / 52 * model.sponsor.commitment * reach(model, team, person)
    if 1 - person.post.training_draw < chance:
        light = p.introduction_skill + p.refresher_extra_skill
        learn(model, team, person, p.deep_training_skill if person.champion else light)
        attend(model, team, person, p.refresher_days, team.levers["backfill"])
        model.add("refreshers")


def skill_grows_and_fades(model: Twin) -> None:
    """Eq. 7: coaching by champions, learning by doing, decay of what is not used."""
    p = model.p
    for team in model.teams:
        champions = [person for person in team.people if person.champion]
        share = len(champions) / max(team.headcount, 1)
        champions_use = mean([person.use for person in champions]) if champions else 0.0
        champions_skill = mean([person.restorative_skill for person in champions]) if champions else 0.0
        pace = p.coaching_rate * min(1, share / p.coaching_saturation_share) * champions_use * team.enactment
        for person in team.people:
            skill, use = person.restorative_skill, person.use
            coaching = (
                pace * use * max(p.coaching_fidelity * champions_skill - skill, 0) if champions else 0.0
            )
            doing = p.learning_by_doing * use * person.practice * (p.skill_ceiling - skill)
            decay = (
                log(2)
                / p.skill_half_life_weeks
                * (1 - p.use_protection * use)
                * (skill - person.natural_skill)
            )
            person.restorative_skill = clip01(skill + coaching + doing - decay)
            person.practice = person.restorative_skill * use
