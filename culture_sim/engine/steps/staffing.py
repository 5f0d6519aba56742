"""Step 15: people leave, others come, leaders change (model eq. 14, 15)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.interim import new_person, next_identity, reserve_identities
from culture_sim.engine.rng import Stream, normals, uniforms
from culture_sim.engine.steps.practice import invited_use, team_invitation
from culture_sim.engine.steps.skill import attend, taught, transfer
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01

UNIDENTIFIED = -1
"""Identity of a leader from outside until the week ends."""


@compiled
def leaving_hazard(burnout, trust, safety, recent_leavers, new, investigated, pars):
    """Chance of leaving this week before the profession's own rate (model eq. 14)."""
    pull = (
        pars.burnout_leaving * (burnout - pars.burnout_reference)
        - pars.trust_leaving * (trust - pars.trust_reference)
        - pars.safety_leaving * (safety - pars.safety_reference)
        + pars.leaving_contagion * (recent_leavers - pars.usual_leaver_share)
    )
    if new:
        pull += pars.first_year_leaving
    if investigated:
        pull += pars.investigated_leaving
    return (pars.leaving_anyway_per_year + pars.leaving_culture_per_year * np.exp(pull)) / WEEKS_A_YEAR


@compiled
def vacate(staff, post):
    """Nobody holds the post now."""
    staff.filled[post] = False
    staff.sick[post] = 0
    staff.investigation_weeks[post] = 0
    staff.champion[post] = False
    staff.peer_facilitator[post] = False


@compiled
def newcomer(staff, post, identity, pars, seed, week, stream):
    """Somebody else takes the post: safer, more trusting and fresher than those who stayed (model eq. 14)."""
    vulnerable, skilled = normals(seed, week, stream, post)
    staff.filled[post] = True
    staff.person[post] = identity
    staff.psychological_safety[post] = pars.newcomer_safety
    staff.trust[post] = pars.newcomer_trust
    staff.burnout[post] = pars.newcomer_burnout
    staff.natural_skill[post] = clip01(pars.natural_skill + pars.natural_skill_spread * skilled)
    staff.restorative_skill[post] = staff.natural_skill[post]
    spread = pars.vulnerability_spread
    staff.vulnerability[post] = np.exp(spread * vulnerable - 0.5 * spread * spread)
    staff.tenure[post] = 0
    staff.trained[post] = False
    staff.sick[post] = 0
    staff.investigation_weeks[post] = 0


@compiled
def step_leaving(staff, teams, tally, log, pars, week, team):
    """Everyone in the team stays or leaves."""
    leavers = 0
    expected = 0.0
    first, end = teams.first_post[team], teams.end_post[team]
    for post in range(first, end):
        if not staff.filled[post]:
            continue
        hazard = leaving_hazard(
            staff.burnout[post],
            staff.trust[post],
            staff.psychological_safety[post],
            teams.leavers_recent[team],
            staff.tenure[post] < pars.first_year_weeks,
            staff.investigation_weeks[post] > 0,
            pars,
        )
        hazard = clip01(hazard * staff.leaving_multiplier[post])
        expected += hazard
        if staff.leaving_draw[post] < hazard:
            leavers += 1
            log_event(log, week, Event.LEFT, Response.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)
            vacate(staff, post)
        else:
            staff.tenure[post] += 1
    tally.leavers[team] = leavers
    tally.chance_of_leaving[team] = expected
    fading = 1.0 - 1.0 / pars.recent_leaver_weeks
    teams.leavers_recent[team] = teams.leavers_recent[team] * fading + leavers / (end - first)


@compiled
def is_hired(draw, pars):
    """Whether somebody comes to a vacant post this week."""
    return draw * pars.weeks_to_fill < 1.0


@compiled
def count_newcomers(staff, teams, notes, pars, seed, week, team):
    """How many people will be hired this week, so that their identities can be set aside."""
    newcomers = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            coming, _, _, _ = uniforms(seed, week, Stream.HIRING, post)
            if is_hired(coming, pars):
                newcomers += 1
    notes.newcomers[team] = newcomers


@compiled
def identify_newcomers(teams, sponsor, notes):
    """Set aside identities for those who will be hired, in the order of teams."""
    for team in range(teams.size):
        notes.next_newcomer[team] = reserve_identities(sponsor, notes.newcomers[team])


@compiled
def step_hiring(staff, teams, levers, engagement, notes, tally, log, pars, seed, week, team):
    """Vacancies that were there before this week may be filled; newcomers may be trained on arrival.

    Hiring comes before leaving, so that a post stands empty for a week at least.
    """
    invitation = team_invitation(teams, levers, team, pars)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            continue
        coming, inducted, _, _ = uniforms(seed, week, Stream.HIRING, post)
        if not is_hired(coming, pars):
            continue
        newcomer(staff, post, next_identity(notes.next_newcomer, team), pars, seed, week, Stream.NEWCOMER)
        tally.hires[team] += 1
        log_event(log, week, Event.JOINED, Response.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)
        engaged = engagement[team, staff.profession[post]]
        if inducted < levers.induction[team]:
            skill = staff.restorative_skill[post]
            staff.restorative_skill[post] = taught(skill, pars.introduction_skill, transfer(engaged, pars))
            tally.introductions[team] += 1
            days, backfill = pars.introduction_days, levers.backfill[team]
            attend(staff, teams, tally, log, team, post, days, backfill, Event.TRAINED, week)
        staff.use[post] = invited_use(
            invitation,
            levers.shared_language[team],
            staff.practice_seen[post],
            staff.psychological_safety[post],
            staff.burnout[post],
            pars,
        )
        staff.practice[post] = staff.restorative_skill[post] * staff.use[post]


@compiled
def candidate(staff, teams, team, succession, draw, choice):
    """The colleague who is promoted, or -1: any, or with succession planning the one who practises most (eq. 15)."""
    people = 0
    best = -1
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            people += 1
            if best < 0 or staff.practice[post] > staff.practice[best]:
                best = post
    if choice < succession or people == 0:
        return best
    wanted = min(int(draw * people), people - 1)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            if wanted == 0:
                return post
            wanted -= 1
    return best


@compiled
def step_leader_turnover(staff, teams, levers, notes, tally, log, pars, seed, week, team):
    """The leader may move on; the next comes from the team or from outside (model eq. 15)."""
    leaving, inside, draw, choice = uniforms(seed, week, Stream.LEADER_LEAVING, team)
    notes.new_leader[team] = False
    if leaving >= pars.leader_turnover_per_year / WEEKS_A_YEAR:
        return
    succession = levers.succession[team]
    drawn, _ = normals(seed, week, Stream.LEADER_STYLE, team)
    style = pars.inherited_modelling + pars.inherited_modelling_spread * drawn
    promoted = -1
    if inside < pars.internal_appointment_share:
        promoted = candidate(staff, teams, team, succession, draw, choice)
    if promoted >= 0:
        style += pars.promoted_practice_weight * (staff.practice[promoted] - pars.practice_reference)
    else:
        style += pars.succession_lift * succession
    style = clip01(style)
    carried_over = pars.succession_carry_over * succession
    teams.modelling[team] = carried_over * teams.modelling[team] + (1.0 - carried_over) * style
    teams.leader_style[team] = style
    teams.leader_tenure[team] = 0
    if promoted >= 0 and pars.promotions_leave_a_post > 0.0:
        teams.leader[team] = staff.person[promoted]
        tally.promotions[team] += 1
        log_event(
            log,
            week,
            Event.PROMOTED,
            Response.NONE,
            team,
            promoted,
            staff.person[promoted],
            -1,
            0.0,
            0.0,
            0.0,
        )
        vacate(staff, promoted)
    else:
        teams.leader[team] = UNIDENTIFIED
    notes.new_leader[team] = True


@compiled
def identify_leaders(teams, sponsor, notes, log, week):
    """Leaders who came from outside get their identities, in the order of teams."""
    for team in range(teams.size):
        if notes.new_leader[team]:
            if teams.leader[team] == UNIDENTIFIED:
                teams.leader[team] = new_person(sponsor)
            leader = teams.leader[team]
            log_event(log, week, Event.NEW_LEADER, Response.NONE, team, -1, leader, -1, 0.0, 0.0, 0.0)
