"""What an answer to harm does to the person in it and to those who see it: restorative (13), or blame (15)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled_apart
from culture_sim.engine.event_log import Response, log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.rules import (
    as_act,
    is_present,
    learn_safety,
    learn_trust,
    relieve,
    see,
    strain,
    wound,
)
from culture_sim.engine.steps.daily import investigate, spared


@compiled_apart
def restore_staff(
    staff, teams, diary, post, nu, noticed, cause, answered, witnessed, how, who, key, pars, seed, week, team
):
    """Somebody is heard after harm; those of the team present who notice learn from it too (13).

    Args:
        staff: of the organisation.
        teams: of the organisation.
        diary: of those who are watched.
        post: of the person.
        nu: quality of the process.
        noticed: stream of who notices, and what act they see.
        cause: of the changes.
        answered: event of the person.
        witnessed: event of those who notice.
        how: response in both.
        who: identity of those who were harmed.
        key: number of the harm in the week.
        pars: parameters.
        seed: of the run.
        week: of the run.
        team: of the person.
    """
    value = pars.process_value_base + (1.0 - pars.process_value_base) * nu
    learn_safety(staff, post, value, pars.learn_own_answer * pars.event_weight_self, cause, diary, pars)
    learn_trust(staff, post, value, pars.trust_gain_rate * pars.trust_event_weight, cause, diary, pars)
    relieve(staff, post, pars.burnout_restored * nu, cause, diary)
    log_event(diary, staff, post, answered, cause, how, who, nu)
    for mate in range(teams.first_post[team], teams.end_post[team]):
        there, act, _, _ = uniforms(seed, week, noticed, mate, key)
        if mate != post and is_present(staff, mate) and there < pars.case_noticed:
            weight = pars.learn_own_answer * pars.event_weight_witness
            learn_safety(staff, mate, value, weight, cause, diary, pars)
            weight = pars.case_weight
            see(staff, mate, as_act(act < nu), weight, weight, False, cause, diary, pars)
            log_event(diary, staff, mate, witnessed, cause, how, staff.person[post], nu)


@compiled_apart
def blame_staff(
    staff, teams, levers, tally, diary, post, investigation, noticed, cause, answered, witnessed, who, key,
    pars, seed, week, team,
):  # fmt: skip
    """Somebody is at fault, and perhaps investigated; those of the team present who notice learn from it too (15).

    Args:
        staff: of the organisation.
        teams: of the organisation.
        levers: in force.
        tally: of the week.
        diary: of those who are watched.
        post: of the person.
        investigation: draw that decides whether there is one.
        noticed: stream of who notices.
        cause: of the changes.
        answered: event of the person.
        witnessed: event of those who notice.
        who: identity of those who were harmed.
        key: number of the harm in the week.
        pars: parameters.
        seed: of the run.
        week: of the run.
        team: of the person.
    """
    learn_safety(staff, post, 0.0, pars.learn_own_answer * pars.event_weight_self, cause, diary, pars)
    weight = pars.trust_gain_rate * pars.trust_event_weight
    learn_trust(staff, post, pars.blamed_trust, weight, cause, diary, pars)
    strain(staff, post, pars.blamed_strain * pars.burnout_blamed, cause, diary)
    wound(staff, post, pars.hurt_by_blame)
    log_event(diary, staff, post, answered, cause, Response.BLAMED, who, 0.0)
    for mate in range(teams.first_post[team], teams.end_post[team]):
        there, _, _, _ = uniforms(seed, week, noticed, mate, key)
        if mate != post and is_present(staff, mate) and there < pars.case_noticed:
            weight = pars.learn_own_answer * pars.event_weight_witness
            learn_safety(staff, mate, pars.blame_seen, weight, cause, diary, pars)
            see(staff, mate, 0.0, pars.case_weight, pars.case_weight, False, cause, diary, pars)
            log_event(diary, staff, mate, witnessed, cause, Response.BLAMED, staff.person[post], 0.0)
    chance = pars.investigated_after_blame * spared(staff, teams, levers, pars, team)
    if staff.investigation_weeks[post] == 0 and investigation < chance:
        investigate(staff, tally, diary, post, pars, team)
