"""Families: who they are, what happens to them by themselves (5), and how a case is opened, moved and closed."""

from __future__ import annotations

import numpy as np

from culture_sim.engine.columns import zeros
from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import Response as Answer
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import beta, normals, uniform, uniforms
from culture_sim.engine.rules import clip, count_of, leader_of
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import SUPPORT_WORKERS, Conduct, Event, Served, Stage

FIRST_FAMILY = 2**48
"""Identities of families lie beyond those of people."""
FIRST_WEEK = 2**24
"""Those of the families of the first week, beyond the others."""
MOST_REFERRALS = 256
"""Of a team in a week, at most, that have identities of their own."""
PLACES_A_POST = 12
"""Places of families for each post as the table is made: it grows."""


def new_served(teams, posts, _places_of_team, _parameters):
    """The table of families, empty; those of the first week are drawn as it begins."""
    return zeros(Served, PLACES_A_POST * (posts + len(teams)))


@compiled
def served_has_capacity(state):
    """Whether there is room for all who could be referred in any week."""
    empty = 0
    for row in range(state.served.size):
        empty += state.served.stage[row] == Stage.NOBODY
    return empty > 2 * state.staff.size


@compiled_apart
def empty_place(state):
    """An empty row, looked for from where the last was found."""
    families = state.served
    row = state.executive.next_place[0]
    while families.stage[row % families.size] != Stage.NOBODY:
        row += 1
    state.executive.next_place[0] = (row + 1) % families.size
    return row % families.size


@compiled
def is_open(families, row):
    """Whether somebody works with the family."""
    return families.stage[row] != Stage.NOBODY and families.stage[row] != Stage.CLOSED


@compiled
def has_plan(families, row):
    """Whether there is a plan: from a child in need plan on."""
    return Stage.IN_NEED <= families.stage[row] <= Stage.LOOKED_AFTER


@compiled
def holds_cases(staff, post):
    """Whether the post is one of those that hold cases."""
    return staff.exposure[post] > 0.0


@compiled
def in_post(staff, post):
    """Somebody is there for the cases of the post: employed, or an agency worker."""
    return staff.filled[post] or staff.agency[post]


@compiled
def project_workers(staff, post, pars):
    """Agency workers beyond the establishment, in project teams with cases: those above one for a vacant post."""
    if staff.filled[post] or staff.profession[post] == SUPPORT_WORKERS:
        return 0.0
    return max(0.0, pars.agency_cover - 1.0)


@compiled
def at_work(staff, post):
    """The same, and not off this week."""
    return in_post(staff, post) and not staff.absent[post]


@compiled
def hours_of(families, row, pars):
    """Hours a week of a worker that a family takes (1)."""
    stage = families.stage[row]
    hours = 0.0
    if stage == Stage.ASSESSMENT:
        hours = pars.hours_assessment
    elif stage == Stage.IN_NEED:
        hours = pars.hours_in_need
    elif stage == Stage.PROTECTION:
        hours = pars.hours_protection
    elif stage == Stage.PRE_PROCEEDINGS:
        hours = pars.hours_pre_proceedings
    elif stage == Stage.COURT:
        hours = pars.hours_court
    elif stage == Stage.LOOKED_AFTER:
        hours = pars.hours_in_care
    return hours


@compiled
def hours_with_children(families, row, pars):
    """The same with what each child beyond the first adds."""
    return hours_of(families, row, pars) * (1.0 + pars.hours_more_children * (families.children[row] - 1.0))


@compiled_apart
def new_family(state, who, needed, pars, seed, week, team):
    """Somebody whom the service meets for the first time: the row, with its case not yet opened."""
    families = state.served
    row = empty_place(state)
    children, earlier, _, _ = uniforms(seed, week, OwnDraw.FIRST, who, 0)
    trusts, knows = normals(seed, week, OwnDraw.NOISES, who, 0)
    worries, exposed = normals(seed, week, OwnDraw.NOISES, who, 1)
    more = pars.children_beyond_first
    families.person[row], families.team[row] = who, team
    families.worker[row], families.worker_person[row], families.former[row] = -1, 0, -1
    families.children[row] = min(int(pars.most_children), 1 + count_of(more, np.exp(-more), children))
    if needed:
        risk = beta(pars.risk_low, pars.risk_high, seed, week, OwnDraw.RISK, who)
        families.need[row] = beta(pars.need_low, pars.need_high, seed, week, OwnDraw.NEED, who)
    else:
        risk = beta(pars.unneeded_risk_low, pars.unneeded_risk_high, seed, week, OwnDraw.RISK, who)
        families.need[row] = beta(
            pars.unneeded_need_low, pars.unneeded_need_high, seed, week, OwnDraw.NEED, who
        )
    families.risk[row] = risk
    families.own_risk[row] = clip(pars.own_risk_share * risk + pars.own_risk_base, 0.0, 1.0)
    trust = pars.first_service_trust + pars.first_service_trust_spread * trusts
    families.service_trust[row] = clip(trust, 0.02, 0.98)
    families.trust[row] = families.service_trust[row]
    families.known[row] = clip(pars.first_known + pars.first_known_spread * knows, 0.02, 0.98)
    families.own_plan[row] = pars.first_own_plan
    families.network[row] = beta(pars.network_low, pars.network_high, seed, week, OwnDraw.NETWORK, who)
    families.worry[row] = pars.first_worry_spread * worries
    families.exposure[row] = np.exp(pars.exposure_log_mean + pars.exposure_log_spread * exposed)
    families.had_plan[row] = earlier < pars.earlier_plan * risk / pars.earlier_plan_risk
    families.complaint_stage[row], families.complaint_due[row] = 0, 0
    families.due[row], families.in_care[row] = 0, False
    return row


@compiled_apart
def open_case(state, row, stage, week):
    """The service begins to work with a family, which has no key worker yet."""
    families = state.served
    families.stage[row], families.stage_weeks[row], families.unseen_weeks[row] = stage, 0, 0
    families.workers[row], families.worker[row], families.former[row] = 0, -1, -1
    families.manner[row] = Conduct.NOT_MET
    families.promise_due[row], families.broken_promises[row] = 0, 0
    families.offered[row] = False
    families.referred[row] = week


@compiled_apart
def close_case(state, row, pars, seed, week):
    """The case is closed; it is settled now whether and when the family comes back (section 3).

    One that does not come back while it is remembered leaves the table at once: nothing more happens to it here.
    """
    families, who = state.served, state.served.person[row]
    release(state, row, pars)
    families.stage[row], families.in_care[row] = Stage.CLOSED, False
    families.former[row] = -1
    families.service_trust[row] = (families.service_trust[row] + families.trust[row]) / 2.0
    hazard = pars.return_hazard * (pars.return_need_floor + families.need[row]) ** pars.return_need_power
    hazard *= np.exp(
        pars.return_risk * (families.risk[row] - pars.return_risk_reference)
        + pars.return_trust * (families.service_trust[row] - pars.service_trust_reference)
    )
    memory = pars.return_memory
    part = -np.log(uniform(seed, week, OwnDraw.RETURN, who, 0)) / (hazard * memory)
    if part < 1.0 - np.exp(-pars.forgotten_weeks / memory):
        families.due[row] = week + 1 + int(-memory * np.log(1.0 - part))
    else:
        forget(state, row)


@compiled_apart
def forget(state, row):
    """The family leaves the table."""
    families = state.served
    families.stage[row] = Stage.NOBODY
    state.tally.gone[families.team[row]] += 1.0


@compiled_apart
def release(state, row, pars):
    """The key worker has the family no longer."""
    families, staff = state.served, state.staff
    worker = families.worker[row]
    if worker >= 0 and staff.person[worker] == families.worker_person[row]:
        staff.families[worker] -= 1
        staff.case_hours[worker] -= hours_with_children(families, row, pars)
    families.worker[row] = -1


@compiled
def step_risk_and_events(state, diary, row, event, pars, seed, week):
    """Risk drifts to the family's own level; a life event may come between (5)."""
    families = state.served
    families.risk[row] += pars.risk_drift * (families.own_risk[row] - families.risk[row])
    if event < pars.life_events * families.exposure[row]:
        size, needs, _, _ = uniforms(seed, week, OwnDraw.FAMILY, families.person[row], 1)
        borne = 1.0 - pars.life_event_network * families.network[row]
        risk = families.risk[row] + pars.life_event_risk * size * borne
        families.risk[row] = clip(risk, 0.0, 1.0)
        families.need[row] = clip(families.need[row] + pars.life_event_need * needs, 0.0, 1.0)
        families.known[row] *= pars.life_event_known
        log_of_team(state, diary, row, Event.LIFE_EVENT, Answer.NONE, families.risk[row])


@compiled_apart
def log_of_team(state, diary, row, what, answer, quality):
    """Write down for the team's manager what happened to a family, whether or not it has a key worker."""
    leader = leader_of(state.teams, state.staff, state.served.team[row])
    who = state.served.person[row]
    log_event(diary, state.staff, leader, what, Cause.NOTHING, answer, who, quality)


@compiled
def learn_family(families, row, value, weight, pars):
    """A family's trust in its own worker moves towards what it met; losses weigh more (3)."""
    change = value - families.trust[row]
    share = weight * pars.family_trust_gain * (1.0 if change > 0.0 else pars.family_loss_over_gain)
    families.trust[row] = clip(families.trust[row] + min(1.0, share) * change, 0.0, 1.0)


@compiled
def tell(families, row, share):
    """A share of the risk that was not known is known now."""
    families.known[row] += min(1.0, share) * (1.0 - families.known[row])


@compiled
def record_families(state, pars):
    """Where every family stands as the week ends, and the hours that they take of whom."""
    families, staff, teams, tally = state.served, state.staff, state.teams, state.tally
    for row in range(staff.size):
        staff.families[row] = 0
        staff.case_hours[row] = 0.0
    for team in range(teams.size):
        teams.case_hours[team] = 0.0
        for post in range(teams.first_post[team], teams.end_post[team]):
            tally.case_holders[team] += project_workers(staff, post, pars)
            if holds_cases(staff, post):
                tally.case_holders[team] += in_post(staff, post)
                tally.area_children[team] += pars.children_for_each_post
    for row in range(families.size):
        if not is_open(families, row):
            continue
        team, stage, children = families.team[row], families.stage[row], families.children[row]
        hours = hours_with_children(families, row, pars)
        teams.case_hours[team] += hours
        if families.worker[row] >= 0:
            staff.families[families.worker[row]] += 1
            staff.case_hours[families.worker[row]] += hours
        else:
            tally.waiting[team] += 1.0
        tally.open_families[team] += 1.0
        tally.open_children[team] += children
        tally.child_workers[team] += children
        tally.family_trust[team] += families.trust[row]
        tally.family_service_trust[team] += families.service_trust[row]
        tally.real_risk[team] += families.risk[row]
        tally.known_risk[team] += families.known[row] * families.risk[row]
        if has_plan(families, row):
            tally.plan_families[team] += 1.0
            tally.family_led_plans[team] += families.own_plan[row] > pars.family_leads_from
        if stage == Stage.PROTECTION or stage == Stage.PRE_PROCEEDINGS:
            tally.children_on_plans[team] += children
        if families.in_care[row]:
            tally.in_care[team] += children
