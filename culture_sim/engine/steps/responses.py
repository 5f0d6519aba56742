"""How people are answered when something has gone wrong, and what the answer does to a team (model eq. 9, 10).

Acts, not a step: a setting calls them for its own kinds of events.
"""

import numpy as np

from culture_sim.engine.compile import compiled, compiled_with_arrays
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.steps.team_means import clip01, whole_weeks
from culture_sim.engine.steps.trust import apply_trust_event


@compiled
def restorative_route(safety_policy, modelling, pars):
    """Share of known events for which a restorative answer is sought: by policy, or by a leader without one (eq. 9)."""
    return safety_policy + (1.0 - safety_policy) * pars.leader_discretion * modelling


@compiled
def facilitators_available(formal, pars):
    """Share of times a facilitator can be had (model eq. 9)."""
    return formal + (1.0 - formal) * pars.facilitators_without_provision


@compiled_with_arrays
def best_skill(staff, teams, team, pars):
    """Mean skill of the team's most skilled few, who carry what no facilitator does (model eq. 9)."""
    few = max(int(pars.best_colleagues), 1)
    best = np.zeros(few)
    people = 0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        people += 1
        skill = staff.restorative_skill[post]
        weakest = np.argmin(best)
        if skill > best[weakest]:
            best[weakest] = skill
    return best.sum() / min(few, people) if people > 0 else 0.0


@compiled
def investigate(staff, tally, log, post, team, pars, week):
    """Open a formal disciplinary investigation."""
    staff.investigation_weeks[post] = whole_weeks(pars.investigation_weeks)
    tally.disciplinaries[team] += 1
    log_event(log, week, Event.INVESTIGATED, Response.NONE, team, post, staff.person[post], -1, 0.0, 0.0, 0.0)


@compiled
def witness(staff, teams, log, team, besides, signal, safety_factor, safety_gain, pars, week, answer):
    """Everyone else in the team saw it: trust moves, and safety by a share of itself or by a step."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post] and post != besides:
            moved = apply_trust_event(staff, post, signal, pars.event_weight_witness, pars)
            safety = staff.psychological_safety[post]
            staff.psychological_safety[post] = clip01(safety * safety_factor + safety_gain)
            change = staff.psychological_safety[post] - safety
            log_event(
                log,
                week,
                Event.WITNESSED,
                answer,
                team,
                post,
                staff.person[post],
                besides,
                moved,
                change,
                0.0,
            )


@compiled
def blame(staff, teams, tally, log, event, post, team, pars, week):
    """Someone is blamed, and everyone watches (model eq. 10)."""
    if post >= 0:
        moved = apply_trust_event(staff, post, pars.blame_signal, pars.event_weight_self, pars)
        safety, burnout = staff.psychological_safety[post], staff.burnout[post]
        staff.psychological_safety[post] = clip01(safety * (1.0 - pars.blame_safety_loss))
        staff.burnout[post] = clip01(burnout + pars.blame_burnout * (1.0 - burnout))
        log_event(
            log, week, event, Response.BLAME, team, post, staff.person[post], -1, moved,
            staff.psychological_safety[post] - safety, staff.burnout[post] - burnout,
        )  # fmt: skip
    witness(
        staff, teams, log, team, post, pars.witness_blame_signal, 1.0 - pars.witness_safety_loss, 0.0, pars, week,
        Response.BLAME,
    )  # fmt: skip
    tally.blame_responses[team] += 1


@compiled
def restore(staff, teams, tally, log, event, post, team, quality, pars, week):
    """Those affected talk about what happened and what is needed; done badly it can hurt (model eq. 10)."""
    signal = pars.restorative_signal + pars.restorative_signal_gain * quality
    above = quality - pars.quality_threshold
    if post >= 0:
        moved = apply_trust_event(staff, post, signal, pars.event_weight_self, pars)
        safety, burnout = staff.psychological_safety[post], staff.burnout[post]
        staff.psychological_safety[post] = clip01(safety + pars.restorative_safety * above)
        staff.burnout[post] = clip01(burnout - pars.restorative_relief * quality * burnout)
        log_event(
            log, week, event, Response.RESTORATIVE, team, post, staff.person[post], -1, moved,
            staff.psychological_safety[post] - safety, staff.burnout[post] - burnout,
        )  # fmt: skip
    witness(
        staff, teams, log, team, post, signal, 1.0, pars.restorative_team_safety * above, pars, week,
        Response.RESTORATIVE,
    )  # fmt: skip
    teams.lessons[team] += pars.restorative_lessons * quality
    tally.restorative_processes[team] += 1
